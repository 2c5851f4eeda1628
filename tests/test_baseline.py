"""The baseline learns, never sees the fold it predicts, and is stored without pickle."""

import zipfile
from pathlib import Path

import pytest

from corpus_tools.baseline import Baseline, fit_baseline, majority_by_fold, predict_by_fold
from corpus_tools.errors import InputError

TEXTS = [f"officers closed stall {n}" for n in range(8)] + [
    f"traders praised rule {n}" for n in range(8)
]
LABELS = ["action"] * 8 + ["reaction"] * 8


def test_it_learns_what_tells_two_labels_apart() -> None:
    model = fit_baseline(TEXTS, LABELS)

    assert model.predict(["officers closed a shop", "they praised it"]) == ["action", "reaction"]


def test_one_label_is_learned_too() -> None:
    assert fit_baseline(["a b", "c d"], ["action"] * 2).predict(["e"]) == ["action"]


def test_a_fold_is_predicted_without_its_own_texts() -> None:
    learned = [("officers closed it", "action", 0), ("secret word", "reaction", 1)]

    guesses = predict_by_fold(learned, [("secret word", 1), ("officers closed it", 0)])

    assert guesses == ["action", "reaction"]


def test_the_majority_is_counted_outside_the_fold() -> None:
    labels = ["a", "a", "a", "b", "b"]

    assert majority_by_fold(labels, [0, 0, 0, 1, 1]) == ["b", "b", "b", "a", "a"]


def test_a_saved_model_predicts_the_same(tmp_path: Path) -> None:
    model = fit_baseline(TEXTS, LABELS)
    model.save(tmp_path / "model.skops")

    loaded = Baseline.load(tmp_path / "model.skops")

    assert loaded.predict(TEXTS) == model.predict(TEXTS)
    assert loaded.labels == model.labels


def test_a_model_is_found_in_its_folder(tmp_path: Path) -> None:
    fit_baseline(TEXTS, LABELS).save(tmp_path / "baseline" / "model.skops")

    assert Baseline.load(tmp_path / "baseline").predict(TEXTS) == LABELS


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"model.skops: can't be read .* run 'corpus-tools train'"):
        Baseline.load(tmp_path)


def test_the_same_training_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        fit_baseline(TEXTS, LABELS).save(tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_nothing_in_the_archive_is_a_pickle(tmp_path: Path) -> None:
    fit_baseline(TEXTS, LABELS).save(tmp_path / "model.skops")

    names = zipfile.ZipFile(tmp_path / "model.skops").namelist()

    assert {Path(name).suffix for name in names} <= {".json", ".npy", ".npz"}


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.skops").write_text("not a model")

    with pytest.raises(InputError, match="is no model of this toolkit"):
        Baseline.load(tmp_path / "model.skops")


def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run 'corpus-tools train' first"):
        Baseline.load(tmp_path / "model.skops")
