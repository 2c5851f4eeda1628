r"""Word lists, and patterns with everything that they name put in its place.

A pattern is a phrase (see :mod:`corpus_tools.rules.phrases`) or, between
slashes, an RE2 expression: ``fake accounts`` or ``/\bfake\s\w+/``. In both,
``{name}`` stands for any item of a word list, and the items are patterns again.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from corpus_tools.rules.folding import find_numbers
from corpus_tools.rules.inflection import Inflection, load_inflection
from corpus_tools.rules.number_types import STAND_IN_OF_MARK, number_expressions
from corpus_tools.rules.patterns import (
    HIDES_IDIOMS,
    NAMES_FIGURES,
    NEEDS_SIGNS,
    PatternError,
    is_expression,
)
from corpus_tools.rules.phrases import PhraseReader
from corpus_tools.rules.plain_numbers import PlainNumbers
from corpus_tools.rules.refusals import refuse_misleading, refuse_unknown_to_engine

LONGEST_PATTERN, DEEPEST_NESTING = 200_000, 8
# What a letter may stand behind or before; what is neither is a sign or an edge.
_OPENS_WORD = re.compile(r"\w|\(\?:|\[|\\[wd]")
_CLOSES_WORD = re.compile(r"\w$|(?<!\\)[)\]?*+}]$")
# What in an expression may mean a sign within a figure.
_SIGN = re.compile(r"[,%/]|(?<!\(\?)(?<!\(\?[a-z]):|\\[.DW]|\[\^")
# Behind these, braces hold a class of letters or a number; translating refuses both.
_PLACEHOLDER = re.compile(r"(?<!\\[pPx])\{([a-z][a-z0-9_-]*)\}")


class BrokenListError(PatternError):
    """A pattern names a list that is broken, which is told where the list stands."""


class Lexicon:
    r"""The word lists of a recipe and of its language.

    >>> lexicon = Lexicon({"who": ["police", "/courts?/"]})
    >>> lexicon.read("/^{who} said/")
    '^(?:\\bpolice\\b|\\b(?:courts?)\\b) said'
    >>> lexicon.read("{who} <ban:past>")
    '(?:\\bpolice\\b|\\b(?:courts?)\\b)[^\\w.;:!?]{1,3}\\b(?:banned)\\b'
    >>> lexicon.read("{nobody} said")
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: no word list is called 'nobody'; ...
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], language: str = "en") -> None:
        """Join the recipe's lists and the language's own.

        :raises ValueError: for a language without data.
        """
        self._inflection: Inflection = load_inflection(language)
        self._lists = {**self._inflection.data.lists, **lists}
        self._numbers = number_expressions()
        # By name, and by whether case counts.
        self._known: dict[tuple[str, bool], str] = {}
        self._broken: set[str] = set()
        self._language = language

    def is_built_in(self, name: str) -> bool:
        """Whether the language or the numbers hold a list of this name."""
        return name in self._numbers or name in self._inflection.data.lists

    def read(self, pattern: str, *, ends: str = "", keep_case: bool = False) -> str:
        """Return a pattern as an expression with its lists put in.

        :param keep_case: whether case counts where it is looked for. For the language's own
            lists it never does.
        :param ends: ``<`` where a gap may open a phrase, ``>`` where one may close it.
        :raises PatternError: for a phrase that is amiss and a list that is unknown, or
            that contains itself.
        """
        pattern = unicodedata.normalize("NFC", pattern).strip()
        expanded = self._read(pattern, (), ends, keep_case=keep_case)
        if any(mark in expanded for mark in STAND_IN_OF_MARK):
            PlainNumbers(find_numbers(self._language), self._lists, self._numbers).refuse(pattern)
        return expanded

    def find_expressions(self, pattern: str) -> Iterator[str]:
        """Yield the expressions that a pattern is, or holds by the recipe's own lists.

        :param pattern: one that :meth:`read` took, so that no list is within itself.
        """
        pattern = pattern.strip()
        if is_expression(pattern):
            yield pattern[1:-1]
        for name in _PLACEHOLDER.findall(pattern):
            for item in () if self.is_built_in(name) else self._lists[name]:
                yield from self.find_expressions(item)

    def note_broken(self, name: str) -> None:
        """Remember that a list can't be used, so that this is told once."""
        self._broken.add(name)
        self._known.clear()

    def read_item(self, item: str, name: str) -> str:
        """Return one item of a list as an expression.

        :raises PatternError: as :meth:`read`.
        """
        return self._read_item(item, (name,), keep_case=False)

    def _read_item(self, item: str, inside: tuple[str, ...], *, keep_case: bool) -> str:
        item = unicodedata.normalize("NFC", item).strip()
        expanded = self._read(item, inside, "", keep_case=keep_case)
        if not is_expression(item):
            return expanded
        return _hold_to_words(expanded) + (NEEDS_SIGNS if _SIGN.search(item[1:-1]) else "")

    def expand(self, name: str, inside: tuple[str, ...] = (), *, keep_case: bool = False) -> str:
        """Return a list's items as one expression.

        :param keep_case: as in :meth:`read`.
        :raises PatternError: for an unknown list and for a list within itself.
        """
        if name in self._numbers:
            find_numbers(self._language)
            return self._numbers[name]
        if keep_case and self.is_built_in(name):
            return f"(?i:{self.expand(name, inside)})"
        if name in self._broken:
            raise BrokenListError(f"word list {name!r} is broken; mend it there")
        if name not in self._lists:
            known = {*self._lists, *self._numbers}
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
            other = f", or did you mean {near[0]!r}?" if near else ""
            raise PatternError(f"no word list is called {name!r}; add it under 'lists:'{other}")
        if name in inside:
            raise PatternError(f"word list {name!r} contains itself; take it out of one of the two")
        if len(inside) >= DEEPEST_NESTING:
            raise PatternError(f"word lists are nested too deep at {name!r}; put the words in it")
        if (name, keep_case) not in self._known:
            within = (*inside, name)
            found = (
                self._read_item(item, within, keep_case=keep_case) for item in self._lists[name]
            )
            mark = HIDES_IDIOMS if self._hides_idioms(name) else ""
            self._known[name, keep_case] = f"(?:{mark}{'|'.join(dict.fromkeys(found))})"
        return self._known[name, keep_case]

    def _hides_idioms(self, name: str) -> bool:
        idioms = self._inflection.data.idioms
        return idioms is not None and name in idioms.lists

    def _read(self, pattern: str, inside: tuple[str, ...], ends: str, *, keep_case: bool) -> str:
        def expand(name: str) -> str:
            return self.expand(name, inside, keep_case=keep_case)

        if is_expression(pattern):
            refuse_unknown_to_engine(pattern[1:-1])
            refuse_misleading(pattern[1:-1])
            expanded = _PLACEHOLDER.sub(lambda match: expand(match[1]), pattern[1:-1])
            # An expression says itself what may stand beside a figure.
            expanded = expanded.replace(NAMES_FIGURES, "")
        else:
            expanded = PhraseReader(
                pattern, expand, self._inflection, ends=ends, keep_case=keep_case
            ).read()
        if len(expanded) > LONGEST_PATTERN:
            raise PatternError(
                f"with its lists the pattern has {len(expanded)} characters, {LONGEST_PATTERN} "
                "are allowed; split the rule or the lists"
            )
        return expanded


def _hold_to_words(expression: str) -> str:
    r"""Keep a list's expression from starting or ending within a word, where it has letters there.

    >>> _hold_to_words("k?m"), _hold_to_words(r"e\.v\.")
    ('\\b(?:k?m)\\b', '\\b(?:e\\.v\\.)')
    """
    start = r"\b" if _OPENS_WORD.match(expression) else ""
    end = r"\b" if _CLOSES_WORD.search(expression) else ""
    return f"{start}(?:{expression}){end}" if start or end else expression
