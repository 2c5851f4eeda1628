"""The leak check over a written data set: reads the files, knows nothing of the build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus_tools.config import DuplicateSettings, SplitSettings
from corpus_tools.dataset import read_splits
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_rows
from corpus_tools.leaks import Leak, find_leaks
from corpus_tools.manifest import read_json


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What was found, and how much was looked at."""

    leaks: tuple[Leak, ...]
    n_documents: int
    n_rows: int


def read_settings(folder: Path) -> tuple[DuplicateSettings, SplitSettings]:
    """Return the settings that a data set was built with; the usual ones where it names none."""
    settings = read_json(folder / "report.json").get("settings", {})
    return (
        DuplicateSettings.model_validate(settings.get("duplicates", {})),
        SplitSettings.model_validate(settings.get("splits", {})),
    )


def check_folder(folder: Path, duplicates: DuplicateSettings, plan: SplitSettings) -> LeakReport:
    """Look for leaks between the splits of a data set.

    Articles are compared whole where ``units.jsonl`` lies beside the splits,
    by their released sentences otherwise.

    :raises InputError: when the folder holds no split, or lacks a column.
    """
    splits = read_splits(folder)
    rows = [row for each in splits.values() for row in each]
    missing = sorted({"id", "document_id", "cluster", "fold", "kind", "text"} - set(rows[0]))
    if missing:
        what, way_out = f"has no column {', '.join(missing)}", "build the data set again"
        raise InputError([Problem(Location(str(folder)), what, way_out)])
    released = {row["document_id"] for row in rows}
    kinds = {row["kind"] for row in rows}
    units = folder / "units.jsonl"
    whole = (row for _, row in read_rows(units)) if units.exists() else rows
    parts: dict[str, list[str]] = {name: [] for name in released}
    for row in whole:
        if row["document_id"] in released and row["kind"] in kinds:
            parts[row["document_id"]].append(row["text"])
    texts = {name: " ".join(found) for name, found in parts.items()}
    leaks = find_leaks(splits, texts, duplicates, plan)
    return LeakReport(tuple(leaks), len(released), len(rows))
