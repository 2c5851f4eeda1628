"""What an engine must know of a language, read from its data file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, model_validator

from corpus_tools.languages import language_file
from corpus_tools.yamlio import StrictModel, read_yaml

AbbreviationClass = Literal[
    "titles",
    "numbers",
    "dates",
    "firms",
    "names",
    "places",
    "citations",
    "phrases",
    "lists",
    "times",
]
CLASSES: tuple[AbbreviationClass, ...] = get_args(AbbreviationClass)


def _split_words(value: object) -> object:
    return value.split() if isinstance(value, str) else value


Words = Annotated[list[str], BeforeValidator(_split_words)]


class Abbreviations(StrictModel):
    """Abbreviations by what may follow them, without their last stop.

    One with a capital is known as written and in capitals throughout, one
    without in any case. One that starts with a hyphen is the end of a word:
    "-str" stands for "Hauptstr" too.
    """

    titles: Words = []
    numbers: Words = []
    dates: Words = []
    firms: Words = []
    names: Words = []
    places: Words = []
    citations: Words = []
    phrases: Words = []
    lists: Words = []
    times: Words = []


class SentenceData(StrictModel):
    """A language's ``sentences.yaml``; docs/languages.md says what each list decides."""

    abbreviations: Abbreviations
    starters: Words
    speech_verbs: Words = []
    verbs: Words = []
    calendar: Words = []
    marked_names: list[str] = []
    interjections: Words = []
    ordinals: bool = False

    @model_validator(mode="after")
    def _stand_once(self) -> SentenceData:
        counts = Counter(word for _, word in self.abbreviation_pairs())
        repeated = sorted(word for word, count in counts.items() if count > 1)
        if repeated:
            raise ValueError(f"{', '.join(repeated)} stands in two lists; keep it in one")
        stopped = sorted(word for word in counts if word.endswith("."))
        if stopped:
            raise ValueError(f"{', '.join(stopped)} ends in a stop; leave the last stop out")
        return self

    def abbreviation_pairs(self) -> Iterator[tuple[AbbreviationClass, str]]:
        """Yield each abbreviation with its class."""
        for name in CLASSES:
            for word in getattr(self.abbreviations, name):
                yield name, word


@dataclass(frozen=True, slots=True)
class SentenceLanguage:
    """The data in the form in which an engine asks for it."""

    classes: dict[str, AbbreviationClass]
    suffixes: dict[str, AbbreviationClass]
    starters: frozenset[str]
    speech_verbs: frozenset[str]
    verbs: frozenset[str]
    calendar: frozenset[str]
    marked_names: frozenset[str]
    interjections: frozenset[str]
    ordinals: bool

    def class_of(self, word: str) -> AbbreviationClass | None:
        """Return the class of an abbreviation, or nothing for another word.

        >>> english = load_language("en")
        >>> english.class_of("Corp"), english.class_of("CORP"), english.class_of("corp")
        ('firms', 'firms', 'firms')
        >>> english.class_of("p.m"), english.class_of("P.M")
        ('times', 'times')
        """
        known = self.classes.get(word) or self.classes.get(word.lower())
        if known is None and self.suffixes:
            ends = (name for end, name in self.suffixes.items() if word.endswith(end))
            return next(ends, None)
        return known


@cache
def load_language(language: str = "en") -> SentenceLanguage:
    """Read a language's data, once a process.

    :raises ValueError: for a language without data.
    """
    data = read_yaml(language_file(language, "sentences"), SentenceData).content
    classes: dict[str, AbbreviationClass] = {}
    suffixes: dict[str, AbbreviationClass] = {}
    for name, word in data.abbreviation_pairs():
        if word.startswith("-"):
            suffixes[word[1:]] = name
            continue
        classes[word] = name
        if word[0].isupper():
            classes.setdefault(word.upper(), name)
    return SentenceLanguage(
        classes,
        suffixes,
        frozenset(data.starters),
        frozenset(data.speech_verbs),
        frozenset((*data.speech_verbs, *data.verbs)),
        frozenset(data.calendar),
        frozenset(data.marked_names),
        frozenset(data.interjections),
        data.ordinals,
    )
