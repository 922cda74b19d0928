"""Names that linking leaves unexplained: what a lexicon may lack.

1. A first pass over the papers finds what they propose, as a build does.
2. A second links each paper and counts the forms that look like names and are none it knows.
3. A third counts where the plain ones of these ("Recall", "Visual Genome") are printed in small
   letters: what more papers print so is an ordinary word or phrase.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papergraph.analysis.paper_counter import PaperCounter
from papergraph.analysis.printed_names import PrintedName, printed_names
from papergraph.analysis.small_letters import SmallLetters
from papergraph.analysis.streamed_linking import StreamedLinking
from papergraph.graph.progress import Progress, silent
from papergraph.lexicon import Lexicon
from papergraph.linking import PreparedPaper
from papergraph.linking.forms import NameForms
from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.model import Claim, Kind, Paper
from papergraph.text.latex import read_latex
from papergraph.text.normalize import name_key, title_key

__all__ = ["UnexplainedName", "unexplained_names"]

#: Characters of the sentence that shows a name best.
_EXAMPLE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class UnexplainedName:
    """A form that papers print like a name.

    Attributes:
        name: as most of them print it.
        papers: how many print it, in whatever case and spacing.
        example: a sentence that has it.
    """

    name: str
    papers: int
    example: str


def unexplained_names(
    papers: Iterable[Paper],
    lexicon: Lexicon,
    *,
    min_papers: int = 1,
    progress: Progress = silent,
) -> list[UnexplainedName]:
    """Names that are no method or dataset to linking, by number of papers, then by name.

    A name is explained where the lexicon has it, be it as a stop word; where a paper proposes
    it; and where linking takes it for a method or dataset in at least one paper. What is a part
    of a linked name, of a URL or of an abbreviation's long form is none. Papers of one title
    count as one. The order of the papers changes nothing.

    Args:
        papers: gone through three times, so that not all need be in memory at once.
        lexicon: what is known.
        min_papers: names of fewer papers are left out.
        progress: told (stage, done, total) as the work goes on; in the first pass, which
            counts, the total is 0.

    >>> texts = ("We use Frobnic and LoRA.", "With Frobnic on a GPU we beat LoRA by far.")
    >>> papers = [Paper(title=f"Part {n}", abstract=text) for n, text in enumerate(texts)]
    >>> from papergraph.lexicon import curated_lexicon
    >>> [(found.name, found.papers) for found in unexplained_names(papers, curated_lexicon())]
    [('Frobnic', 2)]
    """
    corpus = list(papers) if iter(papers) is papers else papers
    titles: Counter[str] = Counter()
    linking = StreamedLinking(_counted(corpus, titles), lexicon, progress)
    repeated = {title for title, records in titles.items() if records > 1}
    reader = _Reader(linking)
    sightings = _Sightings(repeated)
    for number, prepared, claims in linking.claims(corpus):
        sightings.add(_identity(prepared.paper), reader.names(prepared, claims))
        progress("link", number, linking.papers)
    found = [
        one
        for key, one in sightings.by_key().items()
        if one.papers >= min_papers and key not in reader.explained
    ]
    plain = SmallLetters(one.name for one in found if shape_of(one.name) <= Shape.CAPITALIZED)
    small: PaperCounter[str] = PaperCounter(repeated)
    for number, paper in enumerate(corpus, start=1):
        small.add(_identity(paper), plain.find(f"{paper.title} {paper.abstract}"))
        progress("check", number, linking.papers)
    kept = [one for one in found if small.papers[one.name] < one.papers]
    return sorted(kept, key=lambda one: (-one.papers, one.name.casefold(), one.name))


def _counted(papers: Iterable[Paper], titles: Counter[str]) -> Iterator[Paper]:
    for paper in papers:
        titles[_identity(paper)] += 1
        yield paper


def _identity(paper: Paper) -> str:
    return title_key(read_latex(paper.title).text)


def _core(name: str) -> str:
    """The key under which a name's forms are one."""
    return name_key(name).removesuffix("s")


class _Reader:
    """Second pass: reads what the linking of papers leaves.

    Attributes:
        explained: keys of what linking knew so far, in any paper.
    """

    def __init__(self, linking: StreamedLinking) -> None:
        self.explained = set(map(_core, linking.proposed))
        self._linking = linking
        self._forms = NameForms(linking.lexicon)

    def names(self, paper: PreparedPaper, claims: Sequence[Claim]) -> list[PrintedName]:
        """Forms that look like names and are neither known nor part of what is."""
        found: list[PrintedName] = []
        self.explained.update(_surfaces(claims))
        texts = zip(paper.passages, paper.pairs, paper.free, strict=True)
        for passage, pairs, urls in texts:
            linked = [
                passage.plain.shown(mention.span)
                for claim in claims
                for mention in claim.mentions
                if mention.part is passage.part
            ]
            free = [*urls, *(pair.long for pair in pairs)]
            found.extend(one for one in printed_names(passage, linked, free) if self._is_new(one))
        return found

    def _is_new(self, one: PrintedName) -> bool:
        lexicon = self._linking.lexicon
        core = _core(one.name)
        if core in lexicon.by_key or core + "s" in lexicon.by_key:
            return False
        form = self._forms.form(one.name)
        if form is None or form.shape is Shape.PLAIN or spells_out(one.name):
            return False
        words = [word for word in one.name.split() if not word.islower()]
        return not all(lexicon.stop_category(word) for word in words)


def _surfaces(claims: Iterable[Claim]) -> set[str]:
    return {
        _core(read_latex(mention.surface).text)
        for claim in claims
        if claim.target.kind in (Kind.METHOD, Kind.DATASET)
        for mention in claim.mentions
    }


class _Sightings:
    """Who prints which form; of each form one sentence is kept."""

    def __init__(self, repeated: Collection[str]) -> None:
        self._cores: PaperCounter[str] = PaperCounter(repeated)
        self._names: PaperCounter[str] = PaperCounter(repeated)
        self._examples: dict[str, str] = {}

    def add(self, paper: str, found: Collection[PrintedName]) -> None:
        """Count the names of one record."""
        self._cores.add(paper, (_core(one.name) for one in found))
        self._names.add(paper, (one.name for one in found))
        for one in found:
            known = self._examples.get(one.name, one.sentence)
            self._examples[one.name] = min(known, one.sentence, key=_example_order)

    def by_key(self) -> Mapping[str, UnexplainedName]:
        """The names, each in the form that most papers print."""
        forms: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for name, papers in self._names.papers.items():
            forms[_core(name)].append((-papers, name))
        found = {}
        for core, printed in forms.items():
            _, name = min(printed)
            papers = self._cores.papers[core]
            found[core] = UnexplainedName(name, papers, self._examples[name])
        return found


def _example_order(sentence: str) -> tuple[int, str]:
    return (abs(len(sentence) - _EXAMPLE_LENGTH), sentence)
