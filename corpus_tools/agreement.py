"""How far annotators of the same documents agree: on boundaries, kinds, labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import combinations
from typing import Any

from corpus_tools.alignment import Row, align_units
from corpus_tools.annotators import Annotator, LeftOut, list_common, list_left_out
from corpus_tools.coefficients import PAIR, Measures, Resampling, measure
from corpus_tools.records import GoldUnit


@dataclass(frozen=True, slots=True)
class Unaligned:
    """A unit that no other annotator of the article has."""

    document_id: str
    annotator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Whether a label is in the unit's set: a decision of its own for each label.

    ``counts`` has the units with the label of each annotator, among those
    compared. ``positive_agreement`` is the share in [0, 1] of judgements with
    the label that another annotator shares, ``None`` without any.
    """

    label: str
    counts: tuple[int, ...]
    positive_agreement: float | None
    measures: Measures


@dataclass(frozen=True, slots=True)
class Confusion:
    """Pairs of primary labels: rows are what the annotator named first said, columns the other.

    With more than two annotators all pairs of them are added up.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What several annotators agree on, and what could not be compared.

    ``n_units`` counts the units of each annotator in articles that another has
    too, ``n_aligned`` those stretches that two or more took for a unit.
    ``same_span`` is the share of units with exactly the span of another
    annotator's, in [0, 1]. ``n_partly_labelled`` counts aligned units to which some gave
    a primary label and some none; labels are compared where two or more gave one.
    """

    annotators: tuple[str, ...]
    n_documents: int
    left_out: tuple[LeftOut, ...]
    n_units: tuple[int, ...]
    n_aligned: int
    unaligned: tuple[Unaligned, ...]
    n_partly_labelled: int
    same_span: float | None
    kind: Measures
    primary: Measures
    labels: tuple[LabelAgreement, ...]
    confusion: Confusion

    def as_row(self) -> dict[str, Any]:
        """The agreement as plain data."""
        return asdict(self)


def measure_agreement(
    annotators: Sequence[Annotator],
    *,
    with_alpha: bool = True,
) -> Agreement:
    """Measure the agreement of two or more annotators.

    Articles that one annotator alone has are left out, and named.

    :param with_alpha: whether to compute alpha, for which the extra ``agreement`` is needed.
    :raises InputError: when no article is annotated by two.
    :raises ConfigError: if that extra is not installed.
    :raises ValueError: for fewer than two annotators.
    """
    if len(annotators) < PAIR:
        raise ValueError(f"agreement is that of two annotators or more, got {len(annotators)}")
    coefficients = partial(measure, resampling=Resampling(), with_alpha=with_alpha)
    names = sorted(list_common(annotators))
    rows = [(name, row) for name in names for row in _align_document(name, annotators)]
    aligned = [(name, row) for name, row in rows if _count(row) >= PAIR]
    documents = [name for name, _ in aligned]
    primaries = [_primaries(row) for _, row in aligned]
    kinds = [[unit.kind if unit else None for unit in row] for _, row in aligned]
    return Agreement(
        annotators=tuple(each.name for each in annotators),
        n_documents=len(names),
        left_out=tuple(list_left_out(annotators)),
        n_units=tuple(
            sum(len(each.annotations[name].units) for name in names if name in each.annotations)
            for each in annotators
        ),
        n_aligned=len(aligned),
        unaligned=tuple(_find_unaligned(rows, annotators)),
        n_partly_labelled=sum(_is_partly_labelled(row) for _, row in aligned),
        same_span=_share_spans(annotators, names),
        kind=coefficients(kinds, documents),
        primary=coefficients(primaries, documents),
        labels=tuple(_compare_labels([row for _, row in aligned], documents, coefficients)),
        confusion=_confuse(primaries),
    )


def _align_document(name: str, annotators: Sequence[Annotator]) -> list[Row]:
    return align_units(
        [each.annotations[name].units if name in each.annotations else () for each in annotators]
    )


def _count(row: Row) -> int:
    return sum(unit is not None for unit in row)


def _find_unaligned(
    rows: Sequence[tuple[str, Row]], annotators: Sequence[Annotator]
) -> Iterator[Unaligned]:
    for name, row in rows:
        present = [(each, unit) for each, unit in zip(annotators, row, strict=True) if unit]
        if len(present) == 1:
            [(each, unit)] = present
            yield Unaligned(name, each.name, unit.start, unit.end)


def _primaries(row: Row) -> list[str | None]:
    return [unit.primary if unit else None for unit in row]


def _is_partly_labelled(row: Row) -> bool:
    return len({unit.primary is None for unit in row if unit}) == PAIR


def _share_spans(annotators: Sequence[Annotator], names: Sequence[str]) -> float | None:
    same = total = 0
    for one, other in combinations(annotators, PAIR):
        for name in names:
            if name in one.annotations and name in other.annotations:
                spans = [
                    {(unit.start, unit.end) for unit in each.annotations[name].units}
                    for each in (one, other)
                ]
                same += 2 * len(spans[0] & spans[1])
                total += len(spans[0]) + len(spans[1])
    return round(same / total, 4) if total else None


def _compare_labels(
    rows: Sequence[Row],
    documents: Sequence[str],
    coefficients: Callable[[Sequence[Sequence[str | None]], Sequence[str]], Measures],
) -> Iterator[LabelAgreement]:
    for label in sorted({label for row in rows for unit in row if unit for label in unit.labels}):
        decisions = [[_decide(unit, label) for unit in row] for row in rows]
        compared = [row for row in decisions if len(row) - row.count(None) >= PAIR]
        yield LabelAgreement(
            label,
            counts=tuple(side.count("yes") for side in zip(*compared, strict=True)),
            positive_agreement=_share_positive(compared),
            measures=coefficients(decisions, documents),
        )


def _decide(unit: GoldUnit | None, label: str) -> str | None:
    if unit is None or not unit.labels:
        return None
    return "yes" if label in unit.labels else "no"


def _share_positive(decisions: Sequence[Sequence[str | None]]) -> float | None:
    """Return 2a / (2a + b), of the pairs that both have the label and those that one has."""
    both = one = 0
    for row in decisions:
        with_label = row.count("yes")
        both += with_label * (with_label - 1) // 2
        one += with_label * row.count("no")
    return round(2 * both / (2 * both + one), 4) if both or one else None


def _confuse(primaries: Sequence[Sequence[str | None]]) -> Confusion:
    pairs = Counter(
        pair for row in primaries for pair in combinations(row, PAIR) if None not in pair
    )
    labels = sorted({label for pair in pairs for label in pair if label is not None})
    counts = tuple(tuple(pairs[one, other] for other in labels) for one in labels)
    return Confusion(tuple(labels), counts)
