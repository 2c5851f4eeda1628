"""Text -> what expressions are held against: ASCII, one character for one character."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Literal, NamedTuple

from corpus_tools.rules.idioms import load_idiom_hider
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
_WITHIN_FIGURES = re.compile(rb"(?<=\d)(?:[.,:/](?=\d)|%)")
Fold = Literal["folded", "exact", "typed"]


class View(NamedTuple):
    """How an expression sees a text: how it is folded, and what is overwritten or made one word."""

    fold: Fold
    hides_idioms: bool = False
    joins_figures: bool = False


FOLDED = View("folded")


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

    folds: dict[Fold, Callable[[str], bytes]] = {"folded": fold, "exact": fold_exactly}
    found = {view: _fold_for(view, folds, language) for view in views}
    return {FOLDED: fold, **found}


def _fold_for(
    view: View, folds: Mapping[Fold, Callable[[str], bytes]], language: str
) -> Callable[[str], bytes]:
    numbers = find_numbers(language) if view.fold == "typed" else None
    fold = folds["exact" if view.fold == "exact" else "folded"]
    if view == View(view.fold) and numbers is None:
        return fold
    hide = load_idiom_hider(language) if view.hides_idioms else None
    letter = EXACT_LETTER if view.fold == "exact" else LETTER

    def fold_over(text: str) -> bytes:
        folded = fold(text)
        if hide is not None:
            folded = hide(text, folded, letter)
        if view.joins_figures:
            folded = _join_figures(folded)
        return folded if numbers is None else numbers.overwrite(text, folded)

    return fold_over


def _join_figures(folded: bytes) -> bytes:
    """Make each figure one word, so that "5" is no part of "5,000", "5:30" or "5%"."""
    return _WITHIN_FIGURES.sub(FIGURE_JOINT.encode(), folded)


def find_numbers(language: str) -> NumberFinder:
    """Return the language's number finder, for a pattern that asks for it.

    :raises PatternError: for a language without numbers in its data.
    """
    try:
        return load_numbers(language)
    except ValueError as error:
        raise PatternError(str(error)) from error
