"""What holds of every method on every vote matrix."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.aggregation import (
    AccuracyVote,
    DawidSkene,
    GoldLogOdds,
    GoldRegression,
    LabelModel,
    MajorityVote,
    NaiveBayes,
    RarityVote,
    fit_label_decisions,
)

N_CLASSES = 3
FIT_FREE: list[LabelModel] = [MajorityVote("priority"), MajorityVote("abstain")]
MODELS: list[LabelModel] = [
    *FIT_FREE,
    MajorityVote(),
    RarityVote(),
    AccuracyVote(),
    GoldLogOdds(),
    GoldRegression(),
    NaiveBayes(),
    DawidSkene(),
]
law = settings(deadline=None, max_examples=60)
every_model = pytest.mark.parametrize("model", MODELS, ids=str)


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Votes of one-class and of two-sided rules, often alike, and gold of some rows."""
    n_rules = draw(st.integers(1, 5))
    columns = [
        st.sampled_from(
            [-1, *draw(st.lists(st.integers(0, N_CLASSES - 1), min_size=1, max_size=2))]
        )
        for _ in range(n_rules)
    ]
    row = st.tuples(*columns, st.integers(-1, N_CLASSES - 1))
    rows = np.array(draw(st.lists(row, min_size=1, max_size=25)))
    return rows[:, :-1], rows[:, -1]


def decide(model: LabelModel, votes: np.ndarray, gold: np.ndarray) -> list[int]:
    return model.fit(votes, N_CLASSES, gold).decide(votes).tolist()


@every_model
@law
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_units_decides_nothing(model: LabelModel, table: Any, chance: Any) -> None:
    votes, gold = table
    order = chance.sample(range(len(votes)), len(votes))

    turned = decide(model, votes[order], gold[order])

    assert turned == [decide(model, votes, gold)[place] for place in order]


@every_model
@law
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rules_decides_nothing(model: LabelModel, table: Any, chance: Any) -> None:
    votes, gold = table
    order = chance.sample(range(votes.shape[1]), votes.shape[1])

    assert decide(model, votes[:, order], gold) == decide(model, votes, gold)


@every_model
@law
@given(tables())
def test_a_row_without_votes_gets_no_class_and_no_score(model: LabelModel, table: Any) -> None:
    votes, gold = table
    fitted = model.fit(votes, N_CLASSES, gold)
    empty = np.full((1, votes.shape[1]), -1)

    assert fitted.decide(empty).tolist() == [-1]
    assert fitted.score(empty).tolist() == [[0] * N_CLASSES]
    assert (fitted.decide(votes)[(votes < 0).all(axis=1)] == -1).all()


@every_model
@law
@given(tables())
def test_scores_are_finite_and_decisions_are_classes(model: LabelModel, table: Any) -> None:
    votes, gold = table
    fitted = model.fit(votes, N_CLASSES, gold)

    assert np.isfinite(fitted.score(votes)).all()
    assert set(fitted.decide(votes).tolist()) <= {-1, *range(N_CLASSES)}


@every_model
@law
@given(tables())
def test_a_single_row_is_decided_as_among_others(model: LabelModel, table: Any) -> None:
    votes, gold = table
    fitted = model.fit(votes, N_CLASSES, gold)

    alone = [int(fitted.decide(votes[place : place + 1])[0]) for place in range(len(votes))]

    assert alone == fitted.decide(votes).tolist()


@law
@given(tables())
def test_the_default_decides_for_a_class_that_was_voted_for(table: Any) -> None:
    votes, _ = table
    decided = AccuracyVote().fit(votes, N_CLASSES).decide(votes)

    assert all(each in row for each, row in zip(decided, votes, strict=True))


@pytest.mark.parametrize("model", FIT_FREE, ids=str)
@law
@given(tables(), tables())
def test_more_rows_change_nothing_where_nothing_is_learned(
    model: LabelModel, table: Any, others: Any
) -> None:
    votes, gold = table
    more = np.resize(others[0], (len(others[0]), votes.shape[1]))
    joined = np.vstack([votes, more])

    decided = decide(model, joined, np.full(len(joined), -1))

    assert decided[: len(votes)] == decide(model, votes, gold)


@law
@given(tables())
def test_a_label_is_never_given_without_a_vote_for_it(table: Any) -> None:
    votes, gold = table
    truth = gold[:, None] == np.arange(N_CLASSES)

    fitted = fit_label_decisions(votes, truth)

    voted = (votes[:, :, None] == np.arange(N_CLASSES)).any(axis=1)
    assert not (fitted.decide(votes) & ~voted).any()
    assert np.isfinite(fitted.score(votes)).all()


@pytest.mark.parametrize("model", MODELS, ids=str)
@pytest.mark.parametrize("shape", [(0, 2), (2, 0), (0, 0)], ids=str)
def test_nothing_is_decided_on_nothing(model: LabelModel, shape: tuple[int, int]) -> None:
    votes = np.full(shape, -1)

    assert model.fit(votes, 2, np.full(shape[0], -1)).decide(votes).tolist() == [-1] * shape[0]
