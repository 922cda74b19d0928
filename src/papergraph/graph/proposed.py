"""Entities of this build: what its papers propose, grounded against each other and the lexicon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from papergraph.lexicon import Folding, KnownEntity, Lexicon, Status, Term, word_class
from papergraph.linking import Proposal, same_title
from papergraph.linking.linear import word_coder
from papergraph.linking.local_names import means_another
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Entity, EntityId, Kind, Paper
from papergraph.text.latex import read_latex
from papergraph.text.normalize import name_key, slug
from papergraph.text.urls import find_urls

__all__ = ["Proposed", "ground_proposals", "is_distinct"]

#: Acronyms of others shorter than this are only linked where the paper itself says what they are.
_DISTINCT_LENGTH = 5
#: Letters that forms of one word begin with, and those that tell a word.
_STEM = 5
_WORD = 7
#: Telling words that two titles of one line of work have in common.
_LEAST_SHARED = 2
#: Words of a title that tell a homonym's IRI apart.
_SUFFIX_WORDS = 3
_ROMAN = re.compile("[IVX]+")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to"}
)


class Proposed(NamedTuple):
    """What the first pass gives to the second.

    Attributes:
        lexicon: the curated one and every name that a paper of this build proposes.
        own: for each paper what it introduces, by entity.
    """

    lexicon: Lexicon
    own: Mapping[EntityId, Mapping[EntityId, Proposal]]


class _Claimant(NamedTuple):
    paper_id: EntityId
    paper: Paper
    proposal: Proposal


def ground_proposals(
    papers: Mapping[EntityId, Paper],
    proposals: Mapping[EntityId, Sequence[Proposal]],
    lexicon: Lexicon,
) -> Proposed:
    """Give every proposal its entity.

    A known name is the known entity where its introducing paper is unknown or is this paper;
    else it is a homonym with an IRI of its own. Two papers that propose one name share the
    entity where their titles or repositories show one line of work.
    """
    by_name: dict[tuple[Kind, str], list[_Claimant]] = defaultdict(list)
    for paper_id in sorted(proposals):
        for proposal in proposals[paper_id]:
            key = (proposal.kind, slug(proposal.label) or name_key(proposal.label))
            by_name[key].append(_Claimant(paper_id, papers[paper_id], proposal))
    own: dict[EntityId, dict[EntityId, Proposal]] = defaultdict(dict)
    known: list[KnownEntity] = []
    terms: list[Term] = []
    for kind, name in sorted(by_name):
        claimants = by_name[kind, name]
        for entity, group in _entities(kind, name, claimants, lexicon):
            for claimant in group:
                own[claimant.paper_id][entity] = claimant.proposal
            if entity not in lexicon.known:
                node = _entity(entity, group)
                known.append(KnownEntity(node))
                terms.extend(_terms(node, lexicon))
    return Proposed(lexicon.extended(known, terms), own)


def _entities(
    kind: Kind, name: str, claimants: Sequence[_Claimant], lexicon: Lexicon
) -> Iterator[tuple[EntityId, list[_Claimant]]]:
    """The entities behind one proposed name, each with the papers that propose it."""
    groups: list[list[_Claimant]] = []
    guess: EntityId | None = None
    for claimant in claimants:
        known, is_sure = _known_as(claimant, kind, lexicon)
        if known is not None and is_sure:
            yield known, [claimant]
            continue
        guess = guess or known
        home = next((group for group in groups if _one_work(group[0], claimant)), None)
        if home is None:
            groups.append([claimant])
        else:
            home.append(claimant)
    # Where nobody says whose it is, it is theirs who alone propose it.
    if len(groups) == 1 and guess is not None:
        yield guess, groups[0]
        return
    plain = EntityId(kind, name)
    for index, group in enumerate(groups):
        alone = index == 0 and len(groups) == 1 and plain not in lexicon.known
        yield (plain if alone else _homonym(plain, group[0])), group


def _known_as(claimant: _Claimant, kind: Kind, lexicon: Lexicon) -> tuple[EntityId | None, bool]:
    """The lexicon's entity that a paper proposes, and whether the lexicon says that it does."""
    guess: EntityId | None = None
    for name in claimant.proposal.names:
        for entity in lexicon.by_key.get(name_key(name), ()):
            if means_another(claimant.proposal, name, entity, lexicon):
                continue
            introduction = lexicon.known[entity].introduction
            if introduction and _continues(introduction.title, claimant):
                return entity, True
            if introduction is None and entity.kind is kind:
                guess = guess or entity
    return guess, False


def _continues(title: str, claimant: _Claimant) -> bool:
    """Whether a paper is the one of this title, or takes its work on under one name."""
    if same_title(title, claimant.paper.title):
        return True
    label = name_key(claimant.proposal.label)
    shared = _stems(title, label, _WORD) & _stems(claimant.paper.title, label, _WORD)
    return len(shared) > 1


def _one_work(first: _Claimant, second: _Claimant) -> bool:
    """Whether two papers that propose one name are about one thing.

    Most are not: of acronyms that two papers of one year propose, hardly any is.
    """
    if _urls(first.paper) & _urls(second.paper):
        return True
    if {*first.paper.authors} & {*second.paper.authors}:
        return True
    label = name_key(first.proposal.label)
    if _other_names(first, label) & _other_names(second, label):
        return True
    if all(one.proposal.long_form(one.proposal.label) for one in (first, second)):
        return False
    stems, others = (_telling_stems(one.paper.title, label) for one in (first, second))
    shared = len(stems & others)
    return shared >= _LEAST_SHARED and (
        shared > _LEAST_SHARED or 2 * shared >= min(len(stems), len(others))
    )


def _other_names(claimant: _Claimant, label: str) -> set[str]:
    return {name_key(name) for name in claimant.proposal.names} - {label, f"{label}s"}


def _urls(paper: Paper) -> set[str]:
    return {one.url.lower() for one in find_urls(paper.abstract)}


def _stems(title: str, label: str, length: int) -> set[str]:
    """Beginnings of a title's longer words, the name itself left out."""
    words = re.findall(r"[a-z]{5,}", read_latex(title).text.lower())
    return {word[:length] for word in words if name_key(word) != label}


def _telling_stems(title: str, label: str) -> set[str]:
    """The same of the words that not many titles have."""
    return _stems(title, label, _STEM) - _common_stems()


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in word_class("common"))


def _homonym(plain: EntityId, claimant: _Claimant) -> EntityId:
    """The plain id with words of the paper's title that say which one it is."""
    words = [
        word
        for word in slug(read_latex(claimant.paper.title).text).split("-")
        if word not in _SMALL_WORDS and word not in plain.slug.split("-")
    ]
    return EntityId(plain.kind, "-".join([plain.slug, *words[:_SUFFIX_WORDS]]))


def _entity(entity: EntityId, group: Sequence[_Claimant]) -> Entity:
    label = group[0].proposal.label
    names = {name for one in group for name in one.proposal.names} - {label}
    return Entity(id=entity, label=label, aliases=tuple(sorted(names)))


def _terms(node: Entity, lexicon: Lexicon) -> Iterator[Term]:
    """Names under which other papers may mention what this build's papers propose.

    What the lexicon knows as something else, or as a stop word, mostly is that elsewhere.
    """
    for name in (node.label, *node.aliases):
        if is_distinct(name, lexicon) and not (lexicon.knows(name) or lexicon.stop_category(name)):
            status = Status.PREFERRED if name == node.label else Status.ALIAS
            yield Term(node.id, name, status, Folding.EXACT)


def is_distinct(name: str, lexicon: Lexicon) -> bool:
    """Whether a proposed name can hardly mean anything else in another paper.

    Words alone can, with whatever capitals: of 25 papers with "Text-to-Image Generation" or
    "Attention Fusion Network" one meant the method that another had given this name. So can a
    word in capitals ("SCALE"), and what is made of known names ("RAG-QA").

    >>> names = ("PiSSA", "EAR", "SCALE", "Terminator", "Low-Rank Adaptation")
    >>> [is_distinct(name, Lexicon()) for name in names]
    [True, False, False, False, False]
    """
    if " " in name:
        words = name.replace("-", " ").split(" ")
        return any(_is_shaped(word) and not _is_ordinary(word, lexicon) for word in words)
    if "-" in name:
        parts = name.split("-")
        return any(map(_is_shaped, parts)) and not all(_is_ordinary(one, lexicon) for one in parts)
    shape = shape_of(name)
    if shape is Shape.MIXED:
        return len(name) >= _DISTINCT_LENGTH - 1
    is_word = name.isalpha() and name.lower() in word_coder().numbers
    return shape >= Shape.ACRONYM and len(name) >= _DISTINCT_LENGTH and not is_word


def _is_shaped(part: str) -> bool:
    """Whether a part of a name looks like one itself, and is no numeral."""
    return shape_of(part) >= Shape.ACRONYM and not _ROMAN.fullmatch(part)


def _is_ordinary(part: str, lexicon: Lexicon) -> bool:
    """Whether a part of a name is a word in small letters, or has a meaning of its own."""
    is_word = part.isalpha() and part.islower()
    return is_word or lexicon.knows(part) or (part.isupper() and bool(lexicon.stop_category(part)))
