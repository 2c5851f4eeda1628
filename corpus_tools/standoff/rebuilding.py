"""Units that were put back -> lines of ``units.jsonl`` and rows of the data set, words and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus_tools.dataset import COLUMNS
from corpus_tools.normalisation import NormalisedText, normalise
from corpus_tools.records import Span
from corpus_tools.standoff.format import ReleasedUnit, ReleasedVote

if TYPE_CHECKING:
    from corpus_tools.standoff.finding import PlacedDocument

Row = dict[str, Any]
_SAID_BY_UNIT = (
    "text", "document_id", "source", "index", "start", "end", "kind", "section", "votes",
)  # fmt: skip


def rebuild_lines(placed: PlacedDocument) -> Iterator[tuple[ReleasedUnit, Row]]:
    """Yield each unit that was put back with its line of ``units.jsonl``, in the release's order.

    A section's names are texts of other units; those that were not put back are left out.
    """
    if placed.text is None:
        return
    written = placed.text.document.text
    seen = {
        place if unit.index is None else unit.index: (unit, span, normalise(written[slice(*span)]))
        for place, (unit, span) in enumerate(zip(placed.document.units, placed.places, strict=True))
        if isinstance(span, Span)
    }
    texts = {index: text.text for index, (_, _, text) in seen.items()}
    for index, (unit, span, text) in seen.items():
        rules = unit.rules
        yield (
            unit,
            {
                "unit_id": unit.id or f"{placed.document.id}-{index:04d}",
                "document_id": placed.document.id,
                "source": placed.document.path,
                "index": index,
                "start": span.start,
                "end": span.end,
                "kind": unit.kind,
                "section": spell_section(unit.section, texts),
                "text": text.text,
                "labels": list(rules.labels if rules else unit.labels),
                "label": rules.label if rules else unit.primary,
                "votes": [_rebuild_vote(vote, span.start, text) for vote in unit.votes],
            },
        )


def spell_section(places: Sequence[Sequence[int]], texts: Mapping[int, str]) -> list[str]:
    """Return a section's names; those whose unit is not there are left out.

    >>> spell_section([[3, 3, 13], [9, 0, 4]], {3: "## The market"})
    ['The market']
    """
    return [texts[index][start:end] for index, start, end in places if index in texts]


def _rebuild_vote(vote: ReleasedVote, unit_start: int, text: NormalisedText) -> Row:
    start, end = text.original_span(vote.start, vote.end)
    return {
        "rule": vote.rule,
        "label": vote.label,
        "start": unit_start + start,
        "end": unit_start + end,
        "words": text.text[vote.start : vote.end],
        "digest": vote.digest,
    }


def rebuild_rows(
    units: Iterable[tuple[ReleasedUnit, Row]], labels: Sequence[str]
) -> dict[str, list[Row]]:
    """Return the rows of each split.

    :raises ValueError: for a label that is none of the data set.
    """
    rows: dict[str, list[Row]] = {}
    for unit, line in units:
        if unit.row is not None:
            rows.setdefault(unit.row.split, []).append(rebuild_row(unit, line, labels))
    return rows


def rebuild_row(unit: ReleasedUnit, line: Mapping[str, Any], labels: Sequence[str]) -> Row:
    """Return the row that a unit has in the data set.

    :param unit: one with facts of its row.
    :param line: the unit as ``units.jsonl`` has it.
    :param labels: of the data set, in their order.
    :raises ValueError: for a label that is none of these.
    """
    numbers = {name: number for number, name in enumerate(labels)}
    unknown = sorted({*unit.labels, *line["labels"]} - numbers.keys())
    if unknown:
        raise ValueError(f"label {unknown[0]!r} is not among the labels of the release")
    values = {name: line[name] for name in _SAID_BY_UNIT} | {
        **(unit.row.model_dump() if unit.row else {}),
        "id": line["unit_id"],
        "label": numbers.get(unit.primary or ""),
        "labels": [numbers[name] for name in unit.labels],
        "rule_label": numbers.get(line["label"]),
        "rule_labels": sorted(numbers[name] for name in line["labels"]),
    }
    return {name: values.get(name) for name in COLUMNS}


def without_offsets(rows: Mapping[Any, Iterable[Row]]) -> dict[Any, list[Row]]:
    """Return the rows of each split as they are in every copy of the text, however its lines end."""
    nowhere = {"start": 0, "end": 0}
    return {
        split: [
            {**row, **nowhere, "votes": [{**vote, **nowhere} for vote in row["votes"]]}
            for row in found
        ]
        for split, found in rows.items()
    }
