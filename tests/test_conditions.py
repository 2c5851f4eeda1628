"""Where a rule may speak: what stands around its words, around its unit, and beside its vote."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus_tools.errors import ConfigError
from corpus_tools.quotations import find_quotations
from corpus_tools.rules import Context, RuleSet

Find = Callable[..., list[str]]
Make = Callable[..., RuleSet]

EDGES = [
    ({"before": "police"}, "Police raided it.", True),
    ({"before": "police"}, "Police, raided it.", True),
    ({"before": "police"}, 'The "police" raided it.', True),
    ({"before": "police"}, "Police have raided it.", False),
    ({"before": "police"}, "Police came; raided it.", False),
    ({"before": "police"}, "Police; raided it.", False),
    ({"before": "police"}, "Police. Raided it.", False),
    ({"before": "police"}, "Interpolice raided it.", False),
    ({"before": "police ..3"}, "Police have, again, raided it.", True),
    ({"before": "police ..3"}, "Police raided it.", True),
    ({"before": "police ..2"}, "Police a b c raided it.", False),
    ({"before": "police ..3"}, "They saw police. Men raided it.", False),
    ({"before": "police ..3"}, "They saw the police go. Men raided it.", False),
    ({"before": ["police", "court"]}, "The court raided it.", True),
    ({"before": "^ police"}, "Police raided it.", True),
    ({"before": "^ police"}, "The police raided it.", False),
    ({"before": r"/\bpol\w+ /"}, "Police raided it.", True),
    ({"not_before": "police"}, "Police raided it.", False),
    ({"not_before": "police ..3"}, "Police have not raided it.", False),
    ({"not_before": "police"}, "They raided it.", True),
    ({"after": "it"}, "Police raided it.", True),
    ({"after": "it"}, "Police raided the site.", False),
    ({"after": "it"}, "Police raided items.", False),
    ({"after": "..2 site"}, "Police raided the old site.", True),
    ({"after": "..2 site"}, "Police raided a b c site.", False),
    ({"after": "it $"}, "Police raided it.", True),
    ({"after": "it $"}, "Police raided it twice.", False),
    ({"not_after": "it"}, "Police raided it.", False),
    ({"not_after": "it"}, "Police raided.", True),
    ({"before": "police", "after": "it"}, "Police raided it.", True),
    ({"before": "police", "not_after": "it"}, "Police raided it.", False),
    ({"before": "POLICE"}, "police raided it.", True),
    ({"before": "{count} officers"}, "Two officers raided it.", True),
    ({"after": "{count} shops"}, "Police raided 12 shops.", True),
    ({"before": "\u00e9cole"}, "L'\u00c9COLE raided it.", True),
    ({"before": "don't"}, "They don\u2019t raided it.", True),
]


@pytest.mark.parametrize(("where", "text", "speaks"), EDGES, ids=str)
def test_words_around_a_match(find: Find, where: dict[str, Any], text: str, speaks: bool) -> None:
    assert [words.lower() for words in find("raided", text, where=where)] == ["raided"] * speaks


@pytest.mark.parametrize(
    ("pattern", "where", "text", "words"),
    [
        (
            "police ..5 closed",
            {"before": "local"},
            "Police and local police closed it.",
            "police closed",
        ),
        ("we ..5 closed", {"quotation": "inside"}, 'We said "we closed it".', "we closed"),
        (r"/\w*closed/", {"not_before": "not"}, "It is not closed.", None),
    ],
    ids=str,
)
def test_a_match_may_begin_within_one_that_stands_elsewhere(
    make: Make, pattern: str, where: dict[str, Any], text: str, words: str | None
) -> None:
    rules = make({"id": "a", "label": "action", "pattern": pattern, "where": where})
    quoted = tuple(find_quotations(text))

    found = [text[slice(*each.span)] for each in rules.ask(text, Context(quoted=quoted))]

    assert found == ([] if words is None else [words])


def test_in_a_long_text_matches_stand_apart(make: Make) -> None:
    rules = make({"id": "a", "label": "action", "pattern": "/a.*b/", "where": {"before": "there"}})
    short, long = "a there ab", "a there a" + " x" * 1_000 + " b"

    assert len(rules.ask(short, Context())) == 1
    assert rules.ask(long, Context()) == []


@pytest.mark.parametrize(
    ("pattern", "where", "text"),
    [
        ("aged", {"after": "{age}"}, "A man aged 45 came."),
        ("version", {"after": "{version}"}, "It sold version 2.0 to all."),
        ("more than", {"after": "{count}"}, "It shut more than 2000 sites."),
        ("per cent", {"not_before": "{count}"}, "It rose 5 per cent."),
        ("May", {"not_before": "{count}"}, "It came on 12 May."),
    ],
    ids=str,
)
def test_a_number_beside_a_match_is_read_in_its_sentence(
    find: Find, pattern: str, where: dict[str, Any], text: str
) -> None:
    assert find(pattern, text, where=where) == [pattern]


def test_the_first_match_that_stands_right_is_taken(find: Find) -> None:
    where = {"before": "police", "quotation": "outside"}
    text = '"Police raided us." They raided it. Police raIded him.'

    assert find("raided", text, where=where) == ["raIded"]


def test_edges_follow_the_case_of_their_rule(find: Find) -> None:
    assert find("Act", "the Act", case="exact", where={"before": "The"}) == []
    assert find("Act", "The Act", case="exact", where={"before": "The"}) == ["Act"]


BESIDE = Context(previous="Police came on Friday.", next="He denied it.")


@pytest.mark.parametrize(
    ("where", "context", "speaks"),
    [
        ({"previous": "police"}, BESIDE, True),
        ({"previous": "denied"}, BESIDE, False),
        ({"previous": "police"}, Context(previous=""), False),
        ({"previous": "police"}, Context(previous=None), True),
        ({"previous": ["court", "came"]}, BESIDE, True),
        ({"not_previous": "police"}, BESIDE, False),
        ({"not_previous": "police"}, Context(previous=""), True),
        ({"not_previous": "police"}, Context(previous=None), True),
        ({"next": "denied"}, BESIDE, True),
        ({"next": "<deny:past> it $"}, BESIDE, True),
        ({"next": "police"}, BESIDE, False),
        ({"not_next": "denied"}, BESIDE, False),
        ({"not_next": "police"}, BESIDE, True),
        ({"previous": "police", "next": "denied"}, BESIDE, True),
        ({"previous": "police", "not_next": "denied"}, BESIDE, False),
        ({"previous": "pol"}, BESIDE, False),
        ({"next": r"/\bhe\b/"}, BESIDE, True),
    ],
    ids=str,
)
def test_units_around(make: Make, where: dict[str, Any], context: Context, speaks: bool) -> None:
    rules = make({"pattern": "raided", "where": where})

    assert bool(rules.ask("They raided it.", context)) is speaks


def test_neighbours_are_asked_without_regard_to_case(make: Make) -> None:
    rules = make({"pattern": "Act", "case": "exact", "where": {"previous": "police"}})

    assert rules.ask("The Act came.", Context(previous="POLICE"))


def spoke(rules: RuleSet, text: str, **context: Any) -> list[tuple[str, str]]:
    """The rules that vote, each with its words."""
    seen = Context(quoted=find_quotations(text), **context)
    return [(match.rule.spec.id, text[slice(*match.span)]) for match in rules.ask(text, seen)]


OFFICE = {"id": "office", "label": None, "pattern": ["police", "court"]}
MONEY = {"id": "money", "label": None, "pattern": "{money}"}


def test_a_rule_without_label_votes_for_nothing_and_is_heard(make: Make) -> None:
    rules = make(OFFICE, {"id": "raid", "pattern": "raided", "where": {"beside": "office"}})

    assert spoke(rules, "Police raided it.") == [("raid", "raided")]
    assert spoke(rules, "They raided it.") == []
    assert spoke(rules, "Police came.") == []
    assert rules.labels == {"action"}
    assert [match.rule.spec.id for match in rules.ask_all("Police.", Context())] == ["office"]


def test_not_beside_silences(make: Make) -> None:
    rules = make({"id": "raid", "pattern": "raided", "where": {"not_beside": "office"}}, OFFICE)

    assert spoke(rules, "Police raided it.") == []
    assert spoke(rules, "They raided it.") == [("raid", "raided")]


def test_one_of_several_beside_is_enough_and_one_of_not_beside_too_much(make: Make) -> None:
    where = {"beside": ["office", "money"], "not_beside": ["no"]}
    rules = make(
        OFFICE,
        MONEY,
        {"id": "no", "label": None, "pattern": ["never", "not"]},
        {"id": "fine", "pattern": "fined", "where": where},
    )

    assert spoke(rules, "It was fined £5.") == [("fine", "fined")]
    assert spoke(rules, "Police fined him.") == [("fine", "fined")]
    assert spoke(rules, "It was not fined £5.") == []
    assert spoke(rules, "It was fined.") == []


def test_a_label_may_be_listened_to(make: Make) -> None:
    rules = make(
        {"id": "a", "label": "count", "pattern": "{count}"},
        {"id": "b", "label": "count", "pattern": "dozens"},
        {"id": "raid", "pattern": "raided", "where": {"beside": "count"}},
    )

    assert [name for name, _ in spoke(rules, "They raided nine.")] == ["a", "raid"]
    assert [name for name, _ in spoke(rules, "They raided dozens.")] == ["a", "b", "raid"]
    assert spoke(rules, "They raided it.") == []


def test_a_rule_that_is_silenced_is_not_heard(make: Make) -> None:
    rules = make(
        OFFICE | {"unless": "never"},
        {"id": "raid", "pattern": "raided", "where": {"beside": "office"}},
    )

    assert spoke(rules, "Police never raided it.") == []


def test_a_rule_without_pattern_speaks_with_the_words_it_heard(make: Make) -> None:
    rules = make(OFFICE, MONEY, {"id": "heard", "where": {"beside": ["money", "office"]}})

    assert spoke(rules, "It paid £5 to the court.") == [("heard", "£5")]
    assert spoke(rules, "A court came.") == [("heard", "court")]
    assert spoke(rules, "Nobody came.") == []


def test_a_rule_without_pattern_minds_unless_and_conditions(make: Make) -> None:
    where = {"beside": "office", "position": "first", "quotation": "outside", "after": "raided"}
    rules = make(OFFICE, {"id": "heard", "unless": "never", "where": where})

    assert spoke(rules, "Police raided it.", first=True) == [("heard", "Police")]
    assert spoke(rules, "Police raided it.") == []
    assert spoke(rules, "Police never raided it.", first=True) == []
    assert spoke(rules, "Police came.", first=True) == []
    assert spoke(rules, '"Police raided it."', first=True) == []


def test_a_rule_without_pattern_takes_the_words_that_stand_right(make: Make) -> None:
    where = {"beside": ["office", "money"], "quotation": "outside"}
    rules = make(OFFICE, MONEY, {"id": "heard", "where": where})

    assert spoke(rules, '"Police came," he said and paid £5.') == [("heard", "£5")]


def test_rules_may_listen_in_a_chain_in_any_order(make: Make) -> None:
    rules = make(
        {"id": "c", "where": {"beside": "b"}},
        {"id": "b", "label": None, "where": {"beside": "office"}},
        OFFICE,
        {"id": "d", "pattern": "raided", "where": {"beside": "c"}},
        {"id": "e", "pattern": "raided", "where": {"not_beside": "b"}},
    )

    assert spoke(rules, "Police raided it.") == [("c", "Police"), ("d", "raided")]
    assert spoke(rules, "They raided it.") == [("e", "raided")]


@pytest.mark.parametrize(
    "rules",
    [
        [{"id": "a", "pattern": "x", "where": {"beside": "a"}}],
        [{"id": "a", "pattern": "x", "where": {"not_beside": "action"}}],
        [{"id": "a", "where": {"beside": "b"}}, {"id": "b", "where": {"beside": "a"}}],
        [
            {"id": "a", "pattern": "x", "where": {"not_beside": "b"}},
            {"id": "b", "pattern": "y", "where": {"beside": "a"}},
        ],
    ],
    ids=["itself", "its label", "two", "not_beside"],
)
def test_rules_that_wait_in_a_circle_are_refused(make: Make, rules: list[dict[str, Any]]) -> None:
    with pytest.raises(
        ConfigError, match=r"wait for each other's votes: .*a.*; take one"
    ) as caught:
        make(*rules)

    assert caught.value.problems[0].location.line is not None


@pytest.mark.parametrize("key", ["beside", "not_beside"])
def test_a_name_that_nobody_answers_to_is_refused(make: Make, key: str) -> None:
    with pytest.raises(
        ConfigError, match=r"1:.*no rule is called 'b' or votes for it; name a rule's id, or"
    ):
        make({"id": "a", "pattern": "x", "where": {key: ["b"]}})


def test_a_broken_rule_is_no_unknown_name(make: Make) -> None:
    with pytest.raises(ConfigError, match="unknown key 'patern'") as caught:
        make(
            {"id": "a", "patern": "x", "pattern": "x"},
            {"id": "b", "pattern": "x", "where": {"beside": "a"}},
        )

    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("where", "problem"),
    [
        ({"before": ".. police"}, "a gap needs a word on both sides"),
        ({"after": "police .."}, "a gap needs a word on both sides"),
        ({"previous": "police .."}, "a gap needs a word on both sides"),
        ({"next": "/(/"}, "the pattern is broken"),
        ({"not_after": "{whom}"}, "no word list is called 'whom'"),
        ({"before": ""}, "must not be empty"),
        ({"position": "middle"}, "'first' or 'last'"),
        ({"befor": "x"}, "unknown key 'befor'; did you mean 'before'"),
    ],
    ids=str,
)
def test_a_broken_condition_is_refused(make: Make, where: dict[str, Any], problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        make({"pattern": "x", "where": where})


def test_a_rule_may_listen_to_the_unit_before(make: Make) -> None:
    rules = make(
        {"id": "quote", "pattern": "he said"},
        {"id": "goes-on", "label": "action", "pattern": "it", "where": {"following": "quote"}},
        {"id": "new", "label": "action", "pattern": "it", "where": {"not_following": "quote"}},
    )

    def spoke(*voted: str) -> list[str]:
        context = Context(voted=frozenset(voted))
        return [match.rule.spec.id for match in rules.ask("It stops.", context)]

    assert spoke("quote", "other") == ["goes-on"]
    assert spoke("other") == ["new"]
    assert [each.rule.spec.id for each in rules.ask("It stops.", Context(voted=None))] == [
        "goes-on",
        "new",
    ]


def test_words_are_quoted_if_their_first_is(make: Make) -> None:
    text = 'He said "the plan is unfair" to them.'
    for side, speaks in (("outside", True), ("inside", False)):
        where = {"quotation": side}
        rules = make({"pattern": "said ..5 unfair", "where": where})
        assert bool(rules.ask(text, Context(quoted=find_quotations(text)))) is speaks
