"""``<close>``, ``<close:passive>``, ``<shut down>``, ``<account:noun>`` -> expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from corpus_tools.rules.inflection import FORMS, Inflection
from corpus_tools.rules.patterns import FIGURE_JOINT, NAMES_FIGURES, PatternError

SEPARATOR = r"[^\w.;:!?]{1,3}"
ANY_WORD = r"\w(?:[^\s.;:!?]|\.\w)*"
OBJECT_GAP = 4
_DIGIT = re.compile(r"\d")
_JOINED = re.compile(r"(?<=\d)(?:(,|\\\.)(?=\d)|(%))")


def hold_to_word(word: str, rest: str = "") -> str:
    r"""Return a word as an expression that starts and ends where a word does, or a figure.

    >>> hold_to_word("fine"), hold_to_word("$5"), hold_to_word("5.5%")
    ('\\bfine\\b', '\ue0f0\\$5\\b', '\ue0f0\\b5[._]5[%_]')

    :param rest: an expression for more letters of the word.
    """
    start = r"\b" if word[:1].isalnum() else ""
    end = r"\b" if rest or word[-1:].isalnum() else ""
    held = f"{start}{re.escape(word)}{rest}{end}"
    if rest or not _DIGIT.search(word):
        return held
    return NAMES_FIGURES + _JOINED.sub(
        lambda sign: f"[{sign[0].lstrip(chr(92))}{FIGURE_JOINT}]", held
    )


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
    before, names = _choose_forms(form, inflection)
    verb = _any_of(spelling for name in names for spelling in forms[name])
    if before is not None:
        verb = f"{read(before)}{SEPARATOR}{verb}"
    if not rest:
        return verb
    particle = SEPARATOR.join(map(hold_to_word, rest))
    return f"{verb}(?:{SEPARATOR}{ANY_WORD}){{0,{OBJECT_GAP}}}{SEPARATOR}{particle}"


def _choose_forms(form: str, inflection: Inflection) -> tuple[str | None, Sequence[str]]:
    verbs = inflection.data.verbs
    constructions = verbs.constructions if verbs else {}
    if form in constructions:
        return constructions[form].before, constructions[form].form
    if form and form not in FORMS:
        known = ", ".join((*FORMS, *constructions, "noun"))
        raise PatternError(f"there is no form {form!r}; use one of {known}")
    return None, [form] if form else FORMS


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
