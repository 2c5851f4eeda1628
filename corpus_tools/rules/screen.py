"""A first look at lines for the few whose start some expression matches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_tools.rules.compile import Expression
from corpus_tools.rules.engine import compile_anchored_set
from corpus_tools.rules.folding import FoldTable
from corpus_tools.rules.patterns import Alphabet, translate

_FOREIGN = re.compile(r"[^\x00-\x7f]+")


class LineScreen:
    """Says which lines are worth asking, at a fraction of the time that asking takes.

    It may name a line that no expression matches, and leaves out none that
    one matches at its start.

    >>> screen = LineScreen([Expression("^fined?$"), Expression("raid")])
    >>> [screen.passes(line) for line in ("Nobody was fined", "Fine", "Raids", "A raid")]
    [False, True, True, False]
    """

    def __init__(self, expressions: Sequence[Expression]) -> None:
        """Compile all expressions to one set, without regard to case.

        :raises PatternError: at the first expression that can't be compiled.
        """
        alphabet = Alphabet()
        translated = [translate(each.pattern, alphabet, keep_case=False) for each in expressions]
        self._table = FoldTable(alphabet)
        self._set = compile_anchored_set(translated)

    def passes(self, line: str) -> bool:
        """Whether some expression may match."""
        folded = line.lower() if line.isascii() else self._fold(line)
        return bool(self._set.Match(folded.encode("ascii")))

    def _fold(self, line: str) -> str:
        # Folded letters are capitals, so the line's own go first.
        return _FOREIGN.sub(lambda match: match[0].translate(self._table), line.lower())
