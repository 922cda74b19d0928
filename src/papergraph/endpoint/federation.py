"""Whether a query asks another server.

The engine has no switch for that, and does not show how it reads a query. So the query is
read here for the word SERVICE, where it is no part of a text, a comment, an IRI or a name.
The engine needs no space between words (``SERVICESILENT<a:b>{}``), so any word that has
SERVICE in it counts, and a prefixed name does where braces follow it.
"""

from __future__ import annotations

import re

__all__ = ["asks_another_server"]

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<text> '{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}
              | '(?:[^'\\\n\r]|\\.)*+' | "(?:[^"\\\n\r]|\\.)*+" )
    | (?P<iri> <[^<>"{}|^`\x00-\x20]*+> )
    | (?P<other> [?$]\w+ | @[A-Za-z]+(?:-+[A-Za-z0-9]+)* | _:\w(?:\.*[\w-])* | \\. )
    | (?P<name> (?:[^\W\d_](?:\.*[\w-])*)?: (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
                                             (?:\.*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))*)? )
    | (?P<word> \w+ )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)

# Between a name and the braces that make it the name of a server.
_BRACE = re.compile(r"(?:\s|\#[^\n\r]*)*+\{")

# What looks like an IRI and may be a comparison ("1<?x&&?y>2") hides something only where it
# has one of these: a quote and a # change how all that follows is read, and before a SERVICE
# the bracket of the comparison is closed. An address with // is no comparison in any case.
_DOUBTFUL = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://[^')]*>).*['#)]", re.DOTALL)

_SERVICE = "service"


def asks_another_server(sparql: str) -> bool:
    """Whether a query has SERVICE in it, whatever stands around the word.

    >>> asks_another_server("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }")
    True
    >>> asks_another_server("SELECT ?service { ?service ?p 'SERVICE' } # SERVICE <a:b> {}")
    False
    """
    starts, read = [0], set[int]()
    while starts:
        at = starts.pop()
        # Two readings of a doubtful IRI often meet again.
        while at < len(sparql) and at not in read:
            read.add(at)
            token = _TOKEN.match(sparql, at)
            if token is None:  # every character is a sign at least
                break
            if _is_service(token):
                return True
            if token.lastgroup == "iri" and _DOUBTFUL.match(token[0]):
                starts.append(at + 1)
            at = token.end()
    return False


def _is_service(token: re.Match[str]) -> bool:
    if token.lastgroup == "word":
        return _SERVICE in token[0].lower()
    if token.lastgroup != "name":
        return False
    prefix, _, _ = token[0].lower().partition(":")
    return _SERVICE in prefix and _BRACE.match(token.string, token.end()) is not None
