"""Names of a package that are imported when they are asked for, as PEP 562 allows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["late_names"]


def late_names(
    package: str, homes: Mapping[str, Iterable[str]], *, modules: Collection[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a package whose modules take time to import.

    Each module is imported with the first of its names that somebody asks for.

    Args:
        package: its ``__name__``.
        homes: the names that each module defines, by the module's full name.
        modules: of the package itself, which are names of it too.

    Raises:
        ValueError: a name is also that of a module, which would hide it once it is imported.

    >>> get, names = late_names("papergraph", {"fractions": ["Fraction"]})
    >>> get("Fraction"), "Fraction" in names()
    (<class 'fractions.Fraction'>, True)
    """
    home_of = {name: module for module, names in homes.items() for name in names}
    for name in home_of:
        if f"{package}.{name}" in homes:
            raise ValueError(f"{name!r} is a module of {package!r} and cannot be a name in it")

    def get(name: str) -> Any:  # noqa: ANN401 - an attribute of a module may be anything
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(home_of[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home_of, *modules})

    return get, names
