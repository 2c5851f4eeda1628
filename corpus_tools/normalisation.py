"""What a model and a rule see of a text, and the way back to its offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_END = "(?:\r\n|\n|\r(?!\n)|[\x0b\x0c\x85\u2028\u2029])"
LINE_END = re.compile(_END)
BLANK_LINE = re.compile(rf"{_END}[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{_END}")
_UNEVEN_SPACE = re.compile(r"[^\S ]|  |^ | $")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """Folded text and, for each of its characters, where it came from.

    ``starts`` has one entry a character plus one for the end, in code points
    of the original; it is ``None`` where nothing had to be changed.
    """

    text: str
    starts: tuple[int, ...] | None = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        r"""Translate a span of ``text`` into a span of the original.

        >>> normalise("shut \n down").original_span(0, 9)
        (0, 11)
        """
        if self.starts is None:
            return start, end
        start, end = self.widen(start, end)
        return self.starts[start], self.starts[end]

    def widen(self, start: int, end: int) -> tuple[int, int]:
        """Widen a span so that it parts no letter from its marks."""
        if self.starts is None or start == end:
            return start, end
        while start > 0 and self.starts[start - 1] == self.starts[start]:
            start -= 1
        while self.starts[end] == self.starts[end - 1]:
            end += 1
        return start, end


def normalise(original: str) -> NormalisedText:
    r"""Fold white space to single spaces and compose letters (Unicode NFC).

    >>> normalise("two  words\n").text
    'two words'
    >>> normalise("cafe\u0301 bar").text == "caf\u00e9 bar"
    True
    """
    composed = original.isascii() or unicodedata.is_normalized("NFC", original)
    if composed and not _UNEVEN_SPACE.search(original):
        return NormalisedText(original)
    return _normalise_by_cluster(original, composed=composed)


def compose(original: str) -> NormalisedText:
    r"""Compose letters (Unicode NFC) and write every line end as LF; other white space stays.

    Copies of one text that differ only so count the same characters.

    >>> compose("cafe\u0301\r\nbar").text == "caf\u00e9\nbar"
    True
    """
    composed = original.isascii() or unicodedata.is_normalized("NFC", original)
    if composed and "\r" not in original:
        return NormalisedText(original)
    pieces: list[str] = []
    starts: list[int] = []
    position = 0
    while position < len(original):
        end, piece = _next_composed(original, position, composed=composed)
        alike = len(piece) == end - position
        starts.extend(range(position, end) if alike and composed else [position] * len(piece))
        pieces.append(piece)
        position = end
    return NormalisedText("".join(pieces), (*starts, position))


def _next_composed(text: str, start: int, *, composed: bool) -> tuple[int, str]:
    """Return where the next stretch that can be composed on its own ends, and what it becomes."""
    if text[start] == "\r":
        return (start + 2 if text.startswith("\n", start + 1) else start + 1), "\n"
    if composed:
        line_end = text.find("\r", start)
        end = len(text) if line_end < 0 else line_end
        return end, text[start:end]
    if text[start].isspace():
        return start + 1, unicodedata.normalize("NFC", text[start])
    end = _cluster_end(text, start, len(text), composed=False)
    return end, unicodedata.normalize("NFC", text[start:end])


def normalise_text(original: str) -> str:
    r"""Return ``normalise(original).text`` without the way back to its offsets, much faster.

    >>> normalise_text("two  words\n")
    'two words'
    """
    even = original.isprintable() and "  " not in original
    if not even or original[:1] == " " or original[-1:] == " ":
        original = " ".join(original.split())
    return original if original.isascii() else unicodedata.normalize("NFC", original)


def _normalise_by_cluster(original: str, *, composed: bool) -> NormalisedText:
    pieces: list[str] = []
    starts: list[int] = []
    position = len(original) - len(original.lstrip())
    limit = len(original.rstrip())
    while position < limit:
        end = _cluster_end(original, position, limit, composed=composed)
        cluster = original[position:end]
        piece = " " if cluster.isspace() else unicodedata.normalize("NFC", cluster)
        pieces.append(piece)
        starts.extend([position] * len(piece))
        position = end
    return NormalisedText("".join(pieces), (*starts, limit))


def _cluster_end(text: str, start: int, limit: int, *, composed: bool) -> int:
    end = start + 1
    if text[start].isspace():
        while end < limit and text[end].isspace():
            end += 1
        return end
    while not composed and end < limit and not text[end].isspace():
        if not _joins(text[max(start, end - 32) : end], text[end]):
            break
        end += 1
    return end


def _joins(cluster: str, character: str) -> bool:
    """Whether a character melts into, or is reordered within, what stands before it."""
    if unicodedata.combining(unicodedata.normalize("NFD", character)[0]):
        return True
    return unicodedata.normalize("NFC", cluster + character) != unicodedata.normalize(
        "NFC", cluster
    ) + unicodedata.normalize("NFC", character)
