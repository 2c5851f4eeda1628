"""Finds words of the article in what else is to be released."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from corpus_tools.similarity import find_words

RUN = 3


class WordsError(ValueError):
    """A field that is to be released holds words of the article."""


@dataclass(slots=True)
class WordGuard:
    """An article's runs of three words; they are looked for in what is to be released.

    :param allowed: texts that may be passed on whatever words they hold, such as ids.
    """

    text: str
    allowed: Collection[str] = ()
    runs: set[tuple[str, ...]] = field(default_factory=set)

    def refuse_words(self, fields: Mapping[str, Any]) -> None:
        """Look through fields and all that lies in them.

        >>> WordGuard("Police raided the market.").refuse_words({"note": "they raided the market"})
        Traceback (most recent call last):
            ...
        corpus_tools.standoff.words.WordsError: its field 'note' holds words of the article

        :raises WordsError: naming the first field with three words in a row of the article.
        """
        for name, value in fields.items():
            if any(self._gives_away(each) for each in _find_texts(value)):
                raise WordsError(f"its field {name!r} holds words of the article")

    def _gives_away(self, text: str) -> bool:
        words = find_words(text)
        if text in self.allowed or len(words) < RUN:
            return False
        if not self.runs:
            self.runs = _find_runs(find_words(self.text))
        return not self.runs.isdisjoint(_find_runs(words))


def _find_runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _find_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_find_texts, (*value.keys(), *value.values())))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(_find_texts, value))
