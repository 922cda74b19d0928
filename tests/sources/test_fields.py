"""Fields of records: of the type that was asked for, or missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.sources import FaultKind
from papergraph.sources.fields import (
    is_unicode,
    number_of,
    objects_of,
    record_fault,
    text_of,
    texts_of,
    unwrapped,
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(value=values)
def test_a_field_has_the_type_asked_for_whatever_it_holds(value: object) -> None:
    record = {"x": value}

    assert isinstance(text_of(record, "x"), str)
    assert all(isinstance(one, str) and one == one.strip() != "" for one in texts_of(record, "x"))
    assert all(isinstance(one, dict) for one in objects_of(record, "x"))
    number = number_of(record, "x")
    assert number is None or (type(number) is int and number >= 0)
    assert str(record_fault(1, "a paper", value))


def test_a_missing_field_is_empty() -> None:
    assert (text_of({}, "x"), texts_of({}, "x"), objects_of({}, "x")) == ("", (), [])
    assert number_of({}, "x") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Ann\n", "Ann"),
        (" \t", ""),
        ("\udce9", ""),
        ("A\udce9", ""),
        ("é", "é"),
        (7, ""),
        (["A"], ""),
        (None, ""),
    ],
    ids=["blanks", "blank", "byte", "with-byte", "accent", "number", "list", "null"],
)
def test_a_text_is_unicode_without_blanks_around_it(value: object, text: str) -> None:
    assert text_of({"x": value}, "x") == text


@pytest.mark.parametrize(
    ("value", "number"),
    [(0, 0), (7, 7), (-1, None), (True, None), (7.0, None), ("7", None), (None, None)],
)
def test_a_number_is_whole_and_not_negative(value: object, number: int | None) -> None:
    assert number_of({"x": value}, "x") == number


def test_of_a_list_what_fits_is_kept() -> None:
    record = {"x": [" a ", 1, None, {"b": 1}, "", "\udc80", ["c"], "d"]}

    assert texts_of(record, "x") == ("a", "d")
    assert objects_of(record, "x") == [{"b": 1}]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Low-Rank\n  Adaptation", "Low-Rank Adaptation"),
        ("Low-Rank \r\n\r\n Adaptation", "Low-Rank Adaptation"),
        (" Low-Rank  Adaptation ", "Low-Rank  Adaptation"),
        ("\n", ""),
    ],
    ids=["wrapped", "twice", "blanks-within", "blank"],
)
def test_a_title_is_one_line(title: str, line: str) -> None:
    assert unwrapped(title) == line


@given(text=st.text())
def test_a_title_is_unwrapped_once_for_all(text: str) -> None:
    assert unwrapped(unwrapped(text)) == unwrapped(text)
    assert not {"\n", "\r"} & set(unwrapped(text))


@given(text=st.text(st.characters(codec="utf-8")))
def test_unicode_is_what_can_be_written_as_utf8(text: str) -> None:
    assert is_unicode(text)
    assert not is_unicode(text + "\udc80")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"id": 1, "name": "A"}, "{'id': ..., 'name': ...}"),
        ({str(n): n for n in range(9)}, "{" + ", ".join(f"'{n}': ..." for n in range(8)) + "}"),
        ([1, 2], "an array of 2"),
        (None, "null"),
        (7, "7"),
        ("LoRA", "LoRA"),
        ("A\udce9", "A?"),
        ({"\udce9": 1}, "{'\\udce9': ...}"),
    ],
    ids=["object", "large", "list", "null", "number", "text", "byte", "byte-key"],
)
def test_a_fault_of_a_record_shows_what_it_is(value: object, found: str) -> None:
    fault = record_fault(3, "a paper", value)

    assert (fault.line, fault.expected, fault.kind) == (3, "a paper", FaultKind.RECORD)
    assert fault.found == found
