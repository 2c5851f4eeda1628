"""A text's lines, and whether their ends mean anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus_tools.structure.marks import is_closed, is_stopped, opens_block

_FIRST_PIECE = re.compile(r"[^\s-]+-?")
WRAP_SHARE, WRAP_WIDTH = 0.3, 40
# How full a line is when its end means nothing; surer where a sentence ends with it.
FILLED_SHARE, FILLED_SHARE_CLOSED = 0.75, 1.0


class Line(NamedTuple):
    """A line without the white space around it; ``after_blank`` if a blank line stands before it."""

    start: int
    end: int
    text: str
    after_blank: bool


def find_lines(text: str) -> list[Line]:
    r"""Return the lines that are not blank.

    >>> [(line.text, line.after_blank) for line in find_lines("Fog\n\n Rain \nSnow")]
    [('Fog', True), ('Rain', True), ('Snow', False)]
    """
    lines: list[Line] = []
    offset, after_blank = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = offset + raw.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped, after_blank))
        after_blank = not stripped
        offset += len(raw)
    return lines


def find_wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which a document's lines are wrapped, ``None`` where they are not.

    Lines are wrapped where many long ones end without a stop and the next
    goes on with a small letter.
    """
    count, wrapped = 0, []
    for above, below in pairwise(lines):
        if below.after_blank or len(above.text) < WRAP_WIDTH:
            continue
        if below.text[0].islower() and not is_stopped(above.text):
            wrapped.append(len(above.text))
        elif opens_block(below.text, above.text):
            continue
        count += 1
    if not wrapped or len(wrapped) < WRAP_SHARE * count:
        return None
    return sorted(wrapped)[len(wrapped) * 9 // 10]


def goes_on(line: Line, above: Line, width: int | None) -> bool:
    """Whether a line only continues the one above it.

    Its first word would have stood above if the end of that line meant
    nothing and there was room for it.
    """
    if line.after_blank:
        return False
    if is_versus(line.text) or is_versus(above.text):
        return True
    if width is None or opens_block(line.text, above.text):
        return False
    piece = _FIRST_PIECE.match(line.text)
    needed = len(above.text) + 1 + (len(piece[0]) if piece else 1)
    share = FILLED_SHARE_CLOSED if is_closed(above.text) else FILLED_SHARE
    return line.text[0].islower() or needed > share * width


def is_versus(text: str) -> bool:
    """Whether a line only joins the parties of a case."""
    return len(text) <= len("vs.") and text.lower() in ("v.", "vs.", "v", "vs")
