"""One scan over many lines for those that some expression may match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from corpus_tools.rules.compile import Expression, compile_single
from corpus_tools.rules.patterns import Alphabet, FoldTable, translate

_FOREIGN = re.compile(r"[^\x00-\x7f]+")


class LineScreen:
    """Finds, in one pass over a document's lines, the few that are worth asking.

    It may name a line that no expression matches, and leaves out none that
    one does.

    >>> screen = LineScreen([Expression("^fined?$"), Expression("raid")])
    >>> screen.find(["Nobody was fined", "Fine", "A raid"])
    [1, 2]
    """

    def __init__(self, expressions: Sequence[Expression]) -> None:
        """Compile all expressions to one, without regard to case.

        :raises PatternError: at the first expression that can't be compiled.
        """
        alphabet = Alphabet()
        translated = [translate(each.pattern, alphabet, keep_case=False) for each in expressions]
        self._table = FoldTable(alphabet)
        self._pattern: Any = compile_single(
            "(?m)" + "|".join(f"(?:{pattern})" for pattern in translated)
        )

    def find(self, lines: Sequence[str]) -> list[int]:
        """Return the numbers of the lines worth asking, ascending; lines hold no line end."""
        # Folded letters are capitals, so the line's own go first.
        folded = [
            line.lower() if line.isascii() else _FOREIGN.sub(self._fold, line.lower())
            for line in lines
        ]
        text = "\n".join(folded).encode("ascii")
        if (match := self._pattern.search(text)) is None:
            return []
        found: list[int] = []
        ends = list(accumulate(len(line) + 1 for line in folded))
        while match is not None:
            found.append(bisect_right(ends, match.start()))
            position = ends[found[-1]]
            match = self._pattern.search(text, position) if position < len(text) else None
        return found

    def _fold(self, match: re.Match[str]) -> str:
        return match[0].translate(self._table)
