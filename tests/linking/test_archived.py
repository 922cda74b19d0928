"""Which sentences say that code or data are at the identifier that follows."""

from __future__ import annotations

import pytest

from papergraph.linking.archived import says_archived

ARCHIVED = [
    "Our code is available at ",
    "The dataset is publicly available on HuggingFace ",
    "The dataset and code are publicly available\\footnote{",
    "Relevant data, code, and models are released at ",
    "with the data stored at ETH Research Collections: ",
    "We report costs and release all predictions; archived code and data: ",
    "Models are accessible and ready to use at https://github.com/o/n and ",
]

CITED = [
    "",
    "This work is a commentary of the article ",
    "The final published version is available at ",
    "The system can be mapped onto the models, as illustrated by Frob et al. [",
    "We use data of Frob et al., who found otherwise (",
    "We provide models of what is known (",
    "The final paper is available at ",
    "Data are available in some countries, while in others, as one says of "
    "all that they do not tell (",
]


@pytest.mark.parametrize("words", ARCHIVED)
def test_a_sentence_says_that_things_are_there(words: str) -> None:
    assert says_archived(words)


@pytest.mark.parametrize("words", CITED)
def test_a_citation_says_nothing_of_the_kind(words: str) -> None:
    assert not says_archived(words)
