"""What the structure pass must know of a language, read from its data file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus_tools.languages import language_file
from corpus_tools.structure.attachments import AttachmentFinder
from corpus_tools.yamlio import StrictModel, read_yaml


class StructureData(StrictModel):
    """A language's ``structure.yaml``; docs/languages.md says what each list decides."""

    credits: list[str] = []
    weekdays: list[str] = []
    months: list[str] = []
    before_dates: list[str] = []
    within_dates: list[str] = []
    ordinals: bool = False


@dataclass(frozen=True, slots=True)
class StructureLanguage:
    """The data in the form in which the pass asks for it.

    ``ordinals``: whether "3." at a line's start may mean "third".
    """

    attachments: AttachmentFinder
    ordinals: bool


@cache
def load_structure(language: str = "en") -> StructureLanguage:
    """Read a language's data, once a process.

    :raises ValueError: for a language without data.
    """
    data = read_yaml(language_file(language, "structure"), StructureData).content
    weekday, word = "|".join(data.weekdays), "|".join((*data.months, *data.within_dates))
    date = rf"(?:{weekday}),?(?:\s(?:{word}|\d{{1,2}}[.,]?)){{2,3}},?\s\d{{4}}"
    attachments = AttachmentFinder(
        tuple(data.credits),
        tuple(data.weekdays),
        re.compile(rf"{date}\s(?=[A-Z\u00c0-\u00de\"\u201c\u201e])"),
        re.compile(rf"\b{date}$"),
        frozenset(data.before_dates),
    )
    return StructureLanguage(attachments, data.ordinals)
