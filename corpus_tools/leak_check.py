"""The leak check over a written data set: reads the files, knows nothing of the build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_tools.config import DuplicateSettings, SplitSettings
from corpus_tools.dataset import read_splits
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_records
from corpus_tools.leaks import Leak, find_leaks
from corpus_tools.manifest import read_json
from corpus_tools.records import LabelledUnit, released_text


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What was found, and how much was looked at."""

    leaks: tuple[Leak, ...]
    n_documents: int
    n_rows: int


def read_settings(folder: Path) -> tuple[DuplicateSettings, SplitSettings]:
    """Return the settings that a data set was built with; the usual ones where it names none."""
    settings = read_json(folder / "report.json").get("settings", {})
    try:
        return (
            DuplicateSettings.model_validate(settings.get("duplicates", {})),
            SplitSettings.model_validate(settings.get("splits", {})),
        )
    except (ValueError, AttributeError) as error:
        what, way_out = "its settings can't be read", "build the data set again"
        place = Location(str(folder / "report.json"))
        raise InputError([Problem(place, what, way_out)]) from error


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
    texts = _read_texts(folder, released) or _join_rows(rows)
    without = sorted(released - texts.keys())
    if without:
        what, way_out = f"units.jsonl has no article {without[0]!r}", "build the data set again"
        raise InputError([Problem(Location(str(folder)), what, way_out)])
    leaks = find_leaks(splits, texts, duplicates, plan)
    return LeakReport(tuple(leaks), len(released), len(rows))


def _read_texts(folder: Path, released: Collection[str]) -> dict[str, str]:
    """Return what of each article is compared, from all its units; nothing without that file."""
    path = folder / "units.jsonl"
    if not path.exists():
        return {}
    settings = read_json(folder / "report.json").get("settings", {})
    kinds = settings.get("released_kinds", ["prose", "list_item"])
    units: dict[str, list[LabelledUnit]] = {}
    for each in read_records(path, LabelledUnit.from_row):
        if each.unit.document_id in released:
            units.setdefault(each.unit.document_id, []).append(each)
    return {name: released_text(found, kinds) for name, found in units.items()}


def _join_rows(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    for row in rows:
        parts.setdefault(row["document_id"], []).append(row["text"])
    return {name: " ".join(found) for name, found in parts.items()}
