r"""Patterns -> texts that they would match, to see what becomes of their figures and words in one.

A sample stands for many texts: each alternative is tried, what may be left out is tried with
and without, and a letter, a blank or a dash stands for what only a text can tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from corpus_tools.rules.tokens import Token, read_tokens

# Patterns of more samples are not judged; and a sample repeats nothing more often.
MOST_SAMPLES, MOST_REPEATS = 500, 12
# A number that is overwritten already, some letter, and where neither comes from: no place.
NUMBER, LETTER, NOWHERE = "\ue000", "x", -1

_PIECE = re.compile(
    r"""(?P<core>
        (?P<digit>\\d)
      | (?P<letter>\\[wS]|\\[pP](?:\{[^}]*\}|.))
      | (?P<edge>\\[bBAzC]|[\^$]|\(\?[a-zA-Z-]+\))
      | (?P<blank>\\[sWDntrfv]|\\x(?:\{[^}]*\}|[0-9a-fA-F]{2})|\\0[0-7]{0,2})
      | \\(?P<escaped>.)
      | (?P<class>\[(?P<not>\^?)(?P<members>\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*)\])
      | (?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)
      | (?P<close>\))
      | (?P<bar>\|)
      | \{(?P<list>[a-z][a-z0-9_-]*)\}
      | (?P<dot>\.)
      | (?P<plain>.)
    )(?P<repeat>[*+?]|\{\d+(?:,\d*)?\})?\??""",
    re.VERBOSE | re.DOTALL,
)
_ONLY_FIGURES = re.compile(r"(?=.*\d|.*\\d)(?:\\d|\d-\d|\d|\\?[.,'-])+")
_FIXED = {"digit": "5", "letter": LETTER, "edge": "", "blank": " "}


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, and the place in the pattern that each of its characters comes from."""

    text: str = ""
    places: tuple[int, ...] = ()

    def join(self, other: Sample) -> Sample:
        """Return both as one text."""
        return Sample(self.text + other.text, self.places + other.places)


class _Piece(NamedTuple):
    kind: Literal["text", "open", "bar", "close"]
    # For a text what it may be; for a closing bracket what there is beside its alternatives.
    samples: tuple[Sample, ...] = ()


_MAY_BE_ABSENT = (Sample(),)


def spell_expression(expression: str, number_types: Collection[str]) -> list[Sample]:
    r"""Return texts that an expression would match, with the places of its figures.

    >>> [sample.text for sample in spell_expression(r"(?:mp|G)(\d|20)s?", ())]
    ['mp5s', 'mp5', 'mp20s', 'mp20', 'G5s', 'G5', 'G20s', 'G20']

    :param number_types: the lists that are types of numbers.
    :return: none for an expression of too many.
    """
    return _spell_at_most(_cut_expression(expression, number_types))


def spell_phrase(phrase: str, number_types: Collection[str]) -> list[Sample]:
    """Return texts that a phrase would match; a word's place is the number of its token.

    >>> [sample.text for sample in spell_phrase("no [single] one", ())]
    [' no single one', ' no one']

    :raises PatternError: for what is no phrase.
    """
    tokens = enumerate(read_tokens(phrase))
    return _spell_at_most(_piece_of(token, place, number_types) for place, token in tokens)


def _spell_at_most(pieces: Iterator[_Piece]) -> list[Sample]:
    found = _spell(pieces)
    return found if len(found) <= MOST_SAMPLES else []


def _spell(pieces: Iterator[_Piece]) -> list[Sample]:
    """Spell up to the bracket that closes, or to the end."""
    found: list[Sample] = []
    current = [Sample()]
    for piece in pieces:
        if piece.kind == "close":
            return [*found, *current, *piece.samples]
        if piece.kind == "bar":
            found, current = [*found, *current], [Sample()]
            continue
        samples = _spell(pieces) if piece.kind == "open" else piece.samples
        joined = (left.join(right) for left in current for right in samples)
        current = list(islice(joined, MOST_SAMPLES + 1))
    return [*found, *current]


def _piece_of(token: Token, place: int, number_types: Collection[str]) -> _Piece:
    match token.kind, token.value:
        case "sign", "(" | "[":
            return _Piece("open")
        case "sign", "|":
            return _Piece("bar")
        case "sign", ")" | "]":
            return _Piece("close", _MAY_BE_ABSENT if token.value == "]" else ())
        case "sign", _:
            return _Piece("text", (Sample(),))
        case "word", word:
            return _Piece("text", (Sample(f" {word}", (NOWHERE, *[place] * len(word))),))
        case "gap", _:
            return _Piece("text", (_fill(f" {LETTER}"), Sample()))
        case "list", name if name in number_types:
            return _Piece("text", (_fill(f" {NUMBER}"),))
    return _Piece("text", (_fill(f" {LETTER}"),))


def _cut_expression(expression: str, number_types: Collection[str]) -> Iterator[_Piece]:
    for match in _PIECE.finditer(expression):
        least = _least(match["repeat"])
        absent = () if least else _MAY_BE_ABSENT
        if match["close"]:
            yield _Piece("close", absent)
        elif match["open"]:
            yield _Piece("open")
        elif match["bar"]:
            yield _Piece("bar")
        else:
            text = _choose(match, number_types) * min(max(least, 1), MOST_REPEATS)
            places = (match.start() if text[:1].isdecimal() else NOWHERE,) * len(text)
            yield _Piece("text", (Sample(text, places), *absent))


def _least(repeat: str | None) -> int:
    if repeat is None or repeat == "+":
        return 1
    return 0 if repeat in "*?" else int(re.findall(r"\d+", repeat)[0])


def _choose(match: re.Match[str], number_types: Collection[str]) -> str:
    """Return a text that a piece of an expression may be."""
    for group, text in _FIXED.items():
        if match[group] is not None:
            return text
    if match["members"] is not None:
        return " " if match["not"] else _choose_member(match["members"])
    if match["list"] is not None:
        return NUMBER if match["list"] in number_types else LETTER
    if match["dot"]:
        # A single one is there for a dash or a blank, many for words.
        return "-" if match["repeat"] in (None, "?") else " "
    return str(match["escaped"] or match["plain"])


def _choose_member(members: str) -> str:
    if _ONLY_FIGURES.fullmatch(members):
        figures = re.findall(r"\d-\d|\d", members)
        return "5" if r"\d" in members or "0-9" in figures else str(figures[0][0])
    if re.search(r"[^\W\d_]", re.sub(r"\\[dsDWtn]", "", members)):
        return LETTER
    return "-" if "-" in members else " "


def _fill(text: str) -> Sample:
    return Sample(text, (NOWHERE,) * len(text))


def piece_at(expression: str, place: int) -> str:
    r"""Return the piece of an expression that a place belongs to, without its repetition.

    >>> piece_at(r"in \d{4}", 3)
    '\\d'
    """
    piece = _PIECE.match(expression, place)
    return piece["core"] if piece else ""
