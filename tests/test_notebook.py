"""The notebook runs from top to bottom, and shows something in every cell."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "src/papergraph/docs/from_page_to_insight.ipynb"

# Of the notebook's own machinery, not of ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_the_notebook_runs_and_every_cell_shows_something() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)

    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    ).execute()

    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(cells) > 5
    assert [cell.source for cell in cells if not cell.outputs] == []
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output.text for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", ()) for output in outputs) == 2
    assert sum("text/html" in output.get("data", ()) for output in outputs) == 2


def test_the_notebook_is_kept_without_what_it_showed() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]

    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in cells)
    assert not re.search(r"/(home|root|tmp|Users)/", NOTEBOOK.read_text("utf-8"))
