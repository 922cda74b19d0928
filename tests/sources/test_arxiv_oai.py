"""Answers of arXiv's OAI-PMH interface: three kinds of metadata, deleted and broken records."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.arxiv_oai import is_arxiv_oai, parse_arxiv_oai
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2024-05-01T00:00:00Z</responseDate>
<request verb="ListRecords" metadataPrefix="arXiv">http://export.arxiv.org/oai2</request>
<ListRecords>
"""
TAIL = """<resumptionToken cursor="0" completeListSize="3">6511260|1001</resumptionToken>
</ListRecords>
</OAI-PMH>
"""
HEADER = """<header>
 <identifier>oai:arXiv.org:2106.09685</identifier>
 <datestamp>2021-10-18</datestamp>
 <setSpec>cs</setSpec>
</header>
"""
ARXIV = f"""<record>
{HEADER}<metadata>
 <arXiv xmlns="http://arxiv.org/OAI/arXiv/">
 <id>2106.09685</id><created>2021-06-17</created><updated>2021-10-18</updated>
 <authors><author><keyname>Hu</keyname><forenames>Edward J.</forenames></author>
 <author><keyname>Sh&#233;n</keyname><forenames>Yelong</forenames><suffix>Jr.</suffix>
 <affiliation>A Company</affiliation></author>
 <author><keyname>A Collaboration</keyname></author></authors>
 <title>LoRA: Low-Rank Adaptation of
  Large Language Models</title>
 <categories>cs.CL cs.AI</categories>
 <comments>Draft, code at
  https://github.com/microsoft/LoRA</comments>
 <journal-ref>Our own Journal,
  3 (2021)</journal-ref>
 <doi>10.1000/ABC.1 10.1000/abc.2</doi>
 <license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license>
 <abstract>  Two small matrices are trained,
where n &lt; 3 &amp; the rest is frozen.
</abstract></arXiv>
</metadata>
</record>
"""
RAW = f"""<record>
{HEADER}<metadata>
 <arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
 <id>2106.09685</id><submitter>Edward J. Hu</submitter>
 <version version="v10"><date>Mon, 18 Oct 2021 17:40:40 GMT</date><size>1kb</size></version>
 <version version="v1"><date>Thu, 17 Jun 2021 17:37:18 GMT</date><size>1kb</size></version>
 <version version="v2"><date>Sat, 16 Oct 2021 18:40:34 GMT</date><size>1kb</size></version>
 <title>LoRA: Low-Rank Adaptation of
  Large Language Models</title>
 <authors>Edward J. Hu (1), Yelong Sh\\'en, Jr. (1 and 2) and A Collaboration ((1) A Company,
  (2) A Lab)</authors>
 <categories>cs.CL cs.AI</categories>
 <comments>Draft, code at
  https://github.com/microsoft/LoRA</comments>
 <journal-ref>Our own Journal,
  3 (2021)</journal-ref>
 <doi>10.1000/ABC.1 10.1000/abc.2</doi>
 <abstract>  Two small matrices are trained,
where n &lt; 3 &amp; the rest is frozen.
</abstract></arXivRaw>
</metadata>
</record>
"""
DC = f"""<record>
{HEADER}<metadata>
 <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
   xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:title>LoRA: Low-Rank Adaptation of
  Large Language Models</dc:title>
 <dc:creator>Hu, Edward J.</dc:creator>
 <dc:creator>Shén, Yelong, Jr.</dc:creator>
 <dc:creator>A Collaboration</dc:creator>
 <dc:subject>Computation and Language</dc:subject>
 <dc:subject>Machine Learning</dc:subject>
 <dc:description>Comment: Draft, code at https://github.com/microsoft/LoRA</dc:description>
 <dc:description>  Two small matrices are trained,
where n &lt; 3 &amp; the rest is frozen.
</dc:description>
 <dc:date>2021-10-16</dc:date>
 <dc:date>2021-06-17</dc:date>
 <dc:type>text</dc:type>
 <dc:identifier>http://arxiv.org/abs/2106.09685</dc:identifier>
 <dc:identifier>Our own Journal, 3 (2021)</dc:identifier>
 <dc:identifier>doi:10.1000/ABC.1</dc:identifier>
 </oai_dc:dc>
</metadata>
</record>
"""
DELETED = """<record>
<header status="deleted">
 <identifier>oai:arXiv.org:0704.0001</identifier><datestamp>2008-11-26</datestamp>
</header>
</record>
"""
ADAM = """<record><header><identifier>oai:arXiv.org:1412.6980</identifier></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>1412.6980</id><title>Adam</title>
<abstract>A method of moments.</abstract></arXiv></metadata></record>
"""
HEAD_LINES = HEAD.count("\n")
LORA_TITLE = "LoRA: Low-Rank Adaptation of Large Language Models"
ANSWER = HEAD + ADAM + DELETED + ARXIV + ADAM + TAIL


def parsed(text: str | bytes) -> list[Paper | Fault | Printed]:
    content = text.encode() if isinstance(text, str) else text
    return list(parse_arxiv_oai(BytesIO(content)))


def titles(found: list[Paper | Fault | Printed]) -> list[str]:
    return [item.title for item in found if isinstance(item, Paper)]


def faults(found: list[Paper | Fault | Printed]) -> list[tuple[int, FaultKind]]:
    return [(item.line, item.kind) for item in found if isinstance(item, Fault)]


def lora(**fields: object) -> Paper:
    plain: dict[str, object] = {
        "title": LORA_TITLE,
        "abstract": "Two small matrices are trained,\nwhere n < 3 & the rest is frozen.",
        "arxiv_id": "2106.09685",
        "doi": "10.1000/abc.1",
        "authors": ("Edward J. Hu", "Yelong Shén Jr.", "A Collaboration"),
        "issued": "2021-06-17",
        "categories": ("cs.CL", "cs.AI"),
        "venue": "Our own Journal, 3 (2021)",
        "statements": (
            Statement(
                "comment",
                Relation.HAS_REPOSITORY,
                Kind.REPOSITORY,
                "https://github.com/microsoft/LoRA",
                0.85,
            ),
        ),
        "line": HEAD_LINES + 1,
    }
    return Paper(**{**plain, **fields})  # type: ignore[arg-type]


def only(record: str) -> Paper:
    (found,) = parsed(HEAD + record + TAIL)
    assert isinstance(found, Paper)
    return found


def test_every_field_of_arxiv_is_kept() -> None:
    assert only(ARXIV) == lora()


def test_every_field_of_arxiv_raw_is_kept_and_version_1_dates_it() -> None:
    assert only(RAW) == lora()


def test_every_field_of_dublin_core_is_kept() -> None:
    categories = ("Computation and Language", "Machine Learning")
    assert only(DC) == lora(categories=categories, url="http://arxiv.org/abs/2106.09685")


def test_a_comment_is_never_the_abstract() -> None:
    start, end = DC.index(" <dc:description>  Two"), DC.index(" <dc:date>")

    assert only(DC[:start] + DC[end:]).abstract == ""


def test_an_identifier_is_looked_for_in_header_and_metadata() -> None:
    assert only(ADAM.replace("<id>1412.6980</id>", "")).arxiv_id == "1412.6980"
    assert only(ADAM.replace("oai:arXiv.org:1412.6980", "")).arxiv_id == "1412.6980"
    assert only(DC.replace(HEADER, "")).arxiv_id == "2106.09685"
    assert only(DC.replace(HEADER, "").replace("2106.09685", "x")).arxiv_id == ""


def test_a_missing_date_or_name_is_no_fault() -> None:
    raw = RAW.replace('version="v1"', 'version="v3"')
    assert only(raw).issued == ""
    assert only(ADAM.replace("<title>", "<authors/><title>")).authors == ()
    assert only(ADAM.replace("<title>", "<authors><author/></authors><title>")).authors == ()


def test_a_prefix_changes_nothing() -> None:
    prefixed = ANSWER.replace("xmlns=", "xmlns:o=", 1)
    for name in ("OAI-PMH", "ListRecords", "record", "header", "metadata", "identifier"):
        prefixed = prefixed.replace(f"<{name}", f"<o:{name}").replace(f"</{name}", f"</o:{name}")
    prefixed = prefixed.replace("<responseDate", "<o:responseDate")
    prefixed = prefixed.replace("</responseDate", "</o:responseDate")

    assert is_arxiv_oai(prefixed)
    assert parsed(prefixed) == parsed(ANSWER)


def test_deleted_records_are_passed_over() -> None:
    assert parsed(HEAD + DELETED * 3 + TAIL) == []
    assert titles(parsed(ANSWER)) == ["Adam", LORA_TITLE, "Adam"]
    assert not faults(parsed(ANSWER))


def test_get_record_is_read() -> None:
    answer = ANSWER.replace("ListRecords>", "GetRecord>")

    assert titles(parsed(answer)) == titles(parsed(ANSWER))


@pytest.mark.parametrize(
    "token", ["", "<resumptionToken/>", "<resumptionToken>\n 1\n</resumptionToken>"]
)
def test_resumption_tokens_do_not_matter(token: str) -> None:
    tail = f"{token}</ListRecords></OAI-PMH>"

    assert titles(parsed(HEAD + ADAM + tail)) == ["Adam"]


def test_an_error_is_a_fault_that_says_what_the_answer_says() -> None:
    error = '<error code="noRecordsMatch">No records match.</error></OAI-PMH>'
    (fault,) = parsed(HEAD.replace("<ListRecords>\n", "") + error)

    assert isinstance(fault, Fault)
    assert (fault.line, fault.kind) == (HEAD_LINES, FaultKind.RECORD)
    assert fault.found == "noRecordsMatch: No records match."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>Adam</title>", ""),
        ("<title>Adam</title>", "<title> \n</title>"),
        ("metadata>", "about>"),
    ],
)
def test_a_record_without_a_title_costs_only_itself(old: str, new: str) -> None:
    found = parsed(HEAD + ARXIV + ADAM.replace(old, new) + ADAM + TAIL)

    assert titles(found) == [LORA_TITLE, "Adam"]
    line = HEAD_LINES + ARXIV.count("\n") + 1
    assert faults(found) == [(line, FaultKind.RECORD)]


@pytest.mark.parametrize(
    "second",
    [ANSWER, ANSWER.partition("\n")[2]],
    ids=["declared", "bare"],
)
def test_several_answers_are_read_one_after_the_other(second: str) -> None:
    found = parsed(ANSWER + second + ANSWER)

    assert titles(found) == titles(parsed(ANSWER)) * 3
    assert not faults(found)


def test_a_cut_answer_before_another_one_is_told() -> None:
    cut = HEAD + ADAM + ARXIV[:300] + "\n"
    found = parsed(cut + ANSWER)

    assert titles(found) == ["Adam", *titles(parsed(ANSWER))]
    assert faults(found) == [(cut.count("\n") + 1, FaultKind.TRUNCATED)]


def test_bare_records_are_read() -> None:
    records = "<ListRecords>" + ADAM + ARXIV + "</ListRecords>"

    assert titles(parsed(records)) == ["Adam", LORA_TITLE]
    assert titles(parsed(ADAM + ADAM)) == ["Adam", "Adam"]


@pytest.mark.parametrize(
    "damage", ["R & D", "R &eacute; D", "<b>", "\x01", "</metadata>", "</record>", "<record>"]
)
def test_a_broken_record_costs_itself(damage: str) -> None:
    broken = ADAM.replace("of moments", damage)
    found = parsed(HEAD + ADAM + broken + ARXIV + ADAM * 2 + TAIL)

    assert faults(found)[0] == (HEAD_LINES + 6, FaultKind.SYNTAX)
    assert titles(found)[-3:] == [LORA_TITLE, "Adam", "Adam"]


def test_a_record_whose_end_is_lost_does_not_take_the_next_one_along() -> None:
    broken = ADAM.replace("</metadata></record>", "")
    found = parsed(HEAD + ARXIV + broken + ADAM + ARXIV + TAIL)

    assert titles(found) == [LORA_TITLE, "Adam", LORA_TITLE]
    assert len(faults(found)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<responseDate>", "<responseDate"),
        ("<responseDate>2024", "<responseDate>20&24"),
        ("<request ", '<requ"est '),
        ("<responseDate>", "<!--"),
        ('version="1.0"', "version=\0"),
    ],
)
@pytest.mark.parametrize("times", [1, 200])
def test_a_broken_head_costs_no_record(old: str, new: str, times: int) -> None:
    found = parsed(HEAD.replace(old, new) + (ADAM + RAW + ARXIV) * times + TAIL)

    assert titles(found) == ["Adam", LORA_TITLE, LORA_TITLE] * times
    assert [kind for _, kind in faults(found)] == [FaultKind.SYNTAX]


def test_one_broken_record_of_many_costs_itself() -> None:
    answer = HEAD + ADAM * 1000 + ADAM.replace("of", "&") + ADAM * 1000 + TAIL

    found = parsed(answer)
    assert len(titles(found)) == 2000
    assert faults(found) == [(HEAD_LINES + 3003, FaultKind.SYNTAX)]
    lines = [item.line for item in found if isinstance(item, Paper)]
    assert lines[::1000] == [HEAD_LINES + 1, HEAD_LINES + 3004]


def test_a_huge_record_is_read() -> None:
    huge = ADAM.replace("moments", "moments " * 300_000)

    found = parsed(HEAD + huge + ADAM + TAIL)
    assert titles(found) == ["Adam", "Adam"]
    assert not faults(found)


def test_bytes_that_are_no_text_cost_their_record() -> None:
    data = (HEAD + ADAM + DC + ADAM + TAIL).encode().replace("é".encode(), b"\xe9")
    found = parsed(data)

    assert [kind for _, kind in faults(found)] == [FaultKind.ENCODING]
    assert titles(found) == ["Adam", "Adam"]


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf\n"])
def test_nothing_gives_no_paper(data: bytes) -> None:
    assert not titles(parsed(data))


@given(size=st.integers(min_value=1, max_value=len(ANSWER.encode()) - 4))
def test_wherever_an_answer_is_cut_it_says_so(size: int) -> None:
    found = parsed(ANSWER.encode()[:size])

    assert [kind for _, kind in faults(found)] == [FaultKind.TRUNCATED]
    whole = ANSWER.encode()[:size].replace(DELETED.encode().strip(), b"").count(b"</record>")
    assert len(titles(found)) == whole


@given(data=st.data())
def test_damage_never_raises_and_spares_the_records_before_it(data: st.DataObject) -> None:
    whole = (HEAD + ADAM + ARXIV + RAW + DC + ADAM + TAIL).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    new = data.draw(st.binary(max_size=8) | st.sampled_from([b"<", b"&", b"</record>", b"<?xml "]))
    damaged = whole[:start] + new + whole[end:]
    if data.draw(st.booleans()):
        damaged = damaged[: data.draw(st.integers(start, len(damaged)))]

    found = parsed(damaged)

    assert all(isinstance(item, Paper | Fault | Printed) for item in found)
    untouched = whole[:start].count(b"</record>")
    assert found[:untouched] == parsed(whole)[:untouched]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (ANSWER, True),
        ("\ufeff" + ANSWER[:300], True),
        (HEAD + DELETED, True),
        (HEAD, True),
        (ADAM, True),
        ("", False),
        ("Rate exceeded.", False),
        ("oai:arXiv.org:1412.6980 is a <record>", False),
        ("<OAI-PMH><request>https://zenodo.org/oai2d</request></OAI-PMH>", False),
        (
            "<OAI-PMH><request>https://zenodo.org/oai2d</request><record><dc:relation>"
            "https://arxiv.org/abs/1412.6980</dc:relation></record></OAI-PMH>",
            False,
        ),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>', False),
    ],
)
def test_an_answer_is_recognised_by_whose_it_is(text: str, recognised: bool) -> None:
    assert is_arxiv_oai(text) is recognised
