"""What the nouns beside a name say of it: "the X optimizer", "the X dataset", "X score"."""

from __future__ import annotations

import re
from functools import lru_cache

from papergraph.model import Kind

__all__ = [
    "OTHER_NOUN",
    "kind_of_noun",
    "last_noun_kind",
    "noun_class",
]

_METHOD_NOUNS = (
    r"methods?|models?|algorithms?|approach(?:es)?|frameworks?|networks?|architectures?|modules?"
    r"|optimizers?|optimisers?|loss(?:es)?|layers?|blocks?|encoders?|decoders?|transformers?"
    r"|mechanisms?|techniques?|schemes?|strateg(?:y|ies)|paradigms?|systems?|pipelines?"
    r"|librar(?:y|ies)|toolkits?|toolbox(?:es)?|packages?|engines?|tools?|platforms?|solvers?"
    r"|estimators?|classifiers?|detectors?|segmenters?|generators?|samplers?|schedulers?|agents?"
    r"|adapters?|adaptors?|kernels?|operators?|convolutions?|attentions?|regulari[sz]ers?"
    r"|regulari[sz]ation|normali[sz]ation|initiali[sz]ation|backbones?|baselines?|variants?"
    r"|procedures?|protocols?|learners?|compilers?|simulators?|parsers?|quantizers?|tokenizers?"
    r"|polic(?:y|ies)|planners?|controllers?|famil(?:y|ies)|series|implementations?|autoencoders?"
    r"|embeddings?|prompting|decoding|tuning|fine-tuning|adaptation|distillation|pruning"
    r"|members?|versions?|ablations?|recipes?|quantization|decomposition|factorization|compression|augmentation|search|objectives?|heads?"
    r"|transforms?|transformations?|diffusion|flows?|nets?|programs?|software|primitives?|designs?|formulations?|solutions?"
)
_DATASET_NOUNS = (
    r"data ?sets?|benchmarks?|corpus|corpora|leaderboards?|test ?sets?|test ?suites?|test ?beds?"
    r"|challenge|competitions?|collections?|suites?|environments?|tracks?|shared tasks?"
    r"|validation sets?|training sets?|splits?|benchmarking"
)
_OTHER_NOUNS = (
    r"scores?|metrics?|accurac(?:y|ies)|errors?|rates?|ratios?|distances?|indices|index|points?"
    r"|tasks?|problems?|images?|videos?|data|scans?|signals?|sequences?|patients?|users?|domains?"
    r"|settings?|scenarios?|regimes?|features?|maps?|values?|gpus?|cpus?|devices?|chips?|cores?"
    r"|memory|bandwidth|channels?|symbols?|bits?|hours?|days?|times|papers?|articles?|fields?"
    r"|research|communit(?:y|ies)|applications?|industr(?:y|ies)|laborator(?:y|ies)|labs?"
    r"|equations?|norms?|divergences?|spaces?|measures?|units?|servers?|cards?|formats?|files?"
    r"|detection|classification|recognition|estimation|prediction|segmentation|retrieval"
)
_METHOD_NOUN = re.compile(rf"\b(?:{_METHOD_NOUNS})\b", re.IGNORECASE)
_DATASET_NOUN = re.compile(rf"\b(?:{_DATASET_NOUNS})\b", re.IGNORECASE)
OTHER_NOUN = re.compile(rf"\b(?:{_OTHER_NOUNS})\b", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\b(?:for|of|on|in|with|to|by|from|that|which|using|via|based|consisting|containing|designed"
    r"|comprising|covering|spanning|built|where|aimed|tailored|and)\b|[,.;:(]"
)


_WORDS = re.compile(r"[\w-]+")


@lru_cache(maxsize=1 << 16)
def kind_of_noun(word: str) -> Kind | None:
    """What a thing is that `word` calls it; ``None`` where the word does not tell.

    >>> kind_of_noun("optimizer"), kind_of_noun("corpus"), kind_of_noun("accuracy")
    (<Kind.METHOD: 'method'>, <Kind.DATASET: 'dataset'>, None)
    """
    if _DATASET_NOUN.fullmatch(word):
        return Kind.DATASET
    return Kind.METHOD if _METHOD_NOUN.fullmatch(word) else None


@lru_cache(maxsize=1 << 15)
def noun_class(word: str) -> str:
    """What a noun calls a thing: "method", "dataset", "other"; "none" where it does not tell."""
    kind = kind_of_noun(word)
    if kind:
        return kind.value
    return "other" if OTHER_NOUN.fullmatch(word) else "none"


def last_noun_kind(phrase: str) -> Kind | None:
    """The kind that the head of a noun phrase tells: of its last noun before "for", "of" ...

    >>> last_noun_kind("a large-scale benchmark for language models")
    <Kind.DATASET: 'dataset'>
    """
    end = _HEAD_ENDS.search(phrase)
    words: list[str] = _WORDS.findall(phrase, 0, end.start() if end else len(phrase))
    for word in reversed(words):
        if kind := kind_of_noun(word):
            return kind
    return None
