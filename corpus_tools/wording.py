"""Counts, names and figures, as sentences and tables say them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

MOST_NAMES, FRACTION_DIGITS = 5, 4


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


def describe_misfits(places: Collection[str]) -> str:
    """Say which gold no sentence fits.

    >>> describe_misfits(["a 0:4"])
    'no sentence fits 1 gold unit, and where none fits the label counts as missed: a 0:4'
    """
    number = count_of(len(places), "gold unit")
    told = f"no sentence fits {number}, and where none fits the label counts as missed"
    return f"{told}: {list_some(places)}"


def show_interval(interval: Sequence[float] | None) -> str:
    """Return both bounds, or a dash where there are too few documents for any."""
    return "-" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"


def round_figures(content: Any) -> Any:
    """Return plain data with each fraction in it to four digits, as reports have them.

    >>> round_figures({"share": 4 / 21, "bounds": (0.25, None), "units": 4})
    {'share': 0.1905, 'bounds': [0.25, None], 'units': 4}
    """
    if isinstance(content, dict):
        return {name: round_figures(each) for name, each in content.items()}
    if isinstance(content, (list, tuple)):
        return [round_figures(each) for each in content]
    return round(content, FRACTION_DIGITS) if isinstance(content, float) else content


def write_cell(text: str) -> str:
    """Return a text as the cell of a Markdown table.

    >>> write_cell("this | that")
    'this &#124; that'
    """
    return " ".join(text.split()).replace("|", "&#124;")
