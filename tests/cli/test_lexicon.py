"""Names that the lexicon lacks, others' lists, and a user's own files."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import click
import pytest

from command_line import run
from papergraph.cli.lexicon import lexicon
from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.sources import CATALOGUES

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "pages"
GUIDE = (ROOT / "src/papergraph/docs/lexicon.md").read_text(encoding="utf-8")
HEAD = "\t".join(TERM_COLUMNS)
FROBNIC = "method/frobnic\tFrobnic\tpreferred\tnamed\t\t\t\t\t"
PAGE = """On frobs

People like Frobnic in all that they do here, and it is quite as good as they had hoped.

On more frobs

We run LoRA on a GPU. They live in Zobnic, and this is a sentence. Some of them like Frobnic too.
"""
METHODS = [
    {"name": "FrobNet", "full_name": "Frobnication Network"},
    {"name": "LoRA", "full_name": "Low-Rank Adaptation"},
    {"name": "FN", "full_name": None},
    {"name": "GPU"},
    {"name": "Hate Speech"},
    ["no", "method"],
]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def methods(tmp_path: Path) -> Path:
    path = tmp_path / "methods.json"
    path.write_text(json.dumps(METHODS), encoding="utf-8")
    return path


def _own(folder: Path, *rows: str) -> Path:
    path = folder / "my.tsv"
    path.write_text("".join(row + "\n" for row in (HEAD, *rows)), encoding="utf-8")
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_candidates_come_with_their_papers_and_an_example(page: Path) -> None:
    result = run("lexicon", "candidates", page)

    assert (result.exit_code, result.stderr) == (0, "")
    rows = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    assert [row[:2] for row in rows if row[0][0] != "-"] == [
        ["name", "papers"],
        ["Frobnic", "2"],
        ["Zobnic", "1"],
    ]
    assert "They live in Zobnic, and this is a sentence." in result.stdout


def test_candidates_as_tsv_are_a_row_each(page: Path) -> None:
    result = run("lexicon", "candidates", page, "--format", "tsv")

    rows = list(csv.DictReader(result.stdout.splitlines(), delimiter="\t"))
    assert [(row["name"], row["papers"]) for row in rows] == [("Frobnic", "2"), ("Zobnic", "1")]
    assert all(row["name"] in row["example"] for row in rows)


def test_candidates_as_json_are_an_object_each(page: Path) -> None:
    result = run("lexicon", "candidates", page, "--format", "json")

    rows = json.loads(result.stdout)
    assert [(row["name"], row["papers"]) for row in rows] == [("Frobnic", 2), ("Zobnic", 1)]
    assert set(rows[0]) == {"name", "papers", "example"}


@pytest.mark.parametrize("form", ["table", "tsv", "json"])
def test_equal_inputs_give_equal_candidates(form: str) -> None:
    pages = sorted(PAGES.glob("*.txt"))[1:3]

    first = run("lexicon", "candidates", *pages, "--format", form)

    assert first.stdout == run("lexicon", "candidates", *pages[::-1], "--format", form).stdout
    assert len(first.stdout) > 100


def test_the_top_is_shown_and_the_rest_is_told(page: Path) -> None:
    result = run("lexicon", "candidates", page, "--format", "tsv", "--top", "1")

    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["name", "Frobnic"]
    assert result.stderr == "1 of 2 names; --top shows more\n"


def test_names_of_few_papers_can_be_left_out(page: Path) -> None:
    result = run("lexicon", "candidates", page, "--format", "tsv", "--min-papers", "2")

    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["name", "Frobnic"]
    assert result.stderr == ""


def test_a_name_of_one_s_own_file_is_no_candidate(page: Path, tmp_path: Path) -> None:
    own = _own(tmp_path, FROBNIC)

    result = run("lexicon", "candidates", page, "--format", "tsv", "--lexicon", own)

    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["name", "Zobnic"]
    assert result.stderr == f"{own}: 1 name added\n"


def test_a_fault_of_an_input_is_told_once_and_costs_only_itself(page: Path) -> None:
    empty = page.with_name("empty.txt")
    empty.write_bytes(b"")

    result = run("lexicon", "candidates", page, empty)

    assert result.exit_code == 0
    assert result.stderr == f"{empty}: expected a listing of papers, found an empty file\n"
    assert "Frobnic" in result.stdout


def test_an_input_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = run("lexicon", "candidates", tmp_path / "nowhere")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path}/nowhere: expected a file or a folder")


def test_an_import_writes_what_is_new_and_tells_what_is_not(methods: Path, tmp_path: Path) -> None:
    output = tmp_path / "new" / "frobs.tsv"

    result = run("lexicon", "import", "pwc-methods", methods, "--output", output)

    assert (result.exit_code, result.stdout) == (0, "")
    assert output.read_text(encoding="utf-8").splitlines() == [
        HEAD,
        "method/frobnet\tFrobNet\tpreferred\tnamed\texact\t\t\t\t",
        "method/frobnet\tFrobnication Network\talias\t\texact\t\t\t\t",
    ]
    assert result.stderr.splitlines() == [
        f"{methods}:6: expected an object, found \"['no', 'method']\"",
        "names came in 7, in 5 records (1 fault)",
        "written       2, of 1 entities",
        "clashed       3 with the lexicon, which keeps them, and 0 with each other",
        "refused       2",
        "       1 of fewer than three letters",
        "       1 of ordinary words",
        f"wrote {output}",
    ]
    assert _names(tmp_path / "new") == ["frobs.tsv"]


def test_equal_lists_give_equal_files(methods: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned.json"
    turned.write_text(json.dumps(METHODS[::-1]), encoding="utf-8")

    for path in (methods, turned):
        run("lexicon", "import", "pwc-methods", path, "--output", path.with_suffix(".tsv"))

    assert methods.with_suffix(".tsv").read_bytes() == turned.with_suffix(".tsv").read_bytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "expected the JSON of pwc-methods, found an empty file"),
        ("name,url\nFrobNet,x\n", ":1: expected valid JSON, found 'name,url"),
        ('[{"name": "x", "variants": []}]', ":1: expected a method, which has no variants"),
    ],
    ids=["empty", "no JSON", "another list"],
)
def test_a_list_without_a_name_writes_nothing(content: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(content, encoding="utf-8")
    output = tmp_path / "frobs.tsv"

    result = run("lexicon", "import", "pwc-methods", tmp_path / "list.json", "--output", output)

    assert (result.exit_code, result.stdout) == (1, "")
    told, error = result.stderr.splitlines()
    assert sentence in told
    assert error == "Error: no name could be read; nothing written"
    assert _names(tmp_path) == ["list.json"]


def test_an_import_that_cannot_be_written_leaves_the_old_file(
    methods: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "frobs.tsv"
    output.write_text("old", encoding="utf-8")

    def full(_: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", full)
    result = run("lexicon", "import", "pwc-methods", methods, "--output", output)

    assert result.exit_code == 1
    assert output.read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["frobs.tsv", "methods.json"]


def test_a_build_finds_the_names_of_an_imported_list(methods: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.replace("People like", "We use a Frobnication Network,"), encoding="utf-8")
    output, graph = tmp_path / "frobs.tsv", tmp_path / "exports"
    run("lexicon", "import", "pwc-methods", methods, "--output", output)

    result = run("build", page, "--lexicon", output, "--output", graph)

    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == f"{output}: 2 names added"
    asked = run("query", "building-on", "--method", "FrobNet", "--graph", graph, "--format", "csv")
    assert "We use a Frobnication Network, Frobnic in all" in asked.stdout


def test_a_build_takes_several_files_and_ours_wins(page: Path, tmp_path: Path) -> None:
    first = _own(tmp_path, FROBNIC)
    second = tmp_path / "second.tsv"
    rows = ("method/my-lora\tLoRA", "method/gpu\tGPU", "dataset/zobnic\tZobnic")
    lines = (f"{row}\tpreferred\tnamed\t\t\t\t\t" for row in rows)
    second.write_text("\n".join((HEAD, *lines)), encoding="utf-8")

    result = run(
        "build", page, "--lexicon", first, "--lexicon", second, "--output", tmp_path / "exports"
    )

    assert result.exit_code == 0
    assert result.stderr.splitlines()[:2] == [
        f"{first}: 1 name added",
        f"{second}: 1 name added, 2 left out as known already: "
        "LoRA (method/lora), GPU (stop word, hardware)",
    ]
    turtle = (tmp_path / "exports" / "graph.ttl").read_text(encoding="utf-8")
    assert "method/frobnic" in turtle
    assert "dataset/zobnic" in turtle
    assert "method/lora" in turtle
    assert "my-lora" not in turtle


@pytest.mark.parametrize("command", [["build"], ["lexicon", "candidates"]], ids=lambda c: c[-1])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name\n", ":1: expected the columns entity, name, "),
        (None, ": expected a file that can be read, found no such file or directory"),
    ],
    ids=["head", "missing"],
)
def test_a_file_that_is_none_is_one_sentence_and_nothing_is_written(
    command: list[str], content: str | None, sentence: str, page: Path, tmp_path: Path
) -> None:
    own = tmp_path / "my.tsv"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    before = _names(tmp_path)
    output = ["--output", str(tmp_path / "exports")] if command == ["build"] else []

    result = run(*command, page, "--lexicon", own, *output)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {own}{sentence}")
    assert len(result.stderr.splitlines()) == 1
    assert _names(tmp_path) == before


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("zobnic\tx\tpreferred\tnamed\t\t\t\t\t", "expected an entity such as"),
        (FROBNIC, "expected one preferred name of frobnic, found a second"),
        (f"method/x{FROBNIC[14:]}", "expected a name of one method alone, found 'Frobnic'"),
        ("method/of\tof\tpreferred\tnamed\t\t\t\t\t", "expected a name that is no small word"),
    ],
    ids=["no kind", "two preferred names", "two entities", "small word"],
)
def test_a_fault_of_one_s_own_file_names_its_line_and_costs_it(
    row: str, sentence: str, page: Path, tmp_path: Path
) -> None:
    own = _own(tmp_path, FROBNIC, row)

    result = run("lexicon", "candidates", page, "--lexicon", own)

    assert result.exit_code == 0
    fault, added = result.stderr.splitlines()[:2]
    assert fault.startswith(f"{own}:3: {sentence}")
    assert added == f"{own}: 1 name added, 1 fault"


def test_a_fault_of_one_s_own_file_stops_no_build(page: Path, tmp_path: Path) -> None:
    own = _own(tmp_path, FROBNIC, "zobnic\tx\tpreferred\tnamed\t\t\t\t\t")

    result = run("build", page, "--lexicon", own, "--output", tmp_path / "exports")

    assert result.exit_code == 0
    fault, added = result.stderr.splitlines()[:2]
    assert fault.startswith(f"{own}:3: expected an entity such as")
    assert added == f"{own}: 1 name added, 1 fault"


def test_what_stays_ours_is_told(page: Path, tmp_path: Path) -> None:
    own = _own(tmp_path, "method/lora\tFrob adapter\tpreferred\tgeneric\t\t\t\t1999\t")

    result = run("build", page, "--lexicon", own, "--output", tmp_path / "exports")

    assert result.stderr.splitlines()[0] == (
        f"{own}: 1 name added, preferred name, level and paper stay ours of method/lora"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["candidates"],
        ["candidates", "x", "--top", "0"],
        ["candidates", "x", "--format", "csv"],
        ["import", "pwc-methods", "x"],
        ["import", "wikidata", "x", "--output", "y"],
        ["frob"],
    ],
    ids=["no input", "no rows", "unknown format", "no output", "unknown list", "unknown command"],
)
def test_a_mistake_of_use_is_exit_2(arguments: list[str]) -> None:
    assert run("lexicon", *arguments).exit_code == 2


@pytest.mark.parametrize("name", sorted(lexicon.commands))
def test_every_command_stands_in_the_guide_and_has_an_example(name: str) -> None:
    command = lexicon.commands[name]
    first = click.unstyle(command.help or "").split("\n\n")[0].replace("\n", " ").strip()

    assert re.search(rf"^\| `papergraph lexicon {name} .*` \| {re.escape(first)} \|$", GUIDE, re.M)
    assert f"Example: papergraph lexicon {name} " in run("lexicon", name, "--help").stdout


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_list_stands_in_the_guide(name: str) -> None:
    assert f"\n| `{name}` | " in GUIDE
