"""Records and JSON lines, with line-numbered errors and whole files only. The only door to jsonlines."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import jsonlines

from corpus_tools.errors import InputError, Location, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError

Row = dict[str, Any]
Record = TypeVar("Record")


def read_rows(path: Path, broken: list[Problem] | None = None) -> Iterator[tuple[int, Row]]:
    """Yield line number (from 1) and object of each line that is not blank.

    :param broken: takes the problem of each line that is no JSON object, if
        the other lines are to be read all the same.
    :raises InputError: at the first such line otherwise, and when the file
        can't be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            reader = jsonlines.Reader(lines)
            number = 0
            while True:
                number += 1
                try:
                    yield number, reader.read(type=dict, skip_empty=False)
                except EOFError:
                    return
                except (jsonlines.InvalidLineError, RecursionError) as error:
                    problem = _bad_line(path, number, error)
                    if problem is None:
                        continue
                    if broken is None:
                        raise InputError([problem]) from error
                    broken.append(problem)
    except UnicodeDecodeError as error:
        what = f"byte {error.start} of a line is not UTF-8"
        raise InputError([Problem(Location(str(path)), what, "save the file as UTF-8")]) from error
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise InputError([Problem(Location(str(path)), what, "check the path")]) from error


def text_of(row: Mapping[str, Any], name: str) -> str:
    """Return a field that must be text.

    :raises ValueError: when it is something else.
    """
    value = row[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, got {value!r}")  # noqa: TRY004 - as pydantic does
    return value


def whole_number_of(row: Mapping[str, Any], name: str) -> int:
    """Return a field that must be a whole number from 0.

    :raises ValueError: when it is something else.
    """
    value = row[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} must be a whole number from 0, got {value!r}")
    return value


def read_records(path: Path, parse: Callable[[Row], Record]) -> Iterator[Record]:
    """Yield a record a line, made by ``parse``.

    :raises InputError: at the first line that has no record in it.
    """
    for number, row in read_rows(path):
        try:
            yield parse(row)
        except (KeyError, TypeError, ValueError) as error:
            field = f"field {error} is missing" if isinstance(error, KeyError) else str(error)
            problem = Problem(Location(str(path), number, 1), field, "see docs/data-format.md")
            raise InputError([problem]) from error


def explain_misfit(place: Location, error: ValidationError, way_out: str) -> Iterator[Problem]:
    """Yield each thing that keeps a JSON object from being the record it should be."""
    for details in error.errors(include_url=False):
        name = ".".join(map(str, details["loc"]))
        message = details["msg"].removeprefix("Value error, ")
        yield Problem(place, f"{name}: {message}" if name else message, way_out)


def refuse_other_lines(path: Path, parse: Callable[[Row], object], what: str) -> None:
    """Check that a file may be replaced: its first line is such as will be written.

    What is not there, is empty or is no regular file, such as a pipe, may be written to.

    :param parse: fails on a line of another kind.
    :param what: what such a file is called.
    :raises InputError: when the file holds something else, which would be lost.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        next(read_records(path, parse), None)
    except InputError as error:
        place = Location(str(path))
        raise InputError(
            [Problem(place, f"is there already and is no {what}", "name another with -o")]
        ) from error


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    r"""Write a JSON line a row, the whole file or nothing; return the number of rows.

    Key order is the rows' own, letters stay letters, line ends are ``\\n``.
    """
    with replacing(path) as file:
        return dump_rows(file, rows)


def dump_rows(file: IO[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write a JSON line a row to an open text file; return the number of rows."""
    writer = jsonlines.Writer(file, dumps=_dump)
    return sum(writer.write(row) > 0 for row in rows)


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Open a text file that takes its name only when all of it is written.

    On an exception the earlier file, if there was one, stays as it was. What
    is no regular file, such as a pipe, is written to as it is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
        _allow_as_usual(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _allow_as_usual(path: Path) -> None:
    """Give a file from ``mkstemp``, which is private, the rights that ``open`` would give."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _dump(row: object) -> str:
    return json.dumps(row, ensure_ascii=False)


def _bad_line(
    path: Path, number: int, error: jsonlines.InvalidLineError | RecursionError
) -> Problem | None:
    """Return what is wrong with a line; nothing is with a blank one."""
    if isinstance(error, RecursionError):
        return Problem(Location(str(path), number, 1), "is nested too deep", "write a flat object")
    if not error.line.strip():
        return None
    cause = error.__cause__
    column = cause.colno if isinstance(cause, json.JSONDecodeError) else 1
    what = cause.msg if isinstance(cause, json.JSONDecodeError) else "a line must be a JSON object"
    return Problem(Location(str(path), number, column), what, "write one JSON object a line")
