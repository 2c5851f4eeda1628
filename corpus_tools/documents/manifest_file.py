"""``raw/manifest.jsonl``: what people say about each article."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_rows

NAME = "manifest.jsonl"


class ManifestRow(BaseModel):
    """One article: ``file`` is relative to the manifest, ``date`` ISO 8601.

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
    """The rows by file, and where each was written."""

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
    manifest = Manifest()
    if not path.exists():
        return manifest
    problems: list[Problem] = []
    for line, content in read_rows(path, problems):
        place = Location(str(path), line, 1)
        try:
            row = ManifestRow.model_validate(content)
        except ValidationError as error:
            problems.extend(_explain(place, error))
            continue
        if row.file in manifest.rows:
            first = manifest.places[row.file]
            what = f"file {row.file!r} stands twice, first in {first}"
            problems.append(Problem(place, what, "remove one of the two rows"))
        manifest.rows.setdefault(row.file, row)
        manifest.places.setdefault(row.file, place)
    if problems:
        raise InputError(problems)
    return manifest


def _explain(place: Location, error: ValidationError) -> Iterator[Problem]:
    known = ", ".join(ManifestRow.model_fields)
    for details in error.errors(include_url=False):
        name = ".".join(str(key) for key in details["loc"])
        message = details["msg"].removeprefix("Value error, ")
        yield Problem(place, f"{name}: {message}", f"a row may hold {known}")
