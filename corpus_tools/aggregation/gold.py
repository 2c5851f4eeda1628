"""Votes weighed with the help of a few gold rows. A door to numpy.

Both start from what :class:`AccuracyVote` says without gold, and move from there
as far as the gold rows call for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.aggregation.accuracy import RARITY_WEIGHT, AccuracyVote, measure_rarity
from corpus_tools.aggregation.matrix import check_gold, check_votes, mark_votes
from corpus_tools.aggregation.models import VoteWeights, believe, weigh_accuracy

if TYPE_CHECKING:
    import numpy as np

CLOSE_ENOUGH = 1e-7


@dataclass(frozen=True, slots=True)
class GoldLogOdds:
    """Each vote weighs the log-odds that such votes are right, counted on gold rows.

    A rule's votes for each class are counted apart, and shrunk towards the
    accuracy that :class:`AccuracyVote` gives the rule. A vote that is right less
    often than by chance speaks against its class. The shares of the classes are
    not learned, so where one class is most of the gold this gives too much away;
    :class:`GoldRegression` does not.

    >>> import numpy as np
    >>> votes = np.array([[0, 1]] * 3)
    >>> GoldLogOdds().fit(votes, 2, np.array([0, 0, -1])).decide(votes)
    array([0, 0, 0])

    :param prior_votes: how many votes of the rule's prior accuracy each share starts
        with, above 0.
    """

    prior_votes: float = 5.0

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> VoteWeights:
        """Count right votes; without gold it is the prior alone.

        :raises ValueError: when votes or gold are out of range or don't fit each other.
        """
        import numpy as np

        prior = AccuracyVote().estimate(votes, n_classes)[:, None]
        shown, classes = _select_gold(votes, n_classes, gold)
        marks = mark_votes(shown, n_classes)
        cast = marks.sum(axis=0)
        right = (marks * (classes[:, None] == np.arange(n_classes))[:, None, :]).sum(axis=0)
        share = (right + self.prior_votes * prior) / (cast + self.prior_votes)
        odds = weigh_accuracy(share, n_classes) + RARITY_WEIGHT * measure_rarity(votes)[:, None]
        return VoteWeights(odds[:, :, None] * np.eye(n_classes), np.zeros(n_classes))


@dataclass(frozen=True, slots=True)
class GoldRegression:
    """Multinomial logistic regression on votes, shrunk towards what holds without gold.

    Each vote has a weight for each class, so it can learn that a rule's votes
    for one class often mean another, and each class a bias for its share. All
    have normal priors: weights around those of :class:`AccuracyVote`, biases
    around zero. The posterior mode is found by Böhning's bound (1992,
    *Multinomial logistic regression algorithm*). Votes that no gold row holds keep
    their weights, so with few rows this is the default, and with many a
    regression.

    A class that no rule voted for can win, where the gold says so.

    >>> import numpy as np
    >>> votes = np.array([[0, 1]] * 9)
    >>> GoldRegression().fit(votes, 2, np.array([0] * 8 + [-1])).decide(votes)[-1]
    np.int64(0)

    :param prior_precision: one over the variance of each prior, in squared natural log-odds.
    :param rounds: most steps towards the mode.
    """

    prior_precision: float = 2.0
    rounds: int = 500

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> VoteWeights:
        """Find the posterior mode; without gold it is the prior's.

        :raises ValueError: when votes or gold are out of range or don't fit each other.
        """
        import numpy as np

        prior = AccuracyVote().fit(votes, n_classes)
        shown, classes = _select_gold(votes, n_classes, gold)
        if not len(shown):
            return prior
        marks = mark_votes(shown, n_classes)
        rules, said = np.nonzero(marks.any(axis=0))
        features = np.hstack([marks[:, rules, said], np.ones((len(shown), 1))])
        start = np.vstack([prior.weights[rules, said], prior.bias])
        truth = (classes[:, None] == np.arange(n_classes)).astype(float)
        mode = self._climb(features, truth, start)
        weights = prior.weights.copy()
        weights[rules, said] = mode[:-1]
        return VoteWeights(weights, mode[-1])

    def _climb(self, features: np.ndarray, truth: np.ndarray, start: np.ndarray) -> np.ndarray:
        """Return coefficients of shape (features, classes) at the posterior mode."""
        import numpy as np

        penalty = self.prior_precision * np.eye(features.shape[1])
        step = np.linalg.inv(features.T @ features / 2 + penalty)
        found = start.copy()
        for _ in range(self.rounds):
            missed = truth - believe(features @ found)
            change = step @ (features.T @ missed - self.prior_precision * (found - start))
            found += change
            if abs(change).max() < CLOSE_ENOUGH:
                break
        return found


def _select_gold(
    votes: np.ndarray, n_classes: int, gold: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the votes and classes of the gold rows with votes."""
    import numpy as np

    table = check_votes(votes, n_classes)
    known = np.full(len(table), -1) if gold is None else gold
    classes = check_gold(known, len(table), n_classes)
    used = (classes >= 0) & (table >= 0).any(axis=1)
    return table[used], classes[used]
