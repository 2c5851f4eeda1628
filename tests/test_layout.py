"""What lines mean: wraps that stand beside breaks, lists within a line, credits, dates, tables."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.boilerplate import HEAD, load_boilerplate
from corpus_tools.normalisation import normalise_text
from corpus_tools.rules import Context
from corpus_tools.structure import find_blocks, find_stretches

PROSE = (
    "The inspectors came to the harbour before the fog had gone and asked for the captain, who "
    "was not there, so that they sat down on a crate and waited until noon."
)
MORE = (
    "The boats were taken to the yard in the afternoon and were kept there for the night under "
    "guard, with two dogs."
)


def shape(text: str) -> list[tuple[str, str]]:
    """The kinds of all blocks with their words as written."""
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def test_a_break_that_wrapping_does_not_explain_is_a_break() -> None:
    wrapped, more = textwrap.fill(PROSE, 60), textwrap.fill(MORE, 60)
    table = "Name     Boats  Fine\nRoe          3   500\nPoe         12   900"

    assert shape(f"Raid\n\n{wrapped}\nBoats seized\n{more}\n{table}\n- one\n- two") == [
        ("title", "Raid"),
        ("prose", wrapped),
        ("heading", "Boats seized"),
        ("prose", more),
        ("prose", "Name     Boats  Fine"),
        ("prose", "Roe          3   500"),
        ("prose", "Poe         12   900"),
        ("list_item", "one"),
        ("list_item", "two"),
    ]


@pytest.mark.parametrize("row", ["| Name | Fine |", "Name\tFine", "Name    Fine"])
def test_a_row_of_a_table_is_no_heading(row: str) -> None:
    assert shape(f"T\n\nFog came.\n\n{row}\n\nIt went.")[2] == ("prose", row)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1.) nets 2.) boats 3.) crews", id="numbers with stop and bracket"),
        pytest.param("1) nets 2) boats 3) crews", id="numbers with a bracket"),
        pytest.param("9. nets 10. boats 11. crews", id="numbers of two digits"),
        pytest.param("a. nets b. boats c. crews", id="letters"),
        pytest.param("\u2022 1. nets \u2022 2. boats \u2022 3. crews", id="bullets and numbers"),
        pytest.param("\u20431. nets \u20432. boats \u20433. crews", id="bullets without a blank"),
    ],
)
def test_a_list_that_counts_up_within_a_line_is_parted(line: str) -> None:
    assert shape(line) == [("list_item", word) for word in ("nets", "boats", "crews")]


@pytest.mark.parametrize(
    "line", ["1. nets 3. boats", "1. nets 2 boats", "1. nets at 2.5 miles", "a. nets d. boats"]
)
def test_a_list_that_does_not_count_up_is_one_item(line: str) -> None:
    (block,) = shape(line)

    assert block[0] == "list_item"


def test_an_item_may_hold_several_sentences() -> None:
    assert shape("1. Nets came. They stank. 2. Boats came.") == [
        ("list_item", "Nets came. They stank."),
        ("list_item", "Boats came."),
    ]


def test_the_parties_of_a_case_are_one_line() -> None:
    text = "The court met.\n\nROE ET AL.\nv.\nHULL\n\nIt rose."

    assert ("prose", "ROE ET AL.\nv.\nHULL") in shape(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Nets on a quay Photo: Ada Example",
            [("prose", "Nets on a quay"), ("boilerplate", "Photo: Ada Example")],
            id="a caption and its credit",
        ),
        pytest.param(
            "Monday, May 7, 2018 Police came to the yard.",
            [("boilerplate", "Monday, May 7, 2018"), ("prose", "Police came to the yard.")],
            id="a date and a sentence",
        ),
        pytest.param(
            "The photo: it shows nets on a quay in the fog of a long and cold morning.",
            [
                (
                    "prose",
                    "The photo: it shows nets on a quay in the fog of a long and cold morning.",
                )
            ],
            id="a colon",
        ),
        pytest.param(
            "It was searched on Monday, May 7, 2018",
            [("heading", "It was searched on Monday, May 7, 2018")],
            id="a date that belongs to its line",
        ),
    ],
)
def test_what_is_attached_to_a_line_is_parted_from_it(
    line: str, expected: list[tuple[str, str]]
) -> None:
    assert shape(f"T\n\nFog came.\n\n{line}\n\nIt went.")[2:-1] == expected


def test_a_headline_is_parted_from_its_date() -> None:
    assert shape("Raid in port Monday, May 7, 2018\n\nPolice came.") == [
        ("title", "Raid in port"),
        ("boilerplate", "Monday, May 7, 2018"),
        ("prose", "Police came."),
    ]


def test_a_heading_with_a_sentence_in_it_is_prose() -> None:
    assert shape("T\n\nFog came.\n\nRoe, Jane. The Fog\n\nIt went.")[2][0] == "prose"


def test_stretches_are_blocks_without_their_kinds() -> None:
    text = f"Skip to content\n\nIs it Roe? Or Poe?\n\n{PROSE}\n\nLeave a Reply\n\nName"

    assert find_stretches(text) == [
        (block.start, block.start, block.end, block.whole) for block in find_blocks(text)
    ]


def test_a_stretch_says_where_its_list_mark_starts() -> None:
    assert find_stretches("- boats\n\n\u2022 3. nets \u2022 4. crews") == [
        (0, 2, 7, False),
        (9, 14, 18, False),
        (19, 24, 29, False),
    ]


EXAMPLES = [
    line
    for language in ("de", "en")
    for rule in load_boilerplate(language).rules.rules
    for line in (*rule.spec.matches, *rule.spec.skips)
]


@pytest.mark.parametrize("language", ["de", "en"])
@given(start=st.sampled_from(EXAMPLES), rest=st.text(max_size=20))
def test_the_screen_passes_every_line_that_a_rule_would_match(
    language: str, start: str, rest: str
) -> None:
    furniture, line = load_boilerplate(language), normalise_text((start + rest)[:HEAD])

    if furniture.rules.ask(line, Context(section=None)):
        assert furniture.screen.passes(line)
