"""A language's ``numbers.yaml`` -> compiled readings: which words are a number, and of what type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from corpus_tools.yamlio import StrictModel

# "none" is what looks like a number and is none; it hides its figures from later readings.
ReadingType = Literal[
    "small-count",
    "large-count",
    "money",
    "share",
    "date",
    "age",
    "duration",
    "ordinal",
    "version",
    "none",
]
# How far before a number its context may reach, in characters.
REACH = 30
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
# A letter that no repeat mark follows opens an item as itself, where no bar stands outside groups.
_PLAIN_OPENING = re.compile(r"[^\W\d_](?![?*+{])[^|]*")
_ESCAPED, _INNER_GROUP = re.compile(r"\\."), re.compile(r"\([^()]*\)")


class ReadingData(StrictModel):
    """One way to read a number; ``before`` must, ``not_before`` must not end where it starts.

    The number is ``head`` and ``body``. Neighbours of one head are read together.
    """

    type: ReadingType
    starts: list[str]
    body: str
    head: str = ""
    before: str = ""
    not_before: str = ""


class NumberData(StrictModel):
    """What a language's ``numbers.yaml`` says, as expressions over lower-case text.

    ``{name}`` in an expression stands for any item of a list, or for a fragment.
    A fragment may use the lists and the fragments above it. ``starts`` are the kinds of places
    where a number may start, which is never within a word; ``boundary`` is what must hold there.
    """

    lists: dict[str, list[str]]
    fragments: dict[str, str] = {}
    boundary: str
    starts: dict[str, list[str]]
    readings: list[ReadingData]


@dataclass(frozen=True, slots=True)
class Step:
    """Neighbouring readings of one context, which are tried together."""

    types: tuple[ReadingType, ...]
    body: re.Pattern[str]
    before: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None

    def stands(self, text: str, start: int) -> bool:
        """Whether what stands before a number lets it be one of these."""
        first = max(0, start - REACH)
        if self.before is not None and not self.before.search(text, first, start):
            return False
        return self.not_before is None or not self.not_before.search(text, first, start)


def compile_start(data: NumberData) -> re.Pattern[str]:
    """Return what finds the next place where a number may start.

    :raises ValueError: for an expression that names what is neither list nor fragment.
    """
    expand = _make_expander(data)
    items = (item for start in data.starts.values() for item in _flatten(start, data.lists))
    return re.compile(rf"(?<!\w){any_of([expand(item) for item in items])}")


def compile_kinds(data: NumberData) -> re.Pattern[str]:
    """Return what tells such a place's kind, by its last group, or that no number starts there."""
    expand = _make_expander(data)
    kinds = (f"(?P<{kind}>{expand('|'.join(start))})" for kind, start in data.starts.items())
    return re.compile(f"{expand(data.boundary)}(?:{'|'.join(kinds)})")


def compile_steps(data: NumberData) -> Mapping[str, tuple[Step, ...]]:
    """Return what to try, in order, at each kind of start.

    :raises ValueError: for a name that is neither list nor fragment, a start that is none,
        and a reading with a group of its own.
    """
    expand = _make_expander(data)
    unknown = {start for each in data.readings for start in each.starts} - data.starts.keys()
    if unknown:
        raise ValueError(f"readings name the starts {sorted(unknown)}, which there are not")
    return {
        kind: tuple(_gather_steps((each for each in data.readings if kind in each.starts), expand))
        for kind in data.starts
    }


def any_of(items: Sequence[str]) -> str:
    """Return an expression for any of some expressions, the longest first.

    Items are gathered by their first letter: where a text has another, none is tried.

    >>> any_of(["one", "ten", "two", "2"])
    '(?:2|o(?:ne)|t(?:en|wo))'
    >>> any_of([])
    '(?!)'
    """
    if not items:
        return "(?!)"
    longest_first = sorted(dict.fromkeys(items), key=len, reverse=True)
    plain = [item for item in longest_first if _opens_plainly(item)]
    parts = [item for item in longest_first if item not in plain]
    for letter in sorted({item[0] for item in plain}):
        rests = [item[1:] for item in plain if item[0] == letter]
        parts.append(f"{letter}(?:{'|'.join(rests)})")
    return f"(?:{'|'.join(parts)})"


def _opens_plainly(item: str) -> bool:
    outside, count = _ESCAPED.sub("_", item), 1
    while count:
        outside, count = _INNER_GROUP.subn("_", outside)
    return _PLAIN_OPENING.fullmatch(outside) is not None


def _make_expander(data: NumberData) -> Callable[[str], str]:
    known = {name: any_of(items) for name, items in data.lists.items()}

    def expand(expression: str) -> str:
        return _PLACEHOLDER.sub(replace, expression)

    def replace(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise ValueError(f"{match[0]} is no list and no fragment above its use; add it")
        return known[match[1]]

    for name, fragment in data.fragments.items():
        known[name] = f"(?:{expand(fragment)})"
    return expand


def _flatten(items: Iterable[str], lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Put a list's items in place of its name, so that all can be gathered by first letter."""
    for item in items:
        name = _PLACEHOLDER.match(item)
        if name is not None and name[1] in lists:
            yield from (each + item[name.end() :] for each in lists[name[1]])
        else:
            yield item


def _gather_steps(readings: Iterable[ReadingData], expand: Callable[[str], str]) -> Iterator[Step]:
    def context_of(reading: ReadingData) -> tuple[str, str]:
        return reading.before, reading.not_before

    for _, group in groupby(readings, key=context_of):
        yield _make_step(list(group), expand)


def _make_step(readings: Sequence[ReadingData], expand: Callable[[str], str]) -> Step:
    parts = []
    for head, group in groupby(readings, key=lambda each: each.head):
        bodies = "|".join(f"({expand(each.body)})" for each in group)
        parts.append(f"{expand(head)}(?:{bodies})" if head else bodies)
    body = re.compile("|".join(parts))
    if body.groups > len(readings):
        raise ValueError("a reading has a group of its own; open it with '(?:'")
    first = readings[0]
    return Step(
        tuple(each.type for each in readings),
        body,
        _compile_context(expand(first.before)),
        _compile_context(expand(first.not_before)),
    )


def _compile_context(expression: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{expression})\Z") if expression else None
