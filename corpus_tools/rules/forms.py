"""``<close>``, ``<close:passive>``, ``<shut down>``, ``<account:noun>`` -> expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from corpus_tools.rules.gaps import OBJECT_SEPARATOR, SEPARATOR, object_word
from corpus_tools.rules.inflection import FORMS, Inflection
from corpus_tools.rules.patterns import FIGURE_JOINT, NAMES_FIGURES, PatternError

OBJECT_GAP = 4
SENTENCE_START = r"^[\"'(]{0,2}"
_DIGIT = re.compile(r"\d")
_JOINED = re.compile(r"(?<=\d)(?:(,|/|\\\.)(?=\d)|(%))")


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


def expand_forms(
    written: str, inflection: Inflection, read: Callable[[str], str], *, keep_case: bool = False
) -> str:
    r"""Return the expression of what stands between ``<`` and ``>``.

    Forms take the capitals of the word as written.

    :param read: gives the expression of a phrase, for what stands before a form.
    :param keep_case: whether case counts; then a word that is written small may still have a
        capital at the sentence's start.
    :raises PatternError: for a form that the language does not have, and for no word.
    """
    words, _, form = (part.strip() for part in written.partition(":"))
    if not words:
        raise PatternError(f"<{written}> names no word; write it before the colon")
    if form.lower() == "noun":
        return _expand_noun(words, inflection, keep_case=keep_case)
    return _expand_verb(words, form.lower(), inflection, read, keep_case=keep_case)


def _expand_verb(
    words: str,
    form: str,
    inflection: Inflection,
    read: Callable[[str], str],
    *,
    keep_case: bool,
) -> str:
    first, *rest = words.split()
    forms = inflection.verb_forms(first.lower())
    ways = []
    for before, names in _choose_forms(form, inflection):
        spellings = [_spell_like(first, each) for name in names for each in forms[name]]
        if before:
            ways.append(f"(?i:{read(before)}){SEPARATOR}{_any_of(spellings)}")
        else:
            ways.append(_any_of(spellings, open_sentences=keep_case))
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


def _expand_noun(words: str, inflection: Inflection, *, keep_case: bool) -> str:
    *first, last = words.split()
    nouns = inflection.data.nouns
    spellings = [_spell_like(last, each) for each in inflection.noun_forms(last.lower())]
    possessive = f"(?:{'|'.join(map(re.escape, nouns.possessive))})?" if nouns else ""
    before = "".join(
        _any_of([each], open_sentences=keep_case and not place) + SEPARATOR
        for place, each in enumerate(first)
    )
    return before + _any_of(spellings, open_sentences=keep_case and not first) + possessive


def _spell_like(written: str, form: str) -> str:
    """Give a form the capitals that a word has where the two are spelled alike.

    >>> _spell_like("Apple", "apples"), _spell_like("NGO", "ngos"), _spell_like("Go", "went")
    ('Apples', 'NGOs', 'Went')
    """
    if written[:1].isupper():
        form = form[:1].upper() + form[1:]
    pairs = zip(written, form, strict=False)
    alike = [own for own, _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs)]
    return "".join(alike) + form[len(alike) :]


def _any_of(spellings: Iterable[str], *, open_sentences: bool = False) -> str:
    found = dict.fromkeys(spellings)
    anywhere = rf"\b(?:{'|'.join(map(re.escape, found))})\b"
    small = [each for each in found if each[:1].islower()]
    if not (open_sentences and small):
        return anywhere
    return f"(?:{anywhere}|{SENTENCE_START}{_any_of(each[0].upper() + each[1:] for each in small)})"
