"""What parsers yield besides papers and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from papergraph.model import Paper
from papergraph.sources.fault import Fault

__all__ = ["Parser", "Printed"]


@dataclass(frozen=True, slots=True)
class Printed:
    """The date that a listing states of itself, as printed; at most one a listing."""

    date: str


#: Bytes in; papers, faults and at most one printed date out, in file order. A parser knows
#: neither the file nor its name, reads the stream once, and raises nothing for what is in
#: it: a fault costs its own paper.
Parser: TypeAlias = Callable[[BinaryIO], Iterator[Paper | Fault | Printed]]
