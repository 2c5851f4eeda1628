"""Counts, names and figures, as sentences and tables say them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

MOST_NAMES = 5


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count_of(1, "article"), count_of(2, "article")
    ('1 article', '2 articles')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def list_some(names: Collection[str]) -> str:
    """Name a few, and count the others.

    >>> list_some("abcdefg")
    'a, b, c, d, e and 2 more'
    """
    shown = ", ".join(islice(names, MOST_NAMES))
    return shown if len(names) <= MOST_NAMES else f"{shown} and {len(names) - MOST_NAMES} more"


def show_interval(interval: Sequence[float] | None) -> str:
    """Return both bounds, or a dash where there are too few documents for any."""
    return "-" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"


def write_cell(text: str) -> str:
    """Return a text as the cell of a Markdown table.

    >>> write_cell("this | that")
    'this &#124; that'
    """
    return " ".join(text.split()).replace("|", "&#124;")
