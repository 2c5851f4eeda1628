"""Words that do not mean what a list of the language says: "not only", "No. 10", the month May.

RE2 can't look ahead, and text that rules see has no case. So where an
expression holds such a list, it is held against a text in which these
words are overwritten, as numbers are for their types.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from corpus_tools.rules.inflection import load_inflection


@cache
def load_idiom_hider(language: str) -> Callable[[str, bytes, str], bytes]:
    """Return what overwrites idioms: takes a text, the same folded, and a letter to write.

    >>> hide = load_idiom_hider("en")
    >>> hide("It may be not only No. 5.", b"it may be not only no. 5.", "Z")
    b'it may be ZZZ only ZZ. 5.'

    :raises ValueError: for a language without data.
    """
    idioms = load_inflection(language).data.idioms
    hidden = re.compile("|".join(idioms.hidden)) if idioms else None

    # Each condition folds a sentence for itself, one after the other.
    @lru_cache(maxsize=16)
    def find(text: str) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in hidden.finditer(text)) if hidden else ()

    def hide(text: str, folded: bytes, letter: str) -> bytes:
        spans = find(text)
        if not spans:
            return folded
        written = bytearray(folded)
        for start, end in spans:
            written[start:end] = letter.encode() * (end - start)
        return bytes(written)

    return hide
