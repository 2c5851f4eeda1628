"""Votes -> labels and a primary label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus_tools.records import Vote

# The labels of a unit, in order, and the primary one.
Settled = tuple[tuple[str, ...], str | None]


@dataclass(frozen=True, slots=True)
class Precedence:
    """The vote of the highest priority names the primary label.

    Among votes of equal priority it is the label that stands first in
    ``order``. The default label stands alone: it is kept only where nothing
    else was said.

    >>> settle = Precedence(("reaction", "action"), default="background").settle
    >>> settle([Vote("raid", "action", 0, 4), Vote("protest", "reaction", 5, 9)])
    (('reaction', 'action'), 'reaction')
    >>> settle([])
    (('background',), 'background')
    """

    order: tuple[str, ...]
    default: str | None = None
    priorities: Mapping[str, int] = field(default_factory=dict)

    def settle(self, votes: Sequence[Vote]) -> Settled:
        """Return the set of labels, in the order of precedence, and the primary one."""
        if not votes:
            return settle_silence(self.default)
        counting = leave_default(votes, self.default)
        primary = min(counting, key=self._rank).label
        return tuple(sorted({vote.label for vote in counting}, key=self._place)), primary

    def _rank(self, vote: Vote) -> tuple[int, int, str]:
        return -self.priorities.get(vote.rule, 0), *self._place(vote.label)

    def _place(self, label: str) -> tuple[int, str]:
        place = self.order.index(label) if label in self.order else len(self.order)
        return place, label


def settle_silence(default: str | None) -> Settled:
    """Return what a unit without votes gets: the default label, or nothing."""
    return ((default,), default) if default else ((), None)


def leave_default(votes: Sequence[Vote], default: str | None) -> Sequence[Vote]:
    """Return the votes without those for the default label, unless there are no others."""
    return [vote for vote in votes if vote.label != default] or votes
