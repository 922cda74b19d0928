"""What a command imports: start-up is most of the time that a query takes."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from papergraph.late_names import late_names

#: Libraries that take longer to import than a query takes to run.
HEAVY = {"lxml", "msgspec", "networkx", "numpy", "orjson", "rapidfuzz", "rdflib", "rich", "scipy"}
HEAVY |= {"rustworkx", "pyvis", "bibtexparser", "ahocorasick_rs", "rispy", "pylatexenc"}

_PROGRAM = """
import sys
from papergraph.cli.main import main
main(standalone_mode=False)
print(*sorted(sys.modules), file=sys.stderr)
"""


def loaded(*arguments: Path | str) -> set[str]:
    """The modules that a command has imported when it ends."""
    command = [sys.executable, "-c", _PROGRAM, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert result.stdout
    return set(result.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_query_imports_the_store_and_little_else(family_exports: Path, form: str) -> None:
    found = loaded(
        *("query", "building-on", "--method", "low rank ADAPTATION"),
        *("--graph", family_exports, "--format", form),
    )

    assert {"click", "pyoxigraph", "papergraph.query.run"} <= found
    assert not found & HEAVY
    assert not found & {
        "json",
        "hashlib",
        "email",
        "importlib.metadata",
        "papergraph.query.syntax",
    }
    rooms = {name.split(".")[1] for name in found if name.startswith("papergraph.")}
    assert not rooms & {"analysis", "export", "graph", "linking", "lexicon", "sources", "api"}


def test_help_imports_no_library_and_no_command_but_its_own() -> None:
    listed, own = loaded("--help"), loaded("query", "--help")

    assert not (listed | own) & HEAVY
    assert {name for name in listed if name.startswith("papergraph.cli.")} == {
        "papergraph.cli.main"
    }
    assert "papergraph.cli.query" in own
    assert "papergraph.cli.build" not in own


@pytest.mark.parametrize(
    "package", ["papergraph", "papergraph.model", "papergraph.query", "papergraph.rdf"]
)
def test_every_name_of_a_late_package_is_there(package: str) -> None:
    module = importlib.import_module(package)

    for name in module.__all__:
        assert getattr(module, name) is not None
        assert name in dir(module)
    with pytest.raises(AttributeError, match="has no attribute 'zebra'"):
        _ = module.zebra


def test_a_name_that_a_module_would_hide_is_refused() -> None:
    with pytest.raises(ValueError, match="'lines' is a module of 'shelf'"):
        late_names("shelf", {"shelf.lines": ["lines"]})
