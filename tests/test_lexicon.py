"""Word lists, and patterns with their lists put in."""

import pytest

from corpus_tools.rules.lexicon import Lexicon
from corpus_tools.rules.patterns import PatternError

LISTS = {
    "who": ["police", "/courts?/"],
    "all": ["{who}", "/mayors?/"],
    "loop": ["a {loop}"],
    "left": ["{right}"],
    "right": ["/{left}/"],
    "level-0": ["clerk"],
    **{f"level-{depth}": [f"{{level-{depth - 1}}}"] for depth in range(1, 10)},
    "long": ["abcdefghij" * 2_000],
}


@pytest.mark.parametrize(
    ("pattern", "expanded"),
    [
        pytest.param("/the {who}/", r"the (?:\bpolice\b|\b(?:courts?)\b)", id="a list"),
        pytest.param(
            "/{all}/", r"(?:(?:\bpolice\b|\b(?:courts?)\b)|\b(?:mayors?)\b)", id="a list in a list"
        ),
        pytest.param(
            "/{who} {who}/",
            r"(?:\bpolice\b|\b(?:courts?)\b) (?:\bpolice\b|\b(?:courts?)\b)",
            id="a list twice",
        ),
        pytest.param("/a{2,3}b{4}/", "a{2,3}b{4}", id="counts are no lists"),
        pytest.param("/and/or/", "and/or", id="a slash within"),
        pytest.param(
            "{who}", r"(?:\bpolice\b|\b(?:courts?)\b)", id="a phrase keeps to whole words"
        ),
    ],
)
def test_lists_are_put_in(pattern: str, expanded: str) -> None:
    assert Lexicon(LISTS).read(pattern) == expanded


@pytest.mark.parametrize("pattern", ["{whom}", "/{whom}/"])
def test_an_unknown_list_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="no word list is called 'whom'; add it under 'lists:'"):
        Lexicon(LISTS).read(pattern)


@pytest.mark.parametrize("name", ["loop", "left"])
@pytest.mark.parametrize("form", ["{{{}}}", "/{{{}}}/"], ids=["phrase", "expression"])
def test_a_list_within_itself_is_refused(name: str, form: str) -> None:
    with pytest.raises(PatternError, match=f"'{name}' contains itself; take it out of one"):
        Lexicon(LISTS).read(form.format(name))


def test_lists_may_be_nested_eight_deep_and_no_deeper() -> None:
    assert "clerk" in Lexicon(LISTS).read("{level-7}")
    with pytest.raises(PatternError, match="nested too deep at 'level-0'; put the words in it"):
        Lexicon(LISTS).read("{level-8}")


def test_a_pattern_that_grows_too_long_is_refused() -> None:
    assert len(Lexicon(LISTS).read("{long} {long}")) > 40_000
    with pytest.raises(PatternError, match=r"has 2\d{5} characters, 200000 are allowed; split"):
        Lexicon(LISTS).read(" ".join(["{long}"] * 11))


def test_an_item_twice_stands_once() -> None:
    assert Lexicon({"who": ["/clerk/", "/clerk/"]}).read("/{who}/") == r"(?:\b(?:clerk)\b)"


def test_the_languages_own_lists_are_there() -> None:
    lexicon = Lexicon({})

    assert lexicon.is_built_in("adverb")
    assert lexicon.is_built_in("large-count")
    assert not lexicon.is_built_in("police")


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        Lexicon({}, "nowhere")
