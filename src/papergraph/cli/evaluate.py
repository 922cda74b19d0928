"""``papergraph evaluate``: a graph measured against annotated pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import orjson

from papergraph.analysis.evaluation import Evaluation, RuleFigure
from papergraph.analysis.evaluation import evaluate as evaluate_graph
from papergraph.analysis.figures import Confusion, Score
from papergraph.api import load
from papergraph.cli.options import graph_option

__all__ = ["evaluate"]


@click.command(epilog="Example: papergraph evaluate tests/pages/gold/*.jsonl --graph exports")
@click.argument(
    "gold",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@graph_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--by-rule", is_flag=True, help="Also what each rule claimed, and how much is right.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Every miss, invention and wrong relation with its sentence, on standard error.",
)
def evaluate(
    gold: tuple[Path, ...], folder: Path, as_json: bool, by_rule: bool, verbose: bool
) -> None:
    """Compare a graph with the annotated pages GOLD: precision, recall and F1.

    Each GOLD is a file of JSON objects, one a line and paper: what a reader found in it.
    """
    evaluation = evaluate_graph(load(folder), gold)
    if verbose:
        for disagreement in evaluation.disagreements:
            click.echo(str(disagreement), err=True)
    if as_json:
        click.echo(_json(evaluation, by_rule=by_rule), nl=False)
    else:
        click.echo("\n".join(_lines(evaluation, by_rule=by_rule)))


def _scores(evaluation: Evaluation) -> Mapping[str, Score]:
    return {
        "methods": evaluation.methods,
        "introduces": evaluation.introduces,
        "builds_on": evaluation.builds_on,
        "datasets": evaluation.datasets,
        "repositories": evaluation.repositories,
        "identity": evaluation.identity,
    }


def _shares(evaluation: Evaluation) -> Mapping[str, float]:
    return {
        "relation_accuracy": evaluation.method_relations.accuracy,
        "relation_macro_f1": evaluation.relation_macro_f1,
        "dataset_relation_accuracy": evaluation.dataset_relations.accuracy,
        "canonical_label": evaluation.canonical_label,
    }


def _lines(evaluation: Evaluation, *, by_rule: bool) -> Iterator[str]:
    yield f"{'papers':26} {evaluation.papers}"
    yield f"{'papers_missing':26} {evaluation.papers_missing}"
    for name, score in _scores(evaluation).items():
        yield f"{name:26} {_precision_recall_f1(score)}"
    for relation, score in evaluation.relation_scores.items():
        yield f"{'  ' + relation.value:26} {_precision_recall_f1(score)}"
    for name, value in _shares(evaluation).items():
        yield f"{name:26} {value:.3f}"
    good, total = evaluation.evidence
    yield f"{'evidence':26} {good} of {total}"
    yield from _confused("methods", evaluation.method_relations)
    yield from _confused("datasets", evaluation.dataset_relations)
    if by_rule:
        yield from _rules(evaluation.rules)


def _precision_recall_f1(score: Score) -> str:
    return f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"


def _confused(name: str, confusion: Confusion) -> Iterator[str]:
    wrong = {pair: count for pair, count in confusion.items() if pair[0] is not pair[1]}
    for (asked, found), count in sorted(wrong.items(), key=lambda item: (-item[1], item[0])):
        yield f"{name}: {found} for {asked}: {count}"


def _rules(rules: Mapping[str, RuleFigure]) -> Iterator[str]:
    width = max((len(rule) for rule in rules), default=0)
    for rule, (fired, right) in sorted(rules.items(), key=lambda item: (-item[1].fired, item[0])):
        yield f"rule {rule:{width}}  {right} right of {fired}"


def _json(evaluation: Evaluation, *, by_rule: bool) -> str:
    figures: dict[str, object] = {
        "papers": evaluation.papers,
        "papers_missing": evaluation.papers_missing,
        **{name: _record(score) for name, score in _scores(evaluation).items()},
        "relations": {
            relation.value: _record(score) for relation, score in evaluation.relation_scores.items()
        },
        **_shares(evaluation),
        "evidence": evaluation.evidence._asdict(),
        "method_relations": _counts(evaluation.method_relations),
        "dataset_relations": _counts(evaluation.dataset_relations),
    }
    if by_rule:
        figures["rules"] = {rule: each._asdict() for rule, each in evaluation.rules.items()}
    return orjson.dumps(figures, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _record(score: Score) -> dict[str, float]:
    return {
        "right": score.right,
        "invented": score.invented,
        "missed": score.missed,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def _counts(confusion: Confusion) -> list[dict[str, object]]:
    return [
        {"expected": asked.value, "found": found.value, "count": count}
        for (asked, found), count in sorted(confusion.items())
    ]
