"""Labelled documents -> released rows: clusters, split ledger, repeated sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpus_tools.annotations import find_gold_units
from corpus_tools.config import CorpusConfig
from corpus_tools.duplicates import Edge, find_clusters, find_near_duplicates, find_same
from corpus_tools.eligibility import Bars, find_bars, find_seen
from corpus_tools.errors import InputError, LedgerError, Location, Problem
from corpus_tools.jsonl import read_records, write_rows
from corpus_tools.leaks import Leak, find_leaks
from corpus_tools.ledger import Ledger
from corpus_tools.manifest import count_ledger_rows
from corpus_tools.records import (
    Annotation,
    Document,
    GoldUnit,
    LabelledUnit,
    Placement,
    SplitRow,
    released_text,
)
from corpus_tools.row_selection import RowSelection
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
    ``texts`` what of each article was compared, ``bars`` what may stand where.
    """

    rows: tuple[SplitRow, ...]
    placements: tuple[Placement, ...]
    current: Mapping[str, Placement]
    ledger: Ledger
    edges: tuple[Edge, ...]
    texts: Mapping[str, str]
    bars: Bars

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
    annotations: Mapping[str, Annotation],
    earlier: Sequence[Placement],
    config: CorpusConfig,
    *,
    rebalance: bool = False,
) -> Placing:
    """Give each document its split and each released unit its row.

    :param annotations: the gold of the documents that were annotated, by id.
    :raises LedgerError: when the earlier ledger was made under another policy.
    :raises InputError: when no unit has a label.
    """
    kinds = config.released_kinds
    texts = {name: released_text(units, kinds) for name, units in labelled.items()}
    groups = {document.id: document.group for document in documents}
    near = find_near_duplicates(texts, config.duplicates)
    edges = [*find_same(texts, groups), *near]
    clusters = find_clusters(texts, edges)
    gold = _find_gold(labelled, annotations, kinds)
    annotated = _list_annotated(labelled, gold)
    bars = _find_bars(documents, clusters, annotated, earlier, config)
    candidates = _make_candidates(documents, labelled, clusters, gold, bars)
    if not any(each.weight for each in candidates):
        what, way_out = "no sentence of any article has a label", "add rules, or a default label"
        raise InputError([Problem(Location(config.name), what, way_out)])
    policy = policy_digest(config.duplicates, kinds)
    outcome = place_documents(candidates, earlier, config.splits, policy, rebalance=rebalance)
    current = outcome.current()
    selection = RowSelection(
        documents={each.id: each for each in documents},
        texts=texts,
        near=near,
        current=current,
        config=config,
        gold=gold,
        bars=bars,
    )
    rows, ledger = selection.select(labelled)
    return Placing(tuple(rows), outcome.placements, current, ledger, tuple(edges), texts, bars)


def _find_bars(
    documents: Sequence[Document],
    clusters: Mapping[str, str],
    annotated: Collection[str],
    earlier: Sequence[Placement],
    config: CorpusConfig,
) -> Bars:
    digests = {document.id: document.sha256 for document in documents}
    seen = partial(find_seen, digests=digests, clusters=clusters, earlier=earlier)
    return find_bars(
        digests,
        config.splits,
        annotated,
        developed=seen(config.splits.developed_on),
        learned=seen(config.aggregation.learned_on),
    )


def _list_annotated(
    labelled: Mapping[str, Sequence[LabelledUnit]], gold: Mapping[str, GoldUnit]
) -> set[str]:
    """Return the documents of which some unit has a gold label."""
    return {
        name
        for name, units in labelled.items()
        if any(gold[each.unit.unit_id].primary for each in units if each.unit.unit_id in gold)
    }


def _make_candidates(
    documents: Sequence[Document],
    labelled: Mapping[str, Sequence[LabelledUnit]],
    clusters: Mapping[str, str],
    gold: Mapping[str, GoldUnit],
    bars: Bars,
) -> list[Candidate]:
    return [
        Candidate(
            each.id,
            each.sha256,
            clusters[each.id],
            _count_labels(labelled[each.id], gold),
            bars.by_document[each.id],
        )
        for each in documents
    ]


def _count_labels(units: Iterable[LabelledUnit], gold: Mapping[str, GoldUnit]) -> Counter[str]:
    """Count the primary labels as they are released: gold's before the rules'."""
    found = (
        gold[each.unit.unit_id].primary if each.unit.unit_id in gold else each.label
        for each in units
    )
    return Counter(label for label in found if label is not None)


def _find_gold(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    annotations: Mapping[str, Annotation],
    kinds: Collection[str],
) -> dict[str, GoldUnit]:
    found: dict[str, GoldUnit] = {}
    for name, annotation in annotations.items():
        units = [each.unit for each in labelled[name] if each.unit.kind in kinds]
        found |= find_gold_units(units, annotation)
    return found


def find_row_leaks(placing: Placing, config: CorpusConfig) -> list[Leak]:
    """Look for leaks in rows that have not been written yet."""
    splits: dict[str, list[dict[str, Any]]] = {}
    for row in placing.rows:
        splits.setdefault(row.split, []).append(row_facts(row))
    return find_leaks(splits, placing.texts, config.duplicates, config.splits)


def split_row(row: SplitRow) -> dict[str, Any]:
    """Return a released unit with its labels, their source and its place, as plain data."""
    return row.labelled.as_row() | {
        "labels": list(row.labels),
        "label": row.label,
        "label_source": row.label_source,
        "split": row.split,
        "fold": row.fold,
        "cluster": row.cluster,
    }


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
