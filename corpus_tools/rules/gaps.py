r"""What may stand between the words of a phrase: separators, and the words of a gap.

A rule is held against one sentence, so a full stop within it ends an abbreviation, if it
follows one; and a colon between digits belongs to an hour.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus_tools.rules.inflection import WordData

SEPARATOR = r"[^\w.;:!?]{1,3}"
# Beside the words of a gap a dash with its blanks may stand, and a quotation may open.
WIDE_SEPARATOR = r"[^\w.;:!?]{1,5}"
OBJECT_SEPARATOR = r"[^\w.,;:!?]{1,5}"
_ANY_CORE, _ANY_REST = r"\w", r"(?:[^\s.;:!?]|[.:][\w-])*"
_OBJECT_REST = r"(?:[^\s.,;:!?]|[.,:][\w-])*"
_INITIALS = r"(?:\w\.){1,4}"


def any_word(data: WordData) -> str:
    r"""Return the expression of one word of a gap.

    >>> word = re.compile(any_word(WordData(abbreviations=["mr"])))
    >>> [bool(word.fullmatch(each)) for each in ("10:30", "u.s.", "mr.", "him.")]
    [True, True, True, False]
    """
    return _with_abbreviations(_ANY_CORE + _ANY_REST, data)


def object_word(data: WordData) -> str:
    """Return the expression of one word of what a verb and its particle hold between them.

    >>> data = WordData.model_validate({"verbs": {"endings": [], "clauses": ["and"]}})
    >>> word = re.compile(object_word(data))
    >>> [bool(word.fullmatch(each)) for each in ("an", "andy", "and", "him,")]
    [True, True, False, False]
    """
    stops = data.verbs.clauses if data.verbs else []
    core = rf"\b{_continue_unlike({'', *stops})}\b"
    return _with_abbreviations(core + _OBJECT_REST, data)


def _with_abbreviations(word: str, data: WordData) -> str:
    known = f"|(?:{'|'.join(data.abbreviations)})\\." if data.abbreviations else ""
    return f"(?:{word}|{_INITIALS}{known})"


def _continue_unlike(endings: Collection[str]) -> str:
    """Return an expression of all that may follow in a word but these, letter by letter."""
    first = sorted({ending[0] for ending in endings if ending})
    parts = [
        re.escape(letter)
        + _continue_unlike({ending[1:] for ending in endings if ending[:1] == letter})
        for letter in first
    ]
    parts.append(rf"[^{''.join(first)}\W]\w*")
    return f"(?:{'|'.join(parts)})" + ("" if "" in endings else "?")
