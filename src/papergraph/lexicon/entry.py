"""What somebody else's list says of one method or dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papergraph.model import Introduction, Kind
from papergraph.text.latex import read_latex

__all__ = ["Entry", "clean_names"]

_NO_SOURCE = Introduction(title="")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Entry:
    """One method or dataset of a list, before it is held against the lexicon.

    Attributes:
        kind: method or dataset.
        names: what the list calls it, the preferred name first; see `clean_names`.
        variants: other printed forms; a list may count parts and settings among them.
        keys: identifiers that tell what it is and are no printed names, such as ``squad_v2``.
        introduction: the paper that it comes from; without a title where the list has none.
    """

    kind: Kind
    names: tuple[str, ...]
    variants: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    introduction: Introduction = _NO_SOURCE


def clean_names(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    r"""Names as linking sees them in a text: without LaTeX, on one line, each once.

    Args:
        names: as the list writes them; blank ones are dropped.
        taken: names that are dropped as well.

    >>> clean_names(["$\\epsilon$-Greedy\n Search", " ", "Greedy", "Greedy"])
    ('ε-Greedy Search', 'Greedy')
    """
    cleaned = (" ".join(read_latex(name).text.split()) for name in names)
    found = dict.fromkeys(name for name in cleaned if name)
    return tuple(name for name in found if name not in set(taken))
