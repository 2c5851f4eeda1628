"""The aggregation methods that are compared: ours, and each peer behind one small adapter.

An adapter opens its package late. It is given votes of shape (units, rules), the number
of classes, and the gold or nothing; it returns shares of shape (units, classes): how
probable it is that the method decides for a class.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from aggregation_scores import mark_decisions, vote_by_majority

from corpus_tools.aggregation import (
    AccuracyVote,
    DawidSkene,
    GoldLogOdds,
    GoldRegression,
    MajorityVote,
    NaiveBayes,
    RarityVote,
)

Runner = Callable[[np.ndarray, int, np.ndarray | None], np.ndarray]
SEED = 1


@dataclass(frozen=True, slots=True)
class Method:
    """A method's name in the tables, its package, how to run it, and what it learns from."""

    name: str
    package: str
    run: Runner
    learns_from_votes: bool = True
    learns_from_gold: bool = False

    @property
    def label(self) -> str:
        """The name with the release of a peer's package."""
        return (
            self.name if self.package == "corpus-tools" else f"{self.name} {self._release}".strip()
        )

    def find_absence(self) -> str:
        """Return why the method can't be run, empty if it can."""
        return "" if self._release else "not installed"

    @property
    def _release(self) -> str:
        try:
            return version(self.package)
        except PackageNotFoundError:
            return ""


def select_methods(names: Sequence[str]) -> list[Method]:
    """Return the methods whose names begin so, in the order of the list.

    :raises ValueError: when no method's name begins with one of them.
    """
    for name in names:
        if not any(each.name.startswith(name) for each in METHODS):
            known = ", ".join(each.name for each in METHODS)
            raise ValueError(f"no method is called {name!r}; there are: {known}")
    return [each for each in METHODS if each.name.startswith(tuple(names))]


def _ours(model: Any) -> Runner:
    def run(votes: np.ndarray, n_classes: int, gold: np.ndarray | None) -> np.ndarray:
        fitted = model.fit(votes, n_classes, gold)
        return mark_decisions(fitted.decide(votes), n_classes)

    return run


def _chance(votes: np.ndarray, n_classes: int, _gold: np.ndarray | None) -> np.ndarray:
    return vote_by_majority(votes, n_classes)


def _snorkel(votes: np.ndarray, n_classes: int, gold: np.ndarray | None) -> np.ndarray:
    """Run the label model as it comes; with gold, it is told the shares of the classes."""
    import torch
    from snorkel.labeling.model import LabelModel

    torch.set_num_threads(1)
    balance = None
    if gold is not None:
        counts = np.bincount(gold[gold >= 0], minlength=n_classes) + 1
        balance = (counts / counts.sum()).tolist()
    model = LabelModel(cardinality=n_classes, verbose=False)
    model.fit(votes, class_balance=balance, seed=SEED, progress_bar=False)
    return mark_decisions(model.predict(votes, tie_break_policy="random"), n_classes)


@cache
def _open_hyperlm() -> Any:
    os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"  # its weights file is of an older form
    import torch
    from hyperlm import HyperLabelModel

    torch.set_num_threads(1)
    return HyperLabelModel()


def _hyperlm(votes: np.ndarray, n_classes: int, gold: np.ndarray | None) -> np.ndarray:
    covered = np.flatnonzero((votes >= 0).any(axis=1))
    known = {}
    if gold is not None:
        shown = np.flatnonzero(gold[covered] >= 0)
        known = {"y_indices": shown, "y_vals": gold[covered][shown]}
    decisions = np.full(len(votes), -1)
    decisions[covered] = _open_hyperlm().infer(votes[covered], **known)
    return mark_decisions(decisions, n_classes)


def _crowdkit(name: str, **options: Any) -> Runner:
    def run(votes: np.ndarray, n_classes: int, gold: np.ndarray | None) -> np.ndarray:
        import pandas as pd
        from crowdkit import aggregation

        units, rules = np.nonzero(votes >= 0)
        frame = pd.DataFrame({"task": units, "worker": rules, "label": votes[units, rules]})
        model = getattr(aggregation, name)(**options)
        if gold is None:
            settled = model.fit_predict(frame)
        else:
            covered = np.flatnonzero((gold >= 0) & (votes >= 0).any(axis=1))
            settled = model.fit(frame, pd.Series(gold[covered], index=covered)).predict(frame)
        decisions = np.full(len(votes), -1)
        decisions[settled.index.to_numpy()] = settled.to_numpy()
        return mark_decisions(decisions, n_classes)

    return run


METHODS = (
    Method("corpus_tools majority rarest-rule", "corpus-tools", _ours(MajorityVote())),
    Method("corpus_tools majority priority", "corpus-tools", _ours(MajorityVote("priority"))),
    Method("corpus_tools majority abstain", "corpus-tools", _ours(MajorityVote("abstain"))),
    Method("corpus_tools rarity", "corpus-tools", _ours(RarityVote())),
    Method("corpus_tools accuracy (default)", "corpus-tools", _ours(AccuracyVote()),
           learns_from_gold=True),
    Method("corpus_tools gold log-odds", "corpus-tools", _ours(GoldLogOdds()),
           learns_from_votes=False, learns_from_gold=True),
    Method("corpus_tools gold regression", "corpus-tools", _ours(GoldRegression()),
           learns_from_votes=False, learns_from_gold=True),
    Method("corpus_tools naive Bayes EM", "corpus-tools", _ours(NaiveBayes())),
    Method("corpus_tools Dawid-Skene EM", "corpus-tools", _ours(DawidSkene())),
    Method("majority, ties by chance", "corpus-tools", _chance),
    Method("hyperlm", "hyperlm", _hyperlm, learns_from_gold=True),
    Method("snorkel LabelModel", "snorkel", _snorkel, learns_from_gold=True),
    Method("crowd-kit MajorityVote", "crowd-kit", _crowdkit("MajorityVote")),
    Method("crowd-kit DawidSkene", "crowd-kit", _crowdkit("DawidSkene")),
    Method("crowd-kit OneCoinDawidSkene", "crowd-kit", _crowdkit("OneCoinDawidSkene")),
    Method("crowd-kit GLAD", "crowd-kit", _crowdkit("GLAD", silent=True)),
    Method("crowd-kit MACE", "crowd-kit", _crowdkit("MACE", random_state=SEED)),
    Method("crowd-kit MMSR", "crowd-kit", _crowdkit("MMSR", random_state=SEED)),
    Method("crowd-kit KOS", "crowd-kit", _crowdkit("KOS", random_state=SEED)),
    Method("crowd-kit Wawa", "crowd-kit", _crowdkit("Wawa")),
    Method("crowd-kit ZeroBasedSkill", "crowd-kit", _crowdkit("ZeroBasedSkill")),
    Method("crowd-kit GoldMajorityVote", "crowd-kit", _crowdkit("GoldMajorityVote"),
           learns_from_votes=False, learns_from_gold=True),
)  # fmt: skip
