"""Where two annotators of one document say different things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus_tools.records import Annotation, GoldUnit, Span

BOUNDARIES = "boundaries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A span on which two annotators differ; ``None`` is who has no unit of that span."""

    document_id: str
    sha256: str
    start: int
    end: int
    one: GoldUnit | None
    other: GoldUnit | None

    @property
    def fields(self) -> tuple[str, ...]:
        """In what they differ: ``boundaries``, or some of ``kind``, ``labels``, ``primary``."""
        if self.one is None or self.other is None:
            return (BOUNDARIES,)
        pairs = zip(("kind", "labels", "primary"), _says(self.one), _says(self.other), strict=True)
        return tuple(name for name, one, other in pairs if one != other)

    @property
    def kind(self) -> str | None:
        """The kind, unless they differ in it."""
        kinds = {unit.kind for unit in (self.one, self.other) if unit is not None}
        return kinds.pop() if len(kinds) == 1 else None


def compare_units(one: Annotation, other: Annotation) -> Iterator[GoldUnit | Difference]:
    """Yield every span of either annotation, in reading order: agreed as a unit, or a difference.

    Units agree when span, kind, label set and primary label are the same; the
    order of labels says nothing, and the first annotator's is kept.
    """
    units = [{Span(unit.start, unit.end): unit for unit in each.units} for each in (one, other)]
    for span in sorted({*units[0], *units[1]}):
        mine, theirs = units[0].get(span), units[1].get(span)
        if mine is not None and theirs is not None and _says(mine) == _says(theirs):
            yield mine
            continue
        yield Difference(
            document_id=one.id,
            sha256=one.sha256,
            start=span.start,
            end=span.end,
            one=mine,
            other=theirs,
        )


def find_differences(one: Annotation, other: Annotation) -> Iterator[Difference]:
    """Yield the spans on which two annotators differ, in reading order."""
    for each in compare_units(one, other):
        if isinstance(each, Difference):
            yield each


def _says(unit: GoldUnit) -> tuple[str, frozenset[str], str | None]:
    return unit.kind, frozenset(unit.labels), unit.primary
