"""Vote matrices with gold, and draws of the gold rows that a method may see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class VoteSet:
    """Votes of shape (units, rules), -1 for an abstention, and the gold class of each unit."""

    votes: np.ndarray
    gold: np.ndarray
    n_classes: int

    @property
    def covered(self) -> np.ndarray:
        """Whether any rule votes."""
        covered: np.ndarray = (self.votes >= 0).any(axis=1)
        return covered


def read_sets(folder: Path, gold_rows: int) -> dict[str, VoteSet]:
    """Read every set of a folder.

    :raises ValueError: when there is none, a row is malformed, or a set is no
        larger than the gold rows that are to be drawn from it.
    """
    sets = {path.stem: _read_set(path) for path in sorted(folder.glob("*.jsonl"))}
    if not sets:
        raise ValueError(f"{folder} holds no votes to measure on; see --help for their form")
    for name, rows in sets.items():
        if not (rows.covered.sum() and len(rows.gold) > gold_rows):
            raise ValueError(f"{name} has {len(rows.gold)} rows; lower --gold-rows or leave it out")
    return sets


def _read_set(path: Path) -> VoteSet:
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        rows = [json.loads(line) for line in lines]
        rows = [row for row in rows if row["split"] == "train"] or rows
        votes = np.array([row["votes"] for row in rows], dtype=np.int64)
        gold = np.array([row["gold"] for row in rows], dtype=np.int64)
        return VoteSet(votes, gold, int(max(votes.max(), gold.max())) + 1)
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{path.name} holds no votes with gold ({problem}); see --help") from None


def draw_gold(rows: VoteSet, gold_rows: int, draws: int, seed: int) -> Iterator[np.ndarray]:
    """Yield the gold with -1 for all rows but those drawn, once a draw."""
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        shown = generator.choice(len(rows.gold), size=gold_rows, replace=False)
        known = np.full(len(rows.gold), -1)
        known[shown] = rows.gold[shown]
        yield known
