"""Folders and files -> Documents, in the order of their paths."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from corpus_tools.documents.manifest_file import Manifest, ManifestRow, read_manifest
from corpus_tools.documents.readers import READERS, Draft, read_text
from corpus_tools.documents.sources import SourceFile, find_sources, read_source
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.ledger import Ledger
from corpus_tools.records import Document

LONGEST_LINE = 1_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Reading:
    """The documents read so far, where each came from, what was wrong, and the ledger."""

    ledger: Ledger = field(default_factory=lambda: Ledger("documents"))
    documents: list[Document] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_documents(
    paths: Sequence[Path],
    *,
    longest_line: int = LONGEST_LINE,
    refused: list[Problem] | None = None,
    advance: Callable[[], object] = lambda: None,
) -> tuple[list[Document], Ledger]:
    """Read all articles of folders and files.

    :param longest_line: in code points; a file with a longer line is refused.
    :param refused: takes the problems of what can't be read, if the rest is to
        be read all the same; the ledger counts it either way.
    :param advance: called after each file, for a progress bar.
    :raises InputError: with every problem of every file at once.
    """
    sources, lasting = find_sources(paths)
    manifest = _manifest_of(paths, lasting)
    reading = Reading()
    for each in sources:
        _read_drafts(each, manifest.rows.get(each.source), longest_line, reading)
        advance()
    lasting.extend(_repeated_ids(reading))
    if manifest.rows:
        lasting.extend(manifest.check_files((each.source for each in sources), paths[0]))
    if lasting or not reading.documents or (reading.problems and refused is None):
        raise InputError([*lasting, *reading.problems])
    if refused is not None:
        refused.extend(reading.problems)
    return reading.documents, reading.ledger


def read_file(each: SourceFile, row: ManifestRow | None = None) -> Reading:
    """Read the articles of one file, whatever the length of their lines.

    What can't be read is in the problems of what comes back; nothing is raised.

    :param row: what a manifest says of it.
    """
    reading = Reading()
    _read_drafts(each, row, sys.maxsize, reading)
    return reading


def read_standard_input(raw: bytes, longest_line: int = LONGEST_LINE) -> Document:
    """Make a document of what was piped in.

    :raises InputError: when it is no text, or its lines are too long.
    """
    source = SourceFile(Path("standard input"), "stdin")
    [draft] = read_text(raw, str(source.path), None)
    problem = _refuse(source, draft, longest_line)
    if problem is not None:
        raise InputError([problem])
    return make_document(source.source, draft, None)


def _manifest_of(paths: Sequence[Path], problems: list[Problem]) -> Manifest:
    if len(paths) != 1 or not paths[0].is_dir():
        return Manifest()
    try:
        return read_manifest(paths[0])
    except InputError as error:
        problems.extend(error.problems)
        return Manifest()


def _read_drafts(
    each: SourceFile, row: ManifestRow | None, longest_line: int, reading: Reading
) -> None:
    """Read one file; add its documents, or its problems and their reasons."""
    try:
        raw = read_source(each)
        reader = READERS[each.path.suffix.lower()]
        drafts = list(reader(raw, str(each.path), row.encoding if row else None))
    except InputError as error:
        reading.problems.extend(error.problems)
        reading.ledger.refuse("unreadable")
        return
    for draft in drafts or [Draft("", "utf-8")]:
        problem = _refuse(each, draft, longest_line)
        if problem is None:
            reading.documents.append(make_document(each.source, draft, row))
            reading.places.append(_place(each, draft))
            reading.ledger.keep()
        else:
            reading.problems.append(problem)
            reading.ledger.refuse("unusable text")


def _place(each: SourceFile, draft: Draft) -> Location:
    return Location(str(each.path)) if draft.row is None else Location(str(each.path), draft.row, 1)


def _refuse(each: SourceFile, draft: Draft, longest_line: int) -> Problem | None:
    place, text = _place(each, draft), draft.text
    if not text.strip():
        return Problem(place, "has no text", "fill it, or remove it")
    if surrogate := _SURROGATE.search(text):
        what = f"half a surrogate pair at offset {surrogate.start()}"
        return Problem(place, what, "write the character as a whole")
    named = (each.source, draft.own_id, draft.title, draft.published, draft.licence, draft.group)
    if any(_SURROGATE.search(value) for value in named if value is not None):
        return Problem(place, "a name or field with half a character", "write it in UTF-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > longest_line:
            what = f"a line of {len(line)} characters, {longest_line} are allowed"
            way_out = "break it into paragraphs, or raise documents.longest_line"
            return Problem(Location(str(each.path), draft.row or number, 1), what, way_out)
    return None


def make_document(source: str, draft: Draft, row: ManifestRow | None) -> Document:
    """Name a text and gather what is known of it; the manifest's word goes first."""
    known: Mapping[str, Any] = {} if row is None else row.model_dump()
    return Document(
        id=_name_document(source, draft, row),
        source=source,
        text=draft.text,
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        encoding=draft.encoding,
        title=known.get("title") or draft.title,
        published=known.get("date") or draft.published,
        licence=known.get("licence") or draft.licence,
        group=known.get("group") or draft.group,
        outlet=known.get("outlet"),
        synthetic=known.get("synthetic", False),
    )


def _name_document(source: str, draft: Draft, row: ManifestRow | None) -> str:
    """Return the file's own id, the manifest's, or the path without suffix.

    A row of a file of many articles without an id is named after its text, so
    that it keeps its name when rows are put before it.
    """
    if draft.own_id and (row is None or draft.row is not None):
        return draft.own_id
    name = row.id if row else str(PurePosixPath(source).with_suffix(""))
    if draft.row is None:
        return name
    return f"{name}#{hashlib.sha256(draft.text.encode()).hexdigest()[:12]}"


def _repeated_ids(reading: Reading) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for document, place in zip(reading.documents, reading.places, strict=True):
        if document.id in first:
            what = f"article id {document.id!r} is taken by {first[document.id]!r}"
            yield Problem(place, what, "rename one, or give both an id in manifest.jsonl")
        first.setdefault(document.id, document.source)
