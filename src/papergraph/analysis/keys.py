"""When two names, titles or URLs count as one in an evaluation."""

from __future__ import annotations

import re

__all__ = ["name_key", "title_key", "url_key"]

_NOT_IN_A_NAME = re.compile("[^0-9a-zα-ω+]")
_NOT_IN_A_TITLE = re.compile(r"\W+")
_ORIGIN = re.compile(r"https?://(www\.)?")

#: Names that readers of a page use for one thing, by their keys.
_SYNONYMS = {
    "ilsvrc2012": "imagenet",
    "imagenet1k": "imagenet",
    "ntk": "neuraltangentkernel",
}


def name_key(name: str) -> str:
    """Letters (Latin, Greek), digits and plus signs, without case and without a plural's s.

    >>> name_key("ViT-B/16"), name_key("Vision Transformers"), name_key("Cutmix+")
    ('vitb16', 'visiontransformer', 'cutmix+')
    >>> name_key("GANs"), name_key("lossless")  # too short for a plural; no plural
    ('gans', 'lossless')
    """
    key = _NOT_IN_A_NAME.sub("", name.casefold())
    if len(key) > 4 and key.endswith("s") and not key.endswith("ss"):
        key = key.removesuffix("s")
    return _SYNONYMS.get(key, key)


def title_key(title: str) -> str:
    """Letters, digits and underscores of a title, without case."""
    return _NOT_IN_A_TITLE.sub("", title.casefold())


def url_key(url: str) -> str:
    """A URL without scheme, "www.", case and what trails it.

    >>> url_key("https://www.github.com/SKDDJ/LoLDU/.")
    'github.com/skddj/loldu'
    """
    text = url.casefold()
    if origin := _ORIGIN.match(text):
        text = text[origin.end() :]
    return text.rstrip("/.")
