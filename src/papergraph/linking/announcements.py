"""Names that an abstract announces: "we propose NAME", "called NAME", "NAME achieves"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.candidates import Candidate, NameFilter, candidates
from papergraph.linking.cues import (
    APPOSITION,
    BACKGROUND,
    COLLECTING,
    DESCRIBED,
    ENUMERATED,
    NAMING,
    NAMING_AFTER,
    OTHERS,
    OWN,
    OWN_PARTS,
    PROPOSING_GAP,
    PROPOSING_PASSIVE,
    SUBJECT_VERB,
)
from papergraph.linking.nouns import DATASET_NOUN, kind_of_noun, last_noun_kind
from papergraph.linking.passage import Passage
from papergraph.linking.proposals import Sighting
from papergraph.linking.shapes import Shape
from papergraph.model import Kind
from papergraph.text.span import Span

__all__ = ["in_abstract"]

#: What a second mention adds to a name that only has a capital.
_REPEATED = 0.12
#: A surer name than this takes a bracket after it as its short form.
_BRACKET_FROM = 0.5
#: Characters before a name that a cue which ends at it can take up.
_CUE_REACH = 60
# What the anchored patterns need somewhere: a plain search is far quicker than they are.
_NAMING_HINTS = (
    *(" call", " name", " term", " dub", " coin", "titled", "denote", " abbrev", " refer", "i.e."),
    *("christ", "nick"),
)
_OWN_HINTS = ("ur ", "proposed", "presented", "introduced", "resulting", "developed", " new ")
_WORDS = re.compile(r"[\w-]+")
_NOUN_AFTER = re.compile(r"[\"'”’*`]*\s(?P<noun>[a-z][\w-]*)(?:\s(?P<next>[a-z][\w-]*))?")
_BRACKETED_NAME = re.compile(
    r"(?:\s[a-z][\w-]*){0,3}\s\([\"'“‘]?([A-Za-z]*[A-Z][\w-]*[A-Z0-9][\w-]*)[\"'”’]?\)"
)
_NEW_THING = re.compile(
    r"\b(?:we|our|new|novel|proposed|resulting|simple|this|these|paper|first|which|improved)\b",
    re.I,
)
_IS_CALLED = re.compile(r"\b(?:is|are) (?:called|named|termed|dubbed)\s[\"'“‘]*$")
_THAT_IS = re.compile(r"\b(?:namely|i\.e\.,?)[\s,:]*[\"'“‘]*$")
_SEVERAL = re.compile(r"\s?(?:,|and|or)\s")
_BASELINE = re.compile(r"(?:\s\w+)?\s(?:baselines?|counterparts?)\b")
_ONE_OF_A_KIND = re.compile(r"\b(?:an?|novel|new|several|two|three|efficient)\s")
_BETWEEN_LISTED = re.compile(
    r"[\"'”’*`]*(?:\s*\([^()]*\))?\s*(?:,\s+(?:the\s+)?"
    r"|,?\s*(?:and|&|as well as|along with|together with)\s+"
    r"(?:(?:its|a|an|the|our|also)\s+)?(?:[a-z][\w-]*\s+){0,4}?)[\"'“‘*`]*"
)
_OTHER_ROLE = re.compile(
    r"\b(?:for|on|with|of|to|in|outperform\w*|than|use|using|evaluate|apply)\b"
)


def in_abstract(
    passage: Passage, pairs: list[tuple[Passage, Abbreviation]], names: NameFilter
) -> Iterator[Sighting]:
    """Sightings by wording. A bracket after a proposed name adds its pair to `pairs`."""
    counts: dict[str, int] = {}
    found = [_spelled_out(one, passage, pairs) for one in candidates(passage, names)]
    for one in found:
        counts[one.name] = counts.get(one.name, 0) + 1
    previous: tuple[Candidate, Kind] | None = None
    for one in found:
        rule, confidence = _judge(one, counts[one.name], passage)
        kind = _kind_near(one) if rule else Kind.METHOD
        if not rule and previous and _continues_list(passage.text, previous[0], one):
            rule, confidence, kind = "list: proposed NAME and NAME", 0.55, previous[1]
        previous = (one, kind) if rule and rule != "subject: NAME achieves" else None
        if not rule:
            continue
        bracket = _bracketed(one) if confidence > _BRACKET_FROM else None
        whole = _with_bracket(one, bracket, passage, pairs) if bracket else one
        printed = passage.plain.printed(*whole.span)
        yield Sighting(whole.name, passage.part, printed, kind, rule, confidence)


def _bracketed(one: Candidate) -> re.Match[str] | None:
    """A short form in brackets after a name, if it can stand for it: one initial at least."""
    bracket = _BRACKETED_NAME.match(one.after)
    return bracket if bracket and bracket[1][0].lower() == one.name[0].lower() else None


def _with_bracket(
    one: Candidate,
    bracket: re.Match[str],
    passage: Passage,
    pairs: list[tuple[Passage, Abbreviation]],
) -> Candidate:
    """Take "Long Form algorithm (SHORT)" as one name, whatever its initials."""
    short = Span(one.span.end + bracket.start(1), one.span.end + bracket.end(1))
    long = Span(one.span.start, passage.text.rindex("(", 0, short.start) - 1)
    pairs.append((passage, Abbreviation(long, short)))
    return replace(one, name=long.of(passage.text), span=long)


def _spelled_out(
    one: Candidate, passage: Passage, pairs: list[tuple[Passage, Abbreviation]]
) -> Candidate:
    """With the whole long form for a name that is a part of one."""
    for text, pair in pairs:
        long = pair.long
        if text is passage and long != one.span and _overlap(long, one.span):
            sentence = passage.sentence(long.start)
            name, before = long.of(text.text), text.text[sentence.start : long.start]
            after = text.text[long.end : sentence.end]
            return replace(one, name=name, span=long, before=before, after=after)
    return one


def _overlap(first: Span, second: Span) -> bool:
    return max(first.start, second.start) < min(first.end, second.end)


def _judge(one: Candidate, count: int, passage: Passage) -> tuple[str, float]:
    """The rule that makes a candidate the paper's own, and its confidence; ("", 0) for none."""
    if one.qualifies_noun:
        return ("", 0.0)
    weak = one.shape < Shape.ACRONYM and " " not in one.name
    rule, confidence = _by_cue(one, weak=weak)
    if rule:
        return (rule, confidence + (_REPEATED if weak and count > 1 else 0.0))
    if ENUMERATED.search(one.before[-8:]) and _announced(one, passage):
        return ("list: (1) NAME", 0.3 if weak else 0.6)
    if not one.own_part:
        return ("", 0.0)
    rule, confidence = _by_apposition(one, count)
    if not rule and one.shape >= Shape.ACRONYM:
        rule, confidence = _by_subject(one, count)
    return (rule, confidence)


def _by_subject(one: Candidate, count: int) -> tuple[str, float]:
    """By what is said of the name."""
    if one.starts_clause and SUBJECT_VERB.match(one.after):
        sure = 0.55 if one.shape is Shape.MIXED else 0.35
        return ("subject: NAME achieves", sure + (0.15 if count > 1 else 0.0))
    return ("", 0.0)


def _by_apposition(one: Candidate, count: int) -> tuple[str, float]:
    """By a noun phrase beside the name, between commas."""
    named = one.shape >= Shape.ACRONYM or " " in one.name
    if not named or "," not in one.after[:3]:
        return ("", 0.0)
    described = DESCRIBED.search(one.before)
    ours = described is not None and not OTHERS.search(described["adjectives"])
    if described and ours and kind_of_noun(described["noun"]):
        return ("apposition: the technique, NAME,", 0.6)
    if one.shape is Shape.MIXED or (" " in one.name and not one.before.strip()):
        after = NAMING_AFTER.match(one.after)
        if after and last_noun_kind(after["phrase"]):
            sure = count > 1 or not one.before.strip()
            return ("apposition: NAME, a method", 0.5 if sure else 0.4)
    return ("", 0.0)


def _announced(one: Candidate, passage: Passage) -> bool:
    """Whether the paper has announced parts of its own ("three techniques:") before a name."""
    return one.own_part and bool(OWN_PARTS.search(passage.text, 0, one.span.start))


def _by_cue(one: Candidate, *, weak: bool) -> tuple[str, float]:
    """By the words with which papers propose and name; ("", 0) where none stands there."""
    tail = one.before[-_CUE_REACH:]
    if any(hint in tail for hint in _NAMING_HINTS) and NAMING.search(tail):
        return ("cue: called NAME", _called(one, tail))
    between = one.since_cue
    if between is not None:
        if PROPOSING_GAP.fullmatch(between):
            return ("cue: we propose NAME", _directly_proposed(one, between, weak=weak))
        noun = APPOSITION.search(between[-_CUE_REACH:]) if one.apposed else None
        if noun and kind_of_noun(noun["noun"]):
            return ("cue: we propose a method, NAME", 0.4 if weak else 0.8)
    if any(hint in tail for hint in _OWN_HINTS) and OWN.search(tail):
        if _BASELINE.match(one.after):
            return ("", 0.0)
        return ("cue: our NAME", 0.45 if weak else 0.7)
    if PROPOSING_PASSIVE.match(one.after) and not BACKGROUND.match(one.sentence):
        return ("cue: NAME is proposed", 0.45 if weak or not one.own_part else 0.8)
    return ("", 0.0)


def _called(one: Candidate, tail: str) -> float:
    """How sure "called NAME" names the paper's own: "a system called NAME" may be another's."""
    lists = _THAT_IS.search(tail) and (one.since_cue is None or _SEVERAL.match(one.after))
    if _NEW_THING.search(one.before) and not lists:
        return 0.85
    return 0.6 if one.own_part and _IS_CALLED.search(tail) else 0.45


def _directly_proposed(one: Candidate, between: str, *, weak: bool) -> float:
    """How sure "we propose NAME" is: "a novel NAME framework" may only name the field."""
    noun = _NOUN_AFTER.match(one.after)
    if not noun or one.after.startswith((" and ", " as ", " with ", " for ", " to ", " that ")):
        return 0.9
    if weak:
        return 0.4
    qualifies = bool(_ONE_OF_A_KIND.search(between))
    if qualifies and one.shape is not Shape.MIXED and " " not in one.name:
        return 0.35
    return 0.8 if _noun_kind(noun) else 0.6


def _noun_kind(noun: re.Match[str]) -> Kind | None:
    """What the one or two nouns after a name say that it is."""
    return kind_of_noun(noun["noun"]) or (kind_of_noun(noun["next"]) if noun["next"] else None)


def _kind_near(one: Candidate) -> Kind:
    """Method or dataset, by the nouns around a name."""
    if (noun := _NOUN_AFTER.match(one.after)) and (kind := _noun_kind(noun)):
        return kind
    if (after := NAMING_AFTER.match(one.after)) and (kind := last_noun_kind(after["phrase"])):
        return kind
    if one.since_cue is not None:
        cue = one.before[: len(one.before) - len(one.since_cue)]
        if COLLECTING.search(cue[-_CUE_REACH:]):
            return Kind.DATASET
    before = _WORDS.findall(one.before[-60:] if one.since_cue is None else one.since_cue)
    for word in reversed(before[-5:]):
        if kind := kind_of_noun(word):
            return kind
    return Kind.DATASET if DATASET_NOUN.search(one.name.rpartition(" ")[2]) else Kind.METHOD


def _continues_list(text: str, first: Candidate, second: Candidate) -> bool:
    if second.shape < Shape.ACRONYM and " " not in second.name:
        return False
    between = text[first.span.end : second.span.start]
    return bool(_BETWEEN_LISTED.fullmatch(between)) and not _OTHER_ROLE.search(between)
