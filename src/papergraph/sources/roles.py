"""Which line of a saved page is a title and which an abstract."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from enum import IntEnum

from papergraph.sources.lines import Line

__all__ = ["Role", "prose_evidence", "roles"]


class Role(IntEnum):
    """What a line is to its paper."""

    TITLE = 0
    #: The first line under a title.
    ABSTRACT = 1
    #: A further line of the abstract, after a stray line break.
    REST = 2


# Of 40,000 arXiv records the longest title has 226 characters; 1 % of the abstracts have
# fewer than 560. So length decides alone from here on ...
_SURELY_PROSE = 420
# ... speaks for prose from here on, and against it up to there.
_LONG = 240
_SHORT = 130
_CERTAIN = 12.0

_ENDS_SENTENCE = re.compile(r"[.!…][\"'”’)\]}*]*$")
# Not after an initial ("J. R.") nor "vs.".
_SENTENCE_BREAK = re.compile(r"(?<=[a-z0-9)\]%$]{2})(?<!\bvs)(?<!\bal)\.\s*(?=[A-Z])")
_OPENING = re.compile(
    r"(?:We|In (?:this|these|the)|Th(?:is|ese) (?:paper|work|article|study|report|note|survey)"
    r"|Recent(?:ly)?|Despite|Although|While|However|Here,? we|It is|There (?:is|are|has))\b"
)
# Words of sentences, seldom of titles; titles that hold one mostly capitalise it.
_FINITE = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Tt]his|[Tt]hese|is|are|was|were|has|have|been|which|that|it|they|can|also"
    r"|such|show|shows|propose|present|introduce|describe|achieves?|outperforms?)\b"
)
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")
# A word of lower-case letters only: a sentence goes on. Not "iDisc", not "pix2pix", not "wandb:".
_GOES_ON = re.compile(r"\s*(?:[a-z]{1,20}[,.;)]*(?:\s|$)|https?://|[,;)\]])")

_NO_ABSTRACT = 1.0  # a title follows a title
_NO_TITLE = 3.0  # the file opens with an abstract
_BROKEN = 2.5  # an abstract goes on in a new block
_BROKEN_IN_BLOCK = 1.0  # likewise, with no blank line between
_TITLE_IN_BLOCK = 1.5  # a title right under an abstract, with no blank line between
_MID_SENTENCE = 3.0  # the line before has no end, and this one goes on in lower case
_LONGEST_DOUBT = 64


def prose_evidence(text: str) -> float:
    """How much a line looks like an abstract (above 0) or like a title (below 0).

    A sum of small signs, none of which decides alone, except that over 420 characters
    are always prose: length; an end of sentence at the end, and inside; words that
    sentences need ("we", "is", "which"); an opening as of abstracts; capitalised words.

    >>> prose_evidence("Attention Is All You Need") < 0
    True
    >>> prose_evidence("We study codes over rings.") > 0
    True
    """
    text = text.strip()
    if len(text) > _SURELY_PROSE:
        return _CERTAIN
    score = 2.0 if len(text) > _LONG else -1.0 if len(text) < _SHORT else 0.0
    if _ENDS_SENTENCE.search(text):
        score += 2.5
    elif not text.endswith("?"):
        score -= 2.0
    score += min(3.0, 1.5 * len(_SENTENCE_BREAK.findall(text)))
    score += min(3.0, 0.8 * len(set(_FINITE.findall(text))))
    if _OPENING.match(text):
        score += 1.5
    return score + _capitals(text)


def _capitals(text: str) -> float:
    words = _LONG_WORD.findall(text)
    share = sum(word[0].isupper() for word in words) / len(words) if words else 1.0
    if share >= 0.6:
        return -1.5
    return 1.0 if share <= 0.2 and len(words) >= 6 else 0.0


class _Path:
    """The cheapest reading of the lines so far that ends in one role."""

    __slots__ = ("cost", "roles")

    def __init__(self, cost: float, roles: tuple[Role, ...]) -> None:
        self.cost = cost
        self.roles = roles


def roles(lines: Iterable[Line]) -> Iterator[tuple[Line, Role]]:
    """Give every line its role, so that the page as a whole reads best.

    Each line costs by its `prose_evidence` if it is taken for what it does not look like;
    each step costs if it breaks the page's rhythm of title, abstract, title, abstract. The
    cheapest reading of all lines wins (Viterbi's algorithm): so a one-sentence abstract is
    known by the title above it, and a title that looks like a sentence by the abstract
    under it. Lines come out as soon as all readings agree on them.
    """
    survivors: dict[Role, _Path] = {}
    waiting: deque[Line] = deque()
    previous: Line | None = None
    for line in lines:
        survivors = _step(survivors, previous, line)
        waiting.append(line)
        previous = line
        for role in _agreed(survivors):
            yield waiting.popleft(), role
    if survivors:
        yield from zip(waiting, _best(survivors).roles, strict=True)


def _step(survivors: dict[Role, _Path], previous: Line | None, line: Line) -> dict[Role, _Path]:
    evidence = prose_evidence(line.text)
    looks = {
        Role.TITLE: max(evidence, 0.0),
        Role.ABSTRACT: max(-evidence, 0.0),
        Role.REST: max(-evidence, 0.0),
    }
    if previous is None:
        return {
            Role.TITLE: _Path(looks[Role.TITLE], (Role.TITLE,)),
            Role.REST: _Path(_NO_TITLE + looks[Role.REST], (Role.REST,)),
        }
    after: dict[Role, _Path] = {}
    goes_on = _goes_on(previous, line)
    for role in Role:
        paths = [
            _Path(path.cost + cost + looks[role], (*path.roles, role))
            for last, path in survivors.items()
            if (cost := _step_cost(last, role, line, goes_on)) is not None
        ]
        if paths:
            after[role] = min(paths, key=_order)
    return after


def _step_cost(last: Role, role: Role, line: Line, goes_on: bool) -> float | None:
    """What it costs to read `line` as `role` after a line that is `last`; ``None``: cannot be."""
    if role is Role.ABSTRACT:
        if last is not Role.TITLE:
            return None
        return _MID_SENTENCE if goes_on else 0.0
    if role is Role.TITLE:
        if last is Role.TITLE:
            return _NO_ABSTRACT
        doubt = 0.0 if line.after_blank else _TITLE_IN_BLOCK
        return doubt + (_MID_SENTENCE if goes_on else 0.0)
    if last is Role.TITLE:
        return None
    if goes_on:
        return -_MID_SENTENCE / 2
    return _BROKEN if line.after_blank else _BROKEN_IN_BLOCK


def _goes_on(previous: Line, line: Line) -> bool:
    """Whether a sentence runs from one line into the next."""
    ended = _ENDS_SENTENCE.search(previous.text.rstrip()[-8:])
    return not ended and bool(_GOES_ON.match(line.text))


def _agreed(survivors: dict[Role, _Path]) -> tuple[Role, ...]:
    """Take off the roles, from the first line on, that all readings share."""
    best = _best(survivors)
    if len(best.roles) > _LONGEST_DOUBT:  # endless doubt would cost quadratic time
        for role in [role for role, path in survivors.items() if path is not best]:
            del survivors[role]
    shared = 0
    for column in zip(*(path.roles for path in survivors.values()), strict=True):
        if len(set(column)) > 1:
            break
        shared += 1
    agreed = best.roles[:shared]
    for path in survivors.values():
        path.roles = path.roles[shared:]
    return agreed


def _best(survivors: dict[Role, _Path]) -> _Path:
    return min(survivors.values(), key=_order)


def _order(path: _Path) -> tuple[float, tuple[Role, ...]]:
    return (path.cost, path.roles)
