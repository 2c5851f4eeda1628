"""How well decisions fit the gold, and how long they took."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import numpy as np
from aggregation_data import VoteSet


@dataclass(frozen=True, slots=True)
class Outcome:
    """Accuracy and macro-F1 in per cent, and the same accuracy of a vote with ties by chance."""

    accuracy: float
    majority: float
    macro_f1: float
    seconds: float

    @property
    def difference(self) -> float:
        """Points above the majority vote on the same rows."""
        return self.accuracy - self.majority


class LateError(Exception):
    """A method took longer than it may."""


def judge(shares: np.ndarray, rows: VoteSet, scored: np.ndarray, seconds: float) -> Outcome:
    """Score decisions on some rows.

    :param shares: shape (units, classes): how probable it is that a method
        decides for a class; all zero where it decides nothing.
    """
    gold = rows.gold[scored]
    return Outcome(
        accuracy=_measure_accuracy(shares[scored], gold),
        majority=_measure_accuracy(vote_by_majority(rows.votes[scored], rows.n_classes), gold),
        macro_f1=_measure_macro_f1(shares[scored], gold),
        seconds=seconds,
    )


def vote_by_majority(votes: np.ndarray, n_classes: int) -> np.ndarray:
    """Return each leading class's chance where ties are settled by lot: shape (units, classes)."""
    counts = (votes[:, :, None] == np.arange(n_classes)).sum(axis=1)
    leading = (counts == counts.max(axis=1, keepdims=True)) & (counts > 0)
    return leading / np.maximum(leading.sum(axis=1, keepdims=True), 1)


def mark_decisions(decisions: np.ndarray, n_classes: int) -> np.ndarray:
    """Return decisions as shares: one for the class, all zero for none."""
    return (np.asarray(decisions)[:, None] == np.arange(n_classes)).astype(float)


def wait_for(work: Callable[[], np.ndarray], limit: int) -> tuple[np.ndarray, float]:
    """Return what a call gives and how many seconds of processor time it took.

    :raises LateError: when it takes longer than the limit, in seconds.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise LateError(f"longer than {limit} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        start = time.process_time()
        return work(), time.process_time() - start
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _measure_accuracy(shares: np.ndarray, gold: np.ndarray) -> float:
    return 100 * float(shares[np.arange(len(gold)), gold].mean())


def _measure_macro_f1(shares: np.ndarray, gold: np.ndarray) -> float:
    truth = mark_decisions(gold, shares.shape[1])
    either = shares.sum(axis=0) + truth.sum(axis=0)
    f1 = 2 * (shares * truth).sum(axis=0)[either > 0] / either[either > 0]
    return 100 * float(f1.mean())
