"""Differences go to a sheet and come back as gold, or as every reason why not."""

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.adjudication import adjudicate, find_differences, write_differences
from corpus_tools.adjudication.columns import READ, WRITTEN
from corpus_tools.annotation_lines import annotation_row
from corpus_tools.annotators import read_annotators
from corpus_tools.errors import InputError
from corpus_tools.jsonl import read_rows, write_rows
from corpus_tools.records import Annotation, GoldUnit
from corpus_tools.sheets.files import (
    BYTE_ORDER_MARK,
    LONGEST_CELL,
    guard,
    read_sheet,
    unguard,
    write_sheet,
)

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "raw" / "annotations"
A, B = GOLD / "annotator_a.jsonl", GOLD / "annotator_b.jsonl"
SHEET = GOLD / "adjudication.csv"
TEXT = "Bakers fined\n\nTwo were shut. Nobody spoke, they say. All is well.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
TITLE, SHUT, SPOKE, WELL = (0, 12), (14, 28), (29, 52), (53, 65)
NASTY = [
    "=1+1", "+1", "-1", "@sum", "'quoted'", "'", "''=x", "'=x", "\ttab", "\rreturn", 'a "b" c',
    '"', "a,b;c\td", "two\nlines", "two\r\nlines", "old\rmac", " blank ", "\u2028", "\ufeffmark", "Zoë",
    "\n=1", "\uff1d1", "'\uff0b1",
]  # fmt: skip


def unit(span: tuple[int, int], *labels: str, kind: str = "prose") -> dict[str, object]:
    primary = labels[0] if labels else None
    return {
        "start": span[0], "end": span[1], "kind": kind, "labels": list(labels), "primary": primary,
    }  # fmt: skip


def row(*units: dict[str, object], name: str = "a", sha256: str = DIGEST) -> dict[str, object]:
    return {
        "id": name, "path": "a.txt", "encoding": "utf-8", "sha256": sha256, "units": list(units),
    }  # fmt: skip


class Pair:
    """Two annotators of one small article, their sheet, and what decisions make of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts, self.sheet = folder / "raw", folder / "sheet.csv"
        self.one, self.two = folder / "one.jsonl", folder / "two.jsonl"
        self.texts.mkdir()
        (self.texts / "a.txt").write_text(TEXT, encoding="utf-8", newline="\n")
        # They differ in the label set of SHUT, in the kind of SPOKE and in nothing else.
        title = unit(TITLE, kind="title")
        self.annotate(
            self.one, title, unit(SHUT, "action"), unit(SPOKE, "reaction"), unit(WELL, "action")
        )
        self.annotate(
            self.two, title, unit(SHUT, "action", "count"), unit(SPOKE, kind="boilerplate"), unit(WELL, "action"),
        )  # fmt: skip

    def annotate(self, path: Path, *units: dict[str, object]) -> None:
        write_rows(path, [row(*units)])

    def write(self) -> list[dict[str, str]]:
        write_differences(*read_annotators([self.one, self.two]), [self.texts], self.sheet)
        return self.read()

    def read(self) -> list[dict[str, str]]:
        text = self.sheet.read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def save(self, rows: list[dict[str, str]], delimiter: str = ",", mark: str = "") -> None:
        with self.sheet.open("w", encoding="utf-8", newline="") as file:
            file.write(mark)
            writer = csv.DictWriter(file, WRITTEN, delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    def fill(self, *decisions: dict[str, str]) -> None:
        rows = self.write()
        assert len(rows) == len(decisions)
        self.save([before | decided for before, decided in zip(rows, decisions, strict=True)])

    def decide(self):
        return adjudicate(*read_annotators([self.one, self.two]), self.sheet)

    def refuse(self) -> list[str]:
        with pytest.raises(InputError) as raised:
            self.decide()
        return [str(each).removeprefix(f"{self.folder}/") for each in raised.value.problems]


GOOD = ({"labels": "count; action", "primary": "count"}, {"kind": "boilerplate"})


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


class TestDifferences:
    def test_the_order_of_labels_is_no_difference(self) -> None:
        sides = [
            Annotation(
                id="a", path="a.txt", sha256="s",
                units=(GoldUnit(start=0, end=5, kind="prose", labels=labels, primary="x"),),
            )
            for labels in (("x", "y"), ("y", "x"))
        ]  # fmt: skip

        assert list(find_differences(*sides)) == []

    def test_a_row_has_context_and_what_both_say(self, pair: Pair) -> None:
        shut, spoke = pair.write()

        assert shut == {
            "article": "a", "start": "14", "end": "28", "differ": "labels", "before": "Bakers fined",
            "text": "Two were shut.", "after": "Nobody spoke, they say.", "a_kind": "prose",
            "a_labels": "action", "a_primary": "action", "b_kind": "prose",
            "b_labels": "action, count", "b_primary": "action", "labels": "", "primary": "",
            "kind": "", "note": "", "sha256": DIGEST,
        }  # fmt: skip
        assert (spoke["differ"], spoke["b_kind"], spoke["b_labels"]) == (
            "kind, labels, primary", "boilerplate", "(none)",
        )  # fmt: skip

    def test_units_cut_differently_are_a_row_each(self, pair: Pair) -> None:
        pair.annotate(pair.one, unit((14, 52), "action"))
        pair.annotate(pair.two, unit(SHUT, "action"), unit(SPOKE, "reaction"))

        rows = pair.write()

        assert [(each["start"], each["end"], each["differ"]) for each in rows] == [
            ("14", "28", "boundaries"), ("14", "52", "boundaries"), ("29", "52", "boundaries"),
        ]  # fmt: skip
        assert [(each["a_kind"], each["b_kind"]) for each in rows] == [
            ("", "prose"), ("prose", ""), ("", "prose"),
        ]  # fmt: skip
        assert [(each["before"], each["after"]) for each in rows] == [
            ("", "Nobody spoke, they say."), ("", ""), ("Two were shut.", ""),
        ]  # fmt: skip

    def test_the_unit_before_is_the_one_that_ends_nearest(self, pair: Pair) -> None:
        pair.annotate(pair.one, unit((0, 52), "action"), unit(WELL, "action"))
        pair.annotate(pair.two, unit(SPOKE, "action"), unit(WELL, "count"))

        assert pair.write()[-1]["before"] == "Nobody spoke, they say."

        pair.sheet.unlink()
        pair.annotate(pair.two, unit(SHUT, "action"), unit(WELL, "count"))

        assert pair.write()[-1]["before"] == TEXT[0:52]

    def test_a_sheet_is_never_written_over(self, pair: Pair) -> None:
        pair.write()

        with pytest.raises(InputError, match="is there already, and may hold decisions"):
            pair.write()

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            (None, r"one.jsonl:1:1: there is no readable text a.txt for article 'a'"),
            (b"\xff", r"one.jsonl:1:1: there is no readable text"),
            (
                b"other",
                r"one.jsonl:1:1: a.txt is not the text of article 'a' that was annotated",
            ),
        ],
        ids=["absent", "unreadable", "other"],
    )
    def test_a_text_must_be_the_annotated_one(self, text, what: str, pair: Pair) -> None:
        (pair.texts / "b.txt").write_text("another article")
        (pair.texts / "a.txt").unlink()
        if text is not None:
            (pair.texts / "a.txt").write_bytes(text)

        with pytest.raises(InputError, match=what):
            pair.write()
        assert not pair.sheet.exists()

    def test_texts_may_lie_in_several_folders_under_other_names(self, pair: Pair) -> None:
        blind = pair.folder / "blind" / "far"
        blind.mkdir(parents=True)
        (pair.texts / "a.txt").rename(blind / "renamed.txt")
        (pair.texts / "b.txt").write_text("another article")
        files = read_annotators([pair.one, pair.two])

        count = write_differences(*files, [pair.texts, pair.folder / "blind"], pair.sheet)

        assert (count, [each["text"] for each in pair.read()]) == (
            2,
            ["Two were shut.", "Nobody spoke, they say."],
        )

    def test_a_unit_must_end_within_the_text(self, pair: Pair) -> None:
        pair.annotate(pair.two, unit((14, 999), "action"))

        with pytest.raises(InputError, match=r"two.jsonl:1:1: a unit of article 'a' ends at 999"):
            pair.write()


class TestSheet:
    @pytest.mark.parametrize("cell", NASTY, ids=ascii)
    def test_a_guarded_cell_is_no_formula_and_comes_back(self, cell: str) -> None:
        assert guard(cell)[0] not in "=+-@\t\r\n\uff1d\uff0b"
        assert unguard(guard(cell)) == cell

    def test_nasty_cells_survive_the_round_trip(self, tmp_path: Path) -> None:
        columns = [f"c{number}" for number, _ in enumerate(NASTY)]
        cells = dict(zip(columns, NASTY, strict=True))

        write_sheet(tmp_path / "sheet.csv", columns, [cells, cells])

        assert [dict(each.cells) for each in read_sheet(tmp_path / "sheet.csv", columns)] == [
            cells, cells,
        ]  # fmt: skip

    def test_a_cell_is_no_longer_than_spreadsheets_hold(self, tmp_path: Path) -> None:
        write_sheet(tmp_path / "sheet.csv", ["text"], [{"text": "x" * 200_000}, {"text": "a\0b"}])

        long, null = (each.cells["text"] for each in read_sheet(tmp_path / "sheet.csv", ["text"]))
        assert (len(long), long[-2:], null) == (LONGEST_CELL, "x…", "a\ufffdb")

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
    @pytest.mark.parametrize("mark", ["", BYTE_ORDER_MARK], ids=["unmarked", "marked"])
    def test_a_sheet_may_be_saved_otherwise(self, delimiter: str, mark: str, pair: Pair) -> None:
        pair.fill(*GOOD)
        pair.save(pair.read(), delimiter, mark)

        assert pair.decide().n_decided == 2

    @pytest.mark.parametrize("told", ["sep=;\r\n", "SEP=;\n"], ids=ascii)
    def test_a_first_line_may_tell_the_separator(self, told: str, pair: Pair) -> None:
        pair.fill(*GOOD)
        pair.save([*pair.read(), pair.read()[0]], ";", BYTE_ORDER_MARK + told)

        assert pair.refuse() == [
            "sheet.csv:5:2: this unit stands twice, first in line 3; keep one of the two rows"
        ]

    def test_a_header_may_be_in_capitals(self, pair: Pair) -> None:
        pair.fill(*GOOD)
        header, rows = pair.sheet.read_text(encoding="utf-8").split("\n", 1)
        pair.sheet.write_text(header.title() + "\n" + rows, encoding="utf-8")

        assert pair.decide().n_decided == 2

    def test_a_column_of_ones_own_is_not_taken_for_ours(self, pair: Pair) -> None:
        pair.fill(*GOOD)
        rows = [{"Labels": "mine"} | each for each in pair.read()]
        with pair.sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

        assert pair.decide().n_decided == 2

    def test_a_note_may_be_long(self, pair: Pair) -> None:
        pair.fill(GOOD[0] | {"note": "x" * 140_000}, GOOD[1])

        assert pair.decide().n_decided == 2

    def test_a_quotation_mark_that_is_never_closed_is_told(self, pair: Pair) -> None:
        pair.fill(*GOOD)
        with pair.sheet.open("a", encoding="utf-8") as file:
            file.write('a,"' + "x" * 400_000)

        [problem] = pair.refuse()
        assert problem.startswith("sheet.csv:4:1: is no CSV from here on (unexpected end of data)")

    def test_a_sheet_may_be_saved_as_utf_16(self, pair: Pair) -> None:
        pair.fill(*GOOD)
        pair.sheet.write_bytes(pair.sheet.read_text(encoding="utf-8").encode("utf-16"))

        assert pair.decide().n_decided == 2

    def test_columns_may_be_moved_and_added_and_rows_left_blank(self, pair: Pair) -> None:
        pair.fill(*GOOD)
        rows = pair.read()
        names = ["mine", *reversed(WRITTEN)]
        with pair.sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="")
            writer.writeheader()
            writer.writerows([rows[0], {}, rows[1] | {"mine": "x"}])

        assert pair.decide().n_decided == 2

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"", "sheet.csv:1:1: has no column article, start, end, labels"),
            (b"start,end\r\n", "sheet.csv:1:1: has no column article, labels"),
            (b"labels\xff", "sheet.csv:1:7: byte 0xff .* save the sheet as CSV in UTF-8"),
            (b'"article', "sheet.csv:1:1: is no CSV from here on"),
            (b",".join(each.encode() for each in READ) + b'\r\na,"b\r\nc,d', "sheet.csv:2:1: is no CSV"),
            (b",".join(each.encode() for each in READ) + b"\r\n1,2,3,4,5,6,7,8", "sheet.csv:2:8: has 8 cells"),
        ],
    )  # fmt: skip
    def test_what_is_no_sheet_is_refused(self, content: bytes, what: str, pair: Pair) -> None:
        pair.sheet.write_bytes(content)

        with pytest.raises(InputError, match=what):
            pair.decide()

    def test_a_missing_sheet_is_refused(self, pair: Pair) -> None:
        assert pair.refuse() == [
            "sheet.csv: can't be read (No such file or directory); check the path"
        ]


class TestDecisions:
    def test_agreed_units_stay_and_decided_ones_come_from_the_sheet(self, pair: Pair) -> None:
        pair.fill(*GOOD)

        found = pair.decide()

        assert [annotation_row(each) for each in found.annotations] == [
            row(
                unit(TITLE, kind="title"), unit(SHUT, "count", "action"),
                unit(SPOKE, kind="boilerplate"), unit(WELL, "action"),
            )
        ]  # fmt: skip
        assert (found.n_agreed, found.n_decided, found.n_dropped) == (2, 2, 0)

    def test_where_nobody_differs_there_is_nothing_to_decide(self, pair: Pair) -> None:
        pair.two.write_bytes(pair.one.read_bytes())

        assert pair.write() == []
        found = pair.decide()

        assert (found.n_agreed, found.n_decided) == (4, 0)
        assert found.annotations == tuple(read_annotators([pair.one])[0].annotations.values())

    def test_one_label_is_its_own_primary_and_there_may_be_none(self, pair: Pair) -> None:
        pair.fill({"labels": "count"}, {"labels": "(none)", "kind": "prose"})

        units = pair.decide().annotations[0].units

        assert [(each.labels, each.primary) for each in units[1:3]] == [
            (("count",), "count"),
            ((), None),
        ]

    def test_boundaries_are_decided_by_dropping(self, pair: Pair) -> None:
        pair.annotate(pair.one, unit((14, 52), "action"))
        pair.annotate(pair.two, unit(SHUT, "action"), unit(SPOKE, "reaction"))
        pair.fill({"kind": "drop"}, {"labels": "action"}, {"kind": "drop"})

        found = pair.decide()

        assert [(each.start, each.end) for each in found.annotations[0].units] == [(14, 52)]
        assert (found.n_decided, found.n_dropped) == (1, 2)

    def test_an_id_that_a_spreadsheet_took_for_a_number_does_no_harm(self, pair: Pair) -> None:
        for path in (pair.one, pair.two):
            write_rows(path, [each | {"id": "001"} for _, each in read_rows(path)])
        pair.fill(*({"article": "1"} | each for each in GOOD))

        assert pair.decide().annotations[0].id == "001"

    def test_two_articles_of_one_text_are_told_apart_by_their_ids(self, pair: Pair) -> None:
        for path in (pair.one, pair.two):
            [(_, one)] = read_rows(path)
            write_rows(path, [one, one | {"id": "b"}])
        pair.fill(*GOOD, {"labels": "action"}, {"kind": "title"})

        first, second = pair.decide().annotations

        assert [each.units[1].primary for each in (first, second)] == ["count", "action"]

    def fill_copies(self, pair: Pair, first: str, second: str) -> None:
        """Decide on articles 001 and 002 of one text in rows that name them so."""
        for path in (pair.one, pair.two):
            [(_, one)] = read_rows(path)
            write_rows(path, [one | {"id": "001"}, one | {"id": "002"}])
        others = ({"labels": "action"}, {"kind": "title"})
        of_first = [each | {"article": first} for each in GOOD]
        pair.fill(*of_first, *[each | {"article": second} for each in others])

    def test_ids_that_became_numbers_tell_articles_of_one_text_apart(self, pair: Pair) -> None:
        self.fill_copies(pair, "1", "2")

        found = pair.decide().annotations

        assert [each.units[1].primary for each in found] == ["count", "action"]

    def test_a_row_says_which_article_of_one_text_is_meant(self, pair: Pair) -> None:
        self.fill_copies(pair, "1", "x")

        assert [each for each in pair.refuse() if "no row" not in each] == [
            f"sheet.csv:{line}:1: articles 001, 002 have the same text, and this row names none of "
            "them; write there which one is meant"
            for line in (4, 5)
        ]

    def test_labels_of_a_recipe_may_be_used(self, pair: Pair) -> None:
        pair.fill({"labels": "rare"}, GOOD[1])
        files = read_annotators([pair.one, pair.two])

        found = adjudicate(*files, pair.sheet, ["action", "rare"])

        assert found.annotations[0].units[1].labels == ("rare",)

    @pytest.mark.parametrize(
        ("decisions", "problems"),
        [
            (
                ({}, {}),
                [
                    "sheet.csv:2:14: the unit 14-28 is undecided; fill labels, primary, kind, or "
                    "write drop as its kind",
                    "sheet.csv:3:14: the unit 29-52 is undecided; fill labels, primary, kind, or "
                    "write drop as its kind",
                ],
            ),
            (
                ({"labels": "zebra, action", "primary": "action"}, {"kind": "verse"}),
                [
                    "sheet.csv:2:14: unknown label 'zebra'; use one of action, count, reaction",
                    "sheet.csv:3:14: there are no labels; write them, or (none)",
                    "sheet.csv:3:16: unknown kind 'verse'; use one of title, heading, prose, "
                    "list_item, boilerplate",
                ],
            ),
            (
                ({"labels": "action", "primary": "count"}, {"labels": "reaction"}),
                [
                    "sheet.csv:2:15: primary label 'count' is not among the labels; add it to "
                    "labels, or write one of them",
                    "sheet.csv:3:16: the kind is undecided, prose or boilerplate; use one of title, "
                    "heading, prose, list_item, boilerplate",
                ],
            ),
            (
                ({"labels": "action, count"}, {"kind": "drop", "labels": "action"}),
                [
                    "sheet.csv:2:15: 2 labels and no primary label; write one of action, count",
                    "sheet.csv:3:16: the unit is dropped and has labels; empty one of the two",
                ],
            ),
            (
                ({**GOOD[0], "end": "30"}, {**GOOD[1], "sha256": "f" * 64}),
                [
                    "sheet.csv: has no row for the unit 14-28 of article 'a'; put it back, or write "
                    "the sheet again",
                    "sheet.csv: has no row for the unit 29-52 of article 'a'; put it back, or write "
                    "the sheet again",
                    "sheet.csv:2:2: there is no open unit 14-30 in article 'a'; leave start and end "
                    "as they were written",
                    "sheet.csv:3:18: no open unit is of this row's text, article 'a'; write the "
                    "sheet again, or remove the row",
                ],
            ),
        ],
        ids=["undecided", "unknown", "primary and kind", "several", "other unit and text"],
    )  # fmt: skip
    def test_all_that_is_wrong_is_said_at_once(self, decisions, problems, pair: Pair) -> None:
        pair.fill(*decisions)

        assert pair.refuse() == problems

    def test_a_row_may_not_stand_twice(self, pair: Pair) -> None:
        pair.fill(*GOOD)
        pair.save([*pair.read(), pair.read()[0]])

        assert pair.refuse() == [
            "sheet.csv:4:2: this unit stands twice, first in line 2; keep one of the two rows"
        ]

    def test_kept_units_may_not_overlap(self, pair: Pair) -> None:
        pair.annotate(pair.one, unit((14, 52), "action"))
        pair.annotate(pair.two, unit(SHUT, "action"))
        pair.fill({"labels": "action"}, {"labels": "action"})

        assert pair.refuse() == [
            "sheet.csv:3:2: units 14-28 and 14-52 overlap; write drop as the kind of one"
        ]

    def test_drop_may_be_written_with_a_capital(self, pair: Pair) -> None:
        pair.fill(GOOD[0], {"kind": "Drop"})

        assert pair.decide().n_dropped == 1

    def test_labels_need_a_primary_one(self, pair: Pair) -> None:
        pair.fill({**GOOD[0], "primary": "(none)"}, GOOD[1])

        assert pair.refuse() == [
            "sheet.csv:2:15: labels and no primary label; write one of count, action"
        ]

    def test_a_line_is_the_files_even_after_cells_of_several_lines(self, pair: Pair) -> None:
        pair.fill({**GOOD[0], "note": "one\ntwo\nthree"}, {})

        assert pair.refuse()[0].startswith("sheet.csv:5:14: the unit 29-52 is undecided")


def read_rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class TestVerb:
    def test_our_sheet_asks_about_what_our_annotators_differ_on(
        self, run: Callable, tmp_path: Path
    ) -> None:
        sheet = tmp_path / "sheet.csv"

        finished = run("adjudicate", A, B, "--texts", ROOT / "raw", "-o", sheet)

        assert (finished.exit_code, finished.err) == (0, f"{sheet}: 64 units to decide\n")
        asked, decided = (read_rows_of(path) for path in (sheet, SHEET))
        assert [row["text"] for row in asked] == [row["text"] for row in decided]

    def test_the_decisions_of_our_sheet_give_our_gold(self, run: Callable, tmp_path: Path) -> None:
        gold = tmp_path / "gold.jsonl"

        finished = run("adjudicate", A, B, "--decisions", SHEET, "-o", gold)

        assert finished.exit_code == 0
        assert "1410 units agreed, 64 decided, 0 dropped" in finished.err
        assert gold.read_bytes() == (GOLD / "gold.jsonl").read_bytes()

    def test_the_recipe_may_name_the_labels(self, run: Callable, tmp_path: Path) -> None:
        recipe = ROOT / "configs" / "enforcement.yaml"

        finished = run("adjudicate", A, B, "--decisions", SHEET, "-c", recipe, "-o", tmp_path / "g")

        assert finished.exit_code == 0

    def test_nothing_is_written_where_something_is_wrong(
        self, run: Callable, pair: Pair, tmp_path: Path
    ) -> None:
        pair.write()
        (tmp_path / "gold.jsonl").write_text("earlier")

        finished = run(
            "adjudicate", pair.one, pair.two, "--decisions", pair.sheet,
            "-o", tmp_path / "gold.jsonl",
        )  # fmt: skip

        assert (finished.exit_code, len(finished.problems)) == (1, 2)
        assert (tmp_path / "gold.jsonl").read_text() == "earlier"

    @pytest.mark.parametrize(
        "options", [[], ["--texts", "raw", "--decisions", "sheet.csv"]], ids=len
    )
    def test_it_takes_texts_or_decisions(self, options: list[str], run: Callable) -> None:
        assert run("adjudicate", A, B, "-o", "out", *options).exit_code == 2

    def test_texts_may_be_two_heaps(self, run: Callable, pair: Pair) -> None:
        (pair.folder / "look").mkdir()
        (pair.folder / "look" / "b.txt").write_text("another article")

        finished = run(
            "adjudicate", pair.one, pair.two, "--texts", pair.folder / "look", "--texts", pair.texts,
            "-o", pair.sheet,
        )  # fmt: skip

        assert finished.problems == [f"{pair.sheet}: 2 units to decide"]

    def test_a_sheet_needs_a_file(self, run: Callable) -> None:
        assert run("adjudicate", A, B, "--texts", "raw", "-o", "-").exit_code == 2

    def test_gold_takes_the_place_of_gold_alone(self, run: Callable, tmp_path: Path) -> None:
        article, gold = tmp_path / "a1.txt", tmp_path / "gold.jsonl"
        article.write_text("The harbour froze.\n", encoding="utf-8")
        options = ("adjudicate", A, B, "--decisions", SHEET, "-o")

        refused = run(*options, article)
        codes = [run(*options, gold).exit_code for _ in range(2)]

        assert refused.problems == [
            f"{article}: is there already and is no gold; name another with -o"
        ]
        assert article.read_text(encoding="utf-8") == "The harbour froze.\n"
        assert codes == [0, 0]

    def test_an_input_is_never_written_over(self, run: Callable, pair: Pair) -> None:
        pair.fill(*GOOD)
        before = pair.sheet.read_bytes()

        finished = run(
            "adjudicate", pair.one, pair.two, "--decisions", pair.sheet, "-o", pair.sheet
        )

        assert finished.problems == [f"{pair.sheet}: is input and output; name another with -o"]
        assert pair.sheet.read_bytes() == before
