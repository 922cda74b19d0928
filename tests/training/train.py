"""Train the models of papergraph.linking from labelled names.

    python tests/training/train.py --texts papers.jsonl.gz --texts more.jsonl

See README.md in this folder for the labels and for what the figures mean.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path

import numpy as np
from examples import Example, Seen, name_examples, pair_examples, relation_examples
from fitting import (
    WEIGHTS,
    Strings,
    Table,
    evened,
    fit,
    fit_network,
    folds,
    matrix,
    weights_of,
    write_network,
    write_weights,
)
from labelled import (
    COREFERENCES,
    EVALUATIONS,
    LABELS,
    RELATIONS,
    made_up_papers,
    read_chosen,
    read_coreferences,
    read_full,
    read_labels,
    read_page,
    read_papers,
    read_strict,
)

from papergraph.linking import Discoverer
from papergraph.linking.arrays import Bools, Floats
from papergraph.linking.coder import TOKEN
from papergraph.linking.feed_forward import FeedForward
from papergraph.linking.linear import LinearModel, word_coder
from papergraph.model import Paper

#: What the script trains; `names` with the second look and the vocabulary of all models.
MODELS = ("names", "coreference", "relations", "evaluations")
#: A word of fewer papers is left out.
_LEAST_PAPERS = 12


def main() -> None:
    """Train all models, print their figures by cross-validation, write their weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--without", default="", help="leave these sets of labels out")
    parser.add_argument("--only", nargs="+", choices=MODELS, default=MODELS, help="train these")
    parser.add_argument("--quick", action="store_true", help="no cross-validation of relations")
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
    ours, known = made_up_papers()
    together, full = {**labels, **known}, read_full(LABELS)
    if "names" in arguments.only:
        write_vocabulary(papers)
        strict = read_strict(LABELS)
        titles = {one.title for one in papers if (one.arxiv_id or one.title) in strict}
        learn_names(list(name_examples([*papers, *ours], together, full)), titles)
    if "coreference" in arguments.only:
        pairs = list(pair_examples(papers, read_coreferences(COREFERENCES)))
        learn("coreference", pairs, quick=arguments.quick)
    pages = [read_page(page, gold) for page, gold in arguments.page]
    chosen = read_chosen(LABELS)
    usual: list[Paper] = []
    doubted: list[Paper] = []
    for one in papers:
        (doubted if (one.arxiv_id or one.title) in chosen else usual).append(one)
    for model, letters in (("relations", RELATIONS), ("evaluations", EVALUATIONS)):
        if model not in arguments.only:
            continue
        examples = list(relation_examples([*usual, *ours], together, letters))
        examples += [one.of_chosen() for one in relation_examples(doubted, together, letters)]
        agreed = (one for page in pages for one in relation_examples(*page, letters))
        examples += [one._replace(agreed=True) for one in agreed]
        learn(model, examples, quick=arguments.quick)


def learn_names(seen: Sequence[Seen], strict: Container[str]) -> None:
    """Train the model that looks first at names, and the network that looks after it.

    The network learns from what models said of papers that they had not seen. Papers with titles
    in `strict` teach the model which of two forms is rather a name, but not how many are: what
    sets their readers apart is learned apart and left out, and of words in small letters and for
    the network they count nothing.
    """
    examples = [
        one.read_strictly() if one.paper in strict else one
        for one in chain.from_iterable(one.examples for one in seen)
    ]
    usual = np.array([one.paper not in strict for one in examples])
    told = usual | np.array([not one.plain for one in examples])
    labels = np.array([one.label for one in examples])
    columns: dict[str, Floats] = {}
    for known, unseen in folds(examples):
        learned = fit("names", [examples[index] for index in known[told[known]]])
        for name, column in measures(seen, weights_of("names", *learned)).items():
            columns.setdefault(name, np.zeros(len(examples)))[unseen] = column[unseen]
    table = Table(tuple(columns), np.stack(list(columns.values()), axis=1))
    classes = np.unique(labels)
    chances = np.stack([columns[f"chance: {name}"] for name in classes], axis=1)
    real = usual & np.array([not one.made_up for one in examples])
    print_report("names", labels[real], classes[chances.argmax(axis=1)][real])
    print_report("names, second look", labels[real], second_guesses(table, examples, usual)[real])
    kept = [one for one, is_told in zip(examples, told, strict=True) if is_told]
    write_weights("names", *weights_of("names", *fit("names", kept)))
    LinearModel.named.cache_clear()
    network = fit_network(Table(table.names, table.rows[usual]), labels[usual])
    write_network("second_look", network)
    FeedForward.named.cache_clear()


def measures(
    seen: Iterable[Seen], learned: tuple[Sequence[str], dict[str, list[float]]]
) -> dict[str, Floats]:
    """What the second look sees after a model has looked; columns with a row an example."""
    model = LinearModel(*learned, word_coder())
    discoverers: dict[int, Discoverer] = {}
    tables = []
    for reader, nominated, _ in seen:
        discoverer = discoverers.get(id(reader)) or Discoverer(reader, model)
        discoverers[id(reader)] = discoverer
        tables.append(discoverer.measures(nominated, discoverer.first_look(nominated)))
    names = dict.fromkeys(chain.from_iterable(tables))
    parts = [(table, len(table["places"])) for table in tables]
    return {
        name: np.concatenate([table.get(name, np.zeros(count)) for table, count in parts])
        for name in names
    }


def second_guesses(table: Table, examples: Sequence[Example], usual: Bools) -> Strings:
    """What networks say that saw no other name of the paper; they learn from `usual` ones."""
    labels = np.array([one.label for one in examples])
    guesses = np.empty_like(labels)
    for known, unseen in folds(examples):
        known = known[usual[known]]
        network = fit_network(Table(table.names, table.rows[known]), labels[known])
        columns = dict(zip(table.names, table.rows[unseen].T, strict=True))
        chosen = network.logits(columns, len(unseen)).argmax(axis=1)
        guesses[unseen] = np.array(network.classes)[chosen]
    return guesses


def learn(model: str, examples: Sequence[Example], *, quick: bool) -> None:
    """Measure a model, train it on everything, write its weights.

    Of relations each class counts as much as the others, however rare it is.
    """
    classes, weights = weights_of(model, *fit(model, examples))
    if not quick:
        real, logits = unseen_logits(model, examples)
        labels = np.array([one.label for one in real])
        print_report(model, labels, np.array(classes)[logits.argmax(axis=1)])
        if model == "relations":
            favour = evened(labels, logits, classes)
            print_report(f"{model}, evened", labels, np.array(classes)[(logits + favour).argmax(1)])
            weights["any"] = [round(a + b, 2) for a, b in zip(weights["any"], favour, strict=True)]
    write_weights(model, classes, weights)
    LinearModel.named.cache_clear()


def unseen_logits(model: str, examples: Sequence[Example]) -> tuple[list[Example], Floats]:
    """What models that never saw a paper say of its names.

    Made-up papers, and those that were not drawn by chance, are judged in none.
    """
    taught = [one for one in examples if one.made_up or one.chosen]
    real = [one for one in examples if not one.made_up and not one.chosen]
    rows: list[tuple[int, Floats]] = []
    for seen, unseen in folds(real):
        names, regression = fit(model, [*taught, *(real[index] for index in seen)])
        chances = regression.predict_log_proba(matrix(names, [real[index] for index in unseen]))
        rows += zip(unseen.tolist(), chances, strict=True)
    return real, np.stack([row for _, row in sorted(rows, key=itemgetter(0))])


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


def print_report(model: str, labels: Iterable[str], guesses: Iterable[str]) -> None:
    """Precision and recall of every class."""
    pairs = Counter(zip(labels, guesses, strict=True))
    right = sum(number for (label, guess), number in pairs.items() if label == guess)
    print(f"\n{model}: {pairs.total()} examples, {right / pairs.total():.4f} of them right")
    for name in sorted({label for label, _ in pairs}):
        asked = sum(number for (label, _), number in pairs.items() if label == name)
        guessed = sum(number for (_, guess), number in pairs.items() if guess == name)
        hits = pairs[name, name]
        print(
            f"  {name:14}{asked:6}  P {hits / max(guessed, 1):.3f}  R {hits / max(asked, 1):.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
