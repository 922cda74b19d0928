"""Answers of arXiv's API: fields, errors, broken XML, and feeds of others."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.arxiv_atom import is_arxiv_atom, parse_arxiv_atom
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <link href="http://arxiv.org/api/query?id_list=2106.09685" rel="self"/>
  <title type="html">ArXiv Query: id_list=2106.09685</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2024-05-01T00:00:00-04:00</updated>
"""
LORA = """  <entry>
    <id>http://arxiv.org/abs/2106.09685v2</id>
    <updated>2021-10-16T18:40:34Z</updated>
    <published>2021-06-17T17:37:18Z</published>
    <title>LoRA: Low-Rank Adaptation of
  Large Language Models</title>
    <summary>  Two small matrices are trained,
where n &lt; 3 &amp; the rest is frozen.
</summary>
    <author>
      <name>Edward J. Hu</name>
      <arxiv:affiliation>A Company</arxiv:affiliation>
    </author>
    <author>
      <name>Yelong Shén</name>
    </author>
    <arxiv:comment>Draft, code at
  https://github.com/microsoft/LoRA</arxiv:comment>
    <arxiv:journal_ref>Our own Journal,
  3 (2021)</arxiv:journal_ref>
    <arxiv:doi>10.1000/ABC.1 10.1000/abc.2</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1000/ABC.1" rel="related"/>
    <link href="http://arxiv.org/abs/2106.09685v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2106.09685v2" rel="related"/>
    <arxiv:primary_category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="68T50" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
"""
ADAM = """  <entry>
    <id>http://arxiv.org/abs/1412.6980v9</id>
    <title>Adam</title>
    <summary>A method of moments.</summary>
  </entry>
"""
ERROR = """  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_1234.12345</id>
    <title>Error</title>
    <summary>incorrect id format for 1234.12345</summary>
    <link href="http://arxiv.org/api/errors#incorrect_id_format_for_1234.12345" rel="alternate"/>
  </entry>
"""
FEED = HEAD + LORA + ADAM + LORA + "</feed>\n"
HEAD_LINES = HEAD.count("\n")


def parsed(text: str | bytes) -> list[Paper | Fault | Printed]:
    content = text.encode() if isinstance(text, str) else text
    return list(parse_arxiv_atom(BytesIO(content)))


def titles(found: list[Paper | Fault | Printed]) -> list[str]:
    return [item.title for item in found if isinstance(item, Paper)]


def faults(found: list[Paper | Fault | Printed]) -> list[tuple[int, FaultKind]]:
    return [(item.line, item.kind) for item in found if isinstance(item, Fault)]


def only(fields: str) -> Paper:
    (found,) = parsed(HEAD + f"<entry><title>Adam</title>{fields}</entry></feed>")
    assert isinstance(found, Paper)
    return found


def test_every_field_of_a_paper_is_kept() -> None:
    assert parsed(HEAD + LORA + ADAM + "</feed>") == [
        Paper(
            title="LoRA: Low-Rank Adaptation of Large Language Models",
            abstract="Two small matrices are trained,\nwhere n < 3 & the rest is frozen.",
            arxiv_id="2106.09685",
            doi="10.1000/abc.1",
            authors=("Edward J. Hu", "Yelong Shén"),
            issued="2021-06-17",
            url="http://arxiv.org/abs/2106.09685v2",
            categories=("cs.CL", "68T50"),
            venue="Our own Journal, 3 (2021)",
            statements=(
                Statement(
                    "comment",
                    Relation.HAS_REPOSITORY,
                    Kind.REPOSITORY,
                    "https://github.com/microsoft/LoRA",
                    0.85,
                ),
            ),
            line=HEAD_LINES + 1,
        ),
        Paper(
            title="Adam",
            abstract="A method of moments.",
            arxiv_id="1412.6980",
            line=HEAD_LINES + LORA.count("\n") + 1,
        ),
    ]


def test_a_prefix_changes_nothing() -> None:
    prefixed = FEED.replace('xmlns="', 'xmlns:a="').replace("arxiv:", "x:")
    for name in ("feed", "entry", "title", "id", "summary", "author", "name", "published"):
        prefixed = prefixed.replace(f"<{name}", f"<a:{name}").replace(f"</{name}", f"</a:{name}")
    for name in ("link", "category", "updated"):
        prefixed = prefixed.replace(f"<{name}", f"<a:{name}").replace(f"</{name}", f"</a:{name}")
    prefixed = prefixed.replace("xmlns:arxiv=", "xmlns:x=")

    assert is_arxiv_atom(prefixed)
    assert parsed(prefixed) == parsed(FEED)


def test_the_titles_of_feeds_and_links_are_no_papers() -> None:
    assert parsed(HEAD + "</feed>") == []
    assert titles(parsed(FEED)) == [
        "LoRA: Low-Rank Adaptation of Large Language Models",
        "Adam",
        "LoRA: Low-Rank Adaptation of Large Language Models",
    ]


def test_an_error_is_a_fault_that_says_what_the_answer_says() -> None:
    (fault,) = parsed(HEAD + ERROR + "</feed>")

    assert isinstance(fault, Fault)
    assert (fault.line, fault.kind) == (HEAD_LINES + 1, FaultKind.RECORD)
    assert fault.found == "incorrect id format for 1234.12345"


def test_a_paper_may_be_titled_error() -> None:
    assert titles(parsed(HEAD + ADAM.replace("<title>Adam", "<title>Error") + "</feed>")) == [
        "Error"
    ]


@pytest.mark.parametrize("title", ["", "<title/>", "<title> \n </title>", "<b:title/>"])
def test_an_entry_without_a_title_costs_only_itself(title: str) -> None:
    broken = ADAM.replace("<title>Adam</title>", title).replace("<entry", '<entry xmlns:b="b"')
    found = parsed(HEAD + ADAM + broken + LORA + "</feed>")

    assert len(titles(found)) == 2
    assert faults(found) == [(HEAD_LINES + 6, FaultKind.RECORD)]


def test_what_is_missing_is_looked_for_elsewhere() -> None:
    assert only('<link title="doi" href="http://dx.doi.org/10.1000/A"/>').doi == "10.1000/a"
    assert only('<primary_category term="cs.CL"/>').categories == ("cs.CL",)
    assert only("<doi>10.48550/arXiv.1412.6980</doi>").arxiv_id == "1412.6980"
    assert only("<id>http://arxiv.org/abs/hep-ex/0307015v1</id>").arxiv_id == "hep-ex/0307015"
    assert only("<author/><author><name/></author><category/><link/>") == only("")
    assert only("<summary>a<!-- b -->c<![CDATA[ <d> ]]></summary>").abstract == "ac <d>"


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("R & D", FaultKind.SYNTAX),
        ("R &eacute; D", FaultKind.SYNTAX),
        ("<b>", FaultKind.SYNTAX),
        ("\x01", FaultKind.SYNTAX),
        ("</entry>", FaultKind.SYNTAX),
        ("<a b='1' b='2'/>", FaultKind.SYNTAX),
    ],
)
def test_a_broken_entry_costs_itself(damage: str, kind: FaultKind) -> None:
    broken = ADAM.replace("of moments", damage)
    found = parsed(HEAD + ADAM + broken + LORA + ADAM + "</feed>")

    assert faults(found)[0] == (HEAD_LINES + 9, kind)
    assert titles(found)[-3:] == ["Adam", titles(parsed(FEED))[0], "Adam"]


def test_bytes_that_are_no_text_are_named() -> None:
    data = (HEAD + ADAM + LORA + ADAM + "</feed>").encode().replace("é".encode(), b"\xe9")
    found = parsed(data)

    (fault,) = [item for item in found if isinstance(item, Fault)]
    assert fault.kind is FaultKind.ENCODING
    assert "byte 0xe9" in fault.found
    assert titles(found) == ["Adam", "Adam"]


def test_other_encodings_are_read_as_declared() -> None:
    data = FEED.replace("UTF-8", "ISO-8859-1").encode("latin-1")

    assert parsed(data) == parsed(FEED)


@pytest.mark.parametrize("second", [FEED, FEED.partition("\n")[2]], ids=["declared", "bare"])
def test_several_answers_are_read_one_after_the_other(second: str) -> None:
    found = parsed(FEED + "\n\n" + second)

    assert titles(found) == titles(parsed(FEED)) * 2
    assert not faults(found)
    lines = [item.line for item in found if isinstance(item, Paper)]
    assert lines[3] == FEED.count("\n") + 2 + HEAD_LINES + (second == FEED)


def test_bare_entries_are_read() -> None:
    assert titles(parsed(ADAM + ADAM.replace("Adam", "Eve"))) == ["Adam", "Eve"]


def test_a_refusal_between_answers_is_a_fault() -> None:
    found = parsed(FEED + "Rate exceeded.\n" + FEED)

    assert faults(found) == [(FEED.count("\n") + 1, FaultKind.SYNTAX)]
    assert len(titles(found)) == 6


def test_entities_are_not_resolved() -> None:
    bomb = (
        '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "/etc/passwd">]>'
    )
    feed = HEAD.replace("<feed", bomb + "<feed") + ADAM.replace("moments", "&b;&c;") + "</feed>"

    (paper,) = parsed(feed)
    assert isinstance(paper, Paper)
    assert paper.abstract == "A method of &b;&c;."


def test_a_long_feed_is_read() -> None:
    feed = HEAD + ADAM * 3000 + LORA + "</feed>"

    found = parsed(feed)
    assert len(titles(found)) == 3001
    lines = [item.line for item in found if isinstance(item, Paper)]
    assert lines == [HEAD_LINES + 1 + 5 * place for place in range(3001)]


def test_one_broken_entry_of_many_costs_itself() -> None:
    feed = HEAD + ADAM * 1000 + ADAM.replace("of", "&") + ADAM * 1000 + "</feed>"

    found = parsed(feed)
    assert len(titles(found)) == 2000
    assert faults(found) == [(HEAD_LINES + 5004, FaultKind.SYNTAX)]


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf\n"])
def test_nothing_gives_nothing(data: bytes) -> None:
    assert not titles(parsed(data))


@given(size=st.integers(min_value=1, max_value=len(FEED.encode()) - 9))
def test_wherever_a_feed_is_cut_it_says_so(size: int) -> None:
    found = parsed(FEED.encode()[:size])

    assert [kind for _, kind in faults(found)] == [FaultKind.TRUNCATED]
    assert len(titles(found)) == FEED.encode()[:size].count(b"</entry>")


@given(data=st.data())
def test_damage_never_raises_and_spares_the_records_before_it(data: st.DataObject) -> None:
    whole = FEED.encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    new = data.draw(st.binary(max_size=8) | st.sampled_from([b"<", b"&", b"</entry>", b"<?xml "]))
    damaged = whole[:start] + new + whole[end:]
    if data.draw(st.booleans()):
        damaged = damaged[: data.draw(st.integers(start, len(damaged)))]

    found = parsed(damaged)

    assert all(isinstance(item, Paper | Fault | Printed) for item in found)
    untouched = whole[:start].count(b"</entry>")
    assert found[:untouched] == parsed(whole)[:untouched]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (FEED, True),
        ("\ufeff" + FEED[:700], True),
        (HEAD + ERROR, True),
        (HEAD, True),
        ("Rate exceeded.", False),
        ("", False),
        ("<html><body>http://www.w3.org/2005/Atom</body></html>", False),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://blog.example.org/</id><entry>'
            "<summary>on http://arxiv.org/abs/1412.6980</summary></entry></feed>",
            False,
        ),
        (HEAD + "<entry><arxiv:announce_type>new</arxiv:announce_type></entry>", False),
        ("<OAI-PMH><request>http://export.arxiv.org/oai2</request></OAI-PMH>", False),
    ],
)
def test_an_answer_is_recognised_by_its_ids(text: str, recognised: bool) -> None:
    assert is_arxiv_atom(text) is recognised
