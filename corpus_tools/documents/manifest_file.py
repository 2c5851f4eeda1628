"""``raw/manifest.jsonl``: what people say about each article."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import explain_misfit, read_rows

NAME = "manifest.jsonl"


class ManifestRow(BaseModel):
    """One article: ``file`` is relative to the manifest, ``date`` ISO 8601.

    ``where`` says in words how others can find it, for a release without texts.
    ``outlet`` is the kind of place that prints such a text; ``group`` ties
    articles that must stay in one split; ``synthetic`` marks a text that was
    written for a corpus and is no news; ``facts_from`` says whose facts it
    retells, if any; ``encoding`` is needed only where the file is neither UTF-8
    nor marked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    file: str = Field(min_length=1)
    title: str | None = None
    outlet: str | None = None
    subject: str | None = None
    date: str | None = None
    licence: str | None = None
    where: str | None = None
    synthetic: bool = False
    facts_from: str | None = None
    group: str | None = None
    encoding: str | None = None

    @field_validator("date")
    @classmethod
    def _iso(cls, date: str | None) -> str | None:
        if date is not None:
            datetime.date.fromisoformat(date)
        return date


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows by file or by id, and where each was written."""

    rows: dict[str, ManifestRow] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)

    def check_files(self, sources: Iterable[str], folder: Path) -> Iterator[Problem]:
        """Yield each row without a file, and each file without a row where there are rows."""
        found = set(sources)
        for file, place in self.places.items():
            if file not in found:
                what = f"there is no file {file!r}"
                yield Problem(place, what, "add the file or remove the row")
        for source in sorted(found) if self.rows else ():
            if source not in self.rows:
                place = Location(str(folder / source))
                yield Problem(place, f"has no row in {NAME}", "add a row with its id and licence")


def read_manifest(folder: Path) -> Manifest:
    """Read a folder's manifest; a folder without one has an empty manifest.

    :raises InputError: with every problem of the file at once.
    """
    path = folder / NAME
    return read_manifest_file(path) if path.exists() else Manifest()


def read_manifest_file(path: Path, key: Literal["file", "id"] = "file") -> Manifest:
    """Read a file of manifest rows.

    :param key: the field that tells rows apart, by which they are returned.
    :raises InputError: with every problem of the file at once.
    """
    manifest = Manifest()
    problems: list[Problem] = []
    known = f"a row may hold {', '.join(ManifestRow.model_fields)}"
    for line, content in read_rows(path, problems):
        place = Location(str(path), line, 1)
        try:
            row = ManifestRow.model_validate(content)
        except ValidationError as error:
            problems.extend(explain_misfit(place, error, known))
            continue
        name = row.file if key == "file" else row.id
        if name in manifest.rows:
            what = f"{key} {name!r} stands twice, first in {manifest.places[name]}"
            problems.append(Problem(place, what, "remove one of the two rows"))
        manifest.rows.setdefault(name, row)
        manifest.places.setdefault(name, place)
    if problems:
        raise InputError(problems)
    return manifest
