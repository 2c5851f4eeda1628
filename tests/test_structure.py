"""What each stretch of an article is, and the headings above it."""

import textwrap
import time

import pytest

from corpus_tools.articles import segment_document
from corpus_tools.boilerplate import load_boilerplate
from corpus_tools.records import Document
from corpus_tools.rules import check_examples
from corpus_tools.structure import find_blocks

SENTENCES = (
    "Two inspectors came to the harbour before the fog had gone and asked for the captain. "
    "Nobody could say where he was, and so they sat down on a crate and waited until noon. "
    "When the captain came he had no papers and no lamp, and he was told to pay ten pounds."
)


def shape(text: str) -> list[tuple[str, str]]:
    """The kinds of all blocks with their words as written."""
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def kinds(text: str) -> list[str]:
    return [block.kind for block in find_blocks(text)]


def sections(text: str) -> dict[str, tuple[str, ...]]:
    """The headings above each prose block."""
    blocks = find_blocks(text)
    return {
        text[block.start : block.end]: block.section for block in blocks if block.kind == "prose"
    }


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n\u2028\u00a0"])
def test_a_document_without_text_has_no_blocks(text: str) -> None:
    assert find_blocks(text) == []


def test_a_document_of_one_line_has_no_title() -> None:
    assert shape(" Harbour closed\n") == [("prose", "Harbour closed")]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Harbour closed", id="a line set apart"),
        pytest.param("Is the harbour closed?", id="a question"),
        pytest.param("# Harbour closed", id="Markdown"),
        pytest.param("= Harbour closed =", id="wiki"),
        pytest.param("Harbour closed\n=====", id="underlined"),
    ],
)
def test_the_first_line_is_the_title(title: str) -> None:
    assert shape(f"\n{title}\n\nThe fog came.\n") == [("title", title), ("prose", "The fog came.")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The harbour is closed.", id="a sentence"),
        pytest.param("Seen in the harbour:", id="a line that leads over"),
        pytest.param("harbour " * 21, id="too many words"),
        pytest.param("- Harbour closed", id="a list item"),
        pytest.param('"Go!" cried Roe at last. "Now!"', id="a dialogue"),
    ],
)
def test_the_first_line_may_be_no_title(line: str) -> None:
    assert "title" not in kinds(f"{line}\n\nThe fog came.\n\nIt went.")


def test_the_title_stands_below_page_furniture() -> None:
    text = "Skip to main content\n\nHarbour closed\n\nThe fog came."

    assert kinds(text) == ["boilerplate", "title", "prose"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "T\n\n= Fog =\n\nOne.\n\n== Ships ==\n\nTwo.\n\n= Sun =\n\nThree.",
            {"One.": ("Fog",), "Two.": ("Fog", "Ships"), "Three.": ("Sun",)},
            id="wiki",
        ),
        pytest.param(
            "# T\n\n## Fog\nOne.\n\n#### Ships ####\nTwo.\n\n### Boats\nThree.\n\n## Sun\nFour.",
            {
                "One.": ("Fog",),
                "Two.": ("Fog", "Ships"),
                "Three.": ("Fog", "Boats"),
                "Four.": ("Sun",),
            },
            id="Markdown",
        ),
        pytest.param(
            "T\n\nFog\n===\nOne.\n\nShips\n---\nTwo.\n\nBoats\n~~~\nThree.\n\nSun\n===\nFour.",
            {
                "One.": ("Fog",),
                "Two.": ("Fog", "Ships"),
                "Three.": ("Fog", "Boats"),
                "Four.": ("Sun",),
            },
            id="underlined",
        ),
        pytest.param(
            "T\n\nThe fog\n\nOne.\n\nThe sun\n\nTwo.",
            {"One.": ("The fog",), "Two.": ("The sun",)},
            id="lines set apart",
        ),
    ],
)
def test_headings_name_the_sections(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert sections(text) == expected


def test_a_section_is_named_without_marks_and_with_folded_space() -> None:
    assert sections("T\n\n== The  cafe\u0301 ==\n\nOne.")["One."] == ("The caf\u00e9",)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The appeal", "heading"),
        ("2015 and after", "heading"),
        ("\u201cA dark day\u201d", "heading"),
        ("The appeal.", "prose"),
        ("Who appealed?", "prose"),
        ("the appeal", "prose"),
        ("An appeal that goes on for more words than a heading has", "prose"),
    ],
)
def test_a_short_line_that_stands_alone_is_a_heading(line: str, kind: str) -> None:
    assert shape(f"T\n\nFog came.\n\n{line}\n\nIt went.")[2] == (kind, line)


def test_a_short_line_right_above_a_long_one_is_a_heading() -> None:
    assert kinds(f"T\n\nFog came.\nThe appeal\n{SENTENCES}")[2:] == ["heading", "prose"]


def test_a_short_line_at_the_end_is_no_heading() -> None:
    assert kinds("T\n\nFog came.\n\nAda Roe")[-1] == "prose"


MARKS = [*"-*+•‣▪●◦·–—", "1.", "12)", "(3)", "a.", "b)", "(c)", "(D)", "iv)", "(ii)", "(X)"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_list_mark_stands_outside_its_item(mark: str) -> None:
    text = f"The list:\n{mark}  boats\n  {mark}\tcars\n"

    assert shape(text) == [("prose", "The list:"), ("list_item", "boats"), ("list_item", "cars")]


@pytest.mark.parametrize(
    "line", ["-5 degrees", "2015. A year", "3.5 boats came", "A. Roe came", "*"]
)
def test_what_only_looks_like_a_list_mark_is_none(line: str) -> None:
    assert kinds(f"It was.\n{line}\nIt is.") == ["prose"] * 3


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = textwrap.fill(SENTENCES, 50)

    assert shape(f"Fog\n\n{wrapped}\n\n{wrapped}") == [
        ("title", "Fog"),
        ("prose", wrapped),
        ("prose", wrapped),
    ]


def test_a_wrapped_document_has_the_units_of_an_unwrapped_one() -> None:
    items = "\n\n- a boat and a very long rope\n- a car"
    documents = [
        Document(id="a", source="a", text=f"Fog\n\n{body}{items}", sha256="")
        for body in (SENTENCES, textwrap.fill(SENTENCES, 50))
    ]

    plain, wrapped = ([(unit.kind, unit.text) for unit in segment_document(d)] for d in documents)

    assert plain == wrapped


def test_lines_that_end_with_stops_are_paragraphs() -> None:
    lines = SENTENCES.replace(". ", ".\n").splitlines()

    assert shape("\n".join(lines)) == [("prose", line) for line in lines]


def test_a_wrapped_list_item_goes_on() -> None:
    wrapped = textwrap.fill(SENTENCES, 50)

    assert shape(f"{wrapped}\n- {wrapped}\n\nEnd.")[1] == ("list_item", wrapped)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"], ids=["CR LF", "CR", "line separator"])
def test_line_ends_of_any_kind_give_the_same_blocks(end: str) -> None:
    text = f"Fog\n\n{textwrap.fill(SENTENCES, 50)}\n\nThe list\n\n- boats\n- cars\n\nIt went."

    assert shape(text.replace("\n", end)) == [
        (kind, words.replace("\n", end)) for kind, words in shape(text)
    ]


@pytest.mark.parametrize("line", ["Skip to content", "Rate this post", "Share this article"])
def test_furniture_of_one_line_ends_with_it(line: str) -> None:
    assert kinds(f"Fog\n\nIt came.\n\n{line}\n\nIt went.") == [
        "title",
        "prose",
        "boilerplate",
        "prose",
    ]


@pytest.mark.parametrize(
    "line", ["Leave a Reply", "3 comments", "Copyright 2026 The Fog Post", "All rights reserved."]
)
def test_furniture_at_the_foot_goes_on_to_the_end(line: str) -> None:
    text = f"Fog\n\nIt came.\n\nIt stayed.\n\nIt went.\n\n{line}\nName\nYour name here.\n- Fog"

    assert kinds(text) == ["title", *["prose"] * 3, *["boilerplate"] * 4]


@pytest.mark.parametrize(
    "line", ["Bo Roe is a reporter at the Fog Post.", "About the author", "Notes to editors"]
)
def test_an_author_is_furniture_late_in_the_document_only(line: str) -> None:
    body = ["It came.", "It stayed.", "It was cold.", "It was wet.", "It went."]

    marked = list(load_boilerplate().mark([line, *body, line, "She likes fog."]))

    assert marked == [False] * 6 + [True] * 2


@pytest.mark.parametrize(
    "line", ["© Ada Roe", "Copyright trolls sent 300 letters to the village.", "No comment."]
)
def test_a_line_near_the_top_does_not_swallow_the_article(line: str) -> None:
    body = ["It came.", "It stayed.", "It was cold.", "It was wet.", "It went."]

    assert kinds("\n\n".join(["Fog", line, *body]))[-5:] == ["prose"] * 5


@pytest.mark.parametrize("mark", ["#", "="])
def test_a_heading_of_many_blanks_is_read_fast(mark: str) -> None:
    started = time.perf_counter()

    find_blocks(f"{mark} Fog{' ' * 20_000}came")

    assert time.perf_counter() - started < 0.5


def test_a_wrapped_case_name_opens_no_list() -> None:
    wrapped = "The old case that the clerk read aloud is Hull\nv. Roe, and it is a long one that few have read\nto its end."

    assert kinds(f"Fog\n\n{wrapped}") == ["title", "prose"]


def test_all_examples_of_the_boilerplate_rules_hold() -> None:
    assert list(check_examples(load_boilerplate("en").rules)) == []
