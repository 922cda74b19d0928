"""Other scores in what a build wrote: its Turtle and its store, all else as it stands."""

from __future__ import annotations

import heapq
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Literal, Quad, RdfFormat, Store, Triple, parse

from papergraph.rdf.scores import without_scores
from papergraph.rdf.store import load_turtle
from papergraph.rdf.turtle import dump_turtle, turtle_head
from papergraph.rdf.vocabulary import BASE, PG

__all__ = ["rescore", "rescored_turtle"]

#: Bytes that are read at once.
_BLOCK = 4_000_000
#: How a paragraph of ours starts: with a node of the base.
_SUBJECT = re.compile(rb"<[a-z]+[/#>]")


def rescore(store: Store, new: Iterable[Triple], measure: str, scope: str) -> None:
    """Put scores into a store, instead of those of that measure and scope."""
    store.update(
        f"DELETE {{ ?score ?said ?value }} WHERE {{ ?score {PG.measure} {Literal(measure)} ; "
        f"{PG.scope} {Literal(scope)} ; ?said ?value }}"
    )
    store.bulk_extend(Quad(*triple) for triple in new)


def rescored_turtle(
    path: Path, new: Iterable[Triple], measure: str, scope: str, *, base: str = BASE
) -> Iterator[bytes]:
    """A file of Turtle with other scores, in parts, as `dump_turtle` would write it.

    One that nobody has written to is neither parsed nor held in memory.

    Args:
        path: of the file.
        new: the triples of the scores.
        measure: of the scores that go.
        scope: of the scores that go.
        base: of the graph.

    Raises:
        GraphFolderError: there is no such file.
        InputError: it is broken.
    """
    scores = list(new)
    if not path.is_file() or not _is_as_written(path, base):
        kept = without_scores(load_turtle(path), measure, scope)
        yield dump_turtle([*kept, *scores], base=base)
        return
    head = turtle_head(base)
    made = dump_turtle(scores, base=base).removeprefix(head)
    gap = b""
    yield head
    with path.open("rb") as file:
        file.seek(len(head))
        old = (
            paragraph
            for paragraph in _paragraphs(file)
            if b"pg:Score" not in paragraph
            or without_scores(_parsed(head + paragraph), measure, scope)
        )
        for paragraph in heapq.merge(old, _paragraphs(io.BytesIO(made)), key=_subject):
            yield gap + paragraph
            gap = b"\n"


def _parsed(turtle: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]


def _is_as_written(path: Path, base: str) -> bool:
    """Whether a file is as `dump_turtle` writes it, so that its text may stay."""
    with path.open("rb") as file:
        head = turtle_head(base)
        if file.read(len(head)) != head:
            return False
        last = b""
        for paragraph in _paragraphs(file):
            subject = _subject(paragraph)
            whole = _SUBJECT.match(paragraph) and paragraph.endswith(b" .\n")
            # A quote of several lines, in which an empty one ends nothing, has other lines too.
            lines_are_ours = paragraph.count(b"\n") == paragraph.count(b" ;\n\t") + 1
            if not (whole and lines_are_ours and subject > last):
                return False
            last = subject
    return True


def _paragraphs(file: BinaryIO) -> Iterator[bytes]:
    """What empty lines part in the rest of a file, each with the end of its last line."""
    rest = b""
    while some := file.read(_BLOCK):
        *whole, rest = (rest + some).split(b"\n\n")
        for paragraph in whole:
            yield paragraph + b"\n"
    if rest:
        yield rest


def _subject(paragraph: bytes) -> bytes:
    """The IRI of a paragraph's subject, by which paragraphs are sorted."""
    return paragraph[: paragraph.find(b">") + 1]
