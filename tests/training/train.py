"""Train the linear models of papergraph.linking from labelled names.

    python tests/training/train.py --texts papers.jsonl.gz --texts more.jsonl

See README.md in this folder for the labels and for what the figures mean.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import papergraph.linking
from papergraph.analysis.gold import read_gold
from papergraph.api import build
from papergraph.graph.grounding import ground
from papergraph.graph.identity import identify_papers
from papergraph.lexicon import curated_lexicon
from papergraph.linking import Discoverer, Linker, prepare
from papergraph.linking.classifier import Classifier
from papergraph.linking.proposals import spelling_key
from papergraph.model import Paper, Relation
from papergraph.text.normalize import title_key

LABELS = Path(__file__).parent / "labels.tsv"
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
#: A feature of fewer examples is left out.
_LEAST_EXAMPLES = {"names": 2, "relations": 3}
#: Inverse strength of the penalty on weights.
_C = {"names": 1.0, "relations": 0.3}
_FOLDS = 5


class Example(NamedTuple):
    """Features of one name in one paper, and what it is."""

    features: Sequence[str]
    label: str
    paper: str


def main() -> None:
    """Train both models, print their figures by cross-validation, write their weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--without", default="", help="leave these sets of labels out")
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
    learn("names", list(name_examples(papers, labels)))
    relations = list(relation_examples(papers, labels))
    for page, gold in arguments.page:
        relations += relation_examples(*read_page(page, gold))
    learn("relations", relations)


def learn(model: str, examples: Sequence[Example]) -> None:
    """Measure a model, train it on everything, write its weights."""
    report(model, examples)
    write_weights(model, *fit(model, examples))
    Classifier.named.cache_clear()


def read_labels(path: Path, without: set[str]) -> dict[str, dict[str, str]]:
    """Letters by spelling of the name, by paper."""
    labels: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["set"] not in without:
                found = labels.setdefault(row["paper"], {})
                if row["name"]:
                    key = spelling_key(row["name"])
                    found[key] = min(found.get(key, "X"), row["label"], key=list(NAMES).index)
    return labels


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


def name_examples(
    papers: Sequence[Paper], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[Example]:
    """What could be a name and is not known to the lexicon."""
    discoverer = Discoverer(curated_lexicon())
    for paper in papers:
        known = labels[paper.arxiv_id or paper.title]
        for one, features in discoverer.nominations(prepare(paper), unlikely=True):
            label = letter([*one.names, *one.long_forms], known)
            yield Example(sorted(features), NAMES[label], paper.title)


def relation_examples(
    papers: Sequence[Paper], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[Example]:
    """Methods of others that are found in a paper."""
    discoverer = Discoverer(curated_lexicon())
    known = identify_papers(papers)
    ready = {key: prepare(paper) for key, paper in known.items()}
    found = {key: discoverer.discover(one) for key, one in ready.items()}
    grounded = ground(known, found, curated_lexicon())
    linker = Linker(grounded.lexicon)
    for key, one in ready.items():
        paper = one.paper
        own = grounded.own.get(key) or {}
        for _, forms, features in linker.features(key, one, own, grounded.others.get(key) or {}):
            label = letter(forms, labels[paper.arxiv_id or paper.title])
            if label in RELATIONS:
                yield Example(sorted(features), RELATIONS[label], paper.title)


def letter(forms: Iterable[str], known: Mapping[str, str]) -> str:
    """The strongest label of several forms of one name; X for none."""
    found = [known[key] for form in forms if (key := spelling_key(form)) in known]
    return min(found, key=list(NAMES).index, default="X")


def fit(model: str, examples: Sequence[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """Logistic regression over the features that recur."""
    count = Counter(feature for one in examples for feature in one.features)
    least = _LEAST_EXAMPLES[model]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [dict.fromkeys((f for f in one.features if count[f] >= least), 1) for one in examples]
    )
    labels = [one.label for one in examples]
    regression = LogisticRegression(C=_C[model], max_iter=3000, fit_intercept=False)
    regression.fit(matrix, labels)
    return vectorizer, regression


def report(model: str, examples: Sequence[Example]) -> None:
    """Precision and recall of every class, each paper judged by a model that never saw it."""
    labels = [one.label for one in examples]
    guesses = np.empty(len(examples), dtype=object)
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=1)
    for seen, unseen in folds.split(examples, labels, [one.paper for one in examples]):
        vectorizer, regression = fit(model, [examples[index] for index in seen])
        features = [dict.fromkeys(examples[index].features, 1) for index in unseen]
        guesses[unseen] = regression.predict(vectorizer.transform(features))
    right = sum(guess == label for guess, label in zip(guesses, labels, strict=True))
    print(f"\n{model}: {len(examples)} examples, {right / len(examples):.3f} of them right")
    for name, number in sorted(Counter(labels).items()):
        hits = sum(guess == label == name for guess, label in zip(guesses, labels, strict=True))
        guessed = sum(guess == name for guess in guesses)
        print(
            f"  {name:14}{number:6}  P {hits / max(guessed, 1):.3f}  R {hits / max(number, 1):.3f}"
        )


def write_weights(model: str, vectorizer: DictVectorizer, regression: LogisticRegression) -> None:
    """One line a feature, sorted; weights of two decimals."""
    lines = ["\t".join(["feature", *regression.classes_])]
    names = vectorizer.get_feature_names_out()
    for index in sorted(range(len(names)), key=lambda index: names[index]):
        weights = [round(float(weight), 2) + 0.0 for weight in regression.coef_[:, index]]
        if any(weights):
            lines.append("\t".join([names[index], *(f"{weight:g}" for weight in weights)]))
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / f"{model}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
