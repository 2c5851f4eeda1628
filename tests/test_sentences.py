"""What both engines promise: sentences where a reader ends them, exact offsets, and no long wait."""

import random
import re
import socket
import sys
import time

import pytest

from corpus_tools.errors import ConfigError
from corpus_tools.records import ENGINES, Block, Document, Span
from corpus_tools.sentences import PunktSplitter, SentenceSplitter, make_splitter, make_units
from corpus_tools.sentences.language import SentenceData, load_language


@pytest.fixture(params=ENGINES)
def splitter(request: pytest.FixtureRequest) -> SentenceSplitter:
    return make_splitter(request.param)


def sentences(text: str, splitter: SentenceSplitter) -> list[str]:
    return [text[span.start : span.end] for span in splitter.split(text)]


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
def test_sentences_end_where_a_reader_ends_them(marked: str, splitter: SentenceSplitter) -> None:
    text, expected = cut(marked)

    assert sentences(text, splitter) == expected


def test_stars_before_a_sentence_belong_to_it(splitter: SentenceSplitter) -> None:
    text, expected = cut("* * * It rained.|It snowed.")

    assert sentences(text, splitter) == expected


@pytest.mark.parametrize("space", ["  ", "\n", "\r\n", "\u00a0", "\t", "\u2003", " \u3000"])
def test_offsets_leave_white_space_out(space: str, splitter: SentenceSplitter) -> None:
    text = f"{space}It rained.{space}It snowed.{space}"
    width = len(space)

    assert splitter.split(text) == [
        Span(width, width + 10),
        Span(2 * width + 10, 2 * width + 20),
    ]


def test_an_offset_is_added_to_every_span(splitter: SentenceSplitter) -> None:
    assert splitter.split("It rained. It snowed.", 100) == [Span(100, 110), Span(111, 121)]


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_white_space_has_no_sentences(text: str, splitter: SentenceSplitter) -> None:
    assert splitter.split(text) == []


def test_a_language_without_data_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(ValueError, match=r"'xx'; use one of .*en"):
        make_splitter("rules", "xx")


def test_an_abbreviation_in_two_lists_is_refused() -> None:
    with pytest.raises(ValueError, match="Mr stands in two lists; keep it in one"):
        SentenceData(abbreviations={"titles": "Mr", "names": "Mr"}, starters="The")


def test_an_abbreviation_with_its_last_stop_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("Mr. ends in a stop; leave the last stop out")):
        SentenceData(abbreviations={"titles": "Mr."}, starters="The")


def test_an_abbreviation_with_a_capital_is_no_word_in_small_letters() -> None:
    english = load_language("en")

    assert (english.class_of("Mass"), english.class_of("MASS")) == ("places", "places")
    assert english.class_of("mass") is None


def test_nothing_is_downloaded_or_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("a connection or a file of NLTK's was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("nltk.data.find", refuse)

    assert len(PunktSplitter().split("Mr. Roe left. It rained.")) == 2


def test_the_way_out_is_told_where_punkt_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "punkt", None)

    with pytest.raises(ConfigError, match=re.escape("pip install 'corpus-tools[punkt]'")):
        PunktSplitter()


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


def test_a_megabyte_of_prose_in_one_line_ends_where_its_pieces_do(
    splitter: SentenceSplitter,
) -> None:
    expected = prose(1_000_000)

    assert sentences(" ".join(expected), splitter) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 1_000_000, id="a word without end"),
        pytest.param("Mr. " * 250_000, id="a row of abbreviations"),
        pytest.param("A. " * 333_333, id="a row of initials"),
        pytest.param("fog and " * 125_000, id="words without a stop"),
        pytest.param("a" + " " * 1_000_000 + "b", id="blanks"),
        pytest.param("." * 1_000_000, id="stops"),
        pytest.param(". " * 500_000, id="stops that stand apart"),
        pytest.param("!" * 1_000_000, id="exclamation marks"),
        pytest.param("(" * 1_000_000, id="brackets"),
        pytest.param('"' * 1_000_000, id="straight quotes"),
        pytest.param("\u201cfog " * 200_000, id="quotes that never close"),
        pytest.param("abc." * 250_000, id="words without blanks"),
        pytest.param('Mr."A' * 200_000, id="titles in quotes without blanks"),
        pytest.param("x.) " * 250_000, id="closing brackets"),
        pytest.param("? ! " * 250_000, id="marks that stand apart"),
        pytest.param(".[1]" * 250_000, id="footnotes"),
    ],
)
def test_a_megabyte_of_anything_is_cut_up_in_seconds(text: str, splitter: SentenceSplitter) -> None:
    started = time.perf_counter()
    spans = splitter.split(text)

    # The bound is far off on purpose: what it catches takes minutes. Figures are in the benchmark.
    assert time.perf_counter() - started < 30
    assert sum(span.end - span.start for span in spans) >= len(text.replace(" ", ""))


@pytest.mark.parametrize("kind", ["title", "heading"])
def test_a_heading_is_one_unit(kind: str, splitter: SentenceSplitter) -> None:
    (unit,) = make_units(*article("Fog. Then rain.", kind), splitter)

    assert (unit.kind, unit.start, unit.end, unit.text) == (kind, 0, 15, "Fog. Then rain.")


@pytest.mark.parametrize("kind", ["prose", "list_item", "boilerplate"])
def test_other_blocks_are_cut_into_sentences(kind: str, splitter: SentenceSplitter) -> None:
    units = list(make_units(*article("Fog  came. Then rain.", kind), splitter))

    assert [(unit.unit_id, unit.index, unit.start, unit.end, unit.text) for unit in units] == [
        ("a-0000", 0, 0, 10, "Fog came."),
        ("a-0001", 1, 11, 21, "Then rain."),
    ]
    assert {(unit.kind, unit.section) for unit in units} == {(kind, ("Weather",))}


def article(text: str, kind: str) -> tuple[Document, list[Block]]:
    document = Document(id="a", source="a.txt", text=text, sha256="")
    whole = kind in ("title", "heading")
    return document, [Block(kind, 0, len(text), ("Weather",), whole)]
