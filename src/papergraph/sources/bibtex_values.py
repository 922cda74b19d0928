"""Values of BibTeX: quotes, braces, macros and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from papergraph.sources.fields import unwrapped

__all__ = ["decoded", "places_outside", "plain_title", "value_of"]

_BRACES = str.maketrans("", "", "{}")
_VALUE_MARK = re.compile(r"(?<!\\)[{}\"#=]")
_MATH = re.compile(r"((?<!\\)\$[^$]*(?<!\\)\$|\\\(.*?\\\))", re.DOTALL)
# A sign that LaTeX would read, and that those mean who write it.
_BARE_SIGN = re.compile(r"(?<!\\)[%&]")


def value_of(written: str, macros: Mapping[str, str]) -> str:
    """What a field holds: its parts between ``#`` joined, macros replaced."""
    if "#" not in written:
        return _part(written, macros)
    ends = [*places_outside(written, "#"), len(written)]
    starts = [0, *(end + 1 for end in ends)]
    return "".join(
        _part(written[start:end], macros) for start, end in zip(starts, ends, strict=False)
    )


def places_outside(written: str, sign: str) -> list[int]:
    """Where `sign` stands outside braces and quotation marks."""
    depth, quoted = 0, False
    found = []
    for mark in _VALUE_MARK.finditer(written):
        match mark.group():
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if not depth:
                quoted = not quoted
            case other if other == sign and not depth and not quoted:
                found.append(mark.start())
    return found


def _part(written: str, macros: Mapping[str, str]) -> str:
    written = written.strip()
    if len(written) > 1 and written[0] + written[-1] in ("{}", '""'):
        return written[1:-1]
    return macros.get(written.lower(), written)


def plain_title(text: str) -> str:
    """One line without accents' commands and protecting braces; mathematics is verbatim."""
    if "\\" in text:
        text = decoded(text)
    elif "{" in text or "}" in text:
        pieces = _MATH.split(text) if "$" in text else [text]
        # Every other piece is mathematics.
        pieces[::2] = [piece.translate(_BRACES) for piece in pieces[::2]]
        text = "".join(pieces)
    return unwrapped(text)


def decoded(text: str) -> str:
    """A text without LaTeX, accents read; as it is where LaTeX is broken."""
    try:
        plain: str = _latex().latex_to_text(_BARE_SIGN.sub(r"\\\g<0>", text))
    except (RecursionError, ValueError, LookupError):
        return text
    return plain if plain.strip() else text


@cache
def _latex() -> LatexNodes2Text:
    # Without what makes typographic signs of "--" and quotes: a title is verbatim.
    context = get_default_latex_context_db().filter_context(
        exclude_categories=["nonascii-specials", "latex-placeholders"]
    )
    # Unknown capitals are names of things, as in \LoRA; others are mostly settings of type.
    context.set_unknown_macro_spec(
        MacroTextSpec(
            "",
            simplify_repl=lambda node: (
                node.macroname + node.macro_post_space if not node.macroname.islower() else ""
            ),
        )
    )
    return LatexNodes2Text(latex_context=context, math_mode="verbatim")
