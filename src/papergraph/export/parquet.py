"""Tables as Parquet files, for pandas, DuckDB, Spark and the hubs of data sets."""

from __future__ import annotations

import io
from typing import Any

from papergraph.errors import MissingExtraError
from papergraph.export.clean import whole_text
from papergraph.export.tables import Cell, Table, tables_of
from papergraph.graph.knowledge import KnowledgeGraph

__all__ = ["parquet_files"]


def parquet_files(graph: KnowledgeGraph) -> dict[str, bytes]:
    """File name to content of every table of `papergraph.export.tables`.

    Columns are typed: lists of texts stay lists, what is not known is null. One version of
    pyarrow gives equal graphs equal bytes.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - of all that follows, this takes longest to import
    except ImportError as error:
        raise MissingExtraError("Parquet", "pyarrow", "tables") from error
    return {f"{table.name}.parquet": _written(table) for table in tables_of(graph)}


def _written(table: Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[str, Any] = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "number": pa.float64(),
        "integer": pa.int64(),
        "flag": pa.bool_(),
    }
    schema = pa.schema([(column.name, types[column.holds]) for column in table.columns])
    cells = [
        pa.array([_cell(row[at]) for row in table.rows], field.type)
        for at, field in enumerate(schema)
    ]
    file = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(cells, schema=schema), file, compression="zstd")
    return file.getvalue()


def _cell(value: Cell) -> Cell | list[str]:
    if isinstance(value, str):
        return whole_text(value)
    return [whole_text(one) for one in value] if isinstance(value, tuple) else value
