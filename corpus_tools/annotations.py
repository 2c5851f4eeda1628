"""Stand-off gold: gather it, hold it against the text, align it to units."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path

from corpus_tools.annotation_lines import read_located
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.records import Annotation, Document, GoldUnit, LabelledUnit, Unit
from corpus_tools.wording import list_some

LEAST_COVERED_SHARE = 0.8


def read_annotations(paths: Iterable[Path]) -> list[Annotation]:
    """Read the gold of all files.

    :raises InputError: with every line that is no annotation, every document
        that is annotated twice, and every file without an annotation.
    """
    problems: list[Problem] = []
    located = _read_files(paths, problems)
    if problems:
        raise InputError(problems)
    return [annotation for _, annotation in located]


def _read_files(
    paths: Iterable[Path], problems: list[Problem]
) -> list[tuple[Location, Annotation]]:
    places: dict[str, Location] = {}
    found: list[tuple[Location, Annotation]] = []
    for path in paths:
        for place, annotation in read_located(path, problems):
            first = places.setdefault(annotation.id, place)
            if first != place:
                what = f"article {annotation.id!r} is annotated twice, first in {first}"
                problems.append(Problem(place, what, "keep one of the two"))
            found.append((place, annotation))
        if not problems and all(place.path != str(path) for place, _ in found):
            what, way_out = "annotates no article", "fill it, or leave it out"
            problems.append(Problem(Location(str(path)), what, way_out))
    return found


def read_gold(
    paths: Sequence[Path], documents: Sequence[Document], labels: Collection[str]
) -> tuple[list[Annotation], dict[str, Annotation]]:
    """Read gold; return all of it, and by document id what is of these documents.

    Gold is matched by the document's id, or else by its text.

    :param labels: the labels that gold may use.
    :raises InputError: as :func:`read_annotations`, and when a document's text is not the
        one annotated, a unit ends behind it, units overlap, or a label is unknown; all
        problems at once.
    """
    problems: list[Problem] = []
    located = _read_files(paths, problems)
    annotations = name_by_text([annotation for _, annotation in located], documents)
    known = {document.id: document for document in documents}
    places = (place for place, _ in located)
    problems.extend(_find_misfits(zip(places, annotations, strict=True), known, labels))
    if problems:
        raise InputError(problems)
    return annotations, {each.id: each for each in annotations if each.id in known}


def _find_misfits(
    located: Iterable[tuple[Location, Annotation]],
    known: Mapping[str, Document],
    labels: Collection[str],
) -> Iterator[Problem]:
    for place, annotation in located:
        if annotation.id in known:
            for what, way_out in _misfits(annotation, known[annotation.id], labels):
                yield Problem(place, f"article {annotation.id!r}: {what}", way_out)


def name_by_text(
    annotations: Iterable[Annotation], documents: Iterable[Document]
) -> list[Annotation]:
    """Return the gold with the ids that these documents have, where only the text is the same.

    Gold from elsewhere may call an article by another name. An annotation whose
    id is a document's keeps it; so does one whose text is nowhere, or was
    annotated under another id already.
    """
    found, given = list(documents), list(annotations)
    taken = {document.id for document in found} & {each.id for each in given}
    free = {each.sha256: each.id for each in found if each.id not in taken}
    return [
        each if each.id in taken else replace(each, id=free.pop(each.sha256, each.id))
        for each in given
    ]


def _misfits(
    annotation: Annotation, document: Document, labels: Collection[str]
) -> Iterator[tuple[str, str]]:
    size = len(document.text)
    beyond = [f"{unit.start}-{unit.end}" for unit in annotation.units if unit.end > size]
    if document.sha256 != annotation.sha256:
        yield "is not the text that was annotated", "annotate it again, or put that text back"
    elif beyond:
        yield f"the text ends at {size}, too early for {list_some(beyond)}", "mend the offsets"
    yield from describe_overlaps(annotation.units)
    strange: dict[str, list[str]] = {}
    for unit in annotation.units:
        for label in unit.labels:
            if label not in labels:
                strange.setdefault(label, []).append(f"{unit.start}-{unit.end}")
    for label, spans in strange.items():
        yield f"unknown label {label} at {list_some(spans)}", f"use one of {', '.join(labels)}"


def describe_overlaps(units: Iterable[GoldUnit]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with each unit that begins before another in front of it ends, and the way out."""
    for before, after in find_overlaps(sorted(units, key=attrgetter("start", "end"))):
        what = f"units {before.start}-{before.end} and {after.start}-{after.end} overlap"
        yield what, "part them, or remove one"


def find_overlaps(units: Iterable[GoldUnit]) -> Iterator[tuple[GoldUnit, GoldUnit]]:
    """Yield each unit that begins before one in front of it ends, behind the one that ends last.

    :param units: in reading order.
    """
    furthest: GoldUnit | None = None
    for unit in units:
        if furthest is not None and unit.start < furthest.end:
            yield furthest, unit
        if furthest is None or unit.end > furthest.end:
            furthest = unit


def align_gold(
    units: Sequence[Unit], gold: Sequence[GoldUnit]
) -> Iterator[tuple[GoldUnit, Unit | None]]:
    """Yield each labelled gold unit with the unit that it labels; ``None`` where it fits none.

    Unit and gold must each cover four fifths of the other at least: a label
    that was given to two sentences in one is neither's. No unit is labelled twice.

    :param units: of one document, in reading order.
    """
    return ((each, unit) for each, unit in _align(units, gold) if each.primary is not None)


def _align(
    units: Sequence[Unit], gold: Sequence[GoldUnit]
) -> Iterator[tuple[GoldUnit, Unit | None]]:
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    taken: set[str] = set()
    for each in gold:
        inside = units[bisect_right(ends, each.start) : bisect_left(starts, each.end)]
        closest = max(inside, key=partial(_overlap, each), default=None)
        if closest is None or closest.unit_id in taken or not _fits(each, closest):
            yield each, None
            continue
        taken.add(closest.unit_id)
        yield each, closest


def find_gold_units(units: Sequence[Unit], annotation: Annotation) -> dict[str, GoldUnit]:
    """Return the gold of those units that were annotated, by unit id; without a label where
    the annotators took a unit for no sentence of the article.

    They are aligned as :func:`align_gold` does it.

    :param units: of one document, in reading order.
    """
    aligned = _align(units, annotation.units)
    return {unit.unit_id: gold for gold, unit in aligned if unit is not None}


def pair_with_gold(
    labelled: Mapping[str, Sequence[LabelledUnit]], gold: Mapping[str, Annotation]
) -> Iterator[tuple[str, GoldUnit, LabelledUnit | None]]:
    """Yield each labelled gold unit with its document's id and the unit that it labels, if any.

    :param labelled: all units of each document, in reading order.
    """
    for name, annotation in gold.items():
        by_id = {each.unit.unit_id: each for each in labelled.get(name, ())}
        units = [each.unit for each in by_id.values()]
        for each, unit in align_gold(units, annotation.units):
            yield name, each, None if unit is None else by_id[unit.unit_id]


def _fits(gold: GoldUnit, unit: Unit) -> bool:
    longer = max(unit.end - unit.start, gold.end - gold.start)
    return _overlap(gold, unit) >= LEAST_COVERED_SHARE * longer


def _overlap(gold: GoldUnit, unit: Unit) -> int:
    return min(unit.end, gold.end) - max(unit.start, gold.start)
