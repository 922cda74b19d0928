"""``papergraph lexicon import``: somebody else's list as a file for ``--lexicon``."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.cli.phrases import count_of
from papergraph.export import write_whole
from papergraph.lexicon import Admission, Entry, admit, curated_lexicon, dump_terms
from papergraph.linking.linear import word_coder
from papergraph.sources import CATALOGUES, Fault, read_catalogue

__all__ = ["import_"]


@click.command(
    "import",
    epilog="Example: papergraph lexicon import pwc-methods methods.json --output my.tsv",
)
@click.argument("name", metavar="LIST", type=click.Choice(sorted(CATALOGUES)))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write.",
)
def import_(name: str, path: Path, output: Path) -> None:
    """Turn FILE, a list of methods or datasets that others made, into a file for --lexicon.

    LIST says whose: pwc-methods and pwc-datasets are dumps of Papers with Code, hf-datasets are
    cards of Hugging Face datasets, a JSON object each. Names that the lexicon has, or that
    ordinary text has as well, are left out; standard error says how many.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    for found in read_catalogue(path, name):
        entries.append(found) if isinstance(found, Entry) else faults.append(found)
    for fault in faults:
        click.echo(str(fault), err=True)
    if not entries:
        raise click.ClickException("no name could be read; nothing written")
    admission = admit(entries, curated_lexicon(), word_coder().words)
    write_whole(output, dump_terms(admission.known, admission.terms))
    click.echo(_report(admission, len(entries), len(faults)), err=True)
    click.echo(f"wrote {output}", err=True)


def _report(admission: Admission, entries: int, faults: int) -> str:
    reasons = "".join(
        f"\n  {count:6} {reason.value}" for reason, count in sorted(admission.refusals.items())
    )
    return (
        f"names came in {admission.names}, in {count_of(entries, 'record')}"
        f" ({count_of(faults, 'fault')})\n"
        f"written       {len(admission.terms)}, of {len(admission.known)} entities\n"
        f"clashed       {len(admission.clashes)} with the lexicon, which keeps them, and "
        f"{len(admission.repeats)} with each other\n"
        f"refused       {admission.refused}{reasons}"
    )
