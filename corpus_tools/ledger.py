"""What a stair read, what it kept, and why it refused the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ledger:
    """Counts of one stair: ``read == kept + refused``, always.

    >>> ledger = Ledger("documents")
    >>> ledger.keep(2)
    >>> ledger.refuse("empty")
    >>> print(ledger)
    documents: read 3, kept 2, refused 1 (empty 1)
    """

    stage: str
    kept: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def refused(self) -> int:
        """How many were refused, whatever the reason."""
        return self.reasons.total()

    @property
    def read(self) -> int:
        """How many came in."""
        return self.kept + self.refused

    def keep(self, count: int = 1) -> None:
        """Count what goes on to the next stair."""
        self.kept += count

    def refuse(self, reason: str, count: int = 1) -> None:
        """Count what stays behind, under a short reason such as ``not-utf-8``."""
        if count:
            self.reasons[reason] += count

    def as_row(self) -> dict[str, object]:
        """The counts as plain data, reasons in alphabetical order."""
        return {
            "stage": self.stage,
            "read": self.read,
            "kept": self.kept,
            "refused": dict(sorted(self.reasons.items())),
        }

    def __str__(self) -> str:
        """One line for people."""
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(self.reasons.items()))
        tail = f" ({reasons})" if reasons else ""
        return f"{self.stage}: read {self.read}, kept {self.kept}, refused {self.refused}{tail}"
