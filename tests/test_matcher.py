"""Which expressions match a text, and where."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus_tools.records import Span
from corpus_tools.rules.compile import Expression, Matcher, PatternError


def found(text: str, *patterns: str, keep_case: bool = False) -> dict[str, str]:
    """The words that each pattern finds first."""
    matcher = Matcher([Expression(pattern, keep_case) for pattern in patterns])
    return {patterns[number]: text[slice(*span)] for number, span in matcher.first_matches(text)}


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        pytest.param(r"\bfin(?:ed|es)\b", "He was Fined.", "Fined", id="case does not count"),
        pytest.param(r"\bBehörde\b", "Die BEHÖRDE kam", "BEHÖRDE", id="named letter, capitals"),
        pytest.param(r"\bÖrtchen\b", "ein örtchen.", "örtchen", id="named letter at a boundary"),
        pytest.param(r"\bkam\w+", "sie kamèlé nicht", "kamèlé", id="unnamed letters are words"),
        pytest.param(r"\bMr\. \w+", "Mr. Łukasiewicz left", "Mr. Łukasiewicz", id="accented name"),
        pytest.param(r"\w+ \w+", "Zoë Nuñez", "Zoë Nuñez", id="two accented names"),
        pytest.param("kelvin", "300 \u212aELVIN", "\u212aELVIN", id="Kelvin sign"),
        pytest.param("fines", "many fine\u017f", "fine\u017f", id="long s"),
        pytest.param("fined", "F\u0131ned", "F\u0131ned", id="dotless i"),
        pytest.param("fined", "F\u0130NED", "F\u0130NED", id="dotted capital I"),
        pytest.param("two boats", "two\u00a0boats", "two\u00a0boats", id="no-break space"),
        pytest.param(r"two\sboats", "two\u2003boats", "two\u2003boats", id="em space"),
        pytest.param(r"\d+ boats", "\u0661\u0662 boats", "\u0661\u0662 boats", id="Arabic-Indic"),
        pytest.param("don't", "I don\u2019t", "don\u2019t", id="curly apostrophe, typed straight"),
        pytest.param("don\u2019t", "I don't", "don't", id="straight apostrophe, typed curly"),
        pytest.param('"no"', "\u201cNo\u201d", "\u201cNo\u201d", id="curly quotation marks"),
        pytest.param("[£€]\\d+", "it cost €30", "€30", id="symbols in a class"),
        pytest.param(r"\$\d+", "it cost $30", "$30", id="dollars"),
        pytest.param("fined$", "was fined", "fined", id="the end of a text"),
        pytest.param("☠ \\w+", "a ☠ flag", "☠ flag", id="an emoji"),
        pytest.param("a.b", "a\U0001f600b", "a\U0001f600b", id="a dot for an emoji"),
        pytest.param("a.b", "a\nb", "a\nb", id="a dot for a line end"),
        pytest.param(r"\D+", "12 é!", " é!", id="what is no digit"),
        pytest.param("", "fined", "", id="an empty pattern"),
    ],
)
def test_the_words_are_found(pattern: str, text: str, words: str) -> None:
    assert found(text, pattern) == {pattern: words}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param(r"\bBehörde\b", "Behördenweg", id="a named letter's word has an end"),
        pytest.param(r"\bGericht\b", "Übergericht", id="a letter before is no boundary"),
        pytest.param(r"\bfin\b", "finé", id="an unnamed letter after is none either"),
        pytest.param("[£€]", "$30", id="another symbol"),
        pytest.param("Behörde", "Behorde", id="a letter without its accent"),
        pytest.param("Behörde", "Behbrde", id="a letter's stand-in"),
        pytest.param(r"[a-z]", "éü", id="letters outside ASCII in an ASCII range"),
    ],
)
def test_nothing_is_found(pattern: str, text: str) -> None:
    assert found(text, pattern) == {}


def test_a_named_letter_does_not_disturb_other_rules() -> None:
    assert found("BEHÖRDE rät", r"\bBehörde\b", r"\w+", r"\br\w+\b", r"[a-z]+", r"\bb") == {
        r"\bBehörde\b": "BEHÖRDE",
        r"\w+": "BEHÖRDE",
        r"\br\w+\b": "rät",
        r"[a-z]+": "BEH",
        r"\bb": "B",
    }


def test_spans_count_code_points() -> None:
    matcher = Matcher([Expression("fined")])

    assert list(matcher.first_matches("\U0001f600é€ fined")) == [(0, Span(4, 9))]


def test_all_spans_of_one_expression_are_given() -> None:
    matcher = Matcher([Expression(r"\bé\w+")])

    assert list(matcher.spans(0, matcher.fold("École, été, mur"))) == [Span(0, 5), Span(7, 10)]


def test_hits_come_by_number() -> None:
    matcher = Matcher([Expression(each) for each in ("c", "b+", "x", "a")])

    assert matcher.hits(matcher.fold("abc")) == [0, 1, 3]


def test_without_expressions_nothing_is_found() -> None:
    assert list(Matcher([]).first_matches("fined")) == []


@pytest.mark.parametrize(("text", "words"), [("The ACT", {"ACT": "ACT"}), ("The act", {})])
def test_exact_case_counts(text: str, words: dict[str, str]) -> None:
    assert found(text, "ACT", keep_case=True) == words


def test_exact_case_may_be_lifted_inside() -> None:
    assert found("The Fine", "The (?i:fine)", keep_case=True) == {"The (?i:fine)": "The Fine"}


def test_exact_and_free_case_are_answered_together() -> None:
    matcher = Matcher([Expression("act"), Expression("ACT", keep_case=True), Expression(r"a\w+")])

    assert dict(matcher.first_matches("The ACT")) == dict.fromkeys((0, 1, 2), Span(4, 7))


def test_matches_come_by_number_whatever_their_case() -> None:
    matcher = Matcher([Expression("A", keep_case=True), Expression("b")])

    assert [number for number, _ in matcher.first_matches("Ab")] == [0, 1]


def test_a_letter_that_one_rule_names_is_no_capital_for_an_exact_rule() -> None:
    matcher = Matcher([Expression("ß"), Expression("[A-Z]", keep_case=True)])

    assert matcher.hits(matcher.fold("ß")) == [0]


@pytest.mark.parametrize(
    ("pattern", "text"), [("(?i)école", "acole"), ("(?i)a", "é")], ids=["in pattern", "in text"]
)
def test_a_needless_flag_does_not_mix_letters_up(pattern: str, text: str) -> None:
    assert found(text, pattern, "é").get(pattern) is None


def test_a_no_break_space_in_a_pattern_is_a_blank() -> None:
    assert found("two boats", "two\u00a0boats") == {"two\u00a0boats": "two boats"}


def test_a_pattern_may_be_typed_with_a_combining_accent() -> None:
    assert found("a caf\u00e9", "cafe\u0301") == {"cafe\u0301": "caf\u00e9"}


def test_a_named_digit_stays_a_digit() -> None:
    assert found("\u0665", "\u0665", r"\d") == {"\u0665": "\u0665", r"\d": "\u0665"}


def test_an_underscore_is_no_letter() -> None:
    assert found("foo\u00e9bar", "foo_bar") == {}


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a{2,1}", r"\Z", "*a", "(?P<a>b)(?P=a)"], ids=lambda pattern: pattern
)
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"the pattern is broken: .*; mend it there"):
        Matcher([Expression(pattern)])


def test_a_set_that_does_not_fit_its_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_tools.rules.engine.SET_MEMORY_BYTES", 1000)
    expressions = [Expression(f"{word}{{1,50}}") for word in ("fine", "raid", "ban")]

    with pytest.raises(PatternError, match="3 rules together do not fit 1000 bytes; make the long"):
        Matcher(expressions)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|aa)+!x", r"(?:a*)*b", r"(\w+\s?)*:"])
def test_no_pattern_is_slow(pattern: str) -> None:
    started = time.perf_counter()

    assert found("a" * 100_000 + "!", pattern) == {}
    assert time.perf_counter() - started < 2


# Rules and Python part where a pattern writes a zero or a blank, which folded text uses
# for digits and white space; and where a text has curly quotation marks,
# which rules see as straight ones. (A dot matches a line end, so Python is told DOTALL.)
AGREED = [
    r"\bfin(?:ed|es)\b",
    r"[A-Z]{2}",
    r"[^a-z\s]",
    r"\w+ed\b",
    r"\W+$",
    r"^\w",
    r"\B[a-m]",
    r"\d{2,}",
    r"\D\s\S",
    r".s.",
    r"k|i+?",
    r"(?:a|b)*c",
    r"[£€]\d",
    r"\bé\w",
    r"[öß]\b",
    r"\$\w",
    r"['\"]\w",
]
MATCHER = Matcher([Expression(pattern) for pattern in AGREED])
PYTHON = [re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in AGREED]
LATIN = st.characters(max_codepoint=0x24F, exclude_categories=["Cs"], exclude_characters="\n")
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\n\u2018\u2019\u201c\u201d")


@given(st.text(LATIN) | st.text(ANY) | st.text("fines £5kbac\u212a\u017f\u0130\u0131\u00e9"))
@example("\u0130\u0131\u017f\u212a")
@example("\u0665\u0966 \u00b2\u00bd")
def test_answers_are_those_of_python(text: str) -> None:
    answers = dict(MATCHER.first_matches(text))

    expected = {number: pattern.search(text) for number, pattern in enumerate(PYTHON)}
    assert answers == {number: match.span() for number, match in expected.items() if match}
