"""Where quotation marks open and close."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Nobody spoke.", [], id="none"),
        pytest.param('"No," she said.', ['"No,"'], id="straight"),
        pytest.param("\u201cNo,\u201d she said.", ["\u201cNo,\u201d"], id="curly"),
        pytest.param("\u00abNo\u00bb, she said.", ["\u00abNo\u00bb"], id="guillemets"),
        pytest.param("\u201eNo\u201d, she said.", ["\u201eNo\u201d"], id="low and high"),
        pytest.param('\u201cNo," she said.', ['\u201cNo,"'], id="opened curly, closed straight"),
        pytest.param('"No," she said. "Never."', ['"No,"', '"Never."'], id="two"),
        pytest.param('"" and ""', ['""', '""'], id="with nothing in them"),
        pytest.param("It was the clerk's 'fine'.", [], id="single marks are apostrophes as well"),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize("mark", ['"', "\u201c", "\u201e", "\u00ab"])
def test_a_quotation_left_open_runs_to_the_end(mark: str) -> None:
    assert quoted(f"She said: {mark}No. Never.") == [f"{mark}No. Never."]


@pytest.mark.parametrize("mark", ["\u201d", "\u00bb"])
def test_a_closing_mark_alone_opens_nothing(mark: str) -> None:
    assert quoted(f"Never,{mark} she said.") == []


def test_a_straight_mark_after_a_digit_means_inches() -> None:
    assert quoted('A 7" disc and a 12" disc.') == []


def test_a_straight_mark_after_a_digit_closes_what_is_open() -> None:
    assert quoted('"We paid 12" was all she said.') == ['"We paid 12"']


def test_a_mark_that_opens_does_so_after_a_digit_as_well() -> None:
    assert quoted("In 2015\u201cno\u201d was heard.") == ["\u201cno\u201d"]


def test_a_second_opening_mark_changes_nothing() -> None:
    assert quoted("\u201cShe said \u201cno\u201d") == ["\u201cShe said \u201cno\u201d"]


def test_a_curly_quotation_inside_a_straight_one_does_not_close_it() -> None:
    assert quoted('"She said \u201cno\u201d twice," he wrote.') == [
        '"She said \u201cno\u201d twice,"'
    ]


def test_a_low_mark_is_closed_by_a_raised_one() -> None:
    assert quoted("\u201eNein\u201c, sagte sie.") == ["\u201eNein\u201c"]


SINGLE = [
    ("'We opened it,' she said.", ["'We opened it,'"]),
    ("\u2018We opened it,\u2019 she said.", ["\u2018We opened it,\u2019"]),
    ("\u2018We opened it.\u2019", ["\u2018We opened it.\u2019"]),
    ("He asked: 'Why?' and left.", ["'Why?'"]),
    ("'No,' he said. 'Never.'", ["'No,'", "'Never.'"]),
    ("('No,' he said.)", ["'No,'"]),
    ("'It's the workers' union's,' she said.", ["'It's the workers' union's,'"]),
    ("The 'boss' told us: 'We won.'", ["'We won.'"]),
    ("'He said \"no\" to us,' she said.", ["'He said \"no\" to us,'"]),
    ("\"He said 'no,' to us,\" she said.", ["\"He said 'no,' to us,\""]),
    ("'We rock 'n' roll,' he said.", ["'We rock 'n' roll,'"]),
    ("'We saw 'em in the '90s,' he said.", ["'We saw 'em in the '90s,'"]),
    ("It was the workers' union's.", []),
    ("In the '90s, rock 'n' roll died, the workers' paper said.", []),
    ("Give 'em hell, they said. It was the bosses' shop.", []),
    ("The boys', girls' and teachers' rooms were closed.", []),
    ("It is called 'the Firm' by all.", []),
    ("'We opened it', she said.", []),
    ("'We opened it and she said no.", []),
    ("She opened it,' she said.", []),
    ("The \u201890s were good.\u2019", []),
]


@pytest.mark.parametrize(("text", "found"), SINGLE)
def test_single_marks_quote_where_they_can_be_no_apostrophes(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u2039No\u203a, she said.", ["\u2039No\u203a"]),
        ("\u203aNein\u2039, sagte sie.", ["\u203aNein\u2039"]),
        (
            "\u201dNej,\u201d sa hon. \u201dAldrig.\u201d",
            ["\u201dNej,\u201d", "\u201dAldrig.\u201d"],
        ),
        ("``No,'' she said.", ["``No,''"]),
        ("Home \u203a News \u203a Law", []),
        ("\u2039 Back to the news", []),
        ("Run ``make`` now.", []),
        ("It was an \u201dopen shop.", []),
        ("Never,\u201d she said. No,\u201d he said.", []),
    ],
)
def test_marks_of_other_countries_and_of_typewriters(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@given(st.text("ab1 ,.\"\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019\u2039\u203a`"))
def test_quotations_are_disjoint_whatever_their_marks(text: str) -> None:
    spans = find_quotations(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(
        text[span.start] in "\"\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2039\u203a`" for span in spans
    )
