"""The default without gold: votes weighed by accuracies that the votes themselves can show.

A door to numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.aggregation.matrix import mark_distinct_votes
from corpus_tools.aggregation.models import VoteWeights, believe, weigh_accuracy

if TYPE_CHECKING:
    import numpy as np

RARITY_WEIGHT = 0.001  # settles ties; against log-odds it would take hundreds of votes


@dataclass(frozen=True, slots=True)
class AccuracyVote:
    """Each vote weighs the log-odds of its rule's accuracy; ties go to the rarer votes.

    A rule that votes for several classes can be checked against the others: its
    accuracy is how often a vote of all rules, believed alike, is with it. A rule
    that votes for one class only can't be: whatever it does may be the class's
    share just as well. So votes are evidence by how evenly they spread over the
    classes (one minus the sum of their squared shares, 1 when even). Of what
    they show, ``trust`` is believed, since rules that copy each other look
    accurate too. The rest is ``prior_accuracy``.

    The weights so stay close to each other: a count is rarely overruled, and with
    one-class rules alone this is a majority vote whose ties go by rarity. No
    accuracy falls below chance, so only classes that were voted for are
    decided. What is still tied goes to the lowest class.

    >>> import numpy as np
    >>> votes = np.array([[0, 1], [0, -1], [0, -1]])
    >>> AccuracyVote().fit(votes, 2).decide(votes)
    array([1, 0, 0])

    :param prior_accuracy: a share above 1 / classes and below 1.
    :param prior_votes: how many votes of that accuracy a rule starts with, above 0.
    :param trust: a share in [0, 1].
    """

    prior_accuracy: float = 0.75
    prior_votes: float = 10.0
    trust: float = 0.2

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> VoteWeights:  # noqa: ARG002 - a LabelModel takes gold
        """Measure accuracies and rarities.

        :raises ValueError: when votes are out of range.
        """
        import numpy as np

        accuracy = self.estimate(votes, n_classes)
        odds = weigh_accuracy(accuracy, n_classes) + RARITY_WEIGHT * measure_rarity(votes)
        return VoteWeights(odds[:, None, None] * np.eye(n_classes), np.zeros(n_classes))

    def estimate(self, votes: np.ndarray, n_classes: int) -> np.ndarray:
        """Return each rule's accuracy as a share: shape (rules,).

        :raises ValueError: when votes are out of range.
        """
        import numpy as np

        marks, counts = mark_distinct_votes(votes, n_classes)
        cast = np.einsum("urc,u->rc", marks, counts)
        checked = _measure_spread(cast)
        prior = np.full(marks.shape[1], self.prior_accuracy)
        beliefs = believe(np.einsum("urc,r->uc", marks, weigh_accuracy(prior, n_classes)))
        right = np.einsum("urc,uc,u->r", marks, beliefs, counts)
        start = self.prior_votes * self.prior_accuracy
        shown = (checked * right + start) / (checked * cast.sum(axis=1) + self.prior_votes)
        return np.asarray(np.maximum(prior + self.trust * (shown - prior), 1 / n_classes))


def measure_rarity(votes: np.ndarray) -> np.ndarray:
    """Return minus the logarithm of each rule's coverage share: shape (rules,), above 0.

    The share is (votes of the rule + 1) / (units + 2), so no vote weighs nothing.
    """
    import numpy as np

    shares = ((votes >= 0).sum(axis=0) + 1) / (len(votes) + 2)
    return np.asarray(-np.log(shares))


def _measure_spread(cast: np.ndarray) -> np.ndarray:
    """Return how evenly each rule's votes spread over the classes: 0 for one class, 1 when even.

    :param cast: number of votes, shape (rules, classes).
    """
    import numpy as np

    n_classes = cast.shape[1]
    if n_classes == 1:
        return np.zeros(len(cast))
    shares = cast / np.maximum(cast.sum(axis=1, keepdims=True), 1)
    spread = (1 - (shares**2).sum(axis=1)) * n_classes / (n_classes - 1)
    return np.where(cast.any(axis=1), spread, 0.0)
