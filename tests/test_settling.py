"""Methods that learn from the votes of a whole corpus."""

from collections.abc import Sequence
from typing import Any, get_args

import pytest

from corpus_tools.aggregation import LABEL_MODELS, tabulate_units
from corpus_tools.config import AggregationSettings, CorpusConfig
from corpus_tools.records import Annotation, GoldUnit, LabelledUnit, Unit, Vote
from corpus_tools.rules import RuleSet
from corpus_tools.settling import settle_corpus, tabulate_corpus

RAID, TOLL = Vote("raid", "action", 0, 1), Vote("toll", "figure", 0, 1)


def recipe(method: str, learned_on: Sequence[str] = (), ties: str | None = None) -> CorpusConfig:
    return CorpusConfig.model_validate(
        {
            "name": "test",
            "raw": "raw",
            "output": "out",
            "rules": ["rules.yaml"],
            "labels": {"action": "An act.", "figure": "A figure.", "other": "The rest."},
            "aggregation": {
                "method": method,
                "precedence": ["action", "figure"],
                "default": "other",
                "learned_on": list(learned_on),
                "ties": ties,
            },
            "card": {"pretty_name": "Test", "summary": "A test."},
        }
    )


def unit(number: int, *votes: Vote, kind: Any = "prose") -> LabelledUnit:
    plain = Unit(
        unit_id=f"a-{number}",
        document_id="a",
        source="a.txt",
        index=number,
        start=number,
        end=number + 1,
        kind=kind,
        section=(),
        text="x",
    )
    return LabelledUnit(unit=plain, votes=votes, label="action" if votes else None)


@pytest.fixture
def rules(make: Any) -> RuleSet:
    return make(
        {"id": "raid", "label": "action", "pattern": "raid"},
        {"id": "toll", "label": "figure", "pattern": "toll"},
        {"id": "marker", "label": None, "pattern": "mark"},
    )


def labels_of(method: str, rules: RuleSet) -> list[tuple[tuple[str, ...], str | None]]:
    units = [unit(0, RAID, TOLL), unit(1, RAID), unit(2, RAID), unit(3), unit(4, kind="title")]
    settled = settle_corpus({"a": units}, recipe(method), rules, {})
    return [(each.labels, each.label) for each in settled["a"]]


def test_precedence_leaves_all_as_it_is(rules: RuleSet) -> None:
    assert labels_of("precedence", rules)[0] == ((), "action")


@pytest.mark.parametrize("method", ["accuracy", "majority", "rarity"])
def test_a_tie_goes_to_the_rarer_rule(rules: RuleSet, method: str) -> None:
    assert labels_of(method, rules) == [
        (("action", "figure"), "figure"),
        (("action",), "action"),
        (("action",), "action"),
        (("other",), "other"),
        ((), None),
    ]


@pytest.mark.parametrize(
    ("ties", "says"),
    [
        ("rarest-rule", (("action", "figure"), "figure")),
        ("priority", (("action", "figure"), "action")),
        ("abstain", ((), None)),
    ],
)
def test_a_recipe_says_what_a_majority_does_with_ties(
    rules: RuleSet, ties: str, says: tuple[tuple[str, ...], str | None]
) -> None:
    units = [unit(0, RAID, TOLL), unit(1, RAID), unit(2, RAID)]

    settled = settle_corpus({"a": units}, recipe("majority", ties=ties), rules, {})

    assert (settled["a"][0].labels, settled["a"][0].label) == says
    assert settled["a"][1].label == "action"


def test_weights_multiply_votes_where_votes_are_weighed(make: Any) -> None:
    rules = make(
        {"id": "raid", "label": "action", "pattern": "raid", "weight": 10},
        {"id": "toll", "label": "figure", "pattern": "toll"},
    )

    assert labels_of("accuracy", rules)[0] == (("action", "figure"), "action")
    assert labels_of("majority", rules)[0] == (("action", "figure"), "figure")


def test_the_flag_that_keeps_unvoted_labels_out_is_needed(make: Any) -> None:
    rules = make(
        {"id": "raid", "label": "action", "pattern": "raid"},
        {"id": "seize", "label": "action", "pattern": "seize"},
    )
    seize = Vote("seize", "action", 0, 1)
    units = [unit(0, RAID, seize), unit(1, RAID), unit(2), unit(3), unit(4)]

    settled = settle_corpus({"a": units}, recipe("dawid-skene"), rules, {})

    assert settled["a"][1].labels == ("action",)


@pytest.mark.parametrize("method", ["naive-bayes", "dawid-skene", "accuracy"])
def test_no_label_is_given_that_nobody_voted_for(rules: RuleSet, method: str) -> None:
    for labels, label in labels_of(method, rules):
        assert label is None or label in labels
    assert labels_of(method, rules)[1] == (("action",), "action")


def annotate(units: Sequence[LabelledUnit], *labels: str | None) -> Annotation:
    found = [
        GoldUnit(
            start=each.unit.start,
            end=each.unit.end,
            kind="prose" if label else "title",
            labels=(label,) if label else (),
            primary=label,
        )
        for each, label in zip(units, labels, strict=True)
    ]
    return Annotation(id="a", path="a.txt", sha256="", units=tuple(found))


@pytest.mark.parametrize("method", ["gold-log-odds", "gold-regression"])
@pytest.mark.parametrize("says", ["action", "figure"])
def test_gold_settles_what_votes_alone_can_not(rules: RuleSet, method: str, says: str) -> None:
    told = [unit(number, RAID, TOLL) for number in range(8)]
    gold = {"a": annotate(told, *[says] * 7, None)}

    settled = settle_corpus(
        {"a": told, "b": [unit(9, RAID, TOLL)]}, recipe(method, ["a"]), rules, gold
    )

    assert settled["b"][0].label == says
    assert settled["b"][0].labels == (says,)


def test_gold_that_the_recipe_does_not_learn_from_weighs_nothing(rules: RuleSet) -> None:
    told, other = [unit(0, TOLL)], [unit(number, RAID, TOLL) for number in range(1, 9)]
    gold = {"a": annotate(told, "figure"), "b": annotate(other, *["action"] * 8)}

    settled = settle_corpus(
        {"a": told, "b": other}, recipe("gold-log-odds", ["a"]), rules, {"a": gold["a"]}
    )
    with_more = settle_corpus({"a": told, "b": other}, recipe("gold-log-odds", ["a"]), rules, gold)

    assert settled == with_more
    assert settled["b"][0].label == "figure"


def test_every_method_that_a_recipe_may_name_exists() -> None:
    named = get_args(AggregationSettings.model_fields["method"].annotation)

    assert set(named) - {"precedence"} == set(LABEL_MODELS)


def test_a_corpus_becomes_a_table_of_votes_and_gold(rules: RuleSet) -> None:
    units = [unit(0, RAID, TOLL), unit(1, TOLL), unit(2), unit(3, kind="title")]

    table = tabulate_corpus(
        {"a": units, "b": [unit(4, RAID)]},
        recipe("precedence"),
        rules,
        {"a": annotate(units, "figure", None, "other", None)},
    )

    assert (table.rules, table.labels) == (("raid", "toll"), ("action", "figure", "other"))
    assert table.votes.tolist() == [[0, 1], [-1, 1], [-1, -1], [0, -1]]
    assert table.gold.tolist() == [1, -1, 2, -1]
    assert table.gold_sets.sum(axis=1).tolist() == [1, 0, 1, 0]
    assert [each.unit.unit_id for each in table.units] == ["a-0", "a-1", "a-2", "a-4"]


def test_votes_for_the_default_label_count_only_alone(make: Any) -> None:
    rules = make(
        {"id": "raid", "label": "action", "pattern": "raid"},
        {"id": "dull", "label": "other", "pattern": "dull"},
    )
    dull = Vote("dull", "other", 0, 1)

    table = tabulate_corpus(
        {"a": [unit(0, RAID, dull), unit(1, dull)]}, recipe("majority"), rules, {}
    )

    assert table.votes.tolist() == [[0, -1], [-1, 2]]


def test_a_gold_label_must_be_among_those_given() -> None:
    with pytest.raises(ValueError, match="gold label 'fog' is not among the labels given; add it"):
        tabulate_units([unit(0)], [], ["action"], gold={"a-0": (("fog",), "fog")})
