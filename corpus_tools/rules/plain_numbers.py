r"""Numbers written out in patterns that see numbers by their types.

Where a pattern names a type, each number of a text is overwritten before the pattern is held
against it; so what the pattern writes out itself is found only where it is no number: the 19
of "Covid-19", the "one" of "no one". What can't be found anywhere is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus_tools.rules.number_types import NumberFinder
from corpus_tools.rules.patterns import PatternError, is_expression
from corpus_tools.rules.samples import NOWHERE, Sample, piece_at, spell_expression, spell_phrase
from corpus_tools.rules.tokens import read_tokens

_ONE_LIST = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


@dataclass(frozen=True, slots=True)
class PlainNumbers:
    r"""Tells which figures and words of a pattern are overwritten wherever they may stand.

    >>> from corpus_tools.rules.number_types import load_numbers
    >>> judge = PlainNumbers(load_numbers("en"), {}, ["money"])
    >>> judge.refuse(r"/Covid-\d+ cost {money}/")
    >>> judge.refuse(r"/{money} in \d{4}/")
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: '\d' finds no figure where numbers are ...
    """

    finder: NumberFinder
    lists: Mapping[str, Sequence[str]]
    number_types: Collection[str]

    def refuse(self, pattern: str) -> None:
        """Refuse a pattern of which a part can't be found.

        :raises PatternError: at the first figure of an expression, word or list of a phrase.
        """
        samples = self._spell(pattern)
        overwritten = [self._overwritten(sample) for sample in samples]
        places = {place for sample in samples for place in sample.places} - {NOWHERE}
        for place in sorted(places):
            kinds = [
                found.get(place)
                for sample, found in zip(samples, overwritten, strict=True)
                if place in sample.places
            ]
            if kinds[0] is not None and all(kinds):
                raise _refusal(pattern, place, kinds[0])
        if not is_expression(pattern):
            self._refuse_lists(pattern)

    def _spell(self, pattern: str) -> list[Sample]:
        if is_expression(pattern):
            return spell_expression(pattern[1:-1], self.number_types)
        return spell_phrase(pattern, self.number_types)

    def _overwritten(self, sample: Sample) -> dict[int, str]:
        """Return the type of each place of a sample that is part of a number."""
        return {
            place: number.type
            for number in self.finder.find(sample.text)
            for place in sample.places[number.start : number.end]
            if place != NOWHERE
        }

    def _refuse_lists(self, phrase: str) -> None:
        # Lists serve phrases of both kinds, so one is refused only if all of it is numbers.
        for token in read_tokens(phrase):
            if token.kind == "list" and (kind := self._kind_of_list(token.value)):
                raise _word_refusal(token.value, kind)

    def _kind_of_list(self, name: str) -> str | None:
        if name in self.number_types:
            return None
        kinds = [self._kind_of(item.strip()) for item in self.lists.get(name, ())]
        return kinds[0] if kinds and all(kinds) else None

    def _kind_of(self, item: str) -> str | None:
        """Return the type of number that an item is, whatever of it stands in a text."""
        if inner := _ONE_LIST.fullmatch(item):
            return self._kind_of_list(inner[1])
        found = [self._overwritten(sample) for sample in self._spell(item)]
        return next(iter(found[0].values())) if found and all(found) else None


def _refusal(pattern: str, place: int, kind: str) -> PatternError:
    if not is_expression(pattern):
        return _word_refusal(read_tokens(pattern)[place].value, kind)
    return PatternError(
        f"'{piece_at(pattern[1:-1], place)}' finds no figure where numbers are overwritten by "
        "their types; write {number} or another type for it"
    )


def _word_refusal(word: str, kind: str) -> PatternError:
    return PatternError(
        f"{word!r} is a number, and numbers are seen by their types where one "
        f"type is named; write {{{kind}}} or another type for it"
    )
