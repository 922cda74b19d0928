"""Where a query breaks the grammar of SPARQL, and what was expected there.

Oxigraph tells how far its furthest attempt to read something came. An attempt at a keyword
takes as many characters as the keyword has, whatever they are, so that the place is up to some
fifteen characters behind the fault. So the query is read once more with each of its tokens on
a line of its own that is filled up with spaces: no attempt leaves the line of its token, and
the line that Oxigraph tells is the token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import Store

from papergraph.errors import SparqlError
from papergraph.query.columns import width_of
from papergraph.rdf.vocabulary import PREFIXES

__all__ = ["located", "pointed"]

_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\n\r]*)
    | <[^<>"{}|^`\\\x00-\x20]*>                              # an IRI
    | \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''    # a string of several lines
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | [?$]\w+
    | (?:[^\W\d_][\w.-]*|_)?:(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?
    | @[\w-]+
    | [+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?
    | \w+ | \^\^ | && | \|\| | [!<>]=
    | \S
    """,
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r"error at (?P<line>\d+):")

# Wider than any keyword of SPARQL.
_FILLING = " " * 40
_MOST_SHOWN = 100
# What no query can hold: it ends every reading, so that nothing is ever run.
_NEVER = "\x01"

_IRI = "<a:b>"

#: What may be missing, with an example of it.
_MISSING = {
    **{keyword: keyword for keyword in ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")},
    "a variable": "?x",
    "an IRI": _IRI,
    "a string": '"a"',
    "a number": "1",
    **{f"'{mark}'": mark for mark in "{}()[].;,:"},
    **{keyword: keyword for keyword in ("AS", "BY", "WHERE")},
}

#: What Oxigraph says of a query whose words are all in order, among what it expected.
_SENTENCE = re.compile(
    r"(?:expected|expected one of|,) (?P<sentence>(?:SELECT|[A-Z][a-z]*) [^,\[]+\w)"
)
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)


def located(text: str, error: SyntaxError, source: str) -> SparqlError:
    """The same error with the line and column of the token at fault, and with a clear reason.

    Args:
        text: the query.
        error: what Oxigraph said of it.
        source: the file that the query is from, or another name for it.
    """
    tokens = [found for found in _TOKEN.finditer(text) if not found["comment"]]
    words = [" ".join(found[0].splitlines()) for found in tokens]
    fault = _furthest(words)
    if fault is None:  # the spaces between its tokens have mended it
        fault = _Fault(0, str(error))
    if fault.place == len(words):
        fault = fault._replace(told=str(error))  # told at its true end, it may say more
    reason, place = _reason(words, fault)
    start = tokens[place].start() if place < len(tokens) else len(text.rstrip())
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return SparqlError(source, line, column, reason, text)


def pointed(error: SparqlError) -> str:
    """The line at fault with a caret under its column; of a long line the part around it.

    "" where the line is empty.
    """
    before = error.column - 1
    line = error.text.split("\n")[error.line - 1].replace("\t", " ").rstrip()
    left = max(0, min(before - _MOST_SHOWN // 2, len(line) - _MOST_SHOWN))
    shown = line[left : left + _MOST_SHOWN]
    return f"  {shown}\n  {' ' * width_of(line[left:before])}^" if line else ""


class _Fault(NamedTuple):
    """The first word that cannot stand where it stands, and what Oxigraph says of it."""

    place: int
    told: str


def _furthest(words: Sequence[str]) -> _Fault | None:
    """The first fault; its place is behind the last word where a word is missing there.

    ``None`` where Oxigraph does not tell a place.
    """
    lines = [word + _FILLING for word in [*words, _NEVER]]
    try:
        Store().query("\n".join(lines), prefixes=PREFIXES)
    except SyntaxError as error:
        if found := _PLACE.match(str(error)):
            return _Fault(min(int(found["line"]) - 1, len(words)), str(error))
    return None


def _reason(words: Sequence[str], fault: _Fault) -> tuple[str, int]:
    """What is wrong, and at which word."""
    place, told = fault
    word = words[place] if place < len(words) else ""
    found = f"'{word}'" if word else "the end of the query"
    if not words:
        return "expected a query, found none", place
    if place == _start(words) and word.upper() in _UPDATES:
        return f"expected a query, found the update {word}: a graph is only read", place
    if "Prefix not found" in told:
        return f"unknown prefix {word.partition(':')[0]!r}; declare it with PREFIX", place
    if word in {'"', "'"}:
        return "expected the end of this string, found the end of the line", place
    if "IRI parsing failed" in told or (word[:1] == "<" and _fits(words[:place], _IRI)):
        return f"expected an absolute IRI, found {found}", place
    if _binds_twice(words, place):
        return f"expected a new variable, found '{words[place - 2]}'", place - 2
    if said := _SENTENCE.search(told):
        return said["sentence"], place
    return f"expected {_expected(words[:place], word)}, found {found}", place


def _expected(words: Sequence[str], word: str) -> str:
    """What can follow the words instead of `word`."""
    if word[:2] == "_:" and _fits(words, "_:fresh"):
        return "a blank node that no other group has"
    names = [name for name, example in _MISSING.items() if _fits(words, example)]
    *rest, last = names or ["nothing more"]
    return f"{', '.join(rest)} or {last}" if rest else last


def _start(words: Sequence[str]) -> int:
    """Where the prologue of PREFIX and BASE ends."""
    place = 0
    while place < len(words) and words[place].upper() in {"PREFIX", "BASE"}:
        place += 3 if words[place].upper() == "PREFIX" else 2
    return place


def _fits(words: Sequence[str], word: str) -> bool:
    """Whether a word can follow these."""
    fault = _furthest([*words, word])
    return fault is not None and fault.place > len(words)


def _binds_twice(words: Sequence[str], place: int) -> bool:
    """Whether the words before end in ``AS ?x )`` and would do with another variable."""
    if place < 3 or words[place - 3].upper() != "AS" or place == len(words):
        return False
    return _fits([*words[: place - 2], "?fresh", ")"], words[place])
