"""Why a rule that matched stayed silent."""

from pathlib import Path
from typing import Any

import pytest

from corpus_tools.articles import segment_document
from corpus_tools.documents import read_documents
from corpus_tools.labels import ask_units
from corpus_tools.records import Span
from corpus_tools.rules import Context, answer_fully, load_rules
from corpus_tools.rules.schema import Conditions

ROOT = Path(__file__).parents[1]


def reasons(make: Any, text: str, context: Context | None = None, **rule: Any) -> list[str]:
    rules = make(
        {"id": "raid", "pattern": "raided"} | rule,
        {"id": "left", "label": None, "pattern": "left"},
        {"id": "fine", "label": None, "pattern": "fined"},
    )
    context = context or Context()
    return [
        f"{reason.condition} {reason.why}"
        for silence in answer_fully(rules, text, context).silent
        for reason in silence.reasons
    ]


def test_unless_shows_its_words(make: Any) -> None:
    rules = make({"id": "raid", "pattern": "police raided", "unless": "(might|never)"})

    answer = answer_fully(rules, "Perhaps police raided, or never did.", Context())

    [silence] = answer.silent
    assert (silence.rule.spec.id, silence.span) == ("raid", Span(8, 21))
    assert silence.reasons == (("unless", "matches 'never'"),)
    assert (answer.spoke, answer.markers) == ((), ())


def test_a_rule_that_speaks_and_one_that_does_not_match_are_not_silent(make: Any) -> None:
    rules = make({"id": "raid", "pattern": "raided"}, {"id": "shut", "pattern": "closed"})

    answer = answer_fully(rules, "They raided it.", Context())

    assert [match.rule.spec.id for match in answer.spoke] == ["raid"]
    assert answer.silent == ()


CASES = [
    ({"kinds": ["list_item"]}, "kinds wants list_item, the unit is prose"),
    ({"position": "first"}, "position wants the first unit"),
    ({"section": "news"}, "section matches nothing in a heading above the unit"),
    ({"not_section": "notes"}, "not_section matches 'Notes' in a heading above the unit"),
    ({"previous": "raid"}, "previous matches nothing in the unit before"),
    ({"not_previous": "rain"}, "not_previous matches 'rain' in the unit before"),
    ({"next": "raid"}, "next matches nothing in the unit behind"),
    ({"not_next": "sun"}, "not_next matches 'sun' in the unit behind"),
    ({"quotation": "inside"}, "quotation wants the words inside, they stand outside"),
    ({"before": "police"}, "before matches nothing right before the words"),
    ({"not_before": "they"}, "not_before matches 'They' right before the words"),
    ({"after": "him"}, "after matches nothing right behind the words"),
    ({"not_after": "it"}, "not_after matches 'it' right behind the words"),
    ({"beside": ["fine"]}, "beside waits for fine"),
    ({"not_beside": ["left"]}, "not_beside hears left"),
    ({"following": ["fine"]}, "following waits for fine in the unit before"),
    ({"not_following": ["left"]}, "not_following hears left in the unit before"),
]


@pytest.mark.parametrize(("where", "why"), CASES, ids=lambda value: next(iter(value)))
def test_each_condition_gives_its_reason(make: Any, where: dict[str, Any], why: str) -> None:
    context = Context(
        section=("Notes",),
        previous="The rain fell.",
        next="The sun came.",
        voted=frozenset(["left"]),
    )

    assert reasons(make, "They raided it and left.", context, where=where) == [why]


def test_each_condition_has_such_a_case() -> None:
    assert {key for where, _ in CASES for key in where} == set(Conditions.model_fields)


def test_no_heading_above_is_said(make: Any) -> None:
    assert reasons(make, "They raided it.", where={"section": "news"}) == [
        "section finds no heading above"
    ]


def test_words_in_a_quotation_are_said(make: Any) -> None:
    context = Context(quoted=(Span(0, 9),))

    assert reasons(make, '"Raided", he said.', context, where={"quotation": "outside"}) == [
        "quotation wants the words outside, they stand inside"
    ]


def test_all_reasons_are_given(make: Any) -> None:
    rule = {"unless": "never", "where": {"kinds": ["list_item"], "after": "him"}}

    assert len(reasons(make, "They never raided it.", **rule)) == 3


def test_rules_that_wait_for_others_say_for_whom(make: Any) -> None:
    rules = make(
        {"id": "hedge", "label": None, "pattern": "perhaps"},
        {"id": "fine", "pattern": "fined", "where": {"not_beside": "hedge"}},
        {"id": "sum", "pattern": "fined", "where": {"beside": ["figure", "count"]}},
        {"id": "figure", "label": "count", "pattern": "forty"},
    )

    answer = answer_fully(rules, "Perhaps they fined him.", Context())

    assert [match.rule.spec.id for match in answer.markers] == ["hedge"]
    assert {each.rule.spec.id: each.reasons for each in answer.silent} == {
        "fine": (("not_beside", "hears hedge"),),
        "sum": (("beside", "waits for figure or count"),),
    }


def test_a_rule_without_a_pattern_is_silent_only_beside_what_it_hears(make: Any) -> None:
    rules = make(
        {"id": "fine", "pattern": "fined"},
        {"id": "both", "where": {"beside": ["fine"], "kinds": ["list_item"]}},
    )

    [silence] = answer_fully(rules, "They fined him.", Context()).silent

    assert (silence.rule.spec.id, silence.span) == ("both", Span(5, 10))
    assert answer_fully(rules, "They left.", Context()).silent == ()


def test_every_silence_of_the_home_rules_has_a_reason() -> None:
    rules = load_rules(sorted((ROOT / "configs" / "enforcement").glob("*.yaml")))
    silent = 0

    for document in read_documents([ROOT / "raw" / "articles"])[0][::20]:
        units = segment_document(document)
        for asked in ask_units(document, units, rules, ("prose", "list_item")):
            answer = answer_fully(rules, asked.seen.text, asked.context)
            places = {rule.spec.id: place for place, rule in enumerate(rules.rules)}
            spoke = [*answer.spoke, *answer.markers]
            assert sorted(spoke, key=lambda match: places[match.rule.spec.id]) == asked.matches
            assert all(each.reasons for each in answer.silent)
            silent += len(answer.silent)

    assert silent > 10
