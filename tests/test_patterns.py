"""Patterns as people write them, as the engine takes them."""

import pytest

from corpus_tools.rules.folding import FoldTable
from corpus_tools.rules.lexicon import Lexicon
from corpus_tools.rules.patterns import (
    LETTER_STAND_INS,
    Alphabet,
    PatternError,
    fold_case,
    translate,
)

LETTERS = "".join(map(chr, [*range(0xE0, 0xF7), *range(0xF8, 0xFF)]))
ARROWS = "".join(map(chr, range(0x21CE - 26, 0x21CE + 1)))


def folded(text: str, *, naming: str = "", keep_case: bool = False) -> str:
    alphabet = Alphabet()
    for character in naming:
        alphabet.name(character)
    return text.translate(FoldTable(alphabet, keep_case=keep_case))


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        pytest.param(r"\bFined\b", r"\bfined\b", id="capitals become small"),
        pytest.param(r"\S\W\D\B", r"\S\W\D\B", id="escapes keep their case"),
        pytest.param(r"(?P<Sum>\d+)", r"(?P<Sum>\d+)", id="so do the names of groups"),
        pytest.param("(?-U:A)", "(?-U:a)", id="and flags"),
        pytest.param("[A-Z]", "[a-z]", id="ranges become small"),
        pytest.param("Äü", "AB", id="letters outside ASCII become capitals"),
        pytest.param("ÄäÄ", "AAA", id="one capital for small and big"),
        pytest.param(r"\é", "A", id="an escaped letter is a letter"),
        pytest.param("£€£", r"\x01\x02\x01", id="symbols become control characters"),
        pytest.param("[£€]", r"[\x01\x02]", id="in classes as well"),
        pytest.param("\u2018a\u2019 \u201cb\u201d", "'a' \"b\"", id="curly quotes become straight"),
        pytest.param("\u212a\u017f\u0131", "ksi", id="letters that mean ASCII ones become these"),
        pytest.param(r"\$5 \.", r"\$5 \.", id="escaped signs stay escaped"),
    ],
)
def test_translation(written: str, taken: str) -> None:
    assert translate(written, Alphabet()) == taken


def test_case_is_kept_when_asked_for() -> None:
    assert translate(r"\bACT £\d", Alphabet(), keep_case=True) == r"\bACT \x01\d"


def test_patterns_share_an_alphabet() -> None:
    alphabet = Alphabet()

    assert [translate(each, alphabet) for each in ("é", "ü", "éü")] == ["A", "B", "AB"]


LOOK = "is not part of RE2, which keeps rules fast; use 'unless' or a second rule"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        pytest.param("fine(?=s)", f"look-ahead {LOOK}", id="look-ahead"),
        pytest.param("fine(?!s)", f"look-ahead {LOOK}", id="negative look-ahead"),
        pytest.param("(?<=a )fine", f"look-behind {LOOK}", id="look-behind"),
        pytest.param("(?<!a )fine", f"look-behind {LOOK}", id="negative look-behind"),
        pytest.param(r"(a|b)\1", f"a back-reference {LOOK}", id="back-reference"),
        pytest.param("a++", f"a possessive or atomic group {LOOK}", id="possessive plus"),
        pytest.param("a{2}+", f"a possessive or atomic group {LOOK}", id="possessive count"),
        pytest.param("(?>ab)", f"a possessive or atomic group {LOOK}", id="atomic group"),
        pytest.param(r"\p{Lu}", r"\p{Lu} names .*; type them, or use \w", id="Unicode class"),
        pytest.param(r"\PL", r"\P names .*; type them, or use \w", id="short Unicode class"),
        pytest.param(r"\x{e9}", r"\x{e9} names .*; type them, or use \w", id="number in braces"),
        pytest.param(r"\xe9", r"\x names .*; type them, or use \w", id="number"),
        pytest.param("[à-ü]", "a range .*; list them one by one, or use \\w", id="wide range"),
        pytest.param("[a-ü]", "a range .*; list them one by one, or use \\w", id="half-wide range"),
        pytest.param("[x£-5]", "a range .*; list them one by one, or use \\w", id="symbol range"),
    ],
)
def test_a_refusal_names_the_way_out(pattern: str, message: str) -> None:
    expected = message.replace("\\", r"\\").replace("{", r"\{")

    with pytest.raises(PatternError, match=expected):
        translate(Lexicon({}).read(f"/{pattern}/"), Alphabet())


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\(?\[=", id="an escaped bracket opens no look-ahead"),
        pytest.param(r"\\1", id="a backslash and a digit are no back-reference"),
        pytest.param("a+?", id="a lazy plus"),
        pytest.param("[-£]", id="a hyphen at the start of a class"),
        pytest.param("[£-]", id="a hyphen at the end of a class"),
        pytest.param("[ab] £-5", id="a hyphen outside of a class"),
    ],
)
def test_what_only_looks_like_it_is_taken(pattern: str) -> None:
    assert translate(Lexicon({}).read(f"/{pattern}/"), Alphabet()).isascii()


@pytest.mark.parametrize("pattern", [r"\++", r"\?+", r"\*+"])
def test_many_of_an_escaped_sign_are_not_possessive(pattern: str) -> None:
    assert translate(Lexicon({}).read(f"/{pattern}/"), Alphabet()) == pattern


@pytest.mark.parametrize("pattern", [r"[\-–]", "[*+]", "[(?=]"])
def test_signs_in_a_class_mean_themselves(pattern: str) -> None:
    assert translate(Lexicon({}).read(f"/{pattern}/"), Alphabet()).isascii()


def test_sixteen_letters_may_be_named() -> None:
    named = translate(LETTERS[:16], Alphabet())

    assert named == LETTER_STAND_INS == "ABCDEFGHIJKLMNOP"


def test_a_seventeenth_letter_is_refused() -> None:
    with pytest.raises(PatternError, match=r"'ð' is one letter .* too many; .* may name 16"):
        translate(LETTERS[:17], Alphabet())


def test_a_twenty_seventh_symbol_is_refused() -> None:
    with pytest.raises(PatternError, match=r"'⇎' is one letter or symbol .* name 26 of a kind"):
        translate(ARROWS, Alphabet())


def test_a_letter_outside_ascii_is_refused_where_case_counts() -> None:
    with pytest.raises(PatternError, match="'É' is outside ASCII; take 'case: exact' out or"):
        translate("École", Alphabet(), keep_case=True)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("Fined £5", "fined \x7f5", id="an unnamed symbol"),
        pytest.param("Ärger", "Zrger", id="an unnamed letter"),
        pytest.param("a\u00a0b\tc\nd", "a b c d", id="white space"),
        pytest.param("\u0665\u0966", "00", id="digits of any script"),
        pytest.param("\u00b2", "Z", id="a raised two is a letter, as in Python"),
        pytest.param("\u2019\u201c", "'\"", id="curly quotes"),
        pytest.param("\u212a\u017f\u0131\u0130", "ksii", id="letters that mean ASCII ones"),
        pytest.param("\U0001f600", "\x7f", id="an emoji"),
        pytest.param("e\u0301", "e\x7f", id="a mark"),
        pytest.param("\x01\x7f", "\x7f\x7f", id="control characters are no named symbols"),
    ],
)
def test_folding(text: str, seen: str) -> None:
    assert folded(text) == seen


def test_folding_knows_the_named_characters() -> None:
    assert folded("ÄäÖ£€", naming="ä€") == "AAZ\x7f\x01"


def test_folding_keeps_case_when_asked_for() -> None:
    assert folded("Act É \u212a", keep_case=True) == "Act _ _"


def test_folding_with_case_kept_leaves_capitals_to_ascii() -> None:
    assert folded("é", naming="é", keep_case=True) == "_"


@pytest.mark.parametrize(
    ("character", "small"),
    [("A", "a"), ("É", "é"), ("ẞ", "ß"), ("ß", "ß"), ("İ", "i"), ("Σ", "σ"), ("€", "€")],
)
def test_lowering_a_character_gives_one_character(character: str, small: str) -> None:
    assert fold_case(character) == small
