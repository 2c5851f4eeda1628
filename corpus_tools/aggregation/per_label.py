"""One decision a label, for units that may have several. A door to numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.aggregation.matrix import DECIMALS, check_votes, mark_votes

if TYPE_CHECKING:
    import numpy as np

NEARLY_ALWAYS = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class LabelDecisions:
    """Says of each label whether the votes for it say yes.

    ``cast`` and ``silent``, shape (rules, labels), are the natural logarithms
    of the odds for a label given a vote for it, and given none; ``bias``, shape
    (labels,), the log-odds of the label itself.
    """

    cast: np.ndarray
    silent: np.ndarray
    bias: np.ndarray

    def score(self, votes: np.ndarray) -> np.ndarray:
        """Return log-odds of each label: shape (units, labels); 0 where no vote is for it.

        :raises ValueError: when votes are of other rules or labels.
        """
        import numpy as np

        table = check_votes(votes, len(self.bias))
        if table.shape[1] != len(self.cast):
            raise ValueError(f"there are votes of {table.shape[1]} rules, not of {len(self.cast)}")
        marks = mark_votes(table, len(self.bias))
        odds = (marks * (self.cast - self.silent)).sum(axis=1) + self.silent.sum(axis=0)
        return np.where(marks.any(axis=1), odds + self.bias, 0.0)

    def decide(self, votes: np.ndarray) -> np.ndarray:
        """Return whether each label is given: shape (units, labels); never without a vote for it."""
        given: np.ndarray = self.score(votes).round(DECIMALS) > 0
        return given


def fit_label_decisions(
    votes: np.ndarray, gold: np.ndarray, *, prior_votes: float = 4.0
) -> LabelDecisions:
    """Learn from gold what a vote for a label is worth against abstention.

    A vote's precision is shrunk towards the precision of all votes together, so
    that a rule with few gold rows is believed like its fellows. Rules count as
    independent given the label.

    >>> import numpy as np
    >>> votes = np.array([[0, 1], [0, -1], [0, -1], [-1, 1], [-1, -1]])
    >>> gold = np.array([[1, 1], [1, 0], [1, 0], [0, 0], [0, 0]], dtype=bool)
    >>> fit_label_decisions(votes, gold).decide(votes)[:, 0].tolist()
    [True, True, True, False, False]

    :param votes: shape (units, rules): the label that a rule votes for, or -1.
    :param gold: shape (units, labels), true where a unit has a label; every row is gold.
    :param prior_votes: how many votes of common precision each rule starts with, above 0.
    :raises ValueError: when the shapes don't fit or there are no rows.
    """
    import numpy as np

    truth = np.asarray(gold, dtype=bool)
    if truth.ndim != 2 or not truth.size or len(truth) != len(votes):  # noqa: PLR2004 - units and labels
        raise ValueError(
            f"gold must hold a row of labels for each of {len(votes)} units, one at least"
        )
    marks = mark_votes(check_votes(votes, truth.shape[1]), truth.shape[1])
    n_cast, n_right = marks.sum(axis=0), (marks * truth[:, None, :]).sum(axis=0)
    common = (n_right.sum() + 1) / (n_cast.sum() + 2)
    precision = (n_right + prior_votes * common) / (n_cast + prior_votes)
    share = (truth.sum(axis=0) + 1) / (len(truth) + 2)
    coverage = n_cast / len(truth)
    within = np.minimum(precision * coverage / share, NEARLY_ALWAYS)
    outside = np.minimum((1 - precision) * coverage / (1 - share), NEARLY_ALWAYS)
    bias = np.log(share) - np.log1p(-share)
    return LabelDecisions(
        cast=np.log(precision) - np.log1p(-precision) - bias,
        silent=np.log1p(-within) - np.log1p(-outside),
        bias=bias,
    )
