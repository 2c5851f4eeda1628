"""What every aggregation method of a vote matrix looks like, and the linear form most take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus_tools.aggregation.matrix import ABSTAIN, check_votes, choose

if TYPE_CHECKING:
    import numpy as np

KEPT_DECIMALS = 10
LEAST_SHARE = 1e-6


class FittedModel(Protocol):
    """What has seen its votes, and scores others by the same rules."""

    def score(self, votes: np.ndarray) -> np.ndarray:
        """Return scores of shape (units, classes); a row without votes is all zero."""

    def decide(self, votes: np.ndarray) -> np.ndarray:
        """Return the class of each unit, -1 where nothing is decided."""


class LabelModel(Protocol):
    """A method with its settings, before it has seen votes."""

    def fit(self, votes: np.ndarray, n_classes: int, gold: np.ndarray | None = None) -> FittedModel:
        """Learn what there is to learn.

        :param votes: shape (units, rules), -1 where a rule abstains.
        :param n_classes: at least 1; votes and gold lie below it.
        :param gold: shape (units,), -1 where unknown; methods without use for it pass it over.
        :raises ValueError: when votes or gold have another shape or hold other numbers.
        """


@dataclass(frozen=True, slots=True, eq=False)
class VoteWeights:
    """Each vote adds its weights to the scores of the classes.

    ``weights[rule, said, class]`` is what a vote of ``rule`` for ``said`` adds
    to ``class``: shape (rules, classes, classes). ``bias``, shape (classes,),
    is added wherever any rule voted. Among equal scores the lowest class wins.
    """

    weights: np.ndarray
    bias: np.ndarray

    def score(self, votes: np.ndarray) -> np.ndarray:
        """Return scores of shape (units, classes); a row without votes is all zero.

        :raises ValueError: when the votes are of other rules or classes.
        """
        import numpy as np

        n_rules, n_classes, _ = self.weights.shape
        table = check_votes(votes, n_classes)
        if table.shape[1] != n_rules:
            raise ValueError(f"there are votes of {table.shape[1]} rules, not of {n_rules}")
        scores = np.zeros((len(table), n_classes))
        for said in range(n_classes):
            scores += (table == said).astype(float) @ self.weights[:, said]
        covered = (table != ABSTAIN).any(axis=1)
        return np.where(covered[:, None], scores + self.bias, 0.0)

    def decide(self, votes: np.ndarray) -> np.ndarray:
        """Return the class of the highest score, -1 where no rule voted."""
        return choose(self.score(votes), (votes != ABSTAIN).any(axis=1))


def believe(scores: np.ndarray) -> np.ndarray:
    """Return log scores as shares that sum to one a row.

    They are rounded, so that what the order of a sum changes can't grow from
    round to round.
    """
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return shares.round(KEPT_DECIMALS)


def weigh_accuracy(accuracy: np.ndarray, n_classes: int) -> np.ndarray:
    """Return what a vote is worth whose errors fall on each other class alike, in log-odds."""
    import numpy as np

    others = max(n_classes - 1, 1)
    kept = accuracy.round(KEPT_DECIMALS).clip(LEAST_SHARE, 1 - LEAST_SHARE)
    return np.asarray(np.log(kept) - np.log1p(-kept) + np.log(others))
