"""One row of a plain table as a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.columns import Columns
from papergraph.sources.fault import Fault
from papergraph.sources.fields import is_unicode, record_fault, unwrapped
from papergraph.sources.markup import without_markup
from papergraph.sources.person_names import first_last
from papergraph.sources.records import Json
from papergraph.sources.written_fields import code_statements, venue_name, written_date
from papergraph.text.identifiers import arxiv_id, key_of, printed_arxiv_id, split_doi
from papergraph.text.urls import find_urls, repository_name

__all__ = ["first_date", "row_paper"]

_ABSENT = frozenset({"", "nan", "none", "null", "n/a", "na", "-"})
# With blanks around it.
_LONGEST_ABSENT = 16
# What stands in the place of names that are left out.
_FURTHER = frozenset({"others", "et al", "et al."})
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+")
_LIST_END = re.compile(r"\s*[;,|]\s*")
# Of ids since 2015; with four digits a spreadsheet has taken the last zero for nothing.
_SHORTENED_ID = re.compile(r"(?:1[5-9]|[2-9]\d)\d\d\.\d{4}(?:v\d+)?", re.ASCII)


def row_paper(
    values: Mapping[str, Json], number: int, chosen: Columns, shown: Json
) -> Paper | Fault:
    """The paper, or the fault of a row without a title or with what is no text.

    Args:
        values: by field, its title among them.
        number: of the row's line or record.
        chosen: the column of each field.
        shown: the row as a fault shows it.
    """
    title, abstract = (_read(values.get(field)) for field in ("title", "abstract"))
    if not title.strip():
        return record_fault(number, "a title", shown)
    if not is_unicode(title) or not is_unicode(abstract):
        return record_fault(number, "Unicode text", abstract if is_unicode(title) else title)
    stated, url = _text(values, "doi"), _text(values, "url")
    arxiv, doi = split_doi(stated) if stated else ("", "")
    keys = _keys(values, url)
    return Paper(
        title=unwrapped(title),
        abstract=abstract,
        arxiv_id=_arxiv(values) or arxiv or keys.pop("arxiv", ""),
        doi=doi or keys.pop("doi", ""),
        identifiers=tuple(
            sorted(f"{name}:{key}" for name, key in keys.items() if name not in ("arxiv", "doi"))
        ),
        authors=_authors(values.get("authors")),
        issued=written_date(_stated(values["date"])) if "date" in values else "",
        url="" if repository_name(url.removesuffix(".git")) else url,
        categories=_categories(values.get("categories")),
        venue=venue_name(_text(values, "venue")),
        statements=_statements(values, chosen),
        line=number,
    )


def first_date(values: Iterable[Json]) -> str:
    """The first of the values that is a date, as it is written; "" where none is.

    >>> first_date([None, "in press", 2021])
    '2021'
    """
    return next(filter(written_date, map(_stated, values)), "")


def _read(value: Json) -> str:
    """A title or an abstract as it is read; "" where the value is no text."""
    if not isinstance(value, str) or _is_absent(value):
        return ""
    return without_markup(value)


def _text(values: Mapping[str, Json], field: str) -> str:
    return _stated(values.get(field))


def _stated(value: Json) -> str:
    """The value as text: of a number its digits; "" where it stands for nothing."""
    if value is None or value == "" or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        value = str(value)
    if not isinstance(value, str) or _is_absent(value) or not is_unicode(value):
        return ""
    return value.strip()


def _is_absent(text: str) -> bool:
    short = len(text) <= _LONGEST_ABSENT  # an abstract is not written anew to be looked up
    return text.strip().lower() in _ABSENT if short else text.isspace()


def _arxiv(values: Mapping[str, Json]) -> str:
    text = _text(values, "arxiv")
    if not text or _SHORTENED_ID.fullmatch(text):
        return ""
    return arxiv_id(text) or printed_arxiv_id(text)


def _keys(values: Mapping[str, Json], url: str) -> dict[str, str]:
    """Identifiers by scheme: that the URL and the column of ids are, and of PubMed."""
    keys: dict[str, str] = {}
    for text in (_text(values, "id"), url):
        if text and not _SHORTENED_ID.fullmatch(text):
            scheme, found, key = key_of(text).partition(":")
            keys |= {scheme: key} if found and scheme not in keys else {}
    if (pubmed := _text(values, "pmid").removesuffix(".0")).isdigit():
        keys["pmid"] = pubmed
    return keys


def _statements(values: Mapping[str, Json], chosen: Columns) -> tuple[Statement, ...]:
    found = (
        code_statements([(chosen["code"], _text(values, "code"))], 0.9) if "code" in chosen else ()
    )
    if "page" in chosen:
        for _, url in find_urls(_text(values, "page"))[:1]:
            if repository_name(url):
                found += code_statements([(chosen["page"], url)])
            else:
                page = Statement(chosen["page"], Relation.HAS_PROJECT_PAGE, Kind.PAGE, url, 0.9)
                found += (page,)
    if "url" in chosen:
        known = {statement.value for statement in found}
        stated = code_statements([(chosen["url"], _text(values, "url"))])
        found += tuple(statement for statement in stated if statement.value not in known)
    return found


def _authors(value: Json) -> tuple[str, ...]:
    """The names of a list, of its text, or of a cell that parts them by a sign or by "and"."""
    names = _listed(value)
    if names is None:
        names = _parted(value) if isinstance(value, str) and is_unicode(value) else []
    spoken = [first_last(name) if "," in name else name.strip() for name in names]
    return tuple([name for name in spoken if name.lower() not in _ABSENT])


def _parted(cell: str) -> list[str]:
    for sign in (";", "|", "\n"):
        if sign in cell:
            return cell.split(sign)
    # "Hu, Edward and Shen, Yelong", or "Edward Hu, Yelong Shen, and Phillip Wallis".
    groups = cell.replace(" & ", " and ").split(" and ")
    if groups[-1].strip().lower() in _FURTHER:
        groups.pop()
    if len(groups) > 1 and all(one.count(",") == 1 and one[-1] != "," for one in groups):
        return groups
    names = [name.strip() for one in groups for name in one.split(",") if name.strip()]
    if names and names[-1].lower() in _FURTHER:
        names.pop()
    if len(names) % 2 == 0 and all(map(_INITIALS.fullmatch, names[1::2])):
        # "Hu, E., Shen, Y.": family names and initials in turn.
        return [", ".join(pair) for pair in zip(names[::2], names[1::2], strict=True)]
    is_inverted = len(names) == 2 and any(" " not in name for name in names)
    return groups if is_inverted and len(groups) == 1 else names


def _categories(value: Json) -> tuple[str, ...]:
    names = _listed(value)
    if names is None:
        names = (
            _LIST_END.split(value.strip()) if isinstance(value, str) and is_unicode(value) else []
        )
    return tuple(dict.fromkeys(name for name in names if name.lower() not in _ABSENT))


def _listed(value: Json) -> list[str] | None:
    """The texts of a list, of JSON or as Python prints one; ``None`` where it is no list."""
    if isinstance(value, list):
        texts = (one.get("name") if isinstance(one, dict) else one for one in value)
        return [one.strip() for one in texts if isinstance(one, str) and is_unicode(one)]
    if isinstance(value, str) and value.startswith("[") and value.rstrip().endswith("]"):
        return [(one or other).strip() for one, other in _QUOTED.findall(value)]
    return None
