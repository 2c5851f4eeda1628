"""A text and its annotated units -> the document as released, offsets and hashes and no words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.normalisation import NormalisedText, normalise, normalise_text
from corpus_tools.records import Annotation, GoldUnit
from corpus_tools.standoff.format import (
    NORMALISER,
    ReleasedDocument,
    ReleasedUnit,
    ReleasedVote,
    RuleLabels,
)
from corpus_tools.standoff.hashes import hash_text
from corpus_tools.standoff.rows import name_labels, strip_row
from corpus_tools.standoff.sections import SectionNames
from corpus_tools.standoff.texts import Text
from corpus_tools.standoff.words import WordGuard

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What people say about an article."""

    title: str | None = None
    where: str | None = None
    date: str | None = None
    licence: str | None = None


def make_document(
    names: tuple[str, str],
    text: Text,
    description: Description,
    salt: str,
    units: Sequence[ReleasedUnit],
) -> ReleasedDocument:
    """Return an article as it is released.

    :param names: its id and its path.
    """
    return ReleasedDocument(
        id=names[0],
        path=names[1],
        encoding=text.document.encoding,
        sha256=text.document.sha256,
        title=description.title,
        where=description.where,
        date=description.date,
        licence=description.licence,
        sha256_bytes=text.sha256_bytes,
        sha256_normalised=text.sha256_normalised,
        normaliser=NORMALISER,
        length=len(text.composed.text),
        salt=salt,
        units=list(units),
    )


def make_gold_units(annotation: Annotation, text: Text, salt: str) -> list[ReleasedUnit]:
    """Return the units of stand-off gold.

    :raises ValueError: for a unit that ends behind the text, or cuts a letter or a line end.
    """
    return [_make_gold_unit(unit, text, salt) for unit in annotation.units]


def _make_gold_unit(unit: GoldUnit, text: Text, salt: str) -> ReleasedUnit:
    start, end = _find_places(text.composed, unit.start, unit.end, len(text.document.text))
    seen = normalise_text(text.document.text[unit.start : unit.end])
    return ReleasedUnit(
        start=start,
        end=end,
        kind=unit.kind,
        labels=list(unit.labels),
        primary=unit.primary,
        hash=hash_text(seen, salt),
        length=len(seen),
    )


def _find_places(seen: NormalisedText, start: int, end: int, length: int) -> tuple[int, int]:
    """Translate a span of the text as written into one of the normalised text.

    :raises ValueError: when it ends behind the text, or an end of it stands within
        what is one character there.
    """
    if end > length:
        raise ValueError(f"a unit ends at {end}, the text at {length}")
    return _place(seen.starts, start), _place(seen.starts, end)


def _place(starts: Sequence[int] | None, offset: int) -> int:
    if starts is None:
        return offset
    place = bisect_left(starts, offset)
    if starts[place] != offset:
        raise ValueError(
            f"offset {offset} stands within a line end, or between a letter and its marks"
        )
    return place


@dataclass(slots=True)
class BuiltUnits:
    """Makes the units of one article of a built corpus, in order.

    ``rows`` are the article's rows in the data set by unit id, with their split.
    """

    text: Text
    salt: str
    labels: Sequence[str]
    rows: Mapping[str, Row]
    guard: WordGuard
    sections: SectionNames = field(default_factory=SectionNames)

    def make(self, unit: Row) -> ReleasedUnit:
        """Return a unit as released.

        :param unit: its line in ``units.jsonl``.
        :raises ValueError: when line, row and article do not fit each other, or
            what else they say holds words of the article.
        """
        document = self.text.document
        seen = normalise(document.text[unit["start"] : unit["end"]])
        if seen.text != unit["text"]:
            raise ValueError("its text is not what the article holds there")
        start, end = _find_places(
            self.text.composed, unit["start"], unit["end"], len(document.text)
        )
        named = [list(self.sections.find(name)) for name in unit["section"]]
        self.sections.add(unit["index"], seen.text, heading=unit["kind"] in ("title", "heading"))
        row = self.rows.get(unit["unit_id"])
        labels, primary = unit["labels"], unit["label"]
        if row is not None:
            labels, primary = name_labels(row, self.labels)
        return ReleasedUnit(
            start=start,
            end=end,
            kind=unit["kind"],
            labels=labels,
            primary=primary,
            hash=hash_text(seen.text, self.salt),
            length=len(seen.text),
            id=unit["unit_id"],
            index=unit["index"],
            section=named,
            rules=RuleLabels(label=unit["label"], labels=unit["labels"]),
            votes=[self._make_vote(vote, unit["start"], seen) for vote in unit["votes"]],
            **({} if row is None else {"row": self._strip(row, unit)}),
        )

    def _strip(self, row: Row, unit: Row) -> dict[str, Any]:
        """Return what else the row says, once it is seen to hold no words."""
        further = strip_row({n: v for n, v in row.items() if n != "split"}, unit)
        self.guard.refuse_words(further)
        return {"split": row["split"], **further}

    def _make_vote(self, vote: Row, unit_start: int, seen: NormalisedText) -> ReleasedVote:
        start, end = (_place(seen.starts, vote[name] - unit_start) for name in ("start", "end"))
        if seen.text[start:end] != vote["words"]:
            raise ValueError(f"the words of rule {vote['rule']!r} are not there")
        return ReleasedVote(
            rule=vote["rule"], label=vote["label"], start=start, end=end, digest=vote["digest"]
        )
