"""A folder or files -> Documents, in the order of their paths."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus_tools.documents.manifest_file import NAME as MANIFEST_NAME
from corpus_tools.documents.manifest_file import Manifest, ManifestRow, read_manifest
from corpus_tools.documents.readers import READERS, Draft
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.ledger import Ledger
from corpus_tools.records import Document

LONGEST_LINE = 1_000_000
_NOT_ARTICLES = {"annotations"}
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file and the name it goes by: its path below the folder, with slashes."""

    path: Path
    source: str


@dataclass(slots=True)
class Reading:
    """The documents read so far, what was wrong, and the ledger."""

    documents: list[Document]
    problems: list[Problem]
    ledger: Ledger


def find_sources(paths: Iterable[Path]) -> list[SourceFile]:
    """List article files: the files named, and those below the folders named.

    Left out are hidden files, ``README*``, ``manifest.jsonl`` and what lies
    in a folder ``annotations``.

    :raises InputError: for a path that does not exist and for an empty folder.
    """
    sources, problems = [], []
    for path in paths:
        if path.is_dir():
            found = [SourceFile(each, name) for each, name in _walk(path)]
            if not found:
                known = ", ".join(READERS)
                what = "the folder has no articles"
                problems.append(Problem(Location(str(path)), what, f"put files in it: {known}"))
            sources.extend(found)
        elif path.exists() or path.is_symlink():
            sources.append(SourceFile(path, path.name))
        else:
            problems.append(Problem(Location(str(path)), "does not exist", "check the path"))
    if problems:
        raise InputError(problems)
    return sorted(sources, key=lambda each: each.source)


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or (path.is_dir() and not path.is_symlink()):
            continue
        if name.parts[0] in _NOT_ARTICLES or name.stem.upper() == "README":
            continue
        if name.as_posix() != MANIFEST_NAME:
            yield path, name.as_posix()


def read_documents(
    paths: Sequence[Path],
    *,
    longest_line: int = LONGEST_LINE,
    skip_refused: bool = False,
    advance: Callable[[], object] = lambda: None,
) -> tuple[list[Document], Ledger]:
    """Read all articles of folders and files.

    :param longest_line: in code points; a file with a longer line is refused.
    :param skip_refused: go on without what can't be read; the ledger counts it.
    :param advance: called after each file, for a progress bar.
    :raises InputError: with every problem of every file at once.
    """
    sources = find_sources(paths)
    manifest = _manifest_of(paths)
    reading = Reading([], [], Ledger("documents"))
    for each in sources:
        _read_source(each, manifest.rows.get(each.source), longest_line, reading)
        advance()
    lasting = [*_repeated_ids(reading.documents)]
    if manifest.rows:
        folder = paths[0]
        lasting.extend(manifest.check_files((each.source for each in sources), folder))
    if lasting or (reading.problems and not skip_refused):
        raise InputError([*lasting, *reading.problems])
    return reading.documents, reading.ledger


def _manifest_of(paths: Sequence[Path]) -> Manifest:
    return read_manifest(paths[0]) if len(paths) == 1 and paths[0].is_dir() else Manifest()


def _read_source(
    each: SourceFile, row: ManifestRow | None, longest_line: int, reading: Reading
) -> None:
    """Read one file; add its documents, or its problems and their reasons."""
    try:
        drafts = list(_open_source(each, row))
    except InputError as error:
        reading.problems.extend(error.problems)
        reading.ledger.refuse("unreadable")
        return
    if not drafts:
        drafts = [Draft("", "utf-8")]
    for draft in drafts:
        problem = _refuse(each, draft, longest_line)
        if problem is None:
            reading.documents.append(make_document(each.source, draft, row))
            reading.ledger.keep()
        else:
            reading.problems.append(problem)
            reading.ledger.refuse("unusable text")


def _open_source(each: SourceFile, row: ManifestRow | None) -> Iterator[Draft]:
    place = Location(str(each.path))
    reader = READERS.get(each.path.suffix.lower())
    if each.path.is_symlink() and not each.path.exists():
        raise InputError([Problem(place, "is a link to nowhere", "mend or remove the link")])
    if each.path.is_dir():
        raise InputError([Problem(place, "is a link to a folder", "put the articles here instead")])
    if reader is None:
        known = ", ".join(READERS)
        what = f"there is no reader for {each.path.suffix or 'a file without suffix'!r}"
        raise InputError([Problem(place, what, f"remove it, or use one of {known}")])
    try:
        raw = each.path.read_bytes()
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise InputError([Problem(place, what, "check the file's rights")]) from error
    yield from reader(raw, str(each.path), row.encoding if row else None)


def _refuse(each: SourceFile, draft: Draft, longest_line: int) -> Problem | None:
    path, text = str(each.path), draft.text
    place = Location(path) if draft.row is None else Location(path, draft.row, 1)
    if not text.strip():
        return Problem(place, "has no text", "fill it, or remove it")
    if surrogate := _SURROGATE.search(text):
        what = f"half a surrogate pair at offset {surrogate.start()}"
        return Problem(place, what, "write the character as a whole")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > longest_line:
            what = f"a line of {len(line)} characters, {longest_line} are allowed"
            way_out = "break it into paragraphs, or raise documents.longest_line"
            return Problem(Location(path, draft.row or number, 1), what, way_out)
    return None


def make_document(source: str, draft: Draft, row: ManifestRow | None) -> Document:
    """Name a text and gather what is known of it; the manifest's word goes first."""
    name = str(PurePosixPath(source).with_suffix(""))
    numbered = name if draft.row is None else f"{name}#{draft.row}"
    known = row or ManifestRow(id=draft.own_id or numbered, file=source)
    return Document(
        id=known.id if draft.row is None or row is None else f"{known.id}#{draft.row}",
        source=source,
        text=draft.text,
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        encoding=draft.encoding,
        title=known.title or draft.title,
        published=known.date or draft.published,
        licence=known.licence or draft.licence,
        group=known.group or draft.group,
    )


def _repeated_ids(documents: Iterable[Document]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for document in documents:
        if document.id in first:
            what = f"article id {document.id!r} is taken by {first[document.id]!r}"
            way_out = "rename one, or give both an id in manifest.jsonl"
            yield Problem(Location(document.source), what, way_out)
        first.setdefault(document.id, document.source)
