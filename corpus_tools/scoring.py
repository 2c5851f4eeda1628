"""Rules and baseline against gold, or honestly called agreement where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotations import align_gold
from corpus_tools.baseline import Baseline, majority_by_fold, predict_by_fold
from corpus_tools.config import BaselineSettings
from corpus_tools.evaluation import Scores, score
from corpus_tools.records import Annotation, SplitRow, Unit

ON_GOLD = (
    "Scored on {units} hand-annotated units of {documents} articles; each model was "
    "fitted on the other folds only. The interval is a bootstrap over articles."
)
ON_RULES = (
    "There is no gold for these articles, so these figures say how well a model "
    "recovers the rules' labels. They do not say how good the labels are."
)
NOTHING = "Nothing was scored: it takes released units in two folds at least."


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what is needed to score it; ``truth`` is gold, or the rules' label for want of it."""

    document_id: str
    text: str
    fold: int
    rules: str
    truth: str


def score_methods(
    rows: Sequence[SplitRow],
    units: Mapping[str, Sequence[Unit]],
    gold: Mapping[str, Annotation],
    settings: BaselineSettings,
) -> dict[str, Any]:
    """Return a row a method: majority class, rules, the baseline on rule labels and on gold.

    :param units: all units of each document, for aligning gold.
    """
    truths = _primary_gold(units, gold)
    scored = [_scored(row, truths.get(row.labelled.unit.unit_id)) for row in rows]
    annotated = [
        each for each, row in zip(scored, rows, strict=True) if row.labelled.unit.unit_id in truths
    ]
    judged = annotated or scored
    if len({each.fold for each in judged}) < 2:  # noqa: PLR2004 - one to learn from, one to predict
        return {"on": None, "note": NOTHING, "rows": []}
    table = [
        {"method": name}
        | score(
            [each.truth for each in judged],
            predicted,
            [each.document_id for each in judged],
            samples=settings.bootstrap_samples,
        ).as_row()
        for name, predicted in _predictions(scored, judged, settings, on_gold=bool(annotated))
    ]
    note = ON_GOLD if annotated else ON_RULES
    documents = len({each.document_id for each in judged})
    return {
        "on": "gold" if annotated else "rules",
        "note": note.format(units=len(judged), documents=documents),
        "rows": table,
    }


def _primary_gold(
    units: Mapping[str, Sequence[Unit]], gold: Mapping[str, Annotation]
) -> dict[str, str]:
    """Map unit ids to their gold; of two gold units in one unit the first counts."""
    truths: dict[str, str] = {}
    for document_id, annotation in gold.items():
        for each, unit in align_gold(units.get(document_id, ()), annotation.units):
            truths.setdefault(unit.unit_id, each.primary or "")
    return truths


def _scored(row: SplitRow, truth: str | None) -> Scored:
    unit, label = row.labelled.unit, row.labelled.label or ""
    return Scored(unit.document_id, unit.text, row.fold, label, label if truth is None else truth)


def _predictions(
    scored: Sequence[Scored], judged: Sequence[Scored], settings: BaselineSettings, *, on_gold: bool
) -> list[tuple[str, list[str]]]:
    folds = [each.fold for each in judged]
    truths = [each.truth for each in judged]
    found = [("majority class", majority_by_fold(truths, folds))]
    if on_gold:
        found.append(("rules", [each.rules for each in judged]))
    if settings.enabled:
        found.append(
            ("baseline trained on rule labels", _fit_elsewhere(scored, judged, settings, _rules))
        )
        if on_gold:
            found.append(
                ("baseline trained on gold", _fit_elsewhere(judged, judged, settings, _truth))
            )
    return found


def _rules(each: Scored) -> str:
    return each.rules


def _truth(each: Scored) -> str:
    return each.truth


def _fit_elsewhere(
    learned: Sequence[Scored],
    judged: Sequence[Scored],
    settings: BaselineSettings,
    label: Callable[[Scored], str],
) -> list[str]:
    """Predict the judged units, each with a model of the learned ones outside its fold."""
    return predict_by_fold(
        [(each.text, label(each), each.fold) for each in learned],
        [(each.text, each.fold) for each in judged],
        inverse_regularisation=settings.inverse_regularisation,
    )


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
