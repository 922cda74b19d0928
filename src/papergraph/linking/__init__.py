"""Two passes over papers: what each proposes, then what each says of everything named."""

from papergraph.linking.introductions import Discovered, Discoverer, same_title
from papergraph.linking.link import Linked, Linker
from papergraph.linking.prepared import Batch, PreparedPaper, Reader
from papergraph.linking.proposals import Proposal, Sighting
from papergraph.linking.repositories import url_entity, url_relation

__all__ = [
    "Batch",
    "Discovered",
    "Discoverer",
    "Linked",
    "Linker",
    "PreparedPaper",
    "Proposal",
    "Reader",
    "Sighting",
    "same_title",
    "url_entity",
    "url_relation",
]
