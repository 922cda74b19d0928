"""Cue words: what the words before a name say of the relation to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from papergraph.lexicon.tables import read_rows
from papergraph.model import Relation

__all__ = ["Cue", "cue_words", "word_class"]

_COLUMNS = ("cue", "inflection", "relation", "subject", "confidence")
_SIBILANTS = ("s", "x", "z", "ch", "sh")
#: Verbs of one syllable that double their last letter, and those that end like them.
_DOUBLING = frozenset({"run", "plug", "equip"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of cues.tsv.

    Attributes:
        words: one or two words, lower case, as in the file.
        relation: what the words before a name make of it.
        subject: "own" where they count only in a sentence about the paper's own work.
        confidence: 0 to 1.
    """

    words: str
    relation: Relation
    subject: Literal["own", "any"]
    confidence: float


@cache
def cue_words() -> MappingProxyType[str, Cue]:
    """Cues by every inflected form of their words.

    >>> cue_words()["outperforming"].relation
    <Relation.COMPARES_WITH: 'comparesWith'>
    """
    cues: dict[str, Cue] = {}
    for _, row in read_rows(files("papergraph.lexicon") / "cues.tsv", _COLUMNS):
        owner: Literal["own", "any"] = "own" if row["subject"] == "own" else "any"
        cue = Cue(row["cue"], Relation(row["relation"]), owner, float(row["confidence"]))
        for form in _forms(row["cue"], row["inflection"]):
            cues.setdefault(form, cue)
    return MappingProxyType(cues)


def _forms(words: str, inflection: str) -> tuple[str, ...]:
    match inflection:
        case "verb":
            return _verb_forms(words)
        case "noun":
            return (words, words[:-1] + "ies" if words.endswith("ty") else words + "s")
        case _:
            return (words,)


def _verb_forms(verb: str) -> tuple[str, ...]:
    """Regular forms: base, third person, past, -ing.

    >>> _verb_forms("apply")
    ('apply', 'applies', 'applied', 'applying')
    """
    if verb in _DOUBLING:
        return (verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + ("es" if verb.endswith(_SIBILANTS) else "s")
    return (verb, third, verb + "ed", verb + "ing")


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a closed class of words.tsv; all but the elements' symbols in lower case.

    "function" words start sentences and are no names, but "inner" ones are ordinary inside a name
    ("Latent Code Replacement"); a "qualifier" may follow a name and a hyphen; a "filler" may
    stand between "on" and a name; a "model" is a noun for what methods are tested on; a "common"
    word of a long name tells nothing of a text that has it too; an "element" is a chemical one.

    >>> "however" in word_class("function"), "lora" in word_class("function")
    (True, False)
    """
    rows = read_rows(files("papergraph.lexicon") / "words.tsv", ("word", "class"))
    return frozenset(row["word"] for _, row in rows if row["class"] == name)
