"""Votes become a matrix and decisions become labels; what does not fit is refused."""

import numpy as np
import pytest

from corpus_tools.aggregation import MajorityVote, RarityVote, name_classes, tabulate_votes
from corpus_tools.aggregation.matrix import check_gold
from corpus_tools.records import Vote

RULES, LABELS = ["raid", "toll"], ["number", "action"]


def cast(*pairs: tuple[str, str]) -> list[Vote]:
    return [Vote(rule, label, 0, 1) for rule, label in pairs]


def test_rules_are_columns_and_labels_are_classes_in_the_order_given() -> None:
    units = [cast(("toll", "number"), ("raid", "action")), [], cast(("raid", "action"))]

    assert tabulate_votes(units, RULES, LABELS).tolist() == [[1, 0], [-1, -1], [1, -1]]


def test_no_units_are_a_matrix_without_rows() -> None:
    assert tabulate_votes([], RULES, LABELS).shape == (0, 2)


def test_a_vote_twice_is_one_vote() -> None:
    units = [cast(("raid", "action"), ("raid", "action"))]

    assert tabulate_votes(units, RULES, LABELS).tolist() == [[1, -1]]


@pytest.mark.parametrize(
    ("units", "rules", "labels", "said"),
    [
        ([cast(("fog", "action"))], RULES, LABELS, "rule 'fog' votes but"),
        ([cast(("raid", "fog"))], RULES, LABELS, "label 'fog' is not among"),
        ([cast(("raid", "action"), ("raid", "number"))], RULES, LABELS, "two labels in one unit"),
        ([], ["raid", "raid"], LABELS, "rule 'raid' is given twice"),
        ([], RULES, ["action", "action"], "label 'action' is given twice"),
    ],
)
def test_votes_that_fit_no_column_are_refused(
    units: list[list[Vote]], rules: list[str], labels: list[str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        tabulate_votes(units, rules, labels)


def test_decisions_get_their_names_back() -> None:
    assert name_classes(np.array([1, -1, 0]), LABELS) == ["action", None, "number"]


@pytest.mark.parametrize(
    "votes", [[[2]], [[-2]], [[0.5]], [0, 1]], ids=["too high", "too low", "no number", "no matrix"]
)
def test_what_is_no_vote_matrix_is_refused(votes: list[object]) -> None:
    with pytest.raises(ValueError, match="votes must"):
        MajorityVote().fit(np.array(votes), 2)


def test_votes_of_other_rules_are_refused() -> None:
    fitted = RarityVote().fit(np.array([[0, 1]]), 2)

    with pytest.raises(ValueError, match="votes of 3 rules, not of 2"):
        fitted.score(np.array([[0, 1, 1]]))


@pytest.mark.parametrize("gold", [[0, 1, 0], [0, 2], [0, -2], [0.0, 1.0]])
def test_gold_that_does_not_fit_is_refused(gold: list[float]) -> None:
    with pytest.raises(ValueError, match="gold must"):
        check_gold(np.array(gold), n_units=2, n_classes=2)
