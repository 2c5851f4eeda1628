"""Texts that have hurt, or could hurt, an engine that looks back or ahead too far.

Each is made at the length asked for, from invented words; the same on every run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count, islice
from textwrap import fill

WIDTH = 72

REPEATED = {
    "no spaces": "a",
    "spaces": " ",
    "newlines": "\n",
    "(((": "(",
    "!!!": "!",
    "quotes": '"',
    ". . .": ". ",
    "Mr. ": "Mr. ",
    "A. A. ": "A. ",
    "Inc. (A) ": "Inc. (A) ",
    "abc.abc.": "abc.",
    'Mr."A': 'Mr."A',
    '?" he ': '?" he ',
    "list lines": "- word\n",
    "one-letter lines": "a\n",
    "curly openers": "\u201cVoss paid the fine on Monday. ",
    "open brackets": "(see the port office. ",
}

WHO = ("The harbour office", "Mr. Harlan Voss", "A spokeswoman", "Dr. E. J. Mott", "Ferrow Corp.")
DID = ("said it had fined", "would not name", "closed", "told the court about", "sued", "rebuilt",
       "praised")  # fmt: skip
WHOM = ("three warehouses", "the U.S. carrier Ostrel Inc.", "its own clerks", "No. 4 pier",
        "a fleet of 2.5 million crates", "the owners", "nobody", "the St. Ann ferry",
        "\u201cthe usual people\u201d", "a smuggler", "every shop in Port Ellery")  # fmt: skip
WHEN = ("on Jan. 14", "at 6 p.m.", "last week", "after the raid", "in 2004", "again", "by night",
        "without a word", "before noon", "as planned", "in the rain", "for good",
        "that spring")  # fmt: skip


def write_prose(length: int, stop: str = ". ") -> str:
    """Return one paragraph of invented news; its phrases run in cycles of coprime lengths.

    >>> write_prose(45)
    'The harbour office said it had fined three wa'
    """
    cycles = (WHO, DID, WHOM, WHEN)
    sentences = (" ".join(cycle[place % len(cycle)] for cycle in cycles) for place in count())
    shortest = 30
    return stop.join(islice(sentences, length // shortest + 1))[:length]


def _repeat(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _unclosed(opener: str, length: int) -> str:
    return (opener + write_prose(length))[:length]


def _wrapped(length: int) -> str:
    return fill(write_prose(length + WIDTH), WIDTH)[:length]


INPUTS: dict[str, Callable[[int], str]] = {
    **{name: partial(_repeat, unit) for name, unit in REPEATED.items()},
    "prose, one paragraph": write_prose,
    "prose, wrapped lines": _wrapped,
    "prose after an open straight quote": partial(_unclosed, '"'),
    "prose after an open curly quote": partial(_unclosed, "\u201c"),
}
