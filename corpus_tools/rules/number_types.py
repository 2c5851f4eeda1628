"""Numbers in a text and what each is: a count, money, a share, a date, an age ...

A rule that asks for ``{count}`` or ``{money}`` is held against a text in
which every number is overwritten, character by character, with a letter of
its type. So offsets stay, and RE2 does the rest. What a number is, a
language's ``numbers.yaml`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from corpus_tools.languages import language_file
from corpus_tools.rules.number_readings import (
    NumberData,
    ReadingType,
    Step,
    compile_kinds,
    compile_start,
    compile_steps,
)
from corpus_tools.yamlio import read_yaml

# One private character a type in expressions; one capital each in folded text, which has no others.
_TYPES: tuple[str, ...] = tuple(name for name in get_args(ReadingType) if name != "none")
STAND_INS = dict(zip(_TYPES, "QRSTUVWXY", strict=True))
MARKS = {name: chr(0xE000 + place) for place, name in enumerate(_TYPES)}
STAND_IN_OF_MARK = {MARKS[name]: STAND_INS[name] for name in _TYPES}
# Blanks, apostrophes and hyphens that differ in looks only; all are one character long.
_PLAIN = tuple(
    (character, plain)
    for plain, characters in {
        " ": "\u00a0\u202f\u2009\u2007\u200a\u2002\u2003\u2028\u2029\u3000\t\n\r",
        "'": "\u2018\u2019",
        "-": "\u2010\u2011",
    }.items()
    for character in characters
)


def number_expressions() -> dict[str, str]:
    """Return the expression of each built-in list of numbers, by name.

    >>> sorted(number_expressions())
    ['age', 'count', 'date', 'duration', 'large-count', 'money', 'number', 'ordinal', 'share', ...]
    """
    found = {name: f"{mark}+" for name, mark in MARKS.items()}
    found["count"] = f"[{MARKS['small-count']}{MARKS['large-count']}]+"
    found["number"] = f"[{''.join(MARKS.values())}]+"
    return found


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number's place in a text and its type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class NumberFinder:
    """Finds a text's numbers and tells their types.

    >>> finder = load_numbers("en")
    >>> text = "In 2014 it fined two of 4,500 sites $3m, a third more, in a two-day raid."
    >>> for number in finder.find(text):
    ...     print(number.type, text[number.start : number.end])
    date 2014
    small-count two
    large-count 4,500
    money $3m
    share a third
    duration two-day
    """

    start: re.Pattern[str]
    kind: re.Pattern[str]
    steps: Mapping[str, tuple[Step, ...]]

    def find(self, text: str) -> Iterator[TypedNumber]:
        """Yield the numbers of a text from left to right; case does not matter."""
        plain = _make_plain(text)
        place = 0
        while (match := self.start.search(plain, place)) is not None:
            start, place = match.span()
            found = self._read(plain, start)
            if found is not None:
                kind, place = found
                if kind != "none":
                    yield TypedNumber(start, place, kind)

    def overwrite(self, text: str, folded: bytes) -> bytes:
        """Return folded text with each number overwritten by its type's letter."""
        written = bytearray(folded)
        for number in self.find(text):
            length = number.end - number.start
            written[number.start : number.end] = STAND_INS[number.type].encode() * length
        return bytes(written)

    def _read(self, text: str, start: int) -> tuple[str, int] | None:
        kind = self.kind.match(text, start)
        if kind is None:
            return None
        for step in self.steps[kind.lastgroup or ""]:
            found = step.body.match(text, start)
            if found is not None and step.stands(text, start):
                return step.types[(found.lastindex or 1) - 1], found.end()
        return None


@cache
def load_numbers(language: str) -> NumberFinder:
    """Return the language's number finder.

    :raises ValueError: for a language without numbers in its data.
    """
    path = language_file(language, "numbers")
    if not path.is_file():
        raise ValueError(f"the language {language!r} has no data for numbers; use an expression")
    data = read_yaml(path, NumberData).content
    return NumberFinder(compile_start(data), compile_kinds(data), compile_steps(data))


def _make_plain(text: str) -> str:
    # The one letter that grows when it is made small.
    plain = text.replace("\u0130", "i").lower()
    if plain.isascii() and plain.isprintable():
        return plain
    for character, replacement in _PLAIN:
        plain = plain.replace(character, replacement)
    return plain
