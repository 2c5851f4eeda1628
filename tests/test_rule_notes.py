"""Rules that are not wrong but may not be needed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest

from corpus_tools.aggregation import fit_aggregator, make_label_model
from corpus_tools.config import AggregationSettings
from corpus_tools.records import LabelledUnit, Unit, Vote
from corpus_tools.rule_notes import find_rule_notes
from corpus_tools.rules import RuleSet


def label(rules: RuleSet, *units: str) -> list[LabelledUnit]:
    """A unit is the rules that vote there; a rule with a stroke votes at other words.

    The first one's label is the primary one.
    """
    label_of = {rule.spec.id: rule.spec.label or "" for rule in rules.rules}
    made = []
    for place, voters in enumerate(units):
        names = [name.rstrip("'") for name in voters.split()]
        starts = [1 if name.endswith("'") else 0 for name in voters.split()]
        labels = [label_of[name] for name in names]
        unit = Unit(
            unit_id=f"x-{place}", document_id="x", source="x", index=place,
            start=0, end=9, kind="prose", section=(), text="",
        )  # fmt: skip
        votes = tuple(
            Vote(name, each, start, 9)
            for name, each, start in zip(names, labels, starts, strict=True)
        )
        made.append(
            LabelledUnit(
                unit=unit, votes=votes, labels=tuple(labels), label=labels[0] if labels else "rest"
            )
        )
    return made


def notes(rules: RuleSet, units: Sequence[LabelledUnit] = (), **others: Any) -> list[str]:
    return [note.what for note in find_rule_notes(rules, units, **others)]


def rule(name: str, **others: Any) -> dict[str, Any]:
    return {"id": name, "pattern": name, "matches": [f"{name} it"]} | others


def test_a_rule_that_never_fires_is_dead(make: Any) -> None:
    rules = make(rule("a"), rule("b"))

    [note] = find_rule_notes(rules, label(rules, "a", ""))

    assert note.what == "rule 'b' fires on no article, nor on another rule's example"
    assert note.location == rules.rules[1].origin


def test_a_rule_that_fires_on_anothers_example_is_alive(make: Any) -> None:
    rules = make(rule("a", matches=["b or a"]), rule("b"))

    assert notes(rules, label(rules, "a")) == []


def test_a_skipped_example_of_another_counts_too(make: Any) -> None:
    rules = make(rule("a", skips=["b only"]), rule("b"))

    assert notes(rules, label(rules, "a")) == []


def test_without_articles_no_rule_is_dead(make: Any) -> None:
    assert notes(make(rule("a"), rule("b"))) == []


def test_a_marker_is_dead_where_it_was_counted_and_did_not_speak(make: Any) -> None:
    rules = make(rule("a"), rule("hedge", label=None))
    units = label(rules, "a")

    assert notes(rules, units) == []
    assert notes(rules, units, markers={"hedge": 2}) == []
    assert notes(rules, units, markers={}) == [
        "rule 'hedge' fires on no article, nor on another rule's example"
    ]


def test_a_rule_is_shadowed_by_one_that_always_votes_there_too(make: Any) -> None:
    rules = make(rule("a"), rule("b"))

    found = notes(rules, label(rules, "a b'", "a b'", "a b'", "a"))

    assert found == ["rule 'b' is shadowed: on all its 3 units rule 'a' votes for 'action' too"]


def test_two_units_are_chance(make: Any) -> None:
    rules = make(rule("a"), rule("b"))

    assert notes(rules, label(rules, "a b'", "a b'", "a")) == []


def test_a_unit_of_its_own_keeps_a_rule_out_of_the_shadow(make: Any) -> None:
    rules = make(rule("a"), rule("b"))

    assert notes(rules, label(rules, "a b'", "a b'", "a b'", "b", "a")) == []


def test_no_rule_is_shadowed_by_a_lower_priority(make: Any) -> None:
    low = make(rule("a"), rule("b", priority=1))
    high = make(rule("a", priority=1), rule("b"))
    units = ("a b'", "a b'", "a b'", "a")

    assert notes(low, label(low, *units)) == []
    assert len(notes(high, label(high, *units))) == 1


def test_no_rule_is_shadowed_by_another_label(make: Any) -> None:
    rules = make(rule("a", label="other"), rule("b"))

    assert notes(rules, label(rules, "b a'", "b a'", "b a'", "a", "a", "a", "a")) == []


def test_of_two_that_always_meet_the_later_is_shadowed(make: Any) -> None:
    rules = make(rule("a"), rule("b"))

    found = notes(rules, label(rules, *["a b'"] * 3))

    assert found == ["rule 'b' is shadowed: on all its 3 units rule 'a' votes for 'action' too"]


def test_a_rule_that_others_listen_to_is_not_called_shadowed(make: Any) -> None:
    rules = make(rule("a"), rule("b"), rule("c", where={"beside": ["b"]}, matches=["b c"]))

    assert notes(rules, label(rules, "a b'", "a b'", "a b'", "a", "c")) == []


def test_the_same_words_everywhere_are_said_once(make: Any) -> None:
    rules = make(rule("a"), rule("b"))

    found = find_rule_notes(rules, label(rules, *["a b"] * 3))

    assert [note.what for note in found] == ["rule 'b' finds the same words as rule 'a', 3 times"]
    assert found[0].way_out == "join the two"


def test_a_rule_is_contradicted_where_another_label_mostly_wins(make: Any) -> None:
    rules = make(rule("a"), rule("b", label="other"))

    half = notes(rules, label(rules, "b a'", "b a'", "a", "a"))
    more = notes(rules, label(rules, "b a'", "b a'", "b a'", "a", "a"))

    assert half == []
    assert more == [
        "rule 'a' is contradicted: on 3 of its 5 units another label is the primary one (other 3)"
    ]


def test_a_rule_that_several_labels_beat_in_turn_is_contradicted(make: Any) -> None:
    rules = make(rule("a"), *(rule(name, label=name) for name in ("b", "c", "d")))

    found = notes(rules, label(rules, "b a'", "b a'", "c a'", "c a'", "d a'", "a"))

    assert found == [
        "rule 'a' is contradicted: on 5 of its 6 units another label is the primary one "
        "(b 2, c 2, d 1)"
    ]


def test_a_unit_that_nothing_was_decided_for_contradicts_nobody(make: Any) -> None:
    rules = make(rule("a"))
    undecided = [replace(each, label=None) for each in label(rules, "a", "a", "a")]

    assert notes(rules, undecided) == []


@pytest.mark.parametrize(
    ("method", "way_out"),
    [
        ("precedence", "make it narrower, or give it a priority"),
        ("majority", "make it narrower"),
        ("accuracy", "make it narrower, or give it more weight"),
    ],
)
def test_the_way_out_is_one_that_the_method_knows(make: Any, method: str, way_out: str) -> None:
    rules = make(rule("a"), rule("b", label="other"))

    [note] = find_rule_notes(rules, label(rules, "b a'", "b a'", "b a'"), method=method)

    assert note.way_out == way_out


def test_where_priorities_count_for_nothing_no_note_reasons_by_them(make: Any) -> None:
    rules = make(rule("a", matches=["a and b"]), rule("b", label="other", priority=2))

    [note] = find_rule_notes(rules, method="majority")

    assert note.what == "the priority of b has no effect: the method is majority"
    assert note.way_out == "take it out, or let the method be precedence"
    assert note.location == rules.rules[1].origin


def test_where_priorities_count_for_nothing_a_low_rule_shadows_too(make: Any) -> None:
    rules = make(rule("a"), rule("b", priority=1))
    units = label(rules, "a b'", "a b'", "a b'", "a")

    found = {note.what: note.way_out for note in find_rule_notes(rules, units, method="rarity")}

    assert found["rule 'b' is shadowed: on all its 3 units rule 'a' votes for 'action' too"] == (
        "take it out, or keep it for the vote that it adds"
    )


@pytest.mark.parametrize("method", get_args(AggregationSettings.model_fields["method"].annotation))
def test_a_weight_that_has_no_effect_is_named(make: Any, method: str) -> None:
    rules = make(rule("a", weight=2.0), rule("b"))

    found = notes(rules, method=method)

    if method == "precedence":
        weighed = False
    else:
        fitted = fit_aggregator(make_label_model(method), [], ["a", "b"], ["action"])
        weighed = fitted.weigh([2.0, 1.0]) is not fitted
    assert found == ([] if weighed else [f"the weight of a has no effect: the method is {method}"])


def test_an_example_that_another_label_takes_is_named(make: Any) -> None:
    rules = make(rule("a", matches=["a and b"]), rule("b", label="other", priority=2))

    assert notes(rules) == [
        "the example 'a and b' of rule 'a' gets the primary label 'other': "
        "rule 'b' has priority 2, this one 0"
    ]


def test_an_example_taken_at_the_same_priority_is_no_note(make: Any) -> None:
    assert notes(make(rule("a", matches=["a and b"]), rule("b", label="other"))) == []


def test_an_example_that_a_third_rule_takes_back_is_no_note(make: Any) -> None:
    rules = make(
        rule("a", matches=["a b c"]), rule("b", label="other", priority=1), rule("c", priority=2)
    )

    assert notes(rules) == []


def test_conditions_on_headings_are_not_taken_as_met_for_others(make: Any) -> None:
    other = rule("b", label="other", priority=1, where={"section": "news"})

    assert notes(make(rule("a", matches=["a and b"]), other)) == []
