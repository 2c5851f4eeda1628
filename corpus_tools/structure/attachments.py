"""What web pages attach to a line: the date to a headline, the credit to a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_CAPTION, LONGEST_DATE = 300, 40
_MARKS = ".!?:;,\u2013\u2014-"


@dataclass(frozen=True, slots=True)
class AttachmentFinder:
    """Finds where a line's own text ends and its attachment starts, or the other way round."""

    credits: tuple[str, ...]
    weekdays: tuple[str, ...]
    date_opens: re.Pattern[str]
    date_closes: re.Pattern[str]
    before_dates: frozenset[str]

    def may_cut(self, line: str) -> bool:
        """Whether it is worth looking for a cut."""
        if line.startswith(self.weekdays):
            return True
        return len(line) <= LONGEST_CAPTION and (": " in line or line[-1].isdigit())

    def find_cut(self, line: str) -> int | None:
        """Return where the second part of a line starts, if it has two.

        >>> from corpus_tools.structure.language import load_structure
        >>> finder = load_structure("en").attachments
        >>> finder.find_cut("Nets on a quay Photo: Ada Example")
        15
        >>> finder.find_cut("Monday, May 7, 2018 Police came.")
        20
        >>> finder.find_cut("Raid in port Monday, May 7, 2018")
        13
        >>> finder.find_cut("He was born on Monday, May 7, 2018")
        """
        if line.startswith(self.weekdays) and (opened := self.date_opens.match(line)):
            return opened.end()
        if len(line) > LONGEST_CAPTION:
            return None
        if line[-1].isdigit() and (cut := self._find_closing_date(line)):
            return cut
        return self._find_credit(line)

    def _find_closing_date(self, line: str) -> int | None:
        date = self.date_closes.search(line, max(0, len(line) - LONGEST_DATE))
        words = line[: date.start()].rsplit(None, 1) if date else []
        if date is None or not words or words[-1] in self.before_dates:
            return None
        return None if words[-1][-1] in _MARKS else date.start()

    def _find_credit(self, line: str) -> int | None:
        head, colon, _ = line.partition(": ")
        if not colon or not head.endswith(self.credits):
            return None
        longest = max((credit for credit in self.credits if head.endswith(credit)), key=len)
        caption = head.removesuffix(longest)
        if not caption[-1:].isspace() or caption.rstrip()[-1:] in _MARKS:
            return None
        return len(caption)
