"""Where released sentences stand in a text that has changed: only where there is one answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

from corpus_tools.records import Span
from corpus_tools.standoff.format import ReleasedUnit
from corpus_tools.standoff.hashes import hash_text

Reason = Literal["too short", "nowhere", "several places", "overlaps"]
REASONS: dict[Reason, str] = {
    "too short": "too short for a hash",
    "nowhere": "its words are nowhere in the text",
    "several places": "its words stand at several places, or several sentences have them",
    "overlaps": "its words stand within another sentence that was put back",
}
_EDGE = re.compile(r"(?<!\w)|(?!\w)")


def anchor_units(units: Sequence[ReleasedUnit], text: str, salt: str) -> list[Span | Reason]:
    """Return where each unit stands in a text, or why that can't be said.

    A unit is put back where its hash matches, if that is one place only and no
    other unit has the same hash. A match starts and ends where a word may. Of
    two matches that overlap, the longer one stands: the shorter is a part of it.

    :param text: white space folded and letters composed; spans are of this text.
    """
    places = _find_places(_gather_lengths(units), text, salt)
    shared = Counter(unit.hash for unit in units if unit.hash is not None)
    found = [_settle(unit, places, shared) for unit in units]
    return _drop_overlaps(found)


def _gather_lengths(units: Sequence[ReleasedUnit]) -> dict[int, set[str]]:
    wanted: dict[int, set[str]] = {}
    for unit in units:
        if unit.hash is not None:
            wanted.setdefault(unit.length, set()).add(unit.hash)
    return wanted


def _find_places(wanted: Mapping[int, set[str]], text: str, salt: str) -> dict[str, list[Span]]:
    """Return all places of each hash; each place where a word may start is tried for each length."""
    edges = [match.start() for match in _EDGE.finditer(text)]
    starts = [place for place in edges if place < len(text) and text[place] != " "]
    ends = {place for place in edges if place > 0 and text[place - 1] != " "}
    places: dict[str, list[Span]] = {}
    for length, hashes in wanted.items():
        for start in starts:
            end = start + length
            if end in ends and (found := hash_text(text[start:end], salt)) in hashes:
                places.setdefault(found or "", []).append(Span(start, end))
    return places


def _settle(
    unit: ReleasedUnit, places: Mapping[str, Sequence[Span]], shared: Counter[str]
) -> Span | Reason:
    if unit.hash is None:
        return "too short"
    found = places.get(unit.hash, ())
    if not found:
        return "nowhere"
    return found[0] if len(found) == 1 and shared[unit.hash] == 1 else "several places"


def _drop_overlaps(found: Sequence[Span | Reason]) -> list[Span | Reason]:
    """Keep the longest spans; of equally long ones that overlap, neither can be told to be right."""
    settled = list(found)
    for one, other in _find_overlapping(found):
        lengths = {place: _length(found[place]) for place in (one, other)}
        for place, length in lengths.items():
            if length == min(lengths.values()):
                settled[place] = "overlaps"
    return settled


def _length(span: Span | Reason) -> int:
    return span.end - span.start if isinstance(span, Span) else 0


def _find_overlapping(found: Sequence[Span | Reason]) -> Iterator[tuple[int, int]]:
    spans = sorted((each, place) for place, each in enumerate(found) if isinstance(each, Span))
    for rank, (span, place) in enumerate(spans):
        for following, other in islice(spans, rank + 1, None):
            if following.start >= span.end:
                break
            yield place, other
