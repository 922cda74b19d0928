"""Named queries: read, filled in, asked of a store."""

from typing import TYPE_CHECKING

from papergraph.late_names import late_names

if TYPE_CHECKING:
    from papergraph.query.catalog import named_queries, named_query
    from papergraph.query.formats import GRAPH_FORMATS, RESULT_FORMATS, dump_table
    from papergraph.query.named import NamedQuery, Parameter
    from papergraph.query.names import resolve_name
    from papergraph.query.nodes import answer_of, nodes_of
    from papergraph.query.run import ask_sparql, run_query
    from papergraph.query.table import Form, ResultTable

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Form",
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

# A command imports what it needs of them: together they take longer than most commands run.
__getattr__, __dir__ = late_names(
    __name__,
    {
        "papergraph.query.catalog": ["named_queries", "named_query"],
        "papergraph.query.named": ["NamedQuery", "Parameter"],
        "papergraph.query.names": ["resolve_name"],
        "papergraph.query.nodes": ["answer_of", "nodes_of"],
        "papergraph.query.run": ["ask_sparql", "run_query"],
        "papergraph.query.formats": ["GRAPH_FORMATS", "RESULT_FORMATS", "dump_table"],
        "papergraph.query.table": ["Form", "ResultTable"],
    },
)
