"""Agreement beyond chance, with intervals over documents. A door to nltk and sklearn.

Kappa is that of Cohen, "A Coefficient of Agreement for Nominal Scales"
(Educational and Psychological Measurement 20:1, 1960), alpha that of
Krippendorff for nominal data ("Computing Krippendorff's Alpha-Reliability",
2011). The figures come from the libraries. Only the resamples of the
bootstrap, thousands of them, are computed here, from tables of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Final

from corpus_tools.errors import ConfigError, Location, Problem

if TYPE_CHECKING:
    import numpy as np

CONFIDENCE_SHARE = 0.95
LEAST_DOCUMENTS = 3
LEAST_DEFINED_SHARE = 0.95
PAIR: Final = 2
Judgements = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient, 1 for full agreement and 0 for that of chance, and its 95 % bounds.

    ``interval`` is ``None`` for fewer than three documents, and where more
    than a twentieth of the resamples have one label only, as those of a label that
    stands in few documents do.
    """

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Measures:
    """How far judgements of the same units agree.

    ``share`` is that of equal judgements among all pairs of judgements of one
    unit, ``None`` without any. ``kappa`` is for two annotators. A coefficient
    is ``None`` where all judgements are the same: chance explains that too.
    """

    n_units: int
    share: float | None
    kappa: Estimate | None
    alpha: Estimate | None


@dataclass(frozen=True, slots=True)
class Resampling:
    """How often documents are drawn for the intervals, and the seed of the draw."""

    samples: int = 1000
    seed: int = 13


def measure(
    units: Sequence[Judgements],
    documents: Sequence[str],
    resampling: Resampling,
    *,
    with_alpha: bool = True,
) -> Measures:
    """Measure the agreement of judgements, of units that two or more annotators judged.

    >>> judged = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("b", None)]
    >>> found = measure(judged, ["one"] * 5, Resampling())
    >>> found.n_units, found.share, found.kappa
    (4, 0.75, Estimate(value=0.5, interval=None))

    :param units: a row a unit, with one judgement an annotator; ``None`` is none.
    :param documents: the document of each unit; the bootstrap draws these.
    :param with_alpha: whether to compute alpha, for which the extra ``agreement`` is needed.
    :raises ConfigError: if that extra is not installed.
    """
    pairs = [(row, name) for row, name in zip(units, documents, strict=True) if _count(row) >= PAIR]
    rows, names = [row for row, _ in pairs], [name for _, name in pairs]
    equal = [one == other for row in rows for one, other in _judged_pairs(row)]
    share = round(sum(equal) / len(equal), 4) if equal else None
    if len({value for row in rows for value in row if value is not None}) < PAIR:
        return Measures(len(rows), share, None, None)
    kappa = None
    if len(rows[0]) == PAIR:
        bounds = _bootstrap(_count_pairs(rows, names), find_kappas, resampling)
        kappa = Estimate(round(_cohen_kappa(rows), 4), bounds)
    alpha = None
    if with_alpha:
        bounds = _bootstrap(_count_coincidences(rows, names), find_alphas, resampling)
        alpha = Estimate(round(_krippendorff_alpha(rows), 4), bounds)
    return Measures(len(rows), share, kappa, alpha)


def find_kappas(counts: np.ndarray) -> np.ndarray:
    """Return Cohen's kappa of each table, ``nan`` where it has one label only.

    :param counts: tables of the pairs of judgements, shape (tables, labels, labels).
    """
    import numpy as np

    total = counts.sum(axis=(1, 2))
    by_chance = (counts.sum(axis=1) * counts.sum(axis=2)).sum(axis=1)
    equal = np.einsum("nii->n", counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((equal * total - by_chance) / (total**2 - by_chance))


def find_alphas(coincidences: np.ndarray) -> np.ndarray:
    """Return Krippendorff's alpha of each table, ``nan`` where it has one label only.

    :param coincidences: symmetric tables, shape (tables, labels, labels).
    """
    import numpy as np

    by_label = coincidences.sum(axis=2)
    total = by_label.sum(axis=1)
    unequal = total - np.einsum("nii->n", coincidences)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (total**2 - (by_label**2).sum(axis=1)) / (total - 1)
        return np.asarray(np.where(expected > 0, 1 - unequal / expected, np.nan))


def _count(row: Judgements) -> int:
    return sum(value is not None for value in row)


def _judged_pairs(row: Judgements) -> Iterator[tuple[str, str]]:
    return combinations([value for value in row if value is not None], PAIR)


def _cohen_kappa(rows: Sequence[Judgements]) -> float:
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*rows, strict=True)
    return float(cohen_kappa_score(one, other))


def _krippendorff_alpha(rows: Sequence[Judgements]) -> float:
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError as error:
        what, way_out = "needs nltk", "install it: pip install 'corpus-tools[agreement]'"
        raise ConfigError([Problem(Location("Krippendorff's alpha"), what, way_out)]) from error
    triples = [
        (side, unit, value)
        for unit, row in enumerate(rows)
        for side, value in enumerate(row)
        if value is not None
    ]
    return float(AnnotationTask(triples).alpha())


def _count_pairs(rows: Sequence[Judgements], documents: Sequence[str]) -> np.ndarray:
    """Return a table a document: how often the first said this and the second that."""
    return _tabulate(
        rows, documents, lambda row: ((one, other, 1.0) for one, other in _judged_pairs(row))
    )


def _count_coincidences(rows: Sequence[Judgements], documents: Sequence[str]) -> np.ndarray:
    """Return a table a document: both orders of each pair, a unit weighing as its judgements."""

    def weigh(row: Judgements) -> Iterator[tuple[str, str, float]]:
        said = [value for value in row if value is not None]
        for one, other in permutations(said, PAIR):
            yield one, other, 1 / (len(said) - 1)

    return _tabulate(rows, documents, weigh)


def _tabulate(
    rows: Sequence[Judgements],
    documents: Sequence[str],
    weigh: Callable[[Judgements], Iterator[tuple[str, str, float]]],
) -> np.ndarray:
    import numpy as np

    labels = sorted({value for row in rows for value in row if value is not None})
    place = {label: index for index, label in enumerate(labels)}
    number = {name: index for index, name in enumerate(sorted(set(documents)))}
    counts = np.zeros((len(number), len(labels), len(labels)))
    for row, document in zip(rows, documents, strict=True):
        for one, other, weight in weigh(row):
            counts[number[document], place[one], place[other]] += weight
    return counts


def _bootstrap(
    per_document: np.ndarray,
    find: Callable[[np.ndarray], np.ndarray],
    resampling: Resampling,
) -> tuple[float, float] | None:
    import numpy as np

    n_documents = len(per_document)
    if n_documents < LEAST_DOCUMENTS:
        return None
    generator = np.random.default_rng(resampling.seed)
    even = np.full(n_documents, 1 / n_documents)
    drawn = generator.multinomial(n_documents, even, size=resampling.samples)
    values = find(np.tensordot(drawn.astype(float), per_document, axes=1))
    defined = values[~np.isnan(values)]
    if len(defined) < LEAST_DEFINED_SHARE * len(values):
        return None
    tail = (1 - CONFIDENCE_SHARE) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return round(float(low), 4), round(float(high), 4)
