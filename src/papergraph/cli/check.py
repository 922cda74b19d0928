"""``papergraph check``: what is readable in an input, and what is not."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.cli.faults import echo_faults, echo_left_out
from papergraph.cli.inputs import input_options
from papergraph.cli.phrases import count_of
from papergraph.sources import FileReport, Report, check_inputs

__all__ = ["check"]


@click.command(epilog="Example: papergraph check tests/pages")
@input_options
@click.option("--strict", is_flag=True, help="Exit 1 if anything cannot be read.")
def check(
    inputs: tuple[Path, ...], name: str | None, columns: dict[str, str], strict: bool
) -> None:
    """Say how many papers each INPUT holds, and what in it cannot be read.

    INPUT is a file, compressed or not, a folder, or - for standard input. Counts go to
    standard output, faults and the files of a folder that are left out to standard error.
    Exits 1 if no paper can be read.
    """
    report = check_inputs(inputs, format=name, columns=columns)
    echo_left_out(report.left_out)
    for file in report.files:
        echo_faults(file.faults)
        click.echo(_line(file))
    click.echo(_total(report))
    if not report.papers or (strict and report.faults):
        raise SystemExit(1)


def _line(file: FileReport) -> str:
    name = click.format_filename(file.file)
    without = f" ({file.without_abstract} without an abstract)" if file.without_abstract else ""
    papers = count_of(file.papers, "paper") + without
    faults = count_of(len(file.faults), "fault")
    return f"{name}: {file.format or 'unknown format'}, {papers}, {faults}"


def _total(report: Report) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in report.by_kind.items())
    faults = count_of(report.faults, "fault") + (f" ({kinds})" if kinds else "")
    left_out = f", {len(report.left_out)} left out" if report.left_out else ""
    files = count_of(len(report.files), "file") + left_out
    return f"{files}, {count_of(report.papers, 'paper')}, {faults}"
