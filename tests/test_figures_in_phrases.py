"""A figure in a phrase is a whole one, as a word is."""

from collections.abc import Callable

import pytest

from corpus_tools.rules.lexicon import Lexicon

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("over 5", "over 5,000 came"),
        ("over 5", "over 5% came"),
        ("over 5", "over 5.2m came"),
        ("over 5 ..3 came", "over 5,000 men came"),
        ("over 5 came", "over 5% came"),
        ("(5|7) men", "2.5 men, 1,007 men"),
        ("\u00a35", "\u00a35,000"),
        ("5%", "2.5%"),
        ("000 men", "5,000 men"),
        ("5", "at 5:30"),
        ("30", "at 5:30"),
        ("5", "2/5 of it"),
        ("2014", "in 2014/15"),
    ],
)
def test_a_part_of_a_figure_is_no_figure(find: Find, phrase: str, text: str) -> None:
    assert find(phrase, text) == []


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("over 5", "over 5, he said", "over 5"),
        ("over 5", "It was over 5.", "over 5"),
        ("over 5 ..2 came", "over 5 (old) men came", "over 5 (old) men came"),
        ("5,000 men", "some 5,000 men", "5,000 men"),
        ("(5|5,000) men", "some 5,000 men", "5,000 men"),
        ("2.5%", "a 2.5% cut", "2.5%"),
        ("5%", "Only 5%.", "5%"),
        ("\u00a35", "a \u00a35 fine", "\u00a35"),
        ("2014/15", "in 2014/15", "2014/15"),
        ("9/11 attacks", "the 9/11 attacks", "9/11 attacks"),
        ("24/7", "open 24/7.", "24/7"),
        ("at 5", "at 5: he came", "at 5"),
        ("over 5 ..2 came", "over 5 at 10:30 came", "over 5 at 10:30 came"),
        ("5 and/or", "5 and/or 6", "5 and/or"),
        ("19", "the Covid-19 ward", "19"),
        ("covid-19", "Covid-19, he said", "Covid-19"),
        ("fine* 5,000", "fined 5,000", "fined 5,000"),
    ],
)
def test_a_whole_figure_is_found(find: Find, phrase: str, text: str, words: str) -> None:
    assert find(phrase, text) == [words]


def test_it_holds_where_case_counts(find: Find) -> None:
    assert find("Over 5", "Over 5,000 came", case="exact") == []
    assert find("Over 5", "Over 5 came", case="exact") == ["Over 5"]


def test_an_expression_says_itself_what_stands_beside_a_figure(find: Find) -> None:
    assert find("/over 5/", "over 5,000 came") == ["over 5"]
    assert find([r"/\d+,\d+/", "5 men"], "5,000 came") == ["5,000"]
    assert find(r"/\d%/", "5%") == ["5%"]


@pytest.mark.parametrize(
    ("score", "words"),
    [(r"/\d:\d/", "2:1 win"), (r"/(?:\d):(?:\d)/", "2:1 win"), (r"/\d\/\d/", "2/1 win")],
)
def test_an_expression_in_a_list_sees_signs_that_a_phrase_beside_it_joins(
    find: Find, score: str, words: str
) -> None:
    assert find("{score} win", f"a {words}", lists={"score": [score, "5"]}) == [words]


def test_a_list_may_hold_phrases_and_expressions() -> None:
    """An expression that needs the sign in a figure still sees it beside a phrase with one."""
    lexicon = Lexicon({"sum": ["5,000", r"/\d+,\d+/"]})

    assert "\ue0f1" in lexicon.read("{sum} men")
    assert "\ue0f0" not in lexicon.read("/{sum}/")
