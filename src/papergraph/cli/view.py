"""``papergraph view``: the picture of one query's answer, or of a part of the graph."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from papergraph.api import load
from papergraph.cli.options import graph_option, name_options
from papergraph.export import write_whole

__all__ = ["view"]


@click.command(epilog="Example: papergraph view building-on --method LoRA --output lora.html")
@click.argument("name", required=False)
@name_options
@click.option("--focus", help="Without NAME: draw what stands around this paper, method ...")
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="With --focus: how far around it.",
)
@click.option("--kinds", help="Draw only these, parted by commas: paper,method.")
@click.option(
    "--top", type=click.IntRange(min=1), help="Draw only so many nodes, those with most claims."
)
@click.option(
    "--size-by",
    metavar="MEASURE",
    help="Size nodes by scores that 'papergraph rank --write' has put into the graph.",
)
@graph_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("view.html"),
    show_default=True,
    help="File to write.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
def view(
    name: str | None,
    folder: Path,
    focus: str | None,
    depth: int,
    kinds: str | None,
    top: int | None,
    size_by: str | None,
    output: Path,
    opened: bool,
    **arguments: str | None,
) -> None:
    """Draw what the query NAME answers, with what stands around it; or a part of the graph.

    The answer is listed at the side in its order, with how and with its sentences.
    """
    given = {key: value for key, value in arguments.items() if value is not None}
    if name is not None and focus is not None:
        raise click.UsageError("NAME and --focus exclude each other")
    if name is None and focus is None and kinds is None and top is None:
        raise click.UsageError("say what to draw: a query's NAME, --focus, --kinds or --top")
    if name is None and given:
        raise click.UsageError(f"--{next(iter(given))} is of a query; give its NAME")
    graph = load(folder)
    answer = None
    picture = graph
    if name is not None:
        answer = graph.answer(name, **given)
        picture = graph.view(name, **given)
    chosen = None if kinds is None else [kind.strip() for kind in kinds.split(",")]
    picture = picture.part(focus, depth=depth, kinds=chosen, top=top)
    if not picture.papers and not picture.entities:
        what = "nothing of these kinds" if name is None else f"no answer to {name}"
        click.echo(f"{what}; nothing written", err=True)
        return
    title = " ".join(filter(None, [name, focus, *given.values()])) or "graph"
    page = picture.to_html(
        title=f"papergraph: {title}", hidden=(), question=answer, size_by=size_by
    )
    write_whole(output, page)
    click.echo(f"wrote {output}", err=True)
    if opened:
        webbrowser.open(output.resolve().as_uri())
