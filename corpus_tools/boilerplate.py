"""The rules, shipped per language, that tell page furniture from an article's prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from corpus_tools.languages import language_file
from corpus_tools.normalisation import normalise_text
from corpus_tools.rules import Context, Expression, LineScreen, RuleSet, load_rules

Reach = Literal["line", "rest", "closing"]
REACHES: tuple[Reach, ...] = ("line", "rest", "closing")
CLOSING_SHARE, HEAD = 0.6, 200
_ANYWHERE = Context(section=None)


@cache
def load_boilerplate(language: str = "en") -> BoilerplateFilter:
    """Return the language's filter, compiled once a process.

    :raises ValueError: for a language without data.
    """
    rules = load_rules([boilerplate_path(language)], labels=REACHES)
    screen = LineScreen(
        [Expression(rule.pattern, rule.spec.case == "exact") for rule in rules.rules]
    )
    return BoilerplateFilter(rules, screen)


def boilerplate_path(language: str = "en") -> Path:
    """Return the rule file that is shipped for a language."""
    return language_file(language, "boilerplate")


@dataclass(frozen=True, slots=True)
class BoilerplateFilter:
    """Says of each line of a document, in reading order, whether it is furniture."""

    rules: RuleSet
    screen: LineScreen

    def mark(self, lines: Sequence[str]) -> list[bool]:
        """Return whether each line is boilerplate.

        >>> load_boilerplate().mark(["A raid.", "Leave a Reply", "Name"])
        [False, True, True]

        Before six tenths of the document, only the line itself counts. Only
        lines whose first ``HEAD`` characters look like furniture are asked.
        """
        marks = [False] * len(lines)
        for place in self.screen.find([normalise_text(line[:HEAD]) for line in lines]):
            reach = self._reach(normalise_text(lines[place]))
            late = place > 0 and place >= CLOSING_SHARE * len(lines) - 1
            if late and not reach.isdisjoint({"rest", "closing"}):
                return marks[:place] + [True] * (len(lines) - place)
            marks[place] = not reach.isdisjoint({"line", "rest"})
        return marks

    def _reach(self, line: str) -> set[Reach]:
        matches = self.rules.ask(line, _ANYWHERE)
        return {cast(Reach, match.rule.spec.label) for match in matches}
