"""Document -> Blocks: title, headings, prose, list items, boilerplate, and the section of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus_tools.boilerplate import BoilerplateFilter, load_boilerplate
from corpus_tools.normalisation import BLANK_LINE, normalise
from corpus_tools.records import Block, Kind

_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WIKI_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.*\S)?)\s*\1$")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")
_LIST_MARK = re.compile(
    r"(?:[-*+\u2022\u2023\u25aa\u25cf\u25e6\u00b7\u2013\u2014]"
    r"|\(?\d{1,3}[.)]|\(?[a-z][.)]|\([A-Z]\)|\(?[ivxIVX]{1,5}\))\s+(?=\S)"
)
_END_MARK = re.compile(r"[.!?:;,\u2026][\"'\u2019\u201d)\]]*$")
_FULL_STOP = re.compile(r"[.:;,\u2026][\"'\u2019\u201d)\]]*$")
HEADING_WORDS, TITLE_WORDS = 10, 20
WRAP_SHARE, WRAP_WIDTH = 0.3, 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; ``after_blank`` if a blank line stands before it."""

    start: int
    end: int
    text: str
    after_blank: bool
    before_blank: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that belong together, of a kind that may still turn out to be boilerplate."""

    kind: Kind
    start: int
    end: int
    text: str
    level: int = 0


def find_blocks(text: str, language: str = "en") -> list[Block]:
    r"""Cut a document into blocks, in order and without overlap.

    Between two blocks stands only white space or a list mark.

    >>> for block in find_blocks("Raid in port\n\nPolice came.\n\n- boats\n- cars"):
    ...     print(block.kind, block.start, block.end)
    title 0 12
    prose 14 26
    list_item 30 35
    list_item 38 42
    """
    lines = list(find_lines(text))
    parts = list(_gather(lines, soft_wraps=are_soft_wraps(lines)))
    furniture = BoilerplateFilter(load_boilerplate(language))
    marks = furniture.mark([normalise(part.text).text for part in parts])
    parts = [
        _Part("boilerplate", part.start, part.end, part.text) if mark else part
        for part, mark in zip(parts, marks, strict=True)
    ]
    return list(_number_sections(_name_title(parts, text)))


def find_lines(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    previous_end = 0
    matches = [match for match in _LINE.finditer(text) if not match[0].isspace()]
    for place, match in enumerate(matches):
        start = match.end() - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        following = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        yield Line(
            start,
            end,
            text[start:end],
            after_blank=_has_blank_line(text[previous_end:start]) or place == 0,
            before_blank=_has_blank_line(text[end:following]) or place + 1 == len(matches),
        )
        previous_end = end


def _has_blank_line(gap: str) -> bool:
    return BLANK_LINE.search(gap) is not None


def are_soft_wraps(lines: Sequence[Line]) -> bool:
    """Decide whether single line ends of a document only wrap its text.

    They do where many long lines end without a stop and the next goes on with
    a small letter.
    """
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if not below.after_blank
        and len(above.text) >= WRAP_WIDTH
        and not _opens_block(below, above)
    ]
    wrapped = sum(
        below.text[0].islower() and not _FULL_STOP.search(above.text) for above, below in pairs
    )
    return bool(pairs) and wrapped >= WRAP_SHARE * len(pairs)


def _opens_block(line: Line, above: Line) -> bool:
    """Whether a line starts something new; 'v. Roe' in the middle of a sentence does not."""
    if _WIKI_HEADING.match(line.text) or _MARKDOWN_HEADING.match(line.text):
        return True
    if not (mark := _LIST_MARK.match(line.text)):
        return False
    plain = mark[0][0].isalnum()
    return not plain or bool(_END_MARK.search(above.text) or _LIST_MARK.match(above.text))


def _gather(lines: Sequence[Line], *, soft_wraps: bool) -> Iterator[_Part]:
    place = 0
    while place < len(lines):
        line = lines[place]
        following = lines[place + 1] if place + 1 < len(lines) else None
        if heading := _marked_heading(line, following):
            yield heading
            place += 2 if heading.end > line.end else 1
            continue
        last = place
        while soft_wraps and last + 1 < len(lines) and _goes_on(lines[last + 1], lines[last]):
            last += 1
        yield _text_part(lines[place : last + 1], following)
        place = last + 1


def _goes_on(line: Line, above: Line) -> bool:
    return not line.after_blank and not _opens_block(line, above)


def _marked_heading(line: Line, following: Line | None) -> _Part | None:
    if match := _MARKDOWN_HEADING.match(line.text):
        name = match[2].rstrip("#").rstrip() or match[2]
        return _Part("heading", line.start, line.end, name, level=len(match[1]))
    if match := _WIKI_HEADING.match(line.text):
        return _Part("heading", line.start, line.end, match[2], level=len(match[1]))
    underlined = following is not None and not following.after_blank
    if underlined and following is not None and _UNDERLINE.match(following.text):
        level = 1 if following.text[0] == "=" else 2
        return _Part("heading", line.start, following.end, line.text, level=level)
    return None


def _text_part(lines: Sequence[Line], following: Line | None) -> _Part:
    first, last = lines[0], lines[-1]
    text = " ".join(line.text for line in lines)
    if mark := _LIST_MARK.match(first.text):
        return _Part("list_item", first.start + mark.end(), last.end, text[mark.end() :])
    if len(lines) == 1 and _stands_alone(first, following):
        return _Part("heading", first.start, first.end, first.text, level=2)
    return _Part("prose", first.start, last.end, text)


def _stands_alone(line: Line, following: Line | None) -> bool:
    """Whether an unmarked line reads as a heading of what follows it."""
    words = line.text.split()
    if following is None or len(words) > HEADING_WORDS or _END_MARK.search(line.text):
        return False
    if not (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in "\"'\u201c\u2018"):
        return False
    set_apart = line.after_blank and line.before_blank
    return set_apart or len(following.text) >= 3 * len(line.text)


def _name_title(parts: Sequence[_Part], text: str) -> Iterator[_Part]:
    """Make the first line of the article its title, if it looks like one."""
    article = [part for part in parts if part.kind != "boilerplate"]
    first = article[0] if len(article) > 1 else None
    for part in parts:
        if part is first and _is_title(part, article[1], text):
            yield _Part("title", part.start, part.end, part.text)
        else:
            yield part


def _is_title(part: _Part, following: _Part, text: str) -> bool:
    if part.kind == "heading":
        return True
    short = part.kind == "prose" and len(part.text.split()) <= TITLE_WORDS
    set_apart = _has_blank_line(text[part.end : following.start])
    return short and set_apart and not _FULL_STOP.search(part.text)


def _number_sections(parts: Iterator[_Part]) -> Iterator[Block]:
    """Give each part the headings that stand above it."""
    open_headings: list[tuple[int, str]] = []
    for part in parts:
        if part.kind == "heading":
            open_headings = [each for each in open_headings if each[0] < part.level]
        section = tuple(heading for _, heading in open_headings)
        yield Block(part.kind, part.start, part.end, section)
        if part.kind == "heading":
            open_headings.append((part.level, normalise(part.text).text))
