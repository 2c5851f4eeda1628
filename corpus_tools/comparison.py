"""Two builds side by side: what the rules label otherwise now, and which articles moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus_tools.corpus import Corpus
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.placing import read_ledger
from corpus_tools.records import SPLITS, LabelledUnit, SplitName
from corpus_tools.splits import LEDGER_NAME, Outcome

Verdict = Literal["mended", "broken", "neither"]
Key = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose set of labels, or primary label, by the rules differs between two builds.

    ``split`` is where its article stands in the later build, ``None`` in quarantine.
    ``gold`` is the primary label of its row there, ``None`` where it has no gold.
    """

    before: LabelledUnit
    after: LabelledUnit
    split: SplitName | None
    gold: str | None

    @property
    def verdict(self) -> Verdict | None:
        """Whether the primary label came right or went wrong; ``None`` without gold."""
        if self.gold is None:
            return None
        was, now = self.before.label == self.gold, self.after.label == self.gold
        return "neither" if was == now else "mended" if now else "broken"

    def __str__(self) -> str:
        """The unit, its labels before and after, and the votes that came and went."""
        unit, old, new = self.after.unit, _list_votes(self.before), _list_votes(self.after)
        judged = "" if self.gold is None else f"; gold {self.gold}: {self.verdict}"
        labels = f"{_show_labels(self.before)} -> {_show_labels(self.after)}"
        lines = [f"{unit.unit_id} ({self.split or 'quarantine'})", f"  {unit.text}"]
        lines.append(f"  {labels}{judged}")
        lines += [f"  - {vote}" for vote in old if vote not in new]
        lines += [f"  + {vote}" for vote in new if vote not in old]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Move:
    """An article that stands in another split than before; ``None`` is quarantine."""

    document_id: str
    before: SplitName | None
    after: SplitName | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two builds.

    ``n_units`` counts the units that stand in both: same article, offsets and
    text. ``only_before`` and ``only_after`` name those that stand in one only.
    """

    n_units: int
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    moves: tuple[Move, ...]

    def __str__(self) -> str:
        """A line a split. Verdicts on test are left out, so that nobody tunes by them in passing."""
        lines = [f"units changed: {len(self.changes)} of {self.n_units}"]
        lines += [f"  {line}" for line in self._count_by_split()]
        for units, where in ((self.only_before, "before"), (self.only_after, "after")):
            if units:
                lines.append(f"units {where} only: {len(units)}")
        return "\n".join([*lines, f"articles in another split: {len(self.moves)}"])

    def _count_by_split(self) -> Iterator[str]:
        for split in (*SPLITS, None):
            inside = [each for each in self.changes if each.split == split]
            verdicts = Counter(each.verdict for each in inside)
            judged = ", ".join(f"{verdicts[each]} {each}" for each in ("mended", "broken"))
            if inside and split != "test" and verdicts.total() > verdicts[None]:
                yield f"{split or 'quarantine'}: {len(inside)}, by gold {judged}"
            elif inside:
                yield f"{split or 'quarantine'}: {len(inside)}"


def compare_corpora(before: Corpus, after: Corpus) -> Comparison:
    """Return what differs between two builds in folders of their own, unit by unit.

    Labels are those of the rules, whatever gold says. Units come in the order of ``after``.

    :raises InputError: when both are one folder, which holds the later build only; or
        when a folder is none of a build's.
    """
    if before.folder.resolve() == after.folder.resolve():
        what = "was to be compared with itself, and holds the later build only"
        way_out = "build into a folder of its own"
        raise InputError([Problem(Location(str(after.folder)), what, way_out)])
    old, new = _key_units(before.units), _key_units(after.units)
    were, are, gold = _read_splits(before), _read_splits(after), _read_gold(after)
    return Comparison(
        n_units=len(old.keys() & new.keys()),
        changes=tuple(
            Change(old[key], unit, are.get(unit.unit.document_id), gold.get(unit.unit.unit_id))
            for key, unit in new.items()
            if key in old and _say(old[key]) != _say(unit)
        ),
        only_before=tuple(each.unit.unit_id for key, each in old.items() if key not in new),
        only_after=tuple(each.unit.unit_id for key, each in new.items() if key not in old),
        moves=tuple(
            Move(name, were[name], split)
            for name, split in are.items()
            if name in were and were[name] != split
        ),
    )


def _key_units(units: Iterable[LabelledUnit]) -> dict[Key, LabelledUnit]:
    """Name each unit by what an edit of its article can't shift, as it can ids."""
    return {
        (each.unit.document_id, each.unit.start, each.unit.end, each.unit.text): each
        for each in units
    }


def _say(labelled: LabelledUnit) -> tuple[str | None, frozenset[str]]:
    return labelled.label, frozenset(labelled.labels)


def _read_splits(corpus: Corpus) -> dict[str, SplitName | None]:
    ledger = read_ledger(corpus.folder / LEDGER_NAME)
    return {name: row.split for name, row in Outcome(tuple(ledger)).current().items()}


def _read_gold(corpus: Corpus) -> dict[str, str]:
    """Return the primary label of each released row that has gold, by unit."""
    return {
        unit: rows.features["label"].int2str(label)
        for rows in corpus.to_dataset_dict().values()
        for unit, label, source in zip(rows["id"], rows["label"], rows["label_source"], strict=True)
        if source == "gold"
    }


def _list_votes(labelled: LabelledUnit) -> list[str]:
    return [f"{vote.rule} -> {vote.label}: {vote.words!r}" for vote in labelled.votes]


def _show_labels(labelled: LabelledUnit) -> str:
    """The primary label, and the others behind it."""
    others = [each for each in labelled.labels if each != labelled.label]
    return f"{labelled.label or 'none'}{''.join(f' + {each}' for each in others)}"
