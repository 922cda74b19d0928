"""What words are to linking: one class a word, by which unseen wordings resemble seen ones."""

from __future__ import annotations

from functools import cache

from papergraph.lexicon import cue_words, word_class
from papergraph.linking.nouns import OTHER_NOUN, kind_of_noun

__all__ = ["CLASSES", "class_of_word"]

_CLOSED = ("self", "proposing", "naming")
_SMALL = ("novel", "auxiliary", "relative", "conjunction", "determiner", "preposition")
_SIGNS = {",": "comma", ";": "comma", ":": "colon", "-": "dash", "(": "open", ")": "close"}
#: Every class that a word can have, as it stands in features.
CLASSES = tuple(
    f"{{{name}}}"
    for name in (
        *_CLOSED,
        *_SMALL,
        *("extends", "analyzes", "uses", "comparesWith", "mentions"),
        *("method-noun", "dataset-noun", "other-noun", "function"),
        *("comma", "colon", "dash", "open", "close"),
    )
)


@cache
def class_of_word(word: str) -> str:
    """The class of a word in lower case, in braces; "" for most words.

    >>> class_of_word("proposes"), class_of_word("outperforming"), class_of_word("kitten")
    ('{proposing}', '{comparesWith}', '')
    """
    for name in _CLOSED:
        if word in word_class(name):
            return f"{{{name}}}"
    if cue := cue_words().get(word):
        return f"{{{cue.relation.value}}}"
    if kind := kind_of_noun(word.rpartition("-")[2]):
        return f"{{{kind.value}-noun}}"
    if OTHER_NOUN.fullmatch(word):
        return "{other-noun}"
    for name in (*_SMALL, "function"):
        if word in word_class(name):
            return f"{{{name}}}"
    return f"{{{_SIGNS[word]}}}" if word in _SIGNS else ""
