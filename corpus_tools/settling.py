"""All votes of a corpus -> labels, by a method that learns from all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus_tools.aggregation import fit_aggregator, make_label_model
from corpus_tools.config import CorpusConfig
from corpus_tools.records import LabelledUnit
from corpus_tools.rules import RuleSet

Labelled = dict[str, list[LabelledUnit]]


def settle_corpus(
    labelled: Mapping[str, Sequence[LabelledUnit]], config: CorpusConfig, rules: RuleSet
) -> Labelled:
    """Settle every unit's votes anew as the recipe's method says.

    ``precedence`` looks at one unit at a time and leaves all as it is. The
    other methods learn from the votes of all units given, so that the same
    unit may get another label in another corpus.
    """
    settings = config.aggregation
    if settings.method == "precedence":
        return {name: list(units) for name, units in labelled.items()}
    speaking = [
        each
        for units in labelled.values()
        for each in units
        if each.unit.kind in config.released_kinds
    ]
    voting = [rule.spec for rule in rules.rules if rule.spec.label is not None]
    aggregator = fit_aggregator(
        make_label_model(settings.method),
        [each.votes for each in speaking],
        [spec.id for spec in voting],
        _order(config),
        default=settings.default,
    ).weigh([spec.weight for spec in voting])
    # A label that nobody voted for would stand there without a reason.
    aggregator = replace(aggregator, only_voted=True)

    def settle(each: LabelledUnit) -> LabelledUnit:
        if each.unit.kind not in config.released_kinds:
            return each
        labels, label = aggregator.settle(each.votes)
        return replace(each, labels=labels, label=label)

    return {name: [settle(each) for each in units] for name, units in labelled.items()}


def _order(config: CorpusConfig) -> list[str]:
    ranked = config.aggregation.precedence
    return [*ranked, *(label for label in config.labels if label not in ranked)]
