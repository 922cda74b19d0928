"""Where a text has the words that rules start from, all found in one pass.

The rules of `papergraph.linking.cues` are regular expressions that most sentences fail; an
Aho-Corasick automaton over pieces that each of them needs tells which sentences to try, at a
tenth of the cost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

__all__ = ["Triggers", "find_triggers"]

#: A paper speaks of itself.
_OURS = (
    *(" we ", " We ", ".We ", "(we ", " our ", " Our ", ".Our ", "(our ", " we'", " we’"),
    *(" this paper", "This paper", " this work", "This work", " this article", "This article"),
    *(" this study", "This study", " this thesis", "This thesis", " this report", "This report"),
)
#: Pieces of verbs that propose.
_PROPOSING = (
    *("ropos", "ntroduc", "resent", "evelop", "esign", "evis", "escrib", "eleas", "ontribut"),
    *("onstruct", "reat", "ffer", "nveil", "ormulat", "stablish", "uggest", "urat", "forward"),
    *(
        "ourc",
        "uil",
        "rovid",
        "raft",
        "onceiv",
        "deriv",
        "ssembl",
        "ollect",
        "ather",
        "nnotat",
        "crawl",
    ),
)
#: Pieces of what names, owns, lists and explains: "called", "our", "(1)", ", a".
_NAMING = (
    *("call", "name", "term", "dub", "coin", "title", "note", "abbrev", "refer", "i.e.", "christ"),
    *("ur ", "resented", "resulting", "eveloped", " new ", ", a"),
    *("1)", "2)", "3)", "4)", "i)", "a)", "b)"),
)
_PATTERNS = (*_OURS, *_PROPOSING, *_NAMING)
_AUTOMATON = AhoCorasick(list(_PATTERNS))
_OURS_END = len(_OURS)
_PROPOSING_END = _OURS_END + len(_PROPOSING)


class Triggers(NamedTuple):
    """Indices of sentences, by what stands in them.

    Attributes:
        own: "we", "our", "this paper"; sorted.
        proposing: a piece of a verb that proposes.
        naming: a piece of a wording that names.
    """

    own: tuple[int, ...]
    proposing: frozenset[int]
    naming: frozenset[int]


def find_triggers(text: str, starts: Sequence[int]) -> Triggers:
    """Which of a text's sentences the rules may apply to.

    Args:
        text: the text.
        starts: where its sentences start, in order, the first at 0.

    >>> find_triggers("GANs are slow. We propose more.", [0, 15])
    Triggers(own=(1,), proposing=frozenset({1}), naming=frozenset())
    """
    own: set[int] = set()
    proposing: set[int] = set()
    naming: set[int] = set()
    # The blank before lets a text begin with "We".
    for pattern, _, end in _AUTOMATON.find_matches_as_indexes(f" {text} ", overlapping=True):
        index = bisect_right(starts, end - 3) - 1
        if pattern < _OURS_END:
            own.add(index)
        elif pattern < _PROPOSING_END:
            proposing.add(index)
        else:
            naming.add(index)
    return Triggers(tuple(sorted(own)), frozenset(proposing), frozenset(naming))
