r"""Patterns -> one matcher: RE2 sets say which rules hit, single expressions say where.

Rules with open stretches such as ``\w+`` blow up the automaton that they
share with others, so they get a set of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from corpus_tools.records import Span
from corpus_tools.rules.patterns import Alphabet, FoldTable, PatternError, translate

SET_MEMORY_BYTES = 512 << 20
_OPEN_STRETCH = re.compile(r"\\[wWSDs]|\[\^|(?<!\\)\.|\{0,\d+\}|[*+]")


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern with its case rule, as a person wrote it."""

    pattern: str
    keep_case: bool = False


class Matcher:
    r"""Answers which of many expressions match a text, and where.

    >>> matcher = Matcher([Expression(r"\bfin(?:ed|es)\b"), Expression(r"£\d+")])
    >>> list(matcher.first_matches("Fined £500"))
    [(0, Span(start=0, end=5)), (1, Span(start=6, end=10))]

    Matching takes time linear in the text, whatever the expressions.
    """

    def __init__(
        self, expressions: Sequence[Expression], *, memory: int = SET_MEMORY_BYTES
    ) -> None:
        """Compile.

        :param memory: bytes that each set's automaton may take.
        :raises PatternError: at the first expression that can't be compiled,
            and when a set does not fit its memory.
        """
        alphabet = Alphabet()
        translated = [
            translate(each.pattern, alphabet, keep_case=each.keep_case) for each in expressions
        ]
        self._folds = {keep: FoldTable(alphabet, keep_case=keep) for keep in (False, True)}
        self._singles = [compile_single(pattern) for pattern in translated]
        self._keep_case = [each.keep_case for each in expressions]
        self._sets = [
            (keep, members, _compile_set([translated[member] for member in members], memory))
            for keep, members in _group(translated, self._keep_case)
        ]

    def first_matches(self, text: str) -> Iterator[tuple[int, Span]]:
        """Yield number and leftmost span of each expression that matches, by number."""
        hits = self.hits(text)
        keeps = {self._keep_case[hit] for hit in hits}
        folded = {keep: self._fold(text, keep_case=keep) for keep in keeps}
        for hit in hits:
            yield hit, Span(*self._singles[hit].search(folded[self._keep_case[hit]]).span())

    def spans(self, number: int, text: str) -> list[Span]:
        """Return all matches of one expression that do not overlap, from left to right."""
        folded = self._fold(text, keep_case=self._keep_case[number])
        return [Span(*match.span()) for match in self._singles[number].finditer(folded)]

    def hits(self, text: str) -> list[int]:
        """Return the numbers of the expressions that match, ascending."""
        found: list[int] = []
        folded: dict[bool, bytes] = {}
        for keep, members, compiled in self._sets:
            if keep not in folded:
                folded[keep] = self._fold(text, keep_case=keep)
            found.extend(members[index] for index in compiled.Match(folded[keep]) or ())
        return sorted(found)

    def _fold(self, text: str, *, keep_case: bool) -> bytes:
        if text.isascii() and text.isprintable():
            return (text if keep_case else text.lower()).encode("ascii")
        return text.translate(self._folds[keep_case]).encode("ascii")


def compile_single(pattern: str) -> Any:
    """Compile one translated pattern.

    :raises PatternError: with RE2's reason.
    """
    try:
        return re2.compile(pattern.encode("ascii"), _options(SET_MEMORY_BYTES))
    except re2.error as error:
        reason = error.args[0]
        shown = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise PatternError(f"the pattern is broken: {shown}; mend it there") from error


def compile_anchored_set(patterns: Sequence[str]) -> Any:
    """Compile translated patterns to a set that matches at a text's start only.

    :raises PatternError: when the set does not fit its memory.
    """
    return _fill_set(re2.Set.MatchSet(_options(SET_MEMORY_BYTES)), patterns, SET_MEMORY_BYTES)


def _compile_set(patterns: Sequence[str], memory: int) -> Any:
    return _fill_set(re2.Set.SearchSet(_options(memory)), patterns, memory)


def _fill_set(compiled: Any, patterns: Sequence[str], memory: int) -> Any:
    try:
        for pattern in patterns:
            compiled.Add(pattern.encode("ascii"))
        compiled.Compile()
    except re2.error as error:
        raise PatternError(
            f"{len(patterns)} rules together do not fit {memory} bytes; "
            "make the longest patterns shorter"
        ) from error
    return compiled


def _options(memory: int) -> Any:
    options = re2.Options()
    options.max_mem = memory
    options.never_capture = True
    options.log_errors = False
    options.dot_nl = True
    return options


def _group(patterns: Sequence[str], keep_case: Sequence[bool]) -> list[tuple[bool, list[int]]]:
    groups: dict[tuple[bool, bool], list[int]] = {}
    for number, pattern in enumerate(patterns):
        key = (keep_case[number], _OPEN_STRETCH.search(pattern) is not None)
        groups.setdefault(key, []).append(number)
    return [(keep, members) for (keep, _), members in groups.items()]


__all__ = ["Expression", "Matcher", "PatternError", "compile_single"]
