"""Second pass, first half: which entity stands where in a paper's texts."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from papergraph.lexicon import Folding, Lexicon, word_class
from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.matcher import NameMatch, NameMatcher, fits_case, stands_alone
from papergraph.linking.nouns import kind_of_noun
from papergraph.linking.passage import Passage, fold
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Proposal
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Entity, EntityId, Kind
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["Found", "OwnNames", "find_mentions"]

#: What a paper itself introduces: its entities, each with all its names.
OwnNames = Mapping[EntityId, Sequence[str]]


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


#: A curated or proposed name in a form that its shape allows.
_LISTED = 0.95
#: A name with other meanings, where the context speaks for it.
_BY_CONTEXT = 0.8
_OWN = 0.98
#: Shorter words of a long name tell nothing of a text.
_LEAST_TELLING = 6
#: Letters of a word that its inflections share.
_STEM = 7

_METHOD_CONTEXT = re.compile(
    r"\b(?:using|via|with|outperform\w*|than|optimi[sz]er|such as|like|based on|called|baseline"
    r"|compared (?:to|with)|including|train(?:ed|ing)? with|unlike|by|on top of)\s(?:the\s)?$",
    re.IGNORECASE,
)
_DATASET_CONTEXT = re.compile(
    r"\b(?:datasets?|benchmarks?|on|across|from|over|corpus|including|and|,)\s*(?:the\s)?(?:[\w-]+,\s)?$",
    re.IGNORECASE,
)
_EVALUATION = re.compile(
    r"\b(?:datasets?|benchmarks?|experiments?|evaluat\w+|accuracy|corpus|corpora|trained on"
    r"|tasks)\b",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(r"/(\d+)(?![\w.%])")
_WORD_AFTER = re.compile(r"[\"'”’]?\s([a-z][\w-]*)")


def find_mentions(
    prepared: PreparedPaper,
    matcher: NameMatcher,
    lexicon: Lexicon,
    own: OwnNames,
    others: Mapping[EntityId, Proposal],
) -> list[list[Found]]:
    """Grounded names of each passage, in text order, none overlapping another.

    Args:
        prepared: one paper.
        matcher: of the lexicon's terms.
        lexicon: what is known.
        own: what this paper introduces.
        others: names that were in no lexicon when the paper was read first.
    """
    passages, defined = prepared.passages, prepared.pairs
    local, barred = _local_names(passages, defined, lexicon)
    unlisted = {
        entity: one for entity, one in others.items() if not any(map(lexicon.knows, one.names))
    }
    result: list[list[Found]] = []
    for passage, free in zip(passages, prepared.free, strict=True):
        folded = f" {fold(passage.text)} "
        found = [
            *_own_mentions(passage.text, folded, own, _OWN),
            *_own_mentions(passage.text, folded, local, _LISTED),
            *_listed(passage, folded, matcher, lexicon, barred),
            *_unlisted_mentions(passage.text, folded, unlisted),
        ]
        result.append(sorted(_without_overlaps(found, free)))
    return result


def _unlisted_mentions(
    text: str, folded: str, unlisted: Mapping[EntityId, Proposal]
) -> Iterator[Found]:
    for entity, one in unlisted.items():
        for found in _own_mentions(text, folded, {entity: one.names}, one.best.confidence):
            yield found._replace(name=one.label)


def _local_names(
    passages: Sequence[Passage], defined: Sequence[Sequence[Abbreviation]], lexicon: Lexicon
) -> tuple[OwnNames, frozenset[str]]:
    """Abbreviations that this paper defines for known entities, and those it gives to others.

    "Sharpness-Aware Minimization (SAM)" makes SAM that optimizer here, whatever it is elsewhere;
    "mean absolute error (MAE)" bars MAE from being a masked autoencoder.
    """
    local: dict[EntityId, list[str]] = {}
    barred: set[str] = set()
    for passage, pairs in zip(passages, defined, strict=True):
        for pair in pairs:
            long, short = pair.long.of(passage.text), pair.short.of(passage.text)
            ids = lexicon.ids(long)
            short_ids = lexicon.ids(short)
            if ids:
                local.setdefault(ids[0], []).append(short)
            elif not ids and short_ids and not _may_mean(long, short_ids, lexicon):
                barred.add(name_key(short).removesuffix("s"))
    return local, frozenset(barred)


def _may_mean(long: str, ids: Sequence[EntityId], lexicon: Lexicon) -> bool:
    """Whether a long form can be another wording of one of the entities' own long forms."""
    words = _stems(long)
    for entity in ids:
        node = lexicon.known[entity].entity
        longs = [name for name in (node.label, *node.aliases) if " " in name or "-" in name]
        if not longs or any(words & _stems(name) for name in longs):
            return True
    return False


def _stems(name: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+", name.lower()) if len(word) > 3}


def _own_mentions(text: str, folded: str, own: OwnNames, confidence: float) -> Iterator[Found]:
    for entity, names in own.items():
        for name in names:
            form = " " + " ".join(fold(name).split())
            start = folded.find(form)
            while start >= 0:
                end = start + len(form) - 1
                if folded[end + 1] == "s" and folded[end + 2] == " ":
                    end += 1
                whole = folded[end + 1] == " " and stands_alone(text, start, end)
                if whole and _is_own_form(name, text[start:end]):
                    yield Found(Span(start, end), entity, confidence)
                start = folded.find(form, start + 1)


def _is_own_form(name: str, surface: str) -> bool:
    return " " in name or fits_case(name, surface)


def _listed(
    passage: Passage,
    folded: str,
    matcher: NameMatcher,
    lexicon: Lexicon,
    barred: frozenset[str],
) -> Iterator[Found]:
    matches = matcher.find(passage.text, folded)
    for index, match in enumerate(matches):
        span = Span(match.start, match.end)
        if barred and name_key(span.of(passage.text)).removesuffix("s") in barred:
            continue
        beside = matches[max(0, index - 1) : index] + matches[index + 1 : index + 2]
        if chosen := _choose(passage, match, beside, folded, lexicon):
            yield Found(span, *chosen)
            yield from _elided(passage.text, span, lexicon)


def _elided(text: str, span: Span, lexicon: Lexicon) -> Iterator[Found]:
    """Names of which only the number is printed: ResNet-34 in "ResNet-18/34"."""
    base = span.of(text).rstrip("0123456789")
    if base == span.of(text):
        return
    end = span.end
    while number := _NEXT_NUMBER.match(text, end):
        end = number.end()
        names = (base + number[1], base.removesuffix("s") + number[1])
        entity = next(
            (ids[0] for name in names if (ids := lexicon.by_key.get(name_key(name)))), None
        )
        if entity:
            yield Found(Span(*number.span(1)), entity, _BY_CONTEXT)


def _choose(
    passage: Passage,
    match: NameMatch,
    beside: Sequence[NameMatch],
    folded: str,
    lexicon: Lexicon,
) -> tuple[EntityId, float] | None:
    """The term that the context speaks for, where it has to."""
    clear = [term for term in match.terms if term.folding is not Folding.CONTEXT]
    if len(clear) == 1 and len(match.terms) == 1:
        return clear[0].entity, _LISTED
    kind = _context_kind(passage, match, beside)
    of_kind = [term for term in match.terms if term.entity.kind is kind]
    if of_kind:
        return of_kind[0].entity, _BY_CONTEXT
    for term in match.terms:
        # An acronym's long form tells; "Traffic" is an ordinary word where traffic is meant.
        if shape_of(term.name) >= Shape.ACRONYM and " " not in term.name:
            stems = _telling_stems(lexicon.known[term.entity].entity)
            if any(stem in folded for stem in stems):
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
    before, after = text[sentence.start : match.start], text[match.end : sentence.end]
    if (noun := _WORD_AFTER.match(after)) and (kind := kind_of_noun(noun[1])):
        return kind
    kinds = {term.entity.kind for term in match.terms}
    for other in beside:
        first, second = sorted((match[:2], other[:2]))
        near = second[0] - first[1] <= 12 and all(
            term.folding is not Folding.CONTEXT for term in other.terms
        )
        if near and re.fullmatch(r"\s*(?:,|/|and|,\s*and|or)\s*", text[first[1] : second[0]]):
            return other.terms[0].entity.kind
    if Kind.DATASET in kinds and _DATASET_CONTEXT.search(before) and _EVALUATION.search(before):
        return Kind.DATASET
    if Kind.METHOD in kinds and _METHOD_CONTEXT.search(before):
        return Kind.METHOD
    return None


def _without_overlaps(found: list[Found], free: Sequence[Span]) -> list[Found]:
    """The longest, then the surest, of names that overlap; none inside a URL."""
    kept: list[Found] = []
    taken = sorted(free)
    for one in sorted(found, key=_longest_first):
        place = bisect_left(taken, (one.span.end,))
        if place == 0 or taken[place - 1].end <= one.span.start:
            insort(taken, one.span)
            kept.append(one)
    return kept


def _longest_first(one: Found) -> tuple[int, float, Found]:
    return (one.span.start - one.span.end, -one.confidence, one)
