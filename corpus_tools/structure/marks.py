"""What opens a line that starts something new: heading and list marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOTS = r"\u2022\u2023\u2043\u204c\u204d\u25aa\u25ab\u25cb\u25cf\u25e6\u25a0\u25a1\u25b6\u25ba\u27a2\u2713\u2714\u00b7"
_BULLET = rf"[{_DOTS}*+\u2013\u2014-]"
_NUMBER = r"\(?\d{1,3}(?:\.\)|[.)])|\(?[a-z](?:\.\)|[.)])|\([A-Z]\)|\(?[ivxIVX]{1,5}\)"
_LIST_MARK = re.compile(
    rf"(?:(?:[{_DOTS}]\s*|{_BULLET}\s+)(?:{_NUMBER})|{_BULLET}|{_NUMBER})\s+(?=\S)"
)
_COUNTED = re.compile(
    rf"(?P<before>(?:{_BULLET}\s*)?\(?)(?:(?P<number>\d{{1,3}})|(?P<letter>[a-z]))(?P<after>\.\)|[.)])\s+$"
)
WIKI_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.*\S)?)\s*\1$")
MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")
_END_MARKS = ".!?:;,\u2026"
_CLOSERS = r"[\"'\u2019\u201d\u201c\u2018\u00ab\u00bb)\]]*"
_CLOSED = re.compile(rf"[.!?:;,\u2026]{_CLOSERS}$")
_STOPPED = re.compile(rf"[.:;,\u2026]{_CLOSERS}$")


def match_list_mark(line: str) -> str:
    """Return the list mark at a line's start with the blanks after it, or nothing.

    >>> match_list_mark("2.) boats"), match_list_mark("- nets"), match_list_mark("Crews")
    ('2.) ', '- ', '')
    """
    # As most lines: not worth an expression.
    if line[0].isalpha() and line[1:2] not in (".", ")") and ")" not in line[2:6]:
        return ""
    mark = _LIST_MARK.match(line)
    return mark[0] if mark else ""


def opens_block(line: str, above: str) -> bool:
    """Whether a line starts something new; 'v. Roe' in the middle of a sentence does not."""
    first = line[0]
    if first in "=#" and (WIKI_HEADING.match(line) or MARKDOWN_HEADING.match(line)):
        return True
    if not (mark := match_list_mark(line)):
        return False
    return not mark[0].isalnum() or is_closed(above) or match_list_mark(above) != ""


def is_closed(line: str) -> bool:
    """Whether a line ends in a mark, so that it is no heading."""
    if line[-1].isalnum():
        return False
    return line[-1] in _END_MARKS or _CLOSED.search(line[-12:]) is not None


def is_stopped(line: str) -> bool:
    """Whether a line ends in a mark that no headline ends in: any but "?" and "!"."""
    return not line[-1].isalnum() and _STOPPED.search(line[-12:]) is not None


def find_counted_items(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Yield where the further items of an inline list start and where their marks end.

    >>> text = "1. nets 2. boats 3. crews"
    >>> [text[end:] for _, end in find_counted_items(text, "1. ")]
    ['boats 3. crews', 'crews']

    A list counts up, so '1. nets 3. boats' has one item.
    """
    counted = _COUNTED.match(mark)
    position = len(mark)
    while counted is not None:
        before = r"\s*".join(map(re.escape, counted["before"].split()))
        following = _next_count(counted["number"], counted["letter"])
        pattern = rf"(?<=\s){before}\s?{following}{re.escape(counted['after'])}\s+(?=\S)"
        match = re.compile(pattern).search(text, position)
        if match is None:
            return
        yield match.start(), match.end()
        position = match.end()
        counted = _COUNTED.match(match[0])


def _next_count(number: str | None, letter: str | None) -> str:
    return str(int(number) + 1) if number else chr(ord(letter or "z") + 1)
