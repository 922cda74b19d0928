"""Elements of arrays: one at a time, whatever their keys, and spared by their neighbours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.sources import Fault, FaultKind, json_arrays
from papergraph.sources.json_arrays import Element, array_elements, page_opening

NESTED = {"id": 0, "cited": [{"id": n, "title": "A"} for n in range(20)], "x": {"id": {"id": 1}}}
BRACES = {"id": "}, {", "title": "a } b } c [ { ] [ {", "note": '"}, {"id": 7'}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "title", "}, {", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)
layouts = st.sampled_from([None, 1])
window_sizes = st.integers(min_value=1, max_value=64)


@contextmanager
def windows_of(size: int) -> Iterator[None]:
    """Every element is larger than what is read at once, or looked through for the next."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_CHUNK", "_USUAL", "_FAR"):
            patch.setattr(json_arrays, name, size)
        yield


def elements(data: bytes) -> list[Element | Fault]:
    return list(array_elements(BytesIO(data), b"", 1))


def values(data: bytes) -> list[object]:
    return [found.value for found in elements(data) if isinstance(found, Element)]


def faults(data: bytes) -> list[Fault]:
    return [found for found in elements(data) if isinstance(found, Fault)]


def same(found: object, meant: object) -> bool:
    """Equality under which NaN is NaN."""
    return json.dumps(found) == json.dumps(meant)


@given(meant=st.lists(json_values, max_size=6), indent=layouts, size=window_sizes)
def test_the_elements_are_those_of_json(meant: list[object], indent: int | None, size: int) -> None:
    data = json.dumps(meant, indent=indent, ensure_ascii=False).encode(errors="surrogatepass")

    with windows_of(size):
        found = elements(data)

    assert same([one.value for one in found if isinstance(one, Element)], json.loads(data))
    assert [one[0] for one in found if isinstance(one, Element)] == [*range(1, len(meant) + 1)]


@given(
    meant=st.lists(json_values, max_size=4),
    indent=layouts,
    share=st.floats(min_value=0, max_value=1, exclude_max=True),
    size=window_sizes,
)
def test_wherever_an_array_is_cut_what_is_before_comes_out_and_one_fault(
    meant: list[object], indent: int | None, share: float, size: int
) -> None:
    data = json.dumps(meant, indent=indent).encode()
    cut = data[: max(1, int(share * len(data)))]

    with windows_of(size):
        found = elements(cut)

    assert [one.kind for one in found if isinstance(one, Fault)] == [FaultKind.TRUNCATED]
    whole = [one.value for one in found[:-1] if isinstance(one, Element)]
    if whole and isinstance(whole[-1], int | float):
        whole.pop()  # a number that is cut is one too
    assert same(whole, meant[: len(whole)])


@pytest.mark.parametrize(
    "records",
    [
        [NESTED, NESTED, {"id": 9}],
        [BRACES, BRACES, {"id": 1}],
        [BRACES, NESTED, BRACES],
        [{"a": 1, "b": 2}, {"b": 2, "a": 1}, {"c": {"a": 1}}, {"a": 3}],
        [{}, {"a": {}}, {}, [], [{}], {"a": 1}],
        [1, "two", None, {"a": 1}, True, [1, [2]], -0.5, {"a": 2}],
        [{'a"b': 1}, {'a"b': 2}, {"é": 1}, {"é": 2}, {"": 1}, {"": 2}],
    ],
    ids=["nested", "braces", "both", "orders", "empty", "mixed", "odd-keys"],
)
@pytest.mark.parametrize("size", [1, 7, 1 << 18])
@pytest.mark.parametrize("indent", [None, 2])
def test_no_content_hides_where_an_element_ends(
    records: list[object], size: int, indent: int | None
) -> None:
    with windows_of(size):
        assert elements(json.dumps(records, indent=indent).encode()) == [
            Element(number, record) for number, record in enumerate(records, start=1)
        ]


@pytest.mark.parametrize(
    "data",
    [
        b'[{"a": 1}, {"a": 2}][{"a": 3}]',
        b'[{"a": 1}, {"a": 2}]\n[{"a": 3}]\n',
        b'[{"a": 1}, {"a": 2}, {"a": 3}]',
        b'{"a": 1}{"a": 2}{"a": 3}',
        b'{"a": 1}\n{"a": 2}\n\n{"a": 3}',
        b'{\n "a": 1\n}\n{\n "a": 2\n}\n{"a":\n3}\n',
        b'{"a": 1},\n{"a": 2},\n{"a": 3},\n',
        b'[\n{"a": 1}\n,{"a": 2}\n,{"a": 3}\n]',
        b'[{"a": 1}, {"a": 2}, {"a": 3},]',
    ],
    ids=[
        *("arrays", "lines-of-arrays", "array", "concatenated", "lines", "pretty", "commas"),
        *("leading-commas", "last-comma"),
    ],
)
def test_arrays_and_values_stand_one_behind_the_other(data: bytes) -> None:
    assert elements(data) == [Element(n, {"a": n}) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": 2, oops}',
        '{"id": oops}',
        '{"oops": oops}',
        "{oops}",
        "oops",
        '{"id": 2 "title": "A"}',
        '{"id": 2, oops, "cited": [{"id": 3}, {"id": 4}]}',
        '{"id": 2, "title": "a "quoted" word"}',
        '{"id": 2, "title": "a } b", oops}',
        '{"id": 2, "title": "bad \\escape"}',
    ],
)
@pytest.mark.parametrize("size", [64, 1 << 18])
def test_a_broken_element_costs_only_itself(broken: str, size: int) -> None:
    first, last = json.dumps({"id": 1}), json.dumps({"id": 5})

    with windows_of(size):
        found = elements(f"[{first}, {broken}, {last}, {first}]".encode())

    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert fault.kind is FaultKind.SYNTAX
    assert fault.found.startswith(broken[:10])
    assert [one for one in found if isinstance(one, Element)] == [
        Element(1, {"id": 1}),
        Element(3, {"id": 5}),
        Element(4, {"id": 1}),
    ]


def test_a_broken_element_may_stand_between_others_of_other_keys() -> None:
    data = b'[{"a": 1}, {"b": oops}, {"c": 3}, {"d": 4}]'

    assert values(data) == [{"a": 1}, {"c": 3}, {"d": 4}]
    assert [fault.kind for fault in faults(data)] == [FaultKind.SYNTAX]


@pytest.mark.parametrize("between", [",\n", "\n", ", "], ids=["comma", "line", "one-line"])
@pytest.mark.parametrize(
    "unclosed",
    [
        '{"id": 2, "title": "A"',
        '{"id": 2, "cited": [1, 2]',
        '{"id": 2, "n": 7',
        '{"id": 2, "x": {"y": 1}',
    ],
)
def test_a_missing_brace_costs_only_its_element(unclosed: str, between: str) -> None:
    rows = ['{"id": 1}', unclosed, '{"id": 3}', '{"id": 4, "cited": [{"id": 5}]}', '{"id": 6}']
    data = f"[{between.join(rows)}]".encode()

    (fault,) = faults(data)
    assert fault.kind is FaultKind.SYNTAX
    assert fault.found.startswith(unclosed)
    assert values(data) == [{"id": 1}, {"id": 3}, {"id": 4, "cited": [{"id": 5}]}, {"id": 6}]


def test_what_is_inside_a_broken_element_is_none() -> None:
    broken = '{"id": 2, "first": {"id": 3}, "cited": [{"id": 4}, {"id": 5}], oops}'

    assert values(f'[{{"id": 1}}, {broken}, {{"id": 6}}]'.encode()) == [{"id": 1}, {"id": 6}]


PAGE = page_opening("results", beside="meta")
PAGES = {
    "first": {"results": [NESTED, BRACES, {"id": 1}]},
    "meta": {"meta": {"count": 3, "next": None}, "results": [NESTED, BRACES, {"id": 1}]},
    "behind": {
        "n": -1.5,
        "next": 'a "results": [',
        "results": [NESTED, BRACES, {"id": 1}],
        "group_by": [{"id": 7}],
        "meta": {"results": [8]},
    },
}


def page_elements(data: bytes) -> list[Element | Fault]:
    return list(array_elements(BytesIO(data), b"", 1, PAGE))


@pytest.mark.parametrize("page", PAGES.values(), ids=[*PAGES])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("size", [1, 7, 1 << 18])
def test_the_elements_of_pages_are_those_of_their_arrays(
    page: dict[str, object], indent: int | None, size: int
) -> None:
    data = (json.dumps(page, indent=indent) + "\n").encode()

    with windows_of(size):
        found = page_elements(data * 2)

    records = [NESTED, BRACES, {"id": 1}]
    assert found == [Element(number, one) for number, one in enumerate(records * 2, start=1)]


@pytest.mark.parametrize(
    "value",
    [
        {"data": [1, 2]},
        {"results": 7},
        {"results": {"id": 1}},
        {"other": {"id": 1}, "results": [1, 2]},
        {"meta": {"of": {}}, "results": [1, 2]},
        {"of": [{"id": 1}], "results": [1, 2]},
        {"id": 1, "a": {"results": [1, 2]}},
    ],
)
def test_what_is_no_page_is_an_element(value: dict[str, object]) -> None:
    assert page_elements(json.dumps(value).encode()) == [Element(1, value)]


def test_a_page_may_be_empty() -> None:
    assert page_elements(b'{"results": []}') == []


@pytest.mark.parametrize("page", PAGES.values(), ids=[*PAGES])
def test_wherever_a_page_is_cut_there_is_one_fault(page: dict[str, object]) -> None:
    data = json.dumps(page).encode()

    for size in range(1, len(data)):
        found = page_elements(data[:size])
        assert [one.kind for one in found if isinstance(one, Fault)] == [FaultKind.TRUNCATED]


def test_a_broken_element_of_a_page_costs_only_itself_and_has_its_line() -> None:
    rows = [json.dumps({"id": n}) for n in range(4)]
    rows[2] = '{"id": oops}'

    found = page_elements(
        ('{"results": [\n' + ",\n".join(rows) + '\n], "x": 1}\n{"id": 9}').encode()
    )

    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert fault.line == 4
    assert [one.value for one in found if isinstance(one, Element)] == [
        *({"id": n} for n in (0, 1, 3, 9)),
    ]


def test_a_fault_has_its_line() -> None:
    rows = [json.dumps({"id": n}) for n in range(4)]
    rows[2] = '{"id": oops}'

    (fault,) = faults(("[\n" + ",\n".join(rows) + "\n]").encode())

    assert fault.line == 4


def test_a_byte_that_is_no_utf8_costs_nothing_but_its_place() -> None:
    data = b'[{"t": "a"}, {"t": "Fr\xe9chet"}, {"t": "b"}]'

    assert values(data) == [{"t": "a"}, {"t": "Fr\udce9chet"}, {"t": "b"}]


def test_an_element_that_is_too_large_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_arrays, "_LARGEST", 1 << 13)
    data = json.dumps([{"id": 1}, {"id": "x" * (1 << 15)}, {"id": 3}]).encode()

    with windows_of(1 << 10):
        monkeypatch.setattr(json_arrays, "_FAR", 1 << 18)
        found = elements(data)

    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert (fault.kind, fault.expected) == (FaultKind.SYNTAX, "a value of at most 8192 bytes")
    assert [one for one in found if isinstance(one, Element)] == [
        Element(1, {"id": 1}),
        Element(3, {"id": 3}),
    ]


def test_elements_of_any_key_order_are_read_in_time_that_grows_with_their_number() -> None:
    # Looking for the next object with the same key costs a thousand times as much.
    keys = [f"key{n}" for n in range(20)]
    text = "word " * 20
    records = [dict.fromkeys(keys[n % 20 :] + keys[: n % 20], text) for n in range(2000)]

    assert values(json.dumps(records).encode()) == records


class Counting(BytesIO):
    """A stream that knows how far it was read."""

    read_to = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 <= size <= 1 << 20
        data = super().read(size)
        self.read_to = self.tell()
        return data


@pytest.mark.parametrize("keys", [["id"], ["id", "title", "abstract"]], ids=["one", "many"])
@pytest.mark.parametrize("form", ["{}", '{{"results": {}, "n": 1}}'], ids=["array", "page"])
def test_an_array_is_not_read_whole(keys: list[str], form: str) -> None:
    records = [{keys[n % len(keys)]: n, "text": "x" * 1000} for n in range(5000)]
    data = form.format(json.dumps(records)).encode()
    stream = Counting(data)
    place = 0

    for number, found in enumerate(array_elements(stream, b"", 1, PAGE), start=1):
        place = number * len(data) // len(records)
        assert isinstance(found, Element)
        assert stream.read_to < place + (1 << 19)

    assert stream.read_to == len(data)


def test_a_stream_may_give_less_than_it_is_asked_for() -> None:
    class Trickle(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 5))

    stream = Trickle(json.dumps([NESTED, BRACES, NESTED]).encode())

    assert list(array_elements(stream, b"", 1)) == [
        Element(1, NESTED),
        Element(2, BRACES),
        Element(3, NESTED),
    ]
