"""A method of the vote matrix as an aggregator of vote records, and the methods by name.

A door to numpy, for its types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus_tools.aggregation.accuracy import AccuracyVote
from corpus_tools.aggregation.expectation import DawidSkene, NaiveBayes
from corpus_tools.aggregation.gold import GoldLogOdds, GoldRegression
from corpus_tools.aggregation.majority import MajorityVote, RarityVote
from corpus_tools.aggregation.matrix import ABSTAIN, name_classes, tabulate_votes
from corpus_tools.aggregation.models import FittedModel, LabelModel, VoteWeights
from corpus_tools.aggregation.per_label import LabelDecisions, fit_label_decisions
from corpus_tools.aggregation.precedence import Settled, leave_default, settle_silence
from corpus_tools.aggregation.tables import VoteTable, tabulate
from corpus_tools.records import Vote

if TYPE_CHECKING:
    import numpy as np

LABEL_MODELS: Mapping[str, LabelModel] = MappingProxyType(
    {
        "accuracy": AccuracyVote(),
        "majority": MajorityVote(),
        "rarity": RarityVote(),
        "gold-log-odds": GoldLogOdds(),
        "gold-regression": GoldRegression(),
        "naive-bayes": NaiveBayes(),
        "dawid-skene": DawidSkene(),
    }
)


@dataclass(frozen=True, slots=True)
class FittedAggregator:
    """Settles the votes of a unit as a fitted model decides.

    The labels are those that were voted for and that ``decisions`` confirm, in
    the order given, and the one decided for. As with :class:`Precedence`, the
    default label stands alone: votes for it count only where there are no others.

    :param rules: the columns that the model was fitted on, in order.
    :param only_voted: give no label that nobody voted for, whatever the model prefers.
    :param order: the classes that it was fitted on, in order.
    :param decisions: says of each label that was voted for whether it is given; all are if left out.
    """

    model: FittedModel
    rules: tuple[str, ...]
    order: tuple[str, ...]
    default: str | None = None
    only_voted: bool = False
    decisions: LabelDecisions | None = None

    def weigh(self, weights: Sequence[float]) -> FittedAggregator:
        """Return the same with each rule's votes multiplied; a majority counts them all the same.

        :param weights: one a rule, in the order of ``rules``.
        """
        import numpy as np

        if not isinstance(self.model, VoteWeights):
            return self
        scaled = self.model.weights * np.asarray(weights, dtype=float)[:, None, None]
        return replace(self, model=VoteWeights(scaled, self.model.bias))

    def settle(self, votes: Sequence[Vote]) -> Settled:
        """Return the labels and the primary one, none where the model decides nothing.

        :raises ValueError: when a rule or a label is not among those fitted on.
        """
        if not votes:
            return settle_silence(self.default)
        counting = leave_default(votes, self.default)
        table = tabulate_votes([counting], self.rules, self.order)
        (primary,) = name_classes(self.model.decide(table), self.order)
        if primary is None:
            return (), None
        voted = sorted({vote.label for vote in counting}, key=self.order.index)
        if primary not in voted and self.only_voted:
            (scores,) = self.model.score(table)
            primary = max(voted, key=lambda label: scores[self.order.index(label)])
        if primary == self.default:
            return (primary,), primary
        labels = {primary, *self._confirm(voted, table)}
        return tuple(sorted(labels, key=self.order.index)), primary

    def _confirm(self, voted: Sequence[str], table: np.ndarray) -> Sequence[str]:
        if self.decisions is None:
            return voted
        (given,) = self.decisions.decide(table)
        return [label for label in voted if given[self.order.index(label)]]


def fit_aggregator(
    model: LabelModel,
    votes: Iterable[Sequence[Vote]],
    rules: Sequence[str],
    order: Sequence[str],
    *,
    default: str | None = None,
    gold: Sequence[Settled | None] | None = None,
) -> FittedAggregator:
    """Fit a method on the votes of all units of a corpus.

    >>> raid, toll = Vote("raid", "action", 0, 4), Vote("toll", "number", 5, 9)
    >>> cast = [[raid, toll], [raid], [raid], []]
    >>> order = ["action", "number", "other"]
    >>> made = fit_aggregator(AccuracyVote(), cast, ["raid", "toll"], order, default="other")
    >>> made.settle([raid, toll])
    (('action', 'number'), 'number')
    >>> made.settle([])
    (('other',), 'other')

    :param votes: the votes of each unit that may get a label, in any order.
    :param rules: all rules, those that never vote included.
    :param order: all labels; what a method leaves tied goes to the first.
    :param gold: each unit's gold labels and the primary one, ``None`` where unknown. With gold,
        a label that was voted for is given only where gold bears that out.
    :raises ValueError: when votes or gold don't fit the rules and labels.
    """
    return fit_table(model, tabulate(votes, rules, order, gold=gold, default=default))


def fit_table(model: LabelModel, table: VoteTable) -> FittedAggregator:
    """Fit a method on a table of votes; see :func:`fit_aggregator`.

    :raises ValueError: when votes or gold don't fit each other.
    """
    known = table.gold != ABSTAIN
    return FittedAggregator(
        model.fit(table.votes, len(table.labels), table.gold),
        table.rules,
        table.labels,
        table.default,
        decisions=fit_label_decisions(table.votes[known], table.gold_sets[known])
        if known.any()
        else None,
    )


def make_label_model(name: str = "accuracy") -> LabelModel:
    """Return a method by its name.

    >>> make_label_model()
    AccuracyVote(prior_accuracy=0.75, prior_votes=10.0, trust=0.2)
    >>> make_label_model("fog")
    Traceback (most recent call last):
        ...
    ValueError: no method is called 'fog'; use one of accuracy, majority, rarity, ...

    :raises ValueError: when there is none of that name.
    """
    if name not in LABEL_MODELS:
        raise ValueError(f"no method is called {name!r}; use one of {', '.join(LABEL_MODELS)}")
    return LABEL_MODELS[name]
