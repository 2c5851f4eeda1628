"""A built corpus: its report, its units and why they have their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from corpus_tools.dataset import load_rows, read_splits
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_records
from corpus_tools.manifest import NAME as MANIFEST_NAME
from corpus_tools.manifest import read_json
from corpus_tools.provenance import find_moved_votes, find_unfounded_labels
from corpus_tools.records import LabelledUnit
from corpus_tools.rules import Answer, RuleSet


class Verdict(NamedTuple):
    """A primary label and the set that it stands in."""

    label: str | None
    labels: tuple[str, ...]

    def __str__(self) -> str:
        """Both, for people."""
        return f"label: {self.label or 'none'}; labels: {', '.join(self.labels) or 'none'}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a unit has its label: each vote with its words and where the rule was written.

    ``answer`` says besides which rules matched and stayed silent, and which
    rules without a label spoke, offsets in the unit's text; ``None`` where the
    rules were not asked again. ``gold`` is what people said, which is then what
    was released; ``method`` is how the rules' votes were settled, where it is known.
    """

    labelled: LabelledUnit
    votes: tuple[tuple[str, str, str, Location | None], ...]
    answer: Answer | None = None
    gold: Verdict | None = None
    method: str | None = None

    def __str__(self) -> str:
        """A few lines for people."""
        unit = self.labelled.unit
        lines = [self.heading, f"  {unit.text}"]
        lines.extend(f"  {said}" for said in self._list_verdicts())
        for rule, label, words, origin in self.votes:
            written = f"  [{origin}]" if origin else ""
            lines.append(f"  {rule} -> {label}: {words!r}{written}")
        if not self.votes:
            given = "the recipe's default" if self.labelled.label else "the unit is not labelled"
            lines.append(f"  no rule spoke; {given}")
        return "\n".join([*lines, *self._list_unheard()])

    def _list_verdicts(self) -> Iterator[str]:
        """Yield the label that was released, and who gave it unless it is the rules by precedence."""
        rules = Verdict(self.labelled.label, self.labelled.labels)
        settled = f"settled by {self.method}" if self.method else ""
        yield str(self.gold or rules)
        if self.gold is not None:
            same = (rules.label, {*rules.labels}) == (self.gold.label, {*self.gold.labels})
            said = "the same" if same else str(rules)
            yield f"so says gold; the rules say {said}" + (f" ({settled})" if settled else "")
        elif self.method not in (None, "precedence"):
            yield settled

    @property
    def heading(self) -> str:
        """The unit's id and place, in one line."""
        unit = self.labelled.unit
        place = f"{unit.source} {unit.start}:{unit.end}, {unit.kind}"
        section = f", section {' > '.join(unit.section)}" if unit.section else ""
        return f"{unit.unit_id} ({place}{section})"

    def as_row(self) -> dict[str, Any]:
        """The explanation as plain data; ``label`` and ``labels`` are the rules'.

        ``gold`` and ``method`` stand there where the method is known, ``markers``
        and ``silent`` where rules were asked.
        """
        row = self.labelled.as_row()
        for vote, (_, _, _, origin) in zip(row["votes"], self.votes, strict=True):
            vote["written"] = str(origin or "")
        if self.method is not None:
            row["gold"] = None if self.gold is None else self.gold._asdict()
            row["method"] = self.method
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

        :raises InputError: naming each unit whose votes belong to another text, or
            whose labels come from no vote.
        """
        path = self.folder / "units.jsonl"
        found = list(read_records(path, LabelledUnit.from_row))
        way_out = "build the data set again"
        wrong = [*find_moved_votes(found, self.rules), *find_unfounded_labels(found)]
        problems = [Problem(Location(str(path)), str(each), way_out) for each in wrong]
        if problems:
            raise InputError(problems)
        return found

    def explain(self, unit_id: str) -> Explanation:
        """Return why a unit has its label.

        :raises InputError: when there is no such unit.
        """
        labelled = self.find(unit_id)
        return explain_unit(labelled, self.rules, gold=self.find_gold(unit_id))

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

    def find_gold(self, unit_id: str) -> Verdict | None:
        """Return what people said of a unit, if that is what was released."""
        if not any(self.folder.glob("data/*.parquet")):
            return None
        names = [row["label"] for row in self.report["labels"]]
        for row in (row for rows in read_splits(self.folder).values() for row in rows):
            if row["id"] == unit_id and row["label_source"] == "gold":
                return Verdict(names[row["label"]], tuple(names[each] for each in row["labels"]))
        return None

    def to_dataset_dict(self) -> Any:
        """Return the released rows as a ``datasets.DatasetDict``."""
        return load_rows(self.folder)


def explain_unit(
    labelled: LabelledUnit,
    rules: RuleSet,
    answer: Answer | None = None,
    *,
    gold: Verdict | None = None,
    method: str | None = None,
) -> Explanation:
    """Return each vote's words and the place of its rule.

    :param answer: what else the rules say of the unit.
    :param gold: what people say of it.
    :param method: how the recipe settles votes.
    """
    origins = {rule.spec.id: rule.origin for rule in rules.rules}
    return Explanation(
        labelled,
        tuple(
            (each.rule, each.label, each.words, origins.get(each.rule)) for each in labelled.votes
        ),
        answer,
        gold,
        method,
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
