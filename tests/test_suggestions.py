"""Phrases that gold calls for, counted by hand."""

from collections import Counter
from math import log, sqrt
from typing import Any

import pytest

from corpus_tools.records import Annotation, GoldUnit, LabelledUnit, Unit, Vote
from corpus_tools.silent_rules import name_silent_rules
from corpus_tools.suggestions import find_phrases, score_log_odds, suggest_phrases

Corpus = tuple[dict[str, list[LabelledUnit]], dict[str, Annotation]]


def corpus(**articles: list[tuple[str, str, str]]) -> Corpus:
    """A unit is its text, the labels that rules voted for, and its gold."""
    labelled: dict[str, list[LabelledUnit]] = {}
    gold = {}
    for name, rows in articles.items():
        golds, start = [], 0
        for place, (text, voted, wanted) in enumerate(rows):
            end = start + len(text)
            unit = Unit(
                unit_id=f"{name}-{place}", document_id=name, source=name, index=place,
                start=start, end=end, kind="prose", section=(), text=text,
            )  # fmt: skip
            votes = tuple(Vote(f"rule-{each}", each, start, end) for each in voted.split())
            labelled.setdefault(name, []).append(LabelledUnit(unit=unit, votes=votes))
            labels = tuple(wanted.split())
            golds.append(
                GoldUnit(start=start, end=end, kind="prose", labels=labels, primary=labels[0])
            )
            start = end + 1
        gold[name] = Annotation(id=name, path=name, sha256="", units=tuple(golds))
    return labelled, gold


MARKET = {
    "one": [
        ("Stalls razed", "", "raid"),
        ("Stalls open", "", "rest"),
        ("Razed again", "raid", "raid"),
    ],
    "two": [("Huts razed", "", "raid"), ("Huts razed slowly", "", "rest")],
}


def test_a_missed_word_is_suggested_with_its_figures() -> None:
    [found] = suggest_phrases(*corpus(**MARKET), ["raid"])

    # "razed" stands in two missed units, in one that is no raid, and in one with a vote.
    assert (found.phrase, found.missed, found.unvoted, found.voted) == ("razed", 2, 3, 1)
    assert (found.precision, found.articles) == (0.6667, 2)
    assert (found.document_id, found.start, found.end) == ("one", 0, 12)


def test_the_score_is_the_log_odds_in_standard_deviations() -> None:
    [found] = suggest_phrases(*corpus(**MARKET), ["raid"])

    # There: stalls, razed, stalls razed, huts, razed, huts razed: 6 phrases, razed twice.
    # Elsewhere: 3 of "Stalls open" and 6 of "Huts razed slowly", razed once.
    # Prior: these 15 and "razed", "again", "razed again"; razed in 4 units of 18 phrases.
    ratio = log((2 + 4) / (6 + 18 - 6)) - log((1 + 4) / (9 + 18 - 5))
    assert found.score == round(ratio / sqrt(1 / 6 + 1 / 5), 3)


def test_log_odds_of_what_is_even_are_none() -> None:
    even = Counter(raid=3, shop=3)

    assert score_log_odds(["raid", "shop"], even, even, even).tolist() == [0.0, 0.0]


def test_what_rules_vote_for_already_is_not_suggested() -> None:
    rows = [("Stalls razed", "raid", "raid"), ("Stalls open", "", "rest")]

    assert suggest_phrases(*corpus(one=rows, two=rows), ["raid"]) == []


def test_a_vote_for_another_label_is_no_vote_for_this_one() -> None:
    rows = [("Stalls razed", "count", "raid"), ("Stalls open", "", "rest")]

    found = suggest_phrases(*corpus(one=rows, two=rows), ["raid"])

    assert [each.phrase for each in found] == ["stalls razed"]


def test_one_article_is_not_enough() -> None:
    rows = [("Roe razed it", "", "raid"), ("Roe razed all", "", "raid"), ("Open", "", "rest")]

    assert suggest_phrases(*corpus(one=rows), ["raid"]) == []


def test_what_is_mostly_wrong_is_not_suggested() -> None:
    there = ("Razed", "", "raid")
    wrong = ("Razed", "", "rest")

    half = suggest_phrases(
        *corpus(one=[there, wrong], two=[there, wrong, ("b c d e", "", "rest")]), ["raid"]
    )
    less = suggest_phrases(*corpus(one=[there, wrong], two=[there, wrong, wrong]), ["raid"])

    assert [each.precision for each in half] == [0.5]
    assert less == []


def test_function_words_alone_are_no_phrase_but_may_be_part_of_one() -> None:
    rows = [("Because of them", "", "raid"), ("Open", "", "rest")]
    more = [("Because of soot", "", "raid"), ("Open", "", "rest")]

    assert suggest_phrases(*corpus(one=rows, two=rows), ["raid"]) == []
    assert [each.phrase for each in suggest_phrases(*corpus(one=more, two=more), ["raid"])] == [
        "because of soot"
    ]


def test_top_counts_for_each_label() -> None:
    rows = [
        ("Razed. Burnt", "", "raid"),
        ("Forty. Fifty", "", "count"),
        ("Open", "", "rest"),
    ]
    made = corpus(one=rows, two=rows)

    assert len(suggest_phrases(*made, ["raid", "count"], top=5)) == 4
    assert [each.label for each in suggest_phrases(*made, ["raid", "count"], top=1)] == [
        "raid",
        "count",
    ]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Raid: port", ["raid", "port"]),
        ("“Raid” the port’s", ["raid", "raid the", "the", "the port's", "port's"]),
        ("£2.5m fine", ["fine"]),
        ("well-known", ["well-known"]),
        ("", []),
    ],
)
def test_phrases_stop_at_marks_and_numbers(text: str, phrases: list[str]) -> None:
    assert list(find_phrases(text, 2)) == phrases


def test_long_runs_are_read_once() -> None:
    assert list(find_phrases("-" * 100_000)) == []
    assert list(find_phrases("a" * 100_000)) == ["a" * 100_000]
    assert list(find_phrases("1" * 100_000)) == []


def test_a_language_has_its_own_function_words() -> None:
    rows: Any = [("Wegen der", "", "raid"), ("Nach der", "", "raid"), ("Offen", "", "rest")]

    found = suggest_phrases(*corpus(eins=rows, zwei=rows), ["raid"], language="de")

    assert "der" not in [each.phrase for each in found]


def test_a_rule_that_matches_in_the_words_is_named_and_others_are_not(make: Any) -> None:
    labelled, gold = corpus(**MARKET)
    found = suggest_phrases(labelled, gold, ["raid"])
    rules = make(
        {"id": "near", "label": "raid", "pattern": "huts razed"},
        {"id": "beside", "label": "raid", "pattern": "(stalls|huts)"},
        {"id": "other", "label": "count", "pattern": "razed"},
        {"id": "barred", "label": "raid", "pattern": "razed", "unless": "(stalls|huts)"},
    )

    [named] = name_silent_rules(
        found, rules, [each for units in labelled.values() for each in units]
    )

    # "razed" is missed in "Stalls razed" and "Huts razed".
    assert named.missed_units == ("one-0", "two-0")
    assert named.silent_rules == (("barred", 2), ("near", 1))
