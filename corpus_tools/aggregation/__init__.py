"""Votes -> labels: by a declared precedence, or by a method on the matrix of all votes.

Each method is a :class:`LabelModel`; docs/aggregation.md says when each is right.
"""

from corpus_tools.aggregation.accuracy import AccuracyVote
from corpus_tools.aggregation.expectation import DawidSkene, NaiveBayes
from corpus_tools.aggregation.fitted import (
    LABEL_MODELS,
    FittedAggregator,
    fit_aggregator,
    fit_table,
    make_label_model,
)
from corpus_tools.aggregation.gold import GoldLogOdds, GoldRegression
from corpus_tools.aggregation.majority import MajorityVote, RarityVote
from corpus_tools.aggregation.matrix import ABSTAIN, name_classes, tabulate_votes
from corpus_tools.aggregation.models import FittedModel, LabelModel, VoteWeights
from corpus_tools.aggregation.per_label import LabelDecisions, fit_label_decisions
from corpus_tools.aggregation.precedence import Precedence
from corpus_tools.aggregation.tables import VoteTable, tabulate_units

__all__ = [
    "ABSTAIN",
    "LABEL_MODELS",
    "AccuracyVote",
    "DawidSkene",
    "FittedAggregator",
    "FittedModel",
    "GoldLogOdds",
    "GoldRegression",
    "LabelDecisions",
    "LabelModel",
    "MajorityVote",
    "NaiveBayes",
    "Precedence",
    "RarityVote",
    "VoteTable",
    "VoteWeights",
    "fit_aggregator",
    "fit_label_decisions",
    "fit_table",
    "make_label_model",
    "name_classes",
    "tabulate_units",
    "tabulate_votes",
]
