"""Repositories that a text names as ``owner/name`` alone, without their host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergraph.text.span import Span

__all__ = ["find_repository_names"]

# To be looked for behind each "available", which is quick to find.
_NAMED = re.compile(
    r"available\s+(?P<where>in|at|from|under)\s*:?\s+(?:the\s+)?"
    r"(?P<owner>[A-Za-z\d][A-Za-z\d-]+)/(?P<name>[\w.-]+\w)(?=[.,;:)]*(?:\s+and\b|\s*$)|[.,;:)]+\s)",
    re.ASCII,
)
_CODE = re.compile(
    r"\b(?:codes?|implementations?|sources?)(?:\s+(?:is|are|be|will|can|made|now|also|\w+ly))*\s+$",
    re.IGNORECASE,
)
#: Characters before "available" that may say what is.
_REACH = 60
# "Isabelle/HOL" and "NASA/JPL" are written like that, too.
_OTHER_WORD = re.compile(r"[A-Z][a-z]*|[A-Z]+")
# A second language, framework or archive: "python/matlab", "GitHub/Zenodo".
_SOFTWARE = re.compile(
    r"cpp|css|cuda|fortran|html|java|javascript|julia|lua|matlab|octave|opencl|perl|python|ruby"
    r"|rust|scala|simulink|sql|typescript"
    r"|caffe|flax|jax|keras|mindspore|mxnet|numpy|onnx|opencv|paddlepaddle|pytorch|scipy|sklearn"
    r"|tensorflow|theano|torch|triton"
    r"|bitbucket|figshare|github|gitlab|huggingface|kaggle|osf|zenodo|linux|macos|windows",
    re.IGNORECASE,
)


def find_repository_names(text: str) -> Iterator[Span]:
    """Names of repositories on GitHub where the text says that code is available.

    >>> list(find_repository_names("Code is available at: Frob-Lab/FrobNet"))
    [Span(start=22, end=38)]
    >>> list(find_repository_names("Code is available in Python/Tkinter and tests/data."))
    []
    """
    start = text.find("available")
    while start >= 0:
        found = _NAMED.match(text, start)
        if found and _is_repository(found) and _CODE.search(text[max(0, start - _REACH) : start]):
            yield Span(found.start("owner"), found.end("name"))
        start = text.find("available", start + 1)


def _is_repository(found: re.Match[str]) -> bool:
    name = found["name"].removesuffix(".git")
    if _OTHER_WORD.fullmatch(name) or _SOFTWARE.fullmatch(name):
        return False
    # "in Python/PyQt5": what stands behind "in" with capitals is a language.
    return found["where"] != "in" or (name.islower() and found["owner"].islower())
