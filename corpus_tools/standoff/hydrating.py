"""A release and somebody's articles -> its units with their texts, and how much that is of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from corpus_tools.dataset import content_digest
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.records import SPLITS, Span
from corpus_tools.standoff.finding import STATUSES, PlacedDocument, TextIndex, find_elsewhere
from corpus_tools.standoff.format import Release
from corpus_tools.standoff.rebuilding import rebuild_lines, rebuild_rows, without_offsets
from corpus_tools.standoff.texts import read_texts

Row = dict[str, Any]


class Share(NamedTuple):
    """How many of how many."""

    put_back: int
    released: int

    def __str__(self) -> str:
        """As people read it.

        >>> str(Share(3, 4))
        '3 of 4'
        """
        return f"{self.put_back} of {self.released}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles by status, units, and of the labelled units those of each label and split.

    ``reasons`` counts the units that were not put back.
    """

    documents: dict[str, int]
    units: Share
    labels: dict[str, Share]
    splits: dict[str, Share]
    reasons: dict[str, int]

    @property
    def is_full(self) -> bool:
        """Whether every unit was put back."""
        return self.units.put_back == self.units.released

    def as_row(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "documents": self.documents,
            "units": self.units._asdict(),
            "labels": {name: each._asdict() for name, each in self.labels.items()},
            "splits": {name: each._asdict() for name, each in self.splits.items()},
            "reasons": self.reasons,
        }


def measure_coverage(placed: Iterable[PlacedDocument]) -> Coverage:
    """Count what was put back of a release's documents."""
    statuses: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    everything: list[tuple[str, bool]] = []
    labels: list[tuple[str, bool]] = []
    splits: list[tuple[str, bool]] = []
    for each in placed:
        statuses[each.status] += 1
        for unit, place in zip(each.document.units, each.places, strict=True):
            there = isinstance(place, Span)
            everything.append(("all", there))
            if unit.primary is not None:
                labels.append((unit.primary, there))
            if unit.row is not None:
                splits.append((unit.row.split, there))
            if not isinstance(place, Span):
                reasons[place] += 1
    of_splits = _share(splits)
    return Coverage(
        documents={name: statuses[name] for name in STATUSES},
        units=_share(everything).get("all", Share(0, 0)),
        labels=_share(labels),
        splits={name: of_splits[name] for name in SPLITS if name in of_splits},
        reasons=dict(sorted(reasons.items())),
    )


def _share(found: Sequence[tuple[str, bool]]) -> dict[str, Share]:
    """Count by name, in the order of the names."""
    released = Counter(name for name, _ in found)
    put_back = Counter(name for name, there in found if there)
    return {name: Share(put_back[name], released[name]) for name in sorted(released)}


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

    @cached_property
    def is_same_but_offsets(self) -> bool:
        """Whether the rows are those of the released data set, at places of their own."""
        facts = self.release.facts
        if facts is None:
            return False
        return self._digest_rows(without_offsets(self.rows)) == facts.digest_without_offsets

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
    documents = release.documents
    encodings = {each.path: each.encoding for each in documents}
    encodings |= {each.sha256_bytes: each.encoding for each in documents if each.sha256_bytes}
    found, unreadable = read_texts(texts, encodings)
    index = TextIndex(found, documents)
    placed, problems = [], []
    for place, document in enumerate(documents):
        try:
            placed.append(index.place(document))
        except ValueError as error:
            problems.append(_blame(release.locate(place), f"article {document.id!r}: {error}"))
    if problems:
        raise InputError(problems)
    placed = find_elsewhere(placed, index.list_free(placed))
    return _rebuild(release, placed, unreadable)


def _rebuild(
    release: Release, placed: list[PlacedDocument], unreadable: list[Problem]
) -> Hydration:
    units = [unit for each in placed for unit in rebuild_lines(each)]
    lines = tuple(line for _, line in units)
    rows: dict[str, list[Row]] = {}
    place = Location(str(release.path))
    if release.facts is not None:
        try:
            rows = rebuild_rows(units, list(release.facts.labels))
        except ValueError as error:
            raise InputError([_blame(place, str(error))]) from error
    hydration = Hydration(release, tuple(placed), lines, rows, tuple(unreadable))
    if release.facts is not None and hydration.coverage.is_full:
        exact = hydration.coverage.documents["exact"] == len(placed)
        if not (hydration.is_identical if exact else hydration.is_same_but_offsets):
            raise InputError(
                [_blame(place, "all is put back, but the rows are not those released")]
            )
    return hydration


def _blame(place: Location, what: str) -> Problem:
    return Problem(place, what, "fetch the release again")
