"""Second pass, first half: which entity stands where in a paper's texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from papergraph.lexicon import Folding, Lexicon, word_class
from papergraph.linking.abbreviations import is_spelled_by
from papergraph.linking.elisions import elided, may_elide
from papergraph.linking.local_names import local_names
from papergraph.linking.matcher import NameMatch, fits_case, stands_alone
from papergraph.linking.meanings import meaning_of
from papergraph.linking.nouns import kind_of_noun
from papergraph.linking.passage import Passage, fold
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Proposal
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Entity, EntityId, Kind
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["Found", "find_mentions"]


class Found(NamedTuple):
    """A name in a passage, grounded.

    Attributes:
        span: in the passage's text.
        entity: what it names.
        confidence: that it names this, 0 to 1.
        name: for an entity that no lexicon has, its name; else "".
    """

    span: Span
    entity: EntityId
    confidence: float
    name: str = ""


# Every paper has dozens: half the time of calling the classes.
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
_found: Callable[[tuple[Span, EntityId, float, str]], Found] = partial(tuple.__new__, Found)

#: A curated or proposed name in a form that its shape allows.
_LISTED = 0.95
#: Names that need their context.
_BY_PLACE = Folding.CONTEXT
#: A name with other meanings, where the context speaks for it.
_BY_CONTEXT = 0.8
_OWN = 0.98
#: Shorter words of a long name tell nothing of a text.
_LEAST_TELLING = 6
#: Letters of a word that its inflections share.
_STEM = 7
#: Characters before a name that tell whether it is a method's or a dataset's.
_REACH = 60
#: Characters between two names of one list, at the most.
_NEAR = 12

_METHOD_CONTEXT = re.compile(
    r"\b(?:using|via|with|outperform\w*|than|optimi[sz]er|such as|like|based on|called|baseline"
    r"|compared (?:to|with)|including|train(?:ed|ing)? with|unlike|by|on top of)\s(?:the\s)?$",
    re.IGNORECASE,
)
_DATASET_CONTEXT = re.compile(
    r"\b(?:(?:datasets?|benchmarks?|corpora),?(?: (?:like|such as|e\.g\.,?))?|on|across|from|over"
    r"|corpus|including|and|,)\s*(?:the\s)?(?:[\w-]+,\s)?$",
    re.IGNORECASE,
)
_EVALUATION = re.compile(
    r"\b(?:datasets?|benchmarks?|experiments?|evaluat\w+|accuracy|corpus|corpora|trained on"
    r"|tasks)\b",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"[\"'”’]?\s([a-z][\w-]*)")


#: A name to look for: folded, as it is spelled, what it names, how surely, and the name to show.
_Wanted: TypeAlias = tuple[str, str, EntityId, float, str]


def find_mentions(
    paper: PreparedPaper,
    matches: Sequence[Sequence[NameMatch]],
    lexicon: Lexicon,
    own: Mapping[EntityId, Proposal],
    others: Mapping[EntityId, Proposal],
) -> list[list[Found]]:
    """Grounded names of each passage, in text order, none overlapping another.

    Args:
        paper: whose names they are.
        matches: for each passage the names of the lexicon in it.
        lexicon: what is known.
        own: what this paper introduces.
        others: names that were in no lexicon when the paper was read first.
    """
    local, barred = local_names(paper, lexicon)
    wanted = list(_wanted(own, local, others, lexicon))
    result: list[list[Found]] = []
    for passage, free, listed in zip(paper.passages, paper.free, matches, strict=True):
        found = _listed(passage, listed, lexicon, barred)
        folded = passage.folded
        for form, name, entity, confidence, label in wanted:
            if form in folded:
                for span in _printed(form, name, passage):
                    found.append(_found((span, entity, confidence, label)))
        result.append(_without_overlaps(found, free))
    return result


def _wanted(
    own: Mapping[EntityId, Proposal],
    local: Mapping[EntityId, Sequence[str]],
    others: Mapping[EntityId, Proposal],
    lexicon: Lexicon,
) -> Iterator[_Wanted]:
    """Names that hold in one paper."""
    for entity, one in own.items():
        for name in one.names:
            yield _folded(name), name, entity, _OWN, ""
    for entity, shorts in local.items():
        for name in shorts:
            yield _folded(name), name, entity, _LISTED, ""
    for entity, one in others.items():
        meant, label = meaning_of(entity, one, lexicon)
        if meant is not None:
            for name in one.names:
                yield _folded(name), name, meant, one.best.confidence, label


@lru_cache(maxsize=1 << 14)
def _folded(name: str) -> str:
    return " " + " ".join(fold(name).split())


def _printed(form: str, name: str, passage: Passage) -> Iterator[Span]:
    """Where a passage prints a name, given also folded, in the case that the name allows."""
    text, folded = passage.text, passage.folded
    start = folded.find(form)
    while start >= 0:
        end = start + len(form) - 1
        if folded[end + 1] == "s" and folded[end + 2] == " ":
            end += 1
        if folded[end + 1] == " " and stands_alone(text, start, end):
            surface = text[start:end]
            if surface == name or " " in name or fits_case(name, surface):
                yield _span((start, end))
        start = folded.find(form, start + 1)


def _listed(
    passage: Passage,
    matches: Sequence[NameMatch],
    lexicon: Lexicon,
    barred: frozenset[str],
) -> list[Found]:
    """Names of the lexicon that the context lets stand for something."""
    found: list[Found] = []
    text = passage.text
    for index, match in enumerate(matches):
        start, end, terms = match
        if barred and name_key(text[start:end]).removesuffix("s") in barred:
            continue
        span = _span((start, end))
        if len(terms) == 1 and terms[0].folding is not _BY_PLACE:
            found.append(_found((span, terms[0].entity, _LISTED, "")))
        else:
            beside = (*matches[max(0, index - 1) : index], *matches[index + 1 : index + 2])
            chosen = _spelled_out(text, match, matches) or _choose(passage, match, beside, lexicon)
            if chosen is None:
                continue
            found.append(Found(span, *chosen))
        if may_elide(text, end):
            found += [Found(*one, _BY_CONTEXT) for one in elided(text, span, lexicon)]
    return found


def _spelled_out(
    text: str, match: NameMatch, matches: Iterable[NameMatch]
) -> tuple[EntityId, float] | None:
    """What an acronym stands for where the text has a known name that spells it out."""
    short = text[match.start : match.end].removesuffix("s")
    if not (short.isalnum() and short.isupper()):
        return None
    for start, end, terms in matches:
        if " " in (long := text[start:end]) and is_spelled_by(short, long):
            return terms[0].entity, _BY_CONTEXT
    return None


def _choose(
    passage: Passage,
    match: NameMatch,
    beside: Sequence[NameMatch],
    lexicon: Lexicon,
) -> tuple[EntityId, float] | None:
    """The term that the context speaks for, where it has to."""
    clear = [term for term in match.terms if term.folding is not Folding.CONTEXT]
    kind = _context_kind(passage, match, beside)
    of_kind = [term for term in match.terms if term.entity.kind is kind]
    if of_kind:
        return of_kind[0].entity, _BY_CONTEXT
    for term in match.terms:
        # A word of an acronym's long form tells; "Traffic" is an ordinary word elsewhere.
        if shape_of(term.name) >= Shape.ACRONYM and " " not in term.name:
            stems = _telling_stems(lexicon.known[term.entity].entity)
            if any(stem in passage.folded for stem in stems):
                return term.entity, _BY_CONTEXT
    return (clear[0].entity, _BY_CONTEXT) if clear else None


@lru_cache(maxsize=1 << 12)
def _telling_stems(entity: Entity) -> frozenset[str]:
    """Beginnings of the words of an entity's long names, as far as few other texts have them.

    A text about "Segment Anything" has " segment" somewhere, whatever else SAM may mean.
    """
    words = {word for name in (entity.label, *entity.aliases) for word in fold(name).split()}
    longest = {word for word in words if len(word) >= _LEAST_TELLING}
    return frozenset(f" {word[:_STEM]}" for word in longest - word_class("common"))


def _context_kind(passage: Passage, match: NameMatch, beside: Sequence[NameMatch]) -> Kind | None:
    """Method or dataset, as the words around an ambiguous name say; ``None`` for neither."""
    text = passage.text
    sentence = passage.sentence(match.start)
    noun = _WORD_AFTER.match(text, match.end, sentence.end)
    if noun and (kind := kind_of_noun(noun[1])):
        return kind
    kinds = {term.entity.kind for term in match.terms}
    for other in beside:
        first, second = sorted((match[:2], other[:2]))
        near = second[0] - first[1] <= _NEAR and all(
            term.folding is not Folding.CONTEXT for term in other.terms
        )
        if near and re.fullmatch(r"\s*(?:,|/|and|,\s*and|or)\s*", text[first[1] : second[0]]):
            return other.terms[0].entity.kind
    near_before = text[max(sentence.start, match.start - _REACH) : match.start]
    if (
        Kind.DATASET in kinds
        and _DATASET_CONTEXT.search(near_before)
        and _EVALUATION.search(text[sentence.start : match.start])
    ):
        return Kind.DATASET
    if Kind.METHOD in kinds and near_before.endswith(" ") and _METHOD_CONTEXT.search(near_before):
        return Kind.METHOD
    return None


def _without_overlaps(found: list[Found], free: Sequence[Span]) -> list[Found]:
    """In text order: the longest, then the surest, of names that overlap; none inside a URL."""
    if free:
        found = [one for one in found if not _overlaps(one.span, free)]
    found.sort()
    kept: list[Found] = []
    touching: list[Found] = []  # a run of names each of which overlaps one before it
    over = 0
    for one in found:
        start, end = one[0]
        if start < over:
            touching.append(one)
            over = max(over, end)
        else:
            kept += touching if len(touching) == 1 else _best_of(touching)
            touching, over = [one], end
    kept += _best_of(touching)
    return kept


def _best_of(touching: Sequence[Found]) -> list[Found]:
    """Of names that overlap the longest, then the surest, and what these leave."""
    if len(touching) == 2:
        return [min(touching, key=_longest_first)]
    kept: list[Found] = []
    for one in sorted(touching, key=_longest_first):
        if not _overlaps(one.span, [other.span for other in kept]):
            kept.append(one)
    kept.sort()
    return kept


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    start, end = span
    return any(start < other[1] and other[0] < end for other in others)


def _longest_first(one: Found) -> tuple[int, float, Found]:
    return (one.span.start - one.span.end, -one.confidence, one)
