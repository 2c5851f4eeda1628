"""Votes counted, and what to do about ties. Needs no gold. A door to numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus_tools.aggregation.accuracy import measure_rarity
from corpus_tools.aggregation.matrix import ABSTAIN, check_votes, choose, mark_votes
from corpus_tools.aggregation.models import VoteWeights

if TYPE_CHECKING:
    import numpy as np

TiePolicy = Literal["rarest-rule", "priority", "abstain"]


@dataclass(frozen=True, slots=True)
class MajorityVote:
    """The class with the most votes; scores are the counts.

    Ties: ``rarest-rule`` gives them to the class that the rule with the smallest
    coverage votes for, and what is then still tied to the lowest class;
    ``priority`` gives them to the lowest at once; ``abstain`` decides nothing.

    >>> import numpy as np
    >>> votes = np.array([[0, 1], [0, -1], [0, -1]])
    >>> MajorityVote().fit(votes, 2).decide(votes)
    array([1, 0, 0])
    >>> MajorityVote("abstain").fit(votes, 2).decide(votes)
    array([-1,  0,  0])
    """

    ties: TiePolicy = "rarest-rule"

    def fit(
        self,
        votes: np.ndarray,
        n_classes: int,
        gold: np.ndarray | None = None,  # noqa: ARG002 - a LabelModel takes gold
    ) -> CountedVotes:
        """Count how often each rule votes; other methods learn more.

        :raises ValueError: when votes are out of range.
        """
        table = check_votes(votes, n_classes)
        return CountedVotes(self.ties, n_classes, (table != ABSTAIN).sum(axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class CountedVotes:
    """A majority vote that knows how often each rule voted: ``counts``, shape (rules,)."""

    ties: TiePolicy
    n_classes: int
    counts: np.ndarray

    def score(self, votes: np.ndarray) -> np.ndarray:
        """Return the number of votes for each class: shape (units, classes)."""
        marks = mark_votes(check_votes(votes, self.n_classes), self.n_classes)
        counted: np.ndarray = marks.sum(axis=1)
        return counted

    def decide(self, votes: np.ndarray) -> np.ndarray:
        """Return the class with the most votes, -1 where no rule voted or a tie abstains."""
        import numpy as np

        scores = self.score(votes)
        best = scores.max(axis=1, keepdims=True)
        leading = (scores == best) & (best > 0)
        if self.ties == "abstain":
            return np.where(leading.sum(axis=1) == 1, scores.argmax(axis=1), ABSTAIN)
        rarest = self._count_rarest(votes) if self.ties == "rarest-rule" else np.zeros(1)
        return choose(np.where(leading, -rarest, -np.inf), best[:, 0] > 0)

    def _count_rarest(self, votes: np.ndarray) -> np.ndarray:
        """Return the count of the rarest rule that votes for a class: shape (units, classes)."""
        import numpy as np

        return np.stack(
            [np.where(votes == said, self.counts, np.inf).min(axis=1, initial=np.inf)
             for said in range(self.n_classes)],
            axis=1,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RarityVote:
    """Each vote weighs minus the logarithm of its rule's coverage share.

    Two common votes can lose to a rare one. Equal sums go to the lowest class.

    >>> import numpy as np
    >>> votes = np.array([[0, 1], [0, -1], [0, -1]])
    >>> RarityVote().fit(votes, 2).score(votes).round(3).tolist()
    [[0.223, 0.916], [0.223, 0.0], [0.223, 0.0]]
    """

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> VoteWeights:  # noqa: ARG002 - a LabelModel takes gold
        """Measure each rule's coverage.

        :raises ValueError: when votes are out of range.
        """
        import numpy as np

        rarity = measure_rarity(check_votes(votes, n_classes))
        return VoteWeights(rarity[:, None, None] * np.eye(n_classes), np.zeros(n_classes))
