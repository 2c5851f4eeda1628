"""Files of a folder -> texts with all the digests and hashes that a release knows them by."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from corpus_tools.documents import ManifestRow, SourceFile, find_sources, read_file, read_manifest
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.manifest import file_digest
from corpus_tools.normalisation import NormalisedText, compose
from corpus_tools.records import Document

SHORTEST_HASHED = 20
HASH_LENGTH = 16


def make_salt(digest: str) -> str:
    """Return a release's public salt, made from the digest of what it releases."""
    return hashlib.sha256(f"corpus-tools release {digest}".encode()).hexdigest()[:32]


def hash_text(text: str, salt: str) -> str | None:
    """Return 64 bits of HMAC-SHA256 over a unit's text as models see it, as 16 hex digits.

    Texts under 20 characters get none: a short one could be guessed.

    >>> hash_text("Inspectors closed two bakeries.", "salt")
    '2948fd2bac83ecf8'
    >>> hash_text("Bakers fined", "salt") is None
    True
    """
    if len(text) < SHORTEST_HASHED:
        return None
    return hmac.digest(salt.encode(), text.encode(), "sha256").hex()[:HASH_LENGTH]


@dataclass(frozen=True, slots=True)
class Text:
    """A document, its text with composed letters and plain line ends, and its digests.

    ``sha256_bytes`` is that of the file, ``None`` where it holds many documents;
    ``where`` is how a manifest says that others can find it.
    """

    document: Document
    composed: NormalisedText = field(repr=False)
    sha256_normalised: str
    sha256_bytes: str | None = None
    where: str | None = None


def know_text(document: Document, sha256_bytes: str | None, where: str | None = None) -> Text:
    """Return a document with its digests."""
    composed = compose(document.text)
    digest = hashlib.sha256(composed.text.encode()).hexdigest()
    return Text(document, composed, digest, sha256_bytes, where)


def read_texts(
    folder: Path, encodings: Mapping[str, str] | None = None
) -> tuple[list[Text], list[Problem]]:
    """Read every article below a folder, and return what could not be read beside them.

    :param encodings: how files were decoded when they were released, by the digest of
        their bytes and by path. A manifest in the folder goes before it; a file's
        path counts only where the file can't be read otherwise.
    :raises InputError: when there is no such folder, or no article in it.
    """
    if not folder.is_dir():
        problem = Problem(Location(str(folder)), "is no folder", "name the articles' folder")
        raise InputError([problem])
    sources, problems = find_sources([folder])
    if not sources:
        raise InputError(problems)
    try:
        rows: Mapping[str, ManifestRow] = read_manifest(folder).rows
    except InputError as error:
        problems.extend(error.problems)
        rows = {}
    texts = [
        text
        for each in sources
        for text in _read_source(each, rows.get(each.source), encodings or {}, problems)
    ]
    return texts, problems


def _read_source(
    each: SourceFile,
    row: ManifestRow | None,
    encodings: Mapping[str, str],
    problems: list[Problem],
) -> Iterator[Text]:
    digest = _digest(each.path)
    by_digest, by_path = encodings.get(digest or ""), encodings.get(each.source)
    declared = row is not None and row.encoding is not None
    if by_digest and not declared:
        row, declared = _declare(each, row, by_digest), True
    reading = read_file(each, row)
    if reading.problems and by_path and not declared:
        again = read_file(each, _declare(each, row, by_path))
        reading = reading if again.problems else again
    problems.extend(reading.problems)
    alone = len(reading.documents) == 1
    for document in reading.documents:
        yield know_text(document, digest if alone else None, row.where if row else None)


def _declare(each: SourceFile, row: ManifestRow | None, encoding: str) -> ManifestRow:
    name = str(PurePosixPath(each.source).with_suffix(""))
    # Unchecked: of a name that is no text, the reader says so.
    known = row or ManifestRow.model_construct(id=name, file=each.source)
    return known.model_copy(update={"encoding": encoding})


def _digest(path: Path) -> str | None:
    """Return the digest of a file's bytes; of what can't be read, the reader says why."""
    try:
        return file_digest(path) if path.is_file() else None
    except OSError:
        return None
