"""The rules, shipped per language, that tell page furniture from an article's prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from corpus_tools.languages import language_file
from corpus_tools.normalisation import normalise_text
from corpus_tools.rules import Context, LineScreen, RuleSet, load_rules

Reach = Literal["line", "rest", "closing"]
REACHES: tuple[Reach, ...] = ("line", "rest", "closing")
CLOSING_SHARE, HEAD = 0.6, 150
_ANYWHERE = Context(section=None, previous=None, next=None, voted=None)


@cache
def load_boilerplate(language: str = "en") -> BoilerplateFilter:
    """Return the language's filter, compiled once a process.

    :raises ValueError: for a language without data.
    """
    rules = load_rules([boilerplate_path(language)], REACHES, language)
    screen = LineScreen([each for rule in rules.rules for each in rule.patterns["pattern"]])
    return BoilerplateFilter(rules, screen)


def boilerplate_path(language: str = "en") -> Path:
    """Return the rule file that is shipped for a language."""
    return language_file(language, "boilerplate")


@dataclass(frozen=True, slots=True)
class BoilerplateFilter:
    """Says of each line of a document, in reading order, whether it is furniture."""

    rules: RuleSet
    screen: LineScreen

    def mark(self, lines: Sequence[str]) -> Iterator[bool]:
        """Yield whether each line is boilerplate, looking at no line before it is asked for.

        >>> list(load_boilerplate().mark(["A raid.", "Leave a Reply", "Name"]))
        [False, True, True]

        Before six tenths of the document, only the line itself counts. A line
        is furniture by its first ``HEAD`` characters, so every pattern has to
        match at the line's start.
        """
        reached = False
        for place, line in enumerate(lines):
            if reached or not self.screen.passes(normalise_text(line[:HEAD])):
                yield reached
                continue
            reach = self._reach(normalise_text(line))
            late = place > 0 and place >= CLOSING_SHARE * len(lines) - 1
            reached = late and not reach.isdisjoint({"rest", "closing"})
            yield reached or not reach.isdisjoint({"line", "rest"})

    def _reach(self, line: str) -> set[Reach]:
        matches = self.rules.ask(line, _ANYWHERE)
        return {cast(Reach, match.rule.spec.label) for match in matches}
