"""One reader a file type: bytes in, article texts out.

To add a reader: write a function like those here and name its suffix in
``READERS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus_tools.documents.decoding import decode
from corpus_tools.errors import InputError, Location, Problem, first_line


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's text before it has an id.

    ``own_id`` is the id that the file itself gives; ``row`` its number, from
    1, in a file of many articles, ``None`` in a file of one.
    """

    text: str
    encoding: str
    row: int | None = None
    own_id: str | None = None
    title: str | None = None
    published: str | None = None
    licence: str | None = None
    group: str | None = None


Reader = Callable[[bytes, str, str | None], Iterator[Draft]]


def read_text(raw: bytes, path: str, encoding: str | None) -> Iterator[Draft]:
    """Read one article from a text or Markdown file."""
    text, used = decode(raw, path, encoding)
    yield Draft(text, used)


def read_html(raw: bytes, path: str, encoding: str | None) -> Iterator[Draft]:
    """Read the article of a web page as Markdown, headings and lists kept.

    :raises InputError: when the ``html`` extra is not installed, or the page
        has no article in it.
    """
    try:
        import trafilatura
    except ImportError as error:
        way_out = "install it: pip install 'corpus-tools[html]'"
        problem = Problem(Location(path), "reading HTML needs trafilatura", way_out)
        raise InputError([problem]) from error
    page, used = decode(raw, path, encoding)
    if not page.strip():
        yield Draft("", used)
        return
    text = trafilatura.extract(
        page, output_format="markdown", include_comments=False, include_formatting=True
    )
    if text is None:
        way_out = "save the article's text as .txt or .md"
        raise InputError([Problem(Location(path), "no article found in the page", way_out)])
    yield Draft(text, used)


def read_json_lines(raw: bytes, path: str, encoding: str | None) -> Iterator[Draft]:
    """Read an article a line: ``text``, and ``id``, ``title``, ``date``, ``licence``, ``group``."""
    content, used = decode(raw, path, encoding)
    problems: list[Problem] = []
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _draft_from(json.loads(line), used, number)
        except RecursionError:
            place = Location(path, number, 1)
            problems.append(Problem(place, "is nested too deep", "write a flat object"))
        except json.JSONDecodeError as error:
            place = Location(path, number, error.colno)
            problems.append(Problem(place, error.msg, "write one JSON object a line"))
        except ValueError as error:
            problems.append(Problem(Location(path, number, 1), str(error), "add it"))
    if problems:
        raise InputError(problems)


def read_parquet(raw: bytes, path: str, encoding: str | None) -> Iterator[Draft]:  # noqa: ARG001 - one signature for all readers
    """Read an article a row, from the same columns as JSON lines."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_table(pa.BufferReader(raw)).to_pylist()
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        what = f"is no parquet file ({first_line(error)})"
        problem = Problem(Location(path), what, "write it again, or remove it")
        raise InputError([problem]) from error
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        try:
            yield _draft_from(row, "utf-8", number)
        except ValueError as error:
            problems.append(Problem(Location(path, number), str(error), "add it"))
    if problems:
        raise InputError(problems)


def _draft_from(row: Any, encoding: str, number: int) -> Draft:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("the row has no field 'text' that holds text")  # noqa: TRY004 - callers of all readers catch ValueError

    def field(name: str) -> str | None:
        value = row.get(name)
        return None if value is None else str(value)

    return Draft(
        text=row["text"],
        encoding=encoding,
        row=number,
        own_id=field("id"),
        title=field("title"),
        published=field("date"),
        licence=field("licence"),
        group=field("group"),
    )


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json_lines,
    ".parquet": read_parquet,
}
