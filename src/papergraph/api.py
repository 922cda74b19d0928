"""What users hold: a graph that can be asked, measured, looked at and written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from papergraph.errors import UnknownNameError
from papergraph.export import write_whole
from papergraph.graph.build import build_graph
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.lexicon import curated_lexicon
from papergraph.model import BUILDS_ON, Claim, EntityId, Kind, Listing, Paper, Relation
from papergraph.sources import Fault, listing_paths, read_listing
from papergraph.text.normalize import name_key

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Graph

    from papergraph.query import ResultTable

__all__ = ["PaperGraph", "build", "load"]


class PaperGraph(KnowledgeGraph):
    """A knowledge graph of papers with its questions; `build` and `load` make one.

    The content is that of `KnowledgeGraph`: papers, entities, claims, listings.
    """

    def find(self, name: str, kind: Kind = Kind.METHOD) -> EntityId:
        """The entity of a kind that goes by `name`, without regard to case, spaces and dashes.

        Raises:
            UnknownNameError: none does; it suggests names that resemble it.
        """
        key = name_key(name)
        names: list[str] = []
        for entity in self.entities.values():
            if entity.id.kind is kind:
                if key in map(name_key, (entity.label, *entity.aliases)):
                    return entity.id
                names.append(entity.label)
        from rapidfuzz import fuzz, process

        near = process.extract(name, sorted(names), scorer=fuzz.ratio, score_cutoff=60, limit=3)
        raise UnknownNameError(kind.value, name, [found for found, _, _ in near])

    def claims_about(
        self, name: str, relations: Collection[Relation] | None = None, kind: Kind = Kind.METHOD
    ) -> list[Claim]:
        """Claims about an entity, surest first; all relations where none is named."""
        target = self.find(name, kind)
        found = [
            claim
            for claim in self.claims
            if claim.target == target and (relations is None or claim.relation in relations)
        ]
        return sorted(found, key=lambda claim: (-claim.confidence, claim.sort_key))

    def building_on(self, method: str) -> list[Claim]:
        """Claims of papers that extend, study or use a method, each with its sentence.

        Papers that only compare with it or mention it are out, and so is the paper that
        introduced it.

        >>> from papergraph.api import build_papers
        >>> from papergraph.model import Paper
        >>> graph = build_papers([Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
        ...     abstract="We present QLoRA, which extends LoRA to 4 bits.")])
        >>> [(claim.relation.value, claim.quote) for claim in graph.building_on("lora")]
        [('extends', 'We present QLoRA, which extends LoRA to 4 bits.')]
        """
        return self.claims_about(method, BUILDS_ON)

    def query(self, name: str, **arguments: str) -> ResultTable:
        """Answer a named query, e.g. ``graph.query("building-on", method="LoRA")``.

        Raises:
            UnknownNameError: no such query, or nothing goes by an argument.
            QueryError: an argument is missing or not one of the query's.
        """
        from papergraph.query import named_query, run_query

        return run_query(self.to_store(), named_query(name), arguments)

    def to_store(self) -> Store:
        """A new Oxigraph store with the graph and its evidence, in memory."""
        from papergraph.rdf import evidence_triples, graph_triples, memory_store

        return memory_store([*graph_triples(self), *evidence_triples(self)])

    def to_rdf(self) -> Graph:
        """An ``rdflib.Graph`` over Oxigraph with the graph and its evidence."""
        from papergraph.rdf import to_rdflib

        return to_rdflib(self.to_store())

    def to_networkx(
        self,
        *,
        relations: Collection[str | Relation] | None = None,
        kinds: Collection[str | Kind] | None = None,
        derived: bool = False,
    ) -> nx.MultiDiGraph[str]:
        """The graph for networkx; see `papergraph.graph.network.to_networkx`."""
        return to_networkx(self, relations=relations, kinds=kinds, derived=derived)

    def to_html(self, *, title: str = "papergraph") -> str:
        """One HTML page that shows the graph, places computed."""
        from papergraph.analysis.layout import positions
        from papergraph.export.html import dump_html

        return dump_html(self, positions=positions(self), title=title)

    def write(self, folder: str | Path, *, evidence: str = "full") -> None:
        """Write graph.ttl, evidence.ttl, graph.html and store/, each whole or not at all.

        Args:
            folder: made where it is missing.
            evidence: "full", "claims" (no mentions) or "none" (no file).
        """
        from papergraph.rdf import dump_turtle, evidence_triples, graph_triples, write_store

        output = Path(folder)
        output.mkdir(parents=True, exist_ok=True)
        facts = list(graph_triples(self))
        grounds = [] if evidence == "none" else list(evidence_triples(self, detail=evidence))
        write_whole(output / "graph.ttl", dump_turtle(facts))
        if evidence == "none":
            (output / "evidence.ttl").unlink(missing_ok=True)
        else:
            write_whole(output / "evidence.ttl", dump_turtle(grounds))
        write_whole(output / "graph.html", self.to_html())
        write_store([*facts, *grounds], output / "store")


def build(
    inputs: Iterable[str | Path],
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    on_fault: Callable[[Fault], None] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> PaperGraph:
    """Read files or folders of any known format and link what they list.

    Args:
        inputs: files, and folders that are read recursively.
        format: name of the parser to use; by default the content of each file decides.
        on_fault: told of every block that could not be read; the rest is read all the same.
        progress: told (stage, done, total) as the work goes on.

    Raises:
        InputError: an input does not exist or cannot be opened.
    """
    papers: list[Paper] = []
    listings: list[Listing] = []
    for found in _read(inputs, format):
        if isinstance(found, Paper):
            papers.append(found)
        elif isinstance(found, Listing):
            listings.append(found)
        elif on_fault:
            on_fault(found)
    return _linked(papers, listings, progress)


def _read(inputs: Iterable[str | Path], name: str | None) -> Iterator[Paper | Fault | Listing]:
    for path in listing_paths([Path(one) for one in inputs]):
        yield from read_listing(path, format=name)


def build_papers(papers: Iterable[Paper]) -> PaperGraph:
    """Link papers that are in memory; they are given one listing named "memory"."""
    listing = Listing(slug="memory", file="memory", format="memory", sha256="")
    records = [
        paper
        if paper.listings
        else Paper(
            title=paper.title,
            abstract=paper.abstract,
            listings=("memory",),
            arxiv_id=paper.arxiv_id,
            doi=paper.doi,
            authors=paper.authors,
            issued=paper.issued,
            url=paper.url,
            repository=paper.repository,
            project_page=paper.project_page,
            line=paper.line,
        )
        for paper in papers
    ]
    return _linked(records, [listing], None)


def _linked(
    papers: Iterable[Paper],
    listings: Iterable[Listing],
    progress: Callable[[str, int, int], None] | None,
) -> PaperGraph:
    lexicon = curated_lexicon()
    if progress:
        made = build_graph(papers, listings, lexicon, progress=progress)
    else:
        made = build_graph(papers, listings, lexicon)
    return _asking(made)


def load(folder: str | Path) -> PaperGraph:
    """Read back what `PaperGraph.write` wrote.

    Raises:
        GraphFolderError: the folder holds no graph.
    """
    from papergraph.rdf import load_store, read_graph

    return _asking(read_graph(load_store(Path(folder))))


def _asking(graph: KnowledgeGraph) -> PaperGraph:
    return PaperGraph(graph.papers, graph.entities, graph.claims, graph.listings)
