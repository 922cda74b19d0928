"""LaTeX left over in a title or abstract, read as the plain text that it stands for."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from papergraph.text.span import Span

__all__ = ["PlainText", "read_latex", "with_whole_groups"]

#: Signs of groups that a span may be widened by, at the most.
_MOST_SIGNS = 6
_BEFORE_GROUP = re.compile(r"(?:\\[A-Za-z]+)?\{$")

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
    "i": "ı",
    "dj": "đ",
    "O": "Ø",
    "L": "Ł",
    "AE": "Æ",
    "OE": "Œ",
    "AA": "Å",
    "DJ": "Đ",
}
_MARKUP = r"""
      \\(?P<accent>['`^"~=.]|[cvuH](?=[{ ]))\s*\{?\\?(?P<letter>[A-Za-z])\}?
    | \\(?P<escaped>[%&_\#$\ ])
    | \\(?P<symbol>{symbols})(?![A-Za-z])\ ?
    | \\(?:textsuperscript|textsubscript|textbf|textit|textsc|textrm|textsf|texttt|emph|text
          |mathrm|mathbf|mathit|mathcal|mathsf|mathtt|mathbb|operatorname|boldsymbol|mbox
          |em|rm|bf|it|sc|tt|sf|bfseries|itshape|scshape|xspace|url|href|left|right)(?![A-Za-z])\ ?
    | ~ | \{ | \} | \$ | _(?=[{\d+*]) | \^(?=[{\d+*]|\\(?:ast|star)(?![A-Za-z]))
    """
# Between two capitalized words a dash joins: "Kullback--Leibler"; but "ACRO--First Results".
_WORDS = r"""
    | (?<=\d)\s?(?P<times>times)\s?(?=\d)
    | (?:(?<=\W)[A-Z][^\W\d_]*|\A[A-Z][^\W\d_A-Z]+)(?P<dash>--)(?=[A-Z])
    """


def _pattern(markup: str) -> re.Pattern[str]:
    symbols = "|".join(sorted(_SYMBOLS, key=lambda name: (-len(name), name)))
    return re.compile(markup.replace("{symbols}", symbols), re.VERBOSE)


# Every alternative of the first starts with a sign of its own: most of a text is passed over
# quickly.
_TEX = _pattern(_MARKUP)
_TEX_OR_WORDS = _pattern(_MARKUP + _WORDS)
# What the words take: most texts are read without them.
_WORD_HINT = re.compile(r"times\s?\d|[^\W\d_]--[A-Z]")
# Most texts have none of these: plain searches are far quicker than the expression.
_BRACES_AND_SIGNS = ("\\", "$", "{", "}", "~", "^", "_", "times", "--")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as a reader sees it, and where each of its characters was printed.

    Its characters come in runs, each printed without a break; what a command prints is a run of
    one character. The last run is the empty one behind the text.

    Attributes:
        text: without markup.
        starts: of the runs, in `text`; none where `text` is the printed text itself.
        offsets: of the runs, in the printed text.
        ends: of the runs, in the printed text; an accent is printed as several characters.
    """

    text: str
    starts: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def printed(self, start: int, end: int) -> Span:
        """The span of the printed text that ``text[start:end]`` stands for.

        >>> plain = read_latex("we run S^{2}FT now")
        >>> plain.text, plain.printed(7, 11)
        ('we run S2FT now', Span(start=7, end=14))
        """
        if not self.starts:
            return Span(start, end)
        run = bisect_right(self.starts, start) - 1
        offset = self.offsets[run] + start - self.starts[run]
        if start >= end:
            return Span(offset, offset)
        run = bisect_left(self.starts, end) - 1
        # Back from the end of the run: of a run of one character the printed form may be longer.
        return Span(offset, self.ends[run] - (self.starts[run + 1] - end))

    def shown(self, printed: Span) -> Span:
        """The span of `text` that stands for a span of the printed text.

        >>> plain = read_latex("we run S^{2}FT now")
        >>> plain.shown(Span(7, 14))
        Span(start=7, end=11)
        """
        if not self.starts:
            return printed
        return Span(self._shown_at(printed.start), self._shown_at(printed.end))

    def _shown_at(self, position: int) -> int:
        """The first character of `text` that is printed at a position or behind it."""
        run = bisect_right(self.offsets, position) - 1
        if run < 0:
            return 0
        if run + 1 == len(self.starts):
            return len(self.text) + (position > self.offsets[run])
        within = self.starts[run] + position - self.offsets[run]
        return min(within, self.starts[run + 1])


def read_latex(printed: str) -> PlainText:
    r"""Drop markup, keep what it prints; nothing is guessed about unknown commands.

    >>> read_latex(r"the Fr\'echet distance~(FD), 10\%, Nelder--Mead").text
    'the Fréchet distance (FD), 10%, Nelder-Mead'
    """
    if not _has_markup(printed):
        return PlainText(printed)
    pieces: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    ends: list[int] = []
    size = end = 0
    pattern = _TEX_OR_WORDS if _WORD_HINT.search(printed) else _TEX
    for found in pattern.finditer(printed):
        start, next_end = found.span("dash" if found.lastgroup == "dash" else 0)
        if start > end:
            pieces.append(printed[end:start])
            starts.append(size)
            offsets.append(end)
            ends.append(start)
            size += start - end
        if shown := _shown(found):
            pieces.append(shown)
            starts.append(size)
            offsets.append(start)
            ends.append(next_end)
            size += 1
        end = next_end
    if not end:
        return PlainText(printed)
    for start in (end, len(printed)):
        starts.append(size)
        offsets.append(start)
        ends.append(len(printed))
        size += len(printed) - start
    pieces.append(printed[end:])
    return PlainText("".join(pieces), tuple(starts), tuple(offsets), tuple(ends))


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
        case "dash":
            return "-"
        case _:
            return " " if found.group() == "~" else ""


def with_whole_groups(printed: str, span: Span) -> Span:
    r"""A span with the braces and dollar signs, right beside it, that it has the others of.

    >>> text = r"we run ${C}^{3}$-GS, not $\mu$-GCP or FetalCLIP$_{CLS}$ here"
    >>> ends = (("C}", "GS"), (r"\mu", "GCP"), ("Fetal", "CLS"))
    >>> spans = [Span(text.index(first), text.index(last) + len(last)) for first, last in ends]
    >>> [with_whole_groups(text, span).of(text) for span in spans]
    ['${C}^{3}$-GS', '$\\mu$-GCP', 'FetalCLIP$_{CLS}$']
    """
    start, end = span
    if not any(sign in printed[start:end] for sign in "{}$"):  # nearly all
        return span
    for _ in range(_MOST_SIGNS):
        missing, unclosed = _unbalanced(printed[start:end])
        before = _BEFORE_GROUP.search(printed, max(0, start - 20), start)
        odd = printed.count("$", start, end) % 2
        if unclosed and printed.startswith("}", end):
            end += 1
        elif missing and before:
            start = before.start()
        elif odd and printed.startswith("$", end):
            end += 1
        elif odd and printed[start - 1 : start] == "$":
            start -= 1
        else:
            break
    return Span(start, end)


def _unbalanced(text: str) -> tuple[int, int]:
    """How many braces close that were not opened, and how many are left open."""
    missing = unclosed = 0
    for char in text:
        if char == "{":
            unclosed += 1
        elif char == "}" and unclosed:
            unclosed -= 1
        elif char == "}":
            missing += 1
    return missing, unclosed
