"""LaTeX left over in a title or abstract, read as the plain text that it stands for."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from papergraph.text.span import Span

__all__ = ["PlainText", "read_latex"]

_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
}
_SYMBOLS = {
    "times": "x",
    "cdot": "\u22c5",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "varphi": "φ",
    "psi": "ψ",
    "omega": "ω",
    "infty": "∞",
    "ell": "ℓ",
    "star": "*",
    "ast": "*",
    "pm": "±",
    "approx": "≈",
    "sim": "~",
    "ss": "ß",
    "o": "ø",
    "l": "ł",
    "ae": "æ",
    "oe": "œ",
    "aa": "å",
}
_MARKUP = r"""
      \\(?P<accent>['`^"~=.]|[cvuH](?=[{ ]))\s*\{?\\?(?P<letter>[A-Za-z])\}?
    | \\(?P<escaped>[%&_\#$\ ])
    | \\(?P<symbol>{symbols})(?![A-Za-z])\ ?
    | \\(?:textsuperscript|textsubscript|textbf|textit|textsc|textrm|textsf|texttt|emph|text
          |mathrm|mathbf|mathit|mathcal|mathsf|mathtt|mathbb|operatorname|boldsymbol|mbox
          |em|rm|bf|it|sc|tt|sf|bfseries|itshape|scshape|xspace|url|href|left|right)(?![A-Za-z])\ ?
    | ~ | \{ | \} | \$ | _(?=[{\d+*]) | \^(?=[{\d+*])
    """
_TIMES = r" | (?<=\d)\s?(?P<times>times)\s?(?=\d)"


def _pattern(markup: str) -> re.Pattern[str]:
    symbols = "|".join(sorted(_SYMBOLS, key=lambda name: (-len(name), name)))
    return re.compile(markup.replace("{symbols}", symbols), re.VERBOSE)


# Every alternative of the first starts with a sign of its own: most of a text is passed over
# quickly.
_TEX = _pattern(_MARKUP)
_TEX_OR_TIMES = _pattern(_MARKUP + _TIMES)
# Most texts have none of these: plain searches are far quicker than the expression.
_BRACES_AND_SIGNS = ("\\", "$", "{", "}", "~", "^", "_", "times")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as a reader sees it, and where each of its characters was printed.

    Attributes:
        text: without markup.
        offsets: for each character of `text` where in the printed text it starts, and one
            more entry for the end; ``None`` where `text` is the printed text itself.
        ends: likewise where each character ends; an accent is printed as several.
    """

    text: str
    offsets: array[int] | None = None
    ends: array[int] | None = None

    def printed(self, start: int, end: int) -> Span:
        """The span of the printed text that ``text[start:end]`` stands for.

        >>> plain = read_latex("we run S^{2}FT now")
        >>> plain.text, plain.printed(7, 11)
        ('we run S2FT now', Span(start=7, end=14))
        """
        if self.offsets is None or self.ends is None:
            return Span(start, end)
        if start >= end:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.ends[end - 1])

    def shown(self, printed: Span) -> Span:
        """The span of `text` that stands for a span of the printed text.

        >>> plain = read_latex("we run S^{2}FT now")
        >>> plain.shown(Span(7, 14))
        Span(start=7, end=11)
        """
        if self.offsets is None:
            return printed
        start, end = (bisect_left(self.offsets, position) for position in printed)
        return Span(start, end)


def read_latex(printed: str) -> PlainText:
    r"""Drop markup, keep what it prints; nothing is guessed about unknown commands.

    >>> read_latex(r"the Fr\'echet distance~(FD), 10\%").text
    'the Fréchet distance (FD), 10%'
    """
    if not _has_markup(printed):
        return PlainText(printed)
    pieces: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    end = 0
    pattern = _TEX_OR_TIMES if "times" in printed else _TEX
    for found in pattern.finditer(printed):
        pieces.append(printed[end : found.start()])
        offsets.extend(range(end, found.start()))
        ends.extend(range(end + 1, found.start() + 1))
        if shown := _shown(found):
            pieces.append(shown)
            offsets.append(found.start())
            ends.append(found.end())
        end = found.end()
    pieces.append(printed[end:])
    offsets.extend(range(end, len(printed) + 1))
    ends.extend(range(end + 1, len(printed) + 1))
    return PlainText("".join(pieces), array("i", offsets), array("i", ends))


def _has_markup(printed: str) -> bool:
    for sign in _BRACES_AND_SIGNS:  # noqa: SIM110 - a generator takes three times as long
        if sign in printed:
            return True
    return False


def _shown(found: re.Match[str]) -> str:
    """The one character that a piece of markup prints, or "" for none."""
    match found.lastgroup:
        case "letter":
            mark = _ACCENTS[found["accent"]]
            composed = unicodedata.normalize("NFC", found["letter"] + mark)
            return composed if len(composed) == 1 else found["letter"]
        case "escaped":
            return found["escaped"]
        case "symbol":
            return _SYMBOLS[found["symbol"]]
        case "times":
            return "x"
        case _:
            return " " if found.group() == "~" else ""
