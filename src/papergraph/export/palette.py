"""How kinds and relations look in the picture, and what its legend calls them.

Colours are those of Okabe and Ito, which readers with any colour vision tell apart; every
kind has a shape and every relation a line of its own as well.

References:
    Okabe and Ito, "Color Universal Design", 2008, https://jfly.uni-koeln.de/color/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from papergraph.model import Entity, Kind, Level, Paper, Relation

__all__ = [
    "BASED_ON",
    "BROADER",
    "BUILDS_ON",
    "LINES",
    "MARKS",
    "SERIES",
    "Line",
    "Mark",
    "mark_of_entity",
    "mark_of_paper",
]

_BLUE: Final = "#0072B2"
_SKY: Final = "#56B4E9"
_GREEN: Final = "#009E73"
_VERMILLION: Final = "#D55E00"
_ORANGE: Final = "#E69F00"
_PURPLE: Final = "#CC79A7"
# Theirs end here; yellow is darkened, since it is lost on white. The rest are for lines
# that open hidden or stay in the background.
_DARK_YELLOW: Final = "#B5A100"
_GREY: Final = "#8A8F98"
_DARK_GREY: Final = "#6F7680"
_VIOLET: Final = "#7D7F9A"
_SIENNA: Final = "#A0522D"
_TEAL: Final = "#2F7F86"
_BROWN: Final = "#7A5C00"


#: For lines or bars that stand side by side, in this order; each is legible on white.
SERIES: Final = (_BLUE, _VERMILLION, _GREEN, _PURPLE, _ORANGE, _SKY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A node's look.

    Attributes:
        key: what the page's script and data call it.
        label: of one node, in the panel.
        plural: in the legend.
        shape: one of vis-network's.
        color: of the border, and of the inside unless hollow.
        hollow: filled with the page's background.
    """

    key: str
    label: str
    plural: str
    shape: str
    color: str
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edge's look.

    Attributes:
        key: what the page's script and data call it; a relation's value where it is one.
        label: in the legend and the panel, between the two ends.
        inverse: the same read from the other end.
        color: of the line and its arrow.
        dashes: lengths of dash and gap in canvas units; empty for a solid line.
        width: canvas units.
        shown: whether the page opens with it.
    """

    key: str
    label: str
    inverse: str
    color: str
    dashes: tuple[int, ...] = ()
    width: float = 1.4
    shown: bool = True


_PAPER = Mark(key="paper", label="paper", plural="papers", shape="dot", color=_BLUE)
_NAMED_PAPER = Mark(
    key="paper-by-name",
    label="paper known by name only",
    plural="papers known by name only",
    shape="dot",
    color=_BLUE,
    hollow=True,
)
_METHOD = Mark(key="method", label="method", plural="methods", shape="diamond", color=_VERMILLION)
_GENERIC = Mark(
    key="method-generic",
    label="generic method",
    plural="generic methods",
    shape="hexagon",
    color=_ORANGE,
    hollow=True,
)
_DATASET = Mark(key="dataset", label="dataset", plural="datasets", shape="square", color=_GREEN)
_TASK = Mark(key="task", label="task", plural="tasks", shape="star", color=_SKY)
_REPOSITORY = Mark(
    key="repository",
    label="repository",
    plural="repositories",
    shape="triangle",
    color=_PURPLE,
)

#: Every look of a node, in the legend's order.
MARKS: Final = (_PAPER, _NAMED_PAPER, _METHOD, _GENERIC, _DATASET, _TASK, _REPOSITORY)

#: Keys of the lines that no claim states: they follow from several, or from the lexicon.
BROADER: Final = "broader"
BUILDS_ON: Final = "buildsOn"
BASED_ON: Final = "basedOn"

#: Every look of an edge, in the legend's order.
LINES: Final = (
    Line(
        key=Relation.INTRODUCES,
        label="introduces",
        inverse="introduced by",
        color=_GREEN,
        width=2.6,
    ),
    Line(
        key=Relation.EXTENDS, label="extends", inverse="extended by", color=_VERMILLION, width=2.2
    ),
    Line(key=Relation.ANALYZES, label="analyzes", inverse="analyzed by", color=_PURPLE, width=2.2),
    Line(key=Relation.USES, label="uses", inverse="used by", color=_BLUE),
    Line(
        key=Relation.EVALUATES_ON,
        label="evaluates on",
        inverse="evaluated on by",
        color=_SKY,
        dashes=(8, 4),
    ),
    Line(
        key=Relation.COMPARES_WITH,
        label="compares with",
        inverse="compared with by",
        color=_ORANGE,
        dashes=(4, 4),
    ),
    Line(
        key=Relation.MENTIONS,
        label="mentions",
        inverse="mentioned by",
        color=_GREY,
        dashes=(1, 4),
    ),
    Line(
        key=Relation.HAS_REPOSITORY,
        label="has repository",
        inverse="repository of",
        color=_DARK_YELLOW,
        dashes=(12, 3, 2, 3),
    ),
    Line(
        key=Relation.ADDRESSES,
        label="addresses",
        inverse="addressed by",
        color=_TEAL,
        dashes=(2, 3),
    ),
    Line(
        key=Relation.CITES,
        label="cites",
        inverse="cited by",
        color=_BROWN,
        dashes=(8, 2, 1, 2),
        shown=False,
    ),
    Line(
        key=BROADER,
        label="is a kind of",
        inverse="has kind",
        color=_DARK_GREY,
        dashes=(12, 6),
    ),
    Line(
        key=BUILDS_ON,
        label="builds on",
        inverse="built on by",
        color=_VIOLET,
        width=2.6,
        shown=False,
    ),
    Line(
        key=BASED_ON,
        label="based on",
        inverse="base of",
        color=_SIENNA,
        width=2.6,
        shown=False,
    ),
)


def mark_of_paper(paper: Paper) -> Mark:
    """Hollow where the paper is known by name only."""
    return _PAPER if paper.in_corpus else _NAMED_PAPER


def mark_of_entity(entity: Entity) -> Mark:
    """Raises ``KeyError`` for a project page, which is no node."""
    if entity.id.kind is Kind.METHOD and entity.level is Level.GENERIC:
        return _GENERIC
    return _MARK[entity.id.kind]


_MARK: Final = {
    Kind.METHOD: _METHOD,
    Kind.DATASET: _DATASET,
    Kind.TASK: _TASK,
    Kind.REPOSITORY: _REPOSITORY,
}
