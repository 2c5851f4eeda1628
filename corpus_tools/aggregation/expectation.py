"""Models fitted by expectation maximisation, with abstention as an outcome. A door to numpy.

Both believe that rules err independently given the class. On rules that each
vote for one class only, a class can feed on itself: the rows it takes make its
rules look right and all others wrong. docs/aggregation.md shows where that
happens; neither is a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.aggregation.matrix import mark_distinct_votes
from corpus_tools.aggregation.models import KEPT_DECIMALS, VoteWeights, believe, weigh_accuracy

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class NaiveBayes:
    """Each rule has a propensity to vote and an accuracy where it votes; classes weigh alike.

    The labelling-function model of Ratner et al. 2016, *Data programming*, with
    one accuracy a rule, as Platanios et al. 2017 estimate them from agreement;
    here by expectation maximisation. A wrong vote falls on each other class
    alike. Whether a rule votes does not depend on the class in this model, so
    an abstention is an outcome that says nothing. A rule that votes for one class
    only breaks that assumption.

    >>> import numpy as np
    >>> votes = np.array([[0, 0, 1], [1, 1, 0], [0, 0, -1], [1, 1, 1]])
    >>> NaiveBayes().fit(votes, 2).decide(votes)
    array([0, 1, 0, 1])

    :param rounds: most rounds of expectation and maximisation.
    :param prior_votes: how many votes of ``prior_accuracy`` a rule starts with, above 0.
    :param prior_accuracy: a share between 0 and 1.
    """

    rounds: int = 50
    prior_votes: float = 2.0
    prior_accuracy: float = 0.8

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> VoteWeights:  # noqa: ARG002 - a LabelModel takes gold
        """Estimate accuracies, starting from the majority.

        :raises ValueError: when votes are out of range.
        """
        import numpy as np

        marks, counts = mark_distinct_votes(votes, n_classes)
        cast = np.einsum("urc,u->r", marks, counts)
        beliefs = _share_out(marks.sum(axis=1))
        odds = np.zeros(marks.shape[1])
        for _ in range(self.rounds):
            right = np.einsum("urc,uc,u->r", marks, beliefs, counts)
            accuracy = (right + self.prior_votes * self.prior_accuracy) / (cast + self.prior_votes)
            odds = weigh_accuracy(accuracy, n_classes)
            beliefs = believe(np.einsum("urc,r->uc", marks, odds))
        return VoteWeights(odds[:, None, None] * np.eye(n_classes), np.zeros(n_classes))


@dataclass(frozen=True, slots=True)
class DawidSkene:
    """Each rule has a table of how often it says what in each class, abstention included.

    Dawid and Skene 1979, *Maximum likelihood estimation of observer error-rates
    using the EM algorithm*; an abstention is one more thing to say. So rows
    without votes are fitted too, and a rule's silence counts for the classes
    in which it rarely votes. Sure of itself and often wrong on one-class rules.

    >>> import numpy as np
    >>> votes = np.array([[0, 0, -1], [-1, -1, 1], [0, 0, -1], [-1, -1, 1]])
    >>> DawidSkene().fit(votes, 2).decide(votes)
    array([0, 1, 0, 1])

    :param rounds: most rounds of expectation and maximisation.
    :param pseudo_rows: rows added to each cell of a table against zeros, above 0.
    """

    rounds: int = 50
    pseudo_rows: float = 0.1

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> VoteWeights:  # noqa: ARG002 - a LabelModel takes gold
        """Estimate tables and class shares, starting from the majority.

        :raises ValueError: when votes are out of range.
        """
        import numpy as np

        marks, counts = mark_distinct_votes(votes, n_classes)
        beliefs = _share_out(marks.sum(axis=1))
        fitted = VoteWeights(np.zeros((marks.shape[1], n_classes, n_classes)), np.zeros(n_classes))
        for _ in range(self.rounds):
            fitted = self._maximise(marks, beliefs * counts[:, None])
            beliefs = believe(np.einsum("urs,rsc->uc", marks, fitted.weights) + fitted.bias)
        return fitted

    def _maximise(self, marks: np.ndarray, beliefs: np.ndarray) -> VoteWeights:
        """Return log shares; all silent is the bias, and a vote replaces its rule's silence."""
        import numpy as np

        n_classes = beliefs.shape[1]
        in_class = beliefs.sum(axis=0)
        spoken = np.einsum("urs,uc->rsc", marks, beliefs)
        silent = (in_class - spoken.sum(axis=1)).clip(min=0) + self.pseudo_rows
        spoken += self.pseudo_rows
        total = in_class + self.pseudo_rows * (n_classes + 1)
        said, silence = np.log(spoken / total), np.log(silent / total)
        shares = np.log((in_class + self.pseudo_rows) / (in_class + self.pseudo_rows).sum())
        weights = said - silence[:, None, :]
        bias = silence.sum(axis=0) + shares
        return VoteWeights(weights.round(KEPT_DECIMALS), bias.round(KEPT_DECIMALS))


def _share_out(counts: np.ndarray) -> np.ndarray:
    """Return each class's share of a row's votes; every class alike where there are none."""
    import numpy as np

    total = counts.sum(axis=1, keepdims=True)
    alike = np.full(counts.shape, 1 / counts.shape[1])
    return np.where(total > 0, counts / np.maximum(total, 1), alike).round(KEPT_DECIMALS)
