r"""Phrases as people write them -> RE2 expressions.

A phrase is words, matched whole and in order, with a blank or a sign between
them. Beside words it may hold

- ``<close>``: any form of a verb; ``<close:past>``, ``<close:passive>``: one form or voice;
  ``<account:noun>``: singular, plural and possessive; ``<shut down>``: a verb whose
  particle may stand behind an object of up to four words;
- ``{police}``: any item of a word list;
- ``(a|b c)``: alternatives; ``[also]``: what may be left out; ``prosecut*``: words that begin so;
- ``..5``: up to five words, ``..``: up to eight;
- ``^`` and ``$``: the sentence's start and end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus_tools.rules.forms import SENTENCE_START, expand_forms, hold_to_word
from corpus_tools.rules.gaps import SEPARATOR, WIDE_SEPARATOR, any_word
from corpus_tools.rules.inflection import Inflection
from corpus_tools.rules.patterns import PatternError
from corpus_tools.rules.tokens import Token, read_tokens

DEFAULT_GAP, LONGEST_GAP, DEEPEST_BRACKETS = 8, 40, 20
_END = r"[^\w]{0,3}$"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece as an expression, and how it joins its neighbours."""

    expression: str
    kind: str = "word"


class PhraseReader:
    """Reads one phrase: alternatives of sequences of items."""

    def __init__(
        self,
        phrase: str,
        expand: Callable[[str], str],
        inflection: Inflection,
        *,
        ends: str = "",
        keep_case: bool = False,
    ) -> None:
        """Prepare to read.

        :param expand: gives the expression of a word list by name.
        :param ends: ``<`` where a gap may open the phrase, ``>`` where one may close it.
        :param keep_case: whether case counts where the phrase is looked for.
        :raises PatternError: for a character that no phrase has, and for words that touch.
        """
        self._tokens = read_tokens(phrase)
        self._place = 0
        self._depth = 0
        self._expand = expand
        self._inflection = inflection
        self._ends = ends
        self._keep_case = keep_case

    def read(self) -> str:
        """Return the phrase as an expression, each of its words held to whole words.

        :raises PatternError: for a phrase that is empty, or whose brackets or gaps are amiss.
        """
        expression = self._read_alternatives(closing=None)
        if self._place < len(self._tokens):
            raise PatternError(f"{self._peek()!r} closes nothing; take it out, or open it before")
        return expression

    def _peek(self) -> str | None:
        if self._place >= len(self._tokens):
            return None
        token = self._tokens[self._place]
        return token.value if token.kind == "sign" else ""

    def _read_alternatives(self, closing: str | None) -> str:
        self._depth += 1
        if self._depth > DEEPEST_BRACKETS:
            raise PatternError("brackets are nested too deep; make a word list of the inner ones")
        found = [self._read_sequence()]
        while self._peek() == "|":
            self._place += 1
            found.append(self._read_sequence())
        if closing is not None:
            if self._peek() != closing:
                raise PatternError(f"a bracket is open to the end; close it with {closing!r}")
            self._place += 1
        self._depth -= 1
        return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"

    def _read_sequence(self) -> str:
        items: list[Item] = []
        while self._place < len(self._tokens) and self._peek() not in ("|", ")", "]"):
            items.append(self._read_item())
        check_items(items, self._ends if self._depth == 1 else "<>")
        return join_items(items, any_word(self._inflection.data))

    def _read_item(self) -> Item:
        token = self._tokens[self._place]
        self._place += 1
        match token.kind:
            case "sign":
                return self._read_sign(token.value)
            case "list":
                return Item(self._expand(token.value))
            case "forms":
                return Item(self._read_forms(token.value))
            case "gap":
                return Item(_read_gap(token), "gap")
            case "prefix":
                return Item(hold_to_word(token.value, r"\w*"))
        return Item(hold_to_word(token.value))

    def _read_sign(self, sign: str) -> Item:
        if sign == "(":
            return Item(self._read_alternatives(closing=")"))
        if sign == "[":
            return Item(self._read_alternatives(closing="]"), "optional")
        return Item(sign, "start" if sign == "^" else "end")

    def _read_forms(self, written: str) -> str:
        return expand_forms(written, self._inflection, self._read_inner, keep_case=self._keep_case)

    def _read_inner(self, phrase: str) -> str:
        return PhraseReader(phrase, self._expand, self._inflection).read()


def _read_gap(token: Token) -> str:
    limit = int(token.value or DEFAULT_GAP)
    if not 0 < limit <= LONGEST_GAP:
        raise PatternError(f"a gap of {limit} words; write 1 to {LONGEST_GAP}")
    return f"{{0,{limit}}}"


def check_items(items: Sequence[Item], ends: str = "") -> None:
    """Refuse a sequence that can't mean what it says.

    :raises PatternError: for a sequence without a word, a gap at an end that may not have
        one, and a start or an end in its middle.
    """
    if not any(item.kind == "word" for item in items):
        raise PatternError("a phrase, or one of its alternatives, has no word; add one")
    for place, mark in ((0, "<"), (-1, ">")):
        if items[place].kind == "gap" and mark not in ends:
            raise PatternError("a gap needs a word on both sides; take it off the end")
    if any(item.kind == "start" for item in items[1:]):
        raise PatternError("'^' is the sentence's start; put it before all words")
    if any(item.kind == "end" for item in items[:-1]):
        raise PatternError("'$' is the sentence's end; put it behind all words")


def join_items(items: Sequence[Item], any_word: str) -> str:
    r"""Join a sequence's items, a separator between any two that both stand.

    >>> join_items([Item("fake"), Item("{0,2}", "gap"), Item("sites")], r"\w+")
    'fake(?:[^\\w.;:!?]{1,5}\\w+){0,2}[^\\w.;:!?]{1,5}sites'

    :param any_word: the expression of a word in a gap.
    """
    parts: list[str] = []
    open_start, separator = True, SEPARATOR
    for item in items:
        if open_start:
            parts.append(_open_with(item, any_word))
            open_start = item.kind != "word"
        else:
            parts.append(_go_on_with(item, any_word, separator))
            if item.kind != "optional":
                separator = WIDE_SEPARATOR if item.kind == "gap" else SEPARATOR
    return "".join(parts)


def _open_with(item: Item, any_word: str) -> str:
    match item.kind:
        case "start":
            return SENTENCE_START
        case "gap":
            return f"(?:{any_word}{WIDE_SEPARATOR}){item.expression}"
        case "optional":
            return f"(?:{item.expression}{SEPARATOR})?"
    return item.expression


def _go_on_with(item: Item, any_word: str, separator: str) -> str:
    match item.kind:
        case "end":
            return _END
        case "gap":
            return f"(?:{WIDE_SEPARATOR}{any_word}){item.expression}"
        case "optional":
            return f"(?:{separator}{item.expression})?"
    return separator + item.expression
