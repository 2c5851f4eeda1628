"""Lines -> Parts: which lines belong together, and what each stretch looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus_tools.records import Kind
from corpus_tools.structure.language import StructureLanguage
from corpus_tools.structure.lines import Line, find_wrap_width, goes_on
from corpus_tools.structure.marks import (
    MARKDOWN_HEADING,
    UNDERLINE,
    WIKI_HEADING,
    find_counted_items,
    is_closed,
    match_list_mark,
)

_INNER_STOP = re.compile(r"[a-z]{3}\.\s+[A-Z]")
_CELL_BORDER = re.compile(r"\||\t|   ")
_ORDINAL_MARK = re.compile(r"\d{1,3}\.\s+$")
_HEADING_STARTS = "\"'\u201c\u2018\u201e\u201a\u00bb\u203a\u00ab"
HEADING_WORDS, LONGEST_HEADING = 10, 120


class Part(NamedTuple):
    """Lines that belong together, of a kind that may still turn out to be boilerplate.

    ``mark``: where the list mark before them starts, if there is one.
    """

    kind: Kind
    start: int
    end: int
    text: str
    level: int = 0
    mark: int | None = None


def gather_parts(text: str, lines: Sequence[Line], language: StructureLanguage) -> list[Part]:
    """Return a document's parts in order; between two stands only white space or a list mark."""
    width = find_wrap_width(lines)
    parts: list[Part] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        following = lines[place + 1] if place + 1 < len(lines) else None
        alone = following is None or following.after_blank
        if alone and _is_paragraph(line.text) and not language.attachments.may_cut(line.text):
            parts.append(Part("prose", line.start, line.end, line.text))
            place += 1
            continue
        heading = _marked_heading(line, None if alone else following)
        if heading:
            parts.append(heading)
            place += 2 if heading.end > line.end else 1
            continue
        last = place
        while not alone and last + 1 < len(lines) and goes_on(lines[last + 1], lines[last], width):
            last += 1
        parts += _text_parts(text, lines, place, last, language)
        place = last + 1
    return parts


def _text_parts(
    text: str, lines: Sequence[Line], first: int, last: int, language: StructureLanguage
) -> list[Part]:
    """Return the parts of lines that go on from one to the next: mostly one part."""
    line, following = lines[first], lines[last + 1] if last + 1 < len(lines) else None
    if last > first:
        end = lines[last].end
        line = Line(line.start, end, text[line.start : end], line.after_blank)
    cut = language.attachments.find_cut(line.text)
    if cut is not None:
        own, attached = _cut_line(line, cut)
        dated = attached.text.startswith(language.attachments.weekdays)
        caption = Part("prose", own.start, own.end, own.text)
        return [_line_part(own, attached) if dated else caption, _line_part(attached, following)]
    mark = match_list_mark(line.text)
    if mark and not (language.ordinals and _is_ordinal(mark, lines, first, last)):
        return list(_list_items(line.text, line.start, mark))
    if last > first:
        return [Part("prose", line.start, line.end, line.text)]
    return [_line_part(line, following)]


def _line_part(line: Line, following: Line | None) -> Part:
    if _stands_alone(line, following):
        return Part("heading", line.start, line.end, line.text, 2)
    return Part("prose", line.start, line.end, line.text)


def _is_ordinal(mark: str, lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether "3." means "third": no neighbour is numbered too."""
    neighbours = [lines[place].text for place in (first - 1, last + 1) if 0 <= place < len(lines)]
    numbered = any(_ORDINAL_MARK.match(match_list_mark(each)) for each in neighbours)
    return _ORDINAL_MARK.match(mark) is not None and not numbered


def _is_paragraph(text: str) -> bool:
    """Whether a line is plainly prose, as most are: this spares them the other questions."""
    return len(text) > LONGEST_HEADING and text[0].isupper() and text[1].islower()


def _marked_heading(line: Line, below: Line | None) -> Part | None:
    """Return a heading with its own marks, or one that the line right below it underlines."""
    first = line.text[0]
    if first == "#" and (match := MARKDOWN_HEADING.match(line.text)):
        name = match[2].rstrip("#").rstrip() or match[2]
        return Part("heading", line.start, line.end, name, level=len(match[1]))
    if first == "=" and (match := WIKI_HEADING.match(line.text)):
        return Part("heading", line.start, line.end, match[2], level=len(match[1]))
    if below is None or below.text[0] not in "=-~" or not UNDERLINE.match(below.text):
        return None
    level = 1 if below.text[0] == "=" else 2
    return Part("heading", line.start, below.end, line.text, level=level)


def _cut_line(line: Line, cut: int) -> tuple[Line, Line]:
    before, after = line.text[:cut].rstrip(), line.text[cut:]
    first = Line(line.start, line.start + len(before), before, line.after_blank)
    return first, Line(line.start + cut, line.end, after, after_blank=True)


def _list_items(written: str, start: int, mark: str) -> Iterator[Part]:
    """Yield an item, and the further ones of a list that counts up within its lines."""
    marked, item = 0, len(mark)
    for end, following in find_counted_items(written, mark):
        words = written[item:end].rstrip()
        first, last = start + item, start + item + len(words)
        yield Part("list_item", first, last, words, mark=start + marked)
        marked, item = end, following
    last = start + len(written)
    yield Part("list_item", start + item, last, written[item:], mark=start + marked)


def _stands_alone(line: Line, following: Line | None) -> bool:
    """Whether an unmarked line reads as a heading of what follows it."""
    text = line.text
    if following is None or len(text) > LONGEST_HEADING or is_closed(text):
        return False
    if text.count(" ") >= HEADING_WORDS:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in _HEADING_STARTS):
        return False
    if _CELL_BORDER.search(text) or _INNER_STOP.search(text):
        return False
    set_apart = line.after_blank and following.after_blank
    return set_apart or len(following.text) >= 3 * len(text)
