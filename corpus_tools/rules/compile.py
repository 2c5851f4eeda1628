"""Patterns -> one matcher: a common search says which rules hit, single expressions say where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.records import Span
from corpus_tools.rules.engine import find_first, make_search
from corpus_tools.rules.folding import FOLDED, Fold, View, make_folds
from corpus_tools.rules.number_types import STAND_IN_OF_MARK
from corpus_tools.rules.patterns import (
    HIDES_IDIOMS,
    NAMES_FIGURES,
    NEEDS_SIGNS,
    Alphabet,
    PatternError,
    translate,
)

# How many characters before or behind some words a condition looks at.
FARTHEST = 2_000
_REST_OF_WORD = re.compile(rb"\w*")


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern with its lists put in, and whether case counts.

    Its ``view`` says what it is held against: ``folded`` text, text of
    ``exact`` case, or text whose numbers are overwritten by their types;
    each with or without idioms, and with figures as they stand or as one word each.
    """

    pattern: str
    keep_case: bool = False

    @property
    def view(self) -> View:
        """What the pattern is held against.

        :raises PatternError: for a pattern that asks for both case and types of numbers.
        """
        typed = any(mark in self.pattern for mark in STAND_IN_OF_MARK)
        if typed and self.keep_case:
            raise PatternError(
                "numbers have types only where case does not count; take 'case: exact' out"
            )
        kind: Fold = "typed" if typed else "exact" if self.keep_case else "folded"
        figures = NAMES_FIGURES in self.pattern and NEEDS_SIGNS not in self.pattern
        return View(
            kind, hides_idioms=HIDES_IDIOMS in self.pattern, joins_figures=figures and not typed
        )


class FoldedText:
    """A text as the expressions of each view see it: folded at once, the rest when asked for."""

    __slots__ = ("_folds", "_for_matchers", "_others", "folded", "text")

    def __init__(self, text: str, folds: Mapping[View, Callable[[str], bytes]]) -> None:
        """Fold the text."""
        self.text = text
        self.folded = folds[FOLDED](text)
        self._folds = folds
        self._others: dict[View, bytes] | None = None
        self._for_matchers: dict[int, FoldedText] | None = None

    def see(self, view: View) -> bytes:
        """Return the text in ASCII, one byte a character."""
        if view == FOLDED:
            return self.folded
        if self._others is None:
            self._others = {}
        if view not in self._others:
            self._others[view] = self._folds[view](self.text)
        return self._others[view]

    def fold_for(self, matcher: Matcher) -> FoldedText:
        """Return the same text as another matcher sees it, folded once."""
        if self._for_matchers is None:
            self._for_matchers = {}
        if id(matcher) not in self._for_matchers:
            self._for_matchers[id(matcher)] = matcher.fold(self.text)
        return self._for_matchers[id(matcher)]


class Matcher:
    r"""Answers which of many expressions match a text, and where.

    >>> matcher = Matcher([Expression(r"\bfin(?:ed|es)\b"), Expression(r"£\d+")])
    >>> list(matcher.first_matches("Fined £500"))
    [(0, Span(start=0, end=5)), (1, Span(start=6, end=10))]

    Matching takes time linear in the text, whatever the expressions.
    """

    def __init__(self, expressions: Sequence[Expression], *, language: str = "en") -> None:
        """Compile.

        :param language: whose numbers are told apart, where an expression asks for types.
        :raises PatternError: at the first expression that can't be compiled.
        """
        alphabet = Alphabet()
        translated = [
            translate(each.pattern, alphabet, keep_case=each.keep_case) for each in expressions
        ]
        self._views = [each.view for each in expressions]
        self._folds = make_folds(alphabet, self._views, language)
        self._searches: list[tuple[View, list[int], Callable[[bytes], Sequence[int]]]] = []
        self._singles: dict[int, Any] = {}
        for view, members in _group(self._views):
            search = make_search([translated[member] for member in members])
            self._searches.append((view, members, search.find))
            self._singles.update(zip(members, search.singles, strict=True))

    def fold(self, text: str) -> FoldedText:
        """Prepare a text to be asked about."""
        return FoldedText(text, self._folds)

    def hits(self, seen: FoldedText) -> list[int]:
        """Return the numbers of the expressions that match, ascending."""
        found = [
            members[index]
            for view, members, find in self._searches
            for index in find(seen.see(view))
        ]
        return sorted(found)

    @property
    def has_one_view(self) -> bool:
        """Whether all expressions see a text in the same way."""
        return len(self._searches) == 1

    def find_all(self, text: str) -> list[tuple[int, Span]]:
        """Return number and leftmost span of each expression that matches, in a hurry.

        Only for expressions of one view.
        """
        view, _, find = self._searches[0]
        folded = self._folds[view](text)
        indexes = find(folded)
        if not indexes:
            return []
        singles = self._singles
        return [(index, find_first(singles[index], folded)) for index in sorted(indexes)]

    def first(self, number: int, seen: FoldedText) -> Span:
        """Return the leftmost match of an expression that matches."""
        return find_first(self._singles[number], seen.see(self._views[number]))

    def spans(self, number: int, seen: FoldedText) -> Iterator[Span]:
        """Yield the matches of one expression, at most one a word that they start in.

        In a long text, where looking again from each word would take too long, those that
        begin within another are left out.
        """
        folded = seen.see(self._views[number])
        overlap = len(folded) <= FARTHEST
        place = 0
        while match := self._singles[number].search(folded, place):
            span = Span(*match.span())
            yield span
            place = _end_of_word(folded, span.start) if overlap else max(span.end, span.start + 1)

    def first_matches(self, text: str) -> Iterator[tuple[int, Span]]:
        """Yield number and leftmost span of each expression that matches, by number."""
        seen = self.fold(text)
        for number in self.hits(seen):
            yield number, self.first(number, seen)

    def matches(self, text: str) -> bool:
        """Whether any of the expressions matches a text."""
        return bool(self.hits(self.fold(text)))

    def matches_within(self, seen: FoldedText, start: int, end: int) -> bool:
        """Whether any matches a stretch by itself, with the numbers that the whole text has.

        Of a long stretch before or behind some words only the part beside them is looked at.
        """
        return any(
            single.search(_cut(seen.see(self._views[number]), start, end)) is not None
            for number, single in self._singles.items()
        )


def _end_of_word(folded: bytes, place: int) -> int:
    """Return the end of the word that goes through a place, or the next place."""
    found = _REST_OF_WORD.match(folded, place)
    return max(found.end() if found else 0, place + 1)


def _cut(folded: bytes, start: int, end: int) -> bytes:
    """Take the part of a stretch that is next to what it was cut off from."""
    if end - start <= FARTHEST:
        return folded[start:end]
    if start == 0:
        # The sign in front keeps the cut from passing for the sentence's start.
        return b"\x7f" + folded[end - FARTHEST : end]
    return folded[start : start + FARTHEST] + b"\x7f_"


def _group(views: Sequence[View]) -> list[tuple[View, list[int]]]:
    groups: dict[View, list[int]] = {}
    for number, view in enumerate(views):
        groups.setdefault(view, []).append(number)
    return list(groups.items())
