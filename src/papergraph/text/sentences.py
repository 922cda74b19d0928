"""Sentences of an abstract, as spans."""

from __future__ import annotations

import re

from papergraph.text.span import Span

__all__ = ["sentence_spans"]

# A full stop with a space and a start after it, or one that lost its space ("stability.We").
_BOUNDARY = re.compile(
    r"""
      [.!?](?:
          (?P<stop>[)\]"'”’]*)\s+(?=[A-Z0-9"'“‘(\[$\\{]|[a-z]+[A-Z])
        | (?<=[a-z0-9)%][.!?])(?=[A-Z][a-z]+[\s,]|We\s|A\s|In\s)
      )
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|viz|resp|approx|w\.r\.t|a\.k\.a"
    r"|Fig|Figs|Eq|Eqs|Sec|Tab|No|Dr|Prof|St)"
    r"|\b[A-Z])\.$"
)


def sentence_spans(text: str) -> list[Span]:
    """Cut `text` into sentences, in order; together they cover all but the space between.

    Abbreviations ("e.g. LoRA", "et al. 2021") do not end a sentence; a full stop that lost
    its space does.

    >>> text = "It adds stability.We test it, e.g. LoRA. Code follows."
    >>> [span.of(text) for span in sentence_spans(text)]
    ['It adds stability.', 'We test it, e.g. LoRA.', 'Code follows.']
    """
    spans: list[Span] = []
    start = 0
    for found in _BOUNDARY.finditer(text):
        stop = found.end() if found["stop"] is None else found.end("stop")
        if _ABBREVIATION.search(text, max(start, stop - 8), stop):
            continue
        spans.append(Span(start, stop))
        start = found.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans
