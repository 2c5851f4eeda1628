"""All that a build says of itself: the content of ``report.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools import report
from corpus_tools.annotation_lines import annotation_row
from corpus_tools.annotations import pair_with_gold
from corpus_tools.config import AggregationSettings, CorpusConfig
from corpus_tools.eligibility import warn_of_bars
from corpus_tools.errors import Problem
from corpus_tools.gold_report import describe_gold
from corpus_tools.ledger import Ledger
from corpus_tools.placing import Placing, describe_ties
from corpus_tools.recipe import Recipe
from corpus_tools.records import Annotation, Document, LabelledUnit
from corpus_tools.wording import count_of, describe_misfits, list_some, round_figures

FEW_GOLD_UNITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the stairs made.

    ``annotations`` are all that the recipe names, ``gold`` those whose
    articles are here, by id; ``ledgers`` one a stair, in order; ``refused``
    what was left out of the articles.
    """

    documents: Sequence[Document]
    labelled: Mapping[str, list[LabelledUnit]]
    annotations: Sequence[Annotation]
    gold: Mapping[str, Annotation]
    placing: Placing
    scores: Mapping[str, Any]
    ledgers: Sequence[Ledger]
    refused: Sequence[Problem]


def describe_build(recipe: Recipe, work: Work) -> dict[str, Any]:
    """Return the report as plain data.

    :raises InputError: when annotators' files can't be read, or belong to other texts.
    """
    config, rules, placing = recipe.config, recipe.rules, work.placing
    labels = list(config.labels)
    units = [each for found in work.labelled.values() for each in found]
    splits = report.describe_splits(placing.rows, placing.placements, labels, config.splits.shares)
    rule_rows = report.describe_rules(rules, units, config.released_kinds)
    return {
        "signature": (
            f"{config.name}-v{config.version}|docs:{len(work.documents)}|units:{len(placing.rows)}"
            f"|rules:{rules.digest}|votes:{_name_method(config.aggregation, work.gold)}"
            f"|salt:{config.splits.salt}"
        ),
        "ledgers": report.describe_ledgers(work.ledgers),
        "texts": report.describe_texts(work.documents),
        "splits": splits,
        "labels": report.describe_labels(units, labels),
        "gold": describe_gold(work.gold, recipe.annotator_paths, config.labels, placing.bars.seen),
        "clusters": placing.n_clusters,
        "ties": describe_ties(placing),
        "settings": config.model_dump(
            mode="json", include={"aggregation", "duplicates", "splits", "released_kinds"}
        ),
        "scores": work.scores,
        "rules": round_figures(rule_rows),
        "warnings": [
            *report.find_warnings(splits, rule_rows, placing.n_clusters),
            *_find_warnings(config, work),
        ],
    }


def _name_method(settings: AggregationSettings, gold: Mapping[str, Annotation]) -> str:
    """Return how votes are settled, and 6 hex digits over the settings and the gold learned from."""
    learned = [annotation_row(gold[name])["units"] for name in settings.learned_on]
    said = json.dumps([settings.model_dump(mode="json"), learned], sort_keys=True)
    return f"{settings.method}-{hashlib.sha256(said.encode()).hexdigest()[:6]}"


def _find_warnings(config: CorpusConfig, work: Work) -> Iterator[str]:
    placing = work.placing
    yield from (f"left out: {problem}" for problem in work.refused)
    yield from _find_unscored(work)
    yield from _find_misfits(work)
    yield from _find_thin_gold(config.aggregation, work.gold)
    yield from warn_of_bars(config.splits, placing.bars, placing.current, has_gold=bool(work.gold))


def _find_thin_gold(settings: AggregationSettings, gold: Mapping[str, Annotation]) -> Iterator[str]:
    learned = [unit for name in settings.learned_on for unit in gold[name].units if unit.primary]
    if settings.learned_on and len(learned) < FEW_GOLD_UNITS:
        number = count_of(len(learned), "annotated unit")
        yield f"{settings.method} learned from {number}; it takes {FEW_GOLD_UNITS}, better 100"


def _find_unscored(work: Work) -> Iterator[str]:
    """Yield which gold could not be scored, and whether that of the annotators is elsewhere."""
    current = work.placing.current
    found = {
        "not here": [each.id for each in work.annotations if each.id not in work.gold],
        "in quarantine": [name for name in work.gold if current[name].fold is None],
    }
    for why, missing in found.items():
        if missing:
            number = count_of(len(missing), "article")
            yield f"gold for {number} {why} was not scored: {list_some(missing)}"


def _find_misfits(work: Work) -> Iterator[str]:
    """Yield which gold labels no unit, because it was cut otherwise."""
    missing = [
        f"{name} {gold.start}:{gold.end}"
        for name, gold, unit in pair_with_gold(work.labelled, work.gold)
        if unit is None
    ]
    if missing:
        yield describe_misfits(missing)
