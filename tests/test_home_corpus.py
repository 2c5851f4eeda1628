"""The bundled corpus is as large, as varied and as honest as its card says."""

import json
from collections import Counter
from pathlib import Path

import pytest

from corpus_tools.config import load_config
from corpus_tools.dataset import read_splits
from corpus_tools.leak_check import check_folder, read_settings

ROOT = Path(__file__).parents[1]
PROCESSED = ROOT / "processed" / "enforcement"
MANIFEST = [
    json.loads(line)
    for line in (ROOT / "raw" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
]
OUTLETS = {
    "wire", "broadsheet", "broadcaster", "agency_release", "blog", "trade_press", "encyclopedia",
    "court_report",
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> dict:
    return json.loads((PROCESSED / "report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict]]:
    return read_splits(PROCESSED)


def test_there_are_sixty_synthetic_articles_of_eight_kinds_of_outlet() -> None:
    assert len(MANIFEST) >= 60
    assert all(row["synthetic"] and row["licence"] == "CC-BY-4.0" for row in MANIFEST)
    assert {row["outlet"] for row in MANIFEST} == OUTLETS
    assert sum(row["facts_from"] is not None for row in MANIFEST) == 5


def test_articles_that_tell_the_same_stand_in_one_split(rows: dict[str, list[dict]]) -> None:
    split_of = {row["document_id"]: split for split, found in rows.items() for row in found}
    groups: dict[str, set[str]] = {}
    for row in MANIFEST:
        if row["group"]:
            groups.setdefault(row["group"], set()).add(split_of[row["id"]])

    assert len(groups) >= 3
    assert all(len(splits) == 1 for splits in groups.values())


def test_every_row_says_that_it_is_no_news(rows: dict[str, list[dict]]) -> None:
    assert sum(map(len, rows.values())) >= 1_500
    assert all(row["synthetic"] for found in rows.values() for row in found)


def test_no_label_is_rare_in_gold_or_in_test(report: dict, rows: dict[str, list[dict]]) -> None:
    gold = report["gold"]
    tested = Counter(row["label"] for row in rows["test"])

    assert len(gold["articles"]) >= 30
    assert all(count >= 0.12 * gold["units"] for count in gold["labels"].values())
    assert len(tested) == len(gold["labels"])
    assert min(tested.values()) >= 40


def test_the_test_split_is_gold_of_articles_that_no_rule_was_written_from(
    rows: dict[str, list[dict]],
) -> None:
    seen = load_config(ROOT / "configs" / "enforcement.yaml").content.splits.developed_on

    assert {row["label_source"] for row in rows["test"] + rows["validation"]} == {"gold"}
    assert not {row["document_id"] for row in rows["test"]} & set(seen)


def test_annotators_agree(report: dict) -> None:
    agreement = report["gold"]["agreement"]

    assert agreement["articles"] >= 30
    assert agreement["kappa"]["value"] >= 0.8
    assert agreement["kappa"]["interval"][0] >= 0.8


def test_nothing_leaks() -> None:
    assert check_folder(PROCESSED, *read_settings(PROCESSED)).leaks == ()
