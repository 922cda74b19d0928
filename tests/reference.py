"""Make the API reference: pages of HTML, from the docstrings.

    pip install -e '.[docs,plot]'
    python tests/reference.py --output reference

Warnings are errors: a name that does not resolve ends it.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path

import pdoc

import papergraph

#: Beside the package itself, whose names are those that most need.
MODULES = (
    "papergraph.analysis",
    "papergraph.errors",
    "papergraph.export",
    "papergraph.model",
    "papergraph.rdf.vocabulary",
)


def main() -> None:
    """Write the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="a folder, made if missing")
    arguments = parser.parse_args()
    warnings.simplefilter("error")
    # Of types that a reader of source knows and that do not exist when it runs: of named tuples,
    # whose modules pdoc does not find, and of networkx. They are shown as they are written.
    warnings.filterwarnings("ignore", "Error parsing type annotation")
    # Names that come when they are asked for are asked for: the reference reads what is there.
    for name in papergraph.__all__:
        getattr(papergraph, name)
    pdoc.render.configure(docformat="google")
    pdoc.pdoc("papergraph", *MODULES, output_directory=arguments.output)


if __name__ == "__main__":
    main()
