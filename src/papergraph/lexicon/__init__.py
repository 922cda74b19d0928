"""Names of methods, datasets and tasks: curated by hand, a row a name; and users' own."""

from papergraph.lexicon.additions import Addition, Clash, read_addition, read_lexicon
from papergraph.lexicon.admission import Admission, admit
from papergraph.lexicon.entry import Entry, clean_names
from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.reading import curated_lexicon, read_stops, read_terms
from papergraph.lexicon.refusals import Refusal, refusal
from papergraph.lexicon.term import Folding, Status, Term
from papergraph.lexicon.wordings import Cue, cue_words, word_class
from papergraph.lexicon.writing import dump_terms

__all__ = [
    "Addition",
    "Admission",
    "Clash",
    "Cue",
    "Entry",
    "Folding",
    "KnownEntity",
    "Lexicon",
    "Refusal",
    "Status",
    "Term",
    "admit",
    "clean_names",
    "cue_words",
    "curated_lexicon",
    "dump_terms",
    "read_addition",
    "read_lexicon",
    "read_stops",
    "read_terms",
    "refusal",
    "word_class",
]
