from __future__ import annotations

import os
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


def test_what_was_written_is_what_is_loaded(sample_exports: Path) -> None:
    assert pg.load(sample_exports) == pg.build([PAGES])


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
    sample_exports: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "papergraph.cli.main", "build", "--output", str(tmp_path)]
    # The other graph was built in the order of names, by a process with a seed of its own.
    pages = sorted(PAGES.glob("*.txt"), reverse=True)
    subprocess.run(
        [*command, *map(str, pages)],
        env={**os.environ, "PYTHONHASHSEED": "4242"},
        check=True,
        capture_output=True,
    )

    for name in ("graph.ttl", "evidence.ttl", "graph.html"):
        assert (tmp_path / name).read_bytes() == (sample_exports / name).read_bytes(), name


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
