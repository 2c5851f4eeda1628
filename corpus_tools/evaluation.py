"""Scores with intervals over documents. A door to numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from corpus_tools.wording import round_figures

if TYPE_CHECKING:
    import numpy as np

SEED = 13
CONFIDENCE_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label's precision, recall and F1, exact shares in [0, 1], and its count in the gold."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Scores:
    """What predictions are worth against reference labels, in exact shares.

    ``interval`` holds the 95 % bounds of macro-F1 from a bootstrap over
    documents; ``None`` where there are fewer than three.
    """

    macro_f1: float
    interval: tuple[float, float] | None
    accuracy: float
    n_units: int
    n_documents: int
    labels: tuple[LabelScore, ...]

    def as_row(self) -> dict[str, Any]:
        """The scores as plain data, shares to four digits."""
        found: dict[str, Any] = round_figures(asdict(self))
        return found

    def __str__(self) -> str:
        """One line for people."""
        bounds = "" if self.interval is None else " [{:.3f}, {:.3f}]".format(*self.interval)
        return f"macro-F1 {self.macro_f1:.3f}{bounds} on {self.n_units} units"


def score(
    reference: Sequence[str],
    predicted: Sequence[str | None],
    documents: Sequence[str],
    *,
    samples: int = 1000,
) -> Scores:
    """Score predictions; macro-F1 is the mean over the labels that occur on either side.

    Where nothing was predicted (``None``), that is wrong, and no label of its own.

    >>> score(["a", "b"], ["a", "a"], ["x", "y"]).accuracy
    0.5

    :param documents: the document of each unit; the bootstrap draws these.
    :raises ValueError: when there is nothing to score.
    """
    if not reference:
        raise ValueError("there are no units to score; give at least one")
    names = sorted({*reference, *(label for label in predicted if label is not None)})
    per_document = _confusions(reference, predicted, documents, names)
    total = per_document.sum(axis=0)
    return Scores(
        macro_f1=float(_macro_f1(total[None])[0]),
        interval=_bootstrap(per_document, samples),
        accuracy=float(total.trace() / total.sum()),
        n_units=len(reference),
        n_documents=len(per_document),
        labels=tuple(_score_labels(total, names)),
    )


def wilson_interval(hits: int, total: int) -> tuple[float, float] | None:
    """Return the 95 % bounds of a share, ``None`` where nothing was counted.

    Wilson's score interval (E. B. Wilson, "Probable inference, the law of
    succession, and statistical inference", JASA 22, 1927): it holds for few
    counts and never leaves [0, 1].

    >>> low, high = wilson_interval(2, 2)
    >>> round(low, 4), high
    (0.3424, 1.0)
    """
    if total == 0:
        return None
    z = NormalDist().inv_cdf((1 + CONFIDENCE_SHARE) / 2)
    share, spread = hits / total, z * z / total
    middle = share + spread / 2
    half = z * (share * (1 - share) / total + spread / (4 * total)) ** 0.5
    low, high = ((middle + sign * half) / (1 + spread) for sign in (-1, 1))
    # The sums leave the bounds of none and of all a few units of the last place off 0 and 1.
    return (low if hits else 0.0), (high if hits < total else 1.0)


def _score_labels(total: np.ndarray, names: Sequence[str]) -> Iterator[LabelScore]:
    hits, wanted, given = total.diagonal(), total.sum(axis=1), total.sum(axis=0)
    for name, hit, true, found in zip(names, hits, wanted, given, strict=False):
        yield count_label(name, right=int(hit), given=int(found), wanted=int(true))


def count_label(label: str, *, right: int, given: int, wanted: int) -> LabelScore:
    """Return the shares of a label that was given and wanted so many times; 0 where neither was.

    >>> count_label("raid", right=1, given=2, wanted=4).recall
    0.25
    """
    return LabelScore(
        label,
        precision=right / max(given, 1),
        recall=right / max(wanted, 1),
        f1=2 * right / max(wanted + given, 1),
        support=wanted,
    )


def _confusions(
    reference: Sequence[str],
    predicted: Sequence[str | None],
    documents: Sequence[str],
    names: list[str],
) -> np.ndarray:
    """Return one confusion matrix a document: shape (documents, labels + 1, labels + 1).

    The last row and column stand for no label.
    """
    import numpy as np

    place: dict[str | None, int] = {name: index for index, name in enumerate(names)}
    place[None] = len(names)
    number = {name: index for index, name in enumerate(sorted(set(documents)))}
    counts = np.zeros((len(number), len(place), len(place)), dtype=np.int64)
    for truth, guess, document in zip(reference, predicted, documents, strict=True):
        counts[number[document], place[truth], place[guess]] += 1
    return counts


def _macro_f1(confusions: np.ndarray) -> np.ndarray:
    """Return macro-F1 of each matrix; labels that a matrix does not hold don't count."""
    import numpy as np

    hits = np.einsum("nii->ni", confusions)[:, :-1]
    either = (confusions.sum(axis=1) + confusions.sum(axis=2))[:, :-1]
    with np.errstate(invalid="ignore"):
        f1 = np.where(either > 0, 2 * hits / either, np.nan)
    return np.asarray(np.nanmean(f1, axis=1))


def _bootstrap(per_document: np.ndarray, samples: int) -> tuple[float, float] | None:
    import numpy as np

    n_documents = len(per_document)
    if n_documents < 3:  # noqa: PLR2004 - below three, resampling says nothing
        return None
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(0, n_documents, size=(samples, n_documents))
    # How often each document was drawn: the drawn tables themselves would fill the memory.
    times = np.stack([np.bincount(each, minlength=n_documents) for each in drawn])
    values = _macro_f1(np.tensordot(times.astype(float), per_document, axes=1))
    tail = (1 - CONFIDENCE_SHARE) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)
