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
}


def find_quotations(text: str) -> tuple[Span, ...]:
    """Return the stretches between double quotation marks, marks included.

    A quotation that is never closed runs to the end of the text, as it does in
    print where the next paragraph goes on with it; so pass one paragraph at a
    time. A straight mark right after a digit opens nothing: it means inches.

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
            inches = mark == '"' and place > 0 and text[place - 1].isdigit()
            if mark in _CLOSES and not inches:
                opened = place
        elif mark in _CLOSES[text[opened]]:
            spans.append(Span(opened, match.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened, len(text)))
    return tuple(spans)
