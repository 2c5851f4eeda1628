"""Scores agree with a count by hand, and their intervals are taken over articles."""

import pytest

from corpus_tools.config import BaselineSettings
from corpus_tools.evaluation import score
from corpus_tools.records import Annotation, GoldUnit, LabelledUnit, Placement, Unit
from corpus_tools.scoring import score_methods

REFERENCE = ["action", "action", "reaction", "statistic"]
PREDICTED = ["action", "reaction", "reaction", "action"]
DOCUMENTS = ["a", "a", "b", "c"]


def test_macro_f1_is_the_mean_over_labels() -> None:
    scores = score(REFERENCE, PREDICTED, DOCUMENTS)

    assert scores.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 0) / 3, abs=1e-4)


def test_each_label_has_its_row() -> None:
    rows = {row.label: row for row in score(REFERENCE, PREDICTED, DOCUMENTS).labels}

    assert (rows["reaction"].precision, rows["reaction"].recall) == (0.5, 1.0)
    assert (rows["statistic"].f1, rows["statistic"].support) == (0.0, 1)


def test_an_interval_holds_the_score_of_a_mixed_result() -> None:
    reference = ["x", "y"] * 30
    predicted = ["x", "y", "x", "x"] * 15
    documents = [f"d{place // 4 % 9}" for place in range(60)]

    scores = score(reference, predicted, documents)

    assert scores.interval is not None
    low, high = scores.interval
    assert low <= scores.macro_f1 <= high


def test_one_repeated_article_does_not_narrow_the_interval() -> None:
    reference, predicted = ["x", "y"] * 500, ["x", "x"] * 500
    documents = ["only"] * 1000

    assert score(reference, predicted, documents).interval is None


def test_the_same_input_gives_the_same_interval() -> None:
    assert score(REFERENCE, PREDICTED, DOCUMENTS) == score(REFERENCE, PREDICTED, DOCUMENTS)


def test_no_answer_is_wrong_and_no_label_of_its_own() -> None:
    scores = score(["x", "x", "y"], ["x", None, "y"], ["a", "b", "c"])

    assert scores.macro_f1 == pytest.approx((2 / 3 + 1) / 2, abs=1e-4)
    assert [row.label for row in scores.labels] == ["x", "y"]


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(ValueError, match="no units to score; give at least one"):
        score([], [], [])


def test_the_note_speaks_of_models_and_intervals_only_where_there_are_any() -> None:
    text, gold = "It rained.", GoldUnit(start=0, end=10, kind="prose", labels=("x",), primary="x")
    names = [f"a{number}" for number in range(4)]
    labelled = {name: [_labelled(name, text)] for name in names}
    annotations = {
        name: Annotation(id=name, path=name, sha256=name, units=(gold,)) for name in names
    }
    settings = BaselineSettings(enabled=False)

    def note(taken: list[str]) -> str:
        placed = {name: _placed(name, fold) for fold, name in enumerate(taken)}
        chosen = {name: annotations[name] for name in taken}
        return score_methods(labelled, placed, chosen, settings)["note"]

    assert note(names[:1]) == (
        "Scored on 1 annotated unit of 1 article, whether or not they were released."
    )
    assert note(names[:2]).endswith("where they stand elsewhere too.")
    assert note(names).endswith("too. The interval is a bootstrap over articles.")


def _labelled(name: str, text: str) -> LabelledUnit:
    unit = Unit(
        unit_id=f"{name}-0", document_id=name, source=name, index=0, start=0, end=len(text),
        kind="prose", section=(), text=text,
    )  # fmt: skip
    return LabelledUnit(unit=unit, labels=("x",), label="x")


def _placed(name: str, fold: int) -> Placement:
    return Placement(
        document_id=name, sha256=name, cluster=name, split="train", fold=fold, weight=1,
        reason="new", version=1, policy="",
    )  # fmt: skip
