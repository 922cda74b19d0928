"""What a sentence says of a method or dataset that it names.

A mention is judged by the nearest cue word before it ("outperforms", "based on"), within its
clause; a list ("ResNet, ViT and BERT") is judged as one, from its head. Cue words are rows of
``lexicon/cues.tsv``. Some count only in a sentence about the paper's own work: "X is based on
LoRA" in a sentence on earlier work is background.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from papergraph.lexicon import Cue, cue_words, word_class
from papergraph.linking.passage import Passage
from papergraph.model import Relation
from papergraph.text.span import Span

__all__ = ["Judgement", "judge_dataset", "judge_method", "judge_title"]


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
_TOKEN = re.compile(
    r"e\.g\.,?|i\.e\.,?|for (?:example|instance),|[A-Za-z][A-Za-z'’-]*|[,;:()]|--|—"
)
_CLAUSE_BREAKS = frozenset({",", ";", "--", "—", "while", "whereas", "but", "although", "though"})
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
    ["based", "built", "build", "builds", "building", "improves", "improve", "improving", "relies", "rely", "top"]
)
_EXAMPLES = frozenset({"as", "e.g.", "e.g.,", "including", "like", "i.e.", "i.e.,", ":", "namely"})
_MODELS = word_class("model")
#: Words before "such as" among which the noun for the examples is.
_EXAMPLE_REACH = 5
_STUDY_TITLE = re.compile(
    r"\b(?:survey|review|analy[sz]\w*|understand\w*|limits?|limitations?|theor(?:y|etical)|demystif\w*"
    r"|convergence|stud(?:y|ies)|benchmark\w*|evaluat\w*|propert(?:y|ies)|rethink\w*|revisit\w*"
    r"|investigat\w*|explor\w*|how|why|what|when|does|do|is|are|can|perspective|interpret\w*"
    r"|explain\w*|characteri[sz]\w*|lessons|empirical|generali[sz]ation of|dynamics|behaviou?r"
    r"|expressiv\w*|learns|comprehensive|look|closer)\b",
    re.IGNORECASE,
)
_JOINING_TITLE = re.compile(r"\b(?:meets?|unif\w+|combin\w+|integrat\w+|bridg\w+|marr\w+)\b", re.I)
_TOOL_BEFORE = re.compile(
    r"\b(?:using|with|via|through|by|in|train(?:ing)?|under)\s(?:an?\s|the\s)?$", re.I
)
_CONTRAST_BEFORE = re.compile(
    r"\b(?:versus|vs\.?|without|than|beats?|outperforms?|instead of|rather than|alternatives? to)\s(?:the\s)?$",
    re.I,
)
_EVALUATION = re.compile(
    r"\b(?:on|across|over|experiment\w*|evaluat\w*|benchmark\w*|result\w*|accura\w*|train\w*|test\w*"
    r"|achiev\w*|outperform\w*|dataset\w*|data\b|perform\w*|score\w*|state-of-the-art|sota|points?"
    r"|improv\w*|validat\w*|surpass\w*|fine-tun\w*|tasks?|top-1|fid|map|miou|bleu|reduc\w*|demonstrat\w*"
    r"|show\w*|obtain\w*|attain\w*|reach\w*|yield\w*|including|pre-?train\w*|using)\b|%",
    re.IGNORECASE,
)


def judge_title(text: str, span: Span) -> Judgement:
    """A method in a title that the paper did not introduce."""
    before, after = text[: span.start], text[span.end :]
    if _JOINING_TITLE.search(text):
        return Judgement(Relation.EXTENDS, "title: NAME meets another", 0.75)
    if _CONTRAST_BEFORE.search(before):
        return Judgement(Relation.COMPARES_WITH, "title: against NAME", 0.7)
    if _STUDY_TITLE.search(before) or _STUDY_TITLE.search(after):
        return Judgement(Relation.ANALYZES, "title: study of NAME", 0.75)
    if _TOOL_BEFORE.search(before):
        return Judgement(Relation.USES, "title: with NAME", 0.65)
    return Judgement(Relation.EXTENDS, "title: NAME", 0.75)


def judge_method(passage: Passage, listed: Span, *, own: bool) -> Judgement:
    """What a sentence of the abstract says of a method.

    Args:
        passage: the abstract.
        listed: the mention, or the whole list that it stands in.
        own: the sentence speaks of the paper's own work.
    """
    sentence = passage.sentence(listed.start)
    text = passage.text
    after = text[listed.end : sentence.end]
    if _COMPARED_AFTER.match(after):
        return Judgement(Relation.COMPARES_WITH, "cue: NAME baseline", 0.85)
    before = text[sentence.start : listed.start]
    tokens = [token.lower() for token in _TOKEN.findall(before[-_BEFORE:])]
    if own and _JOINED_AFTER.match(after) and _PROPOSES.search(before):
        return Judgement(Relation.EXTENDS, "cue: we propose a NAME-based", 0.75)
    if own and _is_tested_on(tokens):
        return Judgement(Relation.USES, "cue: on NAME", 0.75)
    if own and _is_example_of_models(tokens):
        return Judgement(Relation.USES, "cue: models such as NAME", 0.75)
    found = _nearest_cue(tokens)
    if found:
        cue, distance = found
        confidence = round(cue.confidence - _DISTANCE_COST * max(0, distance - 3), 3)
        if cue.subject == "any" or own:
            return Judgement(cue.relation, f"cue: {cue.words} NAME", confidence)
        return Judgement(Relation.MENTIONS, f"background: {cue.words} NAME", 0.55)
    if _BACKGROUND_AFTER.match(after):
        return Judgement(Relation.MENTIONS, "background: NAME is known", 0.65)
    if own and (cue_after := _first_cue_after(after)):
        return Judgement(
            cue_after.relation, f"cue: NAME {cue_after.words}", cue_after.confidence - 0.1
        )
    if own:
        return Judgement(Relation.USES, "sentence: own work", 0.5)
    return Judgement(Relation.MENTIONS, "sentence: others' work", 0.5)


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


def _nearest_cue(tokens: Sequence[str]) -> tuple[Cue, int] | None:
    """The cue that governs what follows the tokens, and how many words away it is."""
    cues = cue_words()
    closed = 0
    following = ""
    background: tuple[Cue, int] | None = None
    for distance, token in enumerate(reversed(tokens)):
        if distance >= _REACH or token in _CLAUSE_BREAKS:
            break
        if token == ")":
            closed += 1
        elif token == "(":
            closed = max(0, closed - 1)
        elif not closed:
            cue = cues.get(f"{token} {following}") or cues.get(token)
            if cue and cue.relation is Relation.MENTIONS:
                background = background or (cue, distance)
            elif cue and (background is None or cue.relation is Relation.COMPARES_WITH):
                return cue, distance
            if token in _RELATIVES and distance > 1:
                break
            following = token
    return background


_PASSIVE = re.compile(r"(?:\s\([^)]*\))?\s(?:is|are|was|were|can be|to be|be)\s(?:\w+ly\s)?(\w+)")


def _first_cue_after(after: str) -> Cue | None:
    passive = _PASSIVE.match(after)
    return cue_words().get(passive[1].lower()) if passive else None


def judge_dataset(passage: Passage, span: Span, *, own: bool) -> Judgement:
    """Whether a paper is evaluated on a dataset that a sentence names."""
    sentence = passage.sentence(span.start)
    text = passage.text
    words = text[sentence.start : span.start] + text[span.end : sentence.end]
    before = text[sentence.start : span.start]
    found = None if own else _nearest_cue([t.lower() for t in _TOKEN.findall(before[-_BEFORE:])])
    if not own and found and found[0].relation is Relation.MENTIONS:
        return Judgement(Relation.MENTIONS, f"background: {found[0].words} DATASET", 0.6)
    if _EVALUATION.search(words):
        return Judgement(Relation.EVALUATES_ON, "cue: evaluated on DATASET", 0.8 if own else 0.65)
    return Judgement(Relation.MENTIONS, "sentence: DATASET named", 0.5)
