"""Labelled documents -> released rows: clusters, split ledger, repeated sentences."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus_tools.config import CorpusConfig
from corpus_tools.duplicates import find_clusters, find_edges
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_records, write_rows
from corpus_tools.leaks import find_repeats
from corpus_tools.ledger import Ledger
from corpus_tools.records import Document, LabelledUnit, Placement, SplitRow
from corpus_tools.splits import (
    Candidate,
    Outcome,
    parse_placement,
    place_documents,
    placement_row,
    policy_digest,
)

LEDGER_NAME = "splits.lock.jsonl"


@dataclass(frozen=True, slots=True)
class Placing:
    """What is released, in the order of articles and sentences, and the ledger behind it.

    ``ties`` are the pairs of articles that were kept together, and why.
    """

    rows: tuple[SplitRow, ...]
    placements: tuple[Placement, ...]
    ledger: Ledger
    n_clusters: int
    ties: list[dict[str, Any]]


def read_ledger(folder: Path) -> list[Placement]:
    """Read the split ledger of an earlier build; none means that all articles are new."""
    path = folder / LEDGER_NAME
    return list(read_records(path, parse_placement)) if path.exists() else []


def released_text(units: Iterable[LabelledUnit], kinds: Collection[str]) -> str:
    """Return what of a document counts when documents are compared."""
    return " ".join(each.unit.text for each in units if each.unit.kind in kinds)


def place_rows(
    documents: Sequence[Document],
    labelled: Mapping[str, Sequence[LabelledUnit]],
    earlier: Sequence[Placement],
    config: CorpusConfig,
    *,
    rebalance: bool = False,
) -> Placing:
    """Give each document its split and each released unit its row.

    :raises LedgerError: when the earlier ledger was made under another policy.
    :raises InputError: when no unit has a label.
    """
    kinds = config.released_kinds
    texts = {name: released_text(units, kinds) for name, units in labelled.items()}
    groups = {document.id: document.group for document in documents}
    edges = find_edges(texts, groups, config.duplicates)
    clusters = find_clusters(texts, edges)
    candidates = [
        Candidate(each.id, each.sha256, clusters[each.id], _count_labels(labelled[each.id]))
        for each in documents
    ]
    if not any(each.weight for each in candidates):
        what, way_out = "no sentence of any article has a label", "add rules, or a default label"
        raise InputError([Problem(Location(config.name), what, way_out)])
    policy = policy_digest(config.duplicates)
    outcome = place_documents(candidates, earlier, config.splits, policy, rebalance=rebalance)
    held_back = _find_drifted(documents, texts, groups, outcome, config)
    ledger = Ledger("rows")
    rows = _release(labelled, clusters, outcome, held_back, config, ledger)
    return Placing(
        tuple(rows),
        outcome.placements,
        ledger,
        len(set(clusters.values())),
        [asdict(each) for each in edges],
    )


def _count_labels(units: Iterable[LabelledUnit]) -> Counter[str]:
    return Counter(each.label for each in units if each.label is not None)


def _find_drifted(
    documents: Sequence[Document],
    texts: Mapping[str, str],
    groups: Mapping[str, str | None],
    outcome: Outcome,
    config: CorpusConfig,
) -> set[str]:
    """Return documents whose text has changed and now ties two splits together.

    Their place in the ledger stays; they are not released while it lasts.
    """
    current = outcome.current()
    changed = {each.id for each in documents if current[each.id].sha256 != each.sha256}
    if not changed:
        return set()
    settled = {name: row.split for name, row in current.items() if row.split and name in texts}
    edges = find_edges(
        {name: texts[name] for name in settled},
        {name: groups[name] for name in settled},
        config.duplicates,
    )
    splits_of: dict[str, set[str]] = {}
    clusters = find_clusters(settled, edges)
    for name, cluster in clusters.items():
        splits_of.setdefault(cluster, set()).add(settled[name])
    return {name for name in changed & settled.keys() if len(splits_of[clusters[name]]) > 1}


def _release(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    clusters: Mapping[str, str],
    outcome: Outcome,
    held_back: Collection[str],
    config: CorpusConfig,
    ledger: Ledger,
) -> list[SplitRow]:
    """Return the rows, and count in the ledger what is not released and why."""
    current = outcome.current()
    rows: list[SplitRow] = []
    for name, units in labelled.items():
        place = current[name]
        released = [each for each in units if each.label is not None]
        if place.split is None or place.fold is None:
            ledger.refuse("article ties two splits together", len(released))
        elif name in held_back:
            ledger.refuse("changed article ties two splits together", len(released))
        else:
            rows.extend(
                SplitRow(labelled=each, split=place.split, cluster=clusters[name], fold=place.fold)
                for each in released
            )
    return _drop_repeats(rows, config, ledger)


def _drop_repeats(rows: Sequence[SplitRow], config: CorpusConfig, ledger: Ledger) -> list[SplitRow]:
    if config.splits.repeated_sentences == "keep-and-flag":
        ledger.keep(len(rows))
        return list(rows)
    by_split: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        unit = row.labelled.unit
        by_split.setdefault(row.split, []).append((unit.unit_id, unit.text))
    drop = find_repeats(by_split, config.splits)
    kept = []
    for row in rows:
        reason = drop.get(row.labelled.unit.unit_id)
        if reason is None:
            kept.append(row)
            ledger.keep()
        else:
            ledger.refuse(reason)
    return kept


def split_units(units: Path, ledger: Path, config: CorpusConfig) -> tuple[SplitRow, ...]:
    """Split a file of labelled units and write the ledger, which only grows.

    :raises InputError: when a line is no labelled unit.
    """
    labelled: dict[str, list[LabelledUnit]] = {}
    for each in read_records(units, LabelledUnit.from_row):
        labelled.setdefault(each.unit.document_id, []).append(each)
    documents = [_stand_in(name, found) for name, found in labelled.items()]
    earlier = list(read_records(ledger, parse_placement)) if ledger.exists() else []
    placing = place_rows(documents, labelled, earlier, config)
    write_rows(ledger, (placement_row(each) for each in placing.placements))
    return placing.rows


def _stand_in(name: str, units: Sequence[LabelledUnit]) -> Document:
    """Return a document that has the units' text, where the article itself is not at hand."""
    text = " ".join(each.unit.text for each in units)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=name, source=units[0].unit.source, text=text, sha256=digest)
