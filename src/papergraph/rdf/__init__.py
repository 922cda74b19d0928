"""The RDF view of a knowledge graph, both ways."""

from typing import TYPE_CHECKING

from papergraph.late_names import late_names

if TYPE_CHECKING:
    from papergraph.rdf.datasets import dump_nquads, dump_trig, graph_quads
    from papergraph.rdf.evidence import (
        claim_graph_iri,
        claim_iri,
        evidence_quads,
        evidence_triples,
    )
    from papergraph.rdf.facts import read_base
    from papergraph.rdf.jsonld import dump_jsonld
    from papergraph.rdf.name_keys import keys_of_names
    from papergraph.rdf.rdfxml import dump_rdfxml
    from papergraph.rdf.reading import load_graph, read_graph
    from papergraph.rdf.store import (
        damage_told,
        is_store,
        load_store,
        load_turtle,
        memory_store,
        open_store,
        steadily,
        to_rdflib,
    )
    from papergraph.rdf.store_writing import changed_store, new_store, write_store
    from papergraph.rdf.triples import graph_triples
    from papergraph.rdf.turtle import dump_ntriples, dump_turtle, turtle_parts
    from papergraph.rdf.vocabulary import BASE, PREFIXES, entity_id, entity_iri

__all__ = [
    "BASE",
    "PREFIXES",
    "changed_store",
    "claim_graph_iri",
    "claim_iri",
    "damage_told",
    "dump_jsonld",
    "dump_nquads",
    "dump_ntriples",
    "dump_rdfxml",
    "dump_trig",
    "dump_turtle",
    "entity_id",
    "entity_iri",
    "evidence_quads",
    "evidence_triples",
    "graph_quads",
    "graph_triples",
    "is_store",
    "keys_of_names",
    "load_graph",
    "load_store",
    "load_turtle",
    "memory_store",
    "new_store",
    "open_store",
    "read_base",
    "read_graph",
    "steadily",
    "to_rdflib",
    "turtle_parts",
    "write_store",
]

# A command imports what it needs of them: together they take longer than most commands run.
__getattr__, __dir__ = late_names(
    __name__,
    {
        "papergraph.rdf.datasets": ["dump_nquads", "dump_trig", "graph_quads"],
        "papergraph.rdf.evidence": [
            "claim_graph_iri",
            "claim_iri",
            "evidence_quads",
            "evidence_triples",
        ],
        "papergraph.rdf.facts": ["read_base"],
        "papergraph.rdf.jsonld": ["dump_jsonld"],
        "papergraph.rdf.name_keys": ["keys_of_names"],
        "papergraph.rdf.rdfxml": ["dump_rdfxml"],
        "papergraph.rdf.reading": ["load_graph", "read_graph"],
        "papergraph.rdf.store": [
            "damage_told",
            "is_store",
            "load_store",
            "load_turtle",
            "memory_store",
            "open_store",
            "steadily",
            "to_rdflib",
        ],
        "papergraph.rdf.store_writing": ["changed_store", "new_store", "write_store"],
        "papergraph.rdf.triples": ["graph_triples"],
        "papergraph.rdf.turtle": ["dump_ntriples", "dump_turtle", "turtle_parts"],
        "papergraph.rdf.vocabulary": ["BASE", "PREFIXES", "entity_id", "entity_iri"],
    },
)
