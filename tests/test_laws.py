"""What holds for every text: units tile a document, and votes lead back to their words."""

import json
import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.aggregation import Precedence
from corpus_tools.articles import Labeller, find_sentences, segment_document
from corpus_tools.normalisation import normalise
from corpus_tools.records import ENGINES, KINDS, Document, EngineName
from corpus_tools.rules import load_rules
from corpus_tools.sentences import make_splitter
from corpus_tools.structure import find_blocks

PIECES = [
    "Fog over Hull", "It rained. ", "Mr. Roe was fined £5. ", "- ", "* ", "1. ", "2.) ", "a) ", "b) ", "(iv) ", "• 9. ",
    "== Rain ==", "# Rain", "\n===\n", "\n---\n", "\n", "\n\n", "\r\n", "\r", "  ", "\t", "\x0b",
    "\x1c", "\x85", "\u2028", "\u00a0", "\u200b", '"Go." ', "he said. ", "\u201cStop!\u201d", "…",
    "No. ", "U.S. ", "Inc. ", "p.m. ", "etc. ", "A. ", "I. ", "5. ", "3 ", "The ", "it. ", "Yes! ",
    ". . . ", ". ", "... ", "? ", "— ", ".” ", ".) ", "(2019). ", "[1] ", ":) ", "v.\n", "Photo: ",
    "Leave a Reply", "© 2026 Roe", "Rate this post", "About the author", "cafe\u0301 ", "v. Hull",
    "\u1112\u1161\u11ab", "and the gulls came in from the sea to eat what the boats had left",
]  # fmt: skip
MARKS = ["\u0301", "q\u0307\u0323", "\u0958", "a\u0323\u0307\u0302"]
LIST_MARK = re.compile(
    r"\s*(?:[-*+•‣⁃▪●◦·–—]\s*)?(?:\(?\d{1,3}(?:\.\)|[.)])|\(?[a-z](?:\.\)|[.)])|\([A-Z]\)"
    r"|\(?[ivxIVX]{1,5}\))?\s+"
)
# The first text pays for opening the splitter, so there is no clock.
law = settings(deadline=None, max_examples=300)
ANY_CHARACTER = st.characters(exclude_categories=["Cs"])
# Characters of which a rule can't match a part: no marks, and none that composes to two.
WHOLE_CHARACTER = st.characters(exclude_categories=["Cs", "M"]).filter(
    lambda character: len(unicodedata.normalize("NFC", character)) == 1
)


def texts(character: st.SearchStrategy[str], pieces: list[str]) -> st.SearchStrategy[str]:
    """Texts without a form, and texts that look like articles."""
    some = st.sampled_from(pieces) | st.text(character, max_size=4)
    return st.text(character) | st.lists(some, min_size=2, max_size=25).map("".join)


ANY_TEXT = texts(ANY_CHARACTER, PIECES + MARKS)
WHOLE_TEXT = texts(WHOLE_CHARACTER, PIECES)


def document(text: str) -> Document:
    return Document(id="a", source="a.txt", text=text, sha256="")


@law
@given(ANY_TEXT)
def test_blocks_are_in_order_and_tight(text: str) -> None:
    blocks = find_blocks(text)

    assert all(before.end <= after.start for before, after in pairwise(blocks))
    for block in blocks:
        words = text[block.start : block.end]
        assert words
        assert words == words.strip()


@law
@given(ANY_TEXT)
def test_units_are_in_order_and_inside_the_document(text: str) -> None:
    units = segment_document(document(text))

    assert [unit.index for unit in units] == list(range(len(units)))
    assert all(before.end <= after.start for before, after in pairwise(units))
    assert all(0 <= unit.start < unit.end <= len(text) for unit in units)


@law
@given(ANY_TEXT)
def test_sentences_stand_where_units_do(text: str) -> None:
    units = segment_document(document(text))

    assert find_sentences(text) == [(unit.start, unit.end) for unit in units]


@law
@given(text=ANY_TEXT)
def test_a_sentence_cut_again_is_itself(text: str) -> None:
    # Not so for Punkt, whose decisions hang on neighbours.
    splitter = make_splitter("rules")
    for start, end in splitter.split(text):
        assert splitter.split(text[start:end], start) == [(start, end)]


@pytest.mark.parametrize("engine", ENGINES)
@law
@given(text=ANY_TEXT)
def test_sentences_cover_all_but_white_space(engine: EngineName, text: str) -> None:
    spans = make_splitter(engine).split(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@law
@given(ANY_TEXT)
def test_a_units_text_is_what_stands_at_its_place(text: str) -> None:
    for unit in segment_document(document(text)):
        assert unit.text == normalise(text[unit.start : unit.end]).text
        assert unit.text


@law
@given(ANY_TEXT)
def test_between_units_stands_only_white_space_or_a_list_mark(text: str) -> None:
    end = 0
    for unit in segment_document(document(text)):
        between = text[end : unit.start]
        is_item = unit.kind in ("list_item", "boilerplate")
        assert not between.strip() or (is_item and LIST_MARK.fullmatch(between))
        end = unit.end

    assert not text[end:].strip()


@law
@given(ANY_TEXT)
def test_a_section_names_headings_above_the_unit(text: str) -> None:
    headings: list[str] = []
    for unit in segment_document(document(text)):
        assert all(any(name in heading for heading in headings) for name in unit.section)
        if unit.kind == "heading":
            headings.append(unit.text)


@pytest.fixture(scope="module")
def labeller(tmp_path_factory: pytest.TempPathFactory) -> Labeller:
    """Rules that match words, signs, quoted words and what a rule names outside ASCII."""
    patterns = [r"\w+", r"[^\w\s]", r"\S+ \S+", "caf[eé]", r"£\d", r"(?:ra|fin)[a-z]+", r"\d"]
    rules = [
        {"id": f"rule-{place}-{side}", "label": side, "pattern": f"/{pattern}/", "where": where}
        for place, pattern in enumerate(patterns)
        for side, where in (("any", {}), ("quoted", {"quotation": "inside"}))
    ]
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_text(json.dumps({"rules": rules}), encoding="utf-8")
    return Labeller(load_rules([path]), Precedence(("any", "quoted")), KINDS)


@law
@given(text=WHOLE_TEXT)
def test_a_vote_leads_back_to_its_words(labeller: Labeller, text: str) -> None:
    for labelled in labeller.label_document(document(text)):
        for vote in labelled.votes:
            assert labelled.unit.start <= vote.start < vote.end <= labelled.unit.end
            assert normalise(text[vote.start : vote.end]).text == vote.words.strip()


@pytest.mark.parametrize("text", ["q\u0307\u0323", "\u0958", "cafe\u0301 \u1eb9\u0301"])
def test_a_vote_on_a_part_of_a_letter_leads_back_to_the_letter(
    labeller: Labeller, text: str
) -> None:
    (labelled,) = labeller.label_document(document(text))

    for vote in labelled.votes:
        assert normalise(text[vote.start : vote.end]).text == vote.words.strip()


@law
@given(text=ANY_TEXT)
def test_labelling_is_the_same_each_time(labeller: Labeller, text: str) -> None:
    once, again = (labeller.label_document(document(text)) for _ in range(2))

    assert once == again
