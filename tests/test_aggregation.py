"""How votes become labels and a primary label."""

import pytest

from corpus_tools.aggregation import Precedence, make_aggregator
from corpus_tools.config import AggregationSettings
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
    _, primary = Precedence(()).settle(votes(("x", "zeal"), ("y", "art")))

    assert primary == "art"


def test_a_recipe_makes_the_aggregator() -> None:
    settings = AggregationSettings(precedence=list(ORDER), default="background")

    made = make_aggregator(settings, {"raid": 5})

    assert made == Precedence(ORDER, "background", {"raid": 5})
