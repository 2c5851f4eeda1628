"""Votes that were laid beside another text are found."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.errors import InputError
from corpus_tools.provenance import find_moved_votes, find_unfounded_labels
from corpus_tools.records import LabelledUnit, Unit, Vote
from corpus_tools.rules import Context, RuleSet


def label(rules: RuleSet, number: int, text: str) -> LabelledUnit:
    """A unit with the votes that the rules give it."""
    unit = Unit(
        unit_id=f"a-{number}",
        document_id="a",
        source="a.txt",
        index=number,
        start=0,
        end=len(text),
        kind="prose",
        section=(),
        text=text,
    )
    votes = tuple(
        Vote(match.rule.spec.id, "action", *match.span, text[slice(*match.span)], match.rule.digest)
        for match in rules.ask(text, Context())
    )
    return LabelledUnit(unit=unit, votes=votes, labels=("action",), label="action")


@pytest.fixture
def rules(make: Any) -> RuleSet:
    return make({"pattern": "<raid>"}, {"pattern": "{large-count} men"})


def test_votes_where_they_belong_are_fine(rules: RuleSet) -> None:
    units = [label(rules, 0, "Police raided it."), label(rules, 1, "They held 40 men.")]

    assert [len(each.votes) for each in units] == [1, 1]
    assert not list(find_moved_votes(units, rules))


@pytest.mark.parametrize(
    ("labels", "primary", "votes", "why"),
    [
        (("action",), "action", ["action"], None),
        (("action", "toll"), "toll", ["toll", "action", "rest"], None),
        (("rest",), "rest", [], None),
        ((), None, [], None),
        ((), None, ["action"], None),
        (("action", "toll"), "rest", ["action", "toll"], "its primary label is rest, its labels are action, toll"),
        (("action",), None, ["action"], "its primary label is none, its labels are action"),
        ((), "action", ["action"], "its primary label is action, its labels are none"),
        (("action", "toll"), "action", ["action"], "no rule voted for its label toll"),
        (("rest",), "rest", ["action"], "no rule voted for its label rest"),
        (("action", "toll"), "action", [], "no rule voted for its label action"),
    ],
)  # fmt: skip
def test_labels_come_from_votes(labels, primary, votes, why, rules: RuleSet) -> None:
    cast = tuple(Vote("rule", each, 0, 1) for each in votes)
    unit = replace(label(rules, 0, "Quiet."), votes=cast, labels=labels, label=primary)

    assert [each.why for each in find_unfounded_labels([unit])] == ([why] if why else [])


def test_votes_of_two_units_that_changed_places_are_found(rules: RuleSet) -> None:
    one, two = label(rules, 0, "Police raided it."), label(rules, 1, "They held 40 men.")
    swapped = [replace(one, votes=two.votes), replace(two, votes=one.votes)]

    assert [str(each).split(" voted")[0] for each in find_moved_votes(swapped)] == [
        "unit a-0: rule 'rule-1'",
        "unit a-1: rule 'rule-0'",
    ]


def test_words_that_stand_there_but_that_the_rule_does_not_match_are_found(rules: RuleSet) -> None:
    unit = label(rules, 0, "Police raided it.")
    moved = replace(unit, votes=(replace(unit.votes[0], words="Police"),))

    assert not list(find_moved_votes([moved]))
    (found,) = find_moved_votes([moved], rules)
    assert str(found) == "unit a-0: rule 'rule-0' does not match the words 'Police' any longer"


def test_a_rule_that_was_reworded_since_is_not_asked(rules: RuleSet, make: Any) -> None:
    unit = label(rules, 0, "Police raided it.")
    reworded = make({"pattern": "<search>"})

    assert not list(find_moved_votes([unit], reworded))


def test_a_corpus_with_moved_votes_is_refused_by_name(tmp_path: Path, rules: RuleSet) -> None:
    one, two = label(rules, 0, "Police raided it."), label(rules, 1, "They held 40 men.")
    rows = [replace(one, votes=two.votes).as_row(), two.as_row()]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "units.jsonl").write_text(lines, encoding="utf-8")

    with pytest.raises(InputError, match="unit a-0: rule 'rule-1' voted for the words '40 men'"):
        _ = Corpus(tmp_path, {}, rules).units


def test_words_with_a_mark_by_itself_are_where_they_belong(rules: RuleSet, make: Any) -> None:
    shop = make({"pattern": "shop"})
    unit = label(shop, 0, "The shop\u0327 is shut.")
    widened = replace(unit, votes=(replace(unit.votes[0], words="shop\u0327"),))

    assert not list(find_moved_votes([widened], shop))


def test_a_corpus_with_a_label_outside_its_set_is_refused_by_name(
    tmp_path: Path, rules: RuleSet
) -> None:
    row = label(rules, 0, "Police raided it.").as_row() | {"label": "advice"}
    (tmp_path / "units.jsonl").write_text(json.dumps(row), encoding="utf-8")

    with pytest.raises(InputError, match="unit a-0: its primary label is advice, its labels are"):
        _ = Corpus(tmp_path, {}, rules).units
