"""What a user has decided to be one thing or two: the file ``merges.tsv``."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from papergraph.errors import InputError
from papergraph.graph.title_match import identity_key
from papergraph.model import EntityId, Kind, Paper, Verdict
from papergraph.text.identifiers import key_of

__all__ = [
    "AT_LISTING",
    "NO_DECISIONS",
    "Decision",
    "Decisions",
    "folded_name",
    "names_of",
    "read_decisions",
]

#: Parts a title from the listing that has it.
AT_LISTING = " @ "

_IDENTIFIER = re.compile(r"[a-z0-9]+:\S+")
_COLUMNS = ("verdict", "first", "second")
_MERGED_KINDS = (Kind.METHOD, Kind.DATASET)


class Decision(NamedTuple):
    """One row: that two things are one, or are not.

    A paper is named by an identifier (``arxiv:2106.09685``, ``doi:10.1145/1``) or by its title;
    ``title @ listing`` is what one listing has under that title. A method or dataset is named by
    its id (``method/lora``).

    Attributes:
        verdict: what the user says.
        first: a paper, a method or a dataset.
        second: of the same sort; or the paper that introduces another thing, or the same, under
            the name of a method or dataset that comes first.
        line: 1-based line in the file; 0 where there is none.
    """

    verdict: Verdict
    first: str
    second: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """All rows, sorted by what they are about.

    Attributes:
        papers: about two papers.
        same_entities: pairs of ids of methods or of datasets that are one; the first one stays.
        distinct: pairs of ids of methods or of datasets that are not one.
        homonyms: a method or dataset, and a paper whose own thing of that name is another one.
        shared: a method or dataset, and a paper whose thing of that name is the same.
    """

    papers: tuple[Decision, ...] = ()
    same_entities: tuple[tuple[EntityId, EntityId], ...] = ()
    distinct: tuple[tuple[EntityId, EntityId], ...] = ()
    homonyms: tuple[tuple[EntityId, str], ...] = ()
    shared: tuple[tuple[EntityId, str], ...] = ()

    def keeps_apart(self, first: Paper, second: Paper) -> bool:
        """Whether the user says that two papers are two."""
        if not self.papers:
            return False
        one, other = names_of(first), names_of(second)
        return any(
            (a in one and b in other) or (a in other and b in one)
            for a, b in (
                (folded_name(row.first), folded_name(row.second))
                for row in self.papers
                if row.verdict is Verdict.DIFFERENT
            )
        )

    def unknown(self, papers: Iterable[Paper], entities: Container[EntityId]) -> list[str]:
        """Names in rows that nothing in a graph goes by, sorted: they may be misspelt."""
        rows = [name for one in self.papers for name in (one.first, one.second)]
        rows += [name for _, name in (*self.homonyms, *self.shared)]
        known = {name for paper in papers for name in names_of(paper)} if rows else set()
        pairs = (*self.same_entities, *self.distinct)
        # Of two that are one now, only the first is still there.
        kept = {one for pair in self.distinct for one in pair} | {one for one, _ in pairs}
        missing = {str(one) for one in kept if one not in entities}
        return sorted(missing | {name for name in rows if folded_name(name) not in known})

    def shares(self, entity: EntityId, paper: Paper) -> bool:
        """Whether the user says that a paper has nothing of its own under an entity's name."""
        names = names_of(paper) if self.shared else set()
        return any(one == entity and folded_name(name) in names for one, name in self.shared)


#: Nothing decided.
NO_DECISIONS = Decisions()


def read_decisions(path: str | Path) -> Decisions:
    """Read rows ``same|different<TAB>first<TAB>second``; further columns are for people.

    Blank lines, lines that start with ``#`` and a head of column names are passed over.

    Raises:
        InputError: the file cannot be read, a row is none, or two contradict each other.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        raise InputError(path, 0, "a file that can be read", found) from error
    except UnicodeDecodeError as error:
        raise InputError(path, 0, "UTF-8", f"byte {error.object[error.start]:#04x}") from error
    papers: list[Decision] = []
    same: list[tuple[EntityId, EntityId]] = []
    distinct: list[tuple[EntityId, EntityId]] = []
    homonyms: list[tuple[EntityId, str]] = []
    shared: list[tuple[EntityId, str]] = []
    for decision in _without_contradictions(path, _rows(path, text)):
        first, second = _entity(decision.first), _entity(decision.second)
        if first is None and second is None:
            papers.append(decision)
        elif first and second and first.kind is second.kind:
            (same if decision.verdict is Verdict.SAME else distinct).append((first, second))
        elif first and second is None:
            is_other = decision.verdict is Verdict.DIFFERENT
            (homonyms if is_other else shared).append((first, decision.second))
        else:
            expected = "two of one kind, or a name and the paper that has a thing of it"
            found = f"{decision.verdict} {decision.first} {decision.second}"
            raise InputError(path, decision.line, expected, found)
    return Decisions(tuple(papers), tuple(same), tuple(distinct), tuple(homonyms), tuple(shared))


def folded_name(name: str) -> str:
    """The name of a paper in a row as `names_of` has it: without regard to print.

    A listing's hash makes sure that a title in it is no other title, however both are folded.

    >>> folded_name("openalex:W77"), folded_name("LoRA: A @ page-1f0c3a9e")
    ('openalex:w77', 'loraapage1f0c3a9e')
    """
    return key_of(name) or (name if _IDENTIFIER.fullmatch(name) else identity_key(name))


def names_of(paper: Paper) -> set[str]:
    """All that a row may call a paper, folded."""
    titled = {(paper.title, listing) for listing in paper.listings}
    titled |= {(one.value, one.listing) for one in paper.others if one.field == "title"}
    names = {paper.title, *(title for title, _ in titled)}
    names |= {f"{title}{AT_LISTING}{listing}" for title, listing in titled}
    return {*paper.keys, *map(identity_key, names)}


def _rows(path: Path, text: str) -> Iterator[Decision]:
    for line, row in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not row.strip() or row.startswith("#") or tuple(cells[:3]) == _COLUMNS:
            continue
        if len(cells) < len(_COLUMNS) or cells[0] not in set(Verdict) or not all(cells[1:3]):
            raise InputError(path, line, "same or different, and two names, by tabs", row)
        first, second = (key_of(name) or name for name in cells[1:3])
        yield Decision(Verdict(cells[0]), first, second, line)


def _without_contradictions(path: Path, rows: Iterable[Decision]) -> Iterator[Decision]:
    """The rows, up to the first that says the contrary of one before."""
    said: dict[frozenset[str], Decision] = {}
    for row in rows:
        pair = frozenset(
            name if _entity(name) else folded_name(name) for name in (row.first, row.second)
        )
        before = said.setdefault(pair, row)
        if before.verdict is not row.verdict:
            expected = f"{before.verdict}, as line {before.line} says of the two"
            raise InputError(path, row.line, expected, row.verdict)
        yield row


def _entity(name: str) -> EntityId | None:
    """The method or dataset that a row names; ``None`` for a paper."""
    for kind in _MERGED_KINDS:
        if name.startswith(f"{kind}/"):
            return EntityId.parse(name)
    return None
