"""What a row of the data set holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from corpus_tools.records import SPLITS, SplitName, SplitRow

Row = dict[str, Any]
COLUMNS = (
    "id", "text", "label", "labels", "label_source", "rule_label", "rule_labels",
    "document_id", "source", "outlet", "synthetic", "index", "start", "end", "kind", "section",
    "votes", "cluster", "fold",
)  # fmt: skip


def flatten(row: SplitRow, labels: Sequence[str]) -> Row:
    """Return a released unit as a row of the data set; labels become their numbers.

    ``label`` and ``labels`` are gold's where the unit was annotated, the rules' elsewhere;
    ``rule_label`` and ``rule_labels`` are always the rules', null and empty where they gave none.
    """
    unit, labelled = row.labelled.unit, row.labelled
    numbers = {label: number for number, label in enumerate(labels)}
    values: Row = {
        "id": unit.unit_id,
        "text": unit.text,
        "label": numbers[row.label],
        "labels": sorted(numbers[label] for label in row.labels),
        "label_source": row.label_source,
        "rule_label": None if labelled.label is None else numbers[labelled.label],
        "rule_labels": sorted(numbers[label] for label in labelled.labels),
        "document_id": unit.document_id,
        "source": unit.source,
        "outlet": row.outlet,
        "synthetic": row.synthetic,
        "index": unit.index,
        "start": unit.start,
        "end": unit.end,
        "kind": unit.kind,
        "section": list(unit.section),
        "votes": [asdict(vote) for vote in labelled.votes],
        "cluster": row.cluster,
        "fold": row.fold,
    }
    return {name: values[name] for name in COLUMNS}


def content_digest(rows: Mapping[SplitName, Sequence[Row]], labels: Sequence[str]) -> str:
    """Return a sha256 over splits, rows and label names that no library version changes.

    Rows are taken in the order of their ids, each as canonical JSON behind its length.
    """
    digest = hashlib.sha256(json.dumps([list(COLUMNS), list(labels)]).encode())
    for split in SPLITS:
        for row in sorted(rows.get(split, ()), key=lambda each: str(each["id"])):
            line = json.dumps([split, row], ensure_ascii=False, sort_keys=True).encode()
            digest.update(f"{len(line)}:".encode() + line)
    return digest.hexdigest()
