"""Votes as a matrix: a row a unit, a column a rule, -1 where the rule abstains.

Classes count from 0, and so do rules; what they are called is the caller's. A door to numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corpus_tools.records import Vote

if TYPE_CHECKING:
    import numpy as np

ABSTAIN = -1
DECIMALS = 9  # scores closer than this are a tie, so that the order of a sum decides nothing


def tabulate_votes(
    votes: Iterable[Sequence[Vote]], rules: Sequence[str], labels: Sequence[str]
) -> np.ndarray:
    """Return the votes of units as a matrix of shape (units, rules).

    >>> cast = [[Vote("raid", "action", 0, 4)], []]
    >>> tabulate_votes(cast, ["raid", "toll"], ["number", "action"]).tolist()
    [[1, -1], [-1, -1]]
    >>> tabulate_votes(cast, ["toll"], ["action"])
    Traceback (most recent call last):
        ...
    ValueError: rule 'raid' votes but is not among the rules given; add it

    :param votes: the votes of each unit.
    :param rules: the columns, in order.
    :param labels: the classes, in order: the first is class 0.
    :raises ValueError: when a rule or a label is not among those given, when one
        is given twice, or when a rule votes for two labels in one unit.
    """
    import numpy as np

    columns, classes = _number("rule", rules), _number("label", labels)
    rows = [_tabulate_unit(unit, columns, classes) for unit in votes]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(columns))


def name_classes(decisions: Iterable[int], labels: Sequence[str]) -> list[str | None]:
    """Return the label of each decision, ``None`` where nothing was decided.

    >>> name_classes([1, -1], ["number", "action"])
    ['action', None]
    """
    return [None if int(each) == ABSTAIN else labels[int(each)] for each in decisions]


def check_votes(votes: np.ndarray, n_classes: int) -> np.ndarray:
    """Return the votes as integers.

    :raises ValueError: when they are no matrix, or hold anything but -1 and the classes.
    """
    import numpy as np

    table = np.asarray(votes)
    if table.ndim != 2 or table.dtype.kind not in "iu":  # noqa: PLR2004 - units and rules
        raise ValueError("votes must be whole numbers in rows and columns; see tabulate_votes")
    if table.size and (table.min() < ABSTAIN or table.max() >= n_classes):
        raise ValueError(f"votes must lie in -1..{n_classes - 1}; -1 stands for an abstention")
    return table.astype(np.int64)


def check_gold(gold: np.ndarray, n_units: int, n_classes: int) -> np.ndarray:
    """Return the gold classes as integers; -1 stands for a row without gold.

    :raises ValueError: when there is not one a unit, or one is no class.
    """
    import numpy as np

    classes = np.asarray(gold)
    if classes.shape != (n_units,) or classes.dtype.kind not in "iu":
        raise ValueError(f"gold must be {n_units} whole numbers, one a unit; -1 where unknown")
    if classes.size and (classes.min() < ABSTAIN or classes.max() >= n_classes):
        raise ValueError(f"gold must lie in -1..{n_classes - 1}; -1 where unknown")
    return classes.astype(np.int64)


def mark_votes(votes: np.ndarray, n_classes: int) -> np.ndarray:
    """Return which rule voted for which class: shape (units, rules, classes), 0 or 1."""
    import numpy as np

    marks: np.ndarray = votes[:, :, None] == np.arange(n_classes)
    return marks.astype(float)


def mark_distinct_votes(votes: np.ndarray, n_classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the marks of the distinct rows, sorted, and how often each stands there.

    The second has shape (rows,).

    :raises ValueError: when votes are out of range.
    """
    import numpy as np

    table = check_votes(votes, n_classes)
    if not table.size:
        return mark_votes(table[:0], n_classes), np.zeros(0)
    rows, counts = np.unique(table, axis=0, return_counts=True)
    return mark_votes(rows, n_classes), counts.astype(float)


def choose(scores: np.ndarray, covered: np.ndarray) -> np.ndarray:
    """Return the class of the highest score, the first one among equals, -1 without votes.

    >>> import numpy as np
    >>> choose(np.array([[0.2, 0.7], [0.5, 0.5], [0.0, 0.0]]), np.array([True, True, False]))
    array([ 1,  0, -1])

    :param scores: shape (units, classes).
    :param covered: shape (units,), whether any rule voted.
    """
    import numpy as np

    return np.where(covered, scores.round(DECIMALS).argmax(axis=1), ABSTAIN)


def _number(what: str, names: Sequence[str]) -> dict[str, int]:
    places = {name: place for place, name in enumerate(names)}
    if len(places) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise ValueError(f"{what} {twice!r} is given twice; give each once")
    return places


def _tabulate_unit(
    unit: Sequence[Vote], columns: dict[str, int], classes: dict[str, int]
) -> list[int]:
    row = [ABSTAIN] * len(columns)
    for vote in unit:
        if vote.rule not in columns:
            raise ValueError(f"rule {vote.rule!r} votes but is not among the rules given; add it")
        if vote.label not in classes:
            raise ValueError(f"label {vote.label!r} is not among the labels given; add it")
        column, said = columns[vote.rule], classes[vote.label]
        if row[column] not in (ABSTAIN, said):
            raise ValueError(f"rule {vote.rule!r} votes for two labels in one unit; split it")
        row[column] = said
    return row
