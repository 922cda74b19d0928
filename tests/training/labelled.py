"""The labelled papers: texts, letters of their names, and papers that we made up."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from papergraph.analysis.gold import read_gold
from papergraph.api import build
from papergraph.lexicon import cue_words
from papergraph.linking.forms import spelling_key
from papergraph.model import Kind, Paper, Relation
from papergraph.text.latex import read_latex
from papergraph.text.normalize import title_key

LABELS = Path(__file__).parent / "labels.tsv"
SENTENCES = Path(__file__).parent / "sentences.tsv"
COREFERENCES = Path(__file__).parent / "coreferences.tsv"
#: Letters of labels.tsv, the strongest first; each is a class of one of the models.
NAMES = {
    "I": "own method",
    "J": "own dataset",
    **dict.fromkeys("EAUCM", "method"),
    **dict.fromkeys("Dd", "dataset"),
    **dict.fromkeys("GX", "none"),
}
RELATIONS = {
    "E": "extends",
    "A": "analyzes",
    "U": "uses",
    "C": "comparesWith",
    "M": "mentions",
}
EVALUATIONS = {"D": "evaluatesOn", "d": "mentions"}
#: Names that made-up papers speak of: known ones, new ones, and those of their own work.
KNOWN = ("LoRA", "ResNet-50", "BERT", "Mamba", "AdamW", "CLIP", "GPT-4", "U-Net")
NEW = ("FrobNet", "QuaggaLM", "VLT-3", "DORMOUSE", "GnuFormer", "OKA-Net", "Tapir++", "XRPO")
OWN = ("ZorillaNet", "IbexTune", "KODKOD", "PumaFormer", "S3-Lynx")
#: What their identifiers start with.
_MADE_UP = "0000."
#: Made-up papers of each sentence.
_COPIES = 12


class OwnNames(NamedTuple):
    """Forms that a program took for one thing of a paper's own.

    Attributes:
        thing: the same number for what readers say is one thing.
        kind: method or dataset.
        names: the label first.
    """

    thing: int
    kind: Kind
    names: tuple[str, ...]


def read_labels(path: Path, without: set[str]) -> dict[str, dict[str, str]]:
    """Letters by spelling of the name, by paper."""
    labels: dict[str, dict[str, str]] = {}
    for row in _rows(path):
        if row["set"] not in without:
            found = labels.setdefault(row["paper"], {})
            if row["name"]:
                key = spelling_key(read_latex(row["name"]).text)
                found[key] = min(found.get(key, "X"), row["label"], key=list(NAMES).index)
    return labels


def made_up_papers() -> tuple[list[Paper], dict[str, dict[str, str]]]:
    """Papers of a sentence or two of our own, and their labels.

    They teach what every reader knows and few abstracts say: all cue words, and plain wordings
    with names that no text has.
    """
    papers: list[Paper] = []
    labels: dict[str, dict[str, str]] = {}
    for letter, title, abstract in [*read_sentences(), *cue_sentences()]:
        for number in range(_COPIES):
            place = len(papers)
            name = (KNOWN if "{NAME}" in title + abstract else NEW)[(place * 7 + number) % len(NEW)]
            own = OWN[place % len(OWN)]
            filled = [
                text.replace("{NAME}", name).replace("{NEW}", name).replace("OwnName", own)
                for text in (title, abstract)
            ]
            key = f"{_MADE_UP}{place:05}"
            papers.append(Paper(title=filled[0], abstract=filled[1], arxiv_id=key))
            labels[key] = {spelling_key(name): letter}
            if own in " ".join(filled):
                labels[key][spelling_key(own)] = "I"
    return papers, labels


def is_made_up(paper: Paper) -> bool:
    """Whether a paper is one of `made_up_papers`."""
    return paper.arxiv_id.startswith(_MADE_UP)


def group_of(paper: Paper) -> str:
    """What is learned from or judged as a whole: a paper, or all copies of a made-up one."""
    if is_made_up(paper):
        return f"made up {int(paper.arxiv_id.removeprefix(_MADE_UP)) // _COPIES}"
    return paper.title


def read_sentences() -> Iterator[tuple[str, str, str]]:
    """Letter, title and abstract of the rows of sentences.tsv."""
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["letter"], row["title"], row["abstract"]


def cue_sentences() -> Iterator[tuple[str, str, str]]:
    """A sentence of the paper's own work for every form of every cue word, right before a name."""
    letters = {name: letter for letter, name in RELATIONS.items()}
    for form, cue in sorted(cue_words().items()):
        letter = letters[cue.relation.value]
        if letter == "M":
            continue
        if form.endswith("ing"):
            abstract = f"In this paper we propose OwnName, {form} {{NAME}}."
        elif form == cue.words and f"{form}s" in cue_words():
            abstract = f"In this paper we {form} {{NAME}}."
        elif form.endswith("s"):
            abstract = f"In this paper we propose OwnName. It {form} {{NAME}}."
        else:
            abstract = f"In this paper we propose OwnName, {form} {{NAME}}."
        yield letter, "Cheaper learning", abstract


def read_coreferences(path: Path) -> dict[str, list[OwnNames]]:
    """What papers propose, in order of appearance, by paper."""
    found: dict[str, list[OwnNames]] = {}
    for row in _rows(path):
        one = OwnNames(int(row["thing"]), Kind(row["kind"]), tuple(row["names"].split(" | ")))
        found.setdefault(row["paper"], []).append(one)
    return found


def read_full(path: Path) -> set[str]:
    """Papers whose every name is labelled, those that the lexicon knows among them."""
    return {row["paper"] for row in _rows(path) if not row["set"].startswith("L")}


def read_chosen(path: Path) -> set[str]:
    """Papers that were not drawn by chance: models were unsure of their names and relations."""
    return {row["paper"] for row in _rows(path) if row["set"].startswith("P")}


def read_strict(path: Path) -> set[str]:
    """Papers whose readers seldom took words in small letters for a name, as others did."""
    return {row["paper"] for row in _rows(path) if row["set"].startswith(("P", "Q"))}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_papers(path: Path, labels: Mapping[str, object]) -> Iterator[Paper]:
    """Labelled papers of a file of JSON lines, by arXiv id or else by title."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            title = " ".join(row["title"].split())
            identifier = row.get("id", "")
            if identifier in labels or title in labels:
                abstract = " ".join(row["abstract"].split())
                yield Paper(title=title, abstract=abstract, arxiv_id=identifier)


def read_page(page: Path, gold: Path) -> tuple[list[Paper], dict[str, dict[str, str]]]:
    """Papers of a page, and letters for the methods that its readers say are others'."""
    letters = {Relation(name): letter for letter, name in RELATIONS.items()}
    labels: dict[str, dict[str, str]] = {}
    asked = {title_key(one.title): one for one in read_gold([gold])}
    papers = [one for one in build([page]).papers.values() if title_key(one.title) in asked]
    for paper in papers:
        known = labels.setdefault(paper.arxiv_id or paper.title, {})
        for method in asked[title_key(paper.title)].methods:
            if method.asked and method.relation in letters:
                for form in (method.name, *method.mentions):
                    known[spelling_key(form)] = letters[method.relation]
    return papers, labels
