"""A release and somebody's articles -> its units with their texts, and how much that is of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus_tools.dataset import COLUMNS, content_digest
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.standoff.coverage import Coverage, measure_coverage
from corpus_tools.standoff.finding import TextIndex
from corpus_tools.standoff.format import ReleaseFacts
from corpus_tools.standoff.placing import PlacedDocument, place_document
from corpus_tools.standoff.reading import Release
from corpus_tools.standoff.rebuilding import rebuild_rows, rebuild_units
from corpus_tools.standoff.rows import without_offsets
from corpus_tools.standoff.texts import Encodings, read_texts

Row = dict[str, Any]


@dataclass(frozen=True)
class Hydration:
    """What was put back: documents with their status, lines of units, rows of each split.

    ``unreadable`` are files of the folder of texts that could not be read;
    ``rows`` is empty for a release of gold.
    """

    release: Release
    placed: tuple[PlacedDocument, ...] = field(repr=False)
    units: tuple[Row, ...] = field(repr=False)
    rows: Mapping[str, list[Row]] = field(repr=False)
    unreadable: tuple[Problem, ...] = ()

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the release was put back."""
        return measure_coverage(self.placed)

    @cached_property
    def digest(self) -> str | None:
        """The content digest of the rows; ``None`` for a release of gold."""
        return self._digest_rows(self.rows)

    @property
    def is_identical(self) -> bool:
        """Whether the rows are those of the released data set, offsets and all."""
        facts = self.release.facts
        return facts is not None and self.digest == facts.content_digest

    @property
    def is_same_but_offsets(self) -> bool:
        """Whether the rows are those of the released data set, at places of their own."""
        facts = self.release.facts
        nowhere = {
            split: [without_offsets(row) for row in rows] for split, rows in self.rows.items()
        }
        return facts is not None and self._digest_rows(nowhere) == facts.digest_without_offsets

    def _digest_rows(self, rows: Mapping[Any, list[Row]]) -> str | None:
        facts = self.release.facts
        return None if facts is None else content_digest(rows, list(facts.labels))


def hydrate(release: Release, texts: Path) -> Hydration:
    """Look for a release's articles in a folder and put the texts of its units back.

    Nothing is written. A sentence is put back only where that is certain.

    :raises InputError: when the folder has no articles, or the release is not
        what it says: a unit has the hash of another text than the article
        holds there, or full rows have another digest.
    """
    _refuse_other_columns(release)
    documents = release.documents
    encodings = Encodings(
        {each.sha256_bytes: each.encoding for each in documents if each.sha256_bytes},
        {each.path: each.encoding for each in documents},
    )
    found, unreadable = read_texts(texts, encodings)
    index = TextIndex(found, documents)
    placed, problems = [], []
    for place, document in enumerate(documents):
        try:
            placed.append(place_document(document, index.find(document)))
        except ValueError as error:
            problems.append(_blame(release.locate(place), f"article {document.id!r}: {error}"))
    if problems:
        raise InputError(problems)
    return _rebuild(release, placed, unreadable)


def _rebuild(
    release: Release, placed: list[PlacedDocument], unreadable: list[Problem]
) -> Hydration:
    units = [unit for each in placed for unit in rebuild_units(each)]
    rows: dict[str, list[Row]] = {}
    if release.facts is not None:
        try:
            rows = rebuild_rows(units, release.facts)
        except ValueError as error:
            raise InputError([_blame(Location(str(release.path)), str(error))]) from error
    lines = tuple(line for _, line in units)
    hydration = Hydration(release, tuple(placed), lines, rows, tuple(unreadable))
    _refuse_other_rows(hydration, release.facts)
    return hydration


def _refuse_other_rows(hydration: Hydration, facts: ReleaseFacts | None) -> None:
    if facts is None or not hydration.coverage.is_full:
        return
    exact = hydration.coverage.documents["exact"] == len(hydration.placed)
    if not (hydration.is_identical if exact else hydration.is_same_but_offsets):
        place = Location(str(hydration.release.path))
        raise InputError([_blame(place, "all is put back, but the rows are not those released")])


def _refuse_other_columns(release: Release) -> None:
    if release.facts is not None and release.facts.columns != list(COLUMNS):
        what = f"its data set has other columns ({', '.join(release.facts.columns)})"
        way_out = "take the version of corpus-tools that made it"
        raise InputError([Problem(Location(str(release.path)), what, way_out)])


def _blame(place: Location, what: str) -> Problem:
    return Problem(place, what, "fetch the release again")
