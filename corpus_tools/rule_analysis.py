"""What each rule is worth: how often it speaks, with whom, and how often gold agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from corpus_tools.annotations import pair_with_gold
from corpus_tools.evaluation import LabelScore, Scores, count_label, score, wilson_interval
from corpus_tools.records import Annotation, GoldUnit, Kind, LabelledUnit
from corpus_tools.report import describe_rules
from corpus_tools.rules import RuleSet
from corpus_tools.wording import round_figures

WEAK_PRECISION = 0.5
SortKey = Literal[
    "file", "units", "coverage", "overlap", "conflict", "precision", "recall", "lost", "mended"
]


@dataclass(frozen=True, slots=True)
class RuleScore:
    """A rule against gold, counted in units that gold labels.

    ``precision`` is the share of the ``fired`` units that have the rule's label
    in gold, ``interval`` its 95 % bounds (Wilson), ``recall`` the share of the
    label's units in gold that the rule fired on; ``None`` where there are none.
    Without the rule, ``lost`` units would lack the label rightly given, and
    ``mended`` would lack it wrongly given.
    """

    fired: int
    right: int
    precision: float | None
    interval: tuple[float, float] | None
    recall: float | None
    lost: int
    mended: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule's line in the table.

    ``coverage``, ``overlap`` (another rule votes too) and ``conflict`` (one
    votes for another label) are shares in [0, 1] of the units that rules were
    asked about, ``fired`` is the number of units. A rule that only others listen
    to has no ``label``, and neither overlap nor conflict; where nobody counted on how
    many units it spoke, ``fired`` and ``coverage`` are ``None`` too. ``gold`` is
    ``None`` where there is no gold.
    """

    rule: str
    label: str | None
    written: str
    fired: int | None
    coverage: float | None
    overlap: float | None
    conflict: float | None
    gold: RuleScore | None

    @property
    def is_dead(self) -> bool:
        """Whether the rule never fired."""
        return self.fired == 0

    @property
    def is_weak(self) -> bool:
        """Whether its precision on gold is below :data:`WEAK_PRECISION`."""
        precision = None if self.gold is None else self.gold.precision
        return precision is not None and precision < WEAK_PRECISION


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a gold unit stands, offsets in the document."""

    document_id: str
    start: int
    end: int

    def __str__(self) -> str:
        """As notes name it."""
        return f"{self.document_id} {self.start}:{self.end}"


@dataclass(frozen=True, slots=True)
class RuleAnalysis:
    """All rules, the sets of labels they make, and the primary labels, against gold.

    ``labels`` scores sets: a unit counts for each label it has. ``primary`` is
    macro-F1 of the primary labels with its interval over documents; ``None``
    without gold. ``n_units`` counts the units that rules were asked about.
    ``not_found`` are those of the ``n_gold_units`` that fit no unit: no rule is judged
    by them, and they count as missed. Shares are exact.
    """

    n_documents: int
    n_units: int
    n_gold_documents: int
    n_gold_units: int
    not_found: tuple[GoldPlace, ...]
    rules: tuple[RuleRow, ...]
    labels: tuple[LabelScore, ...]
    primary: Scores | None

    def as_row(self) -> dict[str, Any]:
        """The table as plain data, shares to four digits."""
        found: dict[str, Any] = round_figures(asdict(self))
        return found

    def select(self, label: str | None = None, sort: SortKey = "file") -> RuleAnalysis:
        """Return the rows of one label or all, in another order.

        :param sort: ``file`` is the order of the rules; with ``precision`` the
            worst comes first and rules without any last, with others the highest.
        """
        rows = [row for row in self.rules if label in (None, row.label)]
        if sort != "file":
            rows.sort(key=lambda row: _rank(row, sort))
        labels = tuple(each for each in self.labels if label in (None, each.label))
        return replace(self, rules=tuple(rows), labels=labels)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A gold unit, and what rules and default made of it."""

    document: str
    gold: GoldUnit
    found: LabelledUnit | None

    @property
    def place(self) -> GoldPlace:
        return GoldPlace(self.document, self.gold.start, self.gold.end)

    @property
    def labels(self) -> tuple[str, ...]:
        return self.found.labels if self.found else ()

    @property
    def voted(self) -> set[tuple[str, str]]:
        return {(vote.rule, vote.label) for vote in self.found.votes} if self.found else set()


@dataclass(slots=True)
class _Counts:
    fired: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)


def analyse_rules(
    rules: RuleSet,
    labelled: Mapping[str, Sequence[LabelledUnit]],
    gold: Mapping[str, Annotation] | None = None,
    *,
    default: str | None = None,
    kinds: Collection[Kind] = ("prose", "list_item"),
    markers: Mapping[str, int] | None = None,
) -> RuleAnalysis:
    """Return a row a rule, and totals a label.

    The columns are those of the field's label-function analysis. A gold unit is
    held against the unit that it labels (each covers four fifths of the other);
    where there is none, nothing was found.

    >>> from corpus_tools.errors import Location
    >>> from corpus_tools.records import Unit, Vote
    >>> from corpus_tools.rules import Rule
    >>> from corpus_tools.rules.compile import Expression
    >>> from corpus_tools.rules.schema import RuleSpec
    >>> spec = RuleSpec(id="raid", label="action", pattern=["raid"])
    >>> patterns = {"pattern": [Expression("raid")]}
    >>> rules = RuleSet.compile([Rule(spec, patterns, Location("rules.yaml", 2, 5))])
    >>> where = {"unit_id": "a-0", "document_id": "a", "source": "a.txt", "index": 0}
    >>> unit = Unit(**where, start=0, end=6, kind="prose", section=(), text="A raid")
    >>> found = LabelledUnit(
    ...     unit=unit, votes=(Vote("raid", "action", 2, 6),), labels=("action",), label="action"
    ... )
    >>> wanted = GoldUnit(start=0, end=6, kind="prose", labels=("action",), primary="action")
    >>> gold = Annotation(id="a", path="a.txt", sha256="", units=(wanted,))
    >>> [row] = analyse_rules(rules, {"a": [found]}, {"a": gold}).rules
    >>> row.coverage, row.overlap, row.gold.precision, row.gold.recall, row.gold.lost
    (1.0, 0.0, 1.0, 1.0, 1)

    :param labelled: all units of each document, in reading order.
    :param gold: annotations by document id; documents that are not in ``labelled``
        count as found empty, so leave them out.
    :param default: the label of units where no rule spoke.
    :param kinds: the kinds of unit that rules were asked about.
    :param markers: on how many units each rule without a label spoke.
    """
    units = [each for found in labelled.values() for each in found]
    judged = [_Judged(*each) for each in pair_with_gold(labelled, gold or {})]
    support = Counter(label for each in judged for label in set(each.gold.labels))
    counts = _count(judged, default)
    rows = []
    for rule, row in zip(rules.rules, describe_rules(rules, units, kinds, markers), strict=True):
        name, label = row["rule"], row["label"]
        known = _score_rule(name, support[label], counts) if judged and label else None
        rows.append(RuleRow(**row, written=str(rule.origin), gold=known))
    return RuleAnalysis(
        n_documents=len(labelled),
        n_units=sum(each.unit.kind in kinds for each in units),
        n_gold_documents=len({each.document for each in judged}),
        n_gold_units=len(judged),
        not_found=tuple(each.place for each in judged if each.found is None),
        rules=tuple(rows),
        labels=tuple(_score_sets(judged, support)),
        primary=_score_primary(judged),
    )


def _count(judged: Iterable[_Judged], default: str | None) -> _Counts:
    counts = _Counts()
    for each in judged:
        voters = Counter(label for _, label in each.voted)
        for rule, label in each.voted:
            right = label in each.gold.labels
            counts.fired[rule] += 1
            counts.right[rule] += right
            # Where nothing else was said, the default would come back by itself.
            returns = label == default and len(each.voted) == 1
            if voters[label] == 1 and label in each.labels and not returns:
                counts.lost[rule] += right
                counts.mended[rule] += not right
    return counts


def _score_rule(name: str, support: int, counts: _Counts) -> RuleScore:
    fired, right = counts.fired[name], counts.right[name]
    return RuleScore(
        fired=fired,
        right=right,
        precision=_share(right, fired),
        interval=wilson_interval(right, fired),
        recall=_share(right, support),
        lost=counts.lost[name],
        mended=counts.mended[name],
    )


def _score_sets(judged: Sequence[_Judged], support: Mapping[str, int]) -> Iterable[LabelScore]:
    given = Counter(label for each in judged for label in each.labels)
    right = Counter(label for each in judged for label in each.labels if label in each.gold.labels)
    for label in sorted({*support, *given}):
        yield count_label(
            label, right=right[label], given=given[label], wanted=support.get(label, 0)
        )


def _score_primary(judged: Sequence[_Judged]) -> Scores | None:
    if not judged:
        return None
    return score(
        [each.gold.primary or "" for each in judged],
        [each.found.label if each.found else None for each in judged],
        [each.document for each in judged],
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rank(row: RuleRow, sort: SortKey) -> float:
    if sort in ("coverage", "overlap", "conflict"):
        return -float(getattr(row, sort) or 0)
    if sort == "units":
        return -(row.fired or 0)
    value = None if row.gold is None else getattr(row.gold, sort)
    if sort == "precision":
        return 2.0 if value is None else float(value)
    return -float(value or 0)
