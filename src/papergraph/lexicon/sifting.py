"""One entry of somebody else's list, held against the lexicon."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from papergraph.lexicon.entry import Entry
from papergraph.lexicon.lexicon import Lexicon
from papergraph.lexicon.refusals import Refusal, refusal
from papergraph.model import EntityId
from papergraph.text.normalize import name_key

__all__ = ["Sifted", "core_key", "sift"]

_KIND_NOUN = re.compile(r"(?<=.)(?:datasets?|corpus|corpora|benchmarks?|databases?)$")


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of an entry.

    Attributes:
        entry: as the list has it.
        names: those that can be taken over, the preferred one first.
        variants: likewise; none without a name.
        clashes: names and variants that the lexicon has, or all where it has the entity.
        refusals: why each of the rest cannot be taken over.
    """

    entry: Entry
    names: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def sift(entry: Entry, lexicon: Lexicon, ordinary: Container[str] = frozenset()) -> Sifted:
    """Part the names of an entry into new ones, known ones and bad ones, see `refusal`.

    >>> from papergraph.lexicon import curated_lexicon
    >>> from papergraph.model import Kind
    >>> found = sift(Entry(kind=Kind.METHOD, names=("FrobNet", "GPU", "FN")), curated_lexicon())
    >>> found.names, found.clashes, found.refusals
    (('FrobNet',), ('GPU',), (<Refusal.SHORT: 'of fewer than three letters'>,))
    """
    everything = tuple(dict.fromkeys((*entry.names, *entry.variants)))
    if _is_known(entry, lexicon):
        return Sifted(entry, clashes=everything)
    clashes = [name for name in everything if _is_taken(name, lexicon)]
    rest = (name for name in everything if name not in clashes)
    wrong = {name: why for name in rest if (why := refusal(name, ordinary))}
    good = [name for name in everything if name not in clashes and name not in wrong]
    names = tuple(name for name in good if name in entry.names)
    variants = tuple(name for name in good if name not in entry.names)
    if not names:
        wrong.update(dict.fromkeys(variants, Refusal.NAMELESS))
        variants = ()
    return Sifted(entry, names, variants, tuple(clashes), tuple(wrong.values()))


def _is_known(entry: Entry, lexicon: Lexicon) -> bool:
    """Whether the lexicon has the entity; a variant may be a part of it, so it does not tell."""
    owners = (owner for name in (*entry.names, *entry.keys) for owner in _owners(name, lexicon))
    return any(owner.kind is entry.kind for owner in owners)


def _is_taken(name: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.stop_category(name)) or any(_owners(name, lexicon))


def _owners(name: str, lexicon: Lexicon) -> Iterator[EntityId]:
    """Entities of a name, be it in the plural or with what it names behind it: "MNIST dataset"."""
    core = core_key(name)
    for key in dict.fromkeys((name_key(name), core, core + "s", core + "dataset")):
        yield from lexicon.by_key.get(key, ())


def core_key(name: str) -> str:
    """The `name_key` without a last "dataset" or "corpus" and without a plural's s.

    >>> core_key("Penn Treebanks corpus"), core_key("Dataset")
    ('penntreebank', 'dataset')
    """
    return _KIND_NOUN.sub("", name_key(name)).removesuffix("s")
