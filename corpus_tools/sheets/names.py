"""The article of a row, where several have its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")


def choose_named(copies: Mapping[str, Value], name: str) -> Value | None:
    """Return that of several copies of a text which a row names, ``None`` if it names none of them.

    The text says which article is meant. Its id is asked only where two have the same
    text, and then as a number too: spreadsheets make 1 of 001.

    >>> choose_named({"001": "a", "002": "b"}, "2"), choose_named({"001": "a"}, "x")
    ('b', 'a')
    >>> choose_named({"01": "a", "001": "b"}, "1") is None
    True

    :param copies: by their ids.
    """
    if name in copies:
        return copies[name]
    alike = [copy for each, copy in copies.items() if _is_same_number(each, name)]
    found = alike or list(copies.values())
    return found[0] if len(found) == 1 else None


def _is_same_number(one: str, other: str) -> bool:
    numbers = all(each.isascii() and each.isdigit() for each in (one, other))
    return numbers and one.lstrip("0") == other.lstrip("0")
