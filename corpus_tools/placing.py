"""Labelled documents -> released rows: clusters, split ledger, repeated sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus_tools.config import CorpusConfig
from corpus_tools.duplicates import Edge, find_clusters, find_near_duplicates, find_same
from corpus_tools.errors import InputError, LedgerError, Location, Problem
from corpus_tools.jsonl import read_records, write_rows
from corpus_tools.leaks import Leak, find_leaks, find_repeats
from corpus_tools.ledger import Ledger
from corpus_tools.manifest import count_ledger_rows
from corpus_tools.records import Document, LabelledUnit, Placement, SplitRow, released_text
from corpus_tools.splits import (
    Candidate,
    parse_placement,
    place_documents,
    placement_row,
    policy_digest,
)


@dataclass(frozen=True, slots=True)
class Placing:
    """What is released, in the order of articles and sentences, and the ledger behind it.

    ``placements`` is the whole split ledger, ``current`` its rows in force by
    document, ``edges`` the pairs of articles that were kept together, and why;
    ``texts`` what of each article was compared.
    """

    rows: tuple[SplitRow, ...]
    placements: tuple[Placement, ...]
    current: Mapping[str, Placement]
    ledger: Ledger
    edges: tuple[Edge, ...]
    texts: Mapping[str, str]

    @property
    def n_clusters(self) -> int:
        """How many groups of articles there are to place."""
        return len(set(find_clusters(self.texts, self.edges).values()))


def read_ledger(path: Path, *, rebalance: bool = False) -> list[Placement]:
    """Read a split ledger; none means that all articles are new.

    :raises LedgerError: when the ledger of an earlier build is gone or has
        lost rows, unless all articles are to be placed anew.
    """
    rows = list(read_records(path, parse_placement)) if path.exists() else []
    written = count_ledger_rows(path.parent)
    if len(rows) < written and not rebalance:
        what = f"has {len(rows)} rows, an earlier build wrote {written}"
        way_out = "put it back, or build with --rebalance to place all articles anew"
        raise LedgerError([Problem(Location(str(path)), what, way_out)])
    return rows


def write_ledger(path: Path, placements: Iterable[Placement]) -> None:
    """Write the split ledger, the whole file or nothing."""
    write_rows(path, (placement_row(each) for each in placements))


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
    near = find_near_duplicates(texts, config.duplicates)
    edges = [*find_same(texts, groups), *near]
    clusters = find_clusters(texts, edges)
    candidates = [
        Candidate(each.id, each.sha256, clusters[each.id], _count_labels(labelled[each.id]))
        for each in documents
    ]
    if not any(each.weight for each in candidates):
        what, way_out = "no sentence of any article has a label", "add rules, or a default label"
        raise InputError([Problem(Location(config.name), what, way_out)])
    policy = policy_digest(config.duplicates, kinds)
    outcome = place_documents(candidates, earlier, config.splits, policy, rebalance=rebalance)
    current = outcome.current()
    releasing = _Releasing(documents, texts, groups, near, current, config)
    rows, ledger = releasing.release(labelled)
    return Placing(tuple(rows), outcome.placements, current, ledger, tuple(edges), texts)


def _count_labels(units: Iterable[LabelledUnit]) -> Counter[str]:
    return Counter(each.label for each in units if each.label is not None)


@dataclass(frozen=True, slots=True)
class _Releasing:
    """Decides which of the placed documents may stand in the data set."""

    documents: Sequence[Document]
    texts: Mapping[str, str]
    groups: Mapping[str, str | None]
    near: Sequence[Edge]
    current: Mapping[str, Placement]
    config: CorpusConfig

    def release(
        self, labelled: Mapping[str, Sequence[LabelledUnit]]
    ) -> tuple[list[SplitRow], Ledger]:
        """Return the rows, and a ledger of what is not released and why."""
        current, ledger = self.current, Ledger("rows")
        settled = {name for name in labelled if current[name].split is not None}
        held_back = self._find_late_ties(settled)
        clusters = self._find_clusters(settled - held_back)
        rows: list[SplitRow] = []
        for name, units in labelled.items():
            place = current[name]
            released = [each for each in units if each.label is not None]
            if place.split is None or place.fold is None:
                ledger.refuse("article ties two places together", len(released))
            elif name in held_back:
                ledger.refuse("article became tied to another place", len(released))
            else:
                rows.extend(
                    SplitRow(
                        labelled=each, split=place.split, cluster=clusters[name], fold=place.fold
                    )
                    for each in released
                )
        return _drop_repeats(rows, self.config, ledger), ledger

    def _find_clusters(self, names: Collection[str]) -> dict[str, str]:
        texts = {name: self.texts[name] for name in names}
        groups = {name: self.groups[name] for name in names}
        near = [edge for edge in self.near if edge.one in texts and edge.other in texts]
        return find_clusters(texts, [*find_same(texts, groups), *near])

    def _find_late_ties(self, settled: Collection[str]) -> set[str]:
        """Return documents that were placed apart and have become tied since.

        Their text was edited, a group was given to them, or one was away when
        the other came. The one whose text is unchanged and that was placed
        first stays; those elsewhere are held back while the tie lasts.
        """
        current = self.current
        changed = {each.id for each in self.documents if current[each.id].sha256 != each.sha256}
        order = {name: place for place, name in enumerate(current)}
        members: dict[str, list[str]] = {}
        for name, cluster in self._find_clusters(settled).items():
            members.setdefault(cluster, []).append(name)
        held_back: set[str] = set()
        for names in members.values():
            anchor = current[min(names, key=lambda name: (name in changed, order[name]))]
            held_back.update(
                name
                for name in names
                if (current[name].split, current[name].fold) != (anchor.split, anchor.fold)
            )
        return held_back


def _drop_repeats(rows: Sequence[SplitRow], config: CorpusConfig, ledger: Ledger) -> list[SplitRow]:
    if config.splits.repeated_sentences == "keep":
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


def find_row_leaks(placing: Placing, config: CorpusConfig) -> list[Leak]:
    """Look for leaks in rows that have not been written yet."""
    splits: dict[str, list[dict[str, Any]]] = {}
    for row in placing.rows:
        splits.setdefault(row.split, []).append(row_facts(row))
    return find_leaks(splits, placing.texts, config.duplicates, config.splits)


def row_facts(row: SplitRow) -> dict[str, Any]:
    """Return what the leak check looks at."""
    unit = row.labelled.unit
    return {
        "id": unit.unit_id,
        "document_id": unit.document_id,
        "cluster": row.cluster,
        "fold": row.fold,
        "text": unit.text,
    }


def describe_ties(placing: Placing) -> list[dict[str, Any]]:
    """Return the pairs of articles that were kept together as plain data."""
    return [asdict(edge) for edge in placing.edges]
