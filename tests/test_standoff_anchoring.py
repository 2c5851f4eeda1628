"""A sentence is put back where there is one answer, and nowhere else."""

import pytest

from corpus_tools.records import Span
from corpus_tools.standoff.anchoring import anchor_units, find_windows
from corpus_tools.standoff.format import ReleasedUnit
from corpus_tools.standoff.texts import hash_text

RAID = "Police raided the market at dawn."
COLD = "The ovens had been cold since noon."
LONG = "The ovens had been cold since noon. Nobody spoke of it."


def unit(text: str, salt: str = "salt") -> ReleasedUnit:
    return ReleasedUnit(
        start=0,
        end=max(len(text), 1),
        kind="prose",
        labels=[],
        primary=None,
        hash=hash_text(text, salt),
        length=len(text),
    )


def anchor(sentences: list[str], text: str) -> list[object]:
    """Give each sentence's words at the place found, or why there is none."""
    units = [unit(each) for each in sentences]
    found = anchor_units(units, find_windows(text, {each.length for each in units}, "salt"))
    return [text[slice(*each)] if isinstance(each, Span) else each for each in found]


@pytest.mark.parametrize(
    ("sentences", "text", "found"),
    [
        pytest.param([RAID, COLD], f"{RAID} {COLD}", [RAID, COLD], id="as it was"),
        pytest.param([RAID, COLD], f"{COLD} {RAID}", [RAID, COLD], id="paragraphs changed places"),
        pytest.param([RAID], f"He said: “{RAID}”", ["nowhere"], id="in quotation marks"),
        pytest.param([RAID], f"(AP)—{RAID}", ["nowhere"], id="behind a dash"),
        pytest.param([f"“{RAID}”"], f"Yes. “{RAID}”", [f"“{RAID}”"], id="a mark is its first character"),
        pytest.param([f"“{RAID}”"], f"So: “{RAID}”", ["nowhere"], id="a quotation in a sentence"),
        pytest.param(
            [f"“{RAID}”"], f"“{RAID}” he said later.", ["nowhere"], id="and its speaker behind it"
        ),
        pytest.param([f"“{RAID}”"], f"“{RAID}” He left.", [f"“{RAID}”"], id="a sentence behind it"),
        pytest.param([RAID], f"There, {RAID}", ["nowhere"], id="the end of another sentence"),
        pytest.param(["The market was shut"], "The market was shut by law.", ["too short"], id="19"),
        pytest.param(
            ["The market was closed"], "The market was closed. So it was.", ["nowhere"],
            id="the start of another sentence",
        ),
        pytest.param(
            ["The market was closed"], "It rained\nThe market was closed\n", ["The market was closed"],
            id="a line",
        ),
        pytest.param([RAID], f"It rained.[2] {RAID}", [RAID], id="behind a note"),
        pytest.param([RAID], f"It rained\n - {RAID}", [RAID], id="behind the mark of a list"),
        pytest.param([RAID], f"It rained\n 3. {RAID}", [RAID], id="behind a number"),
        pytest.param([f"# {RAID}"], f"# {RAID}\nIt rained.", [f"# {RAID}"], id="the mark is part"),
        pytest.param([RAID], f"It rained - {RAID}", ["nowhere"], id="behind a dash in a line"),
        pytest.param([RAID], f"xx{RAID}", ["nowhere"], id="not within a word"),
        pytest.param(
            ["They counted boats: 4"], "They counted boats: 40", ["nowhere"], id="no half number"
        ),
        pytest.param([RAID], RAID.replace("dawn", "noon"), ["nowhere"], id="a word changed"),
        pytest.param([RAID], f"{RAID} {RAID}", ["several places"], id="twice in the text"),
        pytest.param(
            [RAID, RAID], RAID, ["several places", "several places"], id="twice in the release"
        ),
        pytest.param(["He left at noon."], "He left at noon.", ["too short"], id="short"),
        pytest.param(["He left before one."], "He left before one.", ["too short"], id="19 characters"),
        pytest.param(
            ["He left before noon."], "He left before noon.", ["He left before noon."],
            id="20 characters",
        ),
        pytest.param([COLD, LONG], LONG, ["overlaps", LONG], id="within another sentence"),
        pytest.param(
            ["They came. He went home.", "He went home. They came."], "They came. He went home. They came.",
            ["overlaps", "overlaps"], id="two of one length over each other",
        ),
        pytest.param([], RAID, [], id="no sentence"),
        pytest.param([RAID], "", ["nowhere"], id="no text"),
    ],
)  # fmt: skip
def test_where_sentences_stand(sentences: list[str], text: str, found: list[object]) -> None:
    assert anchor(sentences, text) == found


def test_another_salt_is_another_release() -> None:
    windows = find_windows(RAID, {len(RAID)}, "salt")

    assert anchor_units([unit(RAID, "pepper")], windows) == ("nowhere",)


def test_hashes_are_those_of_any_machine() -> None:
    # By: printf TEXT | openssl dgst -sha256 -hmac salt
    assert hash_text("Inspectors closed two bakeries.", "salt") == "2948fd2bac83ecf8"
    assert hash_text("Zoë paid for the café's lamps.", "sälz") == "ea8b6b3a228c907d"
