"""The leak check finds what is planted, and the build's repairs leave it nothing."""

import pytest

from corpus_tools.config import DuplicateSettings, SplitSettings
from corpus_tools.leaks import find_leaks, find_repeats

LONG = "The harbour office closed nine stalls near the old fish market on Monday"


def row(name: str, document: str, text: str, cluster: str | None = None) -> dict[str, str]:
    return {
        "id": name, "document_id": document, "cluster": cluster or document, "text": text, "fold": "0"
    }  # fmt: skip


def leaks_between(train: list[dict[str, str]], test: list[dict[str, str]]) -> list[str]:
    splits = {"train": train, "test": test}
    texts: dict[str, str] = {}
    for each in train + test:
        texts[each["document_id"]] = f"{texts.get(each['document_id'], '')} {each['text']}"
    return [leak.reason for leak in find_leaks(splits, texts, DuplicateSettings(), SplitSettings())]


@pytest.mark.parametrize(
    ("train", "test", "reasons"),
    [
        pytest.param([row("a-0", "a", "One.")], [row("b-0", "b", "Two.")], [], id="clean"),
        pytest.param(
            [row("a-0", "a", "One.")],
            [row("a-1", "a", "Two.")],
            ["document", "cluster"],
            id="one article in two splits",
        ),
        pytest.param(
            [row("a-0", "a", "One.", "c")],
            [row("b-0", "b", "Two.", "c")],
            ["cluster"],
            id="one cluster in two splits",
        ),
        pytest.param(
            [row("a-0", "a", LONG), row("a-1", "a", "Quite another thing was said there.")],
            [row("b-0", "b", LONG.upper()), row("b-1", "b", "Nothing of the kind is in this one.")],
            ["sentence"],
            id="a sentence repeated",
        ),
        pytest.param(
            [row("a-0", "a", f"{LONG}, officials say.")],
            [row("b-0", "b", f"{LONG}, they said.")],
            ["near-duplicate"],
            id="a rewrite",
        ),
        pytest.param(
            [row("a-0", "a", "All rights reserved.")],
            [row("b-0", "b", "All rights reserved."), row("b-1", "b", LONG)],
            [],
            id="a short sentence may repeat",
        ),
    ],
)
def test_leaks_between_splits(train, test, reasons: list[str]) -> None:
    assert leaks_between(train, test) == reasons


def test_a_repeat_is_dropped_from_train_and_never_from_test() -> None:
    splits = {"train": [("a-0", LONG)], "validation": [("b-0", LONG)], "test": [("c-0", LONG)]}

    drop = find_repeats(splits, SplitSettings())

    assert drop == {
        "a-0": "repeats a sentence of test",
        "b-0": "repeats a sentence of test",
    }


def test_a_repeat_within_a_split_stays() -> None:
    splits = {"train": [("a-0", LONG), ("a-1", LONG)], "test": []}

    assert find_repeats(splits, SplitSettings()) == {}
