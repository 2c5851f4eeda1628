"""A sheet with decisions -> gold, or every reason why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus_tools.adjudication.columns import READ
from corpus_tools.adjudication.differences import Difference, compare_units
from corpus_tools.annotators import Annotator, list_common
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.records import KINDS, Annotation, GoldUnit, Span
from corpus_tools.sheets import ASKED, DROP, Form, SheetRow, choose_named, read_sheet


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The gold that decisions make, and how many units were agreed, decided and dropped."""

    annotations: tuple[Annotation, ...]
    n_agreed: int
    n_decided: int
    n_dropped: int


@dataclass(slots=True)
class _Desk:
    """The open differences, and the rows and decisions found for them."""

    by_text: Mapping[str, Mapping[tuple[str, ...], Mapping[str, Difference]]]
    form: Form
    rows: dict[Difference, SheetRow] = field(default_factory=dict)
    units: dict[Difference, GoldUnit] = field(default_factory=dict)


def adjudicate(
    one: Annotator, other: Annotator, sheet: Path, labels: Collection[str] | None = None
) -> Adjudication:
    """Make gold of what two annotators agree on and of a sheet's decisions for the rest.

    In a row, ``labels`` are separated by commas, ``(none)`` for none. ``primary`` may
    be left out where there is one label, ``kind`` where the annotators do not differ
    in it. The kind ``drop`` drops the unit.

    :param labels: those that decisions may use; those that the two use if left out.
    :raises InputError: with every problem of the sheet at once: rows that are
        missing, stand twice, are undecided, of another text or of a unit
        on which nobody differs; unknown labels and kinds; a primary label
        outside the set; kept units that overlap.
    """
    found = {
        name: list(compare_units(one.annotations[name], other.annotations[name]))
        for name in list_common([one, other])
    }
    differences = [each for row in found.values() for each in row if isinstance(each, Difference)]
    known = _labels_of(one, other) if labels is None else list(labels)
    desk = _Desk(_group_by_text(differences), Form(known))
    _read_decisions(sheet, desk)
    desk.form.problems.extend(_find_missing(differences, desk, sheet))
    gold = tuple(
        replace(one.annotations[name], units=_settle(each, desk)) for name, each in found.items()
    )
    if desk.form.problems:
        raise InputError(desk.form.problems)
    return Adjudication(
        gold,
        n_agreed=sum(map(len, found.values())) - len(differences),
        n_decided=len(desk.units),
        n_dropped=len(differences) - len(desk.units),
    )


def _labels_of(*annotators: Annotator) -> list[str]:
    units = (
        unit
        for each in annotators
        for annotation in each.annotations.values()
        for unit in annotation.units
    )
    return sorted({label for unit in units for label in unit.labels})


def _read_decisions(sheet: Path, desk: _Desk) -> None:
    for row in read_sheet(sheet, READ):
        difference = _find_difference(row, desk)
        if difference is None:
            continue
        if difference in desk.rows:
            desk.form.refuse_twice(row, desk.rows[difference])
            continue
        desk.rows[difference] = row
        unit = _decide(row, difference, desk)
        if unit is not None:
            desk.units[difference] = unit


def _find_missing(differences: Iterable[Difference], desk: _Desk, sheet: Path) -> Iterator[Problem]:
    for each in differences:
        if each not in desk.rows:
            what = (
                f"has no row for the unit {each.start}-{each.end} of article {each.document_id!r}"
            )
            way_out = "put it back, or write the sheet again"
            yield Problem(Location(str(sheet)), what, way_out)


def _group_by_text(
    differences: Iterable[Difference],
) -> dict[str, dict[tuple[str, ...], dict[str, Difference]]]:
    """Return the differences by digest, by span as it stands in a sheet, and by article."""
    groups: dict[str, dict[tuple[str, ...], dict[str, Difference]]] = {}
    for each in differences:
        span = str(each.start), str(each.end)
        groups.setdefault(each.sha256, {}).setdefault(span, {})[each.document_id] = each
    return groups


def _find_difference(row: SheetRow, desk: _Desk) -> Difference | None:
    """Return what a row is about: its text and its span say it, or else its article."""
    cells = {name: row.cells[name].strip() for name in ("article", "start", "end", "sha256")}
    of_text = desk.by_text.get(cells["sha256"], {})
    if not of_text:
        what = f"no open unit is of this row's text, article {cells['article']!r}"
        desk.form.refuse(row, "sha256", what, "write the sheet again, or remove the row")
        return None
    span = cells["start"], cells["end"]
    same = of_text.get(span, {})
    if not same:
        what = f"there is no open unit {'-'.join(span)} in article {cells['article']!r}"
        desk.form.refuse(row, "start", what, "leave start and end as they were written")
        return None
    named = choose_named(same, cells["article"])
    if named is None:
        desk.form.refuse_unclear(row, same)
    return named


def _decide(row: SheetRow, difference: Difference, desk: _Desk) -> GoldUnit | None:
    """Return the unit as decided, ``None`` if it is dropped or a problem was noted."""
    if not any(row.cells[name].strip() for name in ASKED):
        what = f"the unit {difference.start}-{difference.end} is undecided"
        way_out = f"fill {', '.join(ASKED)}, or write {DROP} as its kind"
        desk.form.refuse(row, "labels", what, way_out)
        return None
    if desk.form.drops(row):
        return None
    kind = row.cells["kind"].strip().lower() or difference.kind
    if kind is None:
        said = " or ".join(each.kind for each in (difference.one, difference.other) if each)
        way_out = f"use one of {', '.join(KINDS)}"
        desk.form.refuse(row, "kind", f"the kind is undecided, {said}", way_out)
    return desk.form.read_unit(row, Span(difference.start, difference.end), kind)


def _settle(found: Iterable[GoldUnit | Difference], desk: _Desk) -> tuple[GoldUnit, ...]:
    """Return an article's units in reading order; note those that overlap."""
    # What both annotators have overlaps no other unit of either, so it needs no row.
    kept = [
        (desk.rows.get(each), desk.units.get(each))
        if isinstance(each, Difference)
        else (None, each)
        for each in found
    ]
    units = [(row, unit) for row, unit in kept if unit is not None]
    desk.form.refuse_overlaps(units)
    return tuple(unit for _, unit in units)
