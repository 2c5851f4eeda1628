"""Where quotation marks open and close in a paragraph."""

from __future__ import annotations

import re

from corpus_tools.records import Span

_MARK = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_CLOSES = {
    '"': '"',
    "\u201c": '\u201d"',
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
}


def find_quotations(text: str) -> tuple[Span, ...]:
    """Return the stretches between double quotation marks, marks included.

    A quotation that is never closed runs to the end of the text, as it does in
    print where the next paragraph goes on with it; so pass one paragraph at a
    time. A straight mark right after a digit opens nothing: it means inches.
    Guillemets may point inwards or outwards.

    >>> find_quotations('"No," she said.')
    (Span(start=0, end=5),)
    >>> find_quotations('a 5" disc')
    ()
    """
    spans: list[Span] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if opened is None:
            if mark in _CLOSES and _may_open(text, place):
                opened = place
        elif mark in _CLOSES[text[opened]]:
            spans.append(Span(opened, match.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened, len(text)))
    return tuple(spans)


def _may_open(text: str, place: int) -> bool:
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if mark == '"':
        return not before.isdigit()
    return mark != "\u00bb" or (after.isalnum() and not before.strip())
