"""What a stand-off release says: a JSON line an article, and a file about a whole data set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus_tools.records import Kind, LabelSource, SplitName

NORMALISER: Literal["nfc-lf-1"] = "nfc-lf-1"
FORMAT: Literal[1] = 1
LONGEST_FIELD = 100_000
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
