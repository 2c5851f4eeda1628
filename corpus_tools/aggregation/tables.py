"""Votes and what people say of their units -> what methods are fitted and judged on.

A door to numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus_tools.aggregation.matrix import ABSTAIN, tabulate_votes
from corpus_tools.aggregation.precedence import Settled, leave_default
from corpus_tools.records import LabelledUnit, Vote

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VoteTable:
    """The votes on the units of a corpus, and their gold: a row a unit.

    ``votes`` has shape (units, rules): the place in ``labels`` of what each rule
    voted for, -1 for an abstention. ``gold`` has shape (units,): the place of
    the primary gold label, -1 where there is none. ``gold_sets`` has shape
    (units, labels): true where gold gives the label. ``units`` are the rows,
    where they were given, ``rules`` the columns. Votes for ``default`` stand there
    only where there are no others.
    """

    votes: np.ndarray
    gold: np.ndarray
    gold_sets: np.ndarray
    rules: tuple[str, ...]
    labels: tuple[str, ...]
    default: str | None = None
    units: tuple[LabelledUnit, ...] = ()


def tabulate(
    votes: Iterable[Sequence[Vote]],
    rules: Sequence[str],
    labels: Sequence[str],
    *,
    gold: Iterable[Settled | None] | None = None,
    default: str | None = None,
) -> VoteTable:
    """Return votes and gold as arrays; votes for the default label count only alone.

    :param rules: all rules that have a label, those that never vote included.
    :param labels: the classes, in order.
    :param gold: the labels and the primary one of each unit, ``None`` where unknown; none
        is known if left out.
    :raises ValueError: when a vote's rule, a vote's label or a gold label is not among those
        given, and when gold is not given for each unit.
    """
    import numpy as np

    counting = [leave_default(each, default) for each in votes]
    known = [None] * len(counting) if gold is None else list(gold)
    if len(known) != len(counting):
        raise ValueError(f"there is gold for {len(known)} units, not for {len(counting)}")
    strange = sorted({label for each in known if each for label in each[0]} - set(labels))
    if strange:
        raise ValueError(f"gold label {strange[0]!r} is not among the labels given; add it")
    sets = [[each is not None and label in each[0] for label in labels] for each in known]
    primary = [None if each is None else each[1] for each in known]
    places = [ABSTAIN if label is None else labels.index(label) for label in primary]
    return VoteTable(
        votes=tabulate_votes(counting, rules, labels),
        gold=np.array(places, dtype=np.int64),
        gold_sets=np.array(sets, dtype=bool).reshape(len(known), len(labels)),
        rules=tuple(rules),
        labels=tuple(labels),
        default=default,
    )


def tabulate_units(
    units: Sequence[LabelledUnit],
    rules: Sequence[str],
    labels: Sequence[str],
    *,
    gold: Mapping[str, Settled],
    default: str | None = None,
) -> VoteTable:
    """Return the votes and the gold of units, as :func:`tabulate` does.

    :param gold: the labels and the primary one by unit id.
    :raises ValueError: as :func:`tabulate`.
    """
    table = tabulate(
        (each.votes for each in units),
        rules,
        labels,
        gold=(gold.get(each.unit.unit_id) for each in units),
        default=default,
    )
    return replace(table, units=tuple(units))
