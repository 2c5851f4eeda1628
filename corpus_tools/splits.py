"""Clusters -> train, validation and test, by a ledger that only grows.

A document once placed stays where it is, and all members of a cluster stand
in one split. Why this never leaks, never moves a document and keeps sizes
within bounds is shown in docs/design.md.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus_tools.bins import Bins, hash_text
from corpus_tools.config import DuplicateSettings, SplitSettings
from corpus_tools.errors import LedgerError, Location, Problem
from corpus_tools.jsonl import text_of, whole_number_of
from corpus_tools.records import SPLITS, Placement
from corpus_tools.similarity import NORMALISER

LEDGER_NAME = "splits.lock.jsonl"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that asks for a place: its weight is the number of released units.

    ``barred`` are the splits that it may not stand in.
    """

    document_id: str
    sha256: str
    cluster: str
    labels: Mapping[str, int]
    barred: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """How many released units the document has."""
        return sum(self.labels.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole ledger after a run."""

    placements: tuple[Placement, ...]

    def current(self) -> dict[str, Placement]:
        """Return each document's row in the newest version of the ledger."""
        newest = max((each.version for each in self.placements), default=1)
        return {each.document_id: each for each in self.placements if each.version == newest}


def policy_digest(settings: DuplicateSettings, kinds: Iterable[str]) -> str:
    """Return 12 hex digits over what decides whether two documents belong together.

    :param kinds: the kinds of unit whose text is compared.
    """
    compared = {"normaliser": NORMALISER, "kinds": sorted(kinds)}
    parts = {**compared, **settings.model_dump(mode="json")}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def place_documents(
    candidates: Sequence[Candidate],
    ledger: Sequence[Placement],
    settings: SplitSettings,
    policy: str,
    *,
    rebalance: bool = False,
) -> Outcome:
    """Give each document that is not in the ledger yet a split and a fold.

    A cluster with members in one split takes its new members there. A new
    document that ties together clusters of two splits is quarantined: its
    split is ``None``. Clusters of new documents go where units, and rare
    labels, are lacking most.

    :param rebalance: place all documents anew, as the next ledger version;
        the rows of earlier versions are kept.
    :raises LedgerError: when the ledger was made under another policy.
    """
    version = max((each.version for each in ledger), default=1)
    current = [each for each in ledger if each.version == version]
    if rebalance:
        version, current = (version + 1 if ledger else 1), []
    else:
        _check_ledger(current, settings, policy)
    stamp = (version, policy)
    renamed = _find_renamed(candidates, current, stamp)
    added = [*renamed, *_place_new(candidates, [*current, *renamed], settings, stamp)]
    added.sort(key=lambda each: each.document_id)
    return Outcome((*ledger, *added))


def _check_ledger(current: Sequence[Placement], settings: SplitSettings, policy: str) -> None:
    """Refuse a ledger that the recipe no longer fits, or that contradicts itself."""
    names = Counter(each.document_id for each in current)
    repeated = [name for name, count in names.items() if count > 1]
    if repeated:
        what, way_out = f"article {repeated[0]!r} has two rows", "keep the one that came first"
    elif any(each.policy != policy for each in current):
        what = "articles were tied together under other 'duplicates' or 'released_kinds' before"
        way_out = "put those back, or build with --rebalance to place all articles anew"
    elif any(each.fold is not None and each.fold >= settings.folds for each in current):
        what = f"articles stand in folds beyond the {settings.folds} asked for"
        way_out = "raise 'folds' again, or build with --rebalance to place all articles anew"
    else:
        return
    raise LedgerError([Problem(Location(LEDGER_NAME), what, way_out)])


def _find_renamed(
    candidates: Sequence[Candidate], current: Sequence[Placement], stamp: tuple[int, str]
) -> list[Placement]:
    """Return rows for articles that are in the ledger under an id that is no longer there."""
    present = {each.document_id for each in candidates}
    known = {each.document_id for each in current}
    left = {each.sha256: each for each in current if each.document_id not in present}
    return [
        _row(each, left[each.sha256].split, left[each.sha256].fold, "renamed", stamp)
        for each in candidates
        if each.document_id not in known and each.sha256 in left
    ]


def _place_new(
    candidates: Sequence[Candidate],
    current: Sequence[Placement],
    settings: SplitSettings,
    stamp: tuple[int, str],
) -> list[Placement]:
    placed = {each.document_id: each for each in current}
    splits, folds = _fill_bins(candidates, placed, settings)
    added: list[Placement] = []

    def add(members: Sequence[Candidate], split: str | None, fold: int | None, reason: str) -> None:
        for each in members:
            if split is not None:
                splits.add(split, each.labels)
                folds.add(str(fold), each.labels)
            added.append(_row(each, split, fold, reason, stamp))

    fresh: list[tuple[str, list[Candidate]]] = []
    for key, members in sorted(_group(candidates).items()):
        earlier = [placed[each.document_id] for each in members if each.document_id in placed]
        if earlier:
            newcomers = [each for each in members if each.document_id not in placed]
            add(newcomers, *_inherit(earlier))
        else:
            fresh.append((key, members))
    left = Counter(name for _, members in fresh for name in splits.targets.keys() - _bar(members))
    for place, (key, members) in enumerate(_order_fresh(fresh, settings.salt)):
        labels, open_to = _sum_labels(members), splits.targets.keys() - _bar(members)
        split = splits.choose(key, labels, {name: left[name] for name in open_to})
        fold = folds.choose(key, labels, dict.fromkeys(folds.targets, len(fresh) - place))
        add(members, split, int(fold), "new")
        left.subtract(open_to)
    return added


def _order_fresh(
    fresh: Iterable[tuple[str, list[Candidate]]], salt: str
) -> list[tuple[str, list[Candidate]]]:
    """Put the least free first, then heavy ones: light ones can still even out what those leave."""
    return sorted(
        fresh,
        key=lambda each: (-len(_bar(each[1])), -_weigh(each[1]), hash_text(f"{salt} {each[0]}")),
    )


def _inherit(placed: Sequence[Placement]) -> tuple[str | None, int | None, str]:
    """Return the place of a cluster's earlier members, if they agree on one."""
    held = [each for each in placed if each.split is not None]
    if len({(each.split, each.fold) for each in held}) == 1:
        return held[0].split, held[0].fold, "inherited"
    return None, None, "bridge"


def _row(
    candidate: Candidate,
    split: str | None,
    fold: int | None,
    reason: str,
    stamp: tuple[int, str],
) -> Placement:
    version, policy = stamp
    return parse_placement(
        {
            "document_id": candidate.document_id,
            "sha256": candidate.sha256,
            "cluster": candidate.cluster,
            "split": split,
            "fold": fold,
            "weight": candidate.weight,
            "reason": reason,
            "version": version,
            "policy": policy,
        }
    )


def _fill_bins(
    candidates: Iterable[Candidate], placed: Mapping[str, Placement], settings: SplitSettings
) -> tuple[Bins, Bins]:
    """Return what splits and folds hold, from the ledger and today's label counts."""
    splits = Bins({str(name): share for name, share in settings.shares.items()})
    folds = Bins({str(fold): 1 / settings.folds for fold in range(settings.folds)})
    for each in candidates:
        row = placed.get(each.document_id)
        if row is not None and row.split is not None:
            if row.split not in each.barred:
                splits.add(row.split, each.labels)
            folds.add(str(row.fold), each.labels)
    return splits, folds


def _group(candidates: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    clusters: dict[str, list[Candidate]] = {}
    for each in candidates:
        clusters.setdefault(each.cluster, []).append(each)
    return clusters


def _bar(members: Iterable[Candidate]) -> frozenset[str]:
    """Return the splits that a cluster may not stand in, since some member may not."""
    return frozenset[str]().union(*(each.barred for each in members))


def _sum_labels(members: Iterable[Candidate]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in members:
        total.update(each.labels)
    return total


def _weigh(members: Iterable[Candidate]) -> int:
    return sum(each.weight for each in members)


def parse_placement(row: Mapping[str, Any]) -> Placement:
    """Read a row of the ledger.

    :raises KeyError: when a field is missing.
    :raises ValueError: when a split has an unknown name.
    """
    split = row["split"]
    if split not in (*SPLITS, None):
        raise ValueError(f"split {split!r} is none of {', '.join(SPLITS)} and null")
    texts = {name: text_of(row, name) for name in ("document_id", "sha256", "cluster", "reason")}
    return Placement(
        **texts,
        split=split,
        fold=None if split is None else whole_number_of(row, "fold"),
        weight=whole_number_of(row, "weight"),
        version=whole_number_of(row, "version"),
        policy=text_of(row, "policy"),
    )


def placement_row(placement: Placement) -> dict[str, object]:
    """Return a row of the ledger as plain data."""
    return asdict(placement)
