"""From the ``Accept`` header of a request to the form of its answer (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papergraph.endpoint.media import Form

__all__ = ["Chosen", "choose", "names_media_type"]

_QUALITY = re.compile(r"[01](?:\.\d{0,3})?")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a client is given.

    Attributes:
        form: of the answer.
        media_type: the one of its names that the client likes best.
    """

    form: Form
    media_type: str


@dataclass(frozen=True, slots=True)
class _Range:
    """A part of the header: ``text/*;q=0.5``."""

    pattern: str
    quality: float

    @property
    def closeness(self) -> int:
        """How much it says: 2 for a whole media type, 0 for any."""
        return 2 - self.pattern.count("*")

    def covers(self, media_type: str) -> bool:
        kind = media_type.partition("/")[0]
        return self.pattern in {media_type, f"{kind}/*", "*/*"}


def choose(accept: str | None, forms: Sequence[Form]) -> Chosen | None:
    """The form that a client likes best, or ``None`` where it takes none of them.

    Of those that it likes as much the first is taken. No header is a liking for anything.

    >>> from papergraph.endpoint.media import SOLUTIONS
    >>> choose("text/*;q=0.5, application/xml;q=0.4", SOLUTIONS).media_type
    'text/xml'
    >>> choose("text/html", SOLUTIONS)
    """
    ranges = list(_ranges(accept or "*/*"))
    best, liked = None, 0.0
    for form in forms:
        for media_type in form.media_types:
            quality = _quality(media_type, ranges)
            if quality > liked:
                best, liked = Chosen(form, media_type), quality
    return best


def names_media_type(accept: str | None, media_type: str) -> bool:
    """Whether a client takes this media type and says so by its name."""
    ranges = _ranges(accept or "")
    return any(each.pattern == media_type and each.quality > 0 for each in ranges)


def _quality(media_type: str, ranges: Sequence[_Range]) -> float:
    """What the part of the header that says most of a media type says of it; 0 for no part."""
    covering = [each for each in ranges if each.covers(media_type)]
    closest = max((each.closeness for each in covering), default=0)
    return max((each.quality for each in covering if each.closeness == closest), default=0.0)


def _ranges(accept: str) -> Iterator[_Range]:
    """The header's parts; one that breaks its form is as if it were not there."""
    for part in accept.split(","):
        pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if pattern == "*":  # which some libraries send
            pattern = "*/*"
        qualities = [each[2:].strip() for each in parameters if each.startswith("q=")]
        if "/" not in pattern or not all(_QUALITY.fullmatch(each) for each in qualities):
            continue
        yield _Range(pattern, min(1.0, float(qualities[0])) if qualities else 1.0)
