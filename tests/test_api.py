from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

import networkx as nx
import pytest
from rdflib import Graph
from rdflib import Literal as RdfLiteral
from rdflib.namespace import DCTERMS

import papergraph as pg
from lora_family import LORA, QLORA, STUDY, lora_family
from papergraph.api import build_with_faults
from papergraph.errors import GraphFolderError, InputError
from papergraph.model import BUILDS_ON

PAGES = Path(__file__).parent / "pages"
PAGE = PAGES / "optimizers-and-training.txt"


@pytest.fixture(scope="module")
def family(family_exports: Path) -> pg.PaperGraph:
    return pg.load(family_exports)


def test_what_was_written_is_what_is_loaded(tmp_path: Path) -> None:
    graph = pg.build([PAGE])

    graph.write(tmp_path)

    assert pg.load(tmp_path) == graph
    assert len(graph.claims) > 50


def test_a_graph_loads_without_its_store_too(family_exports: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", "evidence.ttl"):
        (tmp_path / name).write_bytes((family_exports / name).read_bytes())

    assert pg.load(tmp_path) == pg.load(family_exports)


def test_a_folder_without_a_graph_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(GraphFolderError, match=r"found no graph\.ttl in it"):
        pg.load(tmp_path)


def test_an_input_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found nothing of that name"):
        pg.build([tmp_path / "nowhere"])


def test_faults_are_handed_over_beside_the_graph(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")

    graph, faults = build_with_faults([PAGE, tmp_path])

    assert [Path(fault.file).name for fault in faults] == ["empty.txt"]
    assert graph.claims == pg.build([PAGE]).claims
    assert len(graph.claims) > 50


def test_progress_is_told_of_both_passes_to_their_end() -> None:
    told: list[tuple[str, int, int]] = []

    graph = pg.build([PAGE], progress=lambda *step: told.append(step))

    total = graph.listed_papers
    assert [stage for stage, _, _ in told] == sorted(stage for stage, _, _ in told)
    for stage in ("discover", "link"):
        steps = [done for name, done, all_ in told if name == stage and all_ == total]
        assert steps == sorted(set(steps))
        assert steps[-1] == total


def test_building_on_is_extending_studying_or_using(family: pg.PaperGraph) -> None:
    claims = family.building_on("LoRA")

    assert {(family.papers[claim.paper].title, claim.relation.value) for claim in claims} == {
        (QLORA.title, "extends"),
        (STUDY.title, "analyzes"),
        ("Many adapters", "uses"),  # by way of QLoRA, which is a kind of LoRA
    }
    assert all(claim.relation in BUILDS_ON and claim.quote for claim in claims)
    assert LORA.title not in {family.papers[claim.paper].title for claim in claims}


@pytest.mark.parametrize("method", ["LoRA", "Adam", "Transformer"])
def test_building_on_answers_as_the_query_of_that_name(sample_exports: Path, method: str) -> None:
    graph = pg.load(sample_exports)

    asked = graph.query("building-on", method=method)

    by_query = set(zip(asked.column("paper"), asked.column("via"), strict=True))
    claims = graph.building_on(method)
    assert {iri.rpartition("/paper/")[2] for iri, _ in by_query} == {c.paper.slug for c in claims}
    assert len(by_query) == len(claims) > 3


def test_claims_come_surest_first(sample_exports: Path) -> None:
    sureness = [claim.confidence for claim in pg.load(sample_exports).building_on("LoRA")]

    assert len(sureness) > 5
    assert sureness == sorted(sureness, reverse=True)


def test_a_named_query_answers_in_rows(family: pg.PaperGraph) -> None:
    answer = family.query("building-on", method="low-rank adaptation")

    assert answer.column("title") == (QLORA.title, STUDY.title, "Many adapters")


def test_a_query_without_its_value_is_told_so(family: pg.PaperGraph) -> None:
    with pytest.raises(pg.QueryError, match="needs a value for 'method'"):
        family.query("building-on")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("LORA", pg.Kind.METHOD, "method/lora"),
        ("low-rank adaptation", pg.Kind.METHOD, "method/lora"),
        ("glue", pg.Kind.DATASET, "dataset/glue"),
    ],
    ids=["any case", "alias", "dataset"],
)
def test_an_entity_goes_by_any_of_its_names(
    family: pg.PaperGraph, name: str, kind: pg.Kind, expected: str
) -> None:
    assert str(family.find(name, kind)) == expected


def test_an_unknown_name_carries_suggestions(family: pg.PaperGraph) -> None:
    with pytest.raises(pg.UnknownNameError) as caught:
        family.find("LORRA")

    assert (caught.value.kind, caught.value.name) == ("method", "LORRA")
    assert caught.value.suggestions[0] == "LoRA"


def test_a_method_is_not_found_among_datasets(family: pg.PaperGraph) -> None:
    with pytest.raises(pg.UnknownNameError, match="unknown dataset 'LoRA'"):
        family.find("LoRA", pg.Kind.DATASET)


def test_a_view_is_the_answer_and_what_stands_around_it(family: pg.PaperGraph) -> None:
    view = family.view("building-on", method="LoRA")

    titles = {paper.title for paper in view.papers.values()}
    assert {QLORA.title, STUDY.title} <= titles
    assert "Faster quantized training" not in titles
    assert set(view.claims) < set(family.claims)


def test_the_networkx_graph_has_the_chosen_relations_only(family: pg.PaperGraph) -> None:
    network = family.to_networkx(relations={"extends", "uses"})

    assert isinstance(network, nx.MultiDiGraph)
    assert {key for _, _, key in network.edges(keys=True)} == {"extends", "uses"}
    assert network.nodes["method/lora"]["label"] == "LoRA"
    assert network.number_of_nodes() == len(family.papers) + len(family.entities)


def test_the_rdf_graph_is_rdflib_s(family: pg.PaperGraph) -> None:
    graph = family.to_rdf()

    assert isinstance(graph, Graph)
    assert {str(title) for title in graph.objects(None, DCTERMS.title)} == {
        paper.title for paper in family.papers.values()
    }
    (subject,) = graph.subjects(DCTERMS.title, RdfLiteral(QLORA.title))
    assert str(subject).endswith("/paper/qlora-quantized-lora")


def test_the_page_is_one_html_file_with_its_title(family: pg.PaperGraph) -> None:
    page = family.to_html(title="The family of LoRA")

    assert page.lower().startswith("<!doctype html>")
    assert "<title>The family of LoRA</title>" in page


def test_papers_in_memory_give_the_graph_of_their_text() -> None:
    graph = pg.build_papers([pg.Paper(title="In four bits", abstract="We extend LoRA to 4 bits.")])

    assert [claim.quote for claim in graph.building_on("LoRA")] == ["We extend LoRA to 4 bits."]
    assert graph.listed_papers == 1


def test_names_of_one_s_own_are_looked_for_beside_ours(tmp_path: Path) -> None:
    head = "entity\tname\tstatus\tlevel\tmatch\tbroader\ttitle\tyear\tarxiv"
    row = "method/frobnic\tfrobnic\tpreferred\tnamed\t\t\t\t\t"
    (tmp_path / "my.tsv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    paper = pg.Paper(title="On it", abstract="We extend frobnic and LoRA.")

    graph = pg.build_papers([paper], lexicon=pg.read_lexicon(tmp_path / "my.tsv"))

    assert [claim.quote for claim in graph.building_on("Frobnic")] == [paper.abstract]
    assert [claim.quote for claim in graph.building_on("LoRA")] == [paper.abstract]
    with pytest.raises(pg.UnknownNameError):
        pg.build_papers([paper]).building_on("Frobnic")


def test_a_graph_by_hand_survives_its_files(family: pg.PaperGraph) -> None:
    hand = lora_family()

    assert family == pg.PaperGraph(hand.papers, hand.entities, hand.claims, hand.listings)


def test_the_bytes_depend_neither_on_file_order_nor_on_hash_seed(
    tmp_path: Path,
) -> None:
    pages, folder = sorted(PAGES.glob("*.txt"))[2:], tmp_path / "exports"
    pg.build(pages).write(tmp_path)  # by a process with a seed of its own
    command = [sys.executable, "-m", "papergraph.cli.main", "build", "--output", str(folder)]
    subprocess.run(
        [*command, *map(str, reversed(pages))],
        env={**os.environ, "PYTHONHASHSEED": "4242"},
        check=True,
        capture_output=True,
    )

    for name in ("graph.ttl", "evidence.ttl", "graph.html"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_graph_prints_as_one_line(family: pg.PaperGraph) -> None:
    papers, entities, claims = len(family.papers), len(family.entities), len(family.claims)

    assert repr(family) == (f"<PaperGraph: {papers} papers, {entities} entities, {claims} claims>")


@pytest.mark.parametrize(("evidence", "files"), [("full", 4), ("none", 3)])
def test_writing_tells_how_many_files_are_done(
    tmp_path: Path, evidence: Literal["full", "none"], files: int
) -> None:
    told: list[tuple[str, int, int]] = []
    graph = pg.build_papers([pg.Paper(title="Tiny adapters", abstract="We extend LoRA.")])

    graph.write(tmp_path, evidence=evidence, progress=lambda *each: told.append(each))

    assert told == [("write", done, files) for done in range(files + 1)]


@pytest.mark.parametrize("as_path", [str, Path])
def test_one_input_is_itself_and_not_its_letters(
    as_path: type[str] | type[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []

    def paths(inputs: list[Path], **_: object) -> list[Path]:
        read.extend(inputs)
        return []

    monkeypatch.setattr("papergraph.api.listing_paths", paths)

    pg.build(as_path(PAGE))
    build_with_faults(as_path(PAGE))

    assert read == [PAGE, PAGE]


def test_one_relation_is_itself_and_not_its_letters(family: pg.PaperGraph) -> None:
    alone = family.to_networkx(relations="extends", kinds="method")
    several = family.to_networkx(relations={"extends"}, kinds=[pg.Kind.METHOD])
    network = family.to_networkx(relations=pg.Relation.EXTENDS)

    assert nx.utils.graphs_equal(alone, several)
    assert {key for _, _, key in network.edges(keys=True)} == {"extends"}
    for measure in ("degree", "pagerank"):
        assert pg.centrality(family, measure, kind="method", relations="extends") == (
            pg.centrality(family, measure, kind="method", relations=["extends"])
        )
    assert family.part(kinds="method") == family.part(kinds=["method"])
    assert family.claims_about("LoRA", "extends") == (
        family.claims_about("LoRA", {pg.Relation.EXTENDS})
    )
    with pytest.raises(pg.UnknownNameError, match="unknown relation 'extend'"):
        family.to_networkx(relations="extend")


def test_a_kind_may_be_its_word(family: pg.PaperGraph) -> None:
    assert family.find("GLUE", kind="dataset") == family.find("GLUE", kind=pg.Kind.DATASET)
    assert family.find("QLoRA", kind="paper") == family.find_paper("QLoRA")
    with pytest.raises(pg.UnknownNameError, match="unknown kind 'datasets'; did you mean dataset"):
        family.find("GLUE", kind="datasets")


def test_a_year_may_be_a_number_and_a_method_its_id(family: pg.PaperGraph) -> None:
    lora = family.find("LoRA")

    found = family.query("building-on-since", method=lora, since=2024)

    assert found == family.query("building-on-since", method="LoRA", since="2024")
    assert len(found) == 2
    assert (
        family.building_on(lora)
        == family.building_on("method/lora")
        == (family.building_on("LoRA"))
    )
    assert family.view("building-on", method=lora) == family.view("building-on", method="LoRA")


IRI = "https://w3id.org/papergraph/"


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("method/lora", "method/lora"),
        (f"{IRI}method/lora", "method/lora"),
        ("dataset/glue", "dataset/glue"),
        ("https://github.com/microsoft/LoRA", "repository/github.com/microsoft/lora"),
        ("github.com/microsoft/lora", "repository/github.com/microsoft/lora"),
        ("paper/qlora-quantized-lora", "paper/qlora-quantized-lora"),
        (f"{IRI}paper/qlora-quantized-lora", "paper/qlora-quantized-lora"),
    ],
)
def test_what_is_printed_of_a_node_is_taken_for_it(
    family: pg.PaperGraph, name: str, node: str
) -> None:
    assert str(family.node_named(name)) == node


@pytest.mark.parametrize(
    "name", ["method/lorax", "dataset/lora", f"{IRI}claim/1", "https://github.com/a/b", "paper/"]
)
def test_what_is_no_node_is_told_so(family: pg.PaperGraph, name: str) -> None:
    with pytest.raises(pg.UnknownNameError) as caught:
        family.node_named(name)

    assert caught.value.name == name


def test_an_id_of_another_kind_is_not_what_was_asked_for(family: pg.PaperGraph) -> None:
    with pytest.raises(pg.UnknownNameError, match="unknown method 'dataset/glue'"):
        family.find("dataset/glue")
    with pytest.raises(pg.UnknownNameError, match="unknown paper 'method/lora'"):
        family.find_paper("method/lora")


def test_a_paper_is_suggested_by_what_it_is_cited_by(family: pg.PaperGraph) -> None:
    with pytest.raises(pg.UnknownNameError) as caught:
        family.find_paper("QLoRAA")

    assert caught.value.suggestions == (QLORA.title,)


def test_another_word_for_how_much_evidence_is_refused(
    family: pg.PaperGraph, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="one of full, claims, none, found 'some'"):
        family.write(tmp_path / "new", evidence="some")  # type: ignore[arg-type]

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["graph.html", "graph.ttl", "evidence.ttl"])
def test_where_one_file_cannot_be_replaced_none_is(
    family: pg.PaperGraph, tmp_path: Path, name: str
) -> None:
    pg.build_papers([pg.Paper(title="Old", abstract="We extend LoRA.")]).write(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    with pytest.raises(IsADirectoryError):
        family.write(tmp_path)

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_another_base_is_that_of_every_iri(family: pg.PaperGraph, tmp_path: Path) -> None:
    base = "https://example.org/graph/"

    family.write(tmp_path, base=base)

    for name in ("graph.ttl", "evidence.ttl"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith(f"@base <{base}> .\n")
        assert not re.search(f"<{IRI}(?!ns#)", text)
    assert pg.load(tmp_path) == family
    assert f"<{base}method/lora>" in family.dump("nt", base=base)
    with pytest.raises(ValueError, match="graphml has no IRIs"):
        family.dump("graphml", base=base)
    with pytest.raises(ValueError, match="ends in '/'"):
        family.write(tmp_path / "new", base="https://example.org/graph")
    assert not (tmp_path / "new").exists()
