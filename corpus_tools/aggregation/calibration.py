"""Scores are no probabilities; with gold, they can be made to act like some.

A door to sklearn and to numpy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus_tools.aggregation.matrix import check_gold

if TYPE_CHECKING:
    import numpy as np

Shape = Literal["isotonic", "platt"]
N_BINS = 10
N_PARTS = 5
N_DEALS = 10


class TooLittleGoldError(ValueError):
    """There are too few covered gold rows to calibrate on."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Confidence of decisions, and what it is worth.

    The errors are expected calibration errors on the gold rows, shares in
    [0, 1]: before, of the plain softmax of the scores; after, of confidences
    that were each fitted without the fifth of the gold rows they stand in, as a mean
    over ten deals of the rows into fifths. With few rows both are too high rather than
    too low, since a bin of few rows is off by chance alone.
    """

    fitted: Any
    shape: Shape
    error_before: float
    error_after: float
    n_rows: int

    def rate(self, scores: np.ndarray) -> np.ndarray:
        """Return how likely the highest-scored class is right: shape (units,), in [0, 1].

        A row of zeros (no votes) is rated 0.

        :param scores: shape (units, classes), of the model that was calibrated.
        """
        import numpy as np

        rated = _rate(self.fitted, self.shape, soften(scores))
        return np.where((scores != 0).any(axis=1), rated, 0.0)


def calibrate(scores: np.ndarray, gold: np.ndarray, shape: Shape = "isotonic") -> Calibration:
    """Fit how often the highest-scored class is right, by how far it leads.

    Isotonic regression takes any rising shape and wants some hundred rows;
    Platt's logistic curve has two parameters and makes do with fewer.

    >>> import numpy as np
    >>> scores = np.array([[3.0, 0.0], [1.0, 0.0]] * 20)
    >>> gold = np.array([0, 0, 0, 1] * 10)
    >>> calibrate(scores, gold).rate(scores[:2]).tolist()
    [1.0, 0.5]

    :param scores: shape (units, classes), log-like: the softmax of a row is its plain confidence.
    :param gold: shape (units,), -1 where unknown; rows without gold or votes are passed over.
    :raises TooLittleGoldError: with fewer than ten gold rows that have votes.
    :raises ValueError: when gold doesn't fit the scores.
    """
    import numpy as np

    classes = check_gold(gold, *scores.shape)
    used = (classes >= 0) & (scores != 0).any(axis=1)
    plain = soften(scores[used])
    if len(plain) < 2 * N_PARTS:
        raise TooLittleGoldError(
            f"there are {len(plain)} gold rows with votes; calibrate on {2 * N_PARTS} at least"
        )
    right = (scores[used].argmax(axis=1) == classes[used]).astype(float)
    # The same rows in another order are dealt the same.
    order = np.lexsort((right, plain))
    plain, right = plain[order], right[order]
    errors = [
        measure_calibration_error(_hold_out(plain, right, parts, shape), right)
        for parts in _deal_out(len(plain))
    ]
    return Calibration(
        fitted=_fit(plain, right, shape),
        shape=shape,
        error_before=measure_calibration_error(plain, right),
        error_after=round(float(np.mean(errors)), 6),
        n_rows=len(plain),
    )


def soften(scores: np.ndarray) -> np.ndarray:
    """Return the softmax of each row's highest score: shape (units,)."""
    import numpy as np

    leads: np.ndarray = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(1 / np.exp(leads).sum(axis=1))


def measure_calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error over ten bins of equal width, a share in [0, 1].

    The mean distance between a bin's confidence and its accuracy, weighted by
    rows (Naeini et al. 2015).

    >>> import numpy as np
    >>> measure_calibration_error(np.array([0.9, 0.9]), np.array([1.0, 0.0]))
    0.4
    """
    import numpy as np

    bins = np.minimum((confidence * N_BINS).astype(int), N_BINS - 1)
    gaps = [abs((confidence[bins == each] - right[bins == each]).sum()) for each in range(N_BINS)]
    return round(float(sum(gaps)) / len(confidence), 6)


def _deal_out(n_rows: int) -> Iterator[np.ndarray]:
    """Yield the part of each row, once a deal.

    Parts are drawn by fixed seeds and know nothing of the rows: dealt evenly by what was right,
    each part would have the same share of right answers, and the others would foretell it.
    """
    import numpy as np

    for seed in range(N_DEALS):
        yield np.random.default_rng(seed).permutation(n_rows) % N_PARTS


def _hold_out(
    confidence: np.ndarray, right: np.ndarray, parts: np.ndarray, shape: Shape
) -> np.ndarray:
    """Return each row's confidence as fitted on the other parts."""
    import numpy as np

    rated = np.zeros(len(confidence))
    for part in range(N_PARTS):
        inside = parts == part
        learned = _fit(confidence[~inside], right[~inside], shape)
        rated[inside] = _rate(learned, shape, confidence[inside])
    return rated


def _fit(confidence: np.ndarray, right: np.ndarray, shape: Shape) -> Any:
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression

    if shape == "isotonic":
        return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(confidence, right)
    if len(set(right.tolist())) == 1:
        return float(right.sum() + 1) / (len(right) + 2)
    return LogisticRegression().fit(_to_log_odds(confidence), right)


def _rate(fitted: Any, shape: Shape, confidence: np.ndarray) -> np.ndarray:
    import numpy as np

    if isinstance(fitted, float):
        return np.full(len(confidence), fitted)
    if shape == "isotonic":
        return np.asarray(fitted.predict(confidence))
    return np.asarray(fitted.predict_proba(_to_log_odds(confidence))[:, 1])


def _to_log_odds(confidence: np.ndarray) -> np.ndarray:
    import numpy as np

    inside = confidence.clip(1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside / (1 - inside)))[:, None]
