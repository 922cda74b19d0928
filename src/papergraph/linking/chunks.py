"""Texts as what stands between their blanks: most chunks recur, and are read only once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from papergraph.linking.arrays import Bools, Ints
from papergraph.linking.coder import TOKEN, WORD_BITS, TokenCoder
from papergraph.linking.shapes import Shape
from papergraph.linking.words import CapitalWord, words_of_chunk

__all__ = ["ChunkReader", "ChunkedTexts"]

#: Chunks that are remembered.
_MOST_KEPT = 1 << 18
_WORD_MASK = (1 << WORD_BITS) - 1

# A text has dozens: half the time of calling the class.
_word: Callable[[tuple[int, int, str, Shape, int]], CapitalWord] = partial(
    tuple.__new__, CapitalWord
)


class ChunkReader(dict[str, int]):
    """Numbers of chunks, with what is in each; read when first asked for.

    Attributes:
        coder: that codes their tokens.
        counts: for each chunk the number of its tokens.
        firsts: for each the place of its first token in the next two.
        codes: of tokens.
        lengths: of tokens.
        words: of each chunk those with a capital.
        has_words: for each chunk whether there are any.
    """

    def __init__(self, coder: TokenCoder) -> None:
        super().__init__()
        self.coder = coder
        self._forget()

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        tokens: list[str] = TOKEN.findall(chunk)
        self.firsts.append(len(self.codes))
        self.counts.append(len(tokens))
        self.codes.extend(map(self.coder.__getitem__, tokens))
        self.lengths.extend(map(len, tokens))
        words = () if chunk.islower() else words_of_chunk(chunk)
        self.words.append(words)
        self.has_words.append(bool(words))
        return number

    def read(self, texts: Sequence[str]) -> ChunkedTexts:
        """The chunks of texts whose only white space is the blank."""
        if len(self) > _MOST_KEPT:
            self._forget()
        return ChunkedTexts(texts, self)

    def _forget(self) -> None:
        self.clear()
        self.counts, self.firsts, self.codes, self.lengths = (array("i") for _ in range(4))
        self.words: list[tuple[CapitalWord, ...]] = []
        self.has_words = array("b")


class ChunkedTexts:
    """The tokens of several texts, in order.

    Positions count characters over all texts, as if one stood right behind the other with one
    blank between them.

    Attributes:
        bases: for each text the position where it starts.
        first: for each text its first token; one more entry for the end.
        start: of each token.
        end: of each token.
        word: number of each token's word.
        flags: what each token is to sentence boundaries, blanks apart.
        after_blank: for each token whether a blank of its text stands before it.
        capital_words: for each text, in order, but for words of function.
    """

    def __init__(self, texts: Sequence[str], reader: ChunkReader) -> None:
        chunks: list[int] = []
        cuts = [0]
        for text in texts:
            chunks.extend(map(reader.__getitem__, text.split(" ")))
            cuts.append(len(chunks))
        self.bases = np.array([*accumulate([len(text) + 1 for text in texts], initial=0)][:-1])
        chunk = np.array(chunks, dtype=np.int64)
        counts = _of(reader.counts)[chunk].astype(np.int64)
        stops = np.cumsum(counts)
        self.first: Ints = np.append(0, stops)[cuts]
        chunk_of = np.repeat(np.arange(len(chunk)), counts)
        heads = stops - counts
        place = np.arange(len(chunk_of)) + (_of(reader.firsts)[chunk] - heads)[chunk_of]
        length = _of(reader.lengths)[place]
        # One blank stands between two chunks.
        self.end: Ints = np.cumsum(length, dtype=np.int64) + chunk_of
        self.start: Ints = self.end - length
        code = _of(reader.codes)[place]
        self.word: Ints = (code & _WORD_MASK).astype(np.int64)
        self.flags = (code >> WORD_BITS).astype(np.uint16)
        behind_blank = counts > 0
        behind_blank[cuts[:-1]] = False
        self.after_blank: Bools = np.zeros(len(code), dtype=bool)
        self.after_blank[heads[behind_blank]] = True
        self.capital_words = self._capital_words(reader, chunk, heads, cuts)

    def _capital_words(
        self, reader: ChunkReader, chunk: Ints, heads: Ints, cuts: Sequence[int]
    ) -> list[tuple[CapitalWord, ...]]:
        some = np.flatnonzero(np.frombuffer(reader.has_words, dtype=np.int8)[chunk])
        limits = some.searchsorted(cuts)
        base = np.repeat(self.bases, np.diff(limits))
        starts = (self.start[heads[some]] - base).tolist()
        words = [reader.words[number] for number in chunk[some].tolist()]
        return [
            tuple(
                [
                    _word((at + start, at + end, word, shape, bare))
                    for at, found in zip(starts[low:high], words[low:high], strict=True)
                    for start, end, word, shape, bare in found
                ]
            )
            for low, high in pairwise(limits.tolist())
        ]


def _of(column: array[int]) -> npt.NDArray[np.intc]:
    return np.frombuffer(column, dtype=np.intc)
