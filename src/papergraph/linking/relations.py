"""What a sentence says of a method or dataset that it names.

A mention is judged by the nearest cue word before it ("outperforms", "based on"), within its
clause; a list ("ResNet, ViT and BERT") is judged as one, from its head. Cue words are rows of
``lexicon/cues.tsv``. Some count only in a sentence about the paper's own work: "X is based on
LoRA" in a sentence on earlier work is background.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from papergraph.lexicon import Cue, cue_words, word_class
from papergraph.linking.passage import Passage
from papergraph.model import Relation
from papergraph.text.span import Span

__all__ = ["Judgement", "is_study", "judge_dataset", "judge_method", "judge_title"]


class Judgement(NamedTuple):
    """A relation, the rule that gave it, and its confidence from 0 to 1."""

    relation: Relation
    rule: str
    confidence: float


#: Characters before a name in which its cue is looked for.
_BEFORE = 220
#: Words left of a name that are looked at.
_REACH = 16
#: Confidence lost by every word between cue and name beyond the third.
_DISTANCE_COST = 0.012
_TOKEN = re.compile(r"e\.g\.,?|i\.e\.,?|for (?:example|instance),|[a-z][a-z'’-]*|[,;:()]|--|—")
_CLAUSE_BREAKS = frozenset({",", ";", "--", "—", "but", "although", "though"})
#: These start a clause too, but make a name right after them its contrast.
_CONTRASTS = frozenset({"while", "whereas"})
_RELATIVES = frozenset({"which", "that", "where", "who", "because", "since"})

_COMPARED_AFTER = re.compile(r"(?:-based|-style)?\s+(?:\w+\s){0,2}?(?:baselines?|counterparts?)\b")
_JOINED_AFTER = re.compile(
    r"-(?:based|style|like|inspired|driven|augmented|enhanced|guided|powered|type)\b"
)
_PROPOSES = re.compile(
    r"\b(?:propos|introduc|present|develop|design|devis|build|built|construct|creat)\w*\b"
)
_BACKGROUND_AFTER = re.compile(
    r"(?:\s\([^)]*\))?\s(?:(?:has|have|is|are|was|were)\s)(?:\w+\s){0,3}?"
    r"(?:popular|emerged|become|widely|shown|achieved|demonstrated|proven|known|revolutionized|gained"
    r"|attracted|limited|expensive|considered|success\w*|dominant|ubiquitous)\b"
)
#: Words that may stand between "on" and the name that a paper tests its work on.
_FILLERS = word_class("filler")
_TESTING = frozenset({"on", "across"})
#: "based on NAME" and the like are no tests.
_NOT_TESTING = frozenset(
    {"based", "built", "build", "builds", "building", "improves", "improve", "improving"}
    | {"relies", "rely", "relying", "relied", "depends", "depend", "depending", "top"}
)
#: Words between "whereas" and the name that it sets against the paper's own work.
_CONTRAST_REACH = 1
#: Words between a comparison and the cue that it takes over: "compared to using NAME".
_TAKEN_OVER = 3
#: After one of these a comparison's name is what it is made on, not what it is made with.
_SETTING = frozenset({"for", "on", "across", "in", "when", "under"})
#: Words before a name that show it as a setting where no cue governs it.
_SETTING_REACH = 5
_EXAMPLES = frozenset({"as", "e.g.", "e.g.,", "including", "like", "i.e.", "i.e.,", ":", "namely"})
#: A comma before one of these parts no clause: "baselines, such as NAME".
_EXAMPLE_STARTS = frozenset({"such", "e.g.", "e.g.,", "including", "like", "namely", "i.e.,"})
_MODELS = word_class("model")
#: Words before "such as" among which the noun for the examples is.
_EXAMPLE_REACH = 5
_PASSIVE = re.compile(r"(?:\s\([^)]*\))?\s(?:is|are|was|were|can be|to be|be)\s(?:\w+ly\s)?(\w+)")
_AHEAD = re.compile(
    r"(?:\s\([^)]*\))?\s(?:\w+ly\s|also\s)?(?:outperform|surpass|beat|exceed|lag|trail|fall|fell|fail|stay"
    r"|struggle|underperform|degrade|collapse|diverge)(?:s|es|ed|ing)?\b"
)
#: A sentence with one of these compares, if it names another's method at all.
_COMPARATIVE = re.compile(
    r"\b(?:better|worse|higher|lower|faster|slower|stronger|weaker|fewer|smaller|larger|ahead|behind"
    r"|below|above|gap|outperform\w*|surpass\w*|exceed\w*|baselines?|beats?|wins?|loses?|leads?|lags?"
    r"|trails?|comparable|competitive|half|times|than)\b"
)
# "Understanding LoRA" studies it; "Transformers for Language Understanding" do not.
_STUDY_TITLE = re.compile(
    r"(?:^|[:.?—–]\s|--\s)(?:towards? |on (?:the )?)?"
    r"(?:understanding|how|why|what|when|does|do|is|are|can|which"
    r"|rethinking|revisiting|exploring|investigating|evaluating|benchmarking|analy[sz]ing|comparing"
    r"|demystifying|characteri[sz]ing|interpreting|explaining|probing|assessing|dissecting|reviewing)\b"
    r"|\b(?:survey|review|limits?|limitations?|theory|theoretical|convergence|stud(?:y|ies|ying)"
    r"|propert(?:y|ies)|perspective|lessons|empirical|comparative|dynamics|behaviou?r|expressiv\w*"
    r"|learns|forgets|closer look|analysis of|generali[sz]ation of|understanding (?:of|the)"
    r"|overview"
    r"|demystif\w+|comprehensive)\b|\?$",
    re.IGNORECASE,
)
_JOINING_TITLE = re.compile(r"\b(?:meets?|unif\w+|combin\w+|integrat\w+|bridg\w+|marr\w+)\b", re.I)
_TOOL_BEFORE = re.compile(
    r"\b(?:using|with|via|through|by|in|train(?:ing)?|under)\s(?:an?\s|the\s)?$", re.I
)
_CONTRAST_BEFORE = re.compile(
    r"\b(?:versus|vs\.?|without|than|beats?|outperforms?|instead of|rather than|alternatives? to)"
    r"\s(?:the\s)?$",
    re.I,
)
_EVALUATION = re.compile(
    r"\b(?:on|across|over|experiment\w*|evaluat\w*|benchmark\w*|result\w*|accura\w*|train\w*|test\w*"
    r"|achiev\w*|outperform\w*|dataset\w*|data\b|perform\w*|score\w*|state-of-the-art|sota|points?"
    r"|improv\w*|validat\w*|surpass\w*|fine-tun\w*|tasks?|top-1|fid|map|miou|bleu|reduc\w*|demonstrat\w*"
    r"|show\w*|obtain\w*|attain\w*|reach\w*|yield\w*|including|pre-?train\w*|using)\b|%",
    re.IGNORECASE,
)


def is_study(title: str) -> bool:
    """Whether a title announces a survey, an analysis or a benchmark.

    >>> is_study("A Survey of Adapters"), is_study("LoRA: Low-Rank Adaptation")
    (True, False)
    """
    return bool(_STUDY_TITLE.search(title))


def judge_title(text: str, span: Span) -> Judgement:
    """A method in a title that the paper did not introduce."""
    before = text[: span.start]
    if _JOINING_TITLE.search(text):
        return Judgement(Relation.EXTENDS, "title: NAME meets another", 0.75)
    if _CONTRAST_BEFORE.search(before):
        return Judgement(Relation.COMPARES_WITH, "title: against NAME", 0.7)
    if is_study(text):
        return Judgement(Relation.ANALYZES, "title: study of NAME", 0.75)
    if _TOOL_BEFORE.search(before):
        return Judgement(Relation.USES, "title: with NAME", 0.65)
    return Judgement(Relation.EXTENDS, "title: NAME", 0.75)


def judge_method(passage: Passage, listed: Span, *, own: bool, study: bool) -> Judgement:
    """What a sentence of the abstract says of a method.

    Args:
        passage: the abstract.
        listed: the mention, or the whole list that it stands in.
        own: the sentence speaks of the paper's own work.
        study: the paper's title calls it a survey, an analysis or a benchmark.
    """
    sentence = passage.sentence(listed.start)
    before = passage.text[sentence.start : listed.start]
    after = passage.text[listed.end : sentence.end]
    if _COMPARED_AFTER.match(after):
        return Judgement(Relation.COMPARES_WITH, "cue: NAME baseline", 0.85)
    tokens: list[str] = _TOKEN.findall(before[-_BEFORE:].lower())
    if own and (found := _by_position(before, after, tokens)):
        return found
    if nearest := _nearest_cue(tokens, own=own):
        return _by_cue(*nearest, tokens, own=own)
    if _BACKGROUND_AFTER.match(after):
        return Judgement(Relation.MENTIONS, "background: NAME is known", 0.65)
    if not own:
        return Judgement(Relation.MENTIONS, "sentence: others' work", 0.5)
    return _by_sentence(before, after, tokens, study=study)


def _by_position(before: str, after: str, tokens: Sequence[str]) -> Judgement | None:
    """By what is joined to a name in a sentence about the paper's own work."""
    if _JOINED_AFTER.match(after) and _PROPOSES.search(before):
        return Judgement(Relation.EXTENDS, "cue: we propose a NAME-based", 0.75)
    if _is_tested_on(tokens):
        return Judgement(Relation.USES, "cue: on NAME", 0.75)
    if _is_example_of_models(tokens):
        return Judgement(Relation.USES, "cue: models such as NAME", 0.75)
    return None


def _by_cue(cue: Cue, distance: int, tokens: Sequence[str], *, own: bool) -> Judgement:
    if cue.subject == "own" and not own:
        return Judgement(Relation.MENTIONS, f"background: {cue.words} NAME", 0.55)
    if cue.relation is Relation.COMPARES_WITH and own and _is_setting(tokens, distance):
        return Judgement(Relation.USES, f"cue: {cue.words} others on NAME", 0.6)
    confidence = cue.confidence - _DISTANCE_COST * max(0, distance - 3)
    return Judgement(cue.relation, f"cue: {cue.words} NAME", round(confidence, 3))


def _is_setting(tokens: Sequence[str], distance: int) -> bool:
    """Whether a comparison has its object already: "outperforms others on NAME"."""
    first = max(0, len(tokens) - distance)
    return any(
        token in _SETTING and (place == 0 or tokens[place - 1] not in _NOT_TESTING)
        for place, token in enumerate(tokens[first:], start=first)
    )


def _by_sentence(before: str, after: str, tokens: Sequence[str], *, study: bool) -> Judgement:
    """Where no cue governs a name in a sentence about the paper's own work."""
    if (passive := _PASSIVE.match(after)) and (cue := cue_words().get(passive[1].lower())):
        return Judgement(cue.relation, f"cue: NAME {cue.words}", cue.confidence - 0.1)
    if _AHEAD.match(after):
        return Judgement(Relation.COMPARES_WITH, "cue: NAME outperforms", 0.7)
    if study:
        return Judgement(Relation.ANALYZES, "sentence: of a study", 0.55)
    compared = _COMPARATIVE.search(before) or _COMPARATIVE.search(after)
    if compared and not _is_setting(tokens, _SETTING_REACH):
        return Judgement(Relation.COMPARES_WITH, "sentence: comparison", 0.5)
    return Judgement(Relation.USES, "sentence: own work", 0.5)


def _is_tested_on(tokens: Sequence[str]) -> bool:
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place] in _TESTING:
            return place == 0 or tokens[place - 1] not in _NOT_TESTING
        if tokens[place] not in _FILLERS:
            return False
    return False


def _is_example_of_models(tokens: Sequence[str]) -> bool:
    last = len(tokens) - 1
    if last > 0 and tokens[last] == "the":
        last -= 1
    if last < 1 or tokens[last] not in _EXAMPLES:
        return False
    return not _MODELS.isdisjoint(tokens[max(0, last - _EXAMPLE_REACH) : last])


def _nearest_cue(tokens: Sequence[str], *, own: bool) -> tuple[Cue, int] | None:
    """The cue that governs what follows the tokens, and how many words away it is.

    A word that only marks background ("popular") gives way to a comparison before it, and in
    a sentence about the paper's own work to any cue.
    """
    background: tuple[Cue, int] | None = None
    found: tuple[Cue, int] | None = None
    for cue, distance in _cues_before(tokens):
        if found:
            compares = cue.relation is Relation.COMPARES_WITH
            return (cue, distance) if compares and distance - found[1] <= _TAKEN_OVER else found
        if cue.relation is Relation.MENTIONS:
            background = background or (cue, distance)
        elif cue.relation is Relation.COMPARES_WITH:
            return cue, distance
        elif own or background is None:
            found = cue, distance
    return found or background


def _cues_before(tokens: Sequence[str]) -> Iterator[tuple[Cue, int]]:
    """Cues of the clause, the nearest first; what a closed bracket holds is passed over."""
    cues = cue_words()
    closed = 0
    following = ""
    for distance, token in enumerate(reversed(tokens[-_REACH:])):
        if token in _CLAUSE_BREAKS:
            if token == "," and following in _EXAMPLE_STARTS:
                continue
            return
        if token in "()":
            closed = max(0, closed + (1 if token == ")" else -1))
        elif not closed:
            contrast = token in _CONTRASTS
            cue = cues.get(f"{token} {following}") or cues.get(token)
            if cue and not (contrast and distance > _CONTRAST_REACH):
                yield cue, distance
            if contrast or (token in _RELATIVES and distance > 1):
                return
            following = token


def judge_dataset(passage: Passage, span: Span, *, own: bool) -> Judgement:
    """Whether a paper is evaluated on a dataset that a sentence names."""
    sentence = passage.sentence(span.start)
    text = passage.text
    words = text[sentence.start : span.start] + text[span.end : sentence.end]
    before = text[sentence.start : span.start]
    tokens: list[str] = _TOKEN.findall(before[-_BEFORE:].lower())
    found = None if own else _nearest_cue(tokens, own=own)
    if not own and found and found[0].relation is Relation.MENTIONS:
        return Judgement(Relation.MENTIONS, f"background: {found[0].words} DATASET", 0.6)
    if _EVALUATION.search(words):
        return Judgement(Relation.EVALUATES_ON, "cue: evaluated on DATASET", 0.8 if own else 0.65)
    return Judgement(Relation.MENTIONS, "sentence: DATASET named", 0.5)
