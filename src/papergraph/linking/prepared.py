"""Papers made ready for both passes, so that neither reads their texts again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from papergraph.lexicon import Folding, Lexicon, Term
from papergraph.linking.abbreviations import Abbreviation, find_abbreviations
from papergraph.linking.arrays import Bools, Ints
from papergraph.linking.chunks import ChunkReader
from papergraph.linking.coder import TokenCoder
from papergraph.linking.linear import word_coder
from papergraph.linking.matcher import Matches, NameMatch, NameMatcher
from papergraph.linking.passage import Passage, fold, plain_passage
from papergraph.linking.peers import Standing
from papergraph.linking.surroundings import Places, Surroundings
from papergraph.linking.tokens import TokenTable
from papergraph.linking.word_facts import facts_of
from papergraph.linking.words import CapitalWord
from papergraph.model import Paper, Part
from papergraph.text.latex import PlainText
from papergraph.text.span import Span
from papergraph.text.urls import PrintedUrl, find_urls

__all__ = ["Batch", "PreparedPaper", "Reader"]


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """What linking needs of a paper.

    Attributes:
        paper: as its source gave it.
        passages: the title, then the abstract where there is one.
        pairs: for each passage the abbreviations that it defines.
        urls: for each passage the URLs that it prints, their spans in the printed text.
        free: for each passage the spans of these in its plain text, which hold no names.
        matches: for each passage the names of the curated lexicon in it, those of tasks apart.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    pairs: tuple[tuple[Abbreviation, ...], ...]
    urls: tuple[tuple[PrintedUrl, ...], ...]
    free: tuple[tuple[Span, ...], ...]
    matches: tuple[Matches, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers that were read together.

    Attributes:
        papers: in the order that they were given in.
        table: the tokens of all their passages.
        coder: that made them.
        titles: for each passage whether it is a title.
    """

    papers: tuple[PreparedPaper, ...]
    table: TokenTable
    coder: TokenCoder
    titles: Bools

    def places(self, spans: Sequence[tuple[int, int, int]]) -> Places:
        """The tokens of spans, each given as number of its text, start and end in it."""
        if not spans:
            none = np.zeros(0, dtype=np.int64)
            return Places(none, none, none)
        text, start, end = np.array(spans, dtype=np.int64).T
        base = self.table.bases[text]
        first = np.searchsorted(self.table.end, start + base, side="right")
        stop = np.searchsorted(self.table.start, end + base, side="left")
        return Places(first, np.maximum(stop, first + 1), text)

    def standing(self, paper: Ints, owner: Ints, places: Places) -> Standing:
        """Where names stand, given the paper of each name, the name of each place, and it."""
        table = self.table
        joint = facts_of(self.coder).joint[table.word]
        joints = np.concatenate([[0], np.cumsum(joint)])
        sentence = table.sentence[places.first]
        return Standing(
            paper, owner, places.first, places.stop, sentence, self.titles[places.text], joints
        )

    def surroundings(self, names: Sequence[Sequence[tuple[int, int, str]]]) -> Surroundings:
        """The batch with names as words, other names of several tokens going by their shape.

        Args:
            names: for each passage start, end and placeholder (``own``, ``method``) of each
                name in it, in text order, none overlapping another.
        """
        spans: list[tuple[int, int, int]] = []
        words: list[int] = []
        number_of = self.coder.number_of_name
        passages = [passage for paper in self.papers for passage in paper.passages]
        for passage, found in zip(passages, names, strict=True):
            number = passage.number
            for start, end, word in (
                _with_compounds(passage.compounds, found) if passage.compounds else found
            ):
                spans.append((number, start, end))
                words.append(number_of(word))
        as_words = np.array(words, dtype=np.int64)
        return Surroundings(self.table, self.coder, self.places(spans), as_words, self.titles)


def _with_compounds(
    words: Iterable[CapitalWord], names: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """The names, and the words of several tokens that do not overlap them."""
    place = 0
    for word in words:
        end = word.start + (word.bare or len(word.word))
        while place < len(names) and names[place][0] < end:
            yield names[place]
            place += 1
        if place == 0 or names[place - 1][1] <= word.start:
            yield word.start, end, word.word
    yield from names[place:]


@lru_cache(maxsize=2)
def _matcher(terms: tuple[Term, ...], tasks: tuple[Term, ...]) -> NameMatcher:
    """The curated names are the same in every build: their automaton is built once."""
    return NameMatcher(terms, map(_placeless, tasks))


class Reader:
    """Prepares papers against one curated lexicon. Build once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.coder = word_coder()
        self._chunks = ChunkReader(self.coder)
        self.matcher = _matcher(lexicon.terms, lexicon.tasks)

    def read(self, papers: Sequence[Paper]) -> Batch:
        """Tokens, sentences, words with a capital, abbreviations, URLs and known names."""
        plain = [
            (paper, part, *plain_passage(paper, part))
            for paper in papers
            for part in ((Part.TITLE, Part.ABSTRACT) if paper.abstract else (Part.TITLE,))
        ]
        titles = [part is Part.TITLE for _, part, _, _ in plain]
        chunked = self._chunks.read([text for *_, text in plain])
        table = TokenTable(chunked, titles)
        passages = list(_passages(plain, table, chunked.capital_words))
        matches = [
            self._with_hyphenated(found, passage) if passage.compounds else found
            for passage, found in zip(
                passages,
                self.matcher.find_all([(one.text, one.folded) for one in passages]),
                strict=True,
            )
        ]
        prepared: list[PreparedPaper] = []
        place = 0
        for paper in papers:
            count = 2 if paper.abstract else 1
            here = slice(place, place + count)
            prepared.append(_prepared(paper, tuple(passages[here]), tuple(matches[here])))
            place += count
        return Batch(tuple(prepared), table, self.coder, np.array(titles, dtype=bool))

    def _with_hyphenated(self, matches: Matches, passage: Passage) -> Matches:
        """The matches of a passage, and names with a hyphen of its own between them."""
        added = [
            NameMatch(word.start, end, terms)
            for word in passage.compounds
            for end in (word.start + (word.bare or len(word.word)),)
            if (terms := self.matcher.hyphenated(passage.text[word.start : end]))
            and not any(one.start < end and word.start < one.end for one in matches.names)
        ]
        return matches._replace(names=sorted([*matches.names, *added])) if added else matches


def _placeless(task: Term) -> Term:
    """A task's name that needs its place is printed as freely as the others."""
    return replace(task, folding=Folding.SHAPE) if task.folding is Folding.CONTEXT else task


def _prepared(
    paper: Paper, texts: tuple[Passage, ...], matches: tuple[Matches, ...]
) -> PreparedPaper:
    pairs = tuple(tuple(find_abbreviations(text.text)) for text in texts)
    urls = tuple(tuple(find_urls(text.printed)) for text in texts)
    free = tuple(
        tuple(text.plain.shown(url.span) for url in found)
        for text, found in zip(texts, urls, strict=True)
    )
    return PreparedPaper(paper, texts, pairs, urls, free, matches)


def _passages(
    plain: Sequence[tuple[Paper, Part, PlainText, str]],
    table: TokenTable,
    words: Sequence[tuple[CapitalWord, ...]],
) -> Iterator[Passage]:
    rows = zip(plain, words, table.sentences_of_texts(), strict=True)
    for number, ((paper, part, shown, text), capitals, (starts, ends, own)) in enumerate(rows):
        yield Passage(
            number=number,
            part=part,
            printed=paper.text(part),
            plain=shown,
            text=text,
            folded=f" {fold(text)} ",
            starts=starts,
            ends=ends,
            own=own,
            words=capitals,
            compounds=tuple([word for word in capitals if not word.word.isalnum()]),
        )
