"""What holds for any text and any expression, through a rule set."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus_tools.errors import Location
from corpus_tools.quotations import find_quotations
from corpus_tools.records import Span
from corpus_tools.rules import Context, Rule, RuleSet, load_rules
from corpus_tools.rules.compile import Expression
from corpus_tools.rules.schema import RuleSpec

RULES: list[dict[str, Any]] = [
    {"pattern": ["<close> ..3 {count}", "{money}", "(£5|five)", "prosecut*"]},
    {"pattern": "<shut down:past>", "unless": "{negation}"},
    {"pattern": "{number}", "where": {"before": "police ..2", "not_after": "{share}"}},
    {"pattern": "^ [the] police", "where": {"quotation": "outside", "after": "..4 it"}},
    {"pattern": "Act", "case": "exact", "where": {"not_before": "The", "previous": "{date}"}},
    {"pattern": ["/\\w+é\\W/", "/[^a-z\\s]$/", "/ß|ς|σ/"], "where": {"not_next": "İ"}},
    {"where": {"beside": ["rule-0", "rule-2"], "quotation": "inside"}},
    {"pattern": "/./", "where": {"not_beside": ["rule-0", "rule-3"]}},
]
HARD_WORDS = (
    "Police closed 12 two £5 $3m % May 2014 aged shut it down not the The Act é ß ς σ Σ İ \u212a "
    "\u017f \u0665 \u00a0 \u2028 \u0301 “ ” \" ’ ' - – . , ; prosecutors \x00 \U0001f600"
)
WORDS = st.sampled_from(HARD_WORDS.split(" "))
TEXTS = st.text() | st.lists(WORDS, max_size=14).map(" ".join) | st.lists(WORDS).map("".join)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """Rules that use all there is."""
    named = [{"id": f"rule-{n}", "label": f"label-{n}"} | rule for n, rule in enumerate(RULES)]
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_text(json.dumps(named), encoding="utf-8")
    return load_rules([path])


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
@example("\u0130 closed \u0130 12", "\u0130")
def test_any_text_is_answered_with_spans_inside(rules: RuleSet, text: str, beside: str) -> None:
    context = Context(section=(beside,), quoted=find_quotations(text), previous=beside, next=beside)

    found = rules.ask_all(text, context)

    assert all(0 <= match.span.start < match.span.end <= len(text) for match in found)
    assert found == rules.ask_all(text, context)


ATOMS = st.sampled_from(
    [*"abcxyz", "fine", "ab", ".", r"\w", r"\d", r"\s", "[a-c]", "[^ab]", r"\b", " ", "7"]
)
REPEATS = st.sampled_from(["", "", "", "?", "*", "+", "{1,2}", "+?"])
PIECES = st.tuples(ATOMS, REPEATS).map(lambda pair: pair[0] + ("" if pair[0] == r"\b" else pair[1]))
SEQUENCES = st.lists(PIECES, min_size=1, max_size=4).map("".join)
EXPRESSIONS = st.one_of(
    SEQUENCES,
    st.tuples(SEQUENCES, SEQUENCES).map(lambda two: f"(?:{two[0]}|{two[1]})"),
    SEQUENCES.map(lambda one: f"^{one}"),
    SEQUENCES.map(lambda one: rf"{one}\b"),
)
ASCII = st.text("abcxyzABC fine7 _-.,'", max_size=20)


def as_rule(number: int, expression: str, case: str) -> Rule:
    spec = {"id": f"r{number}", "label": "a", "pattern": f"/{expression}/", "case": case}
    patterns = {"pattern": (Expression(expression, case == "exact"),)}
    return Rule(RuleSpec.model_validate(spec), patterns, Location("rules.yaml"))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EXPRESSIONS, min_size=1, max_size=5), st.lists(ASCII, min_size=1, max_size=4))
@pytest.mark.parametrize("case", ["ignore", "exact"])
@pytest.mark.parametrize("beside", [[], ["(?:qq){0,99}ww|(?:rr){0,99}ss"]], ids=["few", "many"])
def test_expressions_answer_as_in_python(
    case: str, beside: list[str], expressions: list[str], texts: list[str]
) -> None:
    """Alone, and beside so many repeats that a filter takes the place of one automaton."""
    expressions = [*expressions, *beside]
    rules = RuleSet.compile([as_rule(n, each, case) for n, each in enumerate(expressions)])
    flags = re.DOTALL | (re.IGNORECASE if case == "ignore" else 0)

    for text in texts:
        expected = {
            f"r{n}": Span(*match.span())
            for n, each in enumerate(expressions)
            if (match := re.compile(each, flags | re.ASCII).search(text))
        }
        found = {match.rule.spec.id: match.span for match in rules.ask(text, Context())}
        assert found == expected


PLAIN = st.lists(st.text("abcdé", min_size=1, max_size=3), min_size=1, max_size=3)
LINKS = st.sampled_from([" ", ", ", '" ', " (", "-", ". ", "; ", ": ", "  ", " – ", "! "])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLAIN, st.lists(st.tuples(st.text("abcdé", min_size=1, max_size=3), LINKS), max_size=8))
def test_a_phrase_of_words_answers_as_its_words_do(
    words: list[str], pieces: list[tuple[str, str]]
) -> None:
    """Held against a search by hand: the words in order, with no full stop, ; : ! or ? between."""
    text = "".join(word + link for word, link in pieces)
    spec = RuleSpec(id="r", label="a", pattern=[" ".join(words)])
    rules = RuleSet.compile([_phrase_rule(spec)])

    def stands(place: int) -> bool:
        part = pieces[place : place + len(words)]
        links = [link for _, link in part[:-1]]
        return [word for word, _ in part] == words and not any(
            set(".;:!") & set(each) for each in links
        )

    expected = any(stands(place) for place in range(len(pieces)))
    assert bool(rules.ask(text, Context())) is expected


def _phrase_rule(spec: RuleSpec) -> Rule:
    from corpus_tools.rules.lexicon import Lexicon

    patterns = {"pattern": (Expression(Lexicon({}).read(spec.pattern[0])),)}
    return Rule(spec, patterns, Location("rules.yaml"))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param("νόμος", "ΝΌΜΟΣ", id="sigma at a word's end, capitals in the text"),
        pytest.param("ΝΌΜΟΣ", "νόμος", id="sigma at a word's end, capitals in the phrase"),
        pytest.param("kelvin", "\u212aelvin", id="Kelvin sign"),
        pytest.param("\u212aelvin", "kelvin", id="Kelvin sign in the phrase"),
        pytest.param("fines", "fine\u017f", id="long s"),
        pytest.param("/\\b\\d+ boats/", "\u0661\u0662 boats", id="Arabic digits"),
        pytest.param("two boats", "two\u2009boats", id="thin space"),
        pytest.param("two boats", "two\u00a0boats", id="NBSP"),
        pytest.param("two-year", "two\u2011year", id="no-break hyphen"),
        pytest.param("straße", "STRASSE STRA\u1e9eE", id="capital sharp s"),
        pytest.param("Ärger", "ÄRGER", id="umlaut"),
    ],
)
def test_letters_that_are_the_same_to_a_reader(tmp_path: Path, pattern: str, text: str) -> None:
    path = tmp_path / "rules.yaml"
    rule = {"id": "a", "label": "b", "pattern": pattern}
    path.write_text(json.dumps({"rules": [rule]}), encoding="utf-8")

    assert load_rules([path]).ask(text, Context())
