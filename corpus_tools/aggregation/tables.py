"""Labelled units and what people say of them -> what methods are fitted and judged on.

A door to numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.aggregation.fitted import leave_default
from corpus_tools.aggregation.matrix import ABSTAIN, tabulate_votes
from corpus_tools.records import LabelledUnit

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VoteTable:
    """The votes on the units of a corpus, and their gold: a row a unit.

    ``votes`` has shape (units, rules): the place in ``labels`` of what each rule
    voted for, -1 for an abstention. ``gold`` has shape (units,): the place of
    the primary gold label, -1 where there is none. ``units`` are the rows,
    ``rules`` the columns.
    """

    votes: np.ndarray
    gold: np.ndarray
    rules: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[LabelledUnit, ...]


def tabulate_units(
    units: Sequence[LabelledUnit],
    rules: Sequence[str],
    labels: Sequence[str],
    *,
    gold: Mapping[str, str],
    default: str | None = None,
) -> VoteTable:
    """Return the votes and the gold of units; votes for the default label count only alone.

    :param rules: all rules that have a label, those that never vote included.
    :param labels: the classes, in order.
    :param gold: the primary labels by unit id.
    :raises ValueError: when a vote's rule, a vote's label or a gold label is not among those given.
    """
    import numpy as np

    classes = {label: place for place, label in enumerate(labels)}
    strange = sorted(set(gold.values()) - classes.keys())
    if strange:
        raise ValueError(f"gold label {strange[0]!r} is not among the labels given; add it")
    said = (gold.get(each.unit.unit_id) for each in units)
    known = [ABSTAIN if label is None else classes[label] for label in said]
    return VoteTable(
        votes=tabulate_votes([leave_default(each.votes, default) for each in units], rules, labels),
        gold=np.array(known, dtype=np.int64),
        rules=tuple(rules),
        labels=tuple(labels),
        units=tuple(units),
    )
