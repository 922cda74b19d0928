"""What several tests share: folders to read, and a browser."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from selenium import webdriver

from browser import started
from command_line import run
from dated_papers import dated_papers
from lora_family import lora_family
from papergraph.api import PaperGraph
from papergraph.garbage_collection import collect_rarely
from papergraph.graph.knowledge import KnowledgeGraph

#: A script; it needs what the extra "docs" brings.
collect_ignore = ["reference.py"]

TESTS = Path(__file__).parent
PAGES = TESTS / "pages"
GOLDEN = TESTS / "golden"

# Tests start some fifty processes: what one of them has compiled, the others need not.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A store waits for the disk several times while it is written; in memory it does not.
_MEMORY = Path("/dev/shm")
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

collect_rarely()

# The first example loads the lexicon and the models; no test is a timed one.
settings.register_profile("quick", deadline=None, max_examples=20)
# For a parser or a law that changed: pytest --hypothesis-profile thorough
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """After a change that is meant: ``pytest tests/rdf/test_golden.py --update-golden``."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden instead of comparing"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of whole programs first: a long one that comes last would run alone."""
    items.sort(key=lambda item: item.path.parent != TESTS)


def pytest_collection_finish() -> None:
    """What was loaded so far stays: the collector of cycles need not go through it again."""
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden, or rewrites the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


class MadeOnce:
    """Folders that one process of a run makes and all of them read; not to be changed."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of that name, which `make` fills if no process has it yet."""
        folder, begun = self._home / name, self._home / f"{name}-begun"
        with FileLock(self._home / f"{name}.lock"):
            if not folder.exists():
                make(begun / "exports")
                begun.rename(folder)
        return folder / "exports"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Of all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return MadeOnce(own if worker_id == "master" else own.parent)


def _writing(graph: KnowledgeGraph) -> Callable[[Path], object]:
    return PaperGraph(graph.papers, graph.entities, graph.claims, graph.listings).write


@pytest.fixture(scope="session")
def sample_exports(made_once: MadeOnce) -> Path:
    """What ``papergraph build tests/pages --output exports`` writes; not to be changed."""

    def build(folder: Path) -> None:
        assert run("build", PAGES, "--output", folder).exit_code == 0

    return made_once.folder("sample", build)


@pytest.fixture(scope="session")
def family_exports(made_once: MadeOnce) -> Path:
    """The files of `lora_family`, whose answers no change of the linker changes."""
    return made_once.folder("family", _writing(lora_family()))


@pytest.fixture(scope="session")
def dated_exports(made_once: MadeOnce) -> Path:
    """The files of `dated_papers`."""
    return made_once.folder("dated", _writing(dated_papers()))


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser saves."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def browser(
    tmp_path_factory: pytest.TempPathFactory, downloads: Path
) -> Iterator[webdriver.Chrome]:
    """One for all tests that open a page."""
    with started(tmp_path_factory.mktemp("profile"), downloads) as driver:
        yield driver
