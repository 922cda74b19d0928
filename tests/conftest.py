"""Folders that several tests read: a build of the sample pages, and of a graph by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from command_line import run
from dated_papers import dated_papers
from lora_family import lora_family
from papergraph.api import PaperGraph

#: A script; it needs what the extra "docs" brings.
collect_ignore = ["reference.py"]

PAGES = Path(__file__).parent / "pages"
GOLDEN = Path(__file__).parent / "golden"

# The first example loads the lexicon and the models; no test is a timed one.
settings.register_profile("quick", deadline=None, max_examples=25)
# For a parser or a law that changed: pytest --hypothesis-profile thorough
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """After a change that is meant: ``pytest tests/rdf/test_golden.py --update-golden``."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden instead of comparing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden, or rewrites the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def sample_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``papergraph build tests/pages --output exports`` writes; not to be changed."""
    folder = tmp_path_factory.mktemp("sample") / "exports"
    assert run("build", PAGES, "--output", folder).exit_code == 0
    return folder


@pytest.fixture(scope="session")
def family_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of `lora_family`, whose answers no change of the linker changes."""
    folder = tmp_path_factory.mktemp("family") / "exports"
    family = lora_family()
    PaperGraph(family.papers, family.entities, family.claims, family.listings).write(folder)
    return folder


@pytest.fixture(scope="session")
def dated_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of `dated_papers`."""
    folder = tmp_path_factory.mktemp("dated") / "exports"
    dated = dated_papers()
    PaperGraph(dated.papers, dated.entities, dated.claims, dated.listings).write(folder)
    return folder
