"""Named queries: read, filled in, asked of a store."""

from papergraph.query.catalog import named_queries, named_query
from papergraph.query.named import NamedQuery, Parameter
from papergraph.query.names import resolve_name
from papergraph.query.nodes import answer_of, nodes_of
from papergraph.query.run import ask_sparql, run_query
from papergraph.query.table import RESULT_FORMATS, ResultTable, dump_table

__all__ = [
    "RESULT_FORMATS",
    "NamedQuery",
    "Parameter",
    "ResultTable",
    "answer_of",
    "ask_sparql",
    "dump_table",
    "named_queries",
    "named_query",
    "nodes_of",
    "resolve_name",
    "run_query",
]
