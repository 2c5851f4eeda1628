"""Articles go to a sheet that people can read and fill, and come back as gold."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.annotation_lines import annotation_row
from corpus_tools.annotation_sheet import read_units
from corpus_tools.annotations import read_annotations
from corpus_tools.documents import read_documents
from corpus_tools.errors import InputError

ROOT = Path(__file__).parents[1]
TRANSFERS = ROOT / "configs" / "transfers"
TEXT = "Bakers fined\n\nTwo were shut. Nobody of the bakers spoke to us,\tthey say. All is well.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
SPOKE = "Nobody of the bakers spoke to us, they say."
FILLED = ({}, {"labels": "action; count", "primary": "count"}, {"labels": "talk"}, {"labels": "(none)"})  # fmt: skip
ANNOTATED = {
    "id": "a", "path": "a.txt", "encoding": "utf-8", "sha256": DIGEST,
    "units": [
        {"start": 0, "end": 12, "kind": "title", "labels": [], "primary": None},
        {"start": 14, "end": 28, "kind": "prose", "labels": ["action", "count"], "primary": "count"},
        {"start": 29, "end": 72, "kind": "prose", "labels": ["talk"], "primary": "talk"},
        {"start": 73, "end": 85, "kind": "prose", "labels": [], "primary": None},
    ],
}  # fmt: skip


class Desk:
    """One article in a folder, its sheet, and the gold that is made of it."""

    def __init__(self, folder: Path, run: Callable) -> None:
        self.run = run
        self.texts, self.sheet, self.gold = (
            folder / "raw", folder / "sheet.csv", folder / "gold.jsonl",
        )  # fmt: skip
        self.texts.mkdir()
        self.write_text("a.txt", TEXT)

    def write_text(self, name: str, text: str) -> None:
        (self.texts / name).write_text(text, encoding="utf-8", newline="\n")

    def write(self) -> list[dict[str, str]]:
        assert self.run("annotate", self.texts, "-o", self.sheet).exit_code == 0
        return self.rows()

    def rows(self) -> list[dict[str, str]]:
        text = self.sheet.read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def save(self, rows: list[dict[str, str]]) -> None:
        with self.sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def fill(self, *cells: dict[str, str]) -> None:
        rows = self.write()
        self.save([row | filled for row, filled in zip(rows, cells, strict=True)])

    def read(self, *options: object):
        return self.run(
            "annotate", self.sheet, "--texts", self.texts, "-o", self.gold, *options
        )  # fmt: skip

    def refuse(self, *options: object) -> list[str]:
        finished = self.read(*options)
        assert (finished.exit_code, self.gold.exists()) == (1, False)
        return [each.removeprefix(str(self.sheet)) for each in finished.problems]


@pytest.fixture
def desk(tmp_path: Path, run: Callable) -> Desk:
    return Desk(tmp_path, run)


class TestWriting:
    def test_a_row_shows_the_sentence_and_leaves_the_labels_open(self, desk: Desk) -> None:
        title, _, spoke, _ = desk.write()

        assert spoke == {
            "article": "a", "start": "29", "end": "72", "kind": "prose", "text": SPOKE,
            "labels": "", "primary": "", "note": "", "sha256": DIGEST,
        }  # fmt: skip
        assert (title["kind"], title["text"]) == ("title", "Bakers fined")

    def test_it_says_how_much_there_is_to_do(self, desk: Desk) -> None:
        finished = desk.run("annotate", desk.texts / "a.txt", "-o", desk.sheet)

        assert finished.err == f"{desk.sheet}: 4 units of 1 article to annotate\n"

    def test_a_sheet_is_never_written_over(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        before = desk.sheet.read_bytes()

        finished = desk.run("annotate", desk.texts, "-o", desk.sheet)

        assert finished.problems == [
            f"{desk.sheet}: is there already, and may hold decisions; name another, or remove it"
        ]
        assert desk.sheet.read_bytes() == before

    def test_a_recipe_without_rules_yet_says_the_language(self, desk: Desk, tmp_path: Path) -> None:
        recipe = (ROOT / "configs" / "transfers.yaml").read_text(encoding="utf-8")
        path = tmp_path / "own.yaml"
        path.write_text(recipe.replace("language: en", "language: de", 1))
        desk.write_text("a.txt", "Am Abend\n\nBis ca. Mitternacht brannte Licht.\n")

        finished = desk.run("annotate", desk.texts, "-c", path, "-o", desk.sheet)

        assert finished.exit_code == 0
        assert [row["text"] for row in desk.rows()][1:] == ["Bis ca. Mitternacht brannte Licht."]

    @pytest.mark.parametrize(
        "arguments",
        [
            ["raw", "-o", "-"],
            ["sheet.csv", "-o", "gold.jsonl"],
            ["one.csv", "two.csv", "--texts", "raw", "-o", "gold.jsonl"],
        ],
        ids=["no file", "no texts", "two sheets"],
    )
    def test_wrong_usage_is_refused(self, arguments: list[str], run: Callable) -> None:
        assert run("annotate", *arguments).exit_code == 2


class TestReading:
    def test_a_filled_sheet_is_gold(self, desk: Desk) -> None:
        desk.fill(*FILLED)

        finished = desk.read()

        assert finished.err == (
            f"{desk.gold}: 1 line\n1 article, 4 units; primary labels: count 1, talk 1\n"
        )
        assert json.loads(desk.gold.read_text(encoding="utf-8")) == ANNOTATED

    def test_texts_may_lie_in_two_heaps(self, desk: Desk, tmp_path: Path) -> None:
        desk.fill(*FILLED)
        blind = tmp_path / "blind"
        blind.mkdir()
        (blind / "b.txt").write_text("Another article.\n")

        finished = desk.run(
            "annotate", desk.sheet, "--texts", blind, "--texts", desk.texts, "-o", desk.gold
        )

        assert finished.exit_code == 0
        assert json.loads(desk.gold.read_text(encoding="utf-8")) == ANNOTATED

    def test_an_article_that_nobody_began_is_left_out_and_named(self, desk: Desk) -> None:
        desk.write_text("b.txt", "Night\n\nThe tide went out.\n")
        desk.fill(*FILLED, {}, {})

        finished = desk.read()

        assert finished.problems[-1] == "left out: article 'b', nothing is filled in"
        assert [each.id for each in read_annotations([desk.gold])] == ["a"]

    def test_units_whose_rows_were_removed_are_told(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        desk.save([row for row in desk.rows() if row["start"] in ("0", "29")])

        finished = desk.read()

        assert finished.problems == [
            f"{desk.gold}: 1 line", "1 article, 2 units; primary labels: talk 1",
            "not in the gold: 2 units without a row, a 14-28, a 73-85",
        ]  # fmt: skip

    def test_a_unit_that_was_cut_otherwise_has_a_row(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        desk.save([row | {"end": "27"} if row["end"] == "28" else row for row in desk.rows()])

        finished = desk.read()

        assert finished.exit_code == 0
        assert "without a row" not in finished.err

    def test_an_article_of_which_all_is_dropped_is_annotated(self, desk: Desk) -> None:
        desk.fill(*[{"kind": " DROP "}] * 4)

        finished = desk.read()

        assert finished.problems == [
            f"{desk.gold}: 1 line", "1 article, 0 units; primary labels: none",
        ]  # fmt: skip
        assert json.loads(desk.gold.read_text(encoding="utf-8")) == ANNOTATED | {"units": []}

    def test_an_article_of_which_only_kinds_were_mended_is_annotated(self, desk: Desk) -> None:
        desk.write_text("b.txt", "Night\n\nThe tide went out.\n")
        desk.fill(*FILLED, {}, {"kind": "Boilerplate"})

        assert "left out" not in desk.read().err
        [_, night] = read_annotations([desk.gold])
        assert [(each.kind, each.labels) for each in night.units] == [
            ("title", ()), ("boilerplate", ()),
        ]  # fmt: skip

    def test_articles_of_one_text_keep_their_rows_when_ids_become_numbers(self, desk: Desk) -> None:
        (desk.texts / "a.txt").rename(desk.texts / "001.txt")
        desk.write_text("002.txt", TEXT)
        desk.fill(*FILLED, *FILLED[:3], {"labels": "talk"})
        desk.save([row | {"article": row["article"].lstrip("0")} for row in desk.rows()])

        assert desk.read().exit_code == 0
        found = read_annotations([desk.gold])
        assert [(each.id, each.units[-1].labels) for each in found] == [
            ("001", ()), ("002", ("talk",)),
        ]  # fmt: skip

    def test_a_row_says_which_article_of_one_text_is_meant(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        desk.write_text("b.txt", TEXT)
        rows = desk.rows()
        desk.save([*rows[:3], rows[3] | {"article": "x"}])

        assert desk.refuse() == [
            ":5:1: articles a, b have the same text, and this row names none of them; write there "
            "which one is meant"
        ]

    def test_an_empty_sheet_is_no_gold(self, desk: Desk) -> None:
        desk.write()

        assert desk.refuse() == [": no article is annotated; fill the column labels"]

    def test_a_unit_may_be_dropped_and_its_kind_mended(self, desk: Desk) -> None:
        desk.fill(FILLED[0], FILLED[1], {"kind": "Drop"}, {"kind": "boilerplate"})

        desk.read()

        [gold] = read_annotations([desk.gold])
        assert [(each.start, each.kind) for each in gold.units] == [
            (0, "title"), (14, "prose"), (73, "boilerplate"),
        ]  # fmt: skip

    def test_all_that_is_wrong_is_said_at_once(self, desk: Desk) -> None:
        desk.fill(
            {"kind": "verse"},
            {"labels": "action, count"},
            {"labels": "talk", "primary": "count"},
            {},
        )

        assert desk.refuse() == [
            ":2:4: unknown kind 'verse'; use one of title, heading, prose, list_item, boilerplate",
            ":2:6: there are no labels; write them, or (none)",
            ":3:7: 2 labels and no primary label; write one of action, count",
            ":4:7: primary label 'count' is not among the labels; add it to labels, or write one of them",
            ":5:6: there are no labels; write them, or (none)",
        ]  # fmt: skip

    @pytest.mark.parametrize("cell", ["(None)", "( none )", "(NONE),", "(none);(None)"])
    def test_no_label_may_be_written_with_capitals_and_blanks(self, cell: str, desk: Desk) -> None:
        desk.fill(*FILLED[:3], {"labels": cell, "primary": cell.rstrip(",").split(";")[0]})

        assert desk.read().exit_code == 0
        assert json.loads(desk.gold.read_text(encoding="utf-8")) == ANNOTATED

    @pytest.mark.parametrize("options", [[], ["-c", ROOT / "configs" / "transfers.yaml"]], ids=len)
    def test_no_label_and_a_label_at_once_are_refused(self, options: list, desk: Desk) -> None:
        desk.fill({}, {"labels": "move"}, {"labels": "(none), talk"}, {"labels": "talk"})

        assert desk.refuse(*options) == [
            ":4:6: (none) stands among labels; remove it, or the labels"
        ]

    @pytest.mark.parametrize("cell", ["none", "None", "-"])
    def test_what_may_mean_no_label_is_asked_about(self, cell: str, desk: Desk) -> None:
        desk.fill(*FILLED[:3], {"labels": cell})

        assert desk.refuse() == [
            f":5:6: {cell!r} may mean no label; write (none) for no label, or name the labels with "
            "a recipe"
        ]

    def test_commas_alone_are_no_judgement(self, desk: Desk) -> None:
        desk.fill(*FILLED[:3], {"labels": " , "})

        assert desk.refuse() == [":5:6: there are no labels; write them, or (none)"]

    def test_a_recipe_says_which_labels_there_are(self, desk: Desk) -> None:
        desk.fill({}, {"labels": "move"}, {"labels": "mvoe"}, {"labels": "(none)"})

        assert desk.refuse("-c", ROOT / "configs" / "transfers.yaml") == [
            ":4:6: unknown label 'mvoe'; use one of move, money, talk, background"
        ]

    def test_a_text_that_has_changed_is_refused_once(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        desk.write_text("a.txt", TEXT.replace("Two", "Ten"))

        assert desk.refuse() == [
            ":2:9: no text here is the one that article 'a' had when the sheet was written; put that text "
            "back, name its folder with --texts, or write the sheet again"
        ]

    @pytest.mark.parametrize(
        "change",
        [{"start": "14", "end": "28"}, {"end": "999"}, {"end": "29"}, {"text": SPOKE[:-9]}],
        ids=["sorted apart", "behind the end", "nothing", "text"],
    )  # fmt: skip
    def test_a_text_that_does_not_stand_there_is_refused(self, change, desk: Desk) -> None:
        desk.fill(*FILLED[:2], FILLED[2] | change, FILLED[3])

        wrong = "the text of this row is not what stands there in article 'a'; leave article"
        if change.get("start") == "14":
            wrong = "this unit stands twice, first in line 3; keep one"
        [problem] = desk.refuse()
        assert wrong in problem

    @pytest.mark.parametrize(
        "cell", ["1,029", "29.0", "x", "", "-29", "9" * 5000], ids=lambda cell: cell[:6]
    )
    def test_a_place_that_is_no_whole_number_is_named(self, cell: str, desk: Desk) -> None:
        desk.fill(*FILLED[:2], FILLED[2] | {"start": cell, "end": "72.0"}, FILLED[3])

        assert desk.refuse() == [
            f":4:{column}: {name} must be a whole number, got {got!r}; write its digits alone, as "
            "they were written"
            for column, name, got in ((2, "start", cell), (3, "end", "72.0"))
        ]

    def test_a_sentence_beside_anothers_offsets_is_refused(self, desk: Desk) -> None:
        desk.fill(FILLED[0], {"start": "29", "end": "72", "labels": "talk"}, *FILLED[2:])
        desk.save([row for row in desk.rows() if row["text"] != SPOKE])

        assert desk.refuse()[0].startswith(":3:5: the text of this row is not what stands there")

    def test_what_a_spreadsheet_makes_of_a_date_does_no_harm(self, desk: Desk) -> None:
        desk.write_text("a.txt", TEXT.replace("Bakers fined", "1 May 2026"))
        desk.fill({"text": "01.05.26"}, *FILLED[1:])

        assert desk.read().exit_code == 0

    def test_units_may_not_overlap(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        rows = desk.rows()
        desk.save([*rows, rows[1] | {"end": "24", "text": "Two were"}])

        assert desk.refuse() == [
            ":3:2: units 14-24 and 14-28 overlap; write drop as the kind of one"
        ]  # fmt: skip

    def test_a_unit_may_not_hold_several(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        rows = desk.rows()
        whole = "Two were shut. Nobody of the bakers spoke to us, they say. All is well."
        desk.save([*rows[:1], rows[1] | {"end": "85", "text": whole}, *rows[2:]])

        assert [each.split(";")[0] for each in desk.refuse()] == [
            ":4:2: units 14-85 and 29-72 overlap", ":5:2: units 14-85 and 73-85 overlap",
        ]  # fmt: skip

    def test_gold_takes_the_place_of_gold_alone(self, desk: Desk) -> None:
        desk.fill(*FILLED)
        article = desk.texts / "a.txt"

        refused = desk.run("annotate", desk.sheet, "--texts", desk.texts, "-o", article)

        assert refused.problems == [
            f"{article}: is there already and is no gold; name another with -o"
        ]
        assert [desk.read().exit_code for _ in range(2)] == [0, 0]

    def test_the_sheet_is_never_written_over_by_its_gold(self, desk: Desk) -> None:
        desk.fill(*FILLED)

        finished = desk.run("annotate", desk.sheet, "--texts", desk.texts, "-o", desk.sheet)

        assert finished.problems == [f"{desk.sheet}: is input and output; name another with -o"]


def test_the_sheet_of_the_transfers_gives_their_gold() -> None:
    documents, _ = read_documents([TRANSFERS / "articles"])

    found = read_units(TRANSFERS / "sheet.csv", documents)

    lines = (TRANSFERS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert [annotation_row(each) for each in found.annotations] == list(map(json.loads, lines))
    assert found.untouched == ()


def test_a_missing_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_units(tmp_path / "none.csv", [])
