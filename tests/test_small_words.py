"""The language's own lists: what they silence, and what only looks like them."""

from collections.abc import Callable

import pytest

Find = Callable[..., list[str]]

DENIED = [
    "Nobody was fined.", "None was fined.", "Nothing was fined.", "No one was fined.",
    "No-one was fined.", "They were unable to say who was fined.", "He was rarely fined.",
    "It was scarcely fined.", "The court prevented it from being fined.", "It was not fined.",
    "He was barred from being fined.", "It wasn't fined.", "No 10p coin was fined, nor a note.",
]  # fmt: skip
NOT_DENIED = [
    "No. 10 was fined.", "no. 10 was fined", "No 10 was fined.", "It was not only fined.",
    "Not only fined, it was closed.", "Not just banks were fined.", "It was no doubt fined.",
    "A no-frills airline was fined.", "It was fined without warning.", "A bar was fined.",
]  # fmt: skip
SUPPOSED = [
    "Perhaps it was fined.", "Maybe it was fined.", "It was possibly fined.",
    "It is likely to be fined.", "They are threatening to have it fined.",
    "It plans to have it fined.", "It was fined in the proposed deal.", "If it were to be fined.",
    "It may be fined.", "May it be fined?", "It may be fined in May.", "It could be fined.",
]  # fmt: skip
NOT_SUPPOSED = [
    "It was fined in May.", "In May, it was fined.", "May 12 saw it fined.",
    "It was fined on 12 May.", "It was fined, and Theresa May said so.", "A would-be thief was fined.",
    "It was fined over a can of paint.", "Few, if any, were fined.",
]  # fmt: skip


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied(find: Find, text: str) -> None:
    assert find("fined", text, unless="{negation}") == []


@pytest.mark.parametrize("text", NOT_DENIED)
def test_what_only_sounds_denied(find: Find, text: str) -> None:
    assert find("fined", text, unless="{negation}") == ["fined"]


@pytest.mark.parametrize("text", SUPPOSED)
def test_what_is_only_supposed(find: Find, text: str) -> None:
    assert find("fined", text, unless="{hypothetical}") == []


@pytest.mark.parametrize("text", NOT_SUPPOSED)
def test_what_only_sounds_supposed(find: Find, text: str) -> None:
    assert find("fined", text, unless="{hypothetical}") == ["fined"]


@pytest.mark.parametrize("verb", ["wrote", "tweeted", "asked", "replied", "described", "posted"])
def test_who_speaks_may_do_so_in_many_ways(find: Find, verb: str) -> None:
    assert find("{reporting}", f"He {verb} it.") == [verb]


@pytest.mark.parametrize(
    ("phrase", "case", "text", "words"),
    [
        ("not only fined", "ignore", "It was not only fined.", ["not only fined"]),
        ("in May", "ignore", "It was fined in May.", ["in May"]),
        ("{negation} ..2 fined", "ignore", "It was not only fined.", []),
        ("{negation} ..2 fined", "ignore", "It was not yet fined.", ["not yet fined"]),
        ("{negation} ..3 {count}", "ignore", "It took not only 12 boats.", []),
        ("{negation} ..3 {count}", "ignore", "It took not even 12 boats.", ["not even 12"]),
        ("{denied} fined", "ignore", "Not one fined", []),
        ("{denied}", "ignore", "not only", []),
        ("{negation} [only] Apple", "exact", "not only Apple", []),
        ("{negation} Apple", "exact", "NOT Apple", ["NOT Apple"]),
    ],
)
def test_only_rules_with_such_a_list_do_not_see_an_idiom(
    find: Find, phrase: str, case: str, text: str, words: list[str]
) -> None:
    assert find(phrase, text, case=case, lists={"denied": ["{negation}"]}) == words
