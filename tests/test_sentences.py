"""Where sentences end, and that long texts do not take long."""

import random
import socket
import time

import pytest

from corpus_tools.records import Block, Document, Span
from corpus_tools.sentences import PunktSplitter, default_splitter, load_abbreviations, make_units


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in default_splitter().split(text)]


def cut(marked: str) -> tuple[str, list[str]]:
    """A text out of one whose sentences are parted by bars, and the sentences."""
    return marked.replace("|", " "), marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The fog came.|It went.", id="full stops"),
        pytest.param("Who came?|Nobody!|Then fog.", id="other marks"),
        pytest.param("Gone?!|Gone!!!|Yes.", id="several marks"),
        pytest.param("Mr. Roe and Dr. Poe left.|St. Hull is cold.", id="titles"),
        pytest.param("Fog Ltd. and Sons left.|Mist Inc. stayed.", id="firms"),
        pytest.param("They came on Mon. 3 Feb. 2020.|They left.", id="days and months"),
        pytest.param("It opens at 3 p.m. on Sundays.|It is shut.", id="times"),
        pytest.param("The U.S. agency left.|The U.K. one stayed.", id="countries"),
        pytest.param("See art. 5, para. 2 and fig. 7.|It is short.", id="numbers"),
        pytest.param("Birds, e.g. gulls, i.e. big ones, came.|They ate.", id="Latin"),
        pytest.param("Roe et al. v. Hull is old.|It is long.", id="cases"),
        pytest.param("J. R. Roe left.|A. Poe stayed.", id="initials before names"),
        pytest.param("It cost £5.50 in 2020.|It is 3.5 miles off.", id="decimal numbers"),
        pytest.param("Look at fog.example.org for boats.|It is up.", id="addresses"),
        pytest.param("They waited... and left.|It rained.", id="three stops go on"),
        pytest.param("They waited\u2026 and left.|It rained.", id="an ellipsis goes on"),
        pytest.param("(They left.)|It rained.", id="brackets"),
        pytest.param('"Who left?" he asked.|"Nobody!" she said.', id="straight with a speaker"),
        pytest.param("\u201cWho left?\u201d he asked.|\u201cNo.\u201d", id="curly with a speaker"),
        pytest.param("\u201cStop.\u201d|The van left.", id="a quotation ends a sentence"),
        pytest.param("\u00abStop.\u00bb|The van left.", id="so do guillemets"),
        pytest.param("It was so.|\u201cStop,\u201d he said.", id="a quotation starts one"),
        pytest.param("It rained.|\u00c9va left.|\u0141uk stayed.", id="accented names"),
        pytest.param("no stop at all", id="no stop"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    text, expected = cut(marked)

    assert sentences(text) == expected


@pytest.mark.xfail(reason="no list of abbreviations can tell these")
@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("He lives in the U.S.|She does not.", id="an abbreviation at the end"),
        pytest.param("Did he pay?|No.|He left.", id="no is a number's abbreviation"),
        pytest.param("It was plan B.|Nobody knew.", id="a single letter at the end"),
        pytest.param("They waited\u2026|It rained.", id="an ellipsis at the end"),
        pytest.param("They waited...|It rained.", id="three stops at the end"),
        pytest.param("It rained.[1]|It snowed.", id="a footnote's number"),
    ],
)
def test_limits_of_the_splitter(marked: str) -> None:
    text, expected = cut(marked)

    assert sentences(text) == expected


def test_a_stop_without_a_blank_ends_nothing() -> None:
    assert sentences("It rained.It snowed.") == ["It rained.It snowed."]


def test_stars_before_a_sentence_belong_to_it() -> None:
    assert sentences("* * * It rained. It snowed.") == ["* * * It rained.", "It snowed."]


@pytest.mark.parametrize("space", ["  ", "\n", "\r\n", "\u00a0", "\t", "\u2003", " \u3000"])
def test_offsets_leave_white_space_out(space: str) -> None:
    text = f"{space}It rained.{space}It snowed.{space}"
    width = len(space)

    assert list(default_splitter().split(text)) == [
        Span(width, width + 10),
        Span(2 * width + 10, 2 * width + 20),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_abbreviations_are_small_and_without_their_stop() -> None:
    words = load_abbreviations("en").all()

    assert {"mr", "u.s", "e.g", "p.m", "feb"} <= words
    assert all(word == word.lower().rstrip(".") for word in words)


def test_nothing_is_downloaded_or_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("a connection or a file of NLTK's was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("nltk.data.find", refuse)

    assert len(list(PunktSplitter().split("Mr. Roe left. It rained."))) == 2


WHO = ["The clerk", "Mr. Roe", "A gull", "Dr. Poe of Fog Ltd.", "Nobody", "The U.S. envoy"]
DID = ["ate", "sold", "saw", "\u201cnever\u201d saw", "paid £5.50 for"]
WHAT = ["the lamp.", "a red boat!", "it at 3 p.m. on Monday.", "its papers?", "the café."]


def prose(length: int) -> list[str]:
    """Invented sentences of a given length in all, the same at each call."""
    choice = random.Random(7).choice
    kept: list[str] = []
    while length > 0:
        kept.append(" ".join(map(choice, (WHO, DID, WHAT))))
        length -= len(kept[-1]) + 1
    return kept


def test_a_megabyte_of_prose_in_one_line_ends_where_its_pieces_do() -> None:
    expected = prose(1_000_000)

    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "most"),
    [
        pytest.param("a" * 1_000_000, 20, id="a word without end"),
        pytest.param("Mr. " * 250_000, 25, id="a row of abbreviations"),
        pytest.param("fog and " * 125_000, 20, id="words without a stop"),
        pytest.param("a" + " " * 1_000_000 + "b", 2, id="blanks"),
        pytest.param("." * 1_000_000, 1, id="stops"),
    ],
)
def test_a_megabyte_of_anything_is_cut_up(text: str, most: int) -> None:
    spans = list(default_splitter().split(text))

    assert 1 <= len(spans) <= most
    assert sum(span.end - span.start for span in spans) >= len(text.replace(" ", ""))


def test_a_piece_full_of_closing_brackets_is_cut_fast() -> None:
    started = time.perf_counter()

    sentences("x.) " * 12_500)

    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("kind", ["title", "heading"])
def test_a_heading_is_one_unit(kind: str) -> None:
    (unit,) = make_units(*article("Fog. Then rain.", kind), default_splitter())

    assert (unit.kind, unit.start, unit.end, unit.text) == (kind, 0, 15, "Fog. Then rain.")


@pytest.mark.parametrize("kind", ["prose", "list_item", "boilerplate"])
def test_other_blocks_are_cut_into_sentences(kind: str) -> None:
    units = list(make_units(*article("Fog  came. Then rain.", kind), default_splitter()))

    assert [(unit.unit_id, unit.index, unit.start, unit.end, unit.text) for unit in units] == [
        ("a-0000", 0, 0, 10, "Fog came."),
        ("a-0001", 1, 11, 21, "Then rain."),
    ]
    assert {(unit.kind, unit.section) for unit in units} == {(kind, ("Weather",))}


def article(text: str, kind: str) -> tuple[Document, list[Block]]:
    document = Document(id="a", source="a.txt", text=text, sha256="")
    return document, [Block(kind, 0, len(text), ("Weather",))]
