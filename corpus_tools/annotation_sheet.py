"""Articles -> a sheet with a row a unit to be labelled; the sheet, filled, -> stand-off gold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.normalisation import normalise_text
from corpus_tools.records import KINDS, Annotation, Document, GoldUnit, Kind, Span, Unit
from corpus_tools.sheets import (
    DROP,
    Form,
    SheetRow,
    choose_named,
    read_sheet,
    show_cell,
    write_sheet,
)

WRITTEN = ("article", "start", "end", "kind", "text", "labels", "primary", "note", "sha256")
READ = ("article", "start", "end", "kind", "text", "labels", "primary", "sha256")
# A spreadsheet may take a cell of fewer words for a date or a number, and write it anew.
LEAST_COMPARED_WORDS = 6
MOST_DIGITS = 18
PLACES = ("start", "end")


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The gold that a sheet holds, and the articles for which nothing was filled in.

    ``without_row`` are the units of annotated articles that stand in no row.
    """

    annotations: tuple[Annotation, ...]
    untouched: tuple[str, ...]
    without_row: tuple[Unit, ...] = ()


@dataclass(slots=True)
class _Pile:
    """The rows of one article, and its units as they are cut today."""

    document: Document
    units: tuple[Unit, ...] = ()
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        kinds = {Span(each.start, each.end): each.kind for each in self.units}
        return any(_is_judged(row, kinds) for row in self.rows)

    def find_units_without_row(self) -> Iterator[Unit]:
        """Yield the units that no row touches, so that one cut otherwise is not missed."""
        spans = {span for row in self.rows if (span := _read_span(row)) is not None}
        for each in self.units:
            if (each.start, each.end) not in spans and not any(
                span.start < each.end and each.start < span.end for span in spans
            ):
                yield each


def _is_judged(row: SheetRow, kinds: Mapping[Span, Kind]) -> bool:
    kind, span = row.cells["kind"].strip().lower(), _read_span(row)
    if kind == DROP or any(row.cells[name].strip() for name in ("labels", "primary")):
        return True
    return kind in KINDS and span is not None and kinds.get(span, kind) != kind


def write_units(documents: Iterable[Document], units: Iterable[Unit], sheet: Path) -> int:
    """Write a row a unit, with its text and its kind, and empty columns for labels; return how many.

    What rules would say is not shown, so that it sways nobody.

    :param units: of these documents, in the order in which they are to be read.
    :raises InputError: when the sheet is there already.
    """
    digests = {each.id: each.sha256 for each in documents}
    rows = (
        {
            "article": each.document_id,
            "start": str(each.start),
            "end": str(each.end),
            "kind": each.kind,
            "text": each.text,
            "sha256": digests[each.document_id],
        }
        for each in units
    )
    return write_sheet(sheet, WRITTEN, rows)


def read_units(
    sheet: Path,
    documents: Iterable[Document],
    labels: Collection[str] | None = None,
    segment: Callable[[Document], Iterable[Unit]] | None = None,
) -> FilledSheet:
    """Make gold of a sheet that was filled in.

    In a row, ``labels`` are separated by commas, ``(none)`` for none; titles,
    headings and boilerplate may be left empty. ``primary`` may be left out
    where there is one label. ``kind`` may be mended; ``drop`` drops the unit.
    An article without any label, dropped unit or mended kind is left out as not
    annotated yet.

    :param documents: the articles, known by their text.
    :param labels: those that may be used; any if left out.
    :param segment: cuts an article as for the sheet; without it no kind counts
        as mended, and no unit as without a row.
    :raises InputError: with every problem of the sheet at once: rows of a text
        that is not there or has changed, that stand twice or overlap; missing
        labels, unknown labels and kinds; a primary label that is missing or
        outside the set; and when no article is annotated.
    """
    form = Form(None if labels is None else list(labels))
    piles = _pile_up(read_sheet(sheet, READ), documents, form)
    if segment is not None:
        for each in piles:
            each.units = tuple(segment(each.document))
    touched = [each for each in piles if each.is_touched]
    annotations = tuple(_annotate(each, form) for each in touched)
    if not touched and not form.problems:
        what = "no article is annotated"
        form.problems.append(Problem(Location(str(sheet)), what, "fill the column labels"))
    if form.problems:
        raise InputError(form.problems)
    return FilledSheet(
        annotations,
        untouched=tuple(each.document.id for each in piles if not each.is_touched),
        without_row=tuple(unit for each in touched for unit in each.find_units_without_row()),
    )


def _pile_up(rows: Iterable[SheetRow], documents: Iterable[Document], form: Form) -> list[_Pile]:
    """Bring the rows of each article together; note, once each, texts that are not there."""
    by_digest: dict[str, dict[str, Document]] = {}
    for document in documents:
        by_digest.setdefault(document.sha256, {}).setdefault(document.id, document)
    piles: dict[str, _Pile] = {}
    unknown: set[tuple[str, str]] = set()
    for row in rows:
        name, digest = (row.cells[column].strip() for column in ("article", "sha256"))
        copies = by_digest.get(digest, {})
        named = choose_named(copies, name)
        if named is not None:
            piles.setdefault(named.id, _Pile(named)).rows.append(row)
        elif copies:
            form.refuse_unclear(row, copies)
        elif (name, digest) not in unknown:
            unknown.add((name, digest))
            what = f"no text here is the one that article {name!r} had when the sheet was written"
            way_out = "put that text back, name its folder with --texts, or write the sheet again"
            form.refuse(row, "sha256", what, way_out)
    return list(piles.values())


def _annotate(pile: _Pile, form: Form) -> Annotation:
    document = pile.document
    rows = _place_rows(pile, form)
    units: list[tuple[SheetRow | None, GoldUnit]] = [
        (row, unit)
        for span, row in sorted(rows.items(), key=itemgetter(0))
        if not form.drops(row)
        and (unit := form.read_unit(row, span, row.cells["kind"].strip().lower())) is not None
    ]
    form.refuse_overlaps(units)
    return Annotation(
        id=document.id,
        path=document.source,
        sha256=document.sha256,
        units=tuple(unit for _, unit in units),
    )


def _place_rows(pile: _Pile, form: Form) -> Mapping[Span, SheetRow]:
    """Return the row of each span; note those that stand twice or beside another text."""
    found: dict[Span, SheetRow] = {}
    for row in pile.rows:
        span = _read_span(row)
        if span is None:
            _refuse_places(row, form)
        elif not _stands(row, span, pile.document.text):
            what = f"the text of this row is not what stands there in article {pile.document.id!r}"
            form.refuse(
                row, "text", what, "leave article, start, end and text as they were written"
            )
        elif span in found:
            form.refuse_twice(row, found[span])
        else:
            found[span] = row
    return found


def _refuse_places(row: SheetRow, form: Form) -> None:
    for name in PLACES:
        cell = row.cells[name].strip()
        if not _is_whole_number(cell):
            what = f"{name} must be a whole number, got {cell!r}"
            form.refuse(row, name, what, "write its digits alone, as they were written")


def _stands(row: SheetRow, span: Span, text: str) -> bool:
    """Whether a row's text stands where the row says.

    Rows whose columns were sorted apart would give a sentence another's labels.
    """
    there = normalise_text(text[slice(*span)])
    if not there or span.end > len(text):
        return False
    shown = normalise_text(row.cells["text"])
    few = len(there.split()) < LEAST_COMPARED_WORDS
    return few or shown == normalise_text(show_cell(there))


def _read_span(row: SheetRow) -> Span | None:
    cells = [row.cells[name].strip() for name in PLACES]
    return Span(*map(int, cells)) if all(map(_is_whole_number, cells)) else None


def _is_whole_number(cell: str) -> bool:
    # No text is so long, and Python refuses to read numbers of thousands of digits.
    return cell.isascii() and cell.isdigit() and len(cell) <= MOST_DIGITS
