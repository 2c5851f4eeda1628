"""A release on disk -> its documents, each line held against the format, all of them against the mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_tools.dataset import COLUMNS
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import explain_misfit, read_rows
from corpus_tools.manifest import read_json
from corpus_tools.standoff.format import (
    DOCUMENTS,
    FACTS,
    ReleasedLine,
    ReleaseFacts,
    ReleaseMark,
    digest_lines,
)

_FETCH = "fetch the release again, or take the version of corpus-tools that made it"


@dataclass(frozen=True, slots=True)
class Release:
    """The documents of a release, where each was written, and what holds for all.

    ``facts`` is ``None`` for a release in one file, which makes no data set.
    """

    path: Path
    documents: tuple[ReleasedLine, ...] = field(repr=False)
    lines: tuple[int, ...] = field(repr=False)
    facts: ReleaseFacts | None = None

    @property
    def mark(self) -> ReleaseMark:
        """What is said of the whole."""
        return self.documents[0].release

    def locate(self, place: int) -> Location:
        """Return the line on which a document stands."""
        path = self.path / DOCUMENTS if self.facts else self.path
        return Location(str(path), self.lines[place], 1)


def read_release(path: Path) -> Release:
    """Read a release: a folder, or one file of JSON lines.

    :raises InputError: with every line that is no document of a release; when
        lines were changed or lost since, or are gold with no release of it.
    """
    if not path.is_dir():
        return Release(path, *_read_documents(path))
    facts = _read_facts(path / FACTS)
    release = Release(path, *_read_documents(path / DOCUMENTS), facts)
    if release.mark != facts.release:
        what = f"is not the file that {FACTS} describes"
        raise InputError([Problem(Location(str(path / DOCUMENTS)), what, _FETCH)])
    return release


def _read_facts(path: Path) -> ReleaseFacts:
    place = Location(str(path))
    content = read_json(path)
    if not content:
        what = "is not there, or holds no JSON object"
        way_out = f"name a folder that 'corpus-tools release' made, or its {DOCUMENTS} alone"
        raise InputError([Problem(place, what, way_out)])
    try:
        facts = ReleaseFacts.model_validate(content)
    except ValidationError as error:
        raise InputError(explain_misfit(place, error, _FETCH)) from error
    if facts.columns != list(COLUMNS):
        what = f"its data set has other columns ({', '.join(facts.columns)})"
        way_out = "take the version of corpus-tools that made it"
        raise InputError([Problem(place, what, way_out)])
    return facts


def _read_documents(path: Path) -> tuple[tuple[ReleasedLine, ...], tuple[int, ...]]:
    problems: list[Problem] = []
    found: dict[str, tuple[ReleasedLine, int]] = {}
    rows = list(read_rows(path, problems))
    if any("units" in row and row.keys().isdisjoint(("release", "salt")) for _, row in rows):
        what, way_out = "is gold, and no release of it", "release it first, or name its release"
        raise InputError([Problem(Location(str(path)), what, way_out)])
    for number, row in rows:
        place = Location(str(path), number, 1)
        try:
            document = ReleasedLine.model_validate(row)
        except ValidationError as error:
            problems.extend(explain_misfit(place, error, _FETCH))
            continue
        if document.id in found:
            what = f"article {document.id!r} stands twice, first on line {found[document.id][1]}"
            problems.append(Problem(place, what, _FETCH))
        found[document.id] = document, number
    if not found and not problems:
        problems.append(Problem(Location(str(path)), "releases no article", _FETCH))
    if problems:
        raise InputError(problems)
    documents, lines = zip(*found.values(), strict=True)
    _refuse_changes(path, documents, [row for _, row in rows])
    return documents, lines


def _refuse_changes(
    path: Path, documents: Sequence[ReleasedLine], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Check that all lines are there, as they were released.

    :raises InputError: otherwise.
    """
    mark = documents[0].release
    if any(each.release != mark for each in documents):
        what = "holds lines of several releases"
    elif mark.articles != len(documents):
        what = f"has {len(documents)} of the {mark.articles} articles of the release"
    elif mark.digest != digest_lines(rows):
        what = "was changed since it was released: the digest is that of other lines"
    else:
        return
    raise InputError([Problem(Location(str(path)), what, _FETCH)])
