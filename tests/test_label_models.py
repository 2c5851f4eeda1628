"""Each method of a vote matrix, on votes small enough to work out by hand."""

from math import exp, log

import numpy as np
import pytest

from corpus_tools.aggregation import (
    AccuracyVote,
    DawidSkene,
    GoldLogOdds,
    GoldRegression,
    MajorityVote,
    NaiveBayes,
    RarityVote,
    fit_label_decisions,
)

# Rule 0 votes four times, rule 1 twice, rule 2 once.
VOTES = np.array([[0, 1, -1], [0, 1, 1], [0, -1, -1], [0, -1, -1], [-1, -1, -1]])


def test_the_majority_wins_and_a_tie_goes_to_the_rarest_rule() -> None:
    fitted = MajorityVote().fit(VOTES, 3)

    assert fitted.score(VOTES).tolist() == [[1, 1, 0], [1, 2, 0], [1, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert fitted.decide(VOTES).tolist() == [1, 1, 0, 0, -1]


def test_a_rare_rule_breaks_ties_only() -> None:
    votes = np.array([[0, 0, 1], [0, 0, -1]])

    assert MajorityVote().fit(votes, 2).decide(votes).tolist() == [0, 0]


def test_priority_gives_ties_to_the_class_that_stands_first() -> None:
    assert MajorityVote("priority").fit(VOTES, 3).decide(VOTES).tolist() == [0, 1, 0, 0, -1]


def test_equally_rare_rules_leave_the_tie_to_the_class_that_stands_first() -> None:
    votes = np.array([[1, 0]])

    assert MajorityVote().fit(votes, 2).decide(votes).tolist() == [0]


def test_a_tie_may_be_left_open() -> None:
    assert MajorityVote("abstain").fit(VOTES, 3).decide(VOTES).tolist() == [-1, 1, 0, 0, -1]


def test_a_vote_weighs_as_much_as_its_rule_is_rare() -> None:
    scores = RarityVote().fit(VOTES, 2).score(VOTES)

    # One is added to each rule's votes and two to the five units.
    assert scores[1] == pytest.approx([log(7 / 5), log(7 / 3) + log(7 / 2)])
    assert scores[4].tolist() == [0, 0]


def test_two_common_votes_can_lose_to_one_rare_vote() -> None:
    votes = np.array([[0, 0, 1], [0, 0, -1], [0, 0, -1], [0, 0, -1], [0, 0, -1], [0, 0, -1]])

    assert RarityVote().fit(votes, 2).decide(votes).tolist() == [1, 0, 0, 0, 0, 0]


def test_by_default_rules_for_one_class_are_a_majority_vote_with_ties_to_the_rare() -> None:
    votes = np.array([[0, 0, 1], [0, -1, 1], [0, -1, -1], [0, 0, -1], [0, 0, -1]])
    model = AccuracyVote()

    assert model.estimate(votes, 2).tolist() == [0.75, 0.75, 0.75]
    assert model.fit(votes, 2).decide(votes).tolist() == [0, 1, 0, 0, 0]
    # Log-odds of 3 to 1, and a thousandth of the rarity: (5 + 1) / (5 + 2).
    assert model.fit(votes, 2).score(votes)[2] == pytest.approx([log(3) + 0.001 * log(7 / 6), 0])


def test_a_rule_that_votes_both_ways_is_checked_against_the_others() -> None:
    votes = np.array([[0, 0, 1], [1, 1, 0]])

    # Two votes of odds 3 against one: a belief of 9 / 12. Ten votes of 0.75 come before.
    assert AccuracyVote(trust=1.0).estimate(votes, 2) == pytest.approx(
        [(1.5 + 7.5) / 12, (1.5 + 7.5) / 12, (0.5 + 7.5) / 12]
    )


def test_of_what_votes_show_a_fifth_is_believed() -> None:
    votes = np.array([[0, 0, 1], [1, 1, 0]])

    assert AccuracyVote().estimate(votes, 2)[2] == pytest.approx(0.8 * 0.75 + 0.2 * 8 / 12)


def test_votes_are_evidence_by_how_evenly_they_spread() -> None:
    votes = np.array([[0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 1, 1]])

    # Three votes of odds 3: a belief of 27 / 28. Spread: 2 * (1 - 9/16 - 1/16).
    expected = (0.75 * 4 * 27 / 28 + 7.5) / (0.75 * 4 + 10)
    assert AccuracyVote(trust=1.0).estimate(votes, 2) == pytest.approx([expected] * 3)


def test_an_accurate_rule_wins_a_tie_against_a_rarer_one() -> None:
    rows = [[0, 0, 0, -1], [1, 1, 1, -1], [0, 0, -1, 1], [1, 1, -1, 0]] * 10
    votes = np.array([*rows, [-1, -1, 0, 1]])

    assert AccuracyVote().fit(votes, 2).decide(votes)[-1] == 0


def test_no_accuracy_falls_below_chance() -> None:
    votes = np.array([[0, 0, 0, 1], [1, 1, 1, 0]] * 100)

    assert AccuracyVote(trust=1.0).estimate(votes, 2)[3] == 0.5


def test_gold_counts_move_an_accuracy_from_its_prior() -> None:
    votes = np.array([[0, -1]] * 4 + [[-1, 1]] * 5 + [[0, 1]])
    gold = np.array([0, 0, 0, 1] + [0] * 5 + [-1])

    weights = GoldLogOdds().fit(votes, 2, gold).weights

    # (3 + 3.75) / (4 + 5) right, and (0 + 3.75) / (5 + 5); ties by rarity, 6 and 7 of 12.
    assert weights[0, 0, 0] == pytest.approx(log(0.75 / 0.25) + 0.001 * log(12 / 6))
    assert weights[1, 1, 1] == pytest.approx(log(0.375 / 0.625) + 0.001 * log(12 / 7))


@pytest.mark.parametrize("model", [GoldLogOdds(), GoldRegression()], ids=str)
def test_without_gold_it_is_the_default(model: GoldLogOdds | GoldRegression) -> None:
    expected = AccuracyVote().fit(VOTES, 3).score(VOTES)

    assert model.fit(VOTES, 3).score(VOTES) == pytest.approx(expected)
    assert model.fit(VOTES, 3, np.full(5, -1)).score(VOTES) == pytest.approx(expected)


def test_regression_stands_where_gold_and_prior_pull_alike() -> None:
    votes = np.array([[0, 1, -1], [0, -1, 2], [0, 1, -1], [-1, 1, -1], [0, -1, -1], [0, -1, 2]])
    gold = np.array([0, 2, 1, 1, 0, -1])

    fitted = GoldRegression(prior_precision=2.0).fit(votes, 3, gold)

    scores = np.exp(fitted.score(votes[:5]))
    missed = np.eye(3)[gold[:5]] - scores / scores.sum(axis=1, keepdims=True)
    prior = AccuracyVote().fit(votes, 3).weights
    assert missed.sum(axis=0) == pytest.approx(2 * fitted.bias, abs=1e-5)
    for rule in range(3):
        pull = missed[votes[:5, rule] == rule].sum(axis=0)
        assert pull == pytest.approx(2 * (fitted.weights - prior)[rule, rule], abs=1e-5)


def test_regression_leaves_votes_alone_that_no_gold_row_holds() -> None:
    votes = np.array([[0, -1], [0, -1], [-1, 1]])

    fitted = GoldRegression().fit(votes, 2, np.array([1, 1, -1]))

    prior = AccuracyVote().fit(votes, 2).weights
    assert (fitted.weights[1] == prior[1]).all()
    assert fitted.weights[0, 0, 1] > prior[0, 0, 1]


def test_regression_learns_that_a_vote_means_another_class() -> None:
    votes = np.array([[0]] * 21)

    assert GoldRegression().fit(votes, 2, np.array([1] * 20 + [-1])).decide(votes)[-1] == 1


def test_naive_bayes_learns_an_accuracy_in_one_round() -> None:
    votes = np.array([[0, 0, 1], [1, 1, 0], [0, -1, -1]])

    weights = NaiveBayes(rounds=1).fit(votes, 2).weights

    # Votes shared out: rows believe (2/3, 1/3), (1/3, 2/3), (1, 0).
    right = {0: 2 / 3 + 2 / 3 + 1, 1: 2 / 3 + 2 / 3, 2: 1 / 3 + 1 / 3}
    for rule, cast in enumerate([3, 2, 2]):
        accuracy = (right[rule] + 1.6) / (cast + 2)
        assert weights[rule, 0, 0] == pytest.approx(log(accuracy / (1 - accuracy)), abs=1e-5)
    assert (weights[:, 0, 1] == 0).all()


def test_naive_bayes_trusts_the_rules_that_agree() -> None:
    rows = [[0, 0, 1], [1, 1, 0], [0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 1, 0]] * 5
    votes = np.array([*rows, [0, -1, 1], [1, -1, 0]])

    assert NaiveBayes().fit(votes, 2).decide(votes)[-2:].tolist() == [0, 1]


def test_dawid_skene_learns_tables_in_one_round() -> None:
    votes = np.array([[0, -1], [-1, 1], [-1, 1]])

    fitted = DawidSkene(rounds=1, pseudo_rows=1.0).fit(votes, 2)

    # Class 0 has one row, class 1 two; three outcomes a rule, one row added to each.
    assert exp(fitted.weights[0, 0, 0]) == pytest.approx((2 / 4) / (1 / 4))
    assert exp(fitted.weights[0, 0, 1]) == pytest.approx((1 / 5) / (3 / 5))
    silence = [1 / 4 * 2 / 4, 3 / 5 * 1 / 5]
    assert np.exp(fitted.bias) == pytest.approx([2 / 5 * silence[0], 3 / 5 * silence[1]])


def test_dawid_skene_takes_silence_for_evidence() -> None:
    # Rule 1 speaks up in class 1 always; where it is silent, rule 2 is not believed.
    votes = np.array([[0, -1, -1]] * 6 + [[-1, 1, 1]] * 6 + [[0, -1, 1]])

    assert DawidSkene().fit(votes, 2).decide(votes)[-1] == 0


def test_a_label_is_decided_by_the_votes_for_it() -> None:
    votes = np.array([[0, 1], [0, 1], [0, -1], [0, -1], [-1, 1], [-1, -1]])
    gold = np.array([[1, 0], [1, 0], [1, 0], [0, 0], [0, 1], [0, 0]], dtype=bool)

    fitted = fit_label_decisions(votes, gold, prior_votes=1.0)

    # Four votes of seven are right: (4 + 1) / (7 + 2) for all votes together.
    common = 5 / 9
    precision, share = (3 + common) / 5, 4 / 8
    assert fitted.bias[0] == pytest.approx(log(share / (1 - share)))
    assert fitted.cast[0, 0] == pytest.approx(log(precision / (1 - precision)))
    assert fitted.decide(votes).tolist() == [
        [True, False], [True, False], [True, False], [True, False], [False, False], [False, False],
    ]  # fmt: skip


def test_the_silence_of_a_reliable_rule_speaks_against_a_label() -> None:
    # Rule 0 finds the label whenever it is there; rule 1 alone is wrong half the time.
    votes = np.array([[0, 0]] * 10 + [[-1, 0]] * 2 + [[-1, -1]] * 10)
    gold = np.array([[True]] * 10 + [[False]] * 2 + [[False]] * 10)

    scores = fit_label_decisions(votes, gold).score(votes)[:, 0]

    assert scores[0] > 0 > scores[10]
    assert scores[-1] == 0


@pytest.mark.parametrize("gold", [[[True]], [True, False], []])
def test_gold_labels_that_do_not_fit_are_refused(gold: list[object]) -> None:
    with pytest.raises(ValueError, match="a row of labels for each of 2 units"):
        fit_label_decisions(np.array([[0], [-1]]), np.array(gold))
