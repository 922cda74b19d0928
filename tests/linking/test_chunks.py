"""Texts as chunks: every token has its place, whatever was read before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papergraph.linking.chunks import ChunkReader
from papergraph.linking.coder import TOKEN, WORD_BITS
from papergraph.linking.linear import word_coder

_TEXTS = st.lists(st.text(alphabet="aLoRs2-'. ,(é_Ω", max_size=40), max_size=5)
_READER = ChunkReader(word_coder())


@given(_TEXTS)
def test_tokens_are_those_of_each_text_at_their_places(texts: list[str]) -> None:
    read = _READER.read(texts)
    together = " ".join(texts)
    spans = zip(read.start.tolist(), read.end.tolist(), strict=True)
    assert [together[start:end] for start, end in spans] == TOKEN.findall(together)
    mask = (1 << WORD_BITS) - 1
    codes = [_READER.coder[token] for text in texts for token in TOKEN.findall(text)]
    assert read.word.tolist() == [code & mask for code in codes]
    for number, text in enumerate(texts):
        assert read.first[number + 1] - read.first[number] == len(TOKEN.findall(text))


@given(_TEXTS)
def test_what_is_after_a_blank(texts: list[str]) -> None:
    read = _READER.read(texts)
    blanks = [
        text[:start].endswith(" ")
        for text, base, first, stop in zip(
            texts, read.bases.tolist(), read.first.tolist(), read.first[1:].tolist(), strict=False
        )
        for start in (read.start[first:stop] - base).tolist()
    ]
    assert read.after_blank.tolist() == blanks


@given(_TEXTS)
def test_words_with_a_capital_are_at_their_places(texts: list[str]) -> None:
    for text, words in zip(texts, _READER.read(texts).capital_words, strict=True):
        assert [text[word.start : word.end] for word in words] == [word.word for word in words]
        assert all(any(char.isupper() for char in word.word) for word in words)


def test_forgetting_changes_nothing() -> None:
    texts = ["We train LoRA on GLUE.", "", "LoRA-based steps"]
    fresh, used = ChunkReader(word_coder()), ChunkReader(word_coder())
    used.read(["something else LoRA first"])
    first, second = fresh.read(texts), used.read(texts)
    assert first.word.tolist() == second.word.tolist()
    assert first.capital_words == second.capital_words
    used._forget()
    assert used.read(texts).word.tolist() == first.word.tolist()
