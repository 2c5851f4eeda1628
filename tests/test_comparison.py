"""Two builds are compared unit by unit, and rules with gold alone."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import corpus_tools as ct
from corpus_tools.comparison import Change, Comparison, Move, compare_corpora
from corpus_tools.errors import InputError
from corpus_tools.records import LabelledUnit, SplitName, Unit, Vote

CLOSED_BAKERIES = "Inspectors closed two bakeries by the river."
SEIZED_SCALES = "Officers seized the brass scales of a grocer."
BOUGHT_SCALES = "He had bought them from his uncle."


def annotate(path: Path, **primary: str) -> dict[str, object]:
    """Return gold of an article: sentences by place, their labels by name."""
    text = path.read_text(encoding="utf-8")
    sentences = {"closed": CLOSED_BAKERIES, "seized": SEIZED_SCALES, "bought": BOUGHT_SCALES}
    units = [
        {
            "start": text.index(sentences[name]),
            "end": text.index(sentences[name]) + len(sentences[name]),
            "kind": "prose",
            "labels": [label],
            "primary": label,
        }
        for name, label in primary.items()
    ]
    digest = sha256(text.encode()).hexdigest()
    return {"id": path.stem, "path": path.name, "encoding": "utf-8", "sha256": digest} | {
        "units": units
    }


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, write_corpus: Callable[[Path], Path]) -> Path:
    """The tiny corpus with gold for three sentences, built into ``before``."""
    folder = write_corpus(tmp_path_factory.mktemp("compared"))
    rows = [
        annotate(folder / "raw/bakers.txt", closed="raid"),
        annotate(folder / "raw/scales.txt", seized="background", bought="raid"),
    ]
    gold = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "gold.jsonl").write_text(gold, encoding="utf-8")
    replace_in(folder / "configs/tiny.yaml", "labels:\n", "gold: [../gold.jsonl]\nlabels:\n")
    ct.build_corpus(folder / "configs/tiny.yaml", out=folder / "before")
    return folder


@pytest.fixture(scope="module")
def before(folder: Path) -> ct.Corpus:
    return ct.build_corpus(folder / "configs/tiny.yaml", out=folder / "before")


@pytest.fixture(scope="module")
def after(folder: Path, before: ct.Corpus) -> ct.Corpus:
    """A build with a wider rule and without another, in a folder that began as a copy."""
    shutil.copytree(folder / "configs", folder / "mended")
    shutil.copytree(before.folder, folder / "after")
    rules = folder / "mended/tiny/rules.yaml"
    replace_in(rules, "\\b\\d+ (?:stalls", "\\b(?:\\d+|two) (?:bakeries|stalls")
    replace_in(rules, "seiz(?:ed|es|ing)", "confiscated")
    replace_in(rules, "They seized the scales.", "They confiscated the scales.")
    return ct.build_corpus(folder / "mended/tiny.yaml", out=folder / "after")


@pytest.fixture(scope="module")
def comparison(before: ct.Corpus, after: ct.Corpus) -> Comparison:
    return compare_corpora(before, after)


def test_each_unit_that_is_labelled_otherwise_is_a_change(comparison: Comparison) -> None:
    found = {each.after.unit.text: each for each in comparison.changes}

    assert comparison.n_units == 16
    assert list(found) == [CLOSED_BAKERIES, SEIZED_SCALES]
    closed, seized = found.values()
    assert (closed.before.labels, closed.before.label) == (("raid",), "raid")
    assert (set(closed.after.labels), closed.after.label) == ({"count", "raid"}, "count")
    assert (seized.before.label, seized.after.label) == ("raid", "background")


def test_gold_says_whether_a_change_was_good(comparison: Comparison) -> None:
    closed, seized = comparison.changes

    assert (closed.gold, closed.verdict) == ("raid", "broken")
    assert (seized.gold, seized.verdict) == ("background", "mended")


def test_a_change_shows_the_votes_that_came_and_went(comparison: Comparison) -> None:
    closed, seized = (str(each).splitlines() for each in comparison.changes)

    assert closed[1:] == [
        f"  {CLOSED_BAKERIES}",
        "  raid -> count + raid; gold raid: broken",
        "  + counted -> count: 'two bakeries'",
    ]
    assert seized[1:] == [
        f"  {SEIZED_SCALES}",
        "  raid -> background; gold background: mended",
        "  - seized -> raid: 'seized'",
    ]


def test_a_copied_ledger_keeps_every_article_in_its_split(
    before: ct.Corpus, comparison: Comparison
) -> None:
    splits = {
        unit: split for split, rows in before.to_dataset_dict().items() for unit in rows["id"]
    }

    assert comparison.moves == ()
    assert [each.split for each in comparison.changes] == [
        splits[each.before.unit.unit_id] for each in comparison.changes
    ]
    assert str(comparison).endswith("\narticles in another split: 0")


def test_an_article_that_moved_is_named(
    before: ct.Corpus, after: ct.Corpus, tmp_path: Path
) -> None:
    moved = shutil.copytree(after.folder, tmp_path / "moved")
    ledger = moved / "splits.lock.jsonl"
    rows = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    [row] = [row for row in rows if row["document_id"] == "boats"]
    was, row["split"] = row["split"], None
    ledger.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")

    found = compare_corpora(before, ct.Corpus(moved, after.report, after.rules))

    assert found.moves == (Move("boats", was, None),)
    assert str(found).endswith("\narticles in another split: 1")


def test_units_of_one_build_only_are_named_and_not_compared(
    folder: Path, before: ct.Corpus, tmp_path: Path
) -> None:
    raw = shutil.copytree(folder / "raw", tmp_path / "raw")
    replace_in(raw / "boats.txt", "The tide went out at four.", "The tide went out at five.")
    (raw / "new.txt").write_text("Late news\n\nPolice closed a mill.\n", encoding="utf-8")
    later = ct.build_corpus(folder / "configs/tiny.yaml", raw=raw, out=tmp_path / "later")

    found = compare_corpora(before, later)

    assert (found.n_units, found.changes) == (15, ())
    assert found.only_before == ("boats-0003",)
    assert found.only_after == ("boats-0003", "new-0000", "new-0001")
    assert "\nunits before only: 1\nunits after only: 3\n" in str(found)


def test_a_folder_is_not_compared_with_itself(before: ct.Corpus) -> None:
    with pytest.raises(InputError, match=r"compared with itself.*build into a folder of its own"):
        compare_corpora(before, before)


def make_change(was: str, now: str, split: SplitName | None, gold: str | None) -> Change:
    unit = Unit(
        unit_id="a-0001", document_id="a", source="a.txt", index=1, start=0, end=4,
        kind="prose", section=(), text="Rain",
    )  # fmt: skip
    vote = (Vote("r", now, 0, 4, "Rain"),)
    return Change(
        LabelledUnit(unit=unit, labels=(was,), label=was),
        LabelledUnit(unit=unit, votes=vote, labels=(now,), label=now),
        split,
        gold,
    )


@pytest.mark.parametrize(
    ("gold", "verdict"), [("old", "broken"), ("new", "mended"), ("third", "neither"), (None, None)]
)
def test_a_verdict_is_on_the_primary_label(gold: str | None, verdict: str | None) -> None:
    assert make_change("old", "new", "train", gold).verdict == verdict


def test_verdicts_are_counted_a_split_but_not_on_test() -> None:
    changes = (
        make_change("x", "y", "train", "y"),
        make_change("x", "y", "train", "x"),
        make_change("x", "y", "train", "x"),
        make_change("x", "y", "train", None),
        make_change("x", "y", "validation", None),
        make_change("x", "y", "test", "y"),
        make_change("x", "y", None, None),
    )

    assert str(Comparison(40, changes, (), (), ())).splitlines() == [
        "units changed: 7 of 40",
        "  train: 4, by gold 1 mended, 2 broken",
        "  validation: 1",
        "  test: 1",
        "  quarantine: 1",
        "articles in another split: 0",
    ]


def keep_gold(corpus: ct.Corpus) -> object:
    from datasets import concatenate_datasets

    rows = concatenate_datasets(list(corpus.to_dataset_dict().values()))
    return rows.filter(lambda row: row["label_source"] == "gold", keep_in_memory=True)


def test_rules_are_scored_on_gold(before: ct.Corpus) -> None:
    rows = keep_gold(before)

    scores = ct.evaluate_rules(rows)

    # Gold is raid, background, raid; the rules say raid, raid, background.
    assert (scores.n_units, scores.n_documents, scores.interval) == (3, 2, None)
    assert scores.accuracy == pytest.approx(1 / 3, abs=1e-4)
    assert scores.macro_f1 == pytest.approx((1 / 2 + 0) / 2, abs=1e-4)


def test_no_word_of_the_rules_is_a_wrong_one(before: ct.Corpus) -> None:
    silent = keep_gold(before).map(lambda _: {"rule_label": None}, keep_in_memory=True)

    assert ct.evaluate_rules(silent).accuracy == 0.0


def test_rules_are_not_scored_on_their_own_labels(before: ct.Corpus) -> None:
    from datasets import concatenate_datasets

    rows = concatenate_datasets(list(before.to_dataset_dict().values()))

    with pytest.raises(ValueError, match=r"9 of 12 rows have no gold.*keep the rows"):
        ct.evaluate_rules(rows)
    with pytest.raises(ValueError, match="there are no units to score"):
        ct.evaluate_rules(rows.select([]))
