"""Folders that several tests read: a build of the sample pages, and of a graph by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run
from lora_family import lora_family
from papergraph.api import PaperGraph

PAGES = Path(__file__).parent / "pages"


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
