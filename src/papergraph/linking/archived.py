"""Whether the words before an identifier's URL say that code, data or models are there."""

from __future__ import annotations

import re

__all__ = ["says_archived"]

#: Words between "available" and the URL, at the most: "at a Zenodo repository", another URL.
_WORDS_BETWEEN = 8
_PLACED = re.compile(
    r"\b(?:available|accessible|archived|deposited|"
    r"(?:accessed|downloaded|found|hosted|provided|published|released|shared|stored)"
    r"(?:\s\w+ly)?\s(?:at|from|here|in|on|through|under|via))\b"
    rf"\S*(?:\s+\S+){{0,{_WORDS_BETWEEN}}}\s*$",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:artifacts?|benchmarks?|checkpoints?|codes?|corpora|corpus|data|databases?|datasets?"
    r"|implementations?|materials?|models?|packages?|scripts?|software|weights)\b",
    re.IGNORECASE,
)
# "The published version is available at ...": the paper itself.
_PAPERS = re.compile(r"\b(?:article|chapter|manuscript|preprint|version)\b", re.IGNORECASE)


def says_archived(words: str) -> bool:
    """Whether the words of a sentence before a URL say that what was made is there.

    >>> says_archived("Our code and data are available at ")
    True
    >>> says_archived("This maps onto the models of Frob et al., "), says_archived("available at ")
    (False, False)
    """
    if _PAPERS.search(words) or not _THINGS.search(words):
        return False
    return bool(_PLACED.search(words))
