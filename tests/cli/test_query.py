from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from command_line import run
from papergraph.query import RESULT_FORMATS, named_queries


def test_the_list_names_every_query_with_what_it_takes() -> None:
    result = run("query", "--list")

    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert "building-on --method" in lines
    assert "code [--paper]" in lines
    assert lines[1::2] == [f"    {query.summary}" for query in named_queries().values()]


def test_every_parameter_of_every_query_is_an_option() -> None:
    options = run("query", "--help").stdout

    for query in named_queries().values():
        for parameter in query.parameters:
            assert f"--{parameter.name} TEXT" in options


def test_the_answer_has_the_sentence(family_exports: Path) -> None:
    result = run(
        *("query", "building-on", "--method", "LoRA", "--graph", family_exports, "--format", "csv")
    )

    assert (result.exit_code, result.stderr) == (0, "")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["title"], row["how"], row["quote"]) for row in rows] == [
        ("QLoRA: Quantized LoRA", "extends", "We extend LoRA to 4 bits."),
        ("What LoRA forgets", "analyzes", "We study LoRA."),
        ("Many adapters", "uses", "We serve LoRA-XS adapters."),
    ]


@pytest.mark.parametrize("name", ["lora", "LORA", "Low-rank adaptation", "Lo-RA"])
def test_a_method_goes_by_any_spelling(family_exports: Path, name: str) -> None:
    asked = run("query", "building-on", "--method", "LoRA", "--graph", family_exports)

    assert run("query", "building-on", "--method", name, "--graph", family_exports).stdout == (
        asked.stdout
    )


def test_an_unknown_method_is_told_its_neighbour(sample_exports: Path) -> None:
    result = run("query", "building-on", "--method", "LORRA", "--graph", sample_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: unknown method 'LORRA'; did you mean LoRA?\n"


def test_a_known_method_without_an_answer_is_said_and_is_no_error(family_exports: Path) -> None:
    result = run(
        *("query", "code-by-method", "--method", "prefix tuning"),
        *("--graph", family_exports, "--format", "csv"),
    )

    assert (result.exit_code, result.stdout) == (0, "paper,title,how,repository,url\n")
    assert result.stderr == "no answer to code-by-method for method 'prefix tuning'\n"


def test_a_year_is_a_parameter_like_any_other(family_exports: Path) -> None:
    question = ("query", "building-on-since", "--method", "lora", "--graph", family_exports)

    found = run(*question, "--since", "2024", "--format", "csv")
    none = run(*question, "--since", "2025")

    assert [row["title"] for row in csv.DictReader(found.stdout.splitlines())] == [
        "What LoRA forgets",
        "Many adapters",
    ]
    assert none.exit_code == 0
    assert none.stderr == "no answer to building-on-since for method 'lora' since '2025'\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bilding-on"], "unknown query 'bilding-on'; did you mean building-on"),
        (["building-on"], "query 'building-on' needs a value for 'method'"),
        (["code", "--method", "LoRA"], "query 'code' has no parameter 'method'; it takes: paper"),
        (["rising", "--since", "24"], "'since' is a year: expected four digits, found '24'"),
        (["wikidata"], "query 'wikidata' asks another server; run it with --file "),
    ],
    ids=["unknown query", "missing value", "unknown parameter", "no year", "federated"],
)
def test_a_wrong_question_is_one_sentence_and_exit_1(
    family_exports: Path, arguments: list[str], sentence: str
) -> None:
    result = run("query", *arguments, "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {sentence}")
    assert result.stderr.count("\n") == 1


def test_a_name_and_a_file_are_one_too_many(family_exports: Path) -> None:
    result = run("query", "code", "--file", __file__, "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("form", sorted(RESULT_FORMATS))
def test_every_format_shows_what_was_asked_for_and_no_more(family_exports: Path, form: str) -> None:
    result = run(
        *("query", "building-on", "--method", "LoRA", "--limit", "1"),
        *("--graph", family_exports, "--format", form),
    )

    assert (result.exit_code, result.stderr) == (0, "1 of 3 rows shown\n")
    assert "We extend LoRA to 4 bits." in result.stdout
    assert "We study LoRA." not in result.stdout
    assert result.stdout.endswith("\n")


def test_json_is_the_form_of_sparql(family_exports: Path) -> None:
    result = run("query", "code", "--graph", family_exports, "--format", "json")

    answer = json.loads(result.stdout)
    assert answer["head"]["vars"] == ["paper", "title", "repository", "url"]
    assert [row["url"]["value"] for row in answer["results"]["bindings"]] == [
        "https://github.com/microsoft/LoRA"
    ]


def test_any_sparql_is_asked_from_a_file(family_exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "count.rq"
    path.write_text(
        "PREFIX pg: <https://w3id.org/papergraph/ns#>\n"
        "SELECT (COUNT(?p) AS ?papers) { ?p pg:extends ?m }",
        encoding="utf-8",
    )

    result = run("query", "--file", path, "--graph", family_exports, "--format", "csv")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "papers\n4\n", "")


def test_sparql_comes_from_standard_input_too(family_exports: Path) -> None:
    question = b"\xef\xbb\xbfDESCRIBE <https://w3id.org/papergraph/method/lora-xs>"

    result = run(
        *("query", "--file", "-", "--graph", family_exports, "--format", "ttl"), given=question
    )

    assert (result.exit_code, result.stderr) == (0, "")
    assert "\n<method/lora-xs> a skos:Concept , pg:Method ;\n" in result.stdout


def test_wrong_sparql_is_shown_with_a_caret_and_exit_1(
    family_exports: Path, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text("SELECT ?x {\n\t?x a pg:Paper\n\t?x pg:uses ?m\n}\n", encoding="utf-8")

    result = run("query", "--file", path, "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {path}:3:2: expected '{{', '}}', '.', ';' or ',', found '?x'\n"
        "   ?x pg:uses ?m\n"
        "   ^\n"
    )


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (b"", ":1:1: expected a query, found none"),
        (b"ASK {\n '\xff' ?p ?o }", ":2: expected UTF-8, found byte 0xff"),
        (b"CLEAR ALL", ":1:1: expected a query, found the update CLEAR: a graph is only read"),
        (b"ASK { ?s no:such ?o }", ":1:10: unknown prefix 'no'; declare it with PREFIX"),
        (b"ASK { FILTER(<x:f>()) }", ": The custom function <x:f> is not supported"),
    ],
    ids=["empty", "no UTF-8", "update", "prefix", "function"],
)
def test_a_file_that_is_no_query_is_one_sentence(
    family_exports: Path, tmp_path: Path, written: bytes, sentence: str
) -> None:
    path = tmp_path / "my.rq"
    path.write_bytes(written)

    result = run("query", "--file", path, "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == f"Error: {path}{sentence}"


def test_rows_that_are_not_shown_are_counted(family_exports: Path) -> None:
    question = ("query", "building-on", "--method", "LoRA", "--graph", family_exports)

    assert run(*question, "--limit", "2").stderr == "2 of 3 rows shown\n"
    assert run(*question, "--limit", "3").stderr == ""


def test_turtle_is_not_the_answer_to_a_named_query(family_exports: Path) -> None:
    result = run("query", "code", "--graph", family_exports, "--format", "ttl")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: Turtle and N-Triples hold what CONSTRUCT or DESCRIBE answers, found rows\n"
    )


def test_a_value_for_a_file_is_a_mistake_of_use(family_exports: Path) -> None:
    result = run("query", "--file", __file__, "--method", "LoRA", "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--method is of a named query; write it into the file" in result.stderr


def test_a_graph_without_its_store_still_answers(family_exports: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", "evidence.ttl"):
        (tmp_path / name).write_bytes((family_exports / name).read_bytes())
    question = ("query", "building-on", "--method", "LoRA", "--graph")

    assert run(*question, tmp_path).stdout == run(*question, family_exports).stdout


@pytest.mark.parametrize(
    "name",
    [
        "LoRA: Low-Rank Adaptation",
        "lora",
        "2106.09685",
        "paper/lora-low-rank-adaptation",
        "lora-low-rank-adaptation",
        "https://w3id.org/papergraph/paper/lora-low-rank-adaptation",
    ],
    ids=["title", "before the colon", "arXiv id", "id", "slug", "IRI"],
)
def test_a_paper_goes_by_the_names_that_why_takes(family_exports: Path, name: str) -> None:
    asked = ("--graph", family_exports, "--format", "csv")

    result = run("query", "code", "--paper", name, *asked)

    assert (result.exit_code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 2
    assert run("why", name, "microsoft/LoRA", "--graph", family_exports).exit_code == 0


def test_a_method_goes_by_its_id(family_exports: Path) -> None:
    question = ("query", "building-on", "--graph", family_exports, "--method")

    assert run(*question, "method/lora").stdout == run(*question, "LoRA").stdout


def test_a_misspelt_paper_is_told_its_neighbour_everywhere(family_exports: Path) -> None:
    said = {
        run(*question, "--graph", family_exports).stderr
        for question in (
            ("query", "code", "--paper", "QLoRAA"),
            ("why", "QLoRAA", "LoRA"),
            ("similar", "QLoRAA"),
        )
    }

    assert said == {"Error: unknown paper 'QLoRAA'; did you mean QLoRA: Quantized LoRA?\n"}
