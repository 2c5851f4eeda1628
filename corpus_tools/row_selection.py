"""Which placed documents and units are released, and why the others are not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus_tools.config import CorpusConfig
from corpus_tools.duplicates import Edge, find_clusters, find_same
from corpus_tools.eligibility import Bars
from corpus_tools.leaks import find_repeats
from corpus_tools.ledger import Ledger
from corpus_tools.records import (
    Document,
    GoldUnit,
    LabelledUnit,
    Placement,
    SplitName,
    SplitRow,
)


@dataclass(frozen=True, slots=True)
class RowSelection:
    """Decides which of the placed documents, and of their units, may stand in the data set.

    ``texts`` is what of each document was compared, ``near`` the pairs that
    were found alike, ``current`` the places, ``gold`` the gold of each
    annotated unit, ``bars`` what may stand where.
    """

    documents: Mapping[str, Document]
    texts: Mapping[str, str]
    near: Sequence[Edge]
    current: Mapping[str, Placement]
    config: CorpusConfig
    gold: Mapping[str, GoldUnit]
    bars: Bars

    def select(
        self, labelled: Mapping[str, Sequence[LabelledUnit]]
    ) -> tuple[list[SplitRow], Ledger]:
        """Return the rows, and a ledger of what is not released and why."""
        ledger = Ledger("rows")
        settled = {name for name in labelled if self.current[name].split is not None}
        held_back = self._find_late_ties(settled)
        clusters = self._find_clusters(settled - held_back)
        rows: list[SplitRow] = []
        for name, units in labelled.items():
            released = self._choose_units(units, ledger)
            place = self.current[name]
            if place.split is None or place.fold is None:
                ledger.refuse("article ties two places together", len(released))
            elif name in held_back:
                ledger.refuse("article became tied to another place", len(released))
            elif place.split in self.bars.by_document[name]:
                ledger.refuse(f"article may not stand in {place.split}", len(released))
            else:
                made = [
                    self._make_row(each, clusters[name], place.split, place.fold)
                    for each in released
                ]
                kept = [row for row in made if row.gold or row.split not in self.bars.gold_only]
                ledger.refuse(f"not annotated, in {place.split}", len(made) - len(kept))
                rows.extend(kept)
        return _drop_repeats(rows, self.config, ledger), ledger

    def _choose_units(self, units: Sequence[LabelledUnit], ledger: Ledger) -> list[LabelledUnit]:
        """Return the units with a label; gold's word that one is no sentence goes before the rules'."""
        kept = []
        for each in units:
            gold = self.gold.get(each.unit.unit_id)
            if (each.label if gold is None else gold.primary) is not None:
                kept.append(each)
            elif each.label is not None:
                ledger.refuse("annotated as no sentence")
        return kept

    def _make_row(
        self, labelled: LabelledUnit, cluster: str, split: SplitName, fold: int
    ) -> SplitRow:
        document = self.documents[labelled.unit.document_id]
        return SplitRow(
            labelled=labelled,
            split=split,
            cluster=cluster,
            fold=fold,
            gold=self.gold.get(labelled.unit.unit_id),
            outlet=document.outlet,
            synthetic=document.synthetic,
        )

    def _find_clusters(self, names: Collection[str]) -> dict[str, str]:
        texts = {name: self.texts[name] for name in names}
        groups = {name: self.documents[name].group for name in names}
        near = [edge for edge in self.near if edge.one in texts and edge.other in texts]
        return find_clusters(texts, [*find_same(texts, groups), *near])

    def _find_late_ties(self, settled: Collection[str]) -> set[str]:
        """Return documents that were placed apart and have become tied since.

        Their text was edited, a group was given to them, or one was away when
        the other came. The one whose text is unchanged and that was placed
        first stays; those elsewhere are held back while the tie lasts.
        """
        current = self.current
        changed = {
            each.id for each in self.documents.values() if current[each.id].sha256 != each.sha256
        }
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
