"""``papergraph build``: listings in, a graph's files out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

import click

from papergraph.api import PaperGraph, build_with_faults
from papergraph.cli.additions import lexicon_option, read_lexicons
from papergraph.cli.faults import echo_faults, echo_left_out
from papergraph.cli.inputs import input_options
from papergraph.cli.options import base_option
from papergraph.cli.phrases import count_of
from papergraph.cli.progress import progress_bars
from papergraph.cli.validation import validate_folder
from papergraph.graph.decisions import NO_DECISIONS, read_decisions
from papergraph.model import Kind
from papergraph.sources import Fault, listing_files

__all__ = ["build"]


@click.command(epilog="Example: papergraph build tests/pages --output exports")
@input_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exports"),
    show_default=True,
    help="Folder for graph.ttl, evidence.ttl, graph.html and store/.",
)
@click.option(
    "--evidence",
    type=click.Choice(["full", "claims", "none"]),
    default="full",
    show_default=True,
    help="Sentences and mentions, only sentences, or no evidence file.",
)
@base_option
@lexicon_option
@click.option(
    "--merges",
    type=click.Path(path_type=Path),
    help="Decisions on what is one and what is two; 'papergraph merges' lists what to decide.",
)
@click.option("--strict", is_flag=True, help="Exit 1 and write nothing if anything is unreadable.")
@click.option(
    "--validate", is_flag=True, help="Exit 1 if what was written breaks the SHACL shapes."
)
def build(
    inputs: tuple[Path, ...],
    output: Path,
    name: str | None,
    columns: dict[str, str],
    evidence: Literal["full", "claims", "none"],
    base: str | None,
    lexicons: tuple[Path, ...],
    merges: Path | None,
    strict: bool,
    validate: bool,
) -> None:
    """Link the papers that each INPUT lists and write the graph.

    INPUT is a file or a folder of files, of any known format, compressed or not, or - for
    standard input. What cannot be read is told on standard error and costs only itself; so
    are the files of a folder that are left out.
    """
    lexicon = read_lexicons(lexicons)
    decisions = read_decisions(merges) if merges else NO_DECISIONS
    found = listing_files(inputs, format=name, columns=columns)
    echo_left_out(found.left_out)
    with progress_bars("discover", "link") as progress:
        graph, faults = build_with_faults(
            found.paths,
            format=name,
            columns=columns,
            lexicon=lexicon,
            decisions=decisions,
            progress=progress,
        )
    echo_faults(faults)
    if strict and faults:
        raise click.ClickException(f"{count_of(len(faults), 'fault')}; nothing written")
    if not graph.listed_papers:
        raise click.ClickException("no paper could be read; nothing written")
    for missing in decisions.unknown(graph.papers.values(), graph.entities):
        click.echo(f"{merges}: nothing here is called {missing!r}", err=True)
    with progress_bars("write") as progress:
        graph.write(output, evidence=evidence, base=base, progress=progress)
    click.echo(_report(graph, faults))
    grounds = "" if evidence == "none" else " evidence.ttl,"
    click.echo(f"wrote {output}/graph.ttl,{grounds} graph.html, store/", err=True)
    if validate:
        validate_folder(output)


def _report(graph: PaperGraph, faults: list[Fault]) -> str:
    kinds = Counter(entity.id.kind for entity in graph.entities.values())
    relations = Counter(claim.relation for claim in graph.claims).most_common()
    lines = [
        f"papers        {graph.listed_papers} listed, "
        f"{len(graph.papers) - graph.listed_papers} known by name, " + _faults(faults),
        "entities      " + ", ".join(f"{kinds[kind]} {_PLURAL[kind]}" for kind in _PLURAL),
        "relations     " + (", ".join(f"{count} {one}" for one, count in relations) or "none"),
        f"derived       {len(graph.paper_edges)} paper to paper, "
        f"{len(graph.method_edges)} method to method",
    ]
    return "\n".join(lines)


def _faults(faults: list[Fault]) -> str:
    kinds = Counter(fault.kind for fault in faults)
    counted = ", ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds))
    return count_of(len(faults), "fault") + (f" ({counted})" if counted else "")


_PLURAL = {
    Kind.METHOD: "methods",
    Kind.DATASET: "datasets",
    Kind.TASK: "tasks",
    Kind.REPOSITORY: "repositories",
    Kind.PAGE: "project pages",
}
