"""Stand-off gold is read, held against the text, and aligned by overlap."""

from pathlib import Path

import pytest

from corpus_tools.annotation_lines import annotation_row, parse_annotation
from corpus_tools.annotations import (
    align_gold,
    describe_overlaps,
    name_by_text,
    read_annotations,
    read_gold,
)
from corpus_tools.errors import InputError
from corpus_tools.jsonl import write_rows
from corpus_tools.records import Document, GoldUnit, Unit

ROW = {
    "id": "a",
    "path": "a.txt",
    "encoding": "utf-8",
    "sha256": "digest",
    "units": [
        {"start": 0, "end": 9, "kind": "prose", "labels": ["action"], "primary": "action"},
        {"start": 10, "end": 20, "kind": "boilerplate", "labels": [], "primary": None},
    ],
}


def unit(start: int, end: int) -> Unit:
    return Unit(
        unit_id=f"a-{start}", document_id="a", source="a.txt", index=start, start=start, end=end,
        kind="prose", section=(), text="x",
    )  # fmt: skip


def gold(start: int, end: int) -> GoldUnit:
    return GoldUnit(start=start, end=end, kind="prose", labels=("action",), primary="action")


def test_a_line_survives_the_round_trip() -> None:
    assert annotation_row(parse_annotation(ROW)) == ROW


def test_a_primary_label_outside_the_set_is_refused(tmp_path: Path) -> None:
    broken = ROW | {"units": [ROW["units"][0] | {"primary": "reaction"}]}
    write_rows(tmp_path / "gold.jsonl", [broken])

    with pytest.raises(
        InputError, match=r"gold.jsonl:1:1: unit 1 of article 'a' \(0-9\): primary label 'reaction'"
    ):
        read_annotations([tmp_path / "gold.jsonl"])


def test_one_label_is_its_own_primary() -> None:
    told = ROW | {"units": [ROW["units"][0] | {"primary": None}]}

    assert parse_annotation(told) == parse_annotation(ROW | {"units": ROW["units"][:1]})


def test_every_bad_unit_of_every_bad_line_is_named(tmp_path: Path) -> None:
    first, second = ROW["units"]
    bad = [
        first | {"labels": ["a", "b"], "primary": None},
        second,
        {"start": 30, "end": 40, "labels": [], "primary": None},
        second | {"kind": "sentence"},
    ]
    path = tmp_path / "gold.jsonl"
    write_rows(path, [ROW | {"units": bad}, ROW | {"id": "b"}, ROW | {"id": "c", "units": bad[3:]}])

    with pytest.raises(InputError) as raised:
        read_annotations([path])

    kinds = "use one of title, heading, prose, list_item, boilerplate"
    assert [str(each).removeprefix(f"{path}:") for each in raised.value.problems] == [
        "1:1: unit 1 of article 'a' (0-9): labels ['a', 'b'] and no primary label; see docs/data-format.md",
        "1:1: unit 3 of article 'a' (30-40): field 'kind' is missing; see docs/data-format.md",
        f"1:1: unit 4 of article 'a' (10-20): unknown kind 'sentence', {kinds}; see docs/data-format.md",
        f"3:1: unit 1 of article 'c' (10-20): unknown kind 'sentence', {kinds}; see docs/data-format.md",
    ]


@pytest.mark.parametrize(
    ("units", "what"),
    [
        (["prose"], "unit 1 of article 'a': a unit must be an object, got 'prose'"),
        ([None, [0, 9]], "unit 1 of article 'a': a unit must be an object, got None"),
        (None, "units of article 'a' must be a list, got None"),
        ("abc", "units of article 'a' must be a list, got 'abc'"),
        ({"a": 1}, "units of article 'a' must be a list, got {'a': 1}"),
    ],
    ids=["text", "nothing", "no units", "units of text", "units by name"],
)
def test_units_of_another_shape_are_refused(units: object, what: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    write_rows(path, [ROW | {"units": units}])

    with pytest.raises(InputError) as raised:
        read_annotations([path])

    assert str(raised.value.problems[0]) == f"{path}:1:1: {what}; see docs/data-format.md"
    assert len(raised.value.problems) == (len(units) if isinstance(units, list) else 1)


@pytest.mark.parametrize("content", ["", "\n\n"], ids=["empty", "blank"])
def test_a_file_without_an_annotation_is_no_gold(content: str, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(content)

    with pytest.raises(InputError, match=r"gold.jsonl: annotates no article; fill it, or leave"):
        read_annotations([tmp_path / "gold.jsonl"])


def test_an_article_annotated_twice_is_refused(tmp_path: Path) -> None:
    write_rows(tmp_path / "gold.jsonl", [ROW, ROW])

    with pytest.raises(
        InputError,
        match=r"gold.jsonl:2:1: article 'a' is annotated twice, first in \S+gold.jsonl:1:1; keep",
    ):
        read_annotations([tmp_path / "gold.jsonl"])


def test_gold_of_another_text_is_refused(tmp_path: Path) -> None:
    write_rows(tmp_path / "gold.jsonl", [ROW])
    document = Document(id="a", source="a.txt", text="other", sha256="other digest")

    with pytest.raises(InputError, match="is not the text that was annotated"):
        read_gold([tmp_path / "gold.jsonl"], [document], ["action"])


def test_gold_of_an_absent_article_is_left_out(tmp_path: Path) -> None:
    write_rows(tmp_path / "gold.jsonl", [ROW])

    annotations, matched = read_gold([tmp_path / "gold.jsonl"], [], ["action"])

    assert (annotations, matched) == ([parse_annotation(ROW)], {})


@pytest.mark.parametrize(
    ("annotated", "named"),
    [
        ([("a", "1"), ("b", "2")], ["a", "b"]),
        ([("strange", "1")], ["a"]),
        ([("strange", "9")], ["strange"]),
        ([("a", "9")], ["a"]),
        ([("strange", "1"), ("a", "1")], ["strange", "a"]),
        ([("strange", "1"), ("other", "1")], ["a", "other"]),
    ],
    ids=["by-id", "by-text", "neither", "id-first", "annotated-already", "once-only"],
)
def test_gold_knows_an_article_by_its_id_or_else_by_its_text(
    annotated: list[tuple[str, str]], named: list[str]
) -> None:
    documents = [
        Document(id=name, source=name, text="", sha256=text)
        for name, text in (("a", "1"), ("b", "2"))
    ]
    found = [parse_annotation(ROW | {"id": name, "sha256": text}) for name, text in annotated]

    assert [each.id for each in name_by_text(found, documents)] == named


def test_gold_goes_to_the_unit_that_overlaps_it_most() -> None:
    units = [unit(0, 12), unit(13, 30)]

    aligned = list(align_gold(units, [gold(10, 30)]))

    assert [found and found.start for _, found in aligned] == [13]


@pytest.mark.parametrize(
    ("span", "found"), [((0, 10), 0), ((0, 8), 0), ((0, 7), None), ((0, 13), None)], ids=str
)
def test_gold_and_unit_cover_four_fifths_of_each_other(
    span: tuple[int, int], found: int | None
) -> None:
    [(_, aligned)] = align_gold([unit(0, 10), unit(11, 14)], [gold(*span)])

    assert (aligned and aligned.start) == found


def test_a_unit_is_labelled_once() -> None:
    aligned = list(align_gold([unit(0, 10)], [gold(0, 10), gold(0, 9)]))

    assert [found is not None for _, found in aligned] == [True, False]


def test_gold_that_nothing_overlaps_has_no_unit() -> None:
    assert list(align_gold([unit(0, 5)], [gold(10, 30)])) == [(gold(10, 30), None)]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 2), (-1, 4), ("0", 4), (None, 4)], ids=str)
def test_a_unit_that_goes_nowhere_is_refused(start, end, tmp_path: Path) -> None:
    broken = ROW | {"units": [ROW["units"][0] | {"start": start, "end": end}]}
    write_rows(tmp_path / "gold.jsonl", [broken])

    with pytest.raises(
        InputError, match=r"must go from start to end|must be a whole number from 0"
    ):
        read_annotations([tmp_path / "gold.jsonl"])


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"end": 99}, "the text ends at 20, too early for 0-99; mend the offsets"),
        (
            {"labels": ["zebra"], "primary": "zebra"},
            "gold.jsonl:3:1: article 'a': unknown label zebra at 0-9; use one of action",
        ),
    ],
    ids=["behind the end", "strange label"],
)
def test_gold_that_does_not_fit_is_refused(
    tmp_path: Path, change: dict[str, object], what: str
) -> None:
    misfit = ROW | {"units": [ROW["units"][0] | change]}
    absent = [ROW | {"id": name} for name in ("b", "c")]
    write_rows(tmp_path / "gold.jsonl", [*absent, misfit])
    document = Document(id="a", source="a.txt", text="x" * 20, sha256="digest")

    with pytest.raises(InputError, match=what):
        read_gold([tmp_path / "gold.jsonl"], [document], ["action"])


def test_every_fault_of_a_unit_and_of_a_line_is_named(tmp_path: Path) -> None:
    unit = {"start": -1, "labels": ["a", "a"], "primary": "b", "kind": "verse"}
    path = tmp_path / "gold.jsonl"
    write_rows(path, [{"id": 7, "sha256": "digest", "units": [unit]}])

    with pytest.raises(InputError) as raised:
        read_annotations([path])

    assert [each.what for each in raised.value.problems] == [
        "field 'path' is missing",
        "id must be text, got 7",
        "unit 1 of article 7: start must be a whole number from 0, got -1; field 'end' is missing; "
        "labels ['a', 'a'] name one twice; primary label 'b' is not among the unit's labels "
        "['a', 'a']; unknown kind 'verse', use one of title, heading, prose, list_item, boilerplate",
    ]


def test_broken_lines_and_gold_that_does_not_fit_are_told_together(tmp_path: Path) -> None:
    first, second = ROW["units"]
    path = tmp_path / "gold.jsonl"
    write_rows(
        path,
        [
            ROW | {"units": [first | {"kind": "verse"}]},
            ROW | {"id": "b", "units": [first | {"end": 30}, second | {"end": 40}]},
            ROW | {"id": "c", "sha256": "other", "units": [first | {"labels": ["x"], "primary": "x"}]},
        ],
    )  # fmt: skip
    documents = [
        Document(id=name, source=name, text="x" * 20, sha256="digest") for name in ("a", "b", "c")
    ]

    with pytest.raises(InputError) as raised:
        read_gold([path], documents, ["action"])

    told = [(each.location.line, each.what.split(",")[0]) for each in raised.value.problems]
    assert told == [
        (1, "unit 1 of article 'a' (0-9): unknown kind 'verse'"),
        (2, "article 'b': the text ends at 20"),
        (2, "article 'b': units 0-30 and 10-40 overlap"),
        (3, "article 'c': is not the text that was annotated"),
        (3, "article 'c': unknown label x at 0-9"),
    ]
    assert "too early for 0-30, 10-40" in raised.value.problems[1].what


def test_a_unit_over_several_overlaps_each() -> None:
    units = [gold(50, 60), gold(0, 100), gold(10, 20), gold(100, 110)]

    assert [what for what, _ in describe_overlaps(units)] == [
        "units 0-100 and 10-20 overlap",
        "units 0-100 and 50-60 overlap",
    ]


def test_problems_of_a_line_stand_in_the_order_of_its_units(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    bad = {"start": 5, "end": 5, "labels": [], "primary": None, "kind": "prose"}
    write_rows(path, [ROW | {"units": [bad] * 31}])

    with pytest.raises(InputError) as raised:
        read_annotations([path])

    named = [each.what.split(" of ")[0] for each in raised.value.problems]
    assert named == [f"unit {number}" for number in range(1, 32)]
