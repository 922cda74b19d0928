"""``papergraph export``: the same graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.api import PaperGraph, load
from papergraph.cli.options import graph_option
from papergraph.export import FORMATS, TABLES, write_files, write_whole, zipped

__all__ = ["export"]


@click.command(epilog="Example: papergraph export graphml --graph exports --output graph.graphml")
@click.argument("name", metavar="FORMAT", type=click.Choice(FORMATS))
@graph_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; standard output without it. Tables (csv, parquet) go into a folder, "
    "or into one file where the name ends in .zip.",
)
def export(name: str, folder: Path, output: Path | None) -> None:
    """Write the graph as FORMAT.

    Graphs: cytoscape (JSON), gexf (Gephi, with colours and places), graphml. RDF: jsonld, nt,
    rdfxml, ttl; nq and trig have the evidence of each claim in a named graph. Tables: csv,
    parquet.
    """
    if output is not None and output.is_dir() and name not in TABLES:
        raise click.BadParameter(f"'{output}' is a folder", param_hint="--output")
    graph = load(folder)
    if name in TABLES:
        _write_tables(graph, name, output)
    elif output is None:
        click.echo(graph.dump(name), nl=False)
    else:
        write_whole(output, graph.dump(name))


def _write_tables(graph: PaperGraph, name: str, output: Path | None) -> None:
    """As a ZIP archive where there is no folder to put them."""
    files = TABLES[name](graph)
    if output is None:
        click.echo(zipped(files), nl=False)
    elif output.suffix == ".zip":
        write_whole(output, zipped(files))
    else:
        write_files(output, files)
