"""Names of methods and datasets: curated by hand, a row a name."""

from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.reading import curated_lexicon, read_stops, read_terms
from papergraph.lexicon.term import Folding, Status, Term
from papergraph.lexicon.wordings import Cue, cue_words, word_class

__all__ = [
    "Cue",
    "Folding",
    "KnownEntity",
    "Lexicon",
    "Status",
    "Term",
    "cue_words",
    "curated_lexicon",
    "read_stops",
    "read_terms",
    "word_class",
]
