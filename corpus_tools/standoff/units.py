"""Annotated stretches of a text -> released units: offsets and hashes, and no words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.normalisation import NormalisedText, normalise, normalise_text
from corpus_tools.records import KINDS, GoldUnit
from corpus_tools.similarity import find_words
from corpus_tools.standoff.format import ReleasedUnit, ReleasedVote, RowFacts, RuleLabels
from corpus_tools.standoff.rebuilding import rebuild_row
from corpus_tools.standoff.texts import Text, hash_text

Row = Mapping[str, Any]


def find_runs(text: str) -> set[tuple[str, ...]]:
    """Return all runs of three words; an article's are looked for in what is to be released.

    >>> sorted(find_runs("Police raided the market."))
    [('police', 'raided', 'the'), ('raided', 'the', 'market')]
    """
    words = find_words(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def _refuse_words(name: str, value: str, runs: set[tuple[str, ...]]) -> None:
    if not find_runs(value).isdisjoint(runs):
        raise ValueError(f"its {name} holds words of the article; it can't be released so")


def make_gold_unit(
    unit: GoldUnit, text: Text, runs: set[tuple[str, ...]], salt: str
) -> ReleasedUnit:
    """Return a unit of stand-off gold as it is released.

    :param runs: those of the text.
    :raises ValueError: for a unit that ends behind the text, or cuts a letter or a line
        end; for a kind that is none; for a label with three words in a row of the text.
        What to do about it stands behind a semicolon.
    """
    if unit.kind not in KINDS:
        raise ValueError(f"a unit is of kind {unit.kind!r}; use one of {', '.join(KINDS)}")
    for label in unit.labels:
        _refuse_words(f"label at {unit.start}", label, runs)
    start, end = _find_places(text, unit.start, unit.end)
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


def _find_places(text: Text, start: int, end: int) -> tuple[int, int]:
    """Translate a span of the text as written into one of the normalised text."""
    length = len(text.document.text)
    if end > length:
        raise ValueError(f"a unit ends at {end}, the text at {length}; mend the offsets")
    return _place(text.composed, start), _place(text.composed, end)


def _place(seen: NormalisedText, offset: int) -> int:
    if seen.starts is None:
        return offset
    place = bisect_left(seen.starts, offset)
    if seen.starts[place] != offset:
        what = f"offset {offset} stands within a line end, or between a letter and its marks"
        raise ValueError(f"{what}; mend the offsets")
    return place


@dataclass(slots=True)
class SectionNames:
    """Finds the names of sections in the units read so far, the nearest first.

    >>> names = SectionNames()
    >>> names.add(3, "## The market", heading=True)
    >>> names.find("The market")
    [3, 3, 13]
    """

    texts: dict[int, str] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    found: dict[str, list[int]] = field(default_factory=dict)

    def add(self, index: int, text: str, *, heading: bool) -> None:
        """Take up the next unit; a heading may bear a name that an earlier one bears."""
        self.texts[index] = text
        if heading:
            self.headings.append(index)
            self.found.clear()

    def find(self, name: str) -> list[int]:
        """Return a unit's index, start and end: a heading's whole text, part of one or of any unit.

        :raises ValueError: when no unit read so far holds the name.
        """
        if name not in self.found:
            self.found[name] = self._search(name)
        return self.found[name]

    def _search(self, name: str) -> list[int]:
        for index in reversed(self.headings):
            if self.texts[index] == name:
                return [index, 0, len(name)]
        for index in (*reversed(self.headings), *reversed(self.texts)):
            start = self.texts[index].find(name)
            if start >= 0:
                return [index, start, start + len(name)]
        raise ValueError("its section is named by no unit that stands before it")


@dataclass(slots=True)
class BuiltUnits:
    """Makes the units of one article of a built corpus, in order.

    :param labels: of the data set, in their order.
    :param rows: the article's rows in the data set by unit id, with their split.
    :param runs: of words, those of the article.
    :param names: ids of articles, which may be released whatever words they hold.
    """

    text: Text
    salt: str
    labels: Sequence[str]
    rows: Mapping[str, Row]
    runs: set[tuple[str, ...]]
    names: frozenset[str]
    sections: SectionNames = field(default_factory=SectionNames)

    def make(self, line: Row) -> ReleasedUnit:
        """Return a unit as released.

        :param line: the unit's in ``units.jsonl``.
        :raises ValueError: when line, row and article do not fit each other, or
            a field that is released as it is holds words of the article. What to do
            about it stands behind a semicolon where building again is no help.
        """
        seen = normalise(self.text.document.text[line["start"] : line["end"]])
        if seen.text != line["text"]:
            raise ValueError("its text is not what the article holds there")
        start, end = _find_places(self.text, line["start"], line["end"])
        named = [self.sections.find(name) for name in line["section"]]
        self.sections.add(line["index"], seen.text, heading=line["kind"] in ("title", "heading"))
        row = self.rows.get(line["unit_id"])
        unit = ReleasedUnit(
            start=start,
            end=end,
            kind=line["kind"],
            hash=hash_text(seen.text, self.salt),
            length=len(seen.text),
            id=line["unit_id"],
            index=line["index"],
            section=named,
            rules=RuleLabels(label=line["label"], labels=line["labels"]),
            votes=[_make_vote(vote, line["start"], seen) for vote in line["votes"]],
            **self._label(line, row),
        )
        if row and {"split": row["split"], **rebuild_row(unit, line, self.labels)} != row:
            raise ValueError("its row in the data set is another than its unit gives")
        return unit

    def _label(self, line: Row, row: Row | None) -> dict[str, Any]:
        """Return a unit's labels and the facts of its row, or for want of one the rules' labels."""
        if row is None:
            return {"labels": line["labels"], "primary": line["label"]}
        facts = RowFacts(**{name: row[name] for name in RowFacts.model_fields})
        _refuse_words("outlet", facts.outlet or "", self.runs)
        if facts.cluster not in self.names:
            _refuse_words("cluster", facts.cluster, self.runs)
        labels = [self.labels[number] for number in row["labels"]]
        return {"labels": labels, "primary": self.labels[row["label"]], "row": facts}


def _make_vote(vote: Row, unit_start: int, seen: NormalisedText) -> ReleasedVote:
    start, end = (_place(seen, vote[name] - unit_start) for name in ("start", "end"))
    if seen.text[start:end] != vote["words"]:
        raise ValueError(f"the words of rule {vote['rule']!r} are not there")
    return ReleasedVote(
        rule=vote["rule"], label=vote["label"], start=start, end=end, digest=vote["digest"]
    )
