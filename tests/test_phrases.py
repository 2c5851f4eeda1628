"""What a phrase matches, and what it must not match."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.errors import ConfigError
from corpus_tools.rules import Context, RuleSet, load_rules
from corpus_tools.rules.lexicon import Lexicon
from corpus_tools.rules.patterns import PatternError

Find = Callable[..., list[str]]
Make = Callable[..., RuleSet]

MATCHED = [
    pytest.param("fined", "He was FINED.", "FINED", id="capitals in the text"),
    pytest.param("Fined", "he was fined", "fined", id="capitals in the phrase"),
    pytest.param("fake accounts", "Fake accounts went.", "Fake accounts", id="two words"),
    pytest.param("fake accounts", "fake\u00a0accounts", "fake\u00a0accounts", id="NBSP"),
    pytest.param("fake accounts", "fake, accounts", "fake, accounts", id="a comma between"),
    pytest.param("fake accounts", 'the "fake" accounts', 'fake" accounts', id="a quote between"),
    pytest.param("fake accounts", "“fake” accounts", "fake” accounts", id="a curly quote"),
    pytest.param("fake accounts", "fake (accounts)", "fake (accounts", id="a bracket between"),
    pytest.param("fake accounts", "fake-accounts", "fake-accounts", id="a hyphen between"),
    pytest.param("well-known", "a well-known man", "well-known", id="a hyphenated word"),
    pytest.param("fined", '"Fined!"', "Fined", id="between signs"),
    pytest.param("don't", "They don’t.", "don’t", id="curly apostrophe in the text"),
    pytest.param("don’t", "They don't.", "don't", id="curly apostrophe in the phrase"),
    pytest.param("café owner", "The CAFÉ owner", "CAFÉ owner", id="an accent"),
    pytest.param("cafe\u0301 owner", "The café owner", "café owner", id="a combining accent"),
    pytest.param("U.S. court", "a U.S. court", "U.S. court", id="full stops in a word"),
    pytest.param("9/11", "since 9/11, he", "9/11", id="a slash in a word"),
    pytest.param("R&D", "the R&D site", "R&D", id="an ampersand"),
    pytest.param("fake (shops|accounts)", "two fake shops", "fake shops", id="alternatives"),
    pytest.param("a b|c d", "so c d", "c d", id="alternatives without brackets"),
    pytest.param(
        "(big shop|bank) closed", "The big shop closed", "big shop closed", id="two words"
    ),
    pytest.param("was [also] fined", "was fined", "was fined", id="left out"),
    pytest.param("was [also] fined", "was also fined", "was also fined", id="not left out"),
    pytest.param("was [(also|then)] fined", "was then fined", "was then fined", id="nested"),
    pytest.param("[the] police", "the police", "the police", id="optional at the start"),
    pytest.param("[the] police", "police", "police", id="optional at the start, left out"),
    pytest.param("fined [again]", "fined again", "fined again", id="optional at the end"),
    pytest.param("prosecut*", "The prosecutors came", "prosecutors", id="words that begin so"),
    pytest.param("prosecut*", "to prosecut", "prosecut", id="the beginning alone"),
    pytest.param("prosecut* said", "prosecutors said", "prosecutors said", id="a beginning first"),
    pytest.param("fined ..2 euros", "fined 30 new euros", "fined 30 new euros", id="a gap"),
    pytest.param("fined ..2 euros", "fined euros", "fined euros", id="an empty gap"),
    pytest.param("a .. z", "a b c d e f g h i z", "a b c d e f g h i z", id="eight words"),
    pytest.param("fined ..3 euros", 'fined "30", new euros', 'fined "30", new euros', id="signs"),
    pytest.param("^ police", "Police came.", "Police", id="the start"),
    pytest.param("^ police", '"Police came."', '"Police', id="the start in quotes"),
    pytest.param("^ ..2 police", "So the police came.", "So the police", id="near the start"),
    pytest.param("fined $", "He was fined.", "fined.", id="the end"),
    pytest.param("[not] fined ..2 $", "fined in May.", "fined in May.", id="near the end"),
]
UNMATCHED = [
    pytest.param("fin", "He was fined.", id="the start of a word"),
    pytest.param("ined", "He was fined.", id="the end of a word"),
    pytest.param("fine", "finé", id="a letter outside ASCII goes on"),
    pytest.param("fine", "fine_print", id="an underscore goes on"),
    pytest.param("fake accounts", "fakeaccounts", id="nothing between"),
    pytest.param("fake accounts", "fake new accounts", id="a word between"),
    pytest.param("fake accounts", "accounts fake", id="another order"),
    pytest.param("fake accounts", "It is fake. Accounts went.", id="a full stop between"),
    pytest.param("fake accounts", "It is fake; accounts went.", id="a semicolon between"),
    pytest.param("fake accounts", "It is fake: accounts went.", id="a colon between"),
    pytest.param("fake accounts", "Fake! Accounts went.", id="an exclamation mark between"),
    pytest.param("fake accounts", "Fake? Accounts went.", id="a question mark between"),
    pytest.param("cafe owner", "café owner", id="another letter"),
    pytest.param("well-known", "well known", id="without its hyphen"),
    pytest.param("was [also] fined", "was not fined", id="another word than the optional one"),
    pytest.param("prosecut*", "unprosecuted", id="begins otherwise"),
    pytest.param("fined ..2 euros", "fined a b c euros", id="a gap too wide"),
    pytest.param("a .. z", "a b c d e f g h i j z", id="nine words"),
    pytest.param("fined ..4 euros", "fined him. They paid euros", id="a gap over a full stop"),
    pytest.param("fined ..4 euros", "fined him; they paid euros", id="a gap over a semicolon"),
    pytest.param("fined ..4 euros", "fined him: they paid euros", id="a gap over a colon"),
    pytest.param("fined ..4 euros", "fined him? They paid euros", id="a gap over a question mark"),
    pytest.param("^ police", "The police came.", id="not at the start"),
    pytest.param("fined $", "fined again", id="not at the end"),
]


@pytest.mark.parametrize(("phrase", "text", "words"), MATCHED)
def test_a_phrase_finds_its_words(find: Find, phrase: str, text: str, words: str) -> None:
    assert find(phrase, text) == [words]


@pytest.mark.parametrize(("phrase", "text"), UNMATCHED)
def test_a_phrase_does_not_match(find: Find, phrase: str, text: str) -> None:
    assert find(phrase, text) == []


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("<close>", "He closes it.", "closes"),
        ("<close> the site", "closing the site", "closing the site"),
        ("<close:past>", "closes or closed", "closed"),
        ("<close:passive>", "it was closed", "was closed"),
        ("<close:passive>", "it got later closed", "got later closed"),
        ("<close:passive>", "they are now closed", "are now closed"),
        ("<close:perfect>", "it has quickly closed", "has quickly closed"),
        ("<close:perfect>", "it has been closed", "has been closed"),
        ("<close:perfect>", "They've closed it", "'ve closed"),
        ("<close:future>", "it will soon close", "will soon close"),
        ("<close:future>", "it will be closed", "will be closed"),
        ("<close:progressive>", "it is being closed", "is being closed"),
        ("<take:perfect>", "they have taken it", "have taken"),
        ("<shut down>", "They shut down two sites", "shut down"),
        ("<shut down>", "They shut the two old sites down", "shut the two old sites down"),
        ("<shut down:past>", "It shuts one, then shut it down", "shut it down"),
        ("<account:noun> data", "the account's data", "account's data"),
        ("<account:noun> data", "the accounts’ data", "accounts’ data"),
        ("<account:noun>", "two accounts", "accounts"),
        ("<police officer:noun>", "police officers", "police officers"),
        ("<police officer:noun>", "a police officer’s car", "police officer’s"),
        ("<Take:past>", "he took it", "took"),
    ],
)
def test_a_form_finds_its_words(find: Find, phrase: str, text: str, words: str) -> None:
    assert find(phrase, text) == [words]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("<close>", "a closet"),
        ("<close>", "enclosed"),
        ("<close:past>", "they close it"),
        ("<close:passive>", "it closed"),
        ("<close:passive>", "it was open and closed"),
        ("<close:perfect>", "they closed it"),
        ("<take:perfect>", "they have took it"),
        ("<shut down>", "They shut a b c d e down"),
        ("<shut down>", "They shut the site. They went down"),
        ("<shut down>", "They shut it; down it went"),
        ("<account:noun>", "accounting"),
    ],
)
def test_a_form_does_not_match(find: Find, phrase: str, text: str) -> None:
    assert find(phrase, text) == []


SHOPS = {"shop": ["bank", "/caf[eé]s?/", "corner (store|shop)"], "sign": ["£5", "five pounds"]}


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("the {shop} closed", "The cafés closed", ["The cafés closed"]),
        ("{shop}", "a corner store", ["corner store"]),
        ("{shop}", "riverbanks", []),
        ("cost {sign}", "it cost £5", ["cost £5"]),
        ("{sign}", "it cost £5", ["£5"]),
        ("(£5|five pounds)", "it cost £5", ["£5"]),
        ("{negation} fined", "he wasn’t fined", ["wasn’t fined"]),
        ("{negation} fine", "they refused to fine", ["refused to fine"]),
        ("{adverb} fined", "was heavily fined", ["heavily fined"]),
    ],
)
def test_a_phrase_takes_lists(find: Find, phrase: str, text: str, words: list[str]) -> None:
    assert find(phrase, text, lists=SHOPS) == words


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("(a|b", "a bracket is open to the end; close it with '[)]'"),
        ("[a", "a bracket is open to the end; close it with ']'"),
        ("a) b", "'[)]' closes nothing; take it out, or open it before"),
        ("a ]", "']' closes nothing; take it out"),
        ("a||b", "has no word; add one"),
        ("()", "has no word; add one"),
        ("[also]", "has no word; add one"),
        ("^ $", "has no word; add one"),
        ("   ", "has no word; add one"),
        ("..3 police", "a gap needs a word on both sides; take it off the end"),
        ("police ..", "a gap needs a word on both sides; take it off the end"),
        ("a ..0 b", "a gap of 0 words; write 1 to 40"),
        ("a ..41 b", "a gap of 41 words; write 1 to 40"),
        ("fined?", "'[?]' after 'fined' is not part of a phrase; leave it out, or write"),
        (r"\bfined", r"'\\\\' after '' is not part of a phrase"),
        ("one: two", "':' after 'one' is not part of a phrase"),
        ("a {B}", "'B' is no name of a list or number type"),
        ("a <close shop", "'<' is open to the end; close it with '>'"),
        ("<close*>", "<close[*]> may hold words and a form only"),
        ("<close:pst>", "there is no form 'pst'; use one of base, s, past, participle, ing, pass"),
        ("/fined/i", "'/' after '' is not part of a phrase"),
        ("//", "matches where nothing stands; make it need a word"),
        ("<:past>", "."),
        ("< >", "."),
        ("fine(s)", "."),
        ("{negation}s", "."),
        ("col*r", "."),
        ("fined..5 euros", "."),
        ("the ^ police", "."),
    ],
)
def test_what_is_amiss_is_refused(make: Make, phrase: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        make({"pattern": phrase})


def test_brackets_without_end_are_refused(make: Make) -> None:
    with pytest.raises(ConfigError, match=r"nested too deep|bracket"):
        make({"pattern": "(" * 5_000 + "a" + ")" * 5_000})


@pytest.mark.parametrize("part", ["unless", "where"])
def test_a_condition_that_always_holds_is_refused(make: Make, part: str) -> None:
    empty: Any = "//" if part == "unless" else {"not_section": "//"}
    with pytest.raises(ConfigError, match="matches where nothing stands"):
        make({"pattern": "fined", part: empty})


SIGNS = (
    "a fined <close> <shut down:past> <x:noun> {negation} {adverb} {money} ( ) [ ] | ^ $ .. ..3 "
    "prosecut* don't £5 % , . ; : ' \" / \\ é 5 <close:passive> < > { }"
)
PIECES = st.sampled_from(SIGNS.split(" "))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=8).map(" ".join) | st.text(max_size=20))
def test_any_phrase_is_read_or_refused(phrase: str) -> None:
    try:
        expression = Lexicon({}).read(phrase)
    except PatternError:
        return
    assert expression or phrase == "//"


def test_an_expression_in_a_list_keeps_to_whole_words(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        "lists: {unit: ['/k?m/', kilo]}\nrules: [{id: far, label: a, pattern: '{count} {unit}'}]\n",
        encoding="utf-8",
    )
    rules = load_rules([path])

    assert rules.ask("It is 14 km away.", Context())
    assert not rules.ask("It is 14 merchants away.", Context())
