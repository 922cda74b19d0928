"""``papergraph evaluate``: a graph measured against annotated pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click
import orjson

from papergraph.analysis.evaluation import Evaluation, RuleFigure
from papergraph.analysis.evaluation import evaluate as evaluate_graph
from papergraph.analysis.figures import Confusion, Score
from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.cli.phrases import count_of

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
    "--min-claims",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Of rules with fewer claims, show only the sum.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Every miss, invention and wrong relation with its sentence, on standard error.",
)
def evaluate(
    gold: tuple[Path, ...],
    folder: Path,
    as_json: bool,
    by_rule: bool,
    min_claims: int,
    verbose: bool,
) -> None:
    """Compare a graph with the annotated pages GOLD: precision, recall and F1.

    Each GOLD is a file of JSON objects, one a line and paper: what a reader found in it. A dash
    stands for a figure over nothing, which JSON has as 1 or, of a plain share, as 0.
    """
    evaluation = evaluate_graph(load(folder), gold)
    if not evaluation.papers:
        names = ", ".join(map(click.format_filename, gold))
        raise click.ClickException(f"{names}: expected an annotated paper a line, found none")
    if evaluation.methods.right and not evaluation.evidence.total:
        told = "no mentions, so names are compared by their labels alone"
        hint = "'papergraph build --evidence full' keeps them"
        click.echo(f"{click.format_filename(folder)}: {told}; {hint}", err=True)
    if verbose:
        for disagreement in evaluation.disagreements:
            click.echo(str(disagreement), err=True)
    if as_json:
        click.echo(_json(evaluation, by_rule=by_rule), nl=False)
    else:
        click.echo("\n".join(_lines(evaluation)))
        if by_rule:
            click.echo("\n".join(_rules(evaluation.rules, min_claims)))


def _scores(evaluation: Evaluation) -> Mapping[str, Score]:
    return {
        "methods": evaluation.methods,
        "introduces": evaluation.introduces,
        "builds_on": evaluation.builds_on,
        "datasets": evaluation.datasets,
        "repositories": evaluation.repositories,
        "identity": evaluation.identity,
    }


class _Share(NamedTuple):
    value: float
    over: int


def _shares(evaluation: Evaluation) -> Mapping[str, _Share]:
    methods, datasets = evaluation.method_relations, evaluation.dataset_relations
    return {
        "relation_accuracy": _Share(methods.accuracy, methods.total()),
        "relation_macro_f1": _Share(evaluation.relation_macro_f1, methods.total()),
        "dataset_relation_accuracy": _Share(datasets.accuracy, datasets.total()),
        "canonical_label": _Share(evaluation.canonical_label, evaluation.methods.right),
    }


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'papers':26} {evaluation.papers}"
    yield f"{'papers_missing':26} {evaluation.papers_missing}"
    for name, score in _scores(evaluation).items():
        yield f"{name:26} {_precision_recall_f1(score)}"
    for relation, score in evaluation.relation_scores.items():
        yield f"{'  ' + relation.value:26} {_precision_recall_f1(score)}"
    for name, share in _shares(evaluation).items():
        yield f"{name:26} {_shown(*share)}"
    good, total = evaluation.evidence
    yield f"{'evidence':26} {good} of {total}"
    yield from _confused("methods", evaluation.method_relations)
    yield from _confused("datasets", evaluation.dataset_relations)


def _precision_recall_f1(score: Score) -> str:
    found, asked = score.right + score.invented, score.right + score.missed
    precision, recall = _shown(score.precision, found), _shown(score.recall, asked)
    return f"P {precision}  R {recall}  F1 {_shown(score.f1, found + asked)}"


def _shown(figure: float, over: int) -> str:
    """A figure over so many things; over none a dash of its width."""
    return f"{figure:.3f}" if over else "    –"


def _confused(name: str, confusion: Confusion) -> Iterator[str]:
    wrong = {pair: count for pair, count in confusion.items() if pair[0] is not pair[1]}
    for (asked, found), count in sorted(wrong.items(), key=lambda item: (-item[1], item[0])):
        yield f"{name}: {found} for {asked}: {count}"


def _rules(rules: Mapping[str, RuleFigure], min_claims: int) -> Iterator[str]:
    many = {rule: each for rule, each in rules.items() if each.fired >= min_claims}
    few = [each for rule, each in rules.items() if rule not in many]
    width = max((len(rule) for rule in many), default=0)
    for rule, (fired, right) in sorted(many.items(), key=lambda item: (-item[1].fired, item[0])):
        yield f"rule {rule:{width}}  {right} right of {fired}"
    if few:
        right, fired = sum(each.right for each in few), sum(each.fired for each in few)
        named = f"{count_of(len(few), 'rule')} of fewer than {count_of(min_claims, 'claim')}"
        yield f"{named}: {right} right of {fired}"


def _json(evaluation: Evaluation, *, by_rule: bool) -> str:
    figures: dict[str, object] = {
        "papers": evaluation.papers,
        "papers_missing": evaluation.papers_missing,
        **{name: _record(score) for name, score in _scores(evaluation).items()},
        "relations": {
            relation.value: _record(score) for relation, score in evaluation.relation_scores.items()
        },
        **{name: share.value for name, share in _shares(evaluation).items()},
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
