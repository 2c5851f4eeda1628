"""What was put back -> a folder with units, data set, card, and an account of what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus_tools.dataset import check_loads, write_splits
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.inputs import refuse_nesting
from corpus_tools.jsonl import replacing, write_rows
from corpus_tools.manifest import read_json
from corpus_tools.output_folder import replacing_folder
from corpus_tools.standoff.cards import write_hydration_card
from corpus_tools.standoff.finding import PlacedDocument
from corpus_tools.standoff.format import CARD
from corpus_tools.standoff.hydrating import Hydration

ACCOUNT, UNITS = "hydration.json", "units.jsonl"


def write_hydration(
    hydration: Hydration, texts: Path, output: Path, *, allow_partial: bool = False
) -> None:
    """Write what was put back, the whole folder or nothing; what others laid there stays.

    :param texts: the folder of the articles, in which nothing is written.
    :param allow_partial: write although sentences are missing; the card says which share.
    :raises InputError: when sentences are missing and that was not allowed, when
        none was put back, and when the folder is somebody else's or the release's.
    """
    refuse_gaps(hydration, texts, allow_partial=allow_partial)
    refuse_nesting(texts, output, option="-o")
    facts = hydration.release.facts
    if facts is not None:
        refuse_nesting(hydration.release.path, output, holds="the release", option="-o")
    # Only what an earlier call says that it wrote is replaced.
    ours = [ACCOUNT, *read_json(output / ACCOUNT).get("outputs", ())]
    with replacing_folder(output, ACCOUNT, ours, option="-o", loads=facts is not None) as folder:
        write_rows(folder / UNITS, hydration.units)
        rows: Any = hydration.rows
        files = write_splits(folder, rows, list(facts.labels)) if facts and rows else []
        account = describe_hydration(hydration, texts)
        account["outputs"] = [ACCOUNT, CARD, UNITS, *(each.path for each in files)]
        with replacing(folder / ACCOUNT) as file:
            file.write(json.dumps(account, ensure_ascii=False, indent=1) + "\n")
        with replacing(folder / CARD) as file:
            file.write(write_hydration_card(hydration, files))
        if files:
            check_loads(folder, files)


def refuse_gaps(hydration: Hydration, texts: Path, *, allow_partial: bool) -> None:
    """Check that all sentences were put back, or that gaps are allowed and some were.

    :raises InputError: otherwise.
    """
    units = hydration.coverage.units
    if not units.put_back:
        what = "no sentence of the release is here"
        way_out = "name the folder that has its articles"
    elif not hydration.coverage.is_full and not allow_partial:
        what = f"{units} sentences can be put back"
        way_out = "bring the articles that are missing or differ, or add --allow-partial"
    else:
        return
    raise InputError([Problem(Location(str(texts)), what, way_out)])


def describe_hydration(hydration: Hydration, texts: Path) -> dict[str, Any]:
    """Return what became of each document, and of the whole, as plain data.

    :param texts: the folder of the articles; files are named by their path below it.
    """
    facts = hydration.release.facts
    digests = facts and {
        "released": facts.content_digest,
        "put_back": hydration.digest,
        "identical": hydration.is_identical,
        "same_but_offsets": hydration.is_same_but_offsets,
    }
    return {
        "format": 1,
        "signature": facts.signature if facts else None,
        "content_digest": digests,
        "coverage": hydration.coverage.as_row(),
        "documents": [_describe_document(each) for each in hydration.placed],
        "unreadable": [_name_unreadable(each, texts) for each in hydration.unreadable],
    }


def _describe_document(placed: PlacedDocument) -> dict[str, Any]:
    lost: dict[str, list[int]] = {}
    for place, each in enumerate(placed.places if placed.text else ()):
        if isinstance(each, str):
            lost.setdefault(each, []).append(place)
    return {
        "id": placed.document.id,
        "path": placed.document.path,
        "found": None if placed.text is None else placed.text.document.source,
        "status": placed.status,
        "units": len(placed.places),
        "put_back": placed.n_put_back,
        "lost": lost,
        "note": placed.note,
    }


def _name_unreadable(problem: Problem, texts: Path) -> dict[str, str]:
    path = Path(problem.location.path)
    inside = path.is_relative_to(texts)
    return {
        "file": str(Location(path.relative_to(texts).as_posix() if inside else path.name)),
        "why": problem.what,
    }
