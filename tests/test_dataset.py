"""What is written loads with the real library, and is never served stale."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.card import CardFacts, write_card
from corpus_tools.config import load_config
from corpus_tools.dataset import check_loads, content_digest, load_rows, write_splits
from corpus_tools.errors import InputError

LABELS = ["action", "reaction"]
RECIPE = Path(__file__).parents[1] / "configs" / "enforcement.yaml"


def row(number: int, label: int = 0) -> dict[str, Any]:
    return {
        "id": f"a-{number:04d}", "text": f"Sentence {number}, “quoted”.", "label": label,
        "labels": [label], "label_source": "rules", "rule_label": label, "rule_labels": [label],
        "document_id": "a", "source": "a.txt", "outlet": "wire", "synthetic": True,
        "index": number, "start": number * 20, "end": number * 20 + 19, "kind": "prose",
        "section": ["Past"], "cluster": "a", "fold": 0,
        "votes": [{"rule": "r", "label": LABELS[label], "start": 1, "end": 2, "words": "w"}],
    }  # fmt: skip


def write(folder: Path, rows: dict[Any, list[dict[str, Any]]]) -> None:
    """Write a data set as a build does, with its card."""
    folder.mkdir(parents=True)
    files = write_splits(folder, rows, LABELS)
    config = load_config(RECIPE).content
    report = {
        "splits": {"labels": LABELS, "rows": []},
        "texts": {"articles": 1, "synthetic": 1, "outlets": {"wire": 1}, "groups": {}},
        "gold": {"articles": [], "units": 0, "labels": {}, "agreement": None},
        "scores": {"rows": [], "note": ""},
        "ledgers": [],
    }
    facts = CardFacts(
        labels=LABELS, files=[asdict(each) for each in files],
        left_out=[], digest=content_digest(rows, LABELS), licences=[], signature="s", report=report,
    )  # fmt: skip
    (folder / "README.md").write_text(write_card(config, facts), encoding="utf-8")


def rewrite(folder: Path, rows: dict[Any, list[dict[str, Any]]]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    write(folder, rows)


@pytest.fixture
def load(tmp_path: Path):
    """Load as a stranger does: ``load_dataset`` with one cache for all calls."""
    from datasets import disable_progress_bars, load_dataset

    disable_progress_bars()
    return lambda folder, **options: load_dataset(
        str(folder), cache_dir=str(tmp_path / "cache"), **options
    )


def test_labels_load_as_class_labels(tmp_path: Path, load) -> None:
    write(tmp_path / "d", {"train": [row(0), row(1, 1)], "test": [row(2)]})

    loaded = load(tmp_path / "d")

    assert loaded["train"].features["label"].names == LABELS
    assert loaded["train"].features["labels"].feature.names == LABELS
    assert loaded["train"][1]["votes"][0]["words"] == "w"


def test_the_multilabel_view_has_the_sets_and_no_single_label(tmp_path: Path, load) -> None:
    write(tmp_path / "d", {"train": [row(0), row(1, 1)], "test": [row(2)]})

    loaded = load(tmp_path / "d", name="multilabel")

    assert loaded["train"]["labels"] == [[0], [1]]
    assert loaded["test"].features["labels"].feature.names == LABELS
    assert not {"label", "rule_label"} & set(loaded["train"].features)


def test_an_empty_split_is_left_out_and_the_rest_loads(tmp_path: Path, load) -> None:
    write(tmp_path / "d", {"train": [row(0)], "validation": [], "test": [row(1)]})

    assert set(load(tmp_path / "d")) == {"train", "test"}


def test_streaming_works(tmp_path: Path, load) -> None:
    write(tmp_path / "d", {"train": [row(0), row(1)], "test": [row(2)]})

    streamed = load(tmp_path / "d", streaming=True)

    assert [each["id"] for each in streamed["train"]] == ["a-0000", "a-0001"]


def test_a_rewritten_data_set_is_not_served_from_the_cache(tmp_path: Path, load) -> None:
    write(tmp_path / "d", {"train": [row(n) for n in range(3)], "test": [row(9)]})
    first = load(tmp_path / "d")["train"].num_rows
    rewrite(tmp_path / "d", {"train": [row(0)], "test": [row(9)]})

    assert (first, load(tmp_path / "d")["train"].num_rows) == (3, 1)


def test_a_changed_label_alone_is_not_served_from_the_cache(tmp_path: Path, load) -> None:
    write(tmp_path / "d", {"train": [row(0, 0)], "test": [row(9)]})
    load(tmp_path / "d")
    rewrite(tmp_path / "d", {"train": [row(0, 1)], "test": [row(9)]})

    assert load(tmp_path / "d")["train"]["label"][0] == 1


def test_two_folders_of_one_name_are_told_apart(tmp_path: Path, load) -> None:
    write(tmp_path / "one" / "d", {"train": [row(0)], "test": [row(9)]})
    write(tmp_path / "two" / "d", {"train": [row(0), row(1)], "test": [row(9)]})

    counts = [load(tmp_path / name / "d")["train"].num_rows for name in ("one", "two")]

    assert counts == [1, 2]


def test_the_digest_sees_a_label_and_ignores_the_order() -> None:
    one = content_digest({"train": [row(0), row(1)]}, LABELS)

    assert one == content_digest({"train": [row(1), row(0)]}, LABELS)
    assert one != content_digest({"train": [row(0, 1), row(1)]}, LABELS)


def test_a_split_that_lost_rows_is_refused(tmp_path: Path) -> None:
    rows = {"train": [row(0)], "test": [row(1)]}
    write(tmp_path / "d", rows)
    files = write_splits(tmp_path / "elsewhere", {"train": [row(0), row(1)]}, LABELS)

    with pytest.raises(InputError, match="split train loads with 1 rows, 2 were written"):
        check_loads(tmp_path / "d", files)


def test_rows_load_without_leaving_a_cache_behind(tmp_path: Path) -> None:
    write(tmp_path / "d", {"train": [row(0)], "test": [row(1)]})

    assert load_rows(tmp_path / "d")["test"]["id"] == ["a-0001"]
