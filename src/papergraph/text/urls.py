"""URLs as abstracts print them: without a scheme, broken, in LaTeX, twice."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from papergraph.text.span import Span
from papergraph.text.urls_without_host import find_repository_names

__all__ = ["PrintedUrl", "find_urls", "normalize_url", "repository_name", "stated_url"]

_GITLAB = "gitlab.com"
#: Hosts whose first two path parts name a repository; of GitLab it may be more.
CODE_HOSTS = frozenset({"github.com", _GITLAB, "bitbucket.org", "codeberg.org", "gitee.com"})

# A host with a path is a URL without its scheme, under the top-level domains that papers print.
_DOMAINS = (
    "com",
    "org",
    "net",
    "edu",
    "io",
    "ai",
    "co",
    "dev",
    "science",
    "ac.uk",
    "de",
    "ch",
    "cn",
    "fr",
)
_DOMAIN = rf"(?:{'|'.join(map(re.escape, _DOMAINS))})/"
_BARE_HOST = rf"(?:[a-z0-9-]+\.)+{_DOMAIN}(?=[\w~])"
# A first label alone is no host: "https://owner.\ngithub.io/n" and "https://the-\nlab.github.io/".
_PARTED_HOST = rf"[\w-]+(?:\.|(?<=-))\s(?=(?:[a-z0-9-]+\.)*{_DOMAIN})"
# LaTeX prints nothing for \allowbreak, nor for the blank that ends it.
_SIGNS = r"(?:\\allowbreak\b\s?|[^\s<>\"“”|])"
_URL = re.compile(
    rf"https?\s?:\s?//?\s?(?=[\w~])(?:{_PARTED_HOST})?{_SIGNS}+"
    rf"|(?<![\w./@-])(?:www\.[\w-]+\.|{_BARE_HOST}){_SIGNS}+"
    rf"|(?<![\w./@-])[\w-]+\.(?:github|gitlab)\.io(?:/{_SIGNS}*)?"
    rf"|(?<![\w./@-])(?:ssh://)?git@[\w.-]+[:/](?=[\w~]){_SIGNS}+",
    re.IGNORECASE,
)
#: Characters of a URL before its first hint, at the most.
_LONGEST_START = 60
# What every URL has one of: plain searches are far quicker than the expression.
_HINTS = (":/", "//", "www.", ".io", "git@", *(f".{domain}/" for domain in _DOMAINS))
_SPACES = re.compile(r"\s+")
_SCHEME = re.compile(r"^(?:https?\s?:\s?//?\s?)?(?:www\.)?", re.IGNORECASE)
# As git has it: "git@github.com:owner/name.git".
_SSH = re.compile(r"^(?:ssh://)?git@([\w.-]+)[:/]", re.IGNORECASE)
_NEXT_URL = re.compile(r"(?<=.)https?://", re.IGNORECASE)
# What sentences and LaTeX leave behind a URL.
_TRAILING = re.compile(r"(?:[.,;:!?'’()\[\]}>*\\$&~`_-]|\{\}|%20)+$")
_SENTENCE_GLUED = re.compile(r"(?<=[a-z0-9/)])\.(?=[A-Z][a-z]+$)")
# ".git{https://...", "url}{name}" and "url\\footnote": LaTeX ends a URL, but for escaped signs;
# and so does the middle of markdown's "[url](url)".
_MARKUP_END = re.compile(r"[{}]|\]\(|\\(?![_%#&~-]|allowbreak\b)")
# What LaTeX leaves out, and the dollars of a single sign: "github$.$com".
_UNPRINTED = re.compile(r"\\(?:allowbreak\b)?|(?<=\$.)\$|\$(?=.\$)")
# "github.com/owner/ Long-Name": the rest must look like a name, not like the next word.
_BROKEN_AFTER_OWNER = re.compile(r"/\s(?=\w+[-_A-Z\d])(?!\s)[\w-]+")
_BROKEN_NAME = re.compile(r"[-_]\s[A-Za-z\d][\w-]*")
# "github.com/ owner/name" and "github.com/long-\nowner/name".
_BROKEN_BEFORE_OWNER = re.compile(r"/\s[\w-]+/[\w.-]*\w")
_BROKEN_OWNER = re.compile(r"[-_]\s[\w-]+/[\w.-]*\w")
_NAME = re.compile(r"[\w.-]+", re.ASCII)
# Paths of a code host that are pages of the host, not repositories.
_HOST_PAGES = frozenset(
    {"about", "explore", "features", "groups", "orgs", "search", "settings", "sponsors", "topics"}
)
# What GitLab puts behind a repository; no group and no repository is called that.
_GITLAB_PAGES = frozenset({"-", "blame", "blob", "commits", "raw", "tree", "wikis"})


class PrintedUrl(NamedTuple):
    """A URL found in a text.

    Attributes:
        span: where it is printed, without what only follows it.
        url: normalised, see `normalize_url`.
    """

    span: Span
    url: str


def find_urls(text: str) -> list[PrintedUrl]:
    """URLs in text order. Two with nothing between them are two; punctuation is left out.

    >>> [u.url for u in find_urls("at (https://www.github.com/a/b.git). See github.com/c/d/")]
    ['https://github.com/a/b', 'https://github.com/c/d']
    """
    lower = text.lower()
    if "/" not in lower and "www." not in lower and ".io" not in lower:
        return []
    hints = [at for hint in _HINTS if (at := lower.find(hint)) >= 0]
    found = [
        PrintedUrl(name, normalize_url(f"github.com/{name.of(text)}"))
        for name in find_repository_names(text)
    ]
    if not hints:
        return found
    begin = text.rfind(" ", 0, max(0, min(hints) - _LONGEST_START)) + 1
    for match in _URL.finditer(text, begin):
        for span in _cut(match.group(), match.start()):
            span = _mended(text, span)
            url = normalize_url(span.of(text))
            if url:
                found.append(PrintedUrl(span, url))
    return sorted(found)


def _cut(printed: str, start: int) -> list[Span]:
    """The URLs within one run of non-blank characters, each without its trailing dirt."""
    starts = [0, *(m.start() for m in _NEXT_URL.finditer(printed))]
    spans = []
    for begin, end in zip(starts, [*starts[1:], len(printed)], strict=True):
        piece = printed[begin:end]
        piece = _MARKUP_END.split(piece, maxsplit=1)[0]
        if glued := _SENTENCE_GLUED.search(piece):
            piece = piece[: glued.start()]
        piece = piece[: _trimmed(piece)]
        if piece:
            spans.append(Span(start + begin, start + begin + len(piece)))
    return spans


def _mended(text: str, span: Span) -> Span:
    """With the rest of a repository's name that a line break parted from it, if that is plain."""
    host, _, path = _SCHEME.sub("", span.of(text)).partition("/")
    if host.lower() not in CODE_HOSTS:
        return span
    owner, slash, name = path.partition("/")
    if not owner:
        broken = _BROKEN_BEFORE_OWNER
    elif not slash:
        broken = _BROKEN_OWNER
    else:
        broken = _BROKEN_NAME if name else _BROKEN_AFTER_OWNER
    rest = broken.match(text, span.end - (text[span.end - 1] == "/"))
    if rest is None:
        return span
    following = _URL.search(text, span.end)
    if following and following.start() < rest.end():
        return span
    return Span(span.start, rest.end())


def _trimmed(piece: str) -> int:
    trailing = _TRAILING.search(piece)
    end = trailing.start() if trailing else len(piece)
    # A closing bracket belongs to the URL where it was opened inside it.
    while (
        end < len(piece) and piece[end] == ")" and piece[:end].count("(") > piece[:end].count(")")
    ):
        end += 1
    return end


def normalize_url(printed: str) -> str:
    """The canonical form: https, host in lower case without ``www.``, no trailing dirt.

    On a code host it is the repository, ``https://host/OWNER/NAME``, owner and name as printed;
    on GitLab groups may stand between. Blanks are taken for those of broken lines.
    Idempotent; "" where `printed` holds no host with a path or no host at all.

    >>> normalize_url("http://GitHub.com/SKDDJ/LoLDU.git")
    'https://github.com/SKDDJ/LoLDU'
    """
    # Until nothing changes: a slash that goes may leave other dirt at the end.
    while True:
        url = _normalized_once(printed)
        if url == printed:
            return url
        printed = url


def _normalized_once(printed: str) -> str:
    whole = _SPACES.sub("", _UNPRINTED.sub("", printed))
    bare = _SCHEME.sub("", _SSH.sub(r"\1/", whole))
    bare = bare[: _trimmed(bare)]
    host, _, path = bare.partition("/")
    host = host.lower()
    if "." not in host:
        return ""
    if host not in CODE_HOSTS:
        return f"https://{host}/{path}".rstrip("/")
    names = _repository_path(host, re.split(r"[?#]", path, maxsplit=1)[0])
    if len(names) < 2 or names[0].lower() in _HOST_PAGES:
        return f"https://{host}/{names[0]}" if names else ""
    names[-1] = names[-1].removesuffix(".git").rstrip(".")
    return f"https://{host}/{'/'.join(names)}"


def _repository_path(host: str, path: str) -> list[str]:
    """The names in a path that say which repository it is in: owner or groups, and its own."""
    parts = [part for part in path.split("/") if part]
    if host == _GITLAB:
        parts = list(takewhile(lambda part: part not in _GITLAB_PAGES, parts))
    else:
        del parts[2:]
    return [found.group() for part in parts if (found := _NAME.match(part))]


def stated_url(value: str) -> str:
    """The normalised URL of a field that states one: it ends at the first blank.

    >>> stated_url("https://github.com/SKDDJ/LoLDU (official)")
    'https://github.com/SKDDJ/LoLDU'
    """
    return normalize_url(value.split(maxsplit=1)[0]) if value.strip() else ""


def repository_name(url: str) -> str:
    """``owner/name`` of a normalised repository URL, or "" where `url` is no repository.

    >>> repository_name("https://github.com/SKDDJ/LoLDU")
    'SKDDJ/LoLDU'
    >>> repository_name("https://example.org/a/b")
    ''
    """
    host, _, path = url.removeprefix("https://").partition("/")
    is_repository = "/" in path if host == _GITLAB else path.count("/") == 1
    return path if host in CODE_HOSTS and is_repository else ""
