"""Units that several annotators cut out of one document, brought together by overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus_tools.records import GoldUnit

LEAST_SHARED = 0.5
Row = tuple[GoldUnit | None, ...]


class _Place(NamedTuple):
    """Which unit of which annotator."""

    start: int
    end: int
    side: int
    number: int


def align_units(sides: Sequence[Sequence[GoldUnit]]) -> list[Row]:
    """Return a row for each stretch that somebody took for a unit, in reading order.

    A row has one unit or ``None`` of each annotator, and every unit stands in
    one row. Two units are of one row if each covers at least half of the
    other; where that is so of several, those that cover most of each other go
    together first. The rows do not depend on the order of the annotators.

    >>> one = GoldUnit(start=0, end=9, kind="prose", labels=(), primary=None)
    >>> two = GoldUnit(start=0, end=4, kind="prose", labels=(), primary=None)
    >>> align_units([[one], [one, ]]) == [(one, one)]
    True
    >>> align_units([[one], [two]]) == [(None, two), (one, None)]
    True

    :param sides: the units of each annotator, of which none overlap.
    """
    places = sorted(
        _Place(unit.start, unit.end, side, number)
        for side, units in enumerate(sides)
        for number, unit in enumerate(units)
    )
    groups = {place: [place] for place in places}
    for _, _, one, other in sorted(_find_pairs(places)):
        joined, added = groups[one], groups[other]
        if joined is not added and not _sides(joined) & _sides(added):
            joined.extend(added)
            groups.update(dict.fromkeys(added, joined))
    distinct = {id(group): group for group in groups.values()}
    return [_make_row(group, sides) for group in sorted(distinct.values(), key=_reading_order)]


def _find_pairs(
    places: Sequence[_Place],
) -> Iterator[tuple[float, tuple[int, int, int, int], _Place, _Place]]:
    """Yield the pairs that may go together, with a key that sorts the closest first.

    The spans stand in the key before the sides, so that the latter decide nothing.
    """
    for index, one in enumerate(places):
        for other in places[index + 1 :]:
            if other.start >= one.end:
                break
            shared = min(one.end, other.end) - other.start
            share = shared / max(one.end - one.start, other.end - other.start)
            if one.side != other.side and share >= LEAST_SHARED:
                yield -share, (one.start, one.end, other.start, other.end), one, other


def _sides(group: Sequence[_Place]) -> set[int]:
    return {place.side for place in group}


def _reading_order(group: Sequence[_Place]) -> tuple[int, int]:
    return min((place.start, place.end) for place in group)


def _make_row(group: Sequence[_Place], sides: Sequence[Sequence[GoldUnit]]) -> Row:
    row: list[GoldUnit | None] = [None] * len(sides)
    for place in group:
        row[place.side] = sides[place.side][place.number]
    return tuple(row)
