"""Records of JSON in every layout that it is stored in."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.sources import Fault, FaultKind
from papergraph.sources.records import Record, page_opening, read_records

ROWS = [{"id": 1, "t": "é"}, {"t": "}, {", "id": 2}, {"id": 3, "x": [{"id": 4}]}]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "title", "}, {", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from(["id", "title", "a"]), json_values, max_size=3)


def read(data: bytes | str) -> list[Record | Fault]:
    return list(read_records(BytesIO(data if isinstance(data, bytes) else data.encode())))


def values(data: bytes | str) -> list[object]:
    return [found.value for found in read(data) if isinstance(found, Record)]


def numbers(data: bytes | str) -> list[int]:
    return [found.number for found in read(data) if isinstance(found, Record)]


def faults(data: bytes | str) -> list[Fault]:
    return [found for found in read(data) if isinstance(found, Fault)]


def as_lines(rows: list[object], end: str = "\n") -> str:
    return "".join(json.dumps(row) + end for row in rows)


LAYOUTS = {
    "lines": as_lines([*ROWS]),
    "lines-crlf": as_lines([*ROWS], "\r\n"),
    "no-last-end": as_lines([*ROWS]).rstrip(),
    "array": json.dumps(ROWS),
    "pretty-array": json.dumps(ROWS, indent=2),
    "array-of-lines": "[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]\n",
    "lines-of-arrays": json.dumps(ROWS[:2]) + "\n" + json.dumps(ROWS[2:]) + "\n",
    "arrays": json.dumps(ROWS[:1]) + json.dumps(ROWS[1:]),
    "concatenated": "".join(map(json.dumps, ROWS)),
    "pretty": "\n".join(json.dumps(row, indent=2) for row in ROWS),
    "pretty-concatenated": "".join(json.dumps(row, indent=2) for row in ROWS),
    "lines-with-commas": ",\n".join(map(json.dumps, ROWS)),
    "blank-before": "\n \n" + json.dumps(ROWS),
}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "marked"])
def test_every_layout_has_the_same_records(layout: str, mark: bytes) -> None:
    found = read(mark + LAYOUTS[layout].encode())

    assert found == [Record(number, row) for number, row in enumerate(ROWS, start=1)]


def test_a_number_is_the_line_of_a_file_of_lines() -> None:
    assert numbers('\n{"a": 1}\n\n\n{"a": 2}\n') == [2, 5]
    assert numbers('\n[{"a": 1},\n\n\n{"a": 2}]\n') == [1, 2]


@pytest.mark.parametrize("data", ["", "\n", " \n\t\n", "\ufeff", "\ufeff\n"])
def test_nothing_has_no_records(data: str) -> None:
    assert read(data) == []


@pytest.mark.parametrize("data", ["[]", "[\n]", "[][]", "[]\n[]\n"])
def test_an_empty_array_has_none(data: str) -> None:
    assert read(data) == []


@given(value=json_values, indent=st.sampled_from([None, 1]))
def test_a_value_is_that_of_json(value: object, indent: int | None) -> None:
    data = json.dumps(value, indent=indent)

    meant = value if isinstance(value, list) else [value]
    assert json.dumps(values(data)) == json.dumps(meant)
    assert faults(data) == []


@given(rows=st.lists(objects, max_size=5), layout=st.sampled_from(["", "\n", "\r\n"]))
def test_objects_are_those_of_json_whatever_parts_them(rows: list[object], layout: str) -> None:
    assert json.dumps(values(as_lines(rows, layout))) == json.dumps(rows)


@given(
    rows=st.lists(objects, min_size=1, max_size=4),
    share=st.floats(min_value=0, max_value=1, exclude_max=True),
)
def test_wherever_lines_are_cut_the_lines_before_come_out(rows: list[object], share: float) -> None:
    data = as_lines(rows)
    cut = data[: int(share * len(data))]

    whole = cut.count("\n") + (data[len(cut)] == "\n" and bool(cut) and cut[-1] != "\n")
    assert json.dumps(values(cut)) == json.dumps(rows[:whole])
    kinds = [fault.kind for fault in faults(cut)]
    inside = bool(cut) and cut[-1] != "\n" and data[len(cut)] != "\n"
    assert kinds == [FaultKind.TRUNCATED] * inside


@pytest.mark.parametrize("layout", ["lines", "array", "array-of-lines"])
def test_a_byte_that_is_no_utf8_is_a_lone_surrogate(layout: str) -> None:
    data = LAYOUTS[layout].encode().replace(b': "}, {"', b': "\xe9"')

    assert values(data) == [ROWS[0], {"t": "\udce9", "id": 2}, ROWS[2]]


@pytest.mark.parametrize("place", [0, 1, 3], ids=["first", "second", "last"])
@pytest.mark.parametrize("broken", ['{"id": oops}', "oops", '{"id": 1} x', "}", '{"id": "a\tb'])
def test_a_broken_line_costs_only_itself(broken: str, place: int) -> None:
    lines = [json.dumps(row) for row in ROWS]
    lines.insert(place, broken)
    data = "\n".join(lines) + "\n"

    assert [fault.line for fault in faults(data)] == [place + 1]
    assert values(data) == ROWS


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("form", ['{{"a": {}}}\n', '[{{"a": {}}}]', '[{{"a": {}}}, 1]'])
def test_numbers_that_python_writes_are_read(name: str, form: str) -> None:
    data = form.format(name)

    assert json.dumps(values(data)[0]) == json.dumps({"a": float(name)})
    assert faults(data) == []


def test_strings_may_hold_line_breaks() -> None:
    assert values('[{"a": "b\nc"}]') == [{"a": "b\nc"}]


def test_one_object_over_several_lines_is_one_record() -> None:
    data = json.dumps({"data": ROWS, "next": 2}, indent=1)

    assert read(data) == [Record(1, json.loads(data))]


@pytest.mark.parametrize("form", ["one-line", "a-record-a-line", "pretty"])
def test_of_a_long_page_the_records_come_out_and_of_a_short_one_the_page(form: str) -> None:
    page = {"n": 1, "data": [*ROWS * 1000]}
    data = {
        "one-line": json.dumps(page),
        "a-record-a-line": '{"n": 1, "data": [\n'
        + ",\n".join(map(json.dumps, ROWS * 1000))
        + "\n]}",
        "pretty": json.dumps(page, indent=1),
    }[form]
    short = json.dumps({"n": 1, "data": ROWS}) + "\n"

    found = list(read_records(BytesIO(data.encode()), page_opening("data")))

    assert found == [Record(number, row) for number, row in enumerate(ROWS * 1000, start=1)]
    assert list(read_records(BytesIO(short.encode()), page_opening("data"))) == read(short)


def test_lines_are_read_one_at_a_time() -> None:
    class Counting(BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(-1 if size is None else size)

        def __next__(self) -> bytes:
            self.lines += 1
            return super().__next__()

        def read(self, _: int | None = -1, /) -> bytes:
            raise AssertionError

    stream = Counting(as_lines([*ROWS * 1000]).encode())

    for number, found in enumerate(read_records(stream), start=1):
        assert isinstance(found, Record)
        assert stream.lines <= number + 1
