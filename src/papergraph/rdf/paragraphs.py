"""Triples a subject at a time, in the order of a file, without holding them all."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from papergraph.rdf.vocabulary import RDF

__all__ = ["classes_first", "paragraphs", "place_of"]

_TYPE = f" {RDF.type} "
# A control character sorts before the "<" of any predicate, and is escaped in a literal.
_FIRST = " \x01 "


def paragraphs(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """The triples of each subject, subjects and triples as `classes_first` sorts; no repetition.

    Args:
        triples: those of a node and of its parts together, a part being what has the node's
            IRI before a "#"; nodes in the order of `place_of` their IRIs.

    Raises:
        ValueError: they come in another order, or one is about no IRI.
    """
    # Between a node's parts and the node itself come the nodes whose IRIs go on where its ends.
    waiting: list[tuple[str, list[Triple]]] = []
    last = ""
    for node, found in _nodes(triples):
        place = place_of(node)
        if place <= last:
            raise ValueError(f"expected nodes in order, found <{node}> after <{last[:-1]}>")
        last = place
        while waiting and waiting[0][0] < place:
            yield heapq.heappop(waiting)[1]
        for subject, said in found.items():
            heapq.heappush(waiting, (f"{subject}>", [said[key] for key in sorted(said)]))
    while waiting:
        yield heapq.heappop(waiting)[1]


def _nodes(triples: Iterable[Triple]) -> Iterator[tuple[str, dict[str, dict[str, Triple]]]]:
    """Each node with its triples: by subject, by the key that they are sorted by."""
    node = ""
    starts: tuple[str, ...] = ("<>",)
    found: dict[str, dict[str, Triple]] = {}
    for triple in triples:
        text = str(triple)  # asked for once: a million triples are asked a million times
        if not text.startswith("<"):
            raise ValueError(f"expected an IRI that something is said of, found {text}")
        subject = text[1 : text.index(">")]
        if not text.startswith(starts):
            if found:
                yield node, found
            node = subject.partition("#")[0]
            starts = (f"<{node}>", f"<{node}#")
            found = {}
        found.setdefault(subject, {})[text.replace(_TYPE, _FIRST, 1)] = triple
    if found:
        yield node, found


def place_of(node: str) -> str:
    """By what nodes are sorted, so that each comes where its first part does.

    >>> sorted(["method/a-b", "method/a", "method/a/b"], key=place_of)
    ['method/a', 'method/a-b', 'method/a/b']
    """
    return f"{node}#"


def classes_first(triple: Triple) -> str:
    """The key by which triples are sorted for people: by subject, its classes before all else."""
    return str(triple).replace(_TYPE, _FIRST, 1)
