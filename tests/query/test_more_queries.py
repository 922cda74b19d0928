"""What each query of the reading list gives back, and what it must not."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Store

from builders import claim, entity, graph_of, mention, paper, paper_id
from papergraph.errors import QueryError, UnknownNameError
from papergraph.model import EntityId, Mention, Paper, Part
from papergraph.query import (
    NamedQuery,
    ResultTable,
    answer_of,
    named_queries,
    named_query,
    nodes_of,
    run_query,
)
from papergraph.query.catalog import queries_folder
from papergraph.rdf import evidence_triples, graph_triples, memory_store
from papergraph.rdf.vocabulary import BASE
from reading_list import reading_list

STORE = memory_store([*graph_triples(reading_list()), *evidence_triples(reading_list())])


def ask(name: str, **arguments: str) -> ResultTable:
    return run_query(STORE, named_query(name), arguments)


def rows(name: str, **arguments: str) -> list[tuple[str, ...]]:
    """Rows without the start of their IRIs."""
    return [tuple(cell.removeprefix(BASE) for cell in row) for row in ask(name, **arguments).rows]


def test_building_on_since_a_year_is_newest_first_and_knows_no_undated_paper() -> None:
    assert rows("building-on-since", method="alpha", since="2023") == [
        ("paper/delta", "Delta", "2024-01", "uses", "method/alpha-2", "Delta uses alpha-2."),
        ("paper/beta", "Beta", "2023-05-02", "extends", "method/alpha", "Beta extends alpha."),
    ]
    # The year itself counts; Gamma and Rival, which only compare, and Undated are never there.
    assert ask("building-on-since", method="alpha", since="2024").column("title") == ("Delta",)
    assert len(ask("building-on-since", method="alpha", since="2025")) == 0
    assert "Alpha" not in ask("building-on-since", method="alpha", since="1900").column("title")


@pytest.mark.parametrize(
    "year", ["24", "20245", "2024-01", "year", "", "２０２４", '2024" } #', "-2024"]
)
def test_a_year_is_four_digits(year: str) -> None:
    with pytest.raises(QueryError, match="'since' is a year: expected four digits, found "):
        ask("building-on-since", method="alpha", since=year)


@pytest.mark.parametrize("text", ['" } #', 'a"b\\', "'''", "NeurIPS\n}", "} UNION { ?s ?p ?o }"])
def test_an_injected_text_stays_a_text(text: str) -> None:
    assert len(ask("papers-by-venue", venue=text)) == 0


@pytest.mark.parametrize("text", ["", "  ", "\udcff"], ids=["nothing", "blank", "no UTF-8"])
def test_a_text_has_letters(text: str) -> None:
    with pytest.raises(QueryError, match="'venue' is a text"):
        ask("papers-by-venue", venue=text)


def test_shared_methods_are_put_to_work_with_both() -> None:
    # The family is shared too, but generic; Beta extends alpha and is neither shared nor itself.
    assert rows("shared-methods", method="alpha", other="beta") == [
        ("method/tool", "tool", "2", "1")
    ]
    assert len(ask("shared-methods", method="alpha", other="far")) == 0


def test_compared_are_contributions_and_not_what_a_paper_only_uses() -> None:
    assert ask("compared-with", method="alpha").column("name") == ("beta", "gamma", "rival")
    assert ask("compared-with", method="rival").column("name") == ("alpha",)
    assert len(ask("compared-with", method="tool")) == 0


def test_a_version_is_not_compared_with_its_own_method() -> None:
    entities = [entity("method/a", "A"), entity("method/a-2", "A2", broader=_id("method/a"))]
    claims = [claim("One", "introduces", "method/a-2"), claim("One", "comparesWith", "method/a")]
    store = memory_store(graph_triples(graph_of([paper("One")], entities, claims)))

    assert len(run_query(store, named_query("compared-with"), {"method": "A"})) == 0


def test_datasets_of_a_task_come_from_evaluations_and_leaderboards() -> None:
    assert rows("datasets-by-task", task="sorting") == [
        ("dataset/grid", "GRID", "2"),  # Beta is evaluated on it, Alpha has a result
        ("dataset/old", "OLD", "2"),
        ("dataset/grid-small", "GRID-small", "1"),  # a result of Beta, not Gamma's evaluation
    ]
    assert ask("datasets-by-task", task="fast sorting").column("papers") == ("1", "1")


def test_the_rise_counts_by_month_what_has_a_date() -> None:
    assert rows("rise", method="alpha") == [("2022-03", "1"), ("2023-05", "1"), ("2024-01", "1")]
    assert rows("rise", method="alpha", since="2024") == [("2024-01", "1")]
    assert rows("rise", method="far") == [("2024", "1")]  # Rival is dated by its year alone


def test_rising_methods_have_papers_since_the_year() -> None:
    assert rows("rising", since="2023") == [
        ("method/tool", "tool", "2", "1"),
        ("method/alpha", "alpha", "1", "0"),  # Undated counts nowhere
        ("method/alpha-2", "alpha-2", "1", "0"),
        ("method/beta", "beta", "1", "0"),
        ("method/far", "far", "1", "0"),
    ]
    assert "tool" in ask("rising", since="2024").column("name")
    assert len(ask("rising", since="2025")) == 0


def test_a_genealogy_has_steps_and_links() -> None:
    assert rows("genealogy", method="alpha") == [
        ("descendant", "1", "method/beta", "beta", "method/alpha", "alpha"),
        ("descendant", "2", "method/gamma", "gamma", "method/beta", "beta"),
    ]
    assert [row[:2] + row[3:4] for row in rows("genealogy", method="beta")] == [
        ("ancestor", "1", "alpha"),
        ("descendant", "1", "gamma"),
    ]
    assert len(ask("genealogy", method="rival")) == 0  # what is only compared is no kin


def test_a_genealogy_goes_on_after_three_steps_and_ends_in_a_circle() -> None:
    names = ["Ka", "Kb", "Kc", "Kd", "Ke", "Kf"]
    store = _chain(names, [*zip(names[1:], names[:-1], strict=True)])
    found = run_query(store, named_query("genealogy"), {"method": "Ka"})
    assert [(row[1], row[3]) for row in found.rows] == [
        ("1", "Kb"), ("2", "Kc"), ("3", "Kd"), ("4+", "Ke"), ("4+", "Kf"),
    ]  # fmt: skip

    store = _chain(names[:2], [("Ka", "Kb"), ("Kb", "Ka")])
    found = run_query(store, named_query("genealogy"), {"method": "Ka"})
    assert [(row[0], row[1], row[3]) for row in found.rows] == [
        ("ancestor", "1", "Kb"),
        ("descendant", "1", "Kb"),
    ]


def test_code_extending_is_of_papers_that_extend() -> None:
    # Delta has code too, but only uses a version; Gamma extends beta and has none.
    assert rows("code-extending", method="alpha") == [
        ("paper/beta", "Beta", "method/alpha", "repository/github.com/b/beta",
         "https://github.com/b/beta", "Beta extends alpha."),
    ]  # fmt: skip
    assert len(ask("code-extending", method="beta")) == 0


def test_reused_datasets_are_introduced_by_a_listed_paper() -> None:
    # OLD comes from a paper that is on no listing; the small GRID counts for GRID.
    assert rows("reused-datasets") == [("dataset/grid", "GRID", "2", "paper/grid", "Grid")]


def test_a_dataset_is_not_reused_by_its_own_paper() -> None:
    claims = [claim("One", "introduces", "dataset/d"), claim("Two", "introduces", "dataset/e")]
    claims.append(claim("Two", "evaluatesOn", "dataset/d"))
    entities = [entity("dataset/d", "D"), entity("dataset/e", "E", broader=_id("dataset/d"))]
    claims.append(claim("One", "evaluatesOn", "dataset/e"))
    graph = graph_of([paper("One"), paper("Two")], entities, claims)

    found = run_query(memory_store(graph_triples(graph)), named_query("reused-datasets"), {})

    assert [row[1:3] for row in found.rows] == [("D", "1"), ("E", "1")]


def test_orphans_speak_of_families_and_tasks_at_the_most() -> None:
    assert rows("orphans") == [("paper/alone", "Alone")]  # and Outside is on no listing
    assert len(ask("orphans", listing="other")) == 0
    assert ask("orphans", listing="PAGE").column("title") == ("Alone",)


def test_a_bridge_is_read_from_the_one_method_to_the_other() -> None:
    assert rows("bridge", method="alpha", other="beta") == [
        ("1", "← basedOn", "", "", "", "", "", ""),
        ("2", "← comparesWith", "paper/gamma", "Gamma", "→ extends", "", "", ""),
        ("2", "← extends", "paper/beta", "Beta", "→ introduces", "", "", ""),
    ]
    assert rows("bridge", method="alpha", other="gamma")[0] == (
        *("2", "← basedOn", "method/beta", "beta", "← basedOn", "", "", ""),
    )


def test_a_bridge_of_three_steps_is_built_where_none_is_shorter() -> None:
    assert rows("bridge", method="tool", other="gamma") == [
        ("3", "← uses", "paper/beta", "Beta", "← buildsOn", "paper/gamma", "Gamma",
         "→ introduces"),
        ("3", "← uses", "paper/beta", "Beta", "→ introduces", "method/beta", "beta",
         "← basedOn"),
    ]  # fmt: skip
    assert rows("bridge", method="alpha-2", other="beta")[0] == (
        *("2", "→ broader", "method/alpha", "alpha", "← basedOn", "", "", ""),
    )


def test_a_bridge_needs_more_than_mentions_and_two_methods() -> None:
    assert len(ask("bridge", method="gamma", other="far")) == 0  # four steps
    assert all("mentions" not in cell for row in rows("bridge", method="rival", other="gamma")
               for cell in row)  # fmt: skip
    assert len(ask("bridge", method="alpha", other="alpha")) == 0


def test_a_bridge_points_as_its_relation_does() -> None:
    entities = [entity("method/ka", "Ka", broader=_id("method/kb")), entity("method/kb", "Kb")]
    one = paper("Kb")
    claims = [
        claim(one, "introduces", "method/kb", "", [_named(one)]),
        claim(one, "extends", "method/ka"),
    ]
    store = memory_store(graph_triples(graph_of([one], entities, claims)))

    found = run_query(store, named_query("bridge"), {"method": "Ka", "other": "Kb"})

    # Kb is based on Ka, which is a version of Kb: the one relation, the right way round.
    assert found.rows[0][:2] == ("1", "← basedOn")


def test_who_disagrees_works_on_one_task() -> None:
    # Gamma compares with alpha as well, but for another task; Delta addresses none.
    assert [(row[1], row[2], row[4], row[6]) for row in rows("disagreements", method="alpha")] == [
        ("Undated", "analyzes", "Rival", "fast sorting"),
        ("Beta", "extends", "Rival", "fast sorting"),
    ]
    assert ask("disagreements", method="alpha").rows[1][-2:] == (
        "Beta extends alpha.",
        "Rival beats alpha.",
    )
    assert len(ask("disagreements", method="beta")) == 0


def test_citations_go_out_of_the_corpus_and_back() -> None:
    assert rows("citations", paper="Beta") == [
        ("paper/alpha", "Alpha", "true", "We follow Alpha."),
        ("paper/outside", "Outside", "false", ""),
    ]
    assert rows("cited-by", paper="alpha") == [
        ("paper/beta", "Beta", "2023-05-02", "We follow Alpha."),
        ("paper/gamma", "Gamma", "2024-01-10", ""),
    ]
    assert ask("cited-by", paper="Outside").column("title") == ("Beta",)
    # Building on a paper is no citation of it.
    assert len(ask("citations", paper="Delta")) == 0
    assert len(ask("cited-by", paper="Beta")) == 0


def test_results_are_numbers_highest_first_within_a_task() -> None:
    found = [(row[0], row[2], row[3], row[6]) for row in rows("results", dataset="GRID")]

    assert found == [
        ("something else", "80.25", "Gamma model", "dataset/grid"),
        ("sorting", "10", "Beta model", "dataset/grid-small"),
        ("sorting", "9.5", "Alpha model", "dataset/grid"),  # 10 is more than 9.5
    ]
    assert ask("results", dataset="GRID", task="sorting").column("value") == ("10", "9.5")
    assert ask("results", dataset="GRID-small").column("value") == ("10",)


def test_the_most_cited_have_the_newest_count_and_no_vote() -> None:
    assert rows("most-cited") == [
        ("paper/alpha", "Alpha", "2", "50", "2025-01-01"),  # 900 was counted a year before
        ("paper/outside", "Outside", "1", "", ""),
        ("paper/alone", "Alone", "0", "7", ""),  # the source does not say when
    ]


def test_venues_and_listings_go_by_a_part_of_their_name() -> None:
    assert ask("papers-by-venue").column("title") == ("Beta", "Alpha", "Delta")
    assert ask("papers-by-venue", venue="neurips").column("title") == ("Alpha", "Delta")
    assert ask("papers-by-listing", listing="OTHER").column("title") == ("Gamma", "Grid")
    assert ask("papers-by-listing").column("title").count("Grid") == 2
    assert "Outside" not in ask("papers-by-listing").column("title")


def test_contradictions_show_both_sides_and_where_the_other_stands() -> None:
    assert rows("contradictions") == [
        ("paper/alpha", "Alpha", "authors", "", "A. A", "other.bib"),
        ("paper/alpha", "Alpha", "issued", "2022-03-01", "2021", "other.bib"),
    ]
    assert len(ask("contradictions", paper="Beta")) == 0


def test_a_federated_query_is_not_run_by_its_name() -> None:
    query = named_query("wikidata")

    assert query.federated
    assert [one.name for one in named_queries().values() if one.federated] == ["wikidata"]
    with pytest.raises(QueryError) as caught:
        run_query(STORE, query, {})
    path = queries_folder() / "wikidata.rq"
    assert str(caught.value) == f"query 'wikidata' asks another server; run it with --file {path}"
    assert path.is_file()


def test_a_year_asked_for_is_no_node_of_the_answer() -> None:
    found = answer_of(STORE, named_query("rise"), {"method": "alpha", "since": "2024"})

    assert found.name == "rise alpha 2024"
    assert found.about == (_id("method/alpha"),)
    assert nodes_of(STORE, named_query("rise"), {"method": "alpha", "since": "2024"}) == {
        _id("method/alpha")
    }


def test_unknown_names_are_told_as_before() -> None:
    with pytest.raises(UnknownNameError, match="unknown method 'alphaa'; did you mean alpha"):
        ask("bridge", method="alphaa", other="beta")
    with pytest.raises(QueryError, match="needs a value for 'since'"):
        ask("building-on-since", method="alpha")


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_every_query_shows_a_row_with_a_cell_for_each_column(query: NamedQuery) -> None:
    shown = re.findall(r"(?m)^# A row: (.+)$", query.sparql)
    select = re.search(r"SELECT (?:DISTINCT )?(.+) WHERE", query.sparql)

    assert len(shown) == 1
    assert select is not None
    columns = re.sub(r"\([^?]*\(.*? AS (\?\w+)\)", r"\1", select[1]).split()
    assert len(shown[0].split(" | ")) == len(columns)


def _id(name: str) -> EntityId:
    return entity(name, "").id


def _chain(names: list[str], based: list[tuple[str, str]]) -> Store:
    """Methods that papers of their names introduce, and which of them extends which."""
    papers = [paper(name) for name in names]
    entities = [
        entity(f"method/{name.lower()}", name, introduced_by=(paper_id(name),)) for name in names
    ]
    claims = [
        claim(one, "introduces", f"method/{one.title.lower()}", "", [_named(one)]) for one in papers
    ]
    claims += [claim(new, "extends", f"method/{old.lower()}") for new, old in based]
    return memory_store(graph_triples(graph_of(papers, entities, claims)))


def _named(one: Paper) -> Mention:
    return mention(one, one.title, Part.TITLE)
