"""Which records are one paper: by what the user says, by identifiers, by titles and abstracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from papergraph.graph.blocks import MOST_OF_ONE_KEY, Block
from papergraph.graph.decisions import Decision, folded_name, names_of
from papergraph.graph.near_titles import version_words
from papergraph.graph.shown import best_first, earliest_date, first_authors
from papergraph.graph.title_match import (
    Details,
    TitleMatch,
    abstract_details,
    abstract_key,
    identity_key,
    title_details,
    title_match,
)
from papergraph.model import Paper, Verdict
from papergraph.text.latex import read_latex

__all__ = ["Cluster", "Clustering", "Refusal", "clustered"]

#: Schemes of which a paper has one identifier; others may number one paper several times.
_UNIQUE = ("arxiv", "doi", "acl", "pmid")
_BY_ABSTRACT = TitleMatch(0.95, "abstract")
#: Letters in common, in percent, of the titles of one abstract: one may have a subtitle more.
_LEAST_ALIKE = 75


class _Shared(NamedTuple):
    """A text that records of one paper share.

    Attributes:
        name: of the text, for reasons.
        match: how surely two records with one such text are one paper.
        details: what else a record tells.
    """

    name: str
    match: Callable[[Paper, Paper], TitleMatch]
    details: Callable[[Paper], Details]


class Cluster(NamedTuple):
    """Records of one paper.

    Attributes:
        records: in the order given.
        matches: for each of them how it came in, or ``None`` where an identifier says it.
    """

    records: tuple[Paper, ...]
    matches: tuple[TitleMatch | None, ...]


class Refusal(NamedTuple):
    """Two papers that share a key and stay two.

    Attributes:
        first: index of the cluster of one.
        second: of the other.
        reason: what they share and what contradicts it.
    """

    first: int
    second: int
    reason: str


class Clustering(NamedTuple):
    """All papers, in the order of their first records, and what was not joined."""

    clusters: tuple[Cluster, ...]
    refusals: tuple[Refusal, ...]


def clustered(records: Sequence[Paper], decisions: Iterable[Decision] = ()) -> Clustering:
    """Join records, the surest key first: what the user says, identifiers, titles, abstracts.

    Records with contradicting identifiers are never joined, unless the user says so.

    Args:
        records: in an order that does not depend on that of the files.
        decisions: about papers.
    """
    joining = _Joining(records)
    joining.decide(decisions)
    joining.by_identifiers()
    joining.by_titles()
    joining.by_abstracts()
    return joining.result()


class _Joining:
    """Disjoint sets of records; each knows the identifiers and the decisions of its members."""

    def __init__(self, records: Sequence[Paper]) -> None:
        self._records = records
        self._home = list(range(len(records)))
        self._members: dict[int, list[int]] = {n: [n] for n in self._home}
        self._keys: list[dict[str, set[str]]] = [_by_scheme(one.keys) for one in records]
        self._sides: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        self._titles = [identity_key(one.title) for one in records]
        self._matches: dict[int, TitleMatch] = {}
        self._refusals: dict[tuple[int, int], str] = {}

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Keep in mind what the user says is different, then join what is the same.

        Where rows together say both, papers stay different: they are joined more easily later
        than parted.
        """
        named = [
            (one.verdict, folded_name(one.first), folded_name(one.second)) for one in decisions
        ]
        if not named:
            return
        places = self._places({name for _, *names in named for name in names})
        apart = [names for verdict, *names in named if verdict is Verdict.DIFFERENT]
        for number, names in enumerate(apart):
            for side, name in enumerate(names):
                for place in places.get(name, ()):
                    self._sides[place].add((number, side))
        for verdict, first, second in named:
            if verdict is Verdict.SAME and first in places and second in places:
                self._unite([*places[first], *places[second]])

    def _unite(self, places: Sequence[int]) -> None:
        """Join records whatever their identifiers, unless the user says otherwise elsewhere."""
        for other in places[1:]:
            if not self._contradiction(places[0], other, ()):
                self._join(places[0], other)

    def _places(self, names: set[str]) -> Mapping[str, list[int]]:
        """The records of each name that a user gives, folded."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._records):
            for name in names & names_of(record):
                found[name].append(place)
        return found

    def by_identifiers(self) -> None:
        """Join what shares an identifier, the strongest scheme first."""
        sharing: defaultdict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._records):
            for key in record.keys:
                sharing[key].append(place)
        several = [key for key, places in sharing.items() if len(places) > 1]
        for key in sorted(several, key=_strongest_first):
            first, *rest = sharing[key]
            homes = [first]
            for other in rest:
                self._join_any(homes, other, key)

    def _join_any(self, homes: list[int], other: int, key: str) -> None:
        """Join a record with the first that it does not contradict of those that share its key.

        A key of many papers is nobody's, such as a made-up DOI: it joins only with the first.
        """
        for home in homes:
            reason = self._contradiction(home, other, _UNIQUE)
            if not reason:
                self._join(home, other)
                return
            if len(homes) < MOST_OF_ONE_KEY:
                self._refuse(home, other, f"both have {key}, but {reason}")
        if len(homes) < MOST_OF_ONE_KEY:
            homes.append(other)

    def by_titles(self) -> None:
        """Join what shares a title, those with most identifiers first."""
        self._by_text(self._titles, _Shared("title", title_match, title_details))

    def by_abstracts(self) -> None:
        """Join what shares a long abstract under titles that differ in print."""
        keys = [abstract_key(record.abstract) for record in self._records]
        self._by_text(keys, _Shared("abstract", _abstract_match, abstract_details))

    def _by_text(self, keys: Sequence[str], shared: _Shared) -> None:
        sharing: defaultdict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            if key:
                sharing[key].append(place)
        for key in sorted(key for key, places in sharing.items() if len(places) > 1):
            places = sorted(sharing[key], key=lambda n: (-len(self._records[n].keys), n))
            # What a paper shows may change with a record more, and then agree with another.
            while self._join_some(places, shared):
                pass

    def _join_some(self, places: Sequence[int], shared: _Shared) -> bool:
        """Go through the records of one key once; whether any were joined."""
        block, joined = Block(), False
        for place in places:
            home = self._find(place)
            # What was joined with a head before needs no comparison.
            if home in block.homes:
                continue
            shown = self._shown(home)
            details = shared.details(shown)
            for head in block.near(details.asked):
                if self._is_joined(head, home, shown, shared):
                    joined = True
                    break
            else:
                block.add(place, details.told)
            block.homes.add(self._find(place))
        return joined

    def _is_joined(self, head: int, home: int, shown: Paper, shared: _Shared) -> bool:
        """Join a paper with that of a head, where they are one."""
        if self._contradiction(head, home):
            return False
        found = shared.match(self._shown(self._find(head)), shown)
        if not found.confidence:
            self._refuse(head, home, f"one {shared.name}, but {found.rule}")
            return False
        # What comes in from a smaller cluster comes in by its title, all of it.
        for member in self._members[home]:
            self._matches.setdefault(member, found)
        self._join(head, home)
        return True

    def _shown(self, home: int) -> Paper:
        """What the records of a cluster show together of what can contradict another."""
        members = self._members[home]
        if len(members) == 1:
            return self._records[home]
        records = best_first([self._records[member] for member in sorted(members)])
        return Paper(
            title=records[0].title,
            abstract=records[0].abstract,
            authors=first_authors(records),
            issued=earliest_date(records),
        )

    def _contradiction(self, first: int, second: int, schemes: Iterable[str] | None = None) -> str:
        """Which identifiers of two clusters contradict each other, or "" where none do."""
        a, b = self._find(first), self._find(second)
        mine, theirs = self._keys[a], self._keys[b]
        for scheme in sorted(mine.keys() & theirs.keys()) if schemes is None else schemes:
            one, other = mine.get(scheme), theirs.get(scheme)
            if one and other and not one & other:
                return f"{min(one)} is not {min(other)}"
        other_side = {(number, 1 - side) for number, side in self._sides.get(a, ())}
        return "the user says so" if other_side & self._sides.get(b, set()) else ""

    def _refuse(self, first: int, second: int, reason: str) -> None:
        places = (self._find(first), self._find(second))
        if places[0] != places[1]:
            self._refusals.setdefault(places, reason)

    def _find(self, place: int) -> int:
        while self._home[place] != place:
            self._home[place] = self._home[self._home[place]]
            place = self._home[place]
        return place

    def _join(self, first: int, second: int) -> None:
        a, b = sorted((self._find(first), self._find(second)))
        if a == b:
            return
        self._home[b] = a
        self._members[a] += self._members.pop(b)
        for scheme, values in self._keys[b].items():
            self._keys[a].setdefault(scheme, set()).update(values)
        if b in self._sides:
            self._sides[a] |= self._sides[b]

    def result(self) -> Clustering:
        clusters: list[Cluster] = []
        places: dict[int, int] = {}
        for home in sorted(self._members):
            members = sorted(self._members[home])
            records = tuple(self._records[n] for n in members)
            places[home] = len(clusters)
            clusters.append(Cluster(records, tuple(self._matches.get(n) for n in members)))
        refusals = [
            Refusal(places[self._find(a)], places[self._find(b)], reason)
            for (a, b), reason in self._refusals.items()
        ]
        apart = tuple(one for one in refusals if one.first != one.second)
        return Clustering(tuple(clusters), apart)


def _abstract_match(first: Paper, second: Paper) -> TitleMatch:
    found = title_match(first, second)
    if not found.confidence:
        return found
    if fuzz.partial_ratio(identity_key(first.title), identity_key(second.title)) < _LEAST_ALIKE:
        return TitleMatch(0.0, "another title")
    # The abstracts of two parts, or of two versions, may be one.
    one, other = (version_words(read_latex(paper.title).text) for paper in (first, second))
    return _BY_ABSTRACT if one == other else TitleMatch(0.0, "another number or version")


def _by_scheme(keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in keys:
        found.setdefault(key.partition(":")[0], set()).add(key)
    return found


def _strongest_first(key: str) -> tuple[int, str]:
    scheme = key.partition(":")[0]
    return (_UNIQUE.index(scheme) if scheme in _UNIQUE else len(_UNIQUE), key)
