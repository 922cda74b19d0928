"""What users hold: a graph that can be asked, measured, looked at and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import fields
from functools import cached_property
from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from papergraph.errors import UnknownNameError
from papergraph.export.files import replacing_all
from papergraph.garbage_collection import paused_collection
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.lookup import find_name, find_paper
from papergraph.graph.names import kinds_named, known_name, relations_named
from papergraph.graph.neighbourhood import (
    best_connected,
    neighbourhood,
    subgraph,
    within_steps,
)
from papergraph.graph.network import to_networkx
from papergraph.graph.progress import Progress, silent
from papergraph.graph.sizes import sizes_by
from papergraph.model import BUILDS_ON, Claim, EntityId, Kind, Relation

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Graph

    from papergraph.graph.answers import Answer
    from papergraph.query import ResultTable

__all__ = ["PaperGraph", "asking", "stored"]

#: Nodes that a page draws at the most.
MOST_DRAWN = 3000
#: Claims that it draws at the most, for each of these: hubs have so many that fewer nodes fit.
_CLAIMS_A_NODE = 3

#: How much evidence may be written.
_EVIDENCE = ("full", "claims", "none")

#: Kinds whose plural is not the word with an s.
_PLURALS = {Kind.REPOSITORY: "repositories"}


class PaperGraph(KnowledgeGraph):
    """A knowledge graph of papers with its questions; `build` and `load` make one.

    The content is that of `KnowledgeGraph`: papers, entities, claims, listings.
    """

    @property
    def listed_papers(self) -> int:
        """How many papers the inputs list; the others are known by name only."""
        return sum(paper.in_corpus for paper in self.papers.values())

    def find(self, name: str | EntityId, kind: str | Kind = Kind.METHOD) -> EntityId:
        """The node of a kind that goes by `name`, without regard to case, spaces and dashes.

        A node goes by its id too, such as "method/lora", by its IRI, and a repository by its URL.

        Raises:
            UnknownNameError: none does; it suggests names that resemble it. Or no kind is
                called so.
        """
        (wanted,) = kinds_named([kind])
        if wanted is Kind.PAPER:
            return self.find_paper(name)
        own = self._written(name)
        return own if own and own.kind is wanted else find_name(self, str(name), (wanted,))

    def find_any(self, name: str | EntityId, paper: EntityId | None = None) -> EntityId:
        """What goes by `name`: a method, else a dataset, a repository, a task; see `find`.

        With `paper`, what that paper speaks of comes before what it does not.
        """
        if (own := self._written(name)) and own.kind is not Kind.PAPER:
            return own
        name = str(name)
        kinds = (Kind.METHOD, Kind.DATASET, Kind.REPOSITORY, Kind.TASK)
        spoken_of = {claim.target for claim in self.claims if claim.paper == paper}
        try:
            return find_name(subgraph(self, spoken_of), name, kinds)
        except UnknownNameError:
            return find_name(self, name, kinds)

    def find_paper(self, name: str | EntityId) -> EntityId:
        """The paper of this title, arXiv id, DOI, title before a colon, or introduced method.

        It goes by its id and its IRI too; see `find`.

        Raises:
            UnknownNameError: there is none; it suggests titles that resemble it.
        """
        if (own := self._written(name)) and own.kind is Kind.PAPER:
            return own
        return find_paper(self, str(name))

    def _written(self, name: str | EntityId) -> EntityId | None:
        """The node that `name` is the id, the IRI or the URL of."""
        from papergraph.query.written_nodes import written_node

        node = written_node(str(name))
        return node if node in self.papers or node in self.entities else None

    def claims_about(
        self,
        name: str | EntityId,
        relations: Collection[str | Relation] | None = None,
        kind: str | Kind = Kind.METHOD,
    ) -> list[Claim]:
        """Claims about an entity or a version of it, surest first; of all relations by default.

        Raises:
            UnknownNameError: nothing of that kind goes by `name`.
        """
        targets = self._versions(self.find(name, kind))
        chosen = relations_named(relations)
        found = [
            claim for claim in self.claims if claim.target in targets and claim.relation in chosen
        ]
        return sorted(found, key=lambda claim: (-claim.confidence, claim.sort_key))

    def building_on(self, method: str | EntityId) -> list[Claim]:
        """Claims of papers that extend, study or use a method, each with its sentence.

        Versions of the method count as it does. Papers that only compare with it or mention it
        are out, and so is the paper that introduced it.

        >>> from papergraph.api import build_papers
        >>> from papergraph.model import Paper
        >>> graph = build_papers([Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
        ...     abstract="We present QLoRA, which extends LoRA to 4 bits.")])
        >>> [(claim.relation.value, claim.quote) for claim in graph.building_on("lora")]
        [('extends', 'We present QLoRA, which extends LoRA to 4 bits.')]
        """
        own = self.entities[self.find(method)].introduced_by
        return [claim for claim in self.claims_about(method, BUILDS_ON) if claim.paper not in own]

    def _versions(self, entity: EntityId) -> set[EntityId]:
        """An entity and everything narrower: LoRA with QLoRA, ResNet with ResNet-50."""
        found = {entity}
        waiting = [entity]
        while waiting:
            broader = waiting.pop()
            narrower = {one.id for one in self.entities.values() if one.broader == broader}
            waiting.extend(narrower - found)
            found |= narrower
        return found

    def query(self, name: str, **arguments: str | int | EntityId) -> ResultTable:
        """Answer a named query, e.g. ``graph.query("building-on", method="LoRA")``.

        Args:
            name: of the query.
            arguments: values of its parameters: names, ids, years.

        Raises:
            UnknownNameError: no such query, or nothing goes by an argument.
            QueryError: an argument is missing or not one of the query's.
        """
        from papergraph.query import named_query, run_query

        return run_query(self._asked, named_query(name), _typed(arguments))

    def view(self, name: str, **arguments: str | int | EntityId) -> PaperGraph:
        """The part of the graph that a named query answers with, and what stands around it.

        Raises as `query` does.
        """
        from papergraph.query import named_query, nodes_of

        middle = nodes_of(self._asked, named_query(name), _typed(arguments))
        return asking(subgraph(self, neighbourhood(self, middle)))

    @cached_property
    def _asked(self) -> Store:
        """What named queries are asked of: of a loaded graph its store on disk."""
        return self.to_store()

    def to_store(self) -> Store:
        """A new Oxigraph store with the graph and its evidence, in memory."""
        from papergraph.rdf import evidence_triples, graph_triples, memory_store

        return memory_store(chain(graph_triples(self), evidence_triples(self)))

    def to_rdf(self) -> Graph:
        """An ``rdflib.Graph`` over Oxigraph with the graph and its evidence."""
        from papergraph.rdf import to_rdflib

        return to_rdflib(self.to_store())

    @overload
    def to_networkx(
        self,
        *,
        relations: Collection[str | Relation] | None = None,
        kinds: Collection[str | Kind] | None = None,
        derived: bool = False,
        weight: str | None = None,
        collapse: Literal[False] = False,
        projection: None = None,
    ) -> nx.MultiDiGraph[str]: ...

    @overload
    def to_networkx(
        self,
        *,
        relations: Collection[str | Relation] | None = None,
        kinds: Collection[str | Kind] | None = None,
        derived: bool = False,
        weight: str | None = None,
        collapse: bool = False,
        projection: str | None = None,
    ) -> nx.Graph[str]: ...

    def to_networkx(
        self,
        *,
        relations: Collection[str | Relation] | None = None,
        kinds: Collection[str | Kind] | None = None,
        derived: bool = False,
        weight: str | None = None,
        collapse: bool = False,
        projection: str | None = None,
    ) -> nx.Graph[str]:
        """The graph for networkx; see `papergraph.graph.network.to_networkx`.

        A relation or a kind may be given alone.
        """
        return to_networkx(
            self,
            relations=relations,
            kinds=kinds,
            derived=derived,
            weight=weight,
            collapse=collapse,
            projection=projection,
        )

    @classmethod
    def from_networkx(cls, network: nx.Graph[str]) -> PaperGraph:
        """Undo `to_networkx`; `papergraph.graph.from_network.from_networkx` says what is lost."""
        from papergraph.graph.from_network import from_networkx

        return asking(from_networkx(network))

    def with_scores(
        self,
        measure: str = "pagerank",
        kind: str = "paper",
        projection: str | None = None,
        **options: Any,  # noqa: ANN401 - those of `centrality`
    ) -> PaperGraph:
        """The graph with how central its nodes are, which `write` writes and SPARQL orders by.

        Scores of the same measure and scope are replaced; others stay.

        Args:
            measure: as of `papergraph.analysis.centrality.centrality`.
            kind: of the nodes.
            projection: what it is computed on; by default the whole graph.
            options: its other arguments.

        Raises:
            UnknownNameError: as `centrality`.
            ValueError: as `centrality`; or `kind` is "page", which is no node.
        """
        from papergraph.analysis.centrality import centrality, scope_of, scores

        options |= {"kind": kind, "projection": projection}
        scope = scope_of(**options)
        found = scores(centrality(self, measure, **options), measure, scope)
        kept = [one for one in self.scores if (one.measure, one.scope) != (measure, scope)]
        return asking(self, scores=tuple(sorted([*kept, *found])))

    def part(
        self,
        focus: str | EntityId | None = None,
        *,
        depth: int = 1,
        kinds: Collection[str | Kind] | None = None,
        top: int | None = None,
    ) -> PaperGraph:
        """A part of the graph to look at.

        Args:
            focus: name of a method, dataset, task or repository, or title of a paper, that it
                is about; by default the whole graph.
            depth: claims between that and what is farthest from it.
            kinds: of nodes, one or several; by default all. What it is about stays, whatever
                its kind.
            top: how many nodes at the most: what it is about, then those with most claims.

        Raises:
            UnknownNameError: nothing goes by `focus`, or no kind by one of `kinds`.
        """
        chosen = kinds_named(kinds)
        found: KnowledgeGraph = self
        middle = None if focus is None else self.node_named(focus)
        if middle is not None:
            found = subgraph(found, within_steps(found, middle, depth, chosen))
        if top is not None or kinds is not None:
            everything = len(found.papers) + len(found.entities)
            first = () if middle is None else (middle,)
            count = everything if top is None else top
            nodes = best_connected(found, count, chosen, first=first)
            found = subgraph(found, nodes)
        return asking(found)

    def node_named(self, name: str | EntityId) -> EntityId:
        """What `find_any` finds, else what `find_paper` does.

        Raises:
            UnknownNameError: nothing goes by `name`; it suggests names that resemble it.
        """
        try:
            return self.find_any(name)
        except UnknownNameError as error:
            try:
                return self.find_paper(name)
            except UnknownNameError:
                raise error from None

    def to_html(
        self,
        *,
        title: str = "papergraph",
        hidden: Collection[Kind] = (Kind.TASK,),
        limit: int = MOST_DRAWN,
        question: Answer | None = None,
        size_by: str | None = None,
    ) -> str:
        """One HTML page that shows the graph, places computed.

        Args:
            title: of the browser's tab and the page's head.
            hidden: kinds that the page opens without; its legend shows them.
            limit: nodes that are drawn at the most, those with most claims; the page says so.
            question: an answer that the page opens with, such as `answer` gives.
            size_by: a measure whose `scores` nodes are sized by, each kind on its own, those
                without a score smallest; by default the number of claims.

        Raises:
            UnknownNameError: the graph has no scores of that measure.
        """
        sizes = None if size_by is None else sizes_by(self.scores, size_by)
        from papergraph.analysis.layout import positions
        from papergraph.export.html import dump_html

        nodes = len(self.papers) + len(self.entities)
        drawn, note, count = self, "", limit
        while nodes > limit and (drawn is self or len(drawn.claims) > _CLAIMS_A_NODE * limit):
            drawn = self.part(top=count)
            note = f"The {count:,} of {nodes:,} nodes that have most claims"
            count = count * 4 // 5
        return dump_html(
            drawn,
            positions=positions(drawn),
            sizes=sizes,
            hidden=hidden,
            title=title,
            note=note,
            question=question,
        )

    def dump(
        self,
        format: str,  # noqa: A002 - the word users know
        *,
        base: str | None = None,
    ) -> str:
        """The whole graph as the text of a format, such as ``papergraph export`` writes.

        Args:
            format: "cytoscape", "gexf", "graphml", "jsonld", "nq", "nt", "rdfxml", "trig" or
                "ttl"; in the first two, nodes have the places of the picture.
            base: of RDF, as of `write`.

        Raises:
            UnknownNameError: there is no such format.
            ValueError: as `write`; or the format has no IRIs.
        """
        from papergraph.export import EXPORTERS, PLACED, RDF

        name = known_name("format", format, EXPORTERS)
        if base is not None:
            if name not in RDF:
                raise ValueError(f"{name} has no IRIs, and so no base")
            return RDF[name](self, base=base)
        if name not in PLACED:
            return EXPORTERS[name](self)
        from papergraph.analysis.layout import positions

        return PLACED[name](self, positions=positions(self))

    def tables(self, format: str = "csv") -> dict[str, bytes]:  # noqa: A002 - as above
        """The graph as files of tables by name; see `papergraph.export.tables.tables_of`.

        Args:
            format: "csv" or "parquet".

        Raises:
            UnknownNameError: there is no such format.
            MissingExtraError: Parquet without pyarrow (extra ``tables``).
        """
        from papergraph.export import TABLES

        return TABLES[known_name("format", format, TABLES)](self)

    def answer(self, name: str, **arguments: str | int | EntityId) -> Answer:
        """A named query's answer for `to_html`: in its order, with how and with its sentences.

        Raises as `query` does.
        """
        from papergraph.query import answer_of, named_query

        return answer_of(self._asked, named_query(name), _typed(arguments))

    def show(self, *, height: int = 600, **options: Any) -> Any:  # noqa: ANN401 - IPython has no types
        """The picture in an iframe of a notebook.

        Args:
            height: in pixels.
            options: as of `to_html`.

        Raises:
            ImportError: outside a notebook, where IPython is missing.
        """
        from IPython.display import HTML

        page = escape(self.to_html(**options), quote=True)
        sandbox = "allow-scripts allow-downloads allow-popups"
        # In a div: of a bare iframe IPython warns.
        return HTML(  # type: ignore[no-untyped-call]
            f'<div><iframe srcdoc="{page}" sandbox="{sandbox}" style="width:100%;height:{height}px;'
            'border:1px solid #d5d9df;border-radius:8px"></iframe></div>'
        )

    def __repr__(self) -> str:
        """One line: all that is in a graph would fill a terminal for minutes."""
        counts = (("papers", self.papers), ("entities", self.entities), ("claims", self.claims))
        return f"<PaperGraph: {', '.join(f'{len(found):,} {name}' for name, found in counts)}>"

    def _repr_html_(self) -> str:
        """A summary for notebooks; `show` has the picture."""
        kinds = Counter(entity.id.kind for entity in self.entities.values())
        relations = Counter(claim.relation for claim in self.claims)
        counts = [("papers", self.listed_papers), ("papers known by name", self._unlisted)]
        counts += [(_PLURALS.get(kind, f"{kind}s"), kinds[kind]) for kind in sorted(kinds)]
        counts += list(relations.most_common())
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{count:,}</td></tr>" for name, count in counts
        )
        return f"<table><caption>PaperGraph</caption><tbody>{rows}</tbody></table>"

    @property
    def _unlisted(self) -> int:
        return len(self.papers) - self.listed_papers

    def write(
        self,
        folder: str | Path,
        *,
        evidence: Literal["full", "claims", "none"] = "full",
        base: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Write graph.ttl, evidence.ttl, graph.html and store/, each whole or not at all.

        Args:
            folder: made where it is missing.
            evidence: "full", "claims" (no mentions) or "none" (no file).
            base: where the IRIs of nodes start, by default ``https://w3id.org/papergraph/``;
                ends in a slash.
            progress: told ("write", done, total) as the files are written, one after another;
                the store is the last.

        Raises:
            OSError: they cannot be written; those that stood there still do.
            ValueError: `evidence` is another word, or `base` no absolute IRI with a slash at
                its end.
        """
        from papergraph.rdf import BASE, evidence_triples, graph_triples, new_store, turtle_parts
        from papergraph.rdf.kept import kept
        from papergraph.rdf.vocabulary import checked_base

        output, show = Path(folder), progress or silent
        if evidence not in _EVIDENCE:
            raise ValueError(f"evidence is one of {', '.join(_EVIDENCE)}, found {evidence!r}")
        start = checked_base(BASE if base is None else base)
        written = {"graph.ttl": graph_triples(self, base=start)}
        if evidence != "none":
            written["evidence.ttl"] = evidence_triples(self, base=start, detail=evidence)
        total = len(written) + 2
        show("write", 0, total)
        # Entered last, the store is put in its place first: what is asked is never older than
        # what is read.
        with (
            paused_collection(),
            replacing_all([output / name for name in (*written, "graph.html")]) as files,
            new_store(output / "store", kept(self, evidence), base=start) as store,
        ):
            for done, (triples, file) in enumerate(zip(written.values(), files, strict=False), 1):
                for part in turtle_parts(triples, base=start):
                    file.write(part)
                    store.add(part)
                show("write", done, total)
            files[-1].write(self.to_html().encode("utf-8"))
            for file in files:
                file.flush()  # a disk that is full is to be known before the store is replaced
            show("write", total - 1, total)
        show("write", total, total)
        if evidence == "none" and (output / "evidence.ttl").is_file():
            (output / "evidence.ttl").unlink()


def _typed(arguments: Mapping[str, object]) -> dict[str, str]:
    """Values as a user types them."""
    return {name: str(value) for name, value in arguments.items()}


def stored(graph: KnowledgeGraph, store: Store) -> PaperGraph:
    """A graph with its questions, which are asked of a store that holds it."""
    found = asking(graph)
    vars(found)["_asked"] = store  # as the cached property keeps it
    return found


def asking(graph: KnowledgeGraph, **changed: object) -> PaperGraph:
    """The same graph with its questions; `changed` are fields with other values."""
    known = {one.name: getattr(graph, one.name) for one in fields(graph)}
    return PaperGraph(**{**known, **changed})
