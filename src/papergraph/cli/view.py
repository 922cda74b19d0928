"""``papergraph view``: the picture of one query's answer."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from papergraph.api import load
from papergraph.cli.options import graph_option, name_options
from papergraph.export import write_whole

__all__ = ["view"]


@click.command(epilog="Example: papergraph view building-on --method LoRA --output lora.html")
@click.argument("name")
@name_options
@graph_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("view.html"),
    show_default=True,
    help="File to write.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
def view(name: str, folder: Path, output: Path, opened: bool, **arguments: str | None) -> None:
    """Draw what the query NAME answers, with what stands around it."""
    given = {key: value for key, value in arguments.items() if value is not None}
    picture = load(folder).view(name, **given)
    if not picture.papers and not picture.entities:
        click.echo(f"no answer to {name}; nothing written", err=True)
        return
    title = " ".join([name, *given.values()])
    write_whole(output, picture.to_html(title=f"papergraph: {title}", hidden=()))
    click.echo(f"wrote {output}", err=True)
    if opened:
        webbrowser.open(output.resolve().as_uri())
