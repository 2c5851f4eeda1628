"""The types that go down the staircase. Frozen, and nothing but data.

Offsets are half-open and count code points of ``Document.text``, so
``document.text[unit.start:unit.end]`` is always the unit as written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["title", "heading", "prose", "list_item", "boilerplate"]
KINDS: tuple[Kind, ...] = ("title", "heading", "prose", "list_item", "boilerplate")
EngineName = Literal["rules", "punkt"]
ENGINES: tuple[EngineName, ...] = ("rules", "punkt")
SplitName = Literal["train", "validation", "test"]
LabelSource = Literal["gold", "rules", "default"]
LABEL_SOURCES: tuple[LabelSource, ...] = ("gold", "rules", "default")
SPLITS: tuple[SplitName, ...] = ("train", "validation", "test")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article.

    ``text`` is the file's text exactly as decoded; for HTML, JSON lines and
    parquet it is the extracted article text. ``sha256`` is the digest of
    ``text`` in UTF-8. ``synthetic``: written for a corpus, and no news.
    """

    id: str
    source: str
    text: str
    sha256: str
    encoding: str = "utf-8"
    title: str | None = None
    published: str | None = None
    licence: str | None = None
    group: str | None = None
    outlet: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document of one kind; a list mark stands outside it.

    ``whole``: it is one unit, whatever marks stand in it, as a heading is.
    """

    kind: Kind
    start: int
    end: int
    section: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, a list item's sentence, a heading or a line of boilerplate.

    ``text`` is what a model should see: the slice with white space folded and
    in Unicode's composed form (NFC).
    """

    unit_id: str
    document_id: str
    source: str
    index: int
    start: int
    end: int
    kind: Kind
    section: tuple[str, ...]
    text: str

    def as_row(self) -> dict[str, Any]:
        """The unit as the JSON object of the data contract."""
        return {
            "unit_id": self.unit_id,
            "document_id": self.document_id,
            "source": self.source,
            "index": self.index,
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "section": list(self.section),
            "text": self.text,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Unit:
        """Read what :meth:`as_row` wrote.

        :raises KeyError: when a field of the contract is absent.
        """
        names = ("unit_id", "document_id", "source", "index", "start", "end", "kind", "text")
        return cls(**{name: row[name] for name in names}, section=tuple(row["section"]))


@dataclass(frozen=True, slots=True)
class Vote:
    """A rule's claim and the words that made it, offsets in the document.

    ``digest`` tells one wording of a rule from another.
    """

    rule: str
    label: str
    start: int
    end: int
    words: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledUnit:
    """A unit with its votes and what they settle on.

    ``labels`` is empty and ``label`` is ``None`` where nothing was said.
    """

    unit: Unit
    votes: tuple[Vote, ...] = ()
    labels: tuple[str, ...] = ()
    label: str | None = None

    @property
    def by_default(self) -> bool:
        """Whether the label comes from the recipe's default and no rule spoke."""
        return self.label is not None and not self.votes

    def as_row(self) -> dict[str, Any]:
        """The labelled unit as the JSON object of the data contract."""
        return self.unit.as_row() | {
            "labels": list(self.labels),
            "label": self.label,
            "votes": [asdict(vote) for vote in self.votes],
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> LabelledUnit:
        """Read what :meth:`as_row` wrote."""
        return cls(
            unit=Unit.from_row(row),
            votes=tuple(Vote(**vote) for vote in row["votes"]),
            labels=tuple(row["labels"]),
            label=row["label"],
        )


def released_text(units: Iterable[LabelledUnit], kinds: Collection[str]) -> str:
    """Return what of a document counts when documents are compared."""
    return " ".join(each.unit.text for each in units if each.unit.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldUnit:
    """A stretch of a document as a person or a model annotated it."""

    start: int
    end: int
    kind: str
    labels: tuple[str, ...]
    primary: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Stand-off gold of one document: offsets and labels, no text."""

    id: str
    path: str
    sha256: str
    units: tuple[GoldUnit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A row of the split ledger: where a document stands, since when and why.

    ``split`` is ``None`` for a document in quarantine; ``weight`` counts its
    released units.
    """

    document_id: str
    sha256: str
    cluster: str
    split: SplitName | None
    fold: int | None
    weight: int
    reason: str
    version: int
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow:
    """A released unit with its place in the data set, and its gold where it was annotated.

    ``labelled`` holds what the rules say, whatever gold says.
    """

    labelled: LabelledUnit
    split: SplitName
    cluster: str
    fold: int
    gold: GoldUnit | None = None
    outlet: str | None = None
    synthetic: bool = False

    @property
    def label(self) -> str:
        """The primary label: gold's, or for want of it the rules'."""
        primary = self.labelled.label if self.gold is None else self.gold.primary
        return primary or ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The set of labels: gold's, or for want of it the rules'."""
        return self.labelled.labels if self.gold is None else self.gold.labels

    @property
    def label_source(self) -> LabelSource:
        """Who gave the label."""
        if self.gold is not None:
            return "gold"
        return "default" if self.labelled.by_default else "rules"
