"""A line of stand-off annotations: read, told where it stands, and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_rows, text_of, whole_number_of
from corpus_tools.records import KINDS, Annotation, GoldUnit

Value = TypeVar("Value")


class AnnotationError(ValueError):
    """Each thing that is wrong with the units of one line."""

    def __str__(self) -> str:
        """All of it in one line."""
        return "; ".join(map(str, self.args))


def read_located(path: Path, problems: list[Problem]) -> Iterator[tuple[Location, Annotation]]:
    """Yield each annotation of a file with its place.

    :param problems: takes every line that is none, and a file that can't be read.
    """
    try:
        for number, row in read_rows(path, problems):
            place = Location(str(path), number, 1)
            try:
                yield place, parse_annotation(row)
            except ValueError as error:
                problems.extend(
                    Problem(place, what, "see docs/data-format.md") for what in _describe(error)
                )
    except InputError as error:
        problems.extend(error.problems)


def _describe(error: Exception) -> Sequence[str]:
    if isinstance(error, AnnotationError):
        return error.args
    return [f"field {error} is missing" if isinstance(error, KeyError) else str(error)]


def parse_annotation(row: Mapping[str, Any]) -> Annotation:
    """Read a line of a stand-off file.

    :raises AnnotationError: with each field that is missing or of another type, and
        each unit that has no place, an unknown kind, or a primary label that is
        missing or not among its labels.
    :raises ValueError: for a line of a released data set.
    """
    release = row.get("release")
    if isinstance(release, Mapping) and release.get("of") == "corpus":
        # Its labels may be those of rules, which would then be scored against themselves.
        raise ValueError("is a line of a released data set, no gold; release the gold itself")
    # The offsets of a release without texts count the normalised text.
    digest = "sha256_normalised" if "sha256_normalised" in row else "sha256"
    wrong: list[str] = []
    name, path, sha256 = (_attempt(wrong, text_of, row, each) for each in ("id", "path", digest))
    units = _attempt(wrong, _parse_units, row)
    if name is None or path is None or sha256 is None or units is None:
        raise AnnotationError(*wrong)
    return Annotation(id=name, path=path, sha256=sha256, units=units)


def _attempt(wrong: list[str], read: Callable[..., Value], *arguments: object) -> Value | None:
    """Return what is read, or ``None`` once it is noted why that can't be."""
    try:
        return read(*arguments)
    except (KeyError, ValueError) as error:
        wrong.extend(_describe(error))
        return None


def _parse_units(annotation: Mapping[str, Any]) -> tuple[GoldUnit, ...]:
    rows, name = annotation["units"], annotation.get("id")
    if not isinstance(rows, list):
        raise AnnotationError(f"units of article {name!r} must be a list, got {rows!r}")
    units, wrong = [], []
    for number, row in enumerate(rows, start=1):
        try:
            units.append(_parse_unit(row))
        except AnnotationError as error:
            wrong.append(f"unit {number} of article {name!r}{_name_span(row)}: {error}")
    if wrong:
        raise AnnotationError(*wrong)
    return tuple(units)


def _name_span(row: object) -> str:
    if not isinstance(row, Mapping) or not {"start", "end"} <= row.keys():
        return ""
    return f" ({row['start']}-{row['end']})"


def _parse_unit(row: object) -> GoldUnit:
    if not isinstance(row, Mapping):
        raise AnnotationError(f"a unit must be an object, got {row!r}")
    wrong: list[str] = []
    start, end = (_attempt(wrong, whole_number_of, row, name) for name in ("start", "end"))
    if start is not None and end is not None and start >= end:
        wrong.append(f"a unit must go from start to end, got {start} to {end}")
    labels = _attempt(wrong, _read_labels, row)
    kind = _attempt(wrong, _read_kind, row)
    if wrong or start is None or end is None or labels is None or kind is None:
        raise AnnotationError(*wrong)
    primary = row["primary"] or next(iter(labels), None)
    return GoldUnit(start=start, end=end, kind=kind, labels=labels, primary=primary)


def _read_labels(row: Mapping[str, Any]) -> tuple[str, ...]:
    labels, primary = row["labels"], row["primary"]
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise ValueError(f"labels must be a list of text, got {labels!r}")
    wrong = []
    if len(set(labels)) < len(labels):
        wrong.append(f"labels {labels!r} name one twice")
    if len(labels) > 1 and primary is None:
        wrong.append(f"labels {labels!r} and no primary label")
    if primary is not None and primary not in labels:
        wrong.append(f"primary label {primary!r} is not among the unit's labels {labels}")
    if wrong:
        raise AnnotationError(*wrong)
    return tuple(labels)


def _read_kind(row: Mapping[str, Any]) -> str:
    kind = text_of(row, "kind")
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}, use one of {', '.join(KINDS)}")
    return kind


def annotation_row(annotation: Annotation) -> dict[str, Any]:
    """Return an annotation as the JSON object of the data contract."""
    units = [
        {
            "start": unit.start,
            "end": unit.end,
            "kind": unit.kind,
            "labels": list(unit.labels),
            "primary": unit.primary,
        }
        for unit in annotation.units
    ]
    return {
        "id": annotation.id,
        "path": annotation.path,
        "encoding": "utf-8",
        "sha256": annotation.sha256,
        "units": units,
    }
