"""Files of a folder -> texts with all the digests that a release knows them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tools.documents import SourceFile, find_sources, read_file, read_manifest
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.manifest import file_digest
from corpus_tools.normalisation import NormalisedText, compose
from corpus_tools.records import Document
from corpus_tools.standoff.hashes import digest_text


@dataclass(frozen=True, slots=True)
class Text:
    """A document, its text with composed letters and plain line ends, and its digests.

    ``sha256_bytes`` is that of the file, ``None`` where it holds many documents.
    """

    document: Document
    composed: NormalisedText = field(repr=False)
    sha256_normalised: str
    sha256_bytes: str | None = None


def know_text(document: Document, sha256_bytes: str | None) -> Text:
    """Return a document with its digests."""
    composed = compose(document.text)
    return Text(document, composed, digest_text(composed.text), sha256_bytes)


@dataclass(frozen=True, slots=True)
class Encodings:
    """How files were decoded that are neither UTF-8 nor marked, by digest of bytes and by path."""

    by_digest: Mapping[str, str] = field(default_factory=dict)
    by_path: Mapping[str, str] = field(default_factory=dict)


def read_texts(
    folder: Path, encodings: Encodings | None = None
) -> tuple[list[Text], list[Problem]]:
    """Read every article below a folder, and return what could not be read beside them.

    A manifest in the folder declares encodings; where it says nothing, the
    encodings given do.

    :raises InputError: when there is no such folder, or no article in it.
    """
    if not folder.is_dir():
        raise InputError(
            [Problem(Location(str(folder)), "is no folder", "name the articles' folder")]
        )
    sources, problems = find_sources([folder])
    if not sources:
        raise InputError(problems)
    declared = _read_declared(folder, problems)
    texts = [
        text
        for each in sources
        for text in _read_source(each, declared, encodings or Encodings(), problems)
    ]
    return texts, problems


def _read_declared(folder: Path, problems: list[Problem]) -> dict[str, str]:
    try:
        rows: Iterable[tuple[str, str | None]] = (
            (name, row.encoding) for name, row in read_manifest(folder).rows.items()
        )
    except InputError as error:
        problems.extend(error.problems)
        return {}
    return {name: encoding for name, encoding in rows if encoding is not None}


def _read_source(
    each: SourceFile, declared: Mapping[str, str], encodings: Encodings, problems: list[Problem]
) -> Iterator[Text]:
    digest = _digest(each.path)
    encoding = declared.get(each.source) or encodings.by_digest.get(digest or "")
    reading = read_file(each, encoding)
    if reading.problems and encoding is None and each.source in encodings.by_path:
        again = read_file(each, encodings.by_path[each.source])
        reading = reading if again.problems else again
    problems.extend(reading.problems)
    alone = len(reading.documents) == 1
    for document in reading.documents:
        yield know_text(document, digest if alone else None)


def _digest(path: Path) -> str | None:
    """Return the digest of a file's bytes; of what can't be read, the reader says why."""
    try:
        return file_digest(path) if path.is_file() else None
    except OSError:
        return None
