"""Placed units -> lines of ``units.jsonl`` and rows of the data set, words and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus_tools.normalisation import NormalisedText, normalise
from corpus_tools.records import Span
from corpus_tools.standoff.format import ReleasedUnit, ReleasedVote, ReleaseFacts
from corpus_tools.standoff.placing import PlacedDocument
from corpus_tools.standoff.rows import rebuild_row
from corpus_tools.standoff.sections import spell_section

Row = dict[str, Any]


def rebuild_units(placed: PlacedDocument) -> Iterator[tuple[ReleasedUnit, Row]]:
    """Yield each unit that was put back with its line of ``units.jsonl``, in the release's order.

    A section's names are texts of other units; those that were not put back are left out.
    """
    if placed.text is None:
        return
    written = placed.text.document.text
    seen = {
        _index(unit, place): (unit, span, normalise(written[slice(*span)]))
        for place, (unit, span) in enumerate(zip(placed.document.units, placed.places, strict=True))
        if isinstance(span, Span)
    }
    texts = {index: text.text for index, (_, _, text) in seen.items()}
    for index, (unit, span, text) in seen.items():
        yield unit, _rebuild_unit(placed, index, (unit, span, text), texts)


def _index(unit: ReleasedUnit, place: int) -> int:
    return place if unit.index is None else unit.index


def _rebuild_unit(
    placed: PlacedDocument,
    index: int,
    found: tuple[ReleasedUnit, Span, NormalisedText],
    texts: Mapping[int, str],
) -> Row:
    unit, span, text = found
    document = placed.document
    rules = unit.rules
    return {
        "unit_id": unit.id or f"{document.id}-{index:04d}",
        "document_id": document.id,
        "source": document.path,
        "index": index,
        "start": span.start,
        "end": span.end,
        "kind": unit.kind,
        "section": spell_section(unit.section, texts),
        "text": text.text,
        "labels": list(rules.labels if rules else unit.labels),
        "label": rules.label if rules else unit.primary,
        "votes": [_rebuild_vote(vote, span.start, text) for vote in unit.votes],
    }


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
    units: Sequence[tuple[ReleasedUnit, Row]], facts: ReleaseFacts
) -> dict[str, list[Row]]:
    """Return the rows of each split.

    :raises ValueError: for a label that the release does not list.
    """
    names = list(facts.labels)
    rows: dict[str, list[Row]] = {}
    for unit, line in units:
        if unit.row is None or unit.primary is None:
            continue
        further = {name: value for name, value in unit.row.items() if name != "split"}
        labels = unit.labels, unit.primary
        row = rebuild_row(further, line, labels, names, facts.columns)
        rows.setdefault(unit.row["split"], []).append(row)
    return rows
