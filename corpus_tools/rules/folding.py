"""Text -> what expressions are held against: ASCII, one character for one character."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Literal

from corpus_tools.rules.number_types import NumberFinder, load_numbers
from corpus_tools.rules.patterns import (
    DIGIT,
    EXACT_LETTER,
    FIGURE_JOINT,
    LETTER,
    SYMBOL,
    Alphabet,
    PatternError,
    fold_case,
    fold_symbol,
)

# White space to blanks, other control characters to the sign that no rule names.
_NO_CONTROLS = bytes(
    ord(" ") if chr(code).isspace() else ord(SYMBOL) if code < ord(" ") else code
    for code in range(256)
)
View = Literal["folded", "exact", "typed", "figures", "exact-figures"]
_WITHIN_FIGURES = re.compile(rb"(?<=\d)(?:[.,](?=\d)|%)")


class FoldTable(dict[int, str]):
    """A ``str.translate`` table that learns each character when it first comes."""

    def __init__(self, alphabet: Alphabet, *, keep_case: bool = False) -> None:
        """Fold by an alphabet that names no further characters from here on."""
        super().__init__()
        self._stand_ins = dict(alphabet.stand_ins)
        self._keep_case = keep_case

    def __missing__(self, code: int) -> str:
        """Fold one character to one ASCII character."""
        folded = self._fold(chr(code))
        self[code] = folded
        return folded

    def _fold(self, character: str) -> str:
        if character.isspace():
            return " "
        if character.isascii() and character.isprintable():
            return character if self._keep_case else character.lower()
        folded = fold_symbol(character) or (character if self._keep_case else fold_case(character))
        if folded in self._stand_ins and not (self._keep_case and folded.isalnum()):
            return self._stand_ins[folded]
        if folded.isascii() and folded.isprintable():
            return folded
        if character.isdecimal():
            return DIGIT
        if not character.isalnum():
            return SYMBOL
        return EXACT_LETTER if self._keep_case else LETTER


def make_folds(
    alphabet: Alphabet, views: Collection[View], language: str
) -> Mapping[View, Callable[[str], bytes]]:
    """Return what folds a text for each view.

    :raises PatternError: when types of numbers are asked for and the language has none.
    """
    tables = {keep: FoldTable(alphabet, keep_case=keep) for keep in (False, True)}

    def fold(text: str) -> bytes:
        if text.isascii():
            return text.lower().encode("ascii").translate(_NO_CONTROLS)
        return text.translate(tables[False]).encode("ascii")

    def fold_exactly(text: str) -> bytes:
        if text.isascii() and text.isprintable():
            return text.encode("ascii")
        return text.translate(tables[True]).encode("ascii")

    numbers = _find_numbers(language) if "typed" in views else None

    def fold_numbers(text: str) -> bytes:
        folded = fold(text)
        return folded if numbers is None else numbers.overwrite(text, folded)

    return {
        "folded": fold,
        "exact": fold_exactly,
        "typed": fold_numbers,
        "figures": lambda text: _join_figures(fold(text)),
        "exact-figures": lambda text: _join_figures(fold_exactly(text)),
    }


def _join_figures(folded: bytes) -> bytes:
    """Make each figure one word, so that "5" is no part of "5,000" or "5%"."""
    return _WITHIN_FIGURES.sub(FIGURE_JOINT.encode(), folded)


def _find_numbers(language: str) -> NumberFinder:
    try:
        return load_numbers(language)
    except ValueError as error:
        raise PatternError(str(error)) from error
