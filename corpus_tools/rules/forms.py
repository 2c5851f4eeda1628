"""``<close>``, ``<close:passive>``, ``<shut down>``, ``<account:noun>`` -> expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from corpus_tools.rules.gaps import OBJECT_SEPARATOR, SEPARATOR, object_word
from corpus_tools.rules.inflection import FORMS, Inflection
from corpus_tools.rules.patterns import PatternError

OBJECT_GAP = 4


def hold_to_word(word: str, rest: str = "") -> str:
    r"""Return a word as an expression that starts and ends where a word does.

    >>> hold_to_word("fine"), hold_to_word("$5")
    ('\\bfine\\b', '\\$5\\b')

    :param rest: an expression for more letters of the word.
    """
    start = r"\b" if word[:1].isalnum() else ""
    end = r"\b" if rest or word[-1:].isalnum() else ""
    return f"{start}{re.escape(word)}{rest}{end}"


def expand_forms(written: str, inflection: Inflection, read: Callable[[str], str]) -> str:
    r"""Return the expression of what stands between ``<`` and ``>``.

    :param read: gives the expression of a phrase, for what stands before a form.
    :raises PatternError: for a form that the language does not have, and for no word.
    """
    words, _, form = (part.strip() for part in written.lower().partition(":"))
    if not words:
        raise PatternError(f"<{written}> names no word; write it before the colon")
    first, *rest = words.split()
    try:
        if form == "noun":
            return _expand_noun(words, inflection)
        forms = inflection.verb_forms(first)
    except ValueError as error:
        raise PatternError(str(error)) from error
    ways = [
        (f"{read(before)}{SEPARATOR}" if before else "")
        + _any_of(spelling for name in names for spelling in forms[name])
        for before, names in _choose_forms(form, inflection)
    ]
    verb = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    if not rest:
        return verb
    particle = SEPARATOR.join(map(hold_to_word, rest))
    words_between = f"(?:{OBJECT_SEPARATOR}{object_word(inflection.data)}){{0,{OBJECT_GAP}}}"
    return f"{verb}{words_between}{OBJECT_SEPARATOR}{particle}"


def _choose_forms(form: str, inflection: Inflection) -> list[tuple[str, Sequence[str]]]:
    """Return the ways to make a form: what stands before, and the verb's own forms behind it."""
    verbs = inflection.data.verbs
    constructions = verbs.constructions if verbs else {}
    if form in constructions:
        return [(each.before, each.form) for each in constructions[form]]
    if form and form not in FORMS:
        known = ", ".join((*FORMS, *constructions, "noun"))
        raise PatternError(f"there is no form {form!r}; use one of {known}")
    return [("", [form] if form else FORMS)]


def _expand_noun(words: str, inflection: Inflection) -> str:
    *first, last = words.split()
    nouns = inflection.data.nouns
    forms = _any_of(inflection.noun_forms(last))
    possessive = f"(?:{'|'.join(map(re.escape, nouns.possessive))})?" if nouns else ""
    before = "".join(hold_to_word(each) + SEPARATOR for each in first)
    return before + forms + possessive


def _any_of(spellings: Iterable[str]) -> str:
    found = dict.fromkeys(spellings)
    return rf"\b(?:{'|'.join(map(re.escape, found))})\b"
