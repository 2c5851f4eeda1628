"""What a model sees of a text, and the way back to the text as written."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.normalisation import NormalisedText, compose, normalise

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
UNSETTLED = st.text(
    st.sampled_from("ae \n\t\u00a0\u0301\u0323\u0307\u1100\u1161\u11a8\u0958\u0f72\u0f74\u00e9q")
)


def slices(original: str) -> list[tuple[str, str]]:
    """Each character of the normalised text beside what stands there in the original."""
    seen = normalise(original)
    spans = [seen.original_span(place, place + 1) for place in range(len(seen.text))]
    return [
        (character, original[start:end])
        for character, (start, end) in zip(seen.text, spans, strict=True)
    ]


@pytest.mark.parametrize(
    ("original", "seen"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\t ", "", id="only white space"),
        pytest.param("fined", "fined", id="a word"),
        pytest.param("fined  twice", "fined twice", id="two blanks"),
        pytest.param("fined\r\ntwice", "fined twice", id="a line end"),
        pytest.param("fined\ttwice", "fined twice", id="a tab"),
        pytest.param("fined\u00a0twice", "fined twice", id="a no-break space"),
        pytest.param("fined\u2028\u3000twice", "fined twice", id="rare spaces"),
        pytest.param("\n fined \n", "fined", id="space around"),
        pytest.param("zero\u200bwidth", "zero\u200bwidth", id="a zero-width space is no space"),
    ],
)
def test_white_space_is_folded(original: str, seen: str) -> None:
    assert normalise(original).text == seen


@pytest.mark.parametrize(
    ("original", "seen"),
    [
        pytest.param("cafe\u0301", "caf\u00e9", id="an accent"),
        pytest.param("a\u0323\u0302", "\u1ead", id="two accents melt into one letter"),
        pytest.param("a\u0302\u0323", "\u1ead", id="in either order"),
        pytest.param(
            "q\u0307\u0323", "q\u0323\u0307", id="marks that melt into nothing are sorted"
        ),
        pytest.param("\u1112\u1161\u11ab", "\ud55c", id="three jamo make a syllable"),
        pytest.param("\u212b", "\u00c5", id="the angstrom sign is a letter"),
        pytest.param("\u0958", "\u0915\u093c", id="a letter that composes to two characters"),
        pytest.param("a \u0301b", "a \u0301b", id="a mark after a blank stays there"),
    ],
)
def test_letters_are_composed(original: str, seen: str) -> None:
    assert normalise(original).text == seen


@pytest.mark.parametrize("sign", ["\u0f73", "\u0f75", "\u0f81"])
def test_an_accent_behind_a_double_vowel_sign_still_joins_its_letter(sign: str) -> None:
    original = f"A{sign}\u0300"

    assert normalise(original).text == unicodedata.normalize("NFC", original)


def test_text_that_is_fine_is_kept_without_a_table() -> None:
    assert normalise("A fine of £5.") == NormalisedText("A fine of £5.", None)


@pytest.mark.parametrize(
    ("original", "word", "written"),
    [
        pytest.param("He  was \n fined", "was fined", "was \n fined", id="white space"),
        pytest.param("  fined", "fined", "fined", id="after leading blanks"),
        pytest.param("The cafe\u0301 paid", "caf\u00e9", "cafe\u0301", id="an accent"),
        pytest.param("e\u0301  paid", "paid", "paid", id="after an accent and blanks"),
        pytest.param("a\u0302\u0323 b", "\u1ead b", "a\u0302\u0323 b", id="two accents"),
        pytest.param(
            "\u1112\u1161\u11ab\u1100\u1161 x",
            "\ud55c\uac00",
            "\u1112\u1161\u11ab\u1100\u1161",
            id="two syllables of jamo",
        ),
    ],
)
def test_a_word_leads_back_to_what_was_written(original: str, word: str, written: str) -> None:
    seen = normalise(original)
    place = seen.text.index(word)

    start, end = seen.original_span(place, place + len(word))

    assert original[start:end] == written


def test_each_character_leads_back_to_its_own_piece() -> None:
    assert slices("e\u0301 \n\u1100\u1161.") == [
        ("\u00e9", "e\u0301"),
        (" ", " \n"),
        ("\uac00", "\u1100\u1161"),
        (".", "."),
    ]


@pytest.mark.parametrize("place", [0, 1], ids=["letter", "first mark"])
def test_a_part_of_a_cluster_leads_back_to_the_whole_cluster(place: int) -> None:
    original = "q\u0307\u0323 paid"
    seen = normalise(original)

    start, end = seen.original_span(place, place + 1)

    assert original[start:end] == "q\u0307\u0323"


def test_many_marks_on_one_letter_are_read_fast() -> None:
    marks = "\u0301" * 50_000

    assert len(normalise("a" + marks).text) == 50_000


@given(ANY_TEXT | UNSETTLED)
def test_normalising_is_composing_and_joining_words(text: str) -> None:
    assert normalise(text).text == " ".join(unicodedata.normalize("NFC", text).split())


@given(ANY_TEXT | UNSETTLED)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text

    assert normalise(once) == NormalisedText(once, None)


@given(ANY_TEXT | UNSETTLED)
def test_offsets_go_up_and_stay_inside(text: str) -> None:
    seen = normalise(text)
    starts = seen.starts or tuple(range(len(seen.text) + 1))

    assert len(starts) == len(seen.text) + 1
    assert all(before <= after for before, after in pairwise(starts))
    assert 0 <= starts[0] <= starts[-1] <= len(text)


@given(ANY_TEXT | UNSETTLED, st.data())
def test_words_lead_back_to_a_slice_that_normalises_to_them(text: str, data: st.DataObject) -> None:
    seen = normalise(text)
    words = seen.text.split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = sum(len(word) + 1 for word in words[:first])
    end = start + len(" ".join(words[first : last + 1]))

    back = slice(*seen.original_span(start, end))

    assert normalise(text[back]).text == seen.text[start:end]


@pytest.mark.parametrize(
    ("original", "composed", "starts"),
    [
        pytest.param("two  words\n", "two  words\n", None, id="nothing to do"),
        pytest.param("a\r\nb\rc", "a\nb\nc", (0, 1, 3, 4, 5, 6), id="line ends"),
        pytest.param("e\u0301 \r\nx", "\u00e9 \nx", (0, 2, 3, 5, 6), id="an accent and a line end"),
        pytest.param("\u0958", "\u0915\u093c", (0, 0, 1), id="one letter becomes two characters"),
        pytest.param("\r\u0301", "\n\u0301", (0, 1, 2), id="a mark after a line end"),
    ],
)
def test_composing_keeps_white_space_and_the_way_back(
    original: str, composed: str, starts: tuple[int, ...] | None
) -> None:
    assert compose(original) == NormalisedText(composed, starts)


@given(ANY_TEXT | UNSETTLED)
def test_composing_is_nfc_with_line_feeds(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = compose(text)

    assert seen.text == unicodedata.normalize("NFC", lines)
    assert compose(seen.text) == NormalisedText(seen.text)
    assert seen.starts is None or len(seen.starts) == len(seen.text) + 1
