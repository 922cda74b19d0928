"""Tasks that a paper addresses, by the names that it prints of them.

A task stands apart from methods and datasets: it has names of its own, and a method may be
named in the same place. What decides is where the paper names it: in the title, in a sentence
about the paper's own work, or only on the way there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from papergraph.lexicon import Folding, Term
from papergraph.linking.matcher import NameMatch
from papergraph.linking.passage import Passage, fold
from papergraph.linking.prepared import PreparedPaper
from papergraph.model import Claim, EntityId, Mention, Part, Relation
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
#: A sentence about what others do.
_BACKGROUND = re.compile(
    r"(?:[Rr]ecent(?:ly)?|[Ee]xisting|[Pp]revious(?:ly)?|[Pp]rior|[Cc]urrent(?:ly)?|[Tt]raditional"
    r"|[Cc]onventional|[Mm]ost|[Mm]any|[Ss]tate-of-the-art|[Mm]odern|[Ii]n recent years"
    r"|[Oo]ver the (?:past|last)|[Dd]espite|[Aa]lthough|[Ww]hile"
    r"|[Tt]he (?:success|rise|advent|recent|popular|emergence|rapid|widespread))\b"
)
#: "via TASK": a means to something else.
_MEANS_BEFORE = re.compile(
    r"\b(?:via|using|with|by|through|from|without|based on|leverag\w+|us(?:e|es|ed))"
    r"\s(?:an?\s|the\s)?(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
#: "TASK loss": a part of something else.
_PART_AFTER = re.compile(
    r"(?:-(?:based|guided|aware|driven|inspired|assisted|augmented|enhanced)"
    r"|\s(?:loss|module|map|mask|process|head|branch|objective|component|schedule|pattern)(?:e?s)?)\b",
    re.IGNORECASE,
)
#: What the paper leaves to others.
_FUTURE = re.compile(r"\bfuture (?:work|research|stud(?:y|ies)|directions?)\b", re.IGNORECASE)
#: "TASK tasks".
_CALLED_TASK = re.compile(r"\s(?:\([^)]*\)\s)?(?:sub)?(?:task|problem|benchmark|challenge)s?\b")
#: "for TASK": what the sentence is about.
_OBJECT_BEFORE = re.compile(
    r"\b(?:for|on|in|of|tasks?|problems?|including|as|across|towards?|to)"
    r"\s(?:the\s)?(?:(?:task|problem)s?\sof\s)?(?:[\w-]+\s)?$",
    re.IGNORECASE,
)


class _Sighting(NamedTuple):
    """A place where a task is named.

    Attributes:
        task: which.
        passage: that holds the name.
        span: in the passage's text.
        rule: what the place says.
        confidence: that the paper addresses what it names there, 0 to 1.
        clear: the name means little else, wherever it stands.
    """

    task: EntityId
    passage: Passage
    span: Span
    rule: str
    confidence: float
    clear: bool

    @property
    def sentence(self) -> tuple[Part, int]:
        """Which sentence it is, the whole title being one."""
        return (self.passage.part, self.passage.sentence_index(self.span.start))

    @property
    def order(self) -> tuple[bool, Span]:
        """Text order: the title first."""
        return (self.passage.part is not Part.TITLE, self.span)


class TaskLinker:
    """Finds the tasks of papers. Build once; `claims` is a pure function.

    >>> from papergraph.lexicon import curated_lexicon
    >>> from papergraph.linking.prepared import prepare
    >>> from papergraph.model import Kind, Paper
    >>> tasks = TaskLinker(curated_lexicon().tasks)
    >>> paper = Paper(title="Faster question-answering by pruning")
    >>> found = tasks.claims(EntityId(Kind.PAPER, "p"), prepare(paper))
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
        by_task: dict[EntityId, list[_Sighting]] = {}
        for one in sorted(self._sightings(prepared), key=lambda one: one.order):
            by_task.setdefault(one.task, []).append(one)
        claims = [claim for seen in by_task.values() if (claim := _claim(paper_id, seen))]
        claims.sort(key=lambda claim: -claim.confidence)  # stable: then the first named first
        return claims[:MOST_TASKS]

    def _sightings(self, prepared: PreparedPaper) -> Iterator[_Sighting]:
        shorts, barred = self._abbreviations(prepared)
        texts = zip(prepared.passages, prepared.free, prepared.matches, strict=True)
        for passage, free, matches in texts:
            taken = list(free)
            for task, span, clear in self._named(passage, matches.tasks, shorts, barred):
                if not any(span.start < other.end and other.start < span.end for other in taken):
                    taken.append(span)
                    rule, confidence = _judged(passage, span, clear=clear)
                    yield _Sighting(task, passage, span, rule, confidence, clear)

    def _named(
        self,
        passage: Passage,
        matches: Iterable[NameMatch],
        shorts: Mapping[str, Term],
        barred: frozenset[str],
    ) -> Iterator[tuple[EntityId, Span, bool]]:
        """Names in a text, those of the lexicon first, each with whether it is a clear one."""
        for match in matches:
            span, term = Span(match.start, match.end), match.terms[0]
            if not barred or name_key(span.of(passage.text)).removesuffix("s") not in barred:
                yield term.entity, span, term.name not in self._vague
        for short, term in shorts.items():
            for found in re.finditer(rf"(?<![\w-]){re.escape(short)}s?(?![\w-])", passage.text):
                yield term.entity, Span(*found.span()), term.name not in self._vague

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
                if task := self._term(long):
                    shorts[short] = task
                elif (other := self._term(short)) and not _stems(long) & self._stems[other.entity]:
                    barred.add(name_key(short).removesuffix("s"))
        return shorts, frozenset(barred)

    def _term(self, name: str) -> Term | None:
        key = name_key(name)
        return self._by_key.get(key) or self._by_key.get(key.removesuffix("s"))


def _stems(name: str) -> set[str]:
    return {word[:_STEM] for word in fold(name).split() if len(word) >= _STEM}


def _is_own(passage: Passage, index: int) -> bool:
    """Whether a sentence, by its index, speaks of the paper's own work or of its results."""
    start, end = passage.starts[index], passage.ends[index]
    if "uture" in passage.text and _FUTURE.search(passage.text, start, end):
        return False
    own = passage.own
    if index in own or _RESULTS.match(passage.text, start):
        return True
    return bool(own) and index > own[0] and not _BACKGROUND.match(passage.text, start)


def _judged(passage: Passage, span: Span, *, clear: bool) -> tuple[str, float]:
    """What a place says of the task that it names: the rule, and how sure that is."""
    sentence = passage.sentence(span.start)
    before = passage.text[max(sentence.start, span.start - _REACH) : span.start]
    if _MEANS_BEFORE.search(before) or _PART_AFTER.match(passage.text, span.end):
        return "means: by TASK", 0.0
    if passage.part is Part.TITLE:
        return "title: TASK", 0.9 if clear else 0.55
    if not _is_own(passage, passage.sentence_index(span.start)):
        return "background: TASK", 0.3
    if not clear:
        return "sentence: TASK named", 0.3
    if _CALLED_TASK.match(passage.text, span.end):
        return "sentence: TASK called a task", 0.8
    if _OBJECT_BEFORE.search(before):
        return "sentence: own work on TASK", 0.75
    return "sentence: own work names TASK", 0.55


def _claim(paper_id: EntityId, seen: Sequence[_Sighting]) -> Claim | None:
    """What all places together say; ``None`` where that is too little."""
    best = max(seen, key=lambda one: one.confidence)
    rule, confidence = best.rule, best.confidence
    further = len({one.sentence for one in seen if one.confidence}) - 1
    if confidence < _LEAST:
        if further < 1 or not any(one.clear for one in seen):
            return None
        rule, confidence = "background: TASK, repeated", _LEAST
    naming = _CLEAR if best.clear else _VAGUE
    sure = confidence + _REPEATED * min(further, _MOST_REPEATED)
    return Claim(
        paper=paper_id,
        relation=Relation.ADDRESSES,
        target=best.task,
        confidence=round(sure * naming, 2),
        rule=rule,
        quote=best.passage.quote(best.span.start),
        mentions=tuple(_mention(one) for one in seen),
    )


def _mention(one: _Sighting) -> Mention:
    span = one.passage.plain.printed(*one.span)
    return Mention(
        part=one.passage.part,
        span=span,
        surface=span.of(one.passage.printed),
        confidence=_CLEAR if one.clear else _VAGUE,
    )
