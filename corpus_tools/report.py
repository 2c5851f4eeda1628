"""What a build did, as numbers: ledgers, splits, rules, scores. Plain data, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from corpus_tools.ledger import Ledger
from corpus_tools.records import (
    LABEL_SOURCES,
    SPLITS,
    Document,
    Kind,
    LabelledUnit,
    Placement,
    SplitName,
    SplitRow,
)
from corpus_tools.rules import RuleSet
from corpus_tools.wording import count_of

Row = dict[str, Any]


def describe_splits(
    rows: Sequence[SplitRow],
    placements: Iterable[Placement],
    labels: Sequence[str],
    targets: Mapping[SplitName, float],
) -> Row:
    """Return articles, units, share, labels and their sources of each split beside the share aimed at.

    ``inherited_units`` came with articles that had to join a split because of
    an earlier near-duplicate there; they may push it over its target.
    """
    inherited: Counter[str | None] = Counter()
    for placement in placements:
        if placement.reason == "inherited":
            inherited[placement.split] += placement.weight
    table = []
    for split in SPLITS:
        inside = [row for row in rows if row.split == split]
        counts = Counter(row.label for row in inside)
        sources = Counter(row.label_source for row in inside)
        table.append(
            {
                "split": split,
                "documents": len({row.labelled.unit.document_id for row in inside}),
                "units": len(inside),
                "share": round(len(inside) / len(rows), 4) if rows else 0.0,
                "target_share": targets.get(split, 0.0),
                "inherited_units": inherited[split],
                "labels": {label: counts[label] for label in labels},
                "label_sources": {source: sources[source] for source in LABEL_SOURCES},
            }
        )
    return {"labels": list(labels), "rows": table}


def describe_texts(documents: Sequence[Document]) -> Row:
    """Return what kinds of article there are, how many are synthetic, and which tell the same."""
    groups: dict[str, list[str]] = {}
    for each in documents:
        if each.group is not None:
            groups.setdefault(each.group, []).append(each.id)
    outlets = Counter(each.outlet for each in documents if each.outlet is not None)
    return {
        "articles": len(documents),
        "synthetic": sum(each.synthetic for each in documents),
        "outlets": dict(sorted(outlets.items())),
        "groups": dict(sorted(groups.items())),
    }


def describe_labels(labelled: Iterable[LabelledUnit], labels: Sequence[str]) -> list[Row]:
    """Return for each label its units: all that carry it, those it is primary in, by default or by rule."""
    units = [each for each in labelled if each.label is not None]
    return [
        {
            "label": label,
            "units": sum(label in each.labels for each in units),
            "primary": sum(label == each.label for each in units),
            "by_rule": sum(label == each.label and not each.by_default for each in units),
            "by_default": sum(label == each.label and each.by_default for each in units),
        }
        for label in labels
    ]


def describe_rules(
    rules: RuleSet,
    labelled: Iterable[LabelledUnit],
    kinds: Collection[Kind],
    markers: Mapping[str, int] | None = None,
) -> list[Row]:
    """Return for each rule how many units it fired on, shared with others, and in conflict.

    Coverage, overlap and conflict are shares in [0, 1] of the units that rules were asked about,
    which are those of some ``kinds``. A rule without a label leaves no vote to count: what is not
    known of it is ``None``.

    :param markers: on how many units each rule without a label spoke, where that was counted.
    """
    fired, overlap, conflict = Counter[str](), Counter[str](), Counter[str]()
    n_units = 0
    for each in labelled:
        n_units += each.unit.kind in kinds
        voted = {vote.label for vote in each.votes}
        for vote in each.votes:
            fired[vote.rule] += 1
            overlap[vote.rule] += len(each.votes) > 1
            conflict[vote.rule] += bool(voted - {vote.label})
    total = max(n_units, 1)
    rows: list[Row] = []
    for spec in (rule.spec for rule in rules.rules):
        name, votes = spec.id, spec.label is not None
        spoke = fired[name] if votes else None if markers is None else markers.get(name, 0)
        rows.append(
            {
                "rule": name,
                "label": spec.label,
                "fired": spoke,
                "coverage": None if spoke is None else spoke / total,
                "overlap": overlap[name] / total if votes else None,
                "conflict": conflict[name] / total if votes else None,
            }
        )
    return rows


def find_warnings(splits: Row, rules: Sequence[Row], n_clusters: int) -> list[str]:
    """Return what the numbers say a reader should know."""
    warnings = []
    rows = splits["rows"]
    n_units = sum(row["units"] for row in rows)
    for row in rows:
        if row["target_share"] and not row["units"]:
            warnings.append(
                f"split {row['split']} is empty and left out: {count_of(n_clusters, 'group')} of articles"
            )
        for label, count in row["labels"].items():
            if row["units"] and not count:
                warnings.append(f"split {row['split']} has no unit of label {label}")
    for row in rows:
        missed = abs(row["share"] - row["target_share"])
        if n_units and missed > 0.1:  # noqa: PLR2004 - a tenth of the corpus is worth a word
            warnings.append(
                f"split {row['split']} holds {row['share']:.0%} of the units, "
                f"{row['target_share']:.0%} were asked for; articles are never cut in two"
            )
    voting = [row["rule"] for row in rules if row["label"]]
    silent = [row["rule"] for row in rules if row["label"] and not row["fired"]]
    if silent:
        warnings.append(f"{len(silent)} of {len(voting)} rules never fired: {', '.join(silent)}")
    return warnings


def describe_ledgers(ledgers: Iterable[Ledger]) -> list[Row]:
    """Return the ledgers in the order of the stairs."""
    return [ledger.as_row() for ledger in ledgers]
