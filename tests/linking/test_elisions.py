"""Names of which only the last part is printed."""

from __future__ import annotations

import pytest

from papergraph.lexicon import curated_lexicon
from papergraph.linking.elisions import elided, may_elide
from papergraph.text.span import Span

LEXICON = curated_lexicon()
FOUND = {
    "NAS-Bench-101": ("On NAS-Bench-101, 201, and NDS we", {"201": "nas-bench-201"}),
    "DeiT-Ti": ("DeiT-Ti/S/B see more", {"S": "deit-s", "B": "deit-b"}),
    "ResNet-18": ("ResNet-18, 34 and 50.", {"34": "resnet-34", "50": "resnet-50"}),
    "ResNet-34": ("ResNet-34 and -50 are", {"-50": "resnet-50"}),
    "ResNets20": ("ResNets20/32 are", {"32": "resnet-32"}),
    "MobileNetV2": ("MobileNetV2 and V3 are", {"V3": "mobilenetv3"}),
    "CIFAR-10": ("CIFAR-10 and 100 datasets", {"100": "cifar-100"}),
    "BERT-base": ("BERT-base/large see", {"large": "bert-large"}),
    "ResNet-50": ("nets (ResNet-50, 101) are", {"101": "resnet-101"}),
    "Llama-3-8B": ("Llama-3-8B/70B see", {"70B": "llama-3-70b"}),
}
NONE = {
    "a number of things": ("ResNet-18 and 50 images", "ResNet-18"),
    "a share": ("ResNet-18, 34% better", "ResNet-18"),
    "another sentence": ("We use ResNet-18. 34 are left", "ResNet-18"),
    "the mark of an item": ("1) tune Llama-2, and 3) prune", "Llama-2"),
    "a word": ("BERT-base and large sets", "BERT-base"),
    "a range of another name": ("ResNet-18-34", "ResNet-18"),
    "a name that nobody has": ("ResNet-18 and 7777.", "ResNet-18"),
    "no last part": ("LoRA/PiSSA and 2", "LoRA"),
}


def _elided(text: str, name: str) -> dict[str, str]:
    start = text.index(name)
    place = Span(start, start + len(name))
    if not may_elide(text, place.end):
        return {}
    return {span.of(text): entity.slug for span, entity in elided(text, place, LEXICON)}


@pytest.mark.parametrize("name", FOUND)
def test_the_rest_of_a_name_is_that_of_the_one_before(name: str) -> None:
    text, wanted = FOUND[name]
    assert _elided(text, name) == wanted


@pytest.mark.parametrize(("text", "name"), NONE.values(), ids=NONE)
def test_what_is_no_part_of_a_name_is_left(text: str, name: str) -> None:
    assert _elided(text, name) == {}
