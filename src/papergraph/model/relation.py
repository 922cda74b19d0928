"""How a paper stands to what it names."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["BUILDS_ON", "METHOD_RELATIONS", "Relation"]


class Relation(StrEnum):
    """How a paper stands to an entity, strongest claim first.

    After the citation-intent classes of ACL-ARC. Declaration order is strength.
    """

    #: This paper proposes the method or dataset.
    INTRODUCES = "introduces"
    #: Its contribution modifies, improves, combines or is built on the method.
    EXTENDS = "extends"
    #: The method is itself the object of the study.
    ANALYZES = "analyzes"
    #: The method is applied as it is.
    USES = "uses"
    #: Trained or evaluated on the dataset.
    EVALUATES_ON = "evaluatesOn"
    #: A baseline or a reference point only.
    COMPARES_WITH = "comparesWith"
    #: Background only.
    MENTIONS = "mentions"
    #: The paper's own code, or code that it names as an implementation.
    HAS_REPOSITORY = "hasRepository"
    #: The paper's own page that is no code host.
    HAS_PROJECT_PAGE = "hasProjectPage"
    #: Its own work is about the task.
    ADDRESSES = "addresses"
    #: A source lists the other paper among its references.
    CITES = "cites"

    @property
    def rank(self) -> int:
        """0 for the strongest.

        >>> min([Relation.MENTIONS, Relation.USES], key=lambda r: r.rank)
        <Relation.USES: 'uses'>
        """
        return _RANK[self]


_RANK = {relation: rank for rank, relation in enumerate(Relation)}

#: The relations that make one paper build on another.
BUILDS_ON = frozenset({Relation.EXTENDS, Relation.ANALYZES, Relation.USES})

#: What a paper may say of a method.
METHOD_RELATIONS = (
    Relation.INTRODUCES,
    Relation.EXTENDS,
    Relation.ANALYZES,
    Relation.USES,
    Relation.COMPARES_WITH,
    Relation.MENTIONS,
)
