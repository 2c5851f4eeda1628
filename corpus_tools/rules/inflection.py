"""A word -> its forms: "close" -> closes, closed, closing, by a language's data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from corpus_tools.languages import language_file
from corpus_tools.rules.patterns import PatternError
from corpus_tools.yamlio import StrictModel, Texts, read_yaml

FORMS = ("base", "s", "past", "participle", "ing")


class VerbEnding(StrictModel):
    """How verbs of one spelling change; each form is a replacement for ``word``.

    Without a participle of its own it is like the past.
    """

    word: str
    s: Texts
    past: Texts
    ing: Texts
    base: Texts = ["\\g<0>"]
    participle: Texts | None = None


class Prefixes(StrictModel):
    """What may stand before a verb that changes by heart, and before its forms then.

    A participle loses what ``loses`` matches; ``between`` stands in a second base, as German
    "zu" in "anzugeben".
    """

    words: list[str]
    loses: str | None = None
    between: str | None = None


class NounEnding(StrictModel):
    """How nouns of one spelling change."""

    word: str
    plural: Texts


class Construction(StrictModel):
    """What stands before a form to make a tense or a voice of it, in one of its ways."""

    before: str
    form: Texts


class Verbs(StrictModel):
    """How verbs change: by their ending, by heart, or in every form of their own.

    By heart a verb has its past, its participle and, where its ending does not tell, its ``s``
    form; ``also_verbs`` are those of such forms that are verbs as well. Participles and ``ing`` forms also take the endings of ``declension``. ``clauses`` are
    words that begin a clause of their own, so that no object holds them.
    """

    endings: list[VerbEnding]
    prefixes: list[Prefixes] = []
    irregular: dict[str, list[str]] = {}
    declension: list[str] = []
    whole: dict[str, dict[str, list[str]]] = {}
    also_verbs: list[str] = []
    constructions: dict[str, list[Construction]] = {}
    clauses: list[str] = []


class Nouns(StrictModel):
    """How nouns change; all their forms also take the endings of ``declension``."""

    endings: list[NounEnding]
    irregular: dict[str, str] = {}
    declension: list[str] = []
    possessive: list[str] = []


class Idioms(StrictModel):
    """Where words do not mean what their lists say.

    ``hidden`` holds regular expressions of Python, case and all, of the words that rules do
    not see where they name one of ``lists``.
    """

    lists: list[str]
    hidden: list[str]


class WordData(StrictModel):
    """What a language's ``words.yaml`` may say.

    ``abbreviations`` are expressions of what a full stop may follow within a sentence.
    """

    verbs: Verbs | None = None
    nouns: Nouns | None = None
    lists: dict[str, list[str]] = {}
    abbreviations: list[str] = []
    idioms: Idioms | None = None


@dataclass(frozen=True)
class Inflection:
    """The forms of a language's words."""

    data: WordData

    @cached_property
    def _bases_by_heart(self) -> Mapping[str, str]:
        """The verb of each form that only the data tells, but for forms that are verbs too."""
        verbs = self.data.verbs
        if verbs is None:
            return {}
        forms = {
            form: base
            for base, known in verbs.irregular.items()
            for written in known
            for form in written.split("|")
        }
        forms |= {
            each: base for base, known in verbs.whole.items() for each in chain(*known.values())
        }
        return {
            form: base
            for form, base in forms.items()
            if form not in {*verbs.irregular, *verbs.whole, *verbs.also_verbs}
        }

    def verb_forms(self, word: str) -> dict[str, tuple[str, ...]]:
        """Return a verb's forms by name: base, s, past, participle, ing.

        >>> forms = load_inflection("en").verb_forms("take")
        >>> forms["past"], forms["participle"], forms["ing"]
        (('took',), ('taken',), ('taking',))

        Spellings that differ by country are all given, and so may be one that nobody uses.

        :raises PatternError: for a language without verbs in its data, and for a form in place
            of a verb, such as "sold", where the data knows better.
        """
        verbs = self.data.verbs
        if verbs is None:
            raise PatternError(f"the language has no verb forms for {word!r}; list the forms")
        if base := self._bases_by_heart.get(word):
            raise PatternError(f"{word!r} is a form of {base!r}; write <{base}>")
        if word in verbs.whole:
            return {name: tuple(verbs.whole[word][name]) for name in FORMS}
        forms = _find_irregular(word, verbs) or _change_by_ending(word, verbs)
        for name in ("participle", "ing"):
            forms[name] = _unique(
                *(form + ending for form in forms[name] for ending in ("", *verbs.declension))
            )
        return forms

    def noun_forms(self, word: str) -> tuple[str, ...]:
        """Return a noun's singular and plural.

        >>> load_inflection("en").noun_forms("agency")
        ('agency', 'agencies')

        :raises PatternError: for a language without nouns in its data.
        """
        nouns = self.data.nouns
        if nouns is None:
            raise PatternError(f"the language has no noun forms for {word!r}; list the forms")
        if word in nouns.irregular:
            plurals = nouns.irregular[word].split("|")
        else:
            ending = next(each for each in nouns.endings if re.search(each.word, word))
            plurals = list(_replace(ending.word, ending.plural, word))
        declined = (form + ending for form in (word, *plurals) for ending in nouns.declension)
        return _unique(word, *plurals, *declined)


def _change_by_ending(word: str, verbs: Verbs) -> dict[str, tuple[str, ...]]:
    ending = next(each for each in verbs.endings if re.search(each.word, word))
    written = {
        "base": ending.base,
        "s": ending.s,
        "past": ending.past,
        "participle": ending.participle or ending.past,
        "ing": ending.ing,
    }
    return {name: _unique(*_replace(ending.word, written[name], word)) for name in FORMS}


def _find_irregular(word: str, verbs: Verbs) -> dict[str, tuple[str, ...]] | None:
    if word in verbs.irregular:
        forms = _change_by_ending(word, verbs)
        known = zip(("past", "participle", "s"), verbs.irregular[word], strict=False)
        by_heart = {name: tuple(each.split("|")) for name, each in known}
        return forms | {"base": (word,)} | by_heart
    for prefixes in verbs.prefixes:
        for prefix in prefixes.words:
            rest = word.removeprefix(prefix)
            if rest != word and rest in verbs.irregular:
                return _put_before(prefix, prefixes, _find_irregular(rest, verbs) or {})
    return None


def _put_before(
    prefix: str, prefixes: Prefixes, forms: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found = {name: [prefix + form for form in forms[name]] for name in FORMS}
    if prefixes.loses is not None:
        shorter = (re.sub(prefixes.loses, "", form, count=1) for form in forms["participle"])
        found["participle"] = [prefix + form for form in shorter]
    if prefixes.between is not None:
        found["base"] += [prefix + prefixes.between + form for form in forms["base"]]
    return {name: tuple(found[name]) for name in FORMS}


def _replace(pattern: str, replacements: list[str], word: str) -> Iterator[str]:
    return (re.sub(pattern, replacement, word) for replacement in replacements)


def _unique(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


@cache
def load_inflection(language: str) -> Inflection:
    """Read a language's word forms; a language without them has none.

    :raises ValueError: for a language without any data.
    """
    path = language_file(language, "words")
    if not path.is_file():
        return Inflection(WordData())
    return Inflection(read_yaml(path, WordData).content)
