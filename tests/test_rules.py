"""Rule files in, votes with their words out."""

from pathlib import Path
from typing import Any

import pytest

from corpus_tools.errors import ConfigError, Location
from corpus_tools.quotations import find_quotations
from corpus_tools.rules import Context, RuleSet, check_examples, check_labels, load_rules

LISTS = """\
lists:
  coin: [/pounds?/, /euros?/]
  office: [police, '{court}']
"""
RULES = """\
lists:
  court: [/courts?/, /judges?/]
rules:
  - id: fine
    label: action
    pattern: '/\\bfined \\d+ {coin}\\b/'
  - id: raid
    label: action
    pattern: ['{office} raided', '{office} searched']
"""


def write(folder: Path, **files: str) -> list[Path]:
    paths = [folder / f"{name}.yaml" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def said(rules: RuleSet, text: str, context: Context | None = None) -> list[tuple[str, str]]:
    """The rules that speak, each with its words."""
    context = context or Context(quoted=find_quotations(text))
    return [(match.rule.spec.id, text[slice(*match.span)]) for match in rules.ask(text, context)]


def test_files_share_their_lists(tmp_path: Path) -> None:
    rules = load_rules(write(tmp_path, lists=LISTS, rules=RULES))

    assert said(rules, "Judges searched it and it was fined 300 euros.") == [
        ("fine", "fined 300 euros"),
        ("raid", "Judges searched"),
    ]


def test_a_rule_knows_where_it_was_written(tmp_path: Path) -> None:
    paths = write(tmp_path, lists=LISTS, rules=RULES)

    origins = [rule.origin for rule in load_rules(paths).rules]

    assert origins == [Location(str(paths[1]), 4, 5), Location(str(paths[1]), 7, 5)]


def test_rules_answer_in_the_order_of_the_files(make: Any) -> None:
    rules = make({"pattern": "b"}, {"pattern": "A", "case": "exact"}, {"pattern": "c"})

    assert said(rules, "c b A") == [("rule-0", "b"), ("rule-1", "A"), ("rule-2", "c")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("lists: {who: []}", "1:14: word list 'who' is empty; add words", id="empty"),
        pytest.param("rules: []", "has neither lists nor rules; add 'rules:'", id="nothing"),
        pytest.param("x: 1", "1:1: unknown key 'x'; remove it", id="unknown key"),
        pytest.param(
            "rules: [{id: a, label: b, pattern: '{who}'}]",
            "1:36: no word list is called 'who'; add it under 'lists:'",
            id="unknown list",
        ),
        pytest.param(
            "rules: [{id: a, label: b, pattern: [x, '/(y/']}]",
            r"1:40: the pattern is broken: missing \): \(y; mend it there",
            id="second pattern broken",
        ),
        pytest.param(
            "rules: [{id: a, label: b, pattern: x, where: {section: '/(?=y)/'}}]",
            r"1:56: look-ahead is not part of RE2.*; use 'unless'",
            id="section broken",
        ),
        pytest.param(
            "rules: [{id: a, label: b, pattern: x}, {id: a, label: b, pattern: y}]",
            r"1:45: rule id 'a' stands twice, first in .*rules.yaml:1:9; rename one of the two",
            id="id twice",
        ),
    ],
)
def test_a_problem_has_its_place_and_way_out(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        load_rules(write(tmp_path, rules=text))


def test_a_pattern_that_needs_no_text_is_refused(make: Any) -> None:
    with pytest.raises(ConfigError, match="matches where nothing stands; make it need a word"):
        make({"pattern": "/x*/"})


def test_a_list_in_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"b.yaml:2:9: word list 'coin' stands twice, first in"):
        load_rules(write(tmp_path, a=LISTS, b=LISTS.replace("office", "house")))


def test_a_label_outside_the_recipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"5:12: label 'action' is not among .*; use one of a, b"):
        load_rules(write(tmp_path, rules=RULES, lists=LISTS), labels=["a", "b"])


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    broken = "rules: [{id: r, label: b, pattern: '/(/', unless: '/[/'}]"

    with pytest.raises(ConfigError, match=r"(?s)\(; .*\[; .*neither lists nor rules") as caught:
        load_rules(write(tmp_path, a=broken, b="lists: {}"))

    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"pattern": "fines"},
        {"unless": "never"},
        {"label": "reaction"},
        {"case": "exact"},
        {"where": {"kinds": ["prose"]}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_digest_changes_with_what_a_rule_says(make: Any, change: dict[str, Any]) -> None:
    before, after = make({"pattern": "fine"}), make({"pattern": "fine"} | change)

    assert before.rules[0].digest != after.rules[0].digest
    assert before.digest != after.digest


@pytest.mark.parametrize("change", [{"note": "why"}, {"matches": ["fine"]}, {"skips": ["fin"]}])
def test_a_digest_does_not_change_with_notes_and_examples(
    make: Any, change: dict[str, Any]
) -> None:
    assert make({"pattern": "fine"}).digest == make({"pattern": "fine"} | change).digest


def test_a_digest_does_not_change_with_the_order_of_rules(make: Any) -> None:
    one, two = {"id": "one", "pattern": "a"}, {"id": "two", "pattern": "b"}

    assert make(one, two).digest == make(two, one).digest


def test_the_priority_is_kept(make: Any) -> None:
    rules = make({"pattern": "a", "priority": 7}, {"pattern": "b"})

    assert [rule.spec.priority for rule in rules.rules] == [7, 0]


def test_unless_silences_its_own_rule_only(make: Any) -> None:
    rules = make({"pattern": "fined", "unless": ["never", "not"]}, {"pattern": "/fin/"})

    assert said(rules, "He was not fined.") == [("rule-1", "fin")]


def test_unless_follows_the_case_of_its_rule(make: Any) -> None:
    rules = make({"pattern": "fined", "unless": "Not", "case": "exact"})

    assert said(rules, "He was not fined.") == [("rule-0", "fined")]


UNDER_LAW = Context(section=("The law", "In court"))


@pytest.mark.parametrize(
    ("where", "context", "speaks"),
    [
        ({"kinds": ["prose", "list_item"]}, Context(kind="list_item"), True),
        ({"kinds": ["prose"]}, Context(kind="heading"), False),
        ({"section": r"/\bLAW\b/"}, UNDER_LAW, True),
        ({"section": "^in court"}, UNDER_LAW, True),
        ({"section": "music"}, UNDER_LAW, False),
        ({"section": "law"}, Context(section=()), False),
        ({"section": "law"}, Context(section=None), True),
        ({"not_section": "law"}, UNDER_LAW, False),
        ({"not_section": "music"}, UNDER_LAW, True),
        ({"not_section": "law"}, Context(section=()), True),
        ({"not_section": "law"}, Context(section=None), True),
        ({"section": "law", "not_section": "court"}, UNDER_LAW, False),
        ({"position": "first"}, Context(first=True), True),
        ({"position": "first"}, Context(last=True), False),
        ({"position": "last"}, Context(last=True), True),
    ],
    ids=str,
)
def test_conditions(make: Any, where: dict[str, Any], context: Context, speaks: bool) -> None:
    rules = make({"pattern": "fined", "where": where})

    assert bool(rules.ask("He was fined.", context)) is speaks


@pytest.mark.parametrize(
    ("side", "text", "words"),
    [
        pytest.param("inside", '"We fined him," he said.', ["fined"], id="inside, wanted there"),
        pytest.param("inside", 'He fined "him".', [], id="outside, wanted inside"),
        pytest.param("outside", '"We fined him," he said.', [], id="inside, wanted outside"),
        pytest.param("outside", 'He fined "him".', ["fined"], id="outside, wanted there"),
        pytest.param("outside", 'We "fined" him, then fines fell.', ["fines"], id="second outside"),
        pytest.param("inside", 'We fined, "fines fell".', ["fines"], id="second inside"),
        pytest.param("outside", '"fined", "fines"', [], id="both inside"),
    ],
)
def test_words_are_taken_from_the_right_side(
    make: Any, side: str, text: str, words: list[str]
) -> None:
    rules = make({"pattern": r"/\bfin\w+/", "where": {"quotation": side}})

    assert [found for _, found in said(rules, text)] == words


def test_conditions_must_all_hold(make: Any) -> None:
    rules = make({"pattern": "fined", "where": {"position": "first", "quotation": "outside"}})

    assert not rules.ask("fined", Context(first=False))
    assert not rules.ask("fined", Context(first=True, quoted=find_quotations('"fined"')))
    assert rules.ask("fined", Context(first=True))


GOOD = {
    "pattern": "fined",
    "unless": "never",
    "where": {"kinds": ["list_item"], "section": "law", "position": "last", "quotation": "outside"},
    "matches": ["He was fined.", 'He was "not" fined.'],
    "skips": ["Never fined.", '"He was fined."', "He left."],
}


def test_good_examples_are_no_problem(make: Any) -> None:
    assert list(check_examples(make(GOOD, GOOD | {"id": "other", "pattern": "/fin/"}))) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"matches": []}, "rule 'rule-0' has no example; add 'matches:'"),
        ({"matches": ["Gone."]}, "rule 'rule-0' does not match its own example 'Gone.'; mend the"),
        ({"skips": ["Fined!"]}, "rule 'rule-0' matches 'Fined!', which it should skip; mend the"),
    ],
    ids=["no example", "no match", "no skip"],
)
def test_an_example_that_fails_is_a_problem(
    make: Any, change: dict[str, Any], problem: str
) -> None:
    (found,) = check_examples(make(GOOD | change))

    assert problem in str(found)


def test_a_set_that_silently_answers_nothing_shows(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = make({"pattern": "fined", "matches": ["Fined."]})
    for way in ("hits", "find_all"):
        monkeypatch.setattr(type(rules.matcher), way, lambda *_: [])

    (found,) = check_examples(rules)

    assert "does not match its own example 'Fined.'" in found.what


def test_a_label_that_no_rule_votes_for_shows(make: Any) -> None:
    labels = {name: Location("recipe.yaml", 3) for name in ("action", "silence", "rest")}

    found = check_labels(make({"pattern": "a"}), labels, "rest")

    assert [str(each) for each in found] == [
        "recipe.yaml:3: no rule votes for label 'silence'; add a rule for it, or take the label out"
    ]
