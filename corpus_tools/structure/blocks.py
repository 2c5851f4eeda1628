"""Parts -> Blocks: what is boilerplate, what is the title, and the section of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count

from corpus_tools.boilerplate import load_boilerplate
from corpus_tools.normalisation import BLANK_LINE, normalise_text
from corpus_tools.records import Block
from corpus_tools.structure.language import load_structure
from corpus_tools.structure.lines import find_lines
from corpus_tools.structure.parts import Part, gather_parts

_FULL_STOP = re.compile(r"[.:;,\u2026][\"'\u2019\u201d\u201c\u2018\u00ab\u00bb)\]]*$")
TITLE_WORDS = 20


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
    marks = load_boilerplate(language).mark([part.text for part in parts])
    for place in compress(count(), marks):
        parts[place] = parts[place]._replace(kind="boilerplate", level=0)
    return _number_sections(_name_title(parts, text))


def _name_title(parts: list[Part], text: str) -> list[Part]:
    """Make the first line of the article its title, if it looks like one."""
    article = (place for place, part in enumerate(parts) if part.kind != "boilerplate")
    first, second = next(article, None), next(article, None)
    if first is not None and second is not None and _is_title(parts[first], parts[second], text):
        parts[first] = parts[first]._replace(kind="title", level=0)
    return parts


def _is_title(part: Part, following: Part, text: str) -> bool:
    if part.kind == "heading":
        return True
    short = part.kind == "prose" and len(part.text.split()) <= TITLE_WORDS
    set_apart = BLANK_LINE.search(text, part.end, following.start) is not None
    return short and set_apart and not _FULL_STOP.search(part.text)


def _number_sections(parts: Sequence[Part]) -> list[Block]:
    """Give each part the headings that stand above it."""
    blocks: list[Block] = []
    open_headings: list[tuple[int, str]] = []
    section: tuple[str, ...] = ()
    for part in parts:
        if part.kind != "heading":
            blocks.append(Block(part.kind, part.start, part.end, section))
            continue
        open_headings = [each for each in open_headings if each[0] < part.level]
        above = tuple(heading for _, heading in open_headings)
        blocks.append(Block(part.kind, part.start, part.end, above))
        open_headings.append((part.level, normalise_text(part.text)))
        section = (*above, open_headings[-1][1])
    return blocks
