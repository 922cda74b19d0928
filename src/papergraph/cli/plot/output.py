"""Where a figure is put."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from papergraph.errors import UnknownNameError
from papergraph.plot import image_of, save

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["output_option", "put"]


def _image(_: click.Context, option: click.Parameter, path: Path) -> Path:
    try:
        image_of(path)
    except UnknownNameError as error:
        raise click.BadParameter(
            "expected a file that ends in .svg or .png", param=option
        ) from error
    return path


#: The file of a figure.
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    callback=_image,
    help="File to write, which ends in .svg or .png.",
)


def put(figure: Figure, output: Path) -> None:
    """Write the figure and say so."""
    save(figure, output)
    click.echo(f"wrote {output}", err=True)
