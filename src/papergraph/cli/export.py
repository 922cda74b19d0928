"""``papergraph export``: the same graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.api import PaperGraph, base_of, load
from papergraph.cli.options import base_option, graph_option
from papergraph.export import FORMATS, RDF, TABLES, write_files, write_whole, zipped

__all__ = ["export"]


@click.command(epilog="Example: papergraph export graphml --graph exports --output graph.graphml")
@click.argument("name", metavar="FORMAT", type=click.Choice(FORMATS))
@graph_option
@base_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; standard output without it. Tables (csv, parquet) go into a folder, "
    "or into one file where the name ends in .zip.",
)
def export(name: str, folder: Path, base: str | None, output: Path | None) -> None:
    """Write the graph as FORMAT.

    Graphs: cytoscape (JSON), gexf (Gephi, with colours and places), graphml. RDF: jsonld, nt,
    rdfxml, ttl; nq and trig have the evidence of each claim in a named graph. Tables: csv,
    parquet. IRIs of RDF start as those of the graph do, or with --base.
    """
    if base is not None and name not in RDF:
        raise click.UsageError(f"{name} has no IRIs, and so no --base")
    if output is not None and output.is_dir() and name not in TABLES:
        raise click.BadParameter(f"'{output}' is a folder", param_hint="--output")
    graph = load(folder)
    if name in TABLES:
        _write_tables(graph, name, output)
        return
    text = graph.dump(name, base=(base or base_of(folder)) if name in RDF else None)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)


def _write_tables(graph: PaperGraph, name: str, output: Path | None) -> None:
    """As a ZIP archive where there is no folder to put them."""
    files = TABLES[name](graph)
    if output is None:
        click.echo(zipped(files), nl=False)
    elif output.suffix == ".zip":
        write_whole(output, zipped(files))
    else:
        write_files(output, files)
