"""A unit's section without words: which units name it, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class SectionName(NamedTuple):
    """Where a section's name stands: a unit's index, and the stretch of its text."""

    unit: int
    start: int
    end: int


@dataclass(slots=True)
class SectionNames:
    """Finds the names of sections in the units read so far, the nearest first.

    >>> names = SectionNames()
    >>> names.add(3, "## The market", heading=True)
    >>> names.find("The market")
    SectionName(unit=3, start=3, end=13)
    """

    texts: dict[int, str] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    found: dict[str, SectionName] = field(default_factory=dict)

    def add(self, index: int, text: str, *, heading: bool) -> None:
        """Take up the next unit; a heading may bear a name that an earlier one bears."""
        self.texts[index] = text
        if heading:
            self.headings.append(index)
            self.found.clear()

    def find(self, name: str) -> SectionName:
        """Return where a name stands: a heading's whole text, part of one, or part of any unit.

        :raises ValueError: when no unit read so far holds it.
        """
        if name not in self.found:
            self.found[name] = self._search(name)
        return self.found[name]

    def _search(self, name: str) -> SectionName:
        for index in reversed(self.headings):
            if self.texts[index] == name:
                return SectionName(index, 0, len(name))
        for index in (*reversed(self.headings), *reversed(self.texts)):
            start = self.texts[index].find(name)
            if start >= 0:
                return SectionName(index, start, start + len(name))
        raise ValueError("its section is named by no unit that stands before it")


def spell_section(places: Sequence[Sequence[int]], texts: Mapping[int, str]) -> list[str]:
    """Return a section's names; those whose unit is not there are left out.

    >>> spell_section([[3, 3, 13], [9, 0, 4]], {3: "## The market"})
    ['The market']
    """
    return [texts[index][start:end] for index, start, end in places if index in texts]
