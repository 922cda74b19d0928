"""The user's word on what is one thing or two: read, obeyed, not asked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LISTING, claim, entity, listing, paper
from command_line import run
from papergraph.api import load
from papergraph.errors import InputError
from papergraph.graph.build import build_graph
from papergraph.graph.decided import Decided
from papergraph.graph.decisions import (
    NO_DECISIONS,
    Decision,
    Decisions,
    folded_name,
    names_of,
    read_decisions,
)
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.lexicon import KnownEntity, Lexicon
from papergraph.model import EntityId, Paper, Reference, Relation, Result, Statement, Value, Verdict

SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT
LORA, QLORA, ADAM = (EntityId.parse(f"method/{name}") for name in ("lora", "qlora", "adam"))
GLUE, PTB = (EntityId.parse(f"dataset/{name}") for name in ("glue", "ptb"))
FIRST = paper(
    "ZebraNet: Tracking Collars", "We propose ZebraNet for collars.", arxiv_id="2101.00001"
)
SECOND = paper("Riding Stripes", "We extend ZebraNet.", arxiv_id="2101.00002")
ZEBRA = EntityId.parse("method/zebranet")


def _read(tmp_path: Path, text: str) -> Decisions:
    path = tmp_path / "merges.tsv"
    path.write_text(text, encoding="utf-8")
    return read_decisions(path)


def _built(*records: Paper, decisions: Decisions = NO_DECISIONS) -> KnowledgeGraph:
    return build_graph(records, [LISTING, listing("p1")], Lexicon(), decisions=decisions)


def _stated(name: str, relation: Relation = Relation.USES) -> Statement:
    return Statement("methods", relation, LORA.kind, name, 0.9)


def _said(graph: KnowledgeGraph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in graph.claims:
        found.setdefault(graph.papers[one.paper].title, []).append(str(one.target))
    return found


def test_rows_are_sorted_by_what_they_are_about(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "verdict\tfirst\tsecond\tconfidence\n"
        "# same\tnot\tyet\n\n"
        "same\tarxiv:2106.09685\tLoRA: A Study @ p1\t0.9\ta reason\n"
        "same\tmethod/lora\tmethod/qlora\n"
        "different\tdataset/glue\tdataset/ptb\n"
        "different\tmethod/lora\tdoi:10.1/a\n"
        "same \t method/lora\tLoRA again\n",
    )

    assert found == Decisions(
        papers=(Decision(SAME, "arxiv:2106.09685", "LoRA: A Study @ p1", 4),),
        same_entities=((LORA, QLORA),),
        distinct=((GLUE, PTB),),
        homonyms=((LORA, "doi:10.1/a"),),
        shared=((LORA, "LoRA again"),),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# same\ta\tb\n", "verdict\tfirst\tsecond\n"])
def test_a_file_without_rows_decides_nothing(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text) == NO_DECISIONS


def test_a_byte_order_mark_and_windows_ends_of_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "merges.tsv").write_bytes("\ufeffsame\tA\tB\r\n".encode())

    assert read_decisions(tmp_path / "merges.tsv").papers == (Decision(SAME, "A", "B", 1),)


@pytest.mark.parametrize(
    "row",
    [
        "same",
        "same\tA",
        "same\t\tB",
        "same A B",
        "equal\tA\tB",
        "SAME\tA\tB",
        "same\tmethod/lora\tdataset/lora",
        "different\tarxiv:2106.09685\tmethod/lora",
        "different\tA\tB",
        "different\tb\ta",
    ],
)
def test_what_is_no_decision_is_told_with_its_file_and_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, f"same\tA\tB\n\n{row}\n")

    assert (caught.value.path, caught.value.line) == (tmp_path / "merges.tsv", 3)
    assert str(caught.value).startswith(f"{tmp_path}/merges.tsv:3: expected ")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("arxiv:2106.09685\tLoRA: A Study", "lora -- a study\thttps://arxiv.org/abs/2106.09685v2"),
        ("openalex:W77\tA", "A\topenalex:w77"),
        ("method/lora\tmethod/qlora", "method/qlora\tmethod/lora"),
        ("method/lora\tdoi:10.1145/A", "method/lora\tdoi:10.1145/a"),
    ],
)
@pytest.mark.parametrize("verdict", Verdict)
def test_one_pair_with_both_verdicts_is_told(
    tmp_path: Path, verdict: Verdict, first: str, second: str
) -> None:
    other = DIFFERENT if verdict is SAME else SAME

    with pytest.raises(InputError) as caught:
        _read(tmp_path, f"{verdict}\t{first}\n\n{other}\t{second}\n")

    assert str(caught.value) == (
        f"{tmp_path}/merges.tsv:3: expected {verdict}, as line 1 says of the two, found {other}"
    )


def test_a_pair_may_be_decided_twice_alike(tmp_path: Path) -> None:
    rows = "same\tA\tB\nsame\tB\tA\ndifferent\tA\tC\n"

    assert [one.line for one in _read(tmp_path, rows).papers] == [1, 2, 3]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file that can be read, found no such file"):
        read_decisions(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"same\t\xe9\tB\n")
    with pytest.raises(InputError, match=r"expected UTF-8, found byte 0xe9"):
        read_decisions(tmp_path / "latin.tsv")


def test_a_build_with_a_bad_row_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Adam\n\nWe propose Adam.\n", encoding="utf-8")
    (tmp_path / "merges.tsv").write_text("perhaps\tA\tB\n", encoding="utf-8")

    result = run(
        *("build", tmp_path / "page.txt", "--merges", tmp_path / "merges.tsv"),
        *("--output", tmp_path / "exports"),
    )

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path}/merges.tsv:1: expected same or different")
    assert not (tmp_path / "exports").exists()


def test_a_paper_goes_by_identifier_title_and_title_in_a_listing() -> None:
    one = paper(
        "LoRA: A Study",
        arxiv_id="2106.09685",
        identifiers=("s2:1",),
        listings=("p1", "p2"),
        others=(Value("title", "Low-Rank", "p2"),),
    )

    for name in (
        *("arxiv:2106.09685", "s2:1", "LoRA: A Study", "lora a study", "Low-Rank"),
        *("arXiv:2106.09685v2", "S2:1", "LORA: A Study @ p1", "Low-Rank @ p2"),
    ):
        assert folded_name(name) in names_of(one)
    for name in ("arxiv:2106.09686", "LoRA: A Study @ p3", "LoRA", "Low-Rank @ p1"):
        assert folded_name(name) not in names_of(one)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("arxiv:2101.00001", "arxiv:2101.00002"),
        ("ZebraNet: tracking collars", "RIDING STRIPES"),
        (f"{FIRST.title} @ {LISTING.slug}", f"{SECOND.title} @ {LISTING.slug}"),
        ("arxiv:2101.00001", SECOND.title),
    ],
    ids=["identifiers", "titles", "titles in a listing", "either"],
)
def test_the_same_are_one_paper_whatever_they_are_called(first: str, second: str) -> None:
    for pair in ((first, second), (second, first)):
        graph = _built(FIRST, SECOND, decisions=Decisions(papers=(Decision(SAME, *pair),)))

        ((_, one),) = [each for each in graph.papers.items() if each[1].in_corpus]
        assert one.arxiv_id in {"2101.00001", "2101.00002"}
        assert {other.field for other in one.others} == {"title", "abstract", "arxiv_id"}


def test_a_paper_of_two_identifiers_is_cited_by_both() -> None:
    citing = paper(
        "Citing",
        references=tuple(Reference("r", (f"arxiv:{n}",)) for n in ("2101.00001", "2101.00002")),
    )
    said = Decision(SAME, "arxiv:2101.00001", "arxiv:2101.00002")

    graph = _built(FIRST, SECOND, citing, decisions=Decisions(papers=(said,)))

    assert all(one.in_corpus for one in graph.papers.values())
    assert len([one for one in graph.claims if one.relation is Relation.CITES]) == 1


def test_the_different_are_two_papers_though_a_title_says_one() -> None:
    records = [paper("Adam", "Short.", listings=("p1",)), paper("Adam", arxiv_id="1412.6980")]
    said = Decision(DIFFERENT, "Adam @ p1", "arxiv:1412.6980")

    assert len(_built(*records).papers) == 1
    graph = _built(*records, decisions=Decisions(papers=(said,)))
    assert len(graph.papers) == 2
    assert not [one for one in graph.papers.values() if one.matches]
    assert graph.suggestions == ()


def test_titles_with_an_at_sign_are_kept_apart_and_not_asked_for_again() -> None:
    titles = ("Overview of CLEF @ 2020 for Zebras", "Overview of CLEF @ 2020 for Zebra")
    records = [paper(title) for title in titles]
    said = Decisions(papers=(Decision(DIFFERENT, *titles),))

    assert len(_built(*records).suggestions) == 1
    graph = _built(*records, decisions=said)
    assert (len(graph.papers), graph.suggestions) == (2, ())
    assert said.unknown(graph.papers.values(), graph.entities) == []


def test_the_same_methods_are_one_with_the_names_of_both() -> None:
    records = [paper("A", statements=(_stated("LoRA"),)), paper("B", statements=(_stated("Lo2"),))]
    pair = (LORA, EntityId.parse("method/lo2"))

    graph = _built(*records, decisions=Decisions(same_entities=(pair,)))

    assert _said(graph) == {"A": ["method/lora"], "B": ["method/lora"]}
    assert (graph.entities[LORA].label, graph.entities[LORA].aliases) == ("LoRA", ("Lo2",))


def test_of_two_claims_that_become_one_the_stronger_stays() -> None:
    both = (_stated("LoRA"), _stated("Lo2", Relation.EXTENDS))
    pair = (LORA, EntityId.parse("method/lo2"))

    graph = _built(paper("A", statements=both), decisions=Decisions(same_entities=(pair,)))

    assert [(one.relation, one.target) for one in graph.claims] == [(Relation.EXTENDS, LORA)]


def test_results_move_with_their_dataset() -> None:
    one = paper("A", results=(Result("tagging", "PTB", "F1", "97.3", "A"),))

    moved = _built(one, decisions=Decisions(same_entities=((GLUE, PTB),)))
    own = _built(one, decisions=Decisions(homonyms=((PTB, "A"),)))

    assert [row.dataset for row in moved.evaluations] == [GLUE]
    assert [str(row.dataset) for row in own.evaluations] == ["dataset/ptb-a"]
    for graph in (moved, own):
        assert {row.dataset for row in graph.evaluations} <= set(graph.entities)


def test_a_name_that_nothing_has_takes_the_label_of_what_it_takes_in() -> None:
    made_up = EntityId.parse("method/my-lora")

    graph = _built(
        paper("A", statements=(_stated("LoRA"),)),
        decisions=Decisions(same_entities=((made_up, LORA),)),
    )

    assert [(one.id, one.label) for one in graph.entities.values()] == [(made_up, "LoRA")]


def test_a_version_that_is_the_same_has_nothing_broader() -> None:
    lexicon = Lexicon(
        known={
            LORA: KnownEntity(entity("method/lora", "LoRA")),
            QLORA: KnownEntity(entity("method/qlora", "QLoRA", broader=LORA)),
        }
    )
    one = paper("A", statements=(_stated("QLoRA"),))
    said = Decisions(same_entities=((QLORA, LORA),))

    graph = build_graph([one], [LISTING], lexicon, decisions=said)

    assert [(each.id, each.broader) for each in graph.entities.values()] == [(QLORA, None)]


_PAIRS = st.lists(
    st.tuples(*[st.sampled_from([LORA, QLORA, ADAM, EntityId.parse("method/sgd")])] * 2),
    max_size=6,
)


@given(_PAIRS, st.data())
def test_same_is_an_equivalence(
    pairs: list[tuple[EntityId, EntityId]], data: st.DataObject
) -> None:
    decided = Decided(Decisions(same_entities=tuple(pairs)), {})
    shuffled = Decided(Decisions(same_entities=tuple(data.draw(st.permutations(pairs)))), {})

    for first, second in pairs:
        home = decided.entity(first)
        assert home == decided.entity(second) == decided.entity(home)
        assert shuffled.entity(first) == shuffled.entity(second)
    named = {one for pair in pairs for one in pair}
    assert {decided.entity(one) for one in named} <= {first for first, _ in pairs}


def test_a_homonym_is_a_thing_of_the_paper_s_own() -> None:
    third = paper("Painted Zebras", "We use ZebraNet.")
    said = Decisions(homonyms=((ZEBRA, SECOND.title),))

    graph = _built(FIRST, SECOND, third, decisions=said)

    assert _said(graph)[SECOND.title] == ["method/zebranet-riding-stripes"]
    assert "method/zebranet" in _said(graph)[FIRST.title]
    assert _said(graph)[third.title] == ["method/zebranet"]
    assert graph.entities[EntityId.parse("method/zebranet-riding-stripes")].label == "ZebraNet"


def test_a_homonym_is_not_proposed_as_the_same_again() -> None:
    graph = _built(FIRST, SECOND, decisions=Decisions(homonyms=((ZEBRA, "arxiv:2101.00002"),)))

    assert len([one for one in graph.entities.values() if one.label == "ZebraNet"]) == 2
    assert graph.suggestions == ()


def test_nothing_decided_changes_no_claim() -> None:
    found = [claim("a", "uses", "method/lora"), claim("a", "mentions", "method/qlora")]

    decided = Decided(NO_DECISIONS, {})

    assert decided.is_empty
    assert decided.claims(found[0].paper, found) == found


@pytest.mark.parametrize("verdict", Verdict)
def test_decisions_about_nothing_in_the_graph_change_nothing(verdict: Verdict) -> None:
    said = Decisions(
        papers=(Decision(verdict, "arxiv:9999.99999", "No Such Paper"),),
        same_entities=((EntityId.parse("method/x"), EntityId.parse("method/y")),),
        distinct=((EntityId.parse("method/x"), EntityId.parse("method/y")),),
        homonyms=((EntityId.parse("method/x"), "No Such Paper"),),
        shared=((EntityId.parse("method/x"), "No Such Paper"),),
    )

    assert _built(FIRST, SECOND, decisions=said) == _built(FIRST, SECOND)


PAGE = """Title,Abstract,arXiv,Methods
A Survey of Adapters in Models,First text.,2101.00001,
A Survey on Adapters in Models,First text.,,
QuaggaTransformer: Deep Nets for Herds,We propose QuaggaTransformer.,,
QuagaTransformer: Riding Alone,We propose QuagaTransformer.,,
"""


def _rows(exports: Path) -> list[str]:
    lines = run("merges", "--graph", exports).stdout.splitlines()[1:]
    return [line.removeprefix("# ") for line in lines]


@pytest.mark.parametrize("verdict", Verdict)
def test_a_printed_row_works_and_is_not_suggested_again(tmp_path: Path, verdict: Verdict) -> None:
    page, merges, exports = (tmp_path / name for name in ("page.csv", "merges.tsv", "exports"))
    page.write_text(PAGE, encoding="utf-8")
    build = ("build", page, "--output", exports)
    run(*build)
    rows = _rows(exports)
    assert {row.split("\t")[1] for row in rows} == {"arxiv:2101.00001", "method/quagatransformer"}
    merges.write_text(
        "".join(f"{row.replace('same', verdict, 1)}\n" for row in rows), encoding="utf-8"
    )

    assert run(*build, "--merges", merges).exit_code == 0

    assert _rows(exports) == []
    graph = load(exports)
    listed = [one for one in graph.papers.values() if one.in_corpus]
    methods = [one for one in graph.entities.values() if one.label.endswith("Transformer")]
    assert (len(listed), len(methods)) == ((3, 1) if verdict is SAME else (4, 2))
