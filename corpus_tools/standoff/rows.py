"""Rows of the data set <-> what of them is no text and stands nowhere else in the release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]
# Columns that say again what the unit says, and what the unit calls them.
SAID_BY_UNIT = {
    "id": "unit_id",
    **{
        name: name
        for name in (
            "text", "document_id", "source", "index", "start", "end", "kind", "section", "votes",
        )
    },
}  # fmt: skip
# Columns that say by number what the unit's own labels say, which are the rules'.
SAID_BY_RULES = {"rule_label": "label", "rule_labels": "labels"}
_LABELS = ("label", "labels")


def strip_row(row: Mapping[str, Any], unit: Mapping[str, Any]) -> Row:
    """Return the columns of a row that its unit does not say, labels left out.

    :raises ValueError: when row and unit contradict each other.
    """
    strange = [name for name, key in SAID_BY_UNIT.items() if row[name] != unit[key]]
    if strange:
        raise ValueError(f"its row in the data set has another {', '.join(strange)}")
    return {
        name: value
        for name, value in row.items()
        if name not in SAID_BY_UNIT and name not in SAID_BY_RULES and name not in _LABELS
    }


def name_labels(row: Mapping[str, Any], names: Sequence[str]) -> tuple[list[str], str]:
    """Return a row's labels and its primary one, as names."""
    return [names[number] for number in row["labels"]], names[row["label"]]


def rebuild_row(
    stripped: Mapping[str, Any],
    unit: Mapping[str, Any],
    labels: tuple[Sequence[str], str],
    names: Sequence[str],
    columns: Sequence[str],
) -> Row:
    """Return the row that :func:`strip_row` was given, in the order of the columns.

    :param unit: the unit as ``units.jsonl`` has it.
    :param labels: all its labels and the primary one.
    :raises ValueError: for a label that is not among the names.
    """
    numbers = {name: number for number, name in enumerate(names)}
    said = {*labels[0], labels[1], *unit["labels"]}
    unknown = sorted(said - numbers.keys())
    if unknown:
        raise ValueError(f"label {unknown[0]!r} is not among the labels of the release")
    values = {name: unit[key] for name, key in SAID_BY_UNIT.items()} | dict(stripped)
    values |= {"label": numbers[labels[1]], "labels": [numbers[name] for name in labels[0]]}
    values |= {
        "rule_label": numbers.get(unit["label"]),
        "rule_labels": sorted(numbers[name] for name in unit["labels"]),
    }
    return {name: values.get(name) for name in columns}


def without_offsets(row: Mapping[str, Any]) -> Row:
    """Return a row as it is in every copy of the text, however its lines end."""
    nowhere = {"start": 0, "end": 0}
    return {**row, **nowhere, "votes": [{**vote, **nowhere} for vote in row["votes"]]}
