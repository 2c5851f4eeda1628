"""Where released sentences stand in a text that has changed: only where there is one answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Literal

from corpus_tools.normalisation import LINE_END, normalise_text
from corpus_tools.records import Span
from corpus_tools.standoff.format import ReleasedUnit
from corpus_tools.standoff.texts import hash_text

Reason = Literal["article missing", "too short", "nowhere", "several places", "overlaps"]
REASONS: dict[Reason, str] = {
    "article missing": "their article is missing",
    "too short": "too short for a hash",
    "nowhere": "their words are nowhere in the text as a sentence of their own",
    "several places": "their words stand at several places, or several sentences have them",
    "overlaps": "their words stand within another sentence that was put back",
}
Windows = Mapping[str, Sequence[Span]]

# White space that may be an edge: with a line end in it, or behind what may close a sentence.
_GAP = re.compile(rf"\A\s*|(?<=[.!?…\"'‘’“”»)\]])\s+|(?<!\s)[^\S\r\n]*{LINE_END.pattern}\s*")
# Marks of lists and headings; a unit may begin with them or behind them.
_MARK = re.compile(r"(?:[-*+•‣▪–—#>·]+|\(?\w{1,3}[.)])[^\S\r\n]+")
# A sentence's end, with quotation marks, brackets and notes such as "[3]" behind it.
_CLOSED = re.compile(r"[.!?…][\"'‘’“”»)\]]*(?:\[\w{1,3}\])*\Z")
_LONGEST_CLOSING = 40


def find_windows(text: str, lengths: Collection[int], salt: str) -> Windows:
    """Return by hash all stretches of a text that stand there as sentences do.

    They go from edge to edge. An edge is a line's start or end, or white space with
    the closing mark of a sentence before it and no small letter behind it; so a
    quotation within another sentence is no sentence.

    :param lengths: of the stretches looked for, white space folded.
    """
    # White space stands at every cut, so what lies between two can be folded by itself.
    starts, ends = _find_edges(text)
    cuts = pairwise(sorted(starts | ends))
    pieces = [(*cut, piece) for cut in cuts if (piece := normalise_text(text[slice(*cut)]))]
    longest = max(lengths, default=0)
    found: dict[str, list[Span]] = {}
    for place, (start, _, _) in enumerate(pieces):
        seen = ""
        for _, end, piece in islice(pieces, place, None):
            seen = f"{seen} {piece}" if seen else piece
            if len(seen) > longest:
                break
            if end in ends and len(seen) in lengths and (key := hash_text(seen, salt)):
                found.setdefault(key, []).append(Span(start, end))
    return found


def _find_edges(text: str) -> tuple[set[int], set[int]]:
    """Return where sentences may start and where they may end."""
    starts, ends = set[int](), {len(text.rstrip())}
    for gap in _GAP.finditer(text):
        before, behind = gap.span()
        breaks = before == 0 or LINE_END.search(gap[0]) is not None
        closed = _CLOSED.search(text[max(before - _LONGEST_CLOSING, 0) : before]) is not None
        if breaks or (closed and not text[behind : behind + 1].islower()):
            ends.add(before)
            starts.add(behind)
        while breaks and (mark := _MARK.match(text, behind)):
            behind = mark.end()
            starts.add(behind)
    return starts, ends


def anchor_units(units: Sequence[ReleasedUnit], windows: Windows) -> tuple[Span | Reason, ...]:
    """Return where each unit stands in a text, or why that can't be said.

    A unit is put back where its hash matches, if that is one place only and no
    other unit has the same hash. Of two matches that overlap, the longer one
    stands: the shorter is a part of it.

    :param windows: those of the text.
    """
    shared = Counter(unit.hash for unit in units)
    found = [_settle(unit, windows, shared) for unit in units]
    settled = list(found)
    for one, other in _find_overlapping(found):
        shorter = min(units[one].length, units[other].length)
        for place in (one, other):
            if units[place].length == shorter:
                settled[place] = "overlaps"
    return tuple(settled)


def _settle(unit: ReleasedUnit, windows: Windows, shared: Counter[str | None]) -> Span | Reason:
    if unit.hash is None:
        return "too short"
    found = windows.get(unit.hash, ())
    if not found:
        return "nowhere"
    return found[0] if len(found) == 1 and shared[unit.hash] == 1 else "several places"


def _find_overlapping(found: Sequence[Span | Reason]) -> Iterator[tuple[int, int]]:
    spans = sorted((each, place) for place, each in enumerate(found) if isinstance(each, Span))
    for rank, (span, place) in enumerate(spans):
        for following, other in islice(spans, rank + 1, None):
            if following.start >= span.end:
                break
            yield place, other
