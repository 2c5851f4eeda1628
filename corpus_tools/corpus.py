"""A built corpus: its report, its units and why they have their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_tools.dataset import load_rows
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_records
from corpus_tools.manifest import NAME as MANIFEST_NAME
from corpus_tools.manifest import read_json
from corpus_tools.provenance import find_moved_votes
from corpus_tools.records import LabelledUnit
from corpus_tools.rules import Answer, RuleSet


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a unit has its label: each vote with its words and where the rule was written.

    ``answer`` says besides which rules matched and stayed silent, and which
    rules without a label spoke, offsets in the unit's text; ``None`` where the
    rules were not asked again.
    """

    labelled: LabelledUnit
    votes: tuple[tuple[str, str, str, Location | None], ...]
    answer: Answer | None = None

    def __str__(self) -> str:
        """A few lines for people."""
        unit = self.labelled.unit
        lines = [self.heading, f"  {unit.text}"]
        labels = ", ".join(self.labelled.labels) or "none"
        lines.append(f"  label: {self.labelled.label or 'none'}; labels: {labels}")
        for rule, label, words, origin in self.votes:
            written = f"  [{origin}]" if origin else ""
            lines.append(f"  {rule} -> {label}: {words!r}{written}")
        if not self.votes:
            given = "the recipe's default" if self.labelled.label else "the unit is not labelled"
            lines.append(f"  no rule spoke; {given}")
        return "\n".join([*lines, *self._list_unheard()])

    @property
    def heading(self) -> str:
        """The unit's id and place, in one line."""
        unit = self.labelled.unit
        place = f"{unit.source} {unit.start}:{unit.end}, {unit.kind}"
        section = f", section {' > '.join(unit.section)}" if unit.section else ""
        return f"{unit.unit_id} ({place}{section})"

    def as_row(self) -> dict[str, Any]:
        """The explanation as plain data; ``markers`` and ``silent`` only where rules were asked."""
        row = self.labelled.as_row()
        for vote, (_, _, _, origin) in zip(row["votes"], self.votes, strict=True):
            vote["written"] = str(origin or "")
        return row if self.answer is None else row | describe_unheard(self.answer, row["text"])

    def _list_unheard(self) -> Iterator[str]:
        if self.answer is None:
            return
        now = {(rule.spec.id, rule.digest) for rule, _ in self.answer.spoke}
        if now != {(vote.rule, vote.digest) for vote in self.labelled.votes}:
            yield "  the rules have changed since this was built; build again"
        unheard = describe_unheard(self.answer, self.labelled.unit.text)
        for each in unheard["markers"]:
            yield f"  marker {each['rule']}: {each['words']!r}  [{each['written']}]"
        for each in unheard["silent"]:
            reasons = "; ".join(f"'{why['condition']}' {why['why']}" for why in each["reasons"])
            name = f"{each['rule']} -> {each['label']}" if each["label"] else each["rule"]
            yield f"  silent {name}: {each['words']!r}, but {reasons}  [{each['written']}]"


def describe_unheard(answer: Answer, text: str) -> dict[str, Any]:
    """Return the markers that spoke and the rules that stayed silent, as plain data."""
    return {
        "markers": [
            {
                "rule": rule.spec.id,
                "words": text[slice(*span)],
                "written": str(rule.origin),
            }
            for rule, span in answer.markers
        ],
        "silent": [
            {
                "rule": rule.spec.id,
                "label": rule.spec.label,
                "words": text[slice(*span)],
                "reasons": [reason._asdict() for reason in reasons],
                "written": str(rule.origin),
            }
            for rule, span, reasons in answer.silent
        ],
    }


@dataclass(frozen=True, slots=True)
class Corpus:
    """The folder of a build and what is in it.

    ``built`` is false when nothing had changed and nothing was done.
    """

    folder: Path
    report: Mapping[str, Any]
    rules: RuleSet = field(repr=False)
    built: bool = True

    @property
    def signature(self) -> str:
        """One line to print under a figure: corpus, version, articles, units, rules, salt."""
        return str(self.report["signature"])

    @property
    def units(self) -> list[LabelledUnit]:
        """All units of all documents, boilerplate included, read from ``units.jsonl``.

        :raises InputError: naming each unit whose votes belong to another text.
        """
        path = self.folder / "units.jsonl"
        found = list(read_records(path, LabelledUnit.from_row))
        way_out = "build the data set again"
        moved = find_moved_votes(found, self.rules)
        problems = [Problem(Location(str(path)), str(each), way_out) for each in moved]
        if problems:
            raise InputError(problems)
        return found

    def explain(self, unit_id: str) -> Explanation:
        """Return why a unit has its label.

        :raises InputError: when there is no such unit.
        """
        return explain_unit(self.find(unit_id), self.rules)

    def find(self, unit_id: str) -> LabelledUnit:
        """Return a unit.

        :raises InputError: when there is no such unit.
        """
        for labelled in self.units:
            if labelled.unit.unit_id == unit_id:
                return labelled
        what = f"there is no unit {unit_id!r}"
        problem = Problem(Location(str(self.folder / "units.jsonl")), what, "copy an id from there")
        raise InputError([problem])

    def to_dataset_dict(self) -> Any:
        """Return the released rows as a ``datasets.DatasetDict``."""
        return load_rows(self.folder)


def explain_unit(
    labelled: LabelledUnit, rules: RuleSet, answer: Answer | None = None
) -> Explanation:
    """Return each vote's words and the place of its rule.

    :param answer: what else the rules say of the unit.
    """
    origins = {rule.spec.id: rule.origin for rule in rules.rules}
    return Explanation(
        labelled,
        tuple(
            (each.rule, each.label, each.words, origins.get(each.rule)) for each in labelled.votes
        ),
        answer,
    )


def open_corpus(folder: Path, rules: RuleSet, *, built: bool = False) -> Corpus:
    """Open a folder that a build made.

    :raises InputError: when it is none.
    """
    report = read_json(folder / "report.json")
    if not report or not (folder / MANIFEST_NAME).exists():
        what, way_out = "is no built corpus", "run 'corpus-tools build' first"
        raise InputError([Problem(Location(str(folder)), what, way_out)])
    return Corpus(folder, report, rules, built)
