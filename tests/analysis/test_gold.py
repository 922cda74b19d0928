from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from papergraph.analysis.gold import GoldEntity, GoldPaper, parse_gold, read_gold
from papergraph.errors import InputError
from papergraph.model import Relation

ROW: dict[str, Any] = {
    "title": "QLoRA",
    "introduces": [{"name": "QLoRA", "mentions": ["QLoRA"]}],
    "methods": [
        {
            "name": "LoRA",
            "mentions": ["LoRA", "Adapters"],
            "relation": "compares",
            "level": "named",
            "also": ["mentions"],
        },
        {"name": "PEFT", "mentions": [], "relation": "uses", "level": "generic"},
    ],
    "datasets": [{"name": "MMLU", "mentions": [], "relation": "evaluates", "optional": True}],
    "repositories": [{"url": "https://github.com/a/b", "mention": "github.com/a/b"}],
    "tasks": ["anything"],
}


def test_a_line_is_a_paper_with_what_it_introduces_first() -> None:
    assert list(parse_gold([json.dumps(ROW), "", " "], "gold")) == [
        GoldPaper(
            title="QLoRA",
            methods=(
                GoldEntity(name="QLoRA", mentions=("QLoRA",), relation=Relation.INTRODUCES),
                GoldEntity(
                    name="LoRA",
                    mentions=("LoRA", "Adapters"),
                    relation=Relation.COMPARES_WITH,
                    also=frozenset({Relation.MENTIONS}),
                ),
                GoldEntity(name="PEFT", mentions=(), relation=Relation.USES, asked=False),
            ),
            datasets=(
                GoldEntity(name="MMLU", mentions=(), relation=Relation.EVALUATES_ON, asked=False),
            ),
            repositories=("https://github.com/a/b",),
        )
    ]


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in ROW.items() if key != name}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("{", "expected a JSON object, found {", id="no JSON"),
        pytest.param("[]", "expected a JSON object, found []", id="no object"),
        pytest.param(json.dumps(_without("title")), "expected a field 'title', found", id="title"),
        pytest.param(
            json.dumps({**ROW, "title": 3}), "expected a string as 'title', found 3", id="number"
        ),
        pytest.param(
            json.dumps({**ROW, "methods": {}}), "expected an array as 'methods'", id="no array"
        ),
        pytest.param(
            json.dumps({**ROW, "introduces": [{"name": "X", "mentions": [1]}]}),
            "expected strings in 'mentions', found 1",
            id="mentions",
        ),
        pytest.param(
            json.dumps({**ROW, "datasets": [{"name": "X", "mentions": [], "relation": "likes"}]}),
            "expected one of introduces, extends, analyzes, uses, evaluates, compares, mentions, "
            "found 'likes'",
            id="relation",
        ),
        pytest.param(
            json.dumps({**ROW, "methods": [{"level": "vague"}]}),
            "expected one of named, generic, found 'vague'",
            id="level",
        ),
    ],
)
def test_a_broken_line_names_its_file_and_number(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n\n{line}\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_gold([path])

    assert str(caught.value).startswith(f"{path}:3: {sentence}")


def test_a_separator_of_lines_inside_a_string_breaks_no_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = json.dumps({**ROW, "title": "one\u2028two"}, ensure_ascii=False)
    path.write_text(row + "\n", encoding="utf-8")

    assert [each.title for each in read_gold([path, path])] == ["one\u2028two"] * 2


def test_bytes_that_are_no_utf8_name_their_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xff{}")

    with pytest.raises(InputError, match="expected UTF-8 text, found byte 0"):
        read_gold([path])
