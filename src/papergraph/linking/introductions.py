"""First pass: the names that a paper gives to what it proposes itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from papergraph.lexicon import Lexicon
from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.candidates import OURS, Candidate, NameFilter, candidates
from papergraph.linking.cues import (
    APPOSITION,
    BACKGROUND,
    ENUMERATED,
    NAMING,
    NAMING_AFTER,
    OWN,
    OWN_PARTS,
    PROPOSING,
    PROPOSING_GAP,
    PROPOSING_PASSIVE,
    SUBJECT_VERB,
)
from papergraph.linking.nouns import DATASET_NOUN, OTHER_NOUN, kind_of_noun, last_noun_kind
from papergraph.linking.passage import Passage, fold
from papergraph.linking.prepared import PreparedPaper, prepare
from papergraph.linking.proposals import Proposal, Sighting, join_sightings
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.words import shaped_words
from papergraph.model import Kind, Level, Paper, Part
from papergraph.text.normalize import name_key, title_key
from papergraph.text.span import Span

__all__ = ["Discoverer", "introductions", "same_title"]

#: Proposals below this are dropped.
_THRESHOLD = 0.5
#: A name that is known from another paper takes this much to be proposed again.
_HOMONYM_CONFIDENCE = 0.8
#: What a second mention adds to a name that only has a capital.
_REPEATED = 0.12
#: Characters before a name that a cue which ends at it can take up.
_CUE_REACH = 90
# What the anchored patterns need somewhere: a plain search is far quicker than they are.
_NAMING_HINTS = ("call", "name", "term", "dub", "coin", "title", "note", "abbrev", "refer", "i.e.", "christ")
_OWN_HINTS = ("ur ", "proposed", "presented", "introduced", "resulting", "developed", " new ")
_WORDS = re.compile(r"[\w-]+")
_VARIANT_CONFIDENCE = 0.6
_KNOWN_CONFIDENCE = 0.97
#: Own names shorter than this are too likely to begin another word.
_LEAST_PREFIX = 5
_JOINED_LAST = re.compile(r"-[a-z]+$")
_TITLE_COLON = re.compile(r"\s*(?::|\s--|\s—|\s–)\s+")
_TITLE_STUDY = re.compile(
    r"\b(?:survey|review|study|analysis|revisit|rethink|understand|perspective|tutorial|report|guide"
    r"|case study|overview|roadmap|position)\w*\b",
    re.IGNORECASE,
)
_QUESTION_OR_PHRASE = re.compile(
    r"^(?:on|how|why|what|when|do|does|is|are|can|towards?|from|beyond|learning|understanding|an?"
    r"|rethinking|revisiting|exploring|improving|scaling|training|making)\b",
    re.IGNORECASE,
)
_TITLE_NOUNS = frozenset({"optimizer", "framework", "dataset", "benchmark", "algorithm", "library"})
_NOUN_AFTER = re.compile(r"[\"'”’*`]*\s(?P<noun>[a-z][\w-]*)(?:\s(?P<next>[a-z][\w-]*))?")
_BRACKETED_NAME = re.compile(r"(?:\s[a-z][\w-]*){0,3}\s\([\"'“‘]?([A-Za-z]*[A-Z][\w-]*[A-Z0-9][\w-]*)[\"'”’]?\)")
_NEW_THING = re.compile(
    r"\b(?:we|our|new|novel|proposed|resulting|simple|this|these|paper|first|which|improved)\b", re.I
)
_PAIR_BEFORE = re.compile(
    r"(?:^|\b(?:the|an?|our|new|novel|this|is|are|called|named|termed|dubbed|namely|proposed"
    r"|and|first|\d\)|\(i+\))\s|[\w-]+-[\w-]+\s)[\"'“‘*`]*$",
    re.IGNORECASE,
)


class Discoverer:
    """First pass over papers, against one curated lexicon. Build once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._names = NameFilter(lexicon)

    def introductions(self, paper: PreparedPaper) -> tuple[Proposal, ...]:
        """What a paper proposes, in order of first appearance.

        A pure function of one paper: rules over title, wording and repetition, each with a
        name and a confidence; agreeing rules add up.
        """
        return _introductions(paper, self._names)


def introductions(paper: Paper, lexicon: Lexicon) -> tuple[Proposal, ...]:
    """What one paper proposes; a `Discoverer` serves many."""
    return Discoverer(lexicon).introductions(prepare(paper))


def _introductions(prepared: PreparedPaper, names: NameFilter) -> tuple[Proposal, ...]:
    lexicon = names.lexicon
    paper, texts = prepared.paper, prepared.passages
    pairs = [
        (text, pair)
        for text, found in zip(texts, prepared.pairs, strict=True)
        for pair in found
    ]
    seen = [
        *_in_title(texts, pairs, names),
        *(s for text in texts[1:] for s in _in_abstract(text, pairs, names)),
        *(s for text, pair in pairs if (s := _in_pair(text, pair, names))),
    ]
    proposals = join_sightings([s for s in seen if s.confidence > 0], pairs)
    kept = [
        one
        for one in proposals
        if one.best.confidence >= _THRESHOLD and _is_its_own(one, paper, lexicon)
    ]
    kept.extend(_known_introductions(kept, texts[0], lexicon))
    return (*kept, *_variants(kept, texts, lexicon))


def _known_introductions(
    own: list[Proposal], title: Passage, lexicon: Lexicon
) -> list[Proposal]:
    """What the lexicon says that the paper of this title introduced, where no rule saw it."""
    taken = {name_key(name) for one in own for name in one.names}
    found = []
    for entity in lexicon.by_title.get(title_key(title.text), ()):
        node = lexicon.known[entity].entity
        names = (node.label, *node.aliases)
        if node.level is Level.NAMED and not taken & set(map(name_key, names)):
            span = Span(0, len(title.printed))
            rule = "lexicon: the introducing paper"
            best = Sighting(
                node.label, Part.TITLE, span, entity.kind, rule, _KNOWN_CONFIDENCE
            )
            found.append(Proposal(node.label, names, entity.kind, best))
    return found


def _variants(
    own: list[Proposal], texts: tuple[Passage, ...], lexicon: Lexicon
) -> Iterator[Proposal]:
    """Names that carry an own name as a part: AdANNS-IVF where the paper proposes AdANNS."""
    taken = {name_key(name) for one in own for name in one.names}
    for text in texts:
        for span in shaped_words(text.words):
            name = span.of(text.text)
            base = next((one for one in own if _carries(name, one.label)), None)
            key = name_key(name)
            if base is None or key in taken or key.removesuffix("s") in taken:
                continue
            if key in lexicon.by_key or (_JOINED_LAST.search(name) and name[-1].islower()):
                continue
            taken.add(key)
            printed = text.plain.printed(*span)
            rule = "variant: own NAME with more"
            best = Sighting(name, text.part, printed, base.kind, rule, _VARIANT_CONFIDENCE)
            yield Proposal(name, (name,), base.kind, best)


def _carries(name: str, own: str) -> bool:
    if len(name) <= len(own) or shape_of(own) < Shape.ACRONYM:
        return False
    if own in name.split("-") or name.startswith(own + "-") or name.endswith("-" + own):
        return True
    return len(own) >= _LEAST_PREFIX and name.startswith(own) and name[len(own)].isupper()


def _in_title(
    texts: tuple[Passage, ...],
    pairs: list[tuple[Passage, Abbreviation]],
    names: NameFilter,
) -> Iterator[Sighting]:
    """ "NAME: what it is" and "what it does with NAME" where the abstract takes the name up."""
    title = texts[0]
    colon = _TITLE_COLON.search(title.text)
    if not colon:
        return
    head = Span(0, colon.start())
    while head.start < head.end and title.text[head.start] in "\"'“‘`*":
        head = Span(head.start + 1, head.end)
    name = head.of(title.text).strip("\"'”’`*")
    first, _, noun = name.rpartition(" ")
    if noun.lower() in _TITLE_NOUNS and first and " " not in first:
        name = first
    head = Span(head.start, head.start + len(name))
    if not name or len(name.split()) > 7 or not names.plausible_in_title(name):
        return
    rest = title.text[colon.end() :]
    taken_up = _taken_up(name, texts[1:], pairs)
    confidence = _title_confidence(name, rest, taken_up)
    # "NAME: A Benchmark for ..." and "NAME: Benchmarking ..."
    kind = last_noun_kind(rest) or (
        Kind.DATASET if re.match(r"benchmarking\b", rest, re.IGNORECASE) else Kind.METHOD
    )
    yield Sighting(
        name, Part.TITLE, title.plain.printed(*head), kind, "title: NAME first", confidence
    )


def _title_confidence(name: str, rest: str, taken_up: bool) -> float:
    shape = shape_of(name)
    words = name.split()
    if _QUESTION_OR_PHRASE.match(name) or name.endswith("?"):
        return 0.6 if taken_up and len(words) == 1 and shape >= Shape.ACRONYM else 0.0
    if len(words) == 1:
        sure = 0.9 if shape >= Shape.ACRONYM else 0.6 if taken_up else 0.45
        return sure - (0.3 if _TITLE_STUDY.search(rest) and not taken_up else 0.0)
    if any(shape_of(word) >= Shape.VERSIONED for word in words) and len(words) <= 4:
        return 0.7 if taken_up else 0.5
    return 0.6 if taken_up else 0.0


def _taken_up(
    name: str, texts: tuple[Passage, ...], pairs: list[tuple[Passage, Abbreviation]]
) -> bool:
    """Whether the abstract repeats a title's name, or spells it out."""
    key = name_key(name)
    for passage, pair in pairs:
        if key in (name_key(pair.long.of(passage.text)), name_key(pair.short.of(passage.text))):
            return True
    folded = f" {' '.join(fold(name).split())} "
    return any(
        folded in f" {fold(text.text)} "
        and (name in text.text or name.replace("-", " ") in text.text.replace("-", " "))
        for text in texts
    )


def _in_abstract(
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
        if not rule and previous and _coordinated(passage.text, previous[0].span, one.span):
            if one.shape >= Shape.ACRONYM or " " in one.name:
                rule, confidence, kind = "list: proposed NAME and NAME", 0.55, previous[1]
        previous = (one, kind) if rule and rule != "subject: NAME achieves" else None
        if not rule:
            continue
        if confidence > _THRESHOLD and (bracket := _BRACKETED_NAME.match(one.after)):
            one = _with_bracket(one, bracket, passage, pairs)
        printed = passage.plain.printed(*one.span)
        yield Sighting(one.name, passage.part, printed, kind, rule, confidence)


def _with_bracket(
    one: Candidate,
    bracket: re.Match[str],
    passage: Passage,
    pairs: list[tuple[Passage, Abbreviation]],
) -> Candidate:
    """ "Long Form algorithm (SHORT)" as one name, whatever its initials."""
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
        if text is passage and long != one.span and max(long.start, one.span.start) < min(
            long.end, one.span.end
        ):
            sentence = passage.sentence(long.start)
            name, before = long.of(text.text), text.text[sentence.start : long.start]
            after = text.text[long.end : sentence.end]
            return replace(one, name=name, span=long, before=before, after=after)
    return one


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
    if one.shape >= Shape.ACRONYM and one.own_part:
        return _by_subject(one, count)
    return ("", 0.0)


def _by_subject(one: Candidate, count: int) -> tuple[str, float]:
    """By what is said of the name."""
    if one.starts_clause and SUBJECT_VERB.match(one.after):
        sure = 0.55 if one.shape is Shape.MIXED else 0.35
        return ("subject: NAME achieves", sure + (0.15 if count > 1 else 0.0))
    if one.shape is Shape.MIXED and "," in one.after[:3]:
        after = NAMING_AFTER.match(one.after)
        if after and last_noun_kind(after["phrase"]):
            return ("apposition: NAME, a method", 0.5)
    return ("", 0.0)


def _announced(one: Candidate, passage: Passage) -> bool:
    """Whether the paper has announced parts of its own ("three techniques:") before a name."""
    return one.own_part and bool(OWN_PARTS.search(passage.text, 0, one.span.start))


def _by_cue(one: Candidate, *, weak: bool) -> tuple[str, float]:
    """By the words with which papers propose and name; ("", 0) where none stands there."""
    tail = one.before[-_CUE_REACH:]
    if any(hint in tail for hint in _NAMING_HINTS) and NAMING.search(tail):
        return ("cue: called NAME", 0.85 if _NEW_THING.search(one.before) else 0.45)
    between = one.since_cue
    if between is not None:
        if PROPOSING_GAP.fullmatch(between):
            return ("cue: we propose NAME", _directly_proposed(one, between, weak=weak))
        if one.apposed and (noun := APPOSITION.search(between[-_CUE_REACH:])) and kind_of_noun(noun["noun"]):
            return ("cue: we propose a method, NAME", 0.4 if weak else 0.8)
    if any(hint in tail for hint in _OWN_HINTS) and OWN.search(tail):
        return ("cue: our NAME", 0.45 if weak else 0.7)
    if PROPOSING_PASSIVE.match(one.after) and not BACKGROUND.match(one.sentence):
        return ("cue: NAME is proposed", 0.45 if weak or not one.own_part else 0.8)
    return ("", 0.0)


def _directly_proposed(one: Candidate, between: str, *, weak: bool) -> float:
    """ "We propose NAME" is sure; in "a novel NAME framework" it may only name the field."""
    noun = _NOUN_AFTER.match(one.after)
    if not noun or one.after.startswith((" and ", " as ", " with ", " for ", " to ", " that ")):
        return 0.9
    if weak:
        return 0.4
    qualifies = bool(re.search(r"\b(?:an?|novel|new|several|two|three|efficient)\s", between))
    if qualifies and one.shape is not Shape.MIXED and " " not in one.name:
        return 0.35
    return 0.8 if kind_of_noun(noun["noun"]) or (noun["next"] and kind_of_noun(noun["next"])) else 0.6


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text):
        pass
    return last


def _kind_near(one: Candidate) -> Kind:
    """Method or dataset, by the nouns around a name."""
    if (noun := _NOUN_AFTER.match(one.after)) and (
        kind := kind_of_noun(noun["noun"]) or (noun["next"] and kind_of_noun(noun["next"]))
    ):
        return kind
    if (after := NAMING_AFTER.match(one.after)) and (kind := last_noun_kind(after["phrase"])):
        return kind
    before = _WORDS.findall(one.before[-60:] if one.since_cue is None else one.since_cue)
    for word in reversed(before[-5:]):
        if kind := kind_of_noun(word):
            return kind
    return Kind.DATASET if DATASET_NOUN.search(one.name.rpartition(" ")[2]) else Kind.METHOD


_BETWEEN_LISTED = re.compile(
    r"[\"'”’*`]*(?:\s*\([^()]*\))?\s*(?:,\s+(?:the\s+)?"
    r"|,?\s*(?:and|&|as well as|along with|together with)\s+"
    r"(?:(?:its|a|an|the|our|also)\s+)?(?:[a-z][\w-]*\s+){0,4}?)[\"'“‘*`]*"
)


def _coordinated(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    return bool(_BETWEEN_LISTED.fullmatch(between)) and not re.search(
        r"\b(?:for|on|with|of|to|in|outperform\w*|than|use|using|evaluate|apply)\b", between
    )


def _in_pair(passage: Passage, pair: Abbreviation, names: NameFilter) -> Sighting | None:
    """ "The Adaptive Kernel (AdaKern) module": a name spelled out where it is new."""
    short = pair.short.of(passage.text)
    long = pair.long.of(passage.text)
    if not names.plausible(short) or _known(long, names.lexicon):
        return None
    first, second = sorted(pair)
    sentence = passage.sentence(first.start)
    before = passage.text[sentence.start : first.start]
    after = passage.text[second.end + 1 : sentence.end]
    if OTHER_NOUN.fullmatch(long.rpartition(" ")[2]):
        return None
    capitalized = sum(word[:1].isupper() for word in re.split(r"[\s-]", long)) > 1
    cue = _last_match(PROPOSING, before)
    ours = passage.part is Part.ABSTRACT and bool(OURS.search(passage.text, 0, sentence.end))
    if cue and PROPOSING_GAP.fullmatch(before[cue.end() :]):
        rule, confidence = "pair: we propose Long Form (LF)", 0.9
    elif NAMING.search(before):
        rule, confidence = "pair: called Long Form (LF)", 0.85
    elif PROPOSING_PASSIVE.match(after):
        rule, confidence = "pair: Long Form (LF) is proposed", 0.8 if ours else 0.4
    elif capitalized and _PAIR_BEFORE.search(before) and not BACKGROUND.match(before):
        rule, confidence = "pair: the Long Form (LF)", 0.55 if ours else 0.3
    else:
        return None
    kind = last_noun_kind(after.lstrip(" )")) or last_noun_kind(long) or Kind.METHOD
    return Sighting(
        short, passage.part, passage.plain.printed(*pair.short), kind, rule, confidence
    )


def _known(name: str, lexicon: Lexicon) -> bool:
    key = name_key(name)
    return key in lexicon.by_key or key.removesuffix("s") in lexicon.by_key


def _is_its_own(one: Proposal, paper: Paper, lexicon: Lexicon) -> bool:
    """Whether a proposal under a name that is known can be this paper's all the same."""
    for name in one.names:
        for entity in lexicon.by_key.get(name_key(name), ()):
            known = lexicon.known[entity]
            if known.entity.level is Level.GENERIC:
                return False
            if known.introduction and same_title(known.introduction.title, paper.title):
                return True
            if one.best.confidence < _HOMONYM_CONFIDENCE:
                return False
    return True


def same_title(first: str, second: str) -> bool:
    """Whether two printed titles are one title, up to a misprint."""
    a, b = title_key(first), title_key(second)
    return a == b or fuzz.ratio(a, b) >= 95
