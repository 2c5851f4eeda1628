"""Tense, voice, case and particles of forms in phrases, and what gaps go over."""

from collections.abc import Callable

import pytest

Find = Callable[..., list[str]]

TENSES = [
    ("<fine:passive>", "It wasn't fined.", "wasn't fined"),
    ("<fine:passive>", "They weren’t fined.", "weren’t fined"),
    ("<fine:passive>", "We're fined.", "'re fined"),
    ("<fine:passive>", "They get fined", "get fined"),
    ("<fine:passive>", "They will get fined", "get fined"),
    ("<close:passive>", "It was never fully closed", "was never fully closed"),
    ("<close:passive>", "They were all closed", "were all closed"),
    ("<close:passive>", "was forcibly and permanently closed",
     "was forcibly and permanently closed"),
    ("<close:passive>", "It was on Friday closed", "was on Friday closed"),
    ("<close:passive>", "It was a bank that closed", None),
    ("<close:passive>", "It was fined and closed", None),
    ("<close:passive>", "The bank's closed shop", None),
    ("<close:perfect>", "It hasn't closed", "hasn't closed"),
    ("<close:perfect>", "He'd closed it", "'d closed"),
    ("<close:perfect>", "It's been closed", "It's been closed"),
    ("<close:perfect>", "It's closed", None),
    ("<close:future>", "It won't close", "won't close"),
    ("<close:future>", "It'll be closed", "'ll be closed"),
    ("<close:future>", "It is going to close", "is going to close"),
    ("<close:future>", "It is to be closed", "is to be closed"),
    ("<close:future>", "It will be closing", "will be closing"),
    ("<close:future>", "It will be close", None),
    ("<close:future>", "It failed to close", None),
    ("<close:future>", "It refused to close", None),
    ("<close:future>", "It used to close", None),
    ("<close:progressive>", "It was closed", None),
    ("<close:progressive>", "It is closed", None),
    ("<close:progressive>", "They were closed", None),
    ("<close:progressive>", "They aren't closing it", "aren't closing"),
    ("<close:progressive>", "It was already being quietly closed",
     "was already being quietly closed"),
    ("{copula} open", "It isn't open", "isn't open"),
    ("{future} ..2 rise", "They won't ever rise", "won't ever rise"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "text", "words"), TENSES)
def test_tense_and_voice(find: Find, phrase: str, text: str, words: str | None) -> None:
    assert find(phrase, text) == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("The court fined him.", True),
        ("The bank was fined.", False),
        ("The bank was not heavily fined.", False),
        ("The bank got fined.", False),
        ("The bank was fined, and the court fined him too.", True),
    ],
)
def test_who_fines_is_told_from_who_is_fined(find: Find, text: str, speaks: bool) -> None:
    where = {"not_before": "{passive}"}

    assert bool(find("<fine:past>", text, where=where)) is speaks


RAIDS = [
    ("Police in the U.S. raided it", True),
    ("Police (Mr. Smith) raided it", True),
    ("police at No. 5 raided", True),
    ("Police at 10:30 raided it", True),
    ("Police -- and the army -- raided it", True),
    ("Police – “special” men – raided it", True),
    ("Police of U.S.-based firms raided it", True),
    ("Police of J. R. Poe raided it", True),
    ("Police on Jan. 5 raided it", True),
    ("They saw police go. Men raided it", False),
    ("They saw the police. Men raided it", False),
    ("They saw police at ten: men raided it", False),
    ("They saw police; men raided it", False),
    ("Police a b c d e f raided it", False),
    ("Police -- -- -- raided it", False),
]


@pytest.mark.parametrize(("text", "found"), RAIDS)
def test_a_gap_goes_over_abbreviations_and_dashes(find: Find, text: str, found: bool) -> None:
    assert bool(find("police ..5 raided", text)) is found


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("<shut down>", "They shut the U.S. site down", "shut the U.S. site down"),
        ("<shut down>", "They shut Mr. Poe down", "shut Mr. Poe down"),
        ("<shut down>", "They shut 1,000 sites down", "shut 1,000 sites down"),
        ("<shut down>", "They shut Andover station down", "shut Andover station down"),
        ("<turn off>", "They turned the “old” lamp off", "turned the “old” lamp off"),
        ("<shut down>", "He shut his eyes and lay down", None),
        ("<shut down>", "He shut it before he lay down", None),
        ("<turn off>", "They turned left, then set off", None),
        ("<turn off>", "They turned left then set off", None),
        ("<turn off>", "They turned left, off we go", None),
    ],
)
def test_a_particle_is_its_own_verbs(find: Find, phrase: str, text: str, words: str | None) -> None:
    assert find(phrase, text) == ([] if words is None else [words])


CASES = [
    ("<Apple:noun>", "He likes Apple’s phones.", "Apple’s"),
    ("<Apple:noun>", "Two Apples came.", "Apples"),
    ("<Apple:noun>", "He ate an apple.", None),
    ("<NGO:noun>", "Many NGOs left.", "NGOs"),
    ("<NGO:noun>", "An ngo left.", None),
    ("<Target:noun> store", "the Target store", "Target store"),
    ("<Go:past>", "He Went in.", "Went"),
    ("<close>", "He closed it.", "closed"),
    ("<close>", "Closed it was.", "Closed"),
    ("<close>", "“Closing it was hard.”", "“Closing"),
    ("<close>", "Glenn Close came.", None),
    ("<close>", "CLOSED!", None),
    ("<police officer:noun>", "Police officers came.", "Police officers"),
    ("<police officer:noun>", "The Police officers came.", None),
    ("<close:passive>", "It WAS closed.", "WAS closed"),
    ("<close:passive>", "It was Closed.", None),
    ("Apple [{adverb}] {reporting}", "Apple LATER said so.", "Apple LATER said"),
    ("{firm}", "The Apple fell.", "Apple"),
    ("{firm}", "The apple fell.", None),
]


@pytest.mark.parametrize(("phrase", "text", "words"), CASES)
def test_forms_and_lists_where_case_counts(
    find: Find, phrase: str, text: str, words: str | None
) -> None:
    found = find(phrase, text, case="exact", lists={"firm": ["<Apple:noun>"]})

    assert found == ([] if words is None else [words])


def test_the_languages_lists_silence_in_any_case(find: Find) -> None:
    assert find("Apple", "No Apple came.", case="exact", unless="{negation}") == []
    assert find("Apple", "Now Apple came.", case="exact", unless="{negation}") == ["Apple"]
