"""Where quotation marks open and close in a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from corpus_tools.records import Span

_MARK = re.compile("``|''|[\"\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a]")
_CLOSES = {
    '"': ('"',),
    "\u201c": ("\u201d", '"'),
    "\u201d": ("\u201d",),
    "\u201e": ("\u201c", "\u201d"),
    "\u00ab": ("\u00bb",),
    "\u00bb": ("\u00ab",),
    "\u2039": ("\u203a",),
    "\u203a": ("\u2039",),
    "``": ("''", '"'),
}
# These close quotations, too, and so open one only right before a word.
_EITHER_WAY = ("\u201d", "\u00bb", "\u203a")
# Arrows, code and slips are written with these, so what is never closed was never opened.
_NEVER_LEFT_OPEN = ("\u201d", "\u2039", "\u203a", "``")
# A single mark is an apostrophe as well: it opens only before a word that is not cut short
# ("'em", "'90s"), and closes only behind a comma or a mark that ends a sentence.
_SINGLE_MARK = re.compile(
    r"""(?:^|(?<=[\s(\[\u2013\u2014"\u201c-]))
        (?P<opens>['\u2018])
        (?=[^\W_]|["\u201c])(?!(?i:d|em|ll|m|n|re|s|t|til|tis|twas|ve|\d\ds)(?![\w-]))
      | (?<=[,.!?\u2026])(?P<closes>['\u2019])(?=[\s)\],.;:\u2013\u2014"\u201d-]|$)
    """,
    re.VERBOSE,
)
_CLOSES_SINGLE = {"'": "'", "\u2018": "\u2019'"}


def find_quotations(text: str) -> tuple[Span, ...]:
    """Return the stretches between quotation marks, marks included.

    A quotation in double marks that is never closed runs to the end of the text, as
    it does in print where the next paragraph goes on with it; so pass one
    paragraph at a time. A straight mark right after a digit opens nothing: it
    means inches. Guillemets may point inwards or outwards.

    Single marks are apostrophes as well. So they make a quotation only where
    a comma, a full stop, or another mark that ends a sentence stands before
    the closing one; one that is never closed is none.

    >>> find_quotations('"No," she said.')
    (Span(start=0, end=5),)
    >>> find_quotations("'No,' she said of the workers' 'fine'.")
    (Span(start=0, end=5),)
    >>> find_quotations('a 5" disc')
    ()
    """
    double = list(_find_double(text))
    if "'" not in text and "\u2018" not in text:
        return tuple(double)
    single = list(_find_single(text, double))
    return tuple(sorted([*(each for each in double if not covers(single, each.start)), *single]))


def _find_double(text: str) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    last = {mark: text.rfind(mark) for closing in _CLOSES.values() for mark in closing}
    for match in _MARK.finditer(text):
        if opened is None:
            if _may_open(text, match, last):
                opened = match
        elif match[0] in _CLOSES[opened[0]]:
            yield Span(opened.start(), match.end())
            opened = None
    if opened is not None:
        yield Span(opened.start(), len(text))


def _may_open(text: str, match: re.Match[str], last: Mapping[str, int]) -> bool:
    mark, place = match[0], match.start()
    before, after = text[place - 1 : place], text[match.end() : match.end() + 1]
    if mark not in _CLOSES or (mark == '"' and before.isdigit()):
        return False
    if mark in _EITHER_WAY and (not after.isalnum() or before.strip(" \t\n\u00a0([")):
        return False
    closes = any(last[each] >= match.end() for each in _CLOSES[mark])
    return closes or mark not in _NEVER_LEFT_OPEN


def _find_single(text: str, double: Sequence[Span]) -> Iterator[Span]:
    """Yield the quotations in single marks that do not stand in others.

    Of several marks that may open one, the last counts: the ones before were around a word.
    """
    opened: int | None = None
    for match in _SINGLE_MARK.finditer(text):
        place = match.start()
        if covers(double, place):
            continue
        if match["opens"]:
            opened = place
        elif opened is not None and match["closes"] in _CLOSES_SINGLE[text[opened]]:
            yield Span(opened, match.end())
            opened = None


def covers(spans: Sequence[Span], place: int) -> bool:
    """Whether a place is in one of some spans that are in order and apart."""
    found = bisect_right(spans, place, key=lambda each: each.start) - 1
    return found >= 0 and place < spans[found].end
