"""How votes become labels and a primary label."""

import pytest

from corpus_tools.aggregation import (
    LABEL_MODELS,
    FittedAggregator,
    LabelModel,
    MajorityVote,
    Precedence,
    fit_aggregator,
    make_label_model,
)
from corpus_tools.records import Vote

ORDER = ("reaction", "action", "background")


def votes(*pairs: tuple[str, str]) -> list[Vote]:
    return [Vote(rule, label, 0, 1) for rule, label in pairs]


def test_without_votes_the_default_stands() -> None:
    assert Precedence(ORDER, "background").settle([]) == (("background",), "background")


def test_without_votes_and_default_nothing_stands() -> None:
    assert Precedence(ORDER).settle([]) == ((), None)


def test_one_vote_names_the_label() -> None:
    assert Precedence(ORDER).settle(votes(("raid", "action"))) == (("action",), "action")


@pytest.mark.parametrize("turn", [1, -1], ids=["in order", "turned round"])
def test_the_label_that_stands_first_is_primary(turn: int) -> None:
    cast = votes(("raid", "action"), ("protest", "reaction"))[::turn]

    assert Precedence(ORDER).settle(cast) == (("reaction", "action"), "reaction")


def test_a_higher_priority_beats_the_order() -> None:
    settle = Precedence(ORDER, priorities={"raid": 5}).settle

    assert settle(votes(("raid", "action"), ("protest", "reaction"))) == (
        ("reaction", "action"),
        "action",
    )


def test_a_negative_priority_steps_back() -> None:
    settle = Precedence(ORDER, priorities={"protest": -1}).settle

    _, primary = settle(votes(("raid", "action"), ("protest", "reaction")))

    assert primary == "action"


def test_two_votes_for_a_label_count_once() -> None:
    cast = votes(("raid", "action"), ("seizure", "action"))

    assert Precedence(ORDER).settle(cast) == (("action",), "action")


def test_the_default_gives_way_even_where_a_strong_rule_votes_for_it() -> None:
    settle = Precedence(ORDER, "background", {"history": 100}).settle

    assert settle(votes(("history", "background"), ("raid", "action"))) == (("action",), "action")


def test_a_vote_for_the_default_alone_is_kept() -> None:
    settle = Precedence(ORDER, "background").settle

    assert settle(votes(("history", "background"))) == (("background",), "background")


def test_a_label_outside_the_order_comes_last() -> None:
    assert Precedence(("action",)).settle(votes(("x", "zeal"), ("raid", "action"))) == (
        ("action", "zeal"),
        "action",
    )


def test_labels_outside_the_order_are_settled_by_name() -> None:
    settled = Precedence(()).settle(votes(("x", "zeal"), ("y", "art")))

    assert settled == (("art", "zeal"), "art")


RULES = ("raid", "protest", "history")
CORPUS = [
    votes(("raid", "action"), ("protest", "reaction")),
    votes(("raid", "action"), ("history", "background")),
    votes(("raid", "action")),
    [],
    votes(("history", "background")),
]


def settled(label: str) -> tuple[tuple[str, ...], str]:
    return (label,), label


def fit(model: LabelModel, gold: list[int] | None = None) -> FittedAggregator:
    known = (
        None if gold is None else [settled(ORDER[place]) if place >= 0 else None for place in gold]
    )
    return fit_aggregator(model, CORPUS, RULES, ORDER, default="background", gold=known)


def test_a_fitted_method_names_the_primary_label() -> None:
    settled = [fit(make_label_model()).settle(unit) for unit in CORPUS]

    assert settled == [
        (("reaction", "action"), "reaction"),
        (("action",), "action"),
        (("action",), "action"),
        (("background",), "background"),
        (("background",), "background"),
    ]


def test_gold_can_turn_the_primary_label() -> None:
    made = fit(make_label_model("gold-log-odds"), gold=[1, 1, 1, -1, 2])

    assert made.settle(CORPUS[0]) == (("reaction", "action"), "action")


def test_gold_can_name_a_label_that_no_rule_voted_for() -> None:
    cast = [votes(("raid", "action"))] * 21
    gold = [*[settled("reaction")] * 20, None]

    made = fit_aggregator(make_label_model("gold-regression"), cast, RULES, ORDER, gold=gold)

    assert made.settle(cast[0]) == (("reaction",), "reaction")


def test_gold_says_of_each_label_whether_its_votes_are_believed() -> None:
    both = votes(("raid", "action"), ("protest", "reaction"))
    cast = [both] * 40
    for sets in (("reaction", "action"), ("reaction",)):
        gold = [(sets, "reaction")] * 40

        made = fit_aggregator(make_label_model("gold-log-odds"), cast, RULES, ORDER, gold=gold)

        assert made.settle(both) == (sets, "reaction")


def test_the_default_label_stands_alone_with_gold_too() -> None:
    cast = [votes(("raid", "action"))] * 40
    gold = [settled("background")] * 40

    made = fit_aggregator(
        make_label_model("gold-regression"), cast, RULES, ORDER, default="background", gold=gold
    )

    assert made.settle(cast[0]) == (("background",), "background")


def test_where_a_method_decides_nothing_nothing_is_said() -> None:
    assert fit(MajorityVote("abstain")).settle(CORPUS[0]) == ((), None)


def test_a_rule_that_was_not_fitted_on_is_refused() -> None:
    with pytest.raises(ValueError, match="rule 'fog' votes but"):
        fit(make_label_model()).settle(votes(("fog", "action")))


@pytest.mark.parametrize("name", LABEL_MODELS)
def test_every_method_settles_every_unit(name: str) -> None:
    made = fit(make_label_model(name), gold=[0, 1, 1, 2, 2])

    assert [made.settle(unit)[1] for unit in CORPUS[2:]] == ["action", "background", "background"]
