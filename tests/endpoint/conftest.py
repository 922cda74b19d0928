"""A server on a free port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from served import Served, serving


@pytest.fixture
def serve(family_exports: Path) -> Iterator[Callable[..., Served]]:
    """Starts servers of the family's graph; they end with the test."""
    with ExitStack() as opened:
        yield lambda *options: opened.enter_context(serving(family_exports, *options))


@pytest.fixture(scope="session")
def served(family_exports: Path) -> Iterator[Served]:
    """A server of the family's graph for tests that leave it as it is."""
    with serving(family_exports, "--timeout", "60", "--workers", "2") as found:
        yield found
