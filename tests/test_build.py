"""The whole staircase: byte-identical, incremental, and kind to what was there before."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import corpus_tools as ct
from corpus_tools import manifest
from corpus_tools.errors import CorpusError

ROOT = Path(__file__).parents[1]
RECIPE = ROOT / "configs" / "enforcement.yaml"
PROCESSED = ROOT / "processed" / "enforcement"


def contents(folder: Path) -> dict[str, bytes]:
    """Return all that a build publishes: every file but hidden ones and the model."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if path.is_file() and not name.startswith((".", "baseline/"))
    }


def remember_splits(folder: Path) -> None:
    """Give a folder the ledger of the checked-in data set, which places articles for good."""
    folder.mkdir(parents=True)
    for name in ("splits.lock.jsonl", "manifest.json"):
        shutil.copy(PROCESSED / name, folder / name)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the home corpus that tests may build in."""
    home = tmp_path_factory.mktemp("home")
    for name in ("configs", "raw"):
        shutil.copytree(ROOT / name, home / name)
    remember_splits(home / "processed" / "enforcement")
    return home


@pytest.fixture(scope="module")
def built(home: Path) -> ct.Corpus:
    return ct.build_corpus(home / "configs" / "enforcement.yaml")


def test_the_checked_in_data_set_is_what_a_build_yields(built: ct.Corpus) -> None:
    ours, theirs = contents(built.folder), contents(PROCESSED)

    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_another_folder_hash_seed_locale_and_time_zone_give_the_same_bytes(
    built: ct.Corpus, tmp_path: Path
) -> None:
    environment = os.environ | {
        "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "C", "TZ": "Asia/Kathmandu",
        "PYTHONUTF8": "0",
    }  # fmt: skip
    remember_splits(tmp_path / "elsewhere")
    command = [sys.executable, "-m", "corpus_tools", "build", str(RECIPE), "--out", "elsewhere"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)

    assert contents(tmp_path / "elsewhere") == contents(built.folder)
    model = manifest.MODEL_FOLDER + "/model.skops"
    assert (tmp_path / "elsewhere" / model).read_bytes() == (built.folder / model).read_bytes()


def test_a_second_build_does_no_work(home: Path, built: ct.Corpus) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.folder.rglob("*")}

    again = ct.build_corpus(home / "configs" / "enforcement.yaml")

    assert not again.built
    assert {path: path.stat().st_mtime_ns for path in built.folder.rglob("*")} == before


@pytest.mark.parametrize(
    "name",
    ["README.md", "units.jsonl", "data/train-00000-of-00001.parquet",
     "multilabel/train-00000-of-00001.parquet"],
)  # fmt: skip
def test_a_file_that_somebody_changed_is_built_again(name: str, built_folder: Path) -> None:
    out = built_folder / "processed" / "tiny"
    before = contents(out)
    (out / name).write_bytes(b"changed")

    again = ct.build_corpus(built_folder / "configs" / "tiny.yaml")

    assert again.built
    assert contents(out) == before


def test_every_unit_slices_its_article(home: Path, built: ct.Corpus) -> None:
    from corpus_tools.normalisation import normalise

    for labelled in built.units:
        unit = labelled.unit
        article = (home / "raw" / unit.source).read_bytes().decode("utf-8")
        assert normalise(article[unit.start : unit.end]).text == unit.text
        for vote in labelled.votes:
            assert normalise(article[vote.start : vote.end]).text == vote.words.strip()


def test_every_ledger_adds_up(built: ct.Corpus) -> None:
    for row in built.report["ledgers"]:
        assert row["read"] == row["kept"] + sum(row["refused"].values())


def test_every_kept_unit_is_a_row(built: ct.Corpus) -> None:
    loaded = built.to_dataset_dict()
    kept = built.report["ledgers"][-1]["kept"]

    assert sum(split.num_rows for split in loaded.values()) == kept


def test_it_says_why_a_unit_has_its_label(built: ct.Corpus) -> None:
    labelled = next(each for each in built.units if each.votes)

    shown = str(built.explain(labelled.unit.unit_id))

    assert labelled.votes[0].rule in shown
    assert repr(labelled.votes[0].words) in shown
    assert "configs/enforcement/" in shown


def test_a_unit_that_is_not_there_has_no_explanation(built: ct.Corpus) -> None:
    with pytest.raises(CorpusError, match="there is no unit 'nowhere-0001'; copy an id"):
        built.explain("nowhere-0001")


def test_a_model_fitted_on_train_is_scored_on_test(built: ct.Corpus) -> None:
    loaded = built.to_dataset_dict()

    scores = ct.evaluate(ct.fit_baseline(loaded["train"]), loaded["test"])

    assert scores.n_units == loaded["test"].num_rows
    assert 0 <= scores.macro_f1 <= 1


def test_scores_are_taken_on_gold(built: ct.Corpus) -> None:
    scores = built.report["scores"]

    assert scores["on"] == "gold"
    assert [row["method"] for row in scores["rows"]] == [
        "rules", "majority class", "baseline trained on rule labels", "baseline trained on gold",
    ]  # fmt: skip


def test_growth_moves_no_article(built: ct.Corpus, home: Path, tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(home / "raw", raw)
    shutil.copytree(built.folder, out)
    (raw / "articles" / "new.txt").write_text("Port raid\n\nPolice seized nine boats on Friday.\n")
    with (raw / "manifest.jsonl").open("a") as rows:
        rows.write(json.dumps({"id": "new", "file": "articles/new.txt"}) + "\n")

    ct.build_corpus(without_baseline(tmp_path), raw=raw, out=out)

    before = (built.folder / "splits.lock.jsonl").read_text().splitlines()
    after = (out / "splits.lock.jsonl").read_text().splitlines()
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_an_edited_article_that_now_ties_two_splits_is_held_back(
    built: ct.Corpus, home: Path, tmp_path: Path
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(home / "raw", raw)
    shutil.copytree(built.folder, out)
    rows = [json.loads(line) for line in (out / "splits.lock.jsonl").read_text().splitlines()]
    source = next(row["document_id"] for row in rows if row["split"] == "train")
    target = next(row["document_id"] for row in rows if row["split"] == "test")
    articles = raw / "articles"
    shutil.copy(articles / f"{source}.txt", articles / f"{target}.txt")
    recipe = without_baseline(tmp_path, gold=False)

    corpus = ct.build_corpus(recipe, raw=raw, out=out)

    refused = corpus.report["ledgers"][-1]["refused"]
    assert refused["article became tied to another place"] > 0
    assert (out / "splits.lock.jsonl").read_bytes() == (
        built.folder / "splits.lock.jsonl"
    ).read_bytes()


def without_baseline(folder: Path, *, gold: bool = True) -> Path:
    """Copy the recipe without what takes longest, and without gold, which needs the unchanged texts."""
    shutil.copytree(ROOT / "configs", folder / "configs")
    shutil.copytree(
        ROOT / "raw" / "annotations", folder / "raw" / "annotations", dirs_exist_ok=True
    )
    recipe = folder / "configs" / "enforcement.yaml"
    text = recipe.read_text() + "baseline: {enabled: false}\n"
    if not gold:
        lines = text.splitlines(keepends=True)
        text = "".join(line for line in lines if "raw/annotations" not in line)
        text = text.replace("gold:\n", "").replace("annotators:\n", "")
    recipe.write_text(text)
    return recipe


def test_a_failure_in_the_middle_leaves_the_earlier_output(
    built: ct.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    shutil.copytree(built.folder, out)
    recipe = without_baseline(tmp_path)
    monkeypatch.setattr("corpus_tools.build.check_loads", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        ct.build_corpus(recipe, raw=ROOT / "raw", out=out, rebuild=True)

    assert contents(out) == contents(built.folder)
    assert {path.name for path in tmp_path.iterdir()} == {"configs", "raw", "out"}


def test_without_gold_the_scores_are_called_agreement(tmp_path: Path) -> None:
    recipe = without_baseline(tmp_path, gold=False)
    corpus = ct.build_corpus(recipe, raw=ROOT / "raw", out=tmp_path / "out")

    scores = corpus.report["scores"]
    assert scores["on"] == "rules"
    assert "do not say how good the labels are" in scores["note"]
