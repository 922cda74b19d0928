"""The same records in every format that is read, for the benchmark of reading."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

__all__ = ["FORMATS", "write_records"]

Row = Mapping[str, Any]
_Chunks = Iterator[str]


def _authors(row: Row) -> list[str]:
    return [one.strip() for one in row["authors"].replace(" and ", ", ").split(",") if one.strip()]


def _lines(rows: Iterable[Row], record: Callable[[int, Row], object]) -> _Chunks:
    for number, row in enumerate(rows):
        yield json.dumps(record(number, row)) + "\n"


def _array(rows: Iterable[Row], record: Callable[[int, Row], object]) -> _Chunks:
    for number, row in enumerate(rows):
        yield ("[" if number == 0 else ", ") + json.dumps(record(number, row))
    yield "]"


def _snapshot(_: int, row: Row) -> object:
    parsed = [[*reversed(name.split(" ", 1)), ""] for name in _authors(row)]
    versions = [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}]
    more = {"versions": versions, "update_date": "2024-01-01", "authors_parsed": parsed}
    return {**row, "license": None, "doi": None, "journal-ref": None, **more}


def _hf_daily(_: int, row: Row) -> object:
    paper = {
        "id": row["id"],
        "title": row["title"],
        "summary": row["abstract"],
        "publishedAt": "2024-10-22T17:59:30.000Z",
        "authors": [{"_id": "1", "name": name, "hidden": False} for name in _authors(row)],
        "upvotes": 7,
        "discussionId": "1",
    }
    return {"paper": paper, "publishedAt": "2024-10-23T01:00:00.000Z", "numComments": 2}


def _openalex(number: int, row: Row) -> object:
    words: dict[str, list[int]] = {}
    for place, word in enumerate(row["abstract"].split()):
        words.setdefault(word, []).append(place)
    return {
        "id": f"https://openalex.org/W{number + 1}",
        "doi": f"https://doi.org/10.48550/arxiv.{row['id']}",
        "display_name": row["title"],
        "abstract_inverted_index": words,
        "publication_date": "2024-10-22",
        "authorships": [{"author": {"display_name": name}} for name in _authors(row)],
        "locations": [{"landing_page_url": f"https://arxiv.org/abs/{row['id']}"}],
        "referenced_works": [f"https://openalex.org/W{number // 2 + n}" for n in range(1, 11)],
        "cited_by_count": 3,
        "updated_date": "2024-11-01",
    }


def _semantic_scholar(number: int, row: Row) -> object:
    return {
        "corpusid": number + 1,
        "externalids": {"ArXiv": row["id"], "DOI": None, "CorpusId": str(number + 1)},
        "title": row["title"],
        "abstract": row["abstract"],
        "authors": [{"authorId": "1", "name": name} for name in _authors(row)],
        "venue": "arXiv",
        "year": 2024,
        "citationcount": 3,
        "publicationdate": "2024-10-22",
    }


def _pwc_paper(number: int, row: Row) -> object:
    return {
        "paper_url": f"https://paperswithcode.com/paper/p-{number}",
        "arxiv_id": row["id"],
        "title": row["title"],
        "abstract": row["abstract"],
        "url_abs": f"https://arxiv.org/abs/{row['id']}v1",
        "authors": _authors(row),
        "tasks": ["Image Classification"],
        "date": "2024-10-22",
        "methods": [{"name": "Adam", "full_name": "Adam"}],
    }


def _pwc_link(number: int, row: Row) -> object:
    return {
        "paper_url": f"https://paperswithcode.com/paper/p-{number}",
        "paper_title": row["title"],
        "paper_arxiv_id": row["id"],
        "paper_url_abs": f"https://arxiv.org/abs/{row['id']}v1",
        "repo_url": f"https://github.com/o/r{number}",
        "is_official": True,
        "mentioned_in_paper": True,
        "mentioned_in_github": False,
        "framework": "pytorch",
    }


def _pwc_table(number: int, row: Row) -> object:
    rows = [
        {
            "model_name": f"M{number}",
            "paper_title": row["title"],
            "paper_url": f"https://arxiv.org/abs/{row['id']}v1",
            "metrics": {"Accuracy": "76.1%"},
        }
    ]
    dataset = {"dataset": "ImageNet", "sota": {"metrics": ["Accuracy"], "rows": rows}}
    return {"task": "Image Classification", "datasets": [dataset], "subtasks": []}


def _csl(number: int, row: Row) -> object:
    names = [name.rpartition(" ") for name in _authors(row)]
    return {
        "type": "article",
        "id": f"k{number}",
        "title": row["title"],
        "abstract": row["abstract"],
        "author": [{"family": last, "given": first} for first, _, last in names],
        "issued": {"date-parts": [[2024, 10, 22]]},
        "number": f"arXiv:{row['id']}",
    }


def _plain(_: int, row: Row) -> object:
    return {name: row[name] for name in ("title", "abstract", "authors")} | {"year": 2024}


def _paired(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _bibtex(rows: Iterable[Row]) -> _Chunks:
    for number, row in enumerate(rows):
        fields = {
            "title": row["title"],
            "author": " and ".join(_authors(row)),
            "abstract": row["abstract"],
            "year": "2024",
            "eprint": row["id"],
            "archivePrefix": "arXiv",
        }
        body = "".join(f"  {name} = {{{_paired(text)}}},\n" for name, text in fields.items())
        yield f"@article{{k{number},\n{body}}}\n\n"


def _ris(rows: Iterable[Row]) -> _Chunks:
    for row in rows:
        names = "".join(f"AU  - {name}\n" for name in _authors(row))
        title, abstract = (" ".join(row[name].split()) for name in ("title", "abstract"))
        url = f"UR  - https://arxiv.org/abs/{row['id']}\n"
        yield f"TY  - JOUR\nTI  - {title}\n{names}AB  - {abstract}\nPY  - 2024\n{url}ER  - \n\n"


def _csv(rows: Iterable[Row]) -> _Chunks:
    yield "title,abstract,authors,year,arxiv\n"
    for row in rows:
        text = io.StringIO()
        cells = [row["title"], row["abstract"], row["authors"], 2024, row["id"]]
        csv.writer(text, lineterminator="\n").writerow(cells)
        yield text.getvalue()


def _hf_text(rows: Iterable[Row]) -> _Chunks:
    yield "new\n\nDaily Papers\n\nOct 22\n\n"
    for row in rows:
        yield "\n\n".join(" ".join(row[name].split()) for name in ("title", "abstract")) + "\n\n"


def _atom(rows: Iterable[Row]) -> _Chunks:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<title>ArXiv Query</title><id>http://arxiv.org/api/x</id>\n"
    )
    for row in rows:
        names = "".join(f"<author><name>{escape(one)}</name></author>" for one in _authors(row))
        yield (
            f"<entry><id>http://arxiv.org/abs/{row['id']}v1</id><title>{escape(row['title'])}"
            f"</title><summary>{escape(row['abstract'])}</summary>{names}"
            '<published>2024-10-22T17:59:30Z</published><category term="cs.CL"/></entry>\n'
        )
    yield "</feed>\n"


def _oai(rows: Iterable[Row]) -> _Chunks:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>\n'
    )
    for row in rows:
        names = "".join(
            f"<author><keyname>{escape(last)}</keyname><forenames>{escape(first)}</forenames></author>"
            for first, _, last in (name.rpartition(" ") for name in _authors(row))
        )
        yield (
            f"<record><header><identifier>oai:arXiv.org:{row['id']}</identifier></header><metadata>"
            f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{row["id"]}</id>'
            f"<created>2024-10-22</created><authors>{names}</authors><title>{escape(row['title'])}"
            f"</title><categories>cs.CL</categories><abstract>{escape(row['abstract'])}</abstract>"
            "</arXiv></metadata></record>\n"
        )
    yield "</ListRecords></OAI-PMH>\n"


#: What writes the records in a format, by the format's name.
FORMATS: Mapping[str, Callable[[Iterable[Row]], _Chunks]] = {
    "arxiv-atom": _atom,
    "arxiv-oai": _oai,
    "arxiv-snapshot": lambda rows: _lines(rows, _snapshot),
    "bibtex": _bibtex,
    "csl-json": lambda rows: _array(rows, _csl),
    "csv": _csv,
    "hf-daily-json": lambda rows: _array(rows, _hf_daily),
    "hf-text": _hf_text,
    "jsonl": lambda rows: _lines(rows, _plain),
    "openalex": lambda rows: _lines(rows, _openalex),
    "pwc-evaluations": lambda rows: _array(rows, _pwc_table),
    "pwc-links": lambda rows: _array(rows, _pwc_link),
    "pwc-papers": lambda rows: _array(rows, _pwc_paper),
    "ris": _ris,
    "semantic-scholar": lambda rows: _lines(rows, _semantic_scholar),
}


def write_records(rows: Iterable[Row], name: str, file: io.TextIOBase) -> None:
    """Write rows of the snapshot's fields as a file of a format."""
    for chunk in FORMATS[name](rows):
        file.write(chunk)
