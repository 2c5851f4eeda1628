"""Rules and baseline against gold, or honestly called agreement where there is none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotations import pair_with_gold
from corpus_tools.baseline import (
    Baseline,
    NothingToLearnError,
    majority_by_fold,
    predict_by_fold,
)
from corpus_tools.config import BaselineSettings
from corpus_tools.evaluation import Scores, score
from corpus_tools.records import Annotation, LabelledUnit, Placement
from corpus_tools.similarity import find_words
from corpus_tools.wording import count_of

ON_GOLD = "Scored on {units} of {documents}, whether or not they were released"
BY_FOLDS = (
    "; each model was fitted without the fold it is scored on, and without that fold's sentences "
    "where they stand elsewhere too"
)
WITH_INTERVAL = " The interval is a bootstrap over articles."
ON_RULES = (
    "There is no gold for these articles, so these figures say how well a model "
    "recovers the rules' labels. They do not say how good the labels are."
)
WITHOUT_SEEN = (
    "Annotated articles that were used to write rules or to weigh votes are not among them."
)
ALL_SEEN = (
    "These articles were used to write rules or to weigh votes, so the figure of the rules "
    "is a fitted one."
)
TOO_LITTLE = "Nothing was scored: it takes labelled units with words in them in two folds at least."


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold unit, or a unit where there is no gold, with what is needed to score it.

    ``truth`` is gold, or the rules' label for want of it. ``rules`` is ``None``
    where the rules gave no label, and ``text`` where no sentence or list item
    fits the gold.
    """

    document_id: str
    fold: int
    truth: str
    rules: str | None
    text: str | None


def score_methods(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    placements: Mapping[str, Placement],
    gold: Mapping[str, Annotation],
    settings: BaselineSettings,
    developed_on: Collection[str] = (),
) -> dict[str, Any]:
    """Return a row a method: majority class, rules, the baseline on rule labels and on gold.

    Documents in quarantine have no fold and are neither learned from nor judged.

    :param labelled: all units of each document, in reading order.
    :param developed_on: documents used to write rules or to weigh votes; they are learned from, but
        judged only where all of the gold is theirs.
    """
    folds = {name: row.fold for name, row in placements.items() if row.fold is not None}
    by_rules = [
        each
        for name in labelled
        if name in folds
        for each in _judge_by_rules(labelled[name], folds[name])
    ]
    on_gold = list(_judge_by_gold(labelled, gold, folds))
    unseen = [each for each in on_gold if each.document_id not in developed_on]
    judged = unseen or on_gold or by_rules
    table = [
        {"method": name} | _score(judged, predicted, settings)
        for name, predicted in _predict_all(by_rules, on_gold, judged, settings)
    ]
    if not table:
        return {"on": None, "note": TOO_LITTLE, "rows": []}
    return {
        "on": "gold" if on_gold else "rules",
        "note": _describe_judged(judged, on_gold, unseen, table),
        "rows": table,
    }


def _describe_judged(
    judged: Sequence[Judged],
    on_gold: Sequence[Judged],
    unseen: Sequence[Judged],
    table: Sequence[Mapping[str, Any]],
) -> str:
    if not on_gold:
        return ON_RULES
    documents = len({each.document_id for each in judged})
    told = ON_GOLD.format(
        units=count_of(len(judged), "annotated unit"), documents=count_of(documents, "article")
    )
    told += (BY_FOLDS if any(row["method"] != "rules" for row in table) else "") + "."
    told += WITH_INTERVAL if any(row["interval"] for row in table) else ""
    if len(unseen) == len(on_gold):
        return told
    return f"{told} {WITHOUT_SEEN if unseen else ALL_SEEN}"


def _score(
    judged: Sequence[Judged], predicted: Sequence[str | None], settings: BaselineSettings
) -> dict[str, Any]:
    truths = [each.truth for each in judged]
    documents = [each.document_id for each in judged]
    return score(truths, predicted, documents, samples=settings.bootstrap_samples).as_row()


def _judge_by_rules(units: Sequence[LabelledUnit], fold: int) -> list[Judged]:
    return [
        Judged(each.unit.document_id, fold, each.label, each.label, each.unit.text)
        for each in units
        if each.label is not None
    ]


def _judge_by_gold(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    gold: Mapping[str, Annotation],
    folds: Mapping[str, int],
) -> Iterator[Judged]:
    # Gold that no unit fits stays in the sum as missed: what a sentence of another cut is
    # labelled answers nothing, and without it a bad cut would make figures better.
    placed = {name: each for name, each in gold.items() if name in folds}
    for name, wanted, found in pair_with_gold(labelled, placed):
        usable = found is not None and found.unit.kind in ("prose", "list_item")
        yield Judged(
            name,
            folds[name],
            truth=wanted.primary or "",
            rules=found.label if found else None,
            text=found.unit.text if found and usable else None,
        )


def _predict_all(
    by_rules: Sequence[Judged],
    on_gold: Sequence[Judged],
    judged: Sequence[Judged],
    settings: BaselineSettings,
) -> Iterator[tuple[str, Sequence[str | None]]]:
    """Yield each method that has enough to learn from, with its predictions."""
    if on_gold:
        yield "rules", [each.rules for each in judged]
    folds = [each.fold for each in judged]
    if len(set(folds)) > 1:
        yield "majority class", majority_by_fold([each.truth for each in judged], folds)
    learned = {"baseline trained on rule labels": by_rules}
    if on_gold:
        learned["baseline trained on gold"] = on_gold
    for name, units in learned.items() if settings.enabled else ():
        try:
            yield name, _fit_elsewhere(units, judged, settings)
        except NothingToLearnError:
            continue


def _fit_elsewhere(
    learned: Sequence[Judged], judged: Sequence[Judged], settings: BaselineSettings
) -> list[str | None]:
    """Predict the judged units, each with a model of the learned ones outside its fold.

    A sentence of the fold that is asked about is not learned from elsewhere.

    :raises NothingToLearnError: when some fold leaves nothing to learn from.
    """
    asked = [(each.text, each.fold) for each in judged if each.text is not None]
    held = {(fold, _key(text)) for text, fold in asked}
    found = iter(
        predict_by_fold(
            [(each.text, each.truth, each.fold) for each in learned if each.text is not None],
            asked,
            is_held=lambda text, fold: (fold, _key(text)) in held,
            inverse_regularisation=settings.inverse_regularisation,
        )
    )
    return [None if each.text is None else next(found) for each in judged]


def _key(text: str) -> str:
    return " ".join(find_words(text))


def evaluate(baseline: Baseline, rows: Any, *, samples: int = 1000) -> Scores:
    """Score a model on rows of the data set, against the labels that stand there.

    Whether those labels are gold or a rule's is in the column ``label_source``.

    :param rows: a ``datasets.Dataset`` with ``text``, ``label`` and ``document_id``.
    :raises ValueError: when there are no rows.
    """
    names = rows.features["label"]
    return score(
        [names.int2str(index) for index in rows["label"]],
        baseline.predict(list(rows["text"])),
        list(rows["document_id"]),
        samples=samples,
    )


def evaluate_rules(rows: Any, *, samples: int = 1000) -> Scores:
    """Score what the rules say of rows of the data set against the gold of these rows.

    Where the rules gave no label, that is a wrong answer.

    :param rows: a ``datasets.Dataset`` with ``label``, ``rule_label``, ``label_source`` and
        ``document_id``.
    :raises ValueError: when there are no rows, or when some have no gold: held against
        their own labels, rules are always right.
    """
    without = sum(source != "gold" for source in rows["label_source"])
    if without:
        raise ValueError(
            f"{without} of {len(rows)} rows have no gold, and rules always agree with themselves; "
            "keep the rows whose label_source is 'gold'"
        )
    names = rows.features["label"]
    return score(
        [names.int2str(index) for index in rows["label"]],
        [None if index is None else names.int2str(index) for index in rows["rule_label"]],
        list(rows["document_id"]),
        samples=samples,
    )
