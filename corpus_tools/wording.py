"""Counts and names, as sentences say them."""

from __future__ import annotations

from collections.abc import Collection
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
