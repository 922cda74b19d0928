"""Lines of a Hugging Face papers page that belong to the site, not to a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergraph.sources.lines import Line

__all__ = ["is_chrome", "is_masthead", "printed_date", "without_chrome"]

_NOT_LETTER = re.compile(r"[^\w]|_")

# Sentences and names of the site that no paper bears as its title. Compared without
# case, spaces and punctuation; several may stand on one line.
_MASTHEAD = (
    "Get trending papers in your email inbox",
    "Get trending papers in your email inbox once a day",
    "Get trending papers in your email inbox once a week",
    "Subscribe to our newsletter",
    "Daily Papers",
    "Weekly Papers",
    "Monthly Papers",
    "Trending Papers",
    "Daily Papers Hugging Face",
    "Hugging Face's logo",
    "by AK and the research community",
    "by AK",
    "and the research community",
    "Search models, datasets, users",
    "Back to articles",
    "System theme",
)
# Words of its menus, buttons and cards: chrome only where they are the whole line.
_WORDS = (
    *("new", "Subscribe", "Subscribed", "Hugging Face", "Log In", "Sign Up", "Login", "Sign In"),
    *("Models", "Datasets", "Spaces", "Papers", "Articles", "Posts", "Docs", "Blog", "Buckets"),
    *("Community", "Enterprise", "Pricing", "Solutions", "Collections", "Website", "Learn"),
    *("Discord", "Forum", "GitHub", "Company", "TOS", "Privacy", "About", "Careers", "Jobs"),
    *("Daily", "Weekly", "Monthly", "Trending", "Today", "Yesterday", "Day", "Week", "Month"),
    *("Previous", "Next", "Prev", "View all", "Load more", "Show more", "Read more", "Back to top"),
    *("Submitted by", "Upvote", "Upvoted", "Comment", "Comments", "Abstract", "Share", "Menu"),
    *("View PDF", "View arXiv page", "arXiv page", "Project page", "Add to collection"),
    *("Paper author", "Paper submitter", "AI-generated summary", "Sort", "Sort by", "Filter"),
    *("Most upvoted", "Most recent", "Recently published", "Skip to content", "Dismiss", "Close"),
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?"
_DATE = (
    rf"(?:{_WEEKDAY}\s+)?(?:{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?|{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH}\s+{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?|{_YEAR}-W\d\d?|week\s+\d\d?(?:,?\s+{_YEAR})?)"
)
_COUNTED = (
    r"authors?|comments?|upvotes?|likes?|votes?|stars?|papers?|followers?|views?|replies|reply"
)
_COUNT = r"[+▲↑△]?\s*\d{1,3}(?:,\d{3})*(?:\.\d)?\s*k?"
# What a card prints around a paper; dots, dashes and arrows may stand on either side.
_SHAPES = (
    _DATE,
    _COUNT,
    r"\d{4}",
    rf"(?:{_COUNTED})\s*:?\s*{_COUNT}",
    rf"{_COUNT}\s*(?:{_COUNTED})",
    r"(?:about\s+)?(?:\d+|an?)\s+(?:minute|hour|day|week|month|year)s?\s+ago",
    rf"(?:published|submitted|updated|posted)(?:\s+on)?\s*:?\s+{_DATE}",
    rf"submitted\s+by\s+\S+(?:\s+\S+){{0,2}}(?:\s+on\s+{_DATE})?",
    rf"by\s?ak\b.{{0,40}}\bcommunity(?:\s+{_DATE})?",
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/papers(?:/\S*)?",
)
_EDGE = r"\W*"
_SHAPE = re.compile(rf"{_EDGE}(?:{'|'.join(_SHAPES)}){_EDGE}", re.IGNORECASE)
_DATE_LINE = re.compile(rf"{_EDGE}({_DATE}){_EDGE}", re.IGNORECASE)
# Longer lines are never looked at closely: no line of chrome has so many characters.
_LONGEST = 160
_NAME = re.compile(r"\s*(?=.{1,40}$)\S+(?:\s\S+){0,2}\s*")
_SUBMITTED = "submittedby"


def _key(text: str) -> str:
    return _NOT_LETTER.sub("", text).casefold()


_WORD_KEYS = frozenset(_key(phrase) for phrase in (*_MASTHEAD, *_WORDS))
_MASTHEAD_KEYS = sorted((_key(phrase) for phrase in _MASTHEAD), key=len, reverse=True)
# Menu words stick to masthead sentences where a page was saved without its line breaks.
_MASTHEAD_LINE = re.compile(
    rf"(?:new|subscribe|trending)*(?:{'|'.join(_MASTHEAD_KEYS)})"
    rf"(?:{'|'.join(_MASTHEAD_KEYS)}|new|subscribe|trending|{_MONTH}{_DAY}(?:{_YEAR})?)*"
)


def is_masthead(text: str) -> bool:
    """Whether a line is one that only the top of a papers page prints.

    >>> is_masthead("byAK and the research community")
    True
    >>> is_masthead("new"), is_masthead("Mamba")
    (False, False)
    """
    return len(text) <= _LONGEST and bool(_MASTHEAD_LINE.fullmatch(_key(text)))


def is_chrome(text: str) -> bool:
    """Whether a line is the site's own: a known phrase, a date, a count, a rule of dots.

    A word that no list and no shape here knows is never chrome, however short.

    >>> [is_chrome(text) for text in ("Aug 1", "12", "7 authors", "Subscribe", "Submitted by")]
    [True, True, True, True, True]
    >>> [is_chrome(text) for text in ("Mamba", "Adam", "1.58-bit LLMs", "New Subscribers")]
    [False, False, False, False]
    """
    if len(text) > _LONGEST:
        return False
    key = _key(text)
    return not key or key in _WORD_KEYS or bool(_SHAPE.fullmatch(text)) or is_masthead(text)


def printed_date(text: str) -> str:
    """The date that a line consists of, as printed, or "".

    >>> printed_date("Aug 1"), printed_date("In May 2024 we released it")
    ('Aug 1', '')
    """
    match = _DATE_LINE.fullmatch(text) if len(text) <= _LONGEST else None
    return match[1] if match else ""


def without_chrome(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines that belong to papers.

    A line of chrome is dropped wherever it stands. So is the name after a line "Submitted
    by", unless the next line is long: then it is an abstract, and the "name" its title.
    """
    name: Line | None = None
    after_submitted = False
    for line in lines:
        if name and len(line.text) > _LONGEST:
            yield name
        name = None
        if is_chrome(line.text):
            after_submitted = _key(line.text) == _SUBMITTED
        elif after_submitted and _NAME.fullmatch(line.text):
            name, after_submitted = line, False
        else:
            after_submitted = False
            yield line
