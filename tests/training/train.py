"""Train the linear models of papergraph.linking from labelled names.

    python tests/training/train.py --texts papers.jsonl.gz --texts more.jsonl

See README.md in this folder for the labels and for what the figures mean.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import papergraph.linking
from papergraph.analysis.gold import read_gold
from papergraph.api import build
from papergraph.graph.grounding import ground
from papergraph.graph.identity import identify_papers
from papergraph.lexicon import Lexicon, cue_words, curated_lexicon
from papergraph.linking import Batch, Discoverer, Linker, Reader
from papergraph.linking.arrays import Ints
from papergraph.linking.coder import TOKEN
from papergraph.linking.forms import spelling_key
from papergraph.linking.linear import LinearModel, word_coder
from papergraph.linking.surroundings import View, shares
from papergraph.model import Kind, Level, Paper, Relation
from papergraph.text.latex import read_latex
from papergraph.text.normalize import title_key

LABELS = Path(__file__).parent / "labels.tsv"
SENTENCES = Path(__file__).parent / "sentences.tsv"
WEIGHTS = Path(papergraph.linking.__file__).parent / "weights"
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
#: A feature of fewer examples is left out, and so is a word of fewer papers.
_LEAST_EXAMPLES = 4
_LEAST_PAPERS = 6
#: Inverse strength of the penalty on weights.
_C = {"names": 0.07, "relations": 0.15, "evaluations": 0.3}
#: Weights nearer to zero are left out.
_LEAST_WEIGHT = 0.08
_FOLDS = 5
_BATCH = 512
#: Names that made-up papers speak of: known ones, new ones, and those of their own work.
KNOWN = ("LoRA", "ResNet-50", "BERT", "Mamba", "AdamW", "CLIP", "GPT-4", "U-Net")
NEW = ("FrobNet", "QuaggaLM", "VLT-3", "DORMOUSE", "GnuFormer", "OKA-Net", "Tapir++", "XRPO")
OWN = ("ZorillaNet", "IbexTune", "KODKOD", "PumaFormer", "S3-Lynx")
#: What their identifiers start with.
_MADE_UP = "0000."
#: Made-up papers of each sentence.
_COPIES = 12
#: Of a hundred entities so many are hidden, for the model to learn from their names.
_HIDDEN = 40


class Example(NamedTuple):
    """Features of one name in one paper, each with its share, and what it is."""

    features: Mapping[str, float]
    label: str
    paper: str
    made_up: bool


def main() -> None:
    """Train all models, print their figures by cross-validation, write their weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--without", default="", help="leave these sets of labels out")
    parser.add_argument("--quick", action="store_true", help="leave cross-validation out")
    parser.add_argument(
        "--page",
        type=Path,
        nargs=2,
        action="append",
        default=[],
        metavar=("PAGE", "GOLD"),
        help="an annotated page; its relations are learned, its names are not",
    )
    arguments = parser.parse_args()
    labels = read_labels(LABELS, set(arguments.without.split(",")))
    papers = [one for path in arguments.texts for one in read_papers(path, labels)]
    print(f"{len(papers)} of {len(labels)} labelled papers found")
    write_vocabulary(papers)
    ours, known = made_up_papers()
    together, full = {**labels, **known}, read_full(LABELS)
    names = list(name_examples([*papers, *ours], together, full))
    learn("names", names, quick=arguments.quick)
    pages = [read_page(page, gold) for page, gold in arguments.page]
    found = [([*papers, *ours], together), *pages]
    for model, letters in (("relations", RELATIONS), ("evaluations", EVALUATIONS)):
        examples = [one for each in found for one in relation_examples(*each, letters)]
        learn(model, examples, quick=arguments.quick)


def learn(model: str, examples: Sequence[Example], *, quick: bool) -> None:
    """Measure a model, train it on everything, write its weights."""
    if not quick:
        report(model, examples)
    write_weights(model, *fit(model, examples))
    LinearModel.named.cache_clear()


def read_labels(path: Path, without: set[str]) -> dict[str, dict[str, str]]:
    """Letters by spelling of the name, by paper."""
    labels: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
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


def read_full(path: Path) -> set[str]:
    """Papers whose every name is labelled, those that the lexicon knows among them."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["paper"] for row in rows if not row["set"].startswith("L")}


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


def write_vocabulary(papers: Sequence[Paper]) -> None:
    """The words of small letters and signs that enough papers have."""
    count = Counter(
        word
        for paper in papers
        for word in {token.lower() for token in TOKEN.findall(f"{paper.title} {paper.abstract}")}
    )
    kept = sorted(word for word, number in count.items() if word and number >= _LEAST_PAPERS)
    (WEIGHTS / "vocabulary.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    word_coder.cache_clear()


def batches(reader: Reader, papers: Sequence[Paper]) -> Iterator[Batch]:
    """The papers, some hundreds at a time."""
    for start in range(0, len(papers), _BATCH):
        yield reader.read(papers[start : start + _BATCH])


def view_features(
    views: Sequence[View], words: Sequence[str], owner: Ints, count: int
) -> list[Counter[str]]:
    """What stands around the places of each of `count` things, as remarks with their shares."""
    found: list[Counter[str]] = [Counter() for _ in range(count)]
    share = shares(views, owner)
    for view in views:
        things = owner[view.which].tolist()
        parts = share[view.which].tolist()
        for column in view.columns:
            answers = np.stack(column.words, axis=1).tolist()
            for thing, part, answer in zip(things, parts, answers, strict=True):
                if answer[0] >= 0:
                    found[thing][f"{column.name}: {' '.join(words[w] for w in answer)}"] += part
    return found


def name_examples(
    papers: Sequence[Paper], labels: Mapping[str, Mapping[str, str]], full: Container[str]
) -> Iterator[Example]:
    """What could be a name and is not known to the lexicon.

    Where a paper is labelled in full, a part of what the lexicon knows is hidden from it: so
    there are more names of others to learn from.
    """
    for lexicon, whole in ((without_some(curated_lexicon()), True), (curated_lexicon(), False)):
        chosen = [one for one in papers if ((one.arxiv_id or one.title) in full) is whole]
        yield from _name_examples(chosen, labels, lexicon)


def without_some(lexicon: Lexicon) -> Lexicon:
    """A lexicon without a part of its methods and datasets, chosen by their ids."""
    known = {
        entity: one
        for entity, one in lexicon.known.items()
        if one.entity.level is Level.GENERIC
        or entity.kind is Kind.TASK
        or zlib.crc32(str(entity).encode()) % 100 >= _HIDDEN
    }
    terms = tuple(term for term in lexicon.terms if term.entity in known)
    return replace(lexicon, known=known, terms=terms)


def _name_examples(
    papers: Sequence[Paper], labels: Mapping[str, Mapping[str, str]], lexicon: Lexicon
) -> Iterator[Example]:
    reader = Reader(lexicon)
    discoverer = Discoverer(reader)
    for batch in batches(reader, papers):
        nominated = discoverer.nominated(batch)
        count = len(nominated.nominations)
        around = view_features(nominated.views, reader.coder.words, nominated.owner, count)
        for one, number, features in zip(
            nominated.nominations, nominated.paper, around, strict=True
        ):
            paper = batch.papers[number].paper
            label = letter([*one.forms, *one.long_forms], labels[paper.arxiv_id or paper.title])
            remarks = with_all(features, discoverer.features(one))
            yield Example(remarks, NAMES[label], paper.title, is_made_up(paper))


def relation_examples(
    papers: Sequence[Paper],
    labels: Mapping[str, Mapping[str, str]],
    letters: Mapping[str, str],
) -> Iterator[Example]:
    """What others made and papers name."""
    reader = Reader(curated_lexicon())
    discoverer = Discoverer(reader)
    known = identify_papers(papers).papers
    keys = list(known)
    ready = list(batches(reader, [known[key] for key in keys]))
    discovered = (one for batch in ready for one in discoverer.discover(batch))
    grounded = ground(known, dict(zip(keys, discovered, strict=True)), curated_lexicon())
    linker = Linker(reader, grounded.lexicon)
    start = 0
    for batch in ready:
        here = keys[start : start + len(batch.papers)]
        start += len(here)
        subjects = linker.subjects(
            batch,
            [grounded.own.get(key) or {} for key in here],
            [grounded.others.get(key) or {} for key in here],
        )
        count = len(subjects.entity)
        around = view_features(subjects.views, reader.coder.words, subjects.owner, count)
        rows = zip(subjects.paper, subjects.mentions, subjects.remarks, around, strict=True)
        for number, mentions, remarks, features in rows:
            paper = batch.papers[number]
            forms = {one.found.span.of(paper.passages[one.passage].text) for one in mentions}
            label = letter(forms, labels[paper.paper.arxiv_id or paper.paper.title])
            if label in letters:
                found = with_all(features, remarks)
                yield Example(found, letters[label], paper.paper.title, is_made_up(paper.paper))


def with_all(features: Mapping[str, float], remarks: Iterable[str]) -> dict[str, float]:
    """Features with others of share 1."""
    return {**features, **dict.fromkeys(remarks, 1.0)}


def letter(forms: Iterable[str], known: Mapping[str, str]) -> str:
    """The strongest label of several forms of one name; X for none."""
    found = [known[key] for form in forms if (key := spelling_key(form)) in known]
    return min(found, key=list(NAMES).index, default="X")


def fit(model: str, examples: Sequence[Example]) -> tuple[list[str], LogisticRegression]:
    """Logistic regression over the features that recur."""
    count = Counter(feature for one in examples for feature in one.features)
    names = sorted(name for name, number in count.items() if number >= _LEAST_EXAMPLES)
    regression = LogisticRegression(C=_C[model], max_iter=3000, fit_intercept=False)
    regression.fit(matrix(names, examples), [one.label for one in examples])
    return names, regression


def matrix(names: Sequence[str], examples: Sequence[Example]) -> csr_matrix:
    """A row an example, a column a feature."""
    place = {name: index for index, name in enumerate(names)}
    rows, columns, values = [], [], []
    for index, one in enumerate(examples):
        found = sorted(
            (place[name], share) for name, share in one.features.items() if name in place
        )
        rows += [index] * len(found)
        columns += [column for column, _ in found]
        values += [share for _, share in found]
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))


def report(model: str, examples: Sequence[Example]) -> None:
    """Precision and recall of every class, each paper judged by a model that never saw it.

    Made-up papers are learned from in every fold, and judged in none.
    """
    taught = [one for one in examples if one.made_up]
    examples = [one for one in examples if not one.made_up]
    labels = [one.label for one in examples]
    guesses = np.empty(len(examples), dtype=object)
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=1)
    for seen, unseen in folds.split(examples, labels, [one.paper for one in examples]):
        names, regression = fit(model, [*taught, *(examples[index] for index in seen)])
        guesses[unseen] = regression.predict(matrix(names, [examples[index] for index in unseen]))
    right = sum(guess == label for guess, label in zip(guesses, labels, strict=True))
    print(f"\n{model}: {len(examples)} examples, {right / len(examples):.3f} of them right")
    for name, number in sorted(Counter(labels).items()):
        hits = sum(guess == label == name for guess, label in zip(guesses, labels, strict=True))
        guessed = sum(guess == name for guess in guesses)
        print(
            f"  {name:14}{number:6}  P {hits / max(guessed, 1):.3f}  R {hits / max(number, 1):.3f}",
            flush=True,
        )


def write_weights(model: str, names: Sequence[str], regression: LogisticRegression) -> None:
    """One line a feature, sorted; weights of two decimals."""
    classes = list(regression.classes_)
    weights = regression.coef_
    if len(classes) == len(weights) + 1:  # two classes have one row
        weights = np.concatenate([-weights, weights]) / 2
    lines = ["\t".join(["feature", *classes])]
    for index, name in enumerate(names):
        column = [round(float(weight), 2) + 0.0 for weight in weights[:, index]]
        if max(map(abs, column)) > _LEAST_WEIGHT:
            lines.append("\t".join([name, *(f"{weight:g}" for weight in column)]))
    (WEIGHTS / f"{model}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
