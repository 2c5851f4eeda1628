"""Rule files with many mistakes: each gets its line, and none hides another."""

from pathlib import Path

import pytest

from corpus_tools import languages
from corpus_tools.errors import ConfigError, Problem
from corpus_tools.rules import Context, gather_rules, load_rules

LABELS = ("raid", "fine")

# Each a rule with one mistake, and what is said of it.
MISTAKES = [
    ("label: raid, pattern: '/a(/'", "the pattern is broken: missing )"),
    ("label: raid, pattern: '(a'", "a bracket is open to the end"),
    ("label: raid, pattern: '/(?=a)/'", "look-ahead"),
    ("label: raid, pattern: '/x*/'", "matches where nothing stands"),
    ("label: raid, pattern: '{nobody} said'", "no word list is called 'nobody'"),
    ("label: riad, pattern: a", "label 'riad' is not among"),
    ("label: raid, patern: a", "unknown key 'patern'"),
    ("label: raid, pattern: 1999", "must be a text or a list of texts, got 1999"),
    ("label: raid, pattern: a, priority: 101", "less than or equal to 100"),
    ("label: raid, pattern: a, weight: 0", "above 0"),
    ("label: raid, pattern: a, case: upper", "'ignore' or 'exact'"),
    ("label: raid", "has no pattern"),
    ("label: raid, pattern: a, unless: '..'", "has no word"),
    ("label: raid, pattern: a, where: {section: '/[/'}", "the pattern is broken"),
    ("label: raid, pattern: a, where: {before: 'a)'}", "closes nothing"),
    ("label: raid, pattern: a, where: {beside: nobody}", "no rule is called 'nobody'"),
    ("label: raid, pattern: a, where: {position: middle}", "'first' or 'last'"),
    ("label: raid, pattern: a, case: exact, unless: '{count}'", "only where case does not count"),
    ("label: raid, pattern: '<close:pst>'", "there is no form 'pst'"),
    ("label: raid, pattern: 'a ..99 b'", "a gap of 99 words"),
    ("label: raid, pattern: a, skips: yes", "skips"),
]


def problems_of(folder: Path, text: str) -> tuple[Problem, ...]:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_rules([path], LABELS)
    return caught.value.problems


@pytest.mark.parametrize(("rule", "what"), MISTAKES, ids=[what for _, what in MISTAKES])
def test_one_mistake_is_one_problem(tmp_path: Path, rule: str, what: str) -> None:
    (found,) = problems_of(tmp_path, f"- {{id: a, label: fine, pattern: b}}\n- {{id: r, {rule}}}\n")

    assert what in found.what
    assert (found.location.line, found.location.column is not None) == (2, True)
    assert found.way_out


def test_500_broken_rules_are_500_problems_with_their_places(tmp_path: Path) -> None:
    text = "".join(f"- {{id: r{n}, {MISTAKES[n % len(MISTAKES)][0]}}}\n" for n in range(500))

    found = problems_of(tmp_path, text)

    assert [each.location.line for each in found] == list(range(1, 501))
    assert all(each.location.column for each in found)
    assert all(MISTAKES[n % len(MISTAKES)][1] in each.what for n, each in enumerate(found))


@pytest.mark.parametrize(
    ("first", "line"),
    [
        pytest.param("- {id: a, label: raid, patern: b}", 1, id="unknown key in a rule"),
        pytest.param("- 5", 1, id="a rule that is a number"),
        pytest.param("-", 1, id="a rule that is nothing"),
        pytest.param("- [a]", 1, id="a rule that is a list"),
        pytest.param("- {id: a, id: b, label: raid, pattern: b}", 1, id="a key twice"),
    ],
)
def test_a_rule_that_breaks_the_schema_hides_no_other(
    tmp_path: Path, first: str, line: int
) -> None:
    text = f"{first}\n- {{id: c, label: raid, pattern: '(b'}}\n- {{id: d, label: raid, cas: x}}\n"

    found = problems_of(tmp_path, text)

    assert {each.location.line for each in found} == {line, 2, 3}


@pytest.mark.parametrize("lists", ["{who: [1999]}", "{Who: [a]}", "[a]", "{who: [a], who: [b]}"])
def test_a_broken_list_hides_no_broken_rule(tmp_path: Path, lists: str) -> None:
    text = f"lists: {lists}\nrules:\n- {{id: c, label: raid, patern: b}}\n"

    assert {each.location.line for each in problems_of(tmp_path, text)} == {1, 3}


def test_a_broken_list_item_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    text = (
        "lists: {who: [police, '(court']}\n"
        "rules:\n"
        "- {id: a, label: raid, pattern: '{who} said'}\n"
        "- {id: b, label: raid, pattern: 'said {who}'}\n"
    )

    (found,) = problems_of(tmp_path, text)

    assert (found.location.line, found.location.column) == (1, 23)


def test_a_list_that_is_built_in_is_refused(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path, "lists: {adverb: [soon], money: [cash]}")[:1]

    assert "word list 'adverb' is built in" in found.what


def test_a_file_may_be_a_list_of_rules(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("- id: a\n  label: raid\n  pattern: b\n- {id: c, label: fine, pattern: d}\n")

    rules = load_rules([path], LABELS).rules

    assert [(rule.spec.id, rule.origin.line, rule.origin.column) for rule in rules] == [
        ("a", 1, 3),
        ("c", 4, 3),
    ]


def test_an_empty_list_of_rules_is_refused(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path, "[]")

    assert "neither lists nor rules" in found.what


def test_sound_rules_are_given_beside_the_problems(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("- {id: a, label: raid, pattern: b}\n- {id: c, label: raid, pattern: '(d'}\n")

    rules, problems = gather_rules([path], LABELS)

    assert [match.rule.spec.id for match in rules.ask("b d", Context())] == ["a"]
    assert len(problems) == 1


def test_numbers_in_a_language_without_them_are_refused_in_their_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yy").mkdir()
    (tmp_path / "yy" / "sentences.yaml").touch()
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    path = tmp_path / "rules.yaml"
    path.write_text(
        "- {id: a, label: raid, pattern: b}\n- {id: c, label: raid, pattern: '{count}'}\n"
    )

    with pytest.raises(ConfigError, match="'yy' has no data for numbers") as caught:
        load_rules([path], LABELS, "yy")

    assert [each.location.line for each in caught.value.problems] == [2]


def test_every_circle_of_rules_is_told(tmp_path: Path) -> None:
    pairs = (("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"))
    text = "".join(
        f"- {{id: {name}, label: raid, pattern: x, where: {{beside: [{other}]}}}}\n"
        for name, other in pairs
    )

    found = problems_of(tmp_path, text)

    assert [each.location.line for each in found] == [1, 3]
    assert all("wait for each other's votes" in each.what for each in found)


def test_an_id_that_stands_twice_is_told_although_a_rule_is_broken(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        "- {id: a, label: raid, pattern: x, weight: no}\n- {id: a, label: raid, pattern: x}\n",
    )

    assert "rule id 'a' stands twice" in found[-1].what


@pytest.mark.parametrize("written", [r"\p{lu}", r"\P{Lu}", r"\x{e9}"])
def test_a_class_or_a_number_in_braces_is_no_list(tmp_path: Path, written: str) -> None:
    [problem] = problems_of(tmp_path, f"- {{id: a, label: raid, pattern: '/{written}x/'}}")

    assert problem.what == f"{written} names characters by number or class"
    assert problem.way_out == r"type them, or use \w"
