"""The engine without dependencies: one scan for candidates, a decision for each."""

from __future__ import annotations

import re

from corpus_tools.records import Span
from corpus_tools.sentences.boundaries import BoundaryJudge
from corpus_tools.sentences.context import WIDE_MARKS, Candidate
from corpus_tools.sentences.language import load_language

_MARK = rf"[.!?\u2026{WIDE_MARKS}]"
_CLOSING = r"\"'\u201d\u2019\u201c\u2018\u00bb\u00ab\u203a\u2039\u300d\u300f\uff09)\]}*_"
_SPACED_MARKS = rf"(?:[ \u00a0][.!?]+(?=[\s{_CLOSING}]|$))*"
_FOOTNOTES = r"(?:\[\w[\w ?]{0,23}\])*"
# A note's number without brackets: "was denied.12 The court".
_BARE_NOTE = (
    r"(?:(?:(?<=[a-z]{4}[.!?])|(?<=[a-z][.!?,][\"\u201d\u2019]))\d{1,3}(?=\s+[A-Z\"\u201c\u2018]))?"
)
_LATE_QUOTE = r"(?:\s[\"'\u201d\u2019\u00bb](?=\s|$))?"
_SMILEY = r"(?:\s{0,2}[:;=]['-]?[)(\]\[DdPp/|*}{]+(?=\s|$))?"
# Most marks are plain: letters, one mark, one blank, a capital or a quotation. That branch
# comes first and has an empty group to know it by. The other takes every mark, whatever
# follows: a scan that can fail would start again within a run of marks.
_PLAIN = r"[ \n](?<=[a-z ][a-z]{2}[.!?][ \n])(?=[A-Z]|[\"'\u201c\u2018]\S)()"
_RUN = rf"{_MARK}*{_SPACED_MARKS}"
_CLOSE = rf"[{_CLOSING}]*{_FOOTNOTES}{_BARE_NOTE}{_LATE_QUOTE}{_SMILEY}"
_CANDIDATE = re.compile(rf"{_MARK}(?:{_PLAIN}|{_RUN}{_CLOSE}\s*)")
_MARKS, _CLOSERS = re.compile(_RUN), re.compile(_CLOSE)


class RulesSplitter:
    """Decides at each mark by the class of what stands before it and what follows.

    >>> RulesSplitter().split("Mr. Roe was fined. He paid.")
    [Span(start=0, end=18), Span(start=19, end=27)]
    """

    def __init__(self, language: str = "en") -> None:
        """Take the language's data.

        :raises ValueError: for a language without data.
        """
        data = load_language(language)
        self._judge = BoundaryJudge(data)
        words = (*data.classes, *data.suffixes, *data.marked_names)
        self._suffixes = tuple(data.suffixes)
        self._endings = frozenset(f" {word}"[-3:] for word in words)
        self._longer_endings = frozenset(word[-4:].lower() for word in words)

    def split(self, text: str, offset: int = 0) -> list[Span]:
        """Return tight spans, in order, that cover all but white space.

        :param offset: where the text stands in its document; added to each span.
        """
        spans: list[Span] = []
        start, length = len(text) - len(text.lstrip()), len(text)
        endings, is_longer, ends = self._endings, self._is_longer_word, self._judge.ends
        for match in _CANDIDATE.finditer(text, start):
            stop, after = match.span()
            if match.lastindex and (text[stop - 3 : stop] not in endings or is_longer(text, stop)):
                end = stop + 1
            elif after == length:
                break
            else:
                place = _place_candidate(text, start, match)
                if place is None or not ends(text, place):
                    continue
                end, after = place.end, place.after
            spans.append(Span(offset + start, offset + end))
            start = after
        end = len(text.rstrip())
        if start < end:
            spans.append(Span(offset + start, offset + end))
        return spans

    def _is_longer_word(self, text: str, stop: int) -> bool:
        """Whether a word only ends like a short abbreviation, as "hotel" does like "tel"."""
        ending = text[stop - 4 : stop]
        known = ending.lower() in self._longer_endings or text.endswith(
            self._suffixes, stop - 4, stop
        )
        return ending.isalpha() and not known


def _place_candidate(text: str, start: int, match: re.Match[str]) -> Candidate | None:
    """Return the candidate of a match, if a sentence could start after it."""
    stop, after = match.span()
    if match.lastindex:
        return Candidate(start, stop, stop + 1, stop + 1, after)
    marks = _end_of(_MARKS, text, stop + 1)
    end = _end_of(_CLOSERS, text, marks)
    if after == end and not text[after].isupper() and text[stop] not in WIDE_MARKS:
        return None
    spaced = marks - stop > 1 and marks == end and text[stop + 1].isspace()
    if spaced and text[after].isupper() and not text[stop - 1 : stop].isspace():
        # "It rained. . . . It snowed.": the dots belong to what follows.
        rest = text[stop + 1 : after]
        return Candidate(start, stop, stop + 1, stop + 1, after - len(rest.lstrip()))
    return Candidate(start, stop, marks, end, after)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where a pattern that may match nothing ends."""
    match = pattern.match(text, start)
    return match.end() if match else start
