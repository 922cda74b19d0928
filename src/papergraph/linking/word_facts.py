"""What the words of a coder are, as arrays by their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from papergraph.lexicon import cue_words, word_class
from papergraph.linking.arrays import Bools, Ints
from papergraph.linking.coder import PLACEHOLDERS, TokenCoder
from papergraph.linking.word_classes import CLASSES, class_of_word

__all__ = ["WordFacts", "facts_of"]


#: Classes of the words that alone tell roughly what a sentence says.
_TELLING = (
    *("{self}", "{proposing}", "{naming}", "{relative}", "{comma}", "{open}"),
    *("{extends}", "{analyzes}", "{uses}", "{comparesWith}", "{mentions}"),
    *("<own>",),
)


# "The proposed approach" names nothing: so no participles, but for those that give a name.
_COINING = word_class("naming") | {
    *("propose", "proposes", "proposing", "introduce", "introduces", "introducing", "present"),
    *("presents", "presenting", "develop", "develops", "developing", "design", "designs"),
    *("designing", "devise", "devises", "devising", "formulate", "formulates"),
}


class WordFacts:
    """What a coder's words are, as arrays by their number."""

    def __init__(self, coder: TokenCoder) -> None:
        numbers = coder.numbers
        low = numbers["<low>"]
        named = [
            word if word in PLACEHOLDERS or word in CLASSES else class_of_word(word)
            for word in coder.words
        ]
        self._size = len(coder.words)
        self.classes = np.array([numbers[name] if name else low for name in named], dtype=np.int64)
        kinds = ("{extends}", "{analyzes}", "{uses}", "{mentions}", "{comparesWith}")
        self._cue = np.isin(self.classes, [numbers[name] for name in kinds])
        self._cue_pairs = np.array(
            sorted(
                numbers[pair[0]] * self._size + numbers[pair[1]]
                for form in cue_words()
                if len(pair := form.split()) > 1 and all(word in numbers for word in pair)
            ),
            dtype=np.int64,
        )
        self._starts_pair = np.zeros(self._size, dtype=bool)
        self._starts_pair[self._cue_pairs // self._size] = True
        shapes = ("<Cap>", "<ACRO>", "<N4>", "<Mixed>")
        self.name = _flags(coder, (*shapes, "<own>", "<method>", "<dataset>", "<generic>"))
        self.joint = _flags(coder, (",", "and", "or", "&", "/", "the"))
        numbers_and_signs = [word for word in coder.words if word[0].isdigit()]
        numbers_and_signs += ["<sign>", *"%+-~<>=$\\"]
        self.value = _flags(coder, numbers_and_signs)
        of_class = {name: self.classes == numbers[name] for name in CLASSES}
        self.of_data = _flags(coder, ("%",)) | of_class["{dataset-noun}"]
        nouns = ("{method-noun}", "{dataset-noun}", "{other-noun}")
        #: Sorts of words that are looked for around places.
        self.sorts: Mapping[str, Bools] = {
            "we": _flags(coder, ("we", "our", "ours", "us")),
            "proposing": of_class["{proposing}"],
            "coining": _flags(coder, sorted(_COINING)),
            "comparing": of_class["{comparesWith}"],
            "comma": of_class["{comma}"],
            "telling": np.isin(self.classes, [numbers[name] for name in _TELLING]),
            "noun": np.logical_or.reduce([of_class[name] for name in nouns]),
        }

    def is_cue(self, word: Ints) -> Bools:
        """Whether each token is a cue or starts one of two words, such as "based on"."""
        found: Bools = self._cue[word]
        some = np.flatnonzero(self._starts_pair[word[:-1]])
        pairs = word[some] * self._size + word[some + 1]
        found[some[np.isin(pairs, self._cue_pairs)]] = True
        return found


def _flags(coder: TokenCoder, words: Sequence[str]) -> Bools:
    flags = np.zeros(len(coder.words), dtype=bool)
    flags[[coder.numbers[word] for word in words if word in coder.numbers]] = True
    return flags


_KNOWN: dict[int, tuple[TokenCoder, WordFacts]] = {}


def facts_of(coder: TokenCoder) -> WordFacts:
    """Facts of a coder, made once."""
    known = _KNOWN.get(id(coder))
    if known is None or known[0] is not coder:
        known = _KNOWN[id(coder)] = (coder, WordFacts(coder))
    return known[1]
