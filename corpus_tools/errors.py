"""What goes wrong, where, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile("([0-9]+)")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: line and column count from 1, in characters.

    >>> str(Location("rules.yaml", 4, 13))
    'rules.yaml:4:13'
    >>> str(Location("articles/a.txt"))
    'articles/a.txt'
    """

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Join what is known with colons."""
        known = [part for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(_UNPRINTABLE.sub(_escape, str(part)) for part in known)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and what to do about it.

    >>> print(Problem(Location("a.txt"), "the file is empty", "remove it or fill it"))
    a.txt: the file is empty; remove it or fill it
    """

    location: Location
    what: str
    way_out: str

    def __str__(self) -> str:
        """One line: place, what, way out."""
        return f"{self.location}: {self.what}; {self.way_out}"


class CorpusError(Exception):
    """All that is wrong with an input, one problem a line.

    >>> raise CorpusError([Problem(Location("b.txt"), "no text", "fill it")])
    Traceback (most recent call last):
        ...
    corpus_tools.errors.CorpusError: b.txt: no text; fill it
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of their places.

        :param problems: at least one.
        """
        self.problems = tuple(sorted(problems, key=_reading_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConfigError(CorpusError):
    """A recipe or a rule file says something that can't be followed."""


class InputError(CorpusError):
    """An article, a manifest or an annotation can't be used as it is."""


class LedgerError(CorpusError):
    """The split ledger does not fit the corpus or the recipe."""


class LeakError(CorpusError):
    """The same text stands in two splits."""


def first_line(error: Exception) -> str:
    r"""Return the first line of another library's message, or the error's name if it has none.

    >>> first_line(ValueError("bad magic\nat byte 4")), first_line(ValueError())
    ('bad magic', 'ValueError')
    """
    return next(iter(str(error).splitlines()), type(error).__name__)


def _reading_order(problem: Problem) -> tuple[str, int, int, list[tuple[int, str]]]:
    place = problem.location
    # Unit 3 comes before unit 30: the longer number is the greater.
    parts = [(len(each) if each.isdigit() else 0, each) for each in _NUMBER.split(problem.what)]
    return place.path, place.line or 0, place.column or 0, parts
