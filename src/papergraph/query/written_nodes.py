"""Nodes by what is written of them for machines: ids, IRIs, URLs."""

from __future__ import annotations

from urllib.parse import unquote

from papergraph.model import EntityId, Kind
from papergraph.text.urls import normalize_url, repository_name

__all__ = ["written_node"]


def written_node(text: str) -> EntityId | None:
    """The node whose id, IRI under the usual base or URL `text` is; there need not be one.

    >>> str(written_node("https://GitHub.com/SKDDJ/LoLDU"))
    'repository/github.com/skddj/loldu'
    >>> str(written_node("method/lora")), written_node("LoRA")
    ('method/lora', None)
    """
    if "://" not in text:
        return _parsed(text)
    from papergraph.rdf.vocabulary import BASE  # here: most names are no IRI

    if text.startswith(BASE):
        return _parsed(unquote(text.removeprefix(BASE)))
    url = normalize_url(text)
    if repository_name(url):
        return EntityId(Kind.REPOSITORY, url.removeprefix("https://").lower())
    return EntityId(Kind.PAGE, url)


def _parsed(text: str) -> EntityId | None:
    try:
        return EntityId.parse(text)
    except ValueError:
        return None
