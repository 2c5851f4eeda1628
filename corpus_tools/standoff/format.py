"""What a stand-off release says, a JSON line an article and a file about the whole; read from disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus_tools.dataset import COLUMNS
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import explain_misfit, read_rows
from corpus_tools.manifest import read_json
from corpus_tools.records import Kind, LabelSource, SplitName

NORMALISER: Literal["nfc-lf-1"] = "nfc-lf-1"
FORMAT: Literal[1] = 1
LONGEST_FIELD = 100_000
_FETCH = "fetch the release again, or take the version of corpus-tools that made it"
DOCUMENTS, FACTS, CARD = "documents.jsonl", "release.json", "README.md"

Name = Annotated[str, Field(min_length=1)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
# A unit's index, and the stretch of its text that is the section's name.
SectionPlace = Annotated[list[Count], Field(min_length=3, max_length=3)]


class _Record(BaseModel):
    # A limit makes pydantic refuse half a surrogate pair, which no file can hold.
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, str_max_length=LONGEST_FIELD
    )


class _Span(_Record):
    start: Count
    end: Count

    @model_validator(mode="after")
    def _go_on(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"must go from start to end, got {self.start} to {self.end}")
        return self


class ReleasedVote(_Span):
    """A rule's vote without its words; offsets count code points of the unit's text."""

    rule: str
    label: str
    digest: str


class RuleLabels(_Record):
    """What the rules settled on, where people or the data set may have said something else."""

    label: str | None
    labels: list[str]


class RowFacts(_Record):
    """What a unit's row in the data set says that neither unit nor article does."""

    split: SplitName
    fold: Count
    cluster: Name
    label_source: LabelSource
    outlet: str | None
    synthetic: bool


class ReleasedUnit(_Span):
    """A unit without its text; offsets count code points of the document's normalised text.

    ``length`` and ``hash`` are those of the text as models see it. What follows
    ``length`` is there for units of a built corpus, ``row`` where the unit is in
    the data set.
    """

    kind: Kind
    labels: list[str]
    primary: str | None
    hash: Annotated[str, Field(pattern="^[0-9a-f]{16}$")] | None
    length: Count
    id: Name | None = None
    index: Count | None = None
    section: list[SectionPlace] = []
    rules: RuleLabels | None = None
    votes: list[ReleasedVote] = []
    row: RowFacts | None = None

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if self.primary is not None and self.primary not in self.labels:
            raise ValueError(f"primary label {self.primary!r} is not among the unit's labels")
        if any(vote.end > self.length for vote in self.votes):
            raise ValueError(f"a vote ends behind its unit's {self.length} characters")
        if self.row is not None and self.primary is None:
            raise ValueError("a row of the data set needs a primary label")
        return self


class ReleasedDocument(_Record):
    """An article without its text: how to know it, where to find it, and its units."""

    id: Name
    path: Name
    encoding: Name
    sha256: Sha256
    title: str | None
    where: str | None
    date: str | None
    licence: str | None
    sha256_bytes: Sha256 | None
    sha256_normalised: Sha256
    normaliser: Literal["nfc-lf-1"]
    length: Count
    salt: Name
    units: list[ReleasedUnit]

    @model_validator(mode="after")
    def _stay_inside(self) -> Self:
        last = max((unit.end for unit in self.units), default=0)
        if last > self.length:
            raise ValueError(f"a unit ends at {last}, the text at {self.length}")
        numbers = {unit.index for unit in self.units}
        if numbers != {None} and (None in numbers or len(numbers) != len(self.units)):
            raise ValueError("every unit needs an index of its own, or none has any")
        return self


class ReleaseMark(_Record):
    """What every line says of the release that it is part of.

    ``articles`` is the number of lines, ``digest`` one over all of them without
    this field: lines that were changed or lost are noticed. The labels of a
    ``corpus`` may be those of rules, so it is not read as gold. ``licence`` is
    that of the annotations, ``rights_holder`` whose the texts are.
    """

    of: Literal["gold", "corpus"]
    articles: Count
    digest: Sha256
    licence: str | None
    rights_holder: str


class ReleasedLine(ReleasedDocument):
    """A document as it stands in a release."""

    release: ReleaseMark


class ReleaseFacts(_Record):
    """What holds for a whole data set: its labels in order, its columns, its digests."""

    format: Literal[1]
    name: str
    version: str
    language: str
    pretty_name: str
    signature: str
    labels: dict[str, str]
    columns: list[str]
    content_digest: Sha256
    digest_without_offsets: Sha256
    release: ReleaseMark


def digest_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the sha256 over the lines of a release, each without what it says of the release."""
    digest = hashlib.sha256()
    for row in rows:
        bare = {name: value for name, value in row.items() if name != "release"}
        line = json.dumps(bare, sort_keys=True).encode()
        digest.update(f"{len(line)}:".encode() + line)
    return digest.hexdigest()


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
