"""Sheets for people: CSV that spreadsheets open and save, with located cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_tools.documents import decode
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import replacing

BYTE_ORDER_MARK = "\ufeff"
LONGEST_CELL = 32_000
SEPARATORS = (",", ";", "\t")
# Some spreadsheets take the wide forms of the signs for the signs, and skip a line end.
_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_GUARD = "'"
_LINE_END = re.compile(r"[\r\n]")
# A line that tells some spreadsheets what separates the cells.
_TOLD_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row by column; ``line`` is the one of the file on which the row begins."""

    path: str
    line: int
    cells: Mapping[str, str]
    places: Mapping[str, int]

    def locate(self, column: str) -> Location:
        """Return the place of a cell; its column is counted in cells, as in a spreadsheet."""
        return Location(self.path, self.line, self.places[column])


def guard(cell: str) -> str:
    r"""Keep a spreadsheet from computing a cell: an apostrophe goes before what starts a formula.

    >>> guard("=1+1"), guard("'quoted'"), guard("3 - 2")
    ("'=1+1", "''quoted'", '3 - 2')
    """
    return _GUARD + cell if cell[:1] in _STARTS_FORMULA or cell[:1] == _GUARD else cell


def unguard(cell: str) -> str:
    r"""Return the cell that :func:`guard` was given.

    >>> unguard("'=1+1"), unguard("''quoted'"), unguard("'tis")
    ('=1+1', "'quoted'", "'tis")
    """
    guarded = cell[:1] == _GUARD and (cell[1:2] in _STARTS_FORMULA or cell[1:2] == _GUARD)
    return cell[1:] if guarded else cell


def write_sheet(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    """Write a sheet, the whole file or nothing; return the number of rows.

    It is UTF-8 with a byte order mark, without which some spreadsheets take it
    for something else. A cell longer than spreadsheets hold is cut and ends in "…".

    :raises InputError: when the sheet is there already.
    """
    if path.exists():
        what, way_out = "is there already, and may hold decisions", "name another, or remove it"
        raise InputError([Problem(Location(str(path)), what, way_out)])
    count = 0
    with replacing(path) as file:
        file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - counts what a generator held
            writer.writerow([_fit(row.get(column, "")) for column in columns])
    return count


def read_sheet(path: Path, columns: Sequence[str]) -> list[SheetRow]:
    """Read a sheet as written here or as a spreadsheet saved it; rows without content are no rows.

    Cells are separated by what separates the header's, or by what a first line
    such as ``sep=;`` names. Columns may stand in any order and be written in
    capitals, and there may be more of them.

    :raises InputError: when the file can't be read, is no CSV in Unicode, lacks
        a column, or a row has more cells than the header.
    """
    records = _read_records(path)
    first, header = next(records, (1, []))
    names = [name.strip() for name in header]
    if not {*columns} <= {*names}:
        names = [name.lower() for name in names]
    missing = [column for column in columns if column not in names]
    if missing:
        what = f"has no column {', '.join(missing)}"
        way_out = "keep the header line as it was written"
        raise InputError([Problem(Location(str(path), first, 1), what, way_out)])
    places = {column: names.index(column) + 1 for column in columns}
    rows, problems = [], []
    for line, record in records:
        if any(cell.strip() for cell in record[len(names) :]):
            what = f"has {len(record)} cells, the header {len(names)}"
            place = Location(str(path), line, len(names) + 1)
            problems.append(Problem(place, what, "put quotation marks around the cell"))
        elif any(cell.strip() for cell in record):
            padded = [*record, *[""] * (len(names) - len(record))]
            cells = {column: unguard(padded[place - 1]) for column, place in places.items()}
            rows.append(SheetRow(str(path), line, cells, places))
    if problems:
        raise InputError(problems)
    return rows


def show_cell(cell: str) -> str:
    r"""Return a cell as it comes back from a sheet.

    >>> show_cell("=1+1"), show_cell("a\0b"), len(show_cell("x" * 40_000))
    ('=1+1', 'a\ufffdb', 32000)
    """
    return unguard(_fit(cell))


def _fit(cell: str) -> str:
    """Return what a spreadsheet can hold: guarded, not too long, and without the null character."""
    whole = guard(cell.replace("\0", "\ufffd"))
    return whole if len(whole) <= LONGEST_CELL else whole[: LONGEST_CELL - 1] + "…"


def _read_records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins."""
    text = _read_text(path)
    told = _TOLD_SEPARATOR.match(text)
    if told:
        text = text[told.end() :]
    counted = max(SEPARATORS, key=_LINE_END.split(text, maxsplit=1)[0].count)
    # A note may be longer than the module allows, and its limit is the whole process's.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=told[1] if told else counted, strict=True
    )
    line = before = 2 if told else 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + before
    except csv.Error as error:
        what = f"is no CSV from here on ({error})"
        way_out = "look for a quotation mark that is never closed, or save the sheet again"
        raise InputError([Problem(Location(str(path), line, 1), what, way_out)]) from error


def _read_text(path: Path) -> str:
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except InputError as error:
        way_out = "save the sheet as CSV in UTF-8"
        raise InputError(replace(each, way_out=way_out) for each in error.problems) from error
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise InputError([Problem(Location(str(path)), what, "check the path")]) from error
    return text.removeprefix(BYTE_ORDER_MARK)
