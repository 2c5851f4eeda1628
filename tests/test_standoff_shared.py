"""The gold of published articles, released without a word of them and put back exactly."""

import json
from pathlib import Path

import pytest

from corpus_tools.annotation_lines import annotation_row
from corpus_tools.annotations import read_annotations
from corpus_tools.similarity import find_words
from corpus_tools.standoff import (
    ReleaseOptions,
    hydrate,
    read_release,
    release_gold,
    write_hydration,
)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GOLD, ARTICLES = SHARED / "gold" / "seeds.jsonl", SHARED / "articles" / "seeds"
PUBLISHED = ROOT / "raw" / "annotations" / "published.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the published articles are not at hand")


def test_all_units_of_the_published_articles_come_back_exactly(tmp_path: Path) -> None:
    hydration = hydrate(read_release(PUBLISHED), ARTICLES)
    write_hydration(hydration, ARTICLES, tmp_path / "out")

    gold = json.loads(json.dumps([annotation_row(each) for each in read_annotations([GOLD])]))
    spans = [(each["id"], unit["start"], unit["end"]) for each in gold for unit in each["units"]]
    texts = {each["id"]: (ARTICLES / each["path"]).read_bytes().decode() for each in gold}
    lines = (tmp_path / "out" / "units.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert hydration.coverage.documents["exact"] == 5
    assert [(row["document_id"], row["start"], row["end"]) for row in rows] == spans
    assert len(spans) == 206
    for row in rows:
        written = texts[row["document_id"]][row["start"] : row["end"]]
        assert row["text"] == " ".join(written.split())


def test_the_checked_in_release_is_what_the_verb_writes(tmp_path: Path) -> None:
    released = [json.loads(line) for line in PUBLISHED.read_text(encoding="utf-8").splitlines()]
    same = ("id", "title", "where", "date", "licence")
    names = {"path": "file", **{name: name for name in same}}
    about = "".join(
        json.dumps({name: row[key] for key, name in names.items()}) + "\n" for row in released
    )
    (tmp_path / "about.jsonl").write_text(about, encoding="utf-8")

    mark = released[0]["release"]
    options = ReleaseOptions(
        manifest=tmp_path / "about.jsonl",
        licence=mark["licence"],
        rights_holder=mark["rights_holder"],
    )
    release_gold(GOLD, ARTICLES, tmp_path / "again.jsonl", options)

    assert (tmp_path / "again.jsonl").read_bytes() == PUBLISHED.read_bytes()


def test_the_checked_in_release_holds_no_words_of_the_articles() -> None:
    def runs(text: str, size: int) -> set[tuple[str, ...]]:
        words = find_words(text)
        return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}

    whole = PUBLISHED.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in whole.splitlines()]
    bare = json.dumps([{**row, "title": None, "where": None} for row in rows])
    for row in rows:
        text = (ARTICLES / row["path"]).read_bytes().decode()
        assert not runs(text, 3) & runs(bare, 3)
        assert not runs(text, 10) & runs(whole, 10)
