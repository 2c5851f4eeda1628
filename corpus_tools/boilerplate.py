"""The rules, shipped per language, that tell page furniture from an article's prose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from corpus_tools.rules import Context, RuleSet, load_rules

Reach = Literal["line", "rest", "closing"]
REACHES: tuple[Reach, ...] = ("line", "rest", "closing")
CLOSING_SHARE = 0.6
_ANYWHERE = Context(section=None)


@cache
def load_boilerplate(language: str = "en") -> RuleSet:
    """Return the language's rules, compiled once a process."""
    return load_rules([boilerplate_path(language)], labels=REACHES)


def boilerplate_path(language: str = "en") -> Path:
    """Return the rule file that is shipped for a language."""
    return Path(__file__).parent / "languages" / language / "boilerplate.yaml"


@dataclass(frozen=True, slots=True)
class BoilerplateFilter:
    """Says of each line of a document, in reading order, whether it is furniture."""

    rules: RuleSet

    def mark(self, lines: list[str]) -> list[bool]:
        """Return whether each line is boilerplate.

        >>> BoilerplateFilter(load_boilerplate()).mark(["A raid.", "Leave a Reply", "Name"])
        [False, True, True]

        Before six tenths of the document, only the line itself counts.
        """
        reaches = [self._reach(line) for line in lines]
        marks, reached = [], False
        for place, reach in enumerate(reaches):
            late = place > 0 and place >= CLOSING_SHARE * len(lines) - 1
            reached = reached or (late and not reach.isdisjoint({"rest", "closing"}))
            marks.append(reached or not reach.isdisjoint({"line", "rest"}))
        return marks

    def _reach(self, line: str) -> set[Reach]:
        matches = self.rules.ask(line, _ANYWHERE)
        return {cast(Reach, match.rule.spec.label) for match in matches}
