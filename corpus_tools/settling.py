"""Articles -> labelled units, and all votes of a corpus -> labels by a method that learns from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus_tools.aggregation import (
    MajorityVote,
    VoteTable,
    fit_table,
    make_label_model,
    tabulate_units,
)
from corpus_tools.aggregation.precedence import Settled
from corpus_tools.annotations import find_gold_units
from corpus_tools.articles import Labeller
from corpus_tools.config import CorpusConfig
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.recipe import Recipe
from corpus_tools.records import Annotation, Document, LabelledUnit
from corpus_tools.rules import Rule, RuleSet

Labelled = dict[str, list[LabelledUnit]]


def label_corpus(
    recipe: Recipe,
    documents: Sequence[Document],
    gold: Mapping[str, Annotation],
    advance: Callable[[], object] = lambda: None,
    markers: Counter[str] | None = None,
) -> Labelled:
    """Return the labelled units of each document by its id, in reading order.

    :param gold: annotations by document id; none is looked at but those that the recipe's
        method learns from.
    :param advance: called after each document, for a progress bar.
    :param markers: counts the units on which each rule without a label spoke.
    :raises InputError: for each article that the method learns from and that has no gold here.
    """
    if not documents:
        return {}
    _refuse_unlearnable(recipe, gold)
    labeller = Labeller.from_config(recipe.config, recipe.rules)
    labelled: Labelled = {}
    for document in documents:
        labelled[document.id] = labeller.label_document(document, markers)
        advance()
    return settle_corpus(labelled, recipe.config, recipe.rules, gold)


def _refuse_unlearnable(recipe: Recipe, gold: Mapping[str, Annotation]) -> None:
    """Refuse to weigh votes by less gold than the recipe says.

    :raises InputError: for each article of ``learned_on`` without gold here.
    """
    settings, place = recipe.config.aggregation, Location(str(recipe.path))
    missing = [name for name in settings.learned_on if name not in gold]
    if missing:
        raise InputError(
            Problem(
                place,
                f"{settings.method} learns from the gold of {name!r}, and there is none here",
                "give the article and its gold, or take it out of learned_on",
            )
            for name in missing
        )


def settle_corpus(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    config: CorpusConfig,
    rules: RuleSet,
    gold: Mapping[str, Annotation],
) -> Labelled:
    """Settle every unit's votes anew as the recipe's method says.

    ``precedence`` looks at one unit at a time and leaves all as it is. The
    other methods learn from the votes of all units given, so that the same
    unit may get another label in another corpus.

    :param gold: by document id; it holds at least the documents of ``learned_on``.
    """
    if config.aggregation.method == "precedence":
        return {name: list(units) for name, units in labelled.items()}
    settings = config.aggregation
    learned = {name: gold[name] for name in settings.learned_on}
    fitted = fit_table(
        MajorityVote(settings.ties) if settings.ties else make_label_model(settings.method),
        tabulate_corpus(labelled, config, rules, learned),
    ).weigh([rule.spec.weight for rule in _list_voting(rules)])
    # A label that nobody voted for would stand there without a reason.
    aggregator = replace(fitted, only_voted=True)

    def settle(each: LabelledUnit) -> LabelledUnit:
        if each.unit.kind not in config.released_kinds:
            return each
        labels, label = aggregator.settle(each.votes)
        return replace(each, labels=labels, label=label)

    return {name: [settle(each) for each in units] for name, units in labelled.items()}


def tabulate_corpus(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    config: CorpusConfig,
    rules: RuleSet,
    gold: Mapping[str, Annotation],
) -> VoteTable:
    """Return the votes on all units that may be released, and their gold labels.

    Labels stand in the order of ``precedence``, those without a place behind.

    :param labelled: all units of each document by its id, in reading order.
    :param gold: annotations of some of these documents, by id.
    """
    units = [
        each
        for found in labelled.values()
        for each in found
        if each.unit.kind in config.released_kinds
    ]
    return tabulate_units(
        units,
        [rule.spec.id for rule in _list_voting(rules)],
        _order(config),
        gold=dict(_find_gold(labelled, gold)),
        default=config.aggregation.default,
    )


def _list_voting(rules: RuleSet) -> list[Rule]:
    return [rule for rule in rules.rules if rule.spec.label is not None]


def _find_gold(
    labelled: Mapping[str, Sequence[LabelledUnit]], gold: Mapping[str, Annotation]
) -> Iterator[tuple[str, Settled]]:
    """Yield the ids of the units that have a gold label, with what it is."""
    for name, annotation in gold.items():
        units = [each.unit for each in labelled[name]]
        for unit_id, found in find_gold_units(units, annotation).items():
            if found.primary is not None:
                yield unit_id, (found.labels, found.primary)


def _order(config: CorpusConfig) -> list[str]:
    ranked = config.aggregation.precedence
    return [*ranked, *(label for label in config.labels if label not in ranked)]
