"""Keys of names that resemble another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

__all__ = ["NEARLY_AS_GOOD", "near_keys"]

#: Of letters in common, in percent: what has less than the best by more is noise beside it.
NEARLY_AS_GOOD = 5

# A misspelt name keeps so much of its own.
_SIMILAR = 70
_MOST = 20


def near_keys(key: str, keys: Iterable[str]) -> dict[str, float]:
    """Those of `keys` that resemble `key`, each with its share of letters in common, in percent.

    Best first, and only those that are about as good as the best. A title is also measured by
    the part of it before a colon, which it is cited by.

    >>> list(near_keys("loldo", ["loldu:lowrankadaptation", "lora", "unrelated"]))
    ['loldu:lowrankadaptation']
    """
    from rapidfuzz import fuzz, process  # here: few names are wrong, and it takes time to import

    known: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(set(keys)):
        for part in dict.fromkeys((each, each.partition(":")[0])):
            known[part].append(each)
    near = process.extract(key, list(known), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=_MOST)
    found: dict[str, float] = {}
    for part, share, _ in near:
        if share >= near[0][1] - NEARLY_AS_GOOD:
            for each in known[part]:
                found.setdefault(each, share)
    return found
