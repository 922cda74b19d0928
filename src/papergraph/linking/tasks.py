"""Tasks that a paper addresses, by the names that it prints of them.

A task stands apart from methods and datasets: it has names of its own, and a method may be
named in the same place. What decides is where the paper names it: in the title, in a sentence
about the paper's own work, or only on the way there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter, itemgetter
from typing import NamedTuple

from papergraph.lexicon import Folding, Term
from papergraph.linking.matcher import NameMatch
from papergraph.linking.passage import Passage, fold
from papergraph.linking.prepared import PreparedPaper
from papergraph.model import Claim, EntityId, Part, Relation
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["MOST_TASKS", "TaskLinker"]

#: A paper has no more tasks than this: the surest.
MOST_TASKS = 5

#: A claim that is less sure than this is none.
_LEAST = 0.5
#: Every further sentence that names the task adds so much, up to two of them.
_REPEATED = 0.05
_MOST_REPEATED = 2
#: That a printed form names the task: one that means little else, and one that needs its place.
_CLEAR, _VAGUE = 0.95, 0.8
#: Characters before a name that tell what the sentence does with it.
_REACH = 60
#: Letters of a word that its inflections share.
_STEM = 5

_RESULTS = re.compile(
    r"\b(?:experiment|result|evaluation|ablation|simulation|benchmark)\w*\b", re.IGNORECASE
)
#: First letters of these words.
_RESULTS_START = frozenset("eErRaAsSbB")
#: A sentence about what others do.
_BACKGROUND = re.compile(
    r"(?:[Rr]ecent(?:ly)?|[Ee]xisting|[Pp]revious(?:ly)?|[Pp]rior|[Cc]urrent(?:ly)?|[Tt]raditional"
    r"|[Cc]onventional|[Mm]ost|[Mm]any|[Ss]tate-of-the-art|[Mm]odern|[Ii]n recent years"
    r"|[Oo]ver the (?:past|last)|[Dd]espite|[Aa]lthough|[Ww]hile"
    r"|[Tt]he (?:success|rise|advent|recent|popular|emergence|rapid|widespread))\b"
)
#: "via TASK": a means to something else; so are "based on TASK" and "leveraging TASK".
_MEANS = frozenset(
    {"via", "using", "with", "by", "through", "from", "without", "use", "uses", "used"}
)
_LEVERAGING = re.compile(r"leverag\w+")
_ENDS_IN_BASED = re.compile(r"\bbased$", re.IGNORECASE)
#: "for TASK": what the sentence is about.
_OBJECT = frozenset(
    {
        *("for", "on", "in", "of", "task", "tasks", "problem", "problems", "including", "as"),
        *("across", "toward", "towards", "to"),
    }
)
_ARTICLES = frozenset({"a", "an", "the"})
_LAST_WORD = re.compile(r"\w*$")
_ONE_WORD = re.compile(r"[\w-]+")
#: "TASK loss": a part of something else.
_PART_AFTER = re.compile(
    r"(?:-(?:based|guided|aware|driven|inspired|assisted|augmented|enhanced|free)"
    r"|\s(?:loss|module|map|mask|process|head|branch|objective|component|schedule|pattern)(?:e?s)?)\b",
    re.IGNORECASE,
)
#: How it starts, whichever it is.
_PART_START = ("-", " ")
#: What the paper leaves to others.
_FUTURE = re.compile(r"\bfuture (?:work|research|stud(?:y|ies)|directions?)\b", re.IGNORECASE)
#: What the paper only hopes to serve.
_OUTLOOK = re.compile(
    r"\b(?:(?:potential|possible|promising|broad|wide|various|future) applications?"
    r"|applications? (?:in|such as|like)|well[- ]suited|pav(?:es?|ing) the way|steps? towards?"
    r"|open(?:s|ing)? (?:up )?(?:new |the )?(?:avenues?|doors?|directions?|possibilities)"
    r"|promis(?:e|ing) (?:for|in|direction|avenues?))\b[^.;:]*$",
    re.IGNORECASE,
)
#: What it does without, right before a name.
_WITHOUT = re.compile(
    r"\b(?:unlike|similar to|akin to|instead of|rather than|avoid(?:s|ing)?|obviat(?:es?|ing)"
    r"|bypass(?:es|ing)?|the need for|inspired by)(?:,? [\w-]+){0,3},? ?$",
    re.IGNORECASE,
)
#: What opens an abstract says what its task is: "TASK (T) aims at", "TASK is".
_SAID_OF = re.compile(
    r"(?: \([^)]*\))? (?:is|are|aims?|seeks?|has|have|plays?|remains?|requires?|involves?|refers)\b"
)
#: Characters of a word before it.
_LONGEST_START = 15
#: "TASK tasks".
_CALLED_TASK = re.compile(r"\s(?:\([^)]*\)\s)?(?:sub)?(?:task|problem|benchmark|challenge)s?\b")


class _Sighting(NamedTuple):
    """A place where a task is named.

    Attributes:
        passage: that holds the name.
        span: in the passage's text.
        sentence: index of the sentence there.
        rule: what the place says.
        confidence: that the paper addresses what it names there, 0 to 1.
        clear: the name means little else, wherever it stands.
    """

    passage: Passage
    span: Span
    sentence: int
    rule: str
    confidence: float
    clear: bool


class _Weighed(NamedTuple):
    """A task, what all its places together say, how sure that is, and the place that says it."""

    confidence: float
    task: EntityId
    rule: str
    best: _Sighting
    seen: Sequence[_Sighting]


class _Name(NamedTuple):
    """A name in a text: the span, the task, and whether the name is a clear one."""

    span: Span
    task: EntityId
    clear: bool


# Every paper has some: half the time of calling the classes.
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
_sighting: Callable[[tuple[Passage, Span, int, str, float, bool]], _Sighting] = partial(
    tuple.__new__, _Sighting
)
_by_confidence = attrgetter("confidence")


class TaskLinker:
    """Finds the tasks of papers. Build once; `claims` is a pure function.

    >>> from papergraph.lexicon import curated_lexicon
    >>> from papergraph.linking.prepared import Reader
    >>> from papergraph.model import Kind, Paper
    >>> tasks = TaskLinker(curated_lexicon().tasks)
    >>> paper = Paper(title="Faster question-answering by pruning")
    >>> read = Reader(curated_lexicon()).read([paper]).papers[0]
    >>> found = tasks.claims(EntityId(Kind.PAPER, "p"), read)
    >>> [(claim.target.slug, claim.rule) for claim in found]
    [('question-answering', 'title: TASK')]
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        known = tuple(terms)
        self._vague = {one.name for one in known if one.folding is Folding.CONTEXT}
        self._by_key = {name_key(one.name): one for one in known}
        self._stems: dict[EntityId, set[str]] = {}
        for one in known:
            self._stems.setdefault(one.entity, set()).update(_stems(one.name))

    def claims(self, paper_id: EntityId, prepared: PreparedPaper) -> list[Claim]:
        """Claims of a paper about tasks, the surest first, at most `MOST_TASKS`.

        No task is named in a URL.
        """
        weighed = [
            found
            for task, seen in self._sightings(prepared).items()
            if (found := _weighed(task, seen))
        ]
        # Stable: of two that are as sure, the first named first.
        weighed.sort(key=_by_confidence, reverse=True)
        return [_claim(paper_id, one) for one in weighed[:MOST_TASKS]]

    def _sightings(self, prepared: PreparedPaper) -> dict[EntityId, list[_Sighting]]:
        """Where each task is named, in text order: the title first."""
        by_task: dict[EntityId, list[_Sighting]] = {}
        shorts, barred = self._abbreviations(prepared)
        texts = zip(prepared.passages, prepared.free, prepared.matches, strict=True)
        for passage, free, matches in texts:
            if not matches.tasks and not shorts:
                continue
            names = self._listed(passage.text, matches.tasks, barred)
            if shorts:
                names += self._shortened(passage.text, shorts)
            if shorts or free:
                names = _without_overlaps(names, free)
            for span, task, clear in names:
                sentence = bisect_right(passage.starts, span[0]) - 1
                rule, confidence = _judged(passage, span, sentence, clear=clear)
                seen = _sighting((passage, span, sentence, rule, confidence, clear))
                by_task.setdefault(task, []).append(seen)
        return by_task

    def _listed(
        self, text: str, matches: Iterable[NameMatch], barred: frozenset[str]
    ) -> list[_Name]:
        """Names of the lexicon in a text, in text order."""
        vague = self._vague
        return [
            _Name(_span((start, end)), terms[0].entity, terms[0].name not in vague)
            for start, end, terms in matches
            if not barred or name_key(text[start:end]).removesuffix("s") not in barred
        ]

    def _shortened(self, text: str, shorts: Mapping[str, Term]) -> list[_Name]:
        """The paper's own short forms in a text."""
        return [
            _Name(span, term.entity, term.name not in self._vague)
            for short, term in shorts.items()
            for span in _whole_words(short, text)
        ]

    def _abbreviations(self, prepared: PreparedPaper) -> tuple[dict[str, Term], frozenset[str]]:
        """Short forms that the paper gives to tasks, and keys of those it gives to other things.

        "Face anti-spoofing (FAS)" makes FAS that task here; "dynamic sparse training (DST)" bars
        DST from being dialogue state tracking.
        """
        shorts: dict[str, Term] = {}
        barred: set[str] = set()
        for passage, pairs in zip(prepared.passages, prepared.pairs, strict=True):
            for pair in pairs:
                long, short = pair.long.of(passage.text), pair.short.of(passage.text)
                task, other = self._term(long), self._term(short)
                if task:
                    shorts[short] = task
                if other and _is_another(other, task, long, self._stems):
                    barred.add(name_key(short).removesuffix("s"))
        return shorts, frozenset(barred)

    def _term(self, name: str) -> Term | None:
        key = name_key(name)
        return self._by_key.get(key) or self._by_key.get(key.removesuffix("s"))


def _is_another(
    known: Term, task: Term | None, long: str, stems: Mapping[EntityId, set[str]]
) -> bool:
    """Whether a paper spells a task's short form out as another task, or as something else."""
    if task:
        return known.entity != task.entity
    return not _stems(long) & stems[known.entity]


def _stems(name: str) -> set[str]:
    return {word[:_STEM] for word in fold(name).split() if len(word) >= _STEM}


def _whole_words(short: str, text: str) -> Iterator[Span]:
    """Where a text prints a short form, plural or not, that no letter, digit or hyphen touches.

    >>> list(_whole_words("FAS", "FAS, anti-FAS and FASs"))
    [Span(start=0, end=3), Span(start=18, end=22)]
    """
    start = text.find(short)
    while start >= 0:
        end = start + len(short)
        if text[end : end + 1] == "s":
            end += 1
        if _is_edge(text[start - 1 : start]) and _is_edge(text[end : end + 1]):
            yield Span(start, end)
            start = text.find(short, end)
        else:
            start = text.find(short, start + 1)


def _is_edge(char: str) -> bool:
    return not (char.isalnum() or char in ("-", "_"))


def _without_overlaps(names: Iterable[_Name], free: Iterable[Span]) -> list[_Name]:
    """Names outside URLs, in text order; of two that overlap the one that is given first."""
    kept: list[_Name] = []
    taken = list(free)
    for one in names:
        start, end = one.span
        if not any(start < other[1] and other[0] < end for other in taken):
            taken.append(one.span)
            kept.append(one)
    kept.sort(key=itemgetter(0))
    return kept


def _is_own(passage: Passage, index: int) -> bool:
    """Whether a sentence, by its index, speaks of the paper's own work or of its results."""
    own, text, start = passage.own, passage.text, passage.starts[index]
    after_own = bool(own) and index > own[0]
    said = (
        index in own
        or (text[start : start + 1] in _RESULTS_START and _RESULTS.match(text, start))
        or (after_own and not _BACKGROUND.match(text, start))
    )
    if not said:
        return False
    return "uture" not in text or not _FUTURE.search(text, start, passage.ends[index])


def _judged(passage: Passage, span: Span, sentence: int, *, clear: bool) -> tuple[str, float]:
    """What a place says of the task that it names: the rule, and how sure that is."""
    text, (start, end) = passage.text, span
    lead = _lead(text[max(passage.starts[sentence], start - _REACH) : start])
    following = text[end : end + 1]
    if lead == "means" or (following in _PART_START and _PART_AFTER.match(text, end)):
        return "means: by TASK", 0.0
    if passage.part is Part.TITLE:
        return "title: TASK", 0.9 if clear else 0.55
    if clear and sentence == 0 and _opens(text, start, end):
        return "first sentence: what TASK is", 0.6
    if not _is_own(passage, sentence):
        return "background: TASK", 0.3
    if not clear:
        return "sentence: TASK named", 0.3
    return _judged_in_own(passage, span, sentence, lead)


def _judged_in_own(passage: Passage, span: Span, sentence: int, lead: str) -> tuple[str, float]:
    """The same in a sentence that speaks of the paper's own work."""
    text, (start, end) = passage.text, span
    before = text[max(passage.starts[sentence], start - 2 * _REACH) : start]
    if _OUTLOOK.search(before) or _WITHOUT.search(before):
        return "sentence: TASK elsewhere", 0.3
    if text.startswith(" ", end) and _CALLED_TASK.match(text, end):
        return "sentence: TASK called a task", 0.8
    if lead == "object":
        return "sentence: own work on TASK", 0.75
    return "sentence: own work names TASK", 0.55


def _opens(text: str, start: int, end: int) -> bool:
    """Whether an abstract starts with what a task is: "Motion forecasting aims to ..."."""
    return start <= _LONGEST_START and bool(_SAID_OF.match(text, end))


def _lead(before: str) -> str:
    """What the words before a name make of it: ``means``, ``object``, or "" for neither.

    One word, or an article and a word, may stand between; before an object no "a".

    >>> [_lead(text) for text in ("work on the new ", "based on ", "as an early ", "from long,")]
    ['object', 'means', '', '']
    """
    if not before.endswith(" "):
        return ""
    words = before[:-1].rsplit(" ", 3)
    heads = 1
    if len(words) > 1 and (words[-1].isalpha() or _ONE_WORD.fullmatch(words[-1])):
        heads = 3 if len(words) > 2 and words[-2].lower() in _ARTICLES else 2
    found = ""
    for back in range(1, heads + 1):
        role = _role(words[-back])
        if role == "means" or (role == "object" and _is_based_on(words, back)):
            return "means"
        if role == "object" and (back <= 2 or words[-2].lower() == "the"):
            found = role
    return found


@lru_cache(maxsize=1 << 14)
def _role(word: str) -> str:
    """What a word, which may hang on another by a hyphen, makes of a name after it."""
    ending = _LAST_WORD.search(word.lower())
    head = ending.group() if ending else ""
    if head in _MEANS or _LEVERAGING.fullmatch(head):
        return "means"
    return "object" if head in _OBJECT else ""


def _is_based_on(words: Sequence[str], back: int) -> bool:
    """Whether the word so far from the end is the second of "based on"."""
    return (
        words[-back].lower() == "on"
        and back < len(words)
        and bool(_ENDS_IN_BASED.search(words[-back - 1][-6:]))
    )


def _weighed(task: EntityId, seen: Sequence[_Sighting]) -> _Weighed | None:
    """What all places together say; ``None`` where that is too little."""
    if len(seen) == 1:
        best, further = seen[0], 0
    else:
        best = max(seen, key=_by_confidence)
        further = len({(one.passage.part, one.sentence) for one in seen if one.confidence}) - 1
    rule, confidence = best.rule, best.confidence
    if confidence < _LEAST:
        if further < 1 or not any(one.clear for one in seen):
            return None
        rule, confidence = "background: TASK, repeated", _LEAST
    naming = _CLEAR if best.clear else _VAGUE
    sure = confidence + _REPEATED * min(further, _MOST_REPEATED)
    return _Weighed(round(sure * naming, 2), task, rule, best, seen)


def _claim(paper_id: EntityId, weighed: _Weighed) -> Claim:
    best = weighed.best
    return Claim(
        paper=paper_id,
        relation=Relation.ADDRESSES,
        target=weighed.task,
        confidence=weighed.confidence,
        rule=weighed.rule,
        quote=best.passage.quote(best.span.start),
        mentions=tuple(
            [one.passage.mention(one.span, _CLEAR if one.clear else _VAGUE) for one in weighed.seen]
        ),
    )
