"""What each split or fold holds, and which lacks the next cluster most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

LABEL_PART = 0.5


@dataclass(slots=True)
class Bins:
    """What each split (or fold) holds so far, in units and in units a label."""

    targets: Mapping[str, float]
    units: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, labels: Mapping[str, int]) -> None:
        """Count a cluster into a bin."""
        self.units[name] += sum(labels.values())
        self.labels.setdefault(name, Counter()).update(labels)

    def choose(self, key: str, labels: Mapping[str, int], left: Mapping[str, int]) -> str:
        """Return the bin for the next cluster.

        :param left: the bins that it may go to, and how many of the clusters still to be placed,
            this one included, may go to each.
        """
        names = [name for name in self.targets if name in left]
        weight = sum(labels.values())
        total = (sum(self.units.values()) + weight) or 1
        deficits = {name: self.targets[name] * total - self.units[name] for name in names}
        empty = [name for name in names if not self.units[name]]
        allowed = [name for name in names if deficits[name] > 0] or names
        # A bin that no more clusters may fill than there are empty bins can't wait.
        urgent = [name for name in empty if left[name] <= len(empty)]
        allowed = urgent or allowed
        scores = {
            name: deficits[name] / total + LABEL_PART * self._label_need(name, labels)
            for name in allowed
        }
        return max(allowed, key=lambda name: (round(scores[name], 9), hash_text(f"{key} {name}")))

    def _label_need(self, name: str, labels: Mapping[str, int]) -> float:
        """Return how much of the cluster's labels the bin lacks, rare labels counting more."""
        weight = sum(labels.values()) or 1
        need = 0.0
        for label, count in (+Counter(labels)).items():
            total = sum(each[label] for each in self.labels.values()) + count
            held = self.labels.get(name, Counter())[label]
            need += (count / weight) * (self.targets[name] * total - held) / total
        return need


def hash_text(text: str) -> bytes:
    """Return eight bytes that order texts in a way nobody chose."""
    return blake2b(text.encode(), digest_size=8).digest()
