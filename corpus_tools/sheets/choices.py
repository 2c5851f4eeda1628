"""What a person filled into a row -> a unit with kind and labels, or every reason why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from corpus_tools.annotations import find_overlaps
from corpus_tools.errors import Problem
from corpus_tools.records import KINDS, GoldUnit, Span
from corpus_tools.sheets.files import SheetRow
from corpus_tools.wording import list_some

ASKED = ("labels", "primary", "kind")
NONE, DROP = "(none)", "drop"
_KINDS_WITHOUT_LABELS = ("title", "heading", "boilerplate")
_BETWEEN_LABELS = re.compile(r"[,;|\n]")
# People write these for no label; a scheme may as well have a label of that name.
_MAY_MEAN_NONE = frozenset({"none", "-"})


def means_none(cell: str) -> bool:
    """Whether a cell says that there is no label, whatever its case and blanks.

    >>> means_none("( None )"), means_none("none")
    (True, False)
    """
    return "".join(cell.split()).casefold() == NONE


def join_labels(labels: tuple[str, ...]) -> str:
    """Return labels as a cell; no label at all is ``(none)``.

    >>> join_labels(("action", "statistic")), join_labels(())
    ('action, statistic', '(none)')
    """
    return ", ".join(labels) or NONE


def split_labels(cell: str) -> tuple[str, ...]:
    """Return the labels of a cell, each once, in its order.

    >>> split_labels("action; statistic, action"), split_labels("(None), ")
    (('action', 'statistic'), ())
    """
    names = (name.strip() for name in _BETWEEN_LABELS.split(cell))
    return tuple(dict.fromkeys(name for name in names if name and not means_none(name)))


@dataclass(slots=True)
class Form:
    """Reads what was filled into rows, and notes what is wrong with it.

    :param labels: those that may be used; any if ``None``.
    """

    labels: Sequence[str] | None = None
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: SheetRow, column: str, what: str, way_out: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(row.locate(column), what, way_out))

    def refuse_twice(self, row: SheetRow, first: SheetRow) -> None:
        """Note a row of a unit that has one already."""
        what = f"this unit stands twice, first in line {first.line}"
        self.refuse(row, "start", what, "keep one of the two rows")

    def refuse_unclear(self, row: SheetRow, names: Collection[str]) -> None:
        """Note a row that may be of several articles of one text."""
        what = f"articles {list_some(names)} have the same text, and this row names none of them"
        self.refuse(row, "article", what, "write there which one is meant")

    def drops(self, row: SheetRow) -> bool:
        """Whether a row says that this is no unit."""
        labels, primary, kind = (row.cells[name].strip() for name in ASKED)
        if kind.lower() != DROP:
            return False
        if labels or primary:
            self.refuse(row, "kind", "the unit is dropped and has labels", "empty one of the two")
        return True

    def read_unit(self, row: SheetRow, span: Span, kind: str | None) -> GoldUnit | None:
        """Return the unit that a row makes of a span, ``None`` if a problem was noted.

        Of one label alone, that label is the primary one.

        :param kind: ``None`` where it was refused already.
        """
        before = len(self.problems)
        if kind is not None and kind not in KINDS:
            self.refuse(row, "kind", f"unknown kind {kind!r}", f"use one of {', '.join(KINDS)}")
        labels = self._read_labels(row, kind)
        primary = self._read_primary(row, labels)
        if kind is None or len(self.problems) > before:
            return None
        return GoldUnit(start=span.start, end=span.end, kind=kind, labels=labels, primary=primary)

    def refuse_overlaps(self, units: Sequence[tuple[SheetRow | None, GoldUnit]]) -> None:
        """Note each unit that begins before one in front of it ends.

        :param units: in reading order, each with its row; ``None`` where no row made it.
        """
        rows = {unit: row for row, unit in units}
        for before, after in find_overlaps(unit for _, unit in units):
            row = rows[after]
            if row is not None:
                what = f"units {before.start}-{before.end} and {after.start}-{after.end} overlap"
                self.refuse(row, "start", what, f"write {DROP} as the kind of one")

    def _read_labels(self, row: SheetRow, kind: str | None) -> tuple[str, ...]:
        cell = row.cells["labels"].strip()
        labels = split_labels(cell)
        told_none = any(map(means_none, _BETWEEN_LABELS.split(cell)))
        if not labels and not told_none and (cell or kind not in _KINDS_WITHOUT_LABELS):
            self.refuse(row, "labels", "there are no labels", f"write them, or {NONE}")
        if labels and told_none:
            self.refuse(row, "labels", f"{NONE} stands among labels", "remove it, or the labels")
        self._refuse_strange(row, labels)
        return labels

    def _refuse_strange(self, row: SheetRow, labels: Sequence[str]) -> None:
        if self.labels is None:
            for each in labels:
                if each.casefold() in _MAY_MEAN_NONE:
                    way_out = f"write {NONE} for no label, or name the labels with a recipe"
                    self.refuse(row, "labels", f"{each!r} may mean no label", way_out)
            return
        strange = [one for one in labels if one not in self.labels]
        if strange:
            what = f"unknown label {', '.join(map(repr, strange))}"
            self.refuse(row, "labels", what, f"use one of {', '.join(self.labels)}")

    def _read_primary(self, row: SheetRow, labels: tuple[str, ...]) -> str | None:
        cell = row.cells["primary"].strip()
        if means_none(cell):
            if labels:
                what, way_out = "labels and no primary label", f"write one of {', '.join(labels)}"
                self.refuse(row, "primary", what, way_out)
            return None
        if not cell and len(labels) > 1:
            what = f"{len(labels)} labels and no primary label"
            self.refuse(row, "primary", what, f"write one of {', '.join(labels)}")
        if cell and cell not in labels:
            what = f"primary label {cell!r} is not among the labels"
            self.refuse(row, "primary", what, "add it to labels, or write one of them")
        return cell or next(iter(labels), None)
