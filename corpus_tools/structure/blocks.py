"""Parts -> Blocks: what is boilerplate, what is the title, and the section of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus_tools.boilerplate import load_boilerplate
from corpus_tools.normalisation import BLANK_LINE, normalise_text
from corpus_tools.records import Block
from corpus_tools.structure.language import load_structure
from corpus_tools.structure.lines import find_lines
from corpus_tools.structure.marks import is_stopped
from corpus_tools.structure.parts import Part, gather_parts

# '"Go!" cried Mrs. Poe. "Now!"'
_SPOKEN = re.compile(r"[\"'\u201c\u2018].*\w{2}\.\s+[\"'\u201c\u2018].*[\"'\u201d\u2019]$")
TITLE_WORDS, LONGEST_TITLE = 20, 300


class Stretch(NamedTuple):
    """Where a block stands, where the list mark before it starts, and whether it is one unit.

    Without a list mark ``marked`` is ``start``.
    """

    marked: int
    start: int
    end: int
    whole: bool


def find_blocks(text: str, language: str = "en") -> list[Block]:
    r"""Cut a document into blocks, in order and without overlap.

    Between two blocks stands only white space or a list mark.

    >>> for block in find_blocks("Raid in port\n\nPolice came.\n\n- boats\n- cars"):
    ...     print(block.kind, block.start, block.end)
    title 0 12
    prose 14 26
    list_item 30 35
    list_item 38 42

    :raises ValueError: for a language without data.
    """
    parts = gather_parts(text, find_lines(text), load_structure(language))
    marks = list(load_boilerplate(language).mark([part.text for part in parts]))
    title = _find_title(parts, text, marks)
    return _number_sections(parts, marks, title)


def find_stretches(text: str, language: str = "en") -> list[Stretch]:
    """Return where a document's blocks stand and which are one unit, in a fraction of the time.

    :raises ValueError: for a language without data.
    """
    parts = gather_parts(text, find_lines(text), load_structure(language))
    title = _find_title(parts, text, load_boilerplate(language).mark([part.text for part in parts]))
    stretches = []
    for place, part in enumerate(parts):
        marked = part.start if part.mark is None else part.mark
        whole = part.kind == "heading" or place == title
        stretches.append(Stretch(marked, part.start, part.end, whole))
    return stretches


def _find_title(parts: Sequence[Part], text: str, marks: Iterable[bool]) -> int | None:
    """Return which part is the title: the first of the article, if it looks like one."""
    if len(parts) == 1:
        return None
    article = (place for place, mark in enumerate(marks) if not mark)
    first, second = next(article, None), next(article, None)
    if first is None or second is None or not _is_title(parts[first], parts[second], text):
        return None
    return first


def _is_title(part: Part, following: Part, text: str) -> bool:
    if part.kind != "prose" or len(part.text) > LONGEST_TITLE:
        return part.kind == "heading"
    set_apart = BLANK_LINE.search(text, part.end, following.start) is not None
    short = len(part.text.split()) <= TITLE_WORDS
    sentence = is_stopped(part.text) or _SPOKEN.match(part.text)
    return short and set_apart and not sentence


def _number_sections(
    parts: Sequence[Part], marks: Sequence[bool], title: int | None
) -> list[Block]:
    """Give each part its kind, and the headings that stand above it."""
    blocks: list[Block] = []
    open_headings: list[tuple[int, str]] = []
    section: tuple[str, ...] = ()
    for place, (part, mark) in enumerate(zip(parts, marks, strict=True)):
        whole = part.kind == "heading"
        if mark:
            blocks.append(Block("boilerplate", part.start, part.end, section, whole))
        elif place == title:
            blocks.append(Block("title", part.start, part.end, section, whole=True))
        elif not whole:
            blocks.append(Block(part.kind, part.start, part.end, section))
        else:
            open_headings = [each for each in open_headings if each[0] < part.level]
            above = tuple(heading for _, heading in open_headings)
            blocks.append(Block("heading", part.start, part.end, above, whole=True))
            open_headings.append((part.level, normalise_text(part.text)))
            section = (*above, open_headings[-1][1])
    return blocks
