"""RE2: single expressions, and many searched together. The only door to re2."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from corpus_tools.records import Span
from corpus_tools.rules.patterns import PatternError

MEMORY_BYTES, SET_MEMORY_BYTES = 64 << 20, 512 << 20
# One automaton for all expressions is the fastest while it stays small. Stretches that repeat
# multiply its states; by measurement it pays up to about this many of them.
MOST_REPEATS, ENDLESS = 100, 10
_REPEATED = re.compile(r"\)\{\d*,(\d+)\}|(?:\)|(?<!\\)\.|\])([*+])")
_ANYWHERE = getattr(getattr(re2, "_Anchor", None), "UNANCHORED", None)


@dataclass(frozen=True, slots=True)
class Search:
    """Many expressions, searched together.

    ``find`` takes folded text and returns the places of those that match;
    ``singles`` holds each expression on its own.
    """

    find: Callable[[bytes], Sequence[int]]
    singles: Sequence[Any]


def make_search(patterns: Sequence[str]) -> Search:
    """Compile translated patterns, as one automaton or behind a filter.

    The filter looks for the words that each expression can't do without, all in
    one pass, and asks only the expressions whose words stand in the text.

    :raises PatternError: at the first pattern that can't be compiled.
    """
    if sum(map(_count_repeats, patterns)) > MOST_REPEATS:
        return _search_by_filter(patterns)
    singles = [compile_single(pattern) for pattern in patterns]
    return Search(_compile_set(patterns), singles)


def find_first(compiled: Any, folded: bytes) -> Span:
    """Search for what is known to be there, in half the time that the public call takes."""
    beneath = getattr(compiled, "_regexp", None)
    if beneath is None or _ANYWHERE is None:
        return Span(*compiled.search(folded).span())
    return Span(*beneath.Match(_ANYWHERE, folded, 0, len(folded))[0])


def compile_single(pattern: str) -> Any:
    """Compile one translated pattern.

    :raises PatternError: with RE2's reason.
    """
    try:
        return re2.compile(pattern.encode("ascii"), _options(MEMORY_BYTES))
    except re2.error as error:
        reason = error.args[0]
        shown = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise PatternError(f"the pattern is broken: {shown}; mend it there") from error


def compile_anchored_set(patterns: Sequence[str]) -> Any:
    """Compile translated patterns to a set that matches at a text's start only.

    :raises PatternError: when the set does not fit its memory.
    """
    return _fill_set(re2.Set.MatchSet(_options(SET_MEMORY_BYTES)), patterns)


def _search_by_filter(patterns: Sequence[str]) -> Search:
    compiled = re2.Filter()
    options = _options(MEMORY_BYTES)
    for pattern in patterns:
        try:
            compiled.Add(pattern.encode("ascii"), options)
        except re2.error:
            compile_single(pattern)  # which knows the reason
            raise
    compiled.Compile()
    # The class beneath answers the same in two thirds of the time.
    match = getattr(compiled, "_filter", compiled).Match
    # The filter's own expressions, so that what they have learned of the text is shared.
    singles = [compiled.re(index) for index in range(len(patterns))]
    return Search(lambda folded: match(folded, False) or (), singles)


def _compile_set(patterns: Sequence[str]) -> Callable[[bytes], Sequence[int]]:
    compiled = _fill_set(re2.Set.SearchSet(_options(SET_MEMORY_BYTES)), patterns)
    beneath = getattr(compiled, "_set", None)
    if beneath is None:
        return lambda folded: compiled.Match(folded) or ()
    match: Callable[[bytes], Sequence[int]] = beneath.Match
    return match


def _fill_set(compiled: Any, patterns: Sequence[str]) -> Any:
    try:
        for pattern in patterns:
            compiled.Add(pattern.encode("ascii"))
        compiled.Compile()
    except re2.error as error:
        raise PatternError(
            f"{len(patterns)} rules together do not fit {SET_MEMORY_BYTES} bytes; "
            "make the longest patterns shorter"
        ) from error
    return compiled


def _count_repeats(pattern: str) -> int:
    found = _REPEATED.finditer(pattern)
    return sum(int(match[1]) if match[1] else ENDLESS for match in found)


def _options(memory: int) -> Any:
    options = re2.Options()
    options.max_mem = memory
    options.never_capture = True
    options.log_errors = False
    options.dot_nl = True
    return options
