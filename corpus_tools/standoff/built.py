"""A recipe's built data set, read back -> its articles as they are released."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.documents import read_documents
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_rows
from corpus_tools.manifest import file_digest
from corpus_tools.recipe import Recipe
from corpus_tools.records import SPLITS
from corpus_tools.standoff.descriptions import DescribedFile, ReleaseOptions, describe
from corpus_tools.standoff.format import ReleasedDocument, ReleasedUnit
from corpus_tools.standoff.making import BuiltUnits, make_document
from corpus_tools.standoff.texts import Text, know_text
from corpus_tools.standoff.words import WordGuard, WordsError

Row = dict[str, Any]


def make_documents(
    recipe: Recipe, splits: Mapping[str, Sequence[Row]], salt: str, options: ReleaseOptions
) -> list[ReleasedDocument]:
    """Return all articles of a built data set as they are released, in their order.

    :param splits: the rows of the data set as they are in its files.
    :raises InputError: with every unit and row that can't be released.
    """
    texts = _read_texts(recipe)
    making = _BuiltRelease(
        recipe=recipe,
        units=_gather_by(
            "document_id", (row for _, row in read_rows(recipe.output / "units.jsonl"))
        ),
        rows=_gather_by("document_id", _list_rows(splits)),
        described=options.read_manifest(),
        names=frozenset(
            name for each in texts for name in (each.document.id, each.document.source)
        ),
        salt=salt,
        titles=options.titles,
    )
    problems: list[Problem] = []
    documents = [making.make(text, problems) for text in texts]
    made = {unit.id for each in documents for unit in each.units if unit.row is not None}
    lost = [row["id"] for row in _list_rows(splits) if row["id"] not in made]
    if lost and not problems:
        problems.append(_explain(recipe, lost[0], ValueError("its row has no unit")))
    if problems:
        raise InputError(problems)
    return documents


@dataclass(frozen=True, slots=True, kw_only=True)
class _BuiltRelease:
    """Units and rows by article, and what is said about each."""

    recipe: Recipe
    units: Mapping[str, Sequence[Row]]
    rows: Mapping[str, Sequence[Row]]
    described: Mapping[str, DescribedFile]
    names: frozenset[str]
    salt: str
    titles: bool

    def make(self, text: Text, problems: list[Problem]) -> ReleasedDocument:
        """Return an article as released; add a problem a unit that can't be."""
        document = text.document
        about = describe(document.id, document, self.described, titles=self.titles)
        units = BuiltUnits(
            text,
            self.salt,
            list(self.recipe.config.labels),
            {row["id"]: row for row in self.rows.get(document.id, ())},
            WordGuard(document.text, self.names | {about.title or ""}),
        )
        made = list(self._make_units(units, document.id, problems))
        return make_document((document.id, document.source), text, about, self.salt, made)

    def _make_units(
        self, units: BuiltUnits, name: str, problems: list[Problem]
    ) -> Iterator[ReleasedUnit]:
        for unit in self.units.get(name, ()):
            try:
                yield units.make(unit)
            except ValueError as error:
                problems.append(_explain(self.recipe, unit["unit_id"], error))


def _explain(recipe: Recipe, unit: str, error: ValueError) -> Problem:
    way_out = "build again, and report this as a bug if it comes back"
    if isinstance(error, WordsError):
        way_out = "such a field can't be released"
    return Problem(Location(str(recipe.output)), f"unit {unit!r}: {error}", way_out)


def _read_texts(recipe: Recipe) -> list[Text]:
    """Read the articles as a build does; what it leaves out is left out here too."""
    settings = recipe.config.documents
    refused: list[Problem] | None = [] if settings.on_refusal == "skip" else None
    documents, _ = read_documents([recipe.raw], longest_line=settings.longest_line, refused=refused)
    counts = Counter(each.source for each in documents)
    return [
        know_text(each, file_digest(recipe.raw / each.source) if counts[each.source] == 1 else None)
        for each in documents
    ]


def _list_rows(splits: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    for split in SPLITS:
        for row in splits.get(split, ()):
            yield {"split": split, **row}


def _gather_by(name: str, rows: Iterator[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found
