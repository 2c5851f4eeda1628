"""Stand-off gold: read it, hold it against the text, align it to units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_records
from corpus_tools.records import Annotation, Document, GoldUnit, Unit


def read_annotations(paths: Iterable[Path]) -> list[Annotation]:
    """Read the gold of all files.

    :raises InputError: for a line that is no annotation, and for a document
        that is annotated twice.
    """
    found: dict[str, Annotation] = {}
    problems = []
    for path in paths:
        for annotation in read_records(path, parse_annotation):
            if annotation.id in found:
                what = f"article {annotation.id!r} is annotated twice"
                problems.append(Problem(Location(str(path)), what, "keep one of the two"))
            found.setdefault(annotation.id, annotation)
    if problems:
        raise InputError(problems)
    return list(found.values())


def parse_annotation(row: Mapping[str, Any]) -> Annotation:
    """Read a line of a stand-off file.

    :raises KeyError: when a field is missing.
    :raises ValueError: when a primary label is not among the unit's labels.
    """
    units = tuple(_parse_unit(unit) for unit in row["units"])
    return Annotation(id=row["id"], path=row["path"], sha256=row["sha256"], units=units)


def _parse_unit(row: Mapping[str, Any]) -> GoldUnit:
    labels, primary = tuple(row["labels"]), row["primary"]
    if primary is not None and primary not in labels:
        raise ValueError(f"primary label {primary!r} is not among the unit's labels {list(labels)}")
    return GoldUnit(
        start=row["start"], end=row["end"], kind=row["kind"], labels=labels, primary=primary
    )


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


def match_documents(
    annotations: Iterable[Annotation], documents: Iterable[Document], path: str
) -> dict[str, Annotation]:
    """Return the gold of those documents that are in the corpus, by document id.

    :raises InputError: when a document's text is not the one annotated.
    """
    known = {document.id: document for document in documents}
    matched, problems = {}, []
    for annotation in annotations:
        document = known.get(annotation.id)
        if document is None:
            continue
        if document.sha256 != annotation.sha256:
            what = f"article {annotation.id!r} is not the text that was annotated"
            way_out = "annotate it again, or put the annotated text back"
            problems.append(Problem(Location(path), what, way_out))
        matched[annotation.id] = annotation
    if problems:
        raise InputError(problems)
    return matched


def align_gold(units: Sequence[Unit], gold: Sequence[GoldUnit]) -> Iterator[tuple[GoldUnit, Unit]]:
    """Yield each labelled gold unit with the unit that overlaps it most.

    A gold unit that nothing overlaps is left out. Both sides are in reading order.
    """
    for each in gold:
        if each.primary is None:
            continue
        best = max(units, key=lambda unit: _overlap(unit, each), default=None)
        if best is not None and _overlap(best, each) > 0:
            yield each, best


def _overlap(unit: Unit, gold: GoldUnit) -> int:
    return min(unit.end, gold.end) - max(unit.start, gold.start)
