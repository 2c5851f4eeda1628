"""Confidences are fitted on gold, and their error is told before and after."""

import numpy as np
import pytest

from corpus_tools.aggregation.calibration import (
    Shape,
    TooLittleGoldError,
    calibrate,
    measure_calibration_error,
    soften,
)

SHAPES: list[Shape] = ["isotonic", "platt"]
# A lead of 4 is right 17 times of 20, a lead of 1 eleven times of 20: in the middle of their bins.
SCORES = np.array([[4.0, 0.0]] * 200 + [[0.0, 1.0]] * 200)
GOLD = np.array(([0] * 17 + [1] * 3) * 10 + ([1] * 11 + [0] * 9) * 10)


def test_the_error_is_the_mean_gap_of_the_bins() -> None:
    confidence = np.array([0.95, 0.95, 0.55, 0.55])

    # bin 9: 0.95 against 1; bin 5: 0.55 against 0.5
    assert measure_calibration_error(confidence, np.array([1, 1, 1, 0])) == pytest.approx(0.05)


def test_a_confidence_of_one_lies_in_the_last_bin() -> None:
    assert measure_calibration_error(np.array([1.0]), np.array([0.0])) == 1


def test_the_plain_confidence_is_a_softmax() -> None:
    assert soften(np.array([[np.log(3), 0.0], [0.0, 0.0]])) == pytest.approx([0.75, 0.5])


def test_isotonic_confidence_is_the_share_that_was_right() -> None:
    calibration = calibrate(SCORES, GOLD)

    assert calibration.rate(SCORES[[0, 200]]) == pytest.approx([0.85, 0.55])
    # softmax says 0.982 and 0.731
    assert calibration.error_before == pytest.approx((0.132 + 0.181) / 2, abs=1e-3)
    assert calibration.error_after < 0.05
    assert calibration.n_rows == 400


def test_platt_confidence_comes_near_it() -> None:
    calibration = calibrate(SCORES, GOLD, "platt")

    assert calibration.rate(SCORES[[0, 200]]) == pytest.approx([0.85, 0.55], abs=0.05)
    assert calibration.error_after < calibration.error_before


@pytest.mark.parametrize("shape", SHAPES)
def test_no_part_knows_what_is_right_in_the_others(shape: Shape) -> None:
    # Half right of ten rows each. In parts that each had the same share, 0.5 would be foretold.
    scores = np.array([[4.0, 0.0]] * 10 + [[1.0, 0.0]] * 10)

    # Of a part of four some 2 +- 1 are right, and of the others as many fewer of 16.
    assert calibrate(scores, np.array([0, 1] * 10), shape).error_after > 0.1


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_of_rows_decides_nothing(shape: Shape) -> None:
    turned = calibrate(SCORES[::-1], GOLD[::-1], shape)

    assert turned.error_after == calibrate(SCORES, GOLD, shape).error_after


@pytest.mark.parametrize("shape", SHAPES)
def test_gold_that_is_always_right_is_fine(shape: Shape) -> None:
    confidence = calibrate(SCORES[:200], np.zeros(200, dtype=int), shape).rate(SCORES)

    assert ((confidence > 0.9) & (confidence <= 1)).all()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_without_votes_has_no_confidence(shape: Shape) -> None:
    assert calibrate(SCORES, GOLD, shape).rate(np.zeros((1, 2))).tolist() == [0]


def test_rows_without_gold_or_votes_are_passed_over() -> None:
    scores = np.vstack([SCORES, np.zeros((5, 2)), [[9.0, 0.0]]])
    gold = np.append(GOLD, [0] * 5 + [-1])

    assert calibrate(scores, gold).n_rows == 400


def test_too_little_gold_is_refused() -> None:
    with pytest.raises(TooLittleGoldError, match="there are 9 gold rows with votes"):
        calibrate(SCORES[:9], GOLD[:9])
