r"""Patterns as people write them -> patterns as the engine takes them.

The engine sees ASCII only, so that byte offsets are code points and its
ASCII ``\w`` and ``\b`` answer as Unicode's would. Each text is *folded*, one
character to one character: lower case, white space to a blank, digits of any
script to ``0``. A letter outside ASCII becomes ``Z``, unless a rule names it:
then another capital stands for it (folded text has none of its own). Where
case is exact, capitals are taken, and such letters become ``_``. A named
symbol becomes a control character, any other symbol DEL. The last capitals
stand for the types of numbers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from corpus_tools.rules.number_types import STAND_IN_OF_MARK

LETTER, EXACT_LETTER, DIGIT, SYMBOL = "Z", "_", "0", "\x7f"
# Within a figure, ",", ".", ":", "/" and "%" are folded to this where a phrase names figures.
FIGURE_JOINT = "_"
# Say, within an expression, that it names figures as phrases do, and that it can't do without
# the signs within them. They match nothing: the translated expression has neither.
NAMES_FIGURES, NEEDS_SIGNS = "\ue0f0", "\ue0f1"
# Says that it holds a list which idioms are hidden from.
HIDES_IDIOMS = "\ue0ff"
_OF_MARK = {**STAND_IN_OF_MARK, NAMES_FIGURES: "", NEEDS_SIGNS: "", HIDES_IDIOMS: ""}
LETTER_STAND_INS = "ABCDEFGHIJKLMNOP"
SYMBOL_STAND_INS = "".join(map(chr, (*range(1, 9), *range(14, 32))))
# Letters that count as others when case is ignored, as in Python's re: dotted
# and dotless i, long s, Kelvin sign, sigma at a word's end.
_SMALL_FORMS = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k", "\u03c2": "\u03c3"}
# Characters that people type in one form and read in another.
_SAME_SYMBOL = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
}

# What can't be made small as it stands; all between is letters, signs and small escapes.
_SPECIAL = re.compile(
    r"""\\[pP]\{[^}]*\}      # a Unicode class
      | \\x\{[0-9a-fA-F]+\}  # a character by number
      | \\[^a-oq-wyz]         # an escape that is no small letter
      | \\[px]                # a class or a number that is cut short
      | \(\?P?<[A-Za-z_]\w*> # a named group
      | \(\?[a-zA-Z-]+[:)]   # flags
      | [^\x00-\x7f]
    """,
    re.VERBOSE | re.DOTALL,
)


class PatternError(ValueError):
    """A pattern can't be used; the message is ``what; what to do``."""


@dataclass(slots=True)
class Alphabet:
    """Which stand-in each character outside ASCII gets, for one set of rules."""

    stand_ins: dict[str, str] = field(default_factory=dict)

    def name(self, character: str) -> str:
        """Return the stand-in of a character that a rule names.

        :raises PatternError: when more than 16 letters or 26 symbols are named.
        """
        if character.isspace():
            return " "
        if character.isdecimal():
            return DIGIT
        character = fold_case(character)
        if character.isascii():
            return character
        if character not in self.stand_ins:
            pool = LETTER_STAND_INS if character.isalnum() else SYMBOL_STAND_INS
            free = [stand_in for stand_in in pool if stand_in not in self.stand_ins.values()]
            if not free:
                raise PatternError(
                    f"{character!r} is one letter or symbol outside ASCII too many; "
                    f"a recipe's rules may name {len(pool)} of a kind"
                )
            self.stand_ins[character] = free[0]
        return self.stand_ins[character]


def is_expression(pattern: str) -> bool:
    """Whether a pattern stands between slashes.

    >>> is_expression("/fined?/"), is_expression("fine")
    (True, False)
    """
    return len(pattern) > 1 and pattern[0] == pattern[-1] == "/"


def fold_symbol(character: str) -> str | None:
    """Return the plain form of a curly quotation mark."""
    return _SAME_SYMBOL.get(character)


def fold_case(character: str) -> str:
    """Lower one character where that gives one character.

    >>> fold_case("Ä"), fold_case("ß"), fold_case("\u212a")
    ('ä', 'ß', 'k')
    """
    if character in _SAME_SYMBOL:
        return _SAME_SYMBOL[character]
    if character in _SMALL_FORMS:
        return _SMALL_FORMS[character]
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def translate(pattern: str, alphabet: Alphabet, *, keep_case: bool = False) -> str:
    r"""Write a pattern for folded text.

    >>> translate(r"\bFined £\d+\b", Alphabet())
    '\\bfined \\x01\\d+\\b'
    >>> translate(r"\xe9", Alphabet())
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: \x names characters by number ...; type them, ...

    :raises PatternError: for what folded text has no place for.
    """
    pattern = unicodedata.normalize("NFC", pattern)
    parts, place = [], 0
    for match in _SPECIAL.finditer(pattern):
        plain = pattern[place : match.start()]
        parts += [
            plain if keep_case else plain.lower(),
            _translate_token(match[0], alphabet, keep_case=keep_case),
        ]
        place = match.end()
    parts.append(pattern[place:] if keep_case else pattern[place:].lower())
    return "".join(parts)


def _translate_token(token: str, alphabet: Alphabet, *, keep_case: bool) -> str:
    if len(token) == 1:
        if token.isascii():
            return token if keep_case else token.lower()
        if token in _OF_MARK:
            return _OF_MARK[token]
        if keep_case and token.isalnum():
            raise PatternError(f"{token!r} is outside ASCII; take 'case: exact' out or write \\w")
        return _escape(alphabet.name(token))
    if token.startswith((r"\p", r"\P", r"\x")):
        raise PatternError(f"{token} names characters by number or class; type them, or use \\w")
    if not keep_case and (flags := _FLAGS.fullmatch(token)):
        return _without_case_flag(*flags.groups())
    if token.startswith("\\") and not token.isascii():
        return _escape(alphabet.name(token[1]))
    return token


def _escape(stand_in: str) -> str:
    return stand_in if stand_in.isprintable() else f"\\x{ord(stand_in):02x}"


_FLAGS = re.compile(r"\(\?([a-zA-Z]*)(-?[a-zA-Z]*)([:)])")


def _without_case_flag(on: str, off: str, end: str) -> str:
    """Write flags without `i`: folded text has no case, and capitals mean other letters."""
    on, off = on.replace("i", ""), off.replace("i", "")
    flags = on + (off if off != "-" else "")
    return f"(?{flags}{end}" if flags or end == ":" else ""
