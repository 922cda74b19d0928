"""Rows of CSV and TSV, of which a stray quotation mark costs one line and no more."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.lines import encoding_fault

__all__ = ["TextLines", "rows_of"]

_BOM = b"\xef\xbb\xbf"
# A column with full texts is below it; no row of a table has so many lines.
_LONGEST_CELL = 1 << 20
_MOST_LINES = 1 << 16


class TextLines:
    """The lines of a table as text; those of the row at hand can be given back.

    Attributes:
        number: 1-based, of the line read last.
        row: the lines that were read since `begin_row`.
        ended: whether more was asked for than there is.
    """

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = _without_mark(stream)
        self._returned: deque[str] = deque()
        self._faults: dict[int, Fault] = {}
        self.number = 0
        self.row: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        row = self.row
        while self._returned:
            self.number += 1
            row.append(line := self._returned.popleft())
            yield line
        keep = row.append
        for data in self._stream:
            self.number += 1
            try:
                line = data.decode()
            except UnicodeDecodeError as error:
                self._faults[self.number] = encoding_fault(self.number, error)
                line = data.decode(errors="replace")
            keep(line)
            yield line
            if len(row) >= _MOST_LINES:
                return
        self.ended = True

    def begin_row(self) -> None:
        """The next line is the first of a row; nothing before it can be given back."""
        self.row.clear()

    def return_to(self, number: int) -> list[str]:
        """Give back the lines behind one of the row; what they are."""
        behind = self.row[len(self.row) - (self.number - number) :]
        self._returned.extendleft(reversed(behind))
        del self.row[len(self.row) - len(behind) :]
        self.number, self.ended = number, False
        return behind

    def taken_fault(self) -> Fault | None:
        """The first of the lines up to here that is not UTF-8, told once."""
        if not self._faults or (first := min(self._faults)) > self.number:
            return None
        fault = self._faults[first]
        self._faults = {line: one for line, one in self._faults.items() if line > self.number}
        return fault


def _without_mark(stream: Iterable[bytes]) -> Iterator[bytes]:
    lines = iter(stream)
    first = next(lines, b"").removeprefix(_BOM)
    return chain([first], lines) if first else lines


def rows_of(
    lines: TextLines, delimiter: str, width: int
) -> Iterator[tuple[int, list[str] | Fault]]:
    r"""The rows of a table, blank ones too, each with its first line.

    A cell in quotation marks may hold line breaks. Where the mark at its beginning has no other
    that ends the cell, or takes in so many lines that cells are missing, it is a stray: between
    tabs it belongs to the text, else its line is a fault. The next line begins a row.

    Args:
        lines: those behind the names of the columns.
        delimiter: what parts cells.
        width: how many cells a row should have.

    >>> list(rows_of(TextLines([b'"A\t1\n', b'"B\n', b'C"\t2\n']), "\t", 2))
    [(1, ['"A', '1']), (2, ['B\nC', '2'])]
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin_row()
        number = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            pass
        else:
            if len(row) >= width or lines.number == number:
                yield number, row
                continue
        yield number, _only_line(lines, number, delimiter, width)
        # What read the lines so far may have come to their end.
        rows = csv.reader(lines, delimiter=delimiter, strict=True)


def _only_line(lines: TextLines, number: int, delimiter: str, width: int) -> list[str] | Fault:
    """The first line of what is no row: as a row of its own, or as a fault."""
    at_end = lines.ended
    behind = lines.return_to(number)
    (line,) = lines.row
    if delimiter == "\t":
        return [_unquoted(cell) for cell in line.rstrip("\r\n").split(delimiter)]
    # It asks for the second line inside of a cell.
    reader = csv.reader([line, ""], delimiter=delimiter)
    try:
        row = next(reader)
    except csv.Error as error:
        found = f"a row that is none: {error}"
        return Fault(line=number, expected="a row of the table", found=found, kind=FaultKind.SYNTAX)
    if reader.line_num == 1:
        return row
    if at_end and not _are_rows(behind, delimiter, width):  # it may be cut inside the cell
        last = number + len(behind)
        for _ in lines:
            lines.begin_row()
        found = f"a quotation mark that nothing closes, up to line {last} (truncated?)"
        return Fault(line=number, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED)
    expected = "a quotation mark that ends the cell"
    return Fault(line=number, expected=expected, found=line, kind=FaultKind.SYNTAX)


def _are_rows(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether most of the lines have as many cells as a row: they are not the text of one cell."""
    fitting = sum(line.count(delimiter) == width - 1 for line in lines)
    return 2 * fitting > sum(map(bool, map(str.strip, lines)))


def _unquoted(cell: str) -> str:
    """The cell; without the marks around it, where those within are doubled."""
    inner = cell[1:-1]
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"' or '"' in inner.replace('""', ""):
        return cell
    return inner.replace('""', '"')
