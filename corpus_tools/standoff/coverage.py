"""How much of a release was put back: by status, by label, by split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpus_tools.records import SPLITS, Span
from corpus_tools.standoff.finding import STATUSES
from corpus_tools.standoff.placing import PlacedDocument

MISSING = "article missing"


class Share(NamedTuple):
    """How many of how many."""

    put_back: int
    released: int

    def __str__(self) -> str:
        """As people read it.

        >>> str(Share(3, 4))
        '3 of 4'
        """
        return f"{self.put_back} of {self.released}"


@dataclass(slots=True)
class _Tally:
    put_back: Counter[str] = field(default_factory=Counter)
    released: Counter[str] = field(default_factory=Counter)

    def count(self, name: str, *, put_back: bool) -> None:
        self.released[name] += 1
        self.put_back[name] += put_back

    def as_shares(self, order: Sequence[str] = ()) -> dict[str, Share]:
        names = order or sorted(self.released)
        return {
            name: Share(self.put_back[name], self.released[name])
            for name in names
            if name in self.released
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles by status, units, and of the labelled units those of each label and split.

    ``reasons`` counts the units that were not put back.
    """

    documents: dict[str, int]
    units: Share
    labels: dict[str, Share]
    splits: dict[str, Share]
    reasons: dict[str, int]

    @property
    def is_full(self) -> bool:
        """Whether every unit was put back."""
        return self.units.put_back == self.units.released

    def as_row(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "documents": self.documents,
            "units": self.units._asdict(),
            "labels": {name: each._asdict() for name, each in self.labels.items()},
            "splits": {name: each._asdict() for name, each in self.splits.items()},
            "reasons": self.reasons,
        }


def measure_coverage(placed: Sequence[PlacedDocument]) -> Coverage:
    """Count what was put back of a release's documents."""
    statuses = Counter(each.status for each in placed)
    units, labels, splits = _Tally(), _Tally(), _Tally()
    reasons: Counter[str] = Counter()
    for document in placed:
        for unit, place in zip(document.document.units, document.places, strict=True):
            put_back = isinstance(place, Span)
            units.count("all", put_back=put_back)
            if unit.primary is not None:
                labels.count(unit.primary, put_back=put_back)
            if unit.row is not None:
                splits.count(unit.row["split"], put_back=put_back)
            if not isinstance(place, Span):
                reasons[place or MISSING] += 1
    return Coverage(
        documents={name: statuses[name] for name in STATUSES},
        units=units.as_shares().get("all", Share(0, 0)),
        labels=labels.as_shares(),
        splits=splits.as_shares(SPLITS),
        reasons=dict(sorted(reasons.items())),
    )
