"""Checks about rules: their own examples, run through the compiled set, and the labels none votes for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus_tools.errors import Location, Problem
from corpus_tools.normalisation import normalise_text
from corpus_tools.quotations import find_quotations
from corpus_tools.records import Span
from corpus_tools.rules.conditions import Context
from corpus_tools.rules.reasons import answer_fully
from corpus_tools.rules.ruleset import Rule, RuleSet


def check_examples(rules: RuleSet) -> Iterator[Problem]:
    """Yield each example that its rule does not answer as the file says.

    An example is asked as if its rule's conditions on kind, section, position
    and the units beside it were met, and once more as if those of all rules were:
    it is enough that one of the two answers as the file says. Quotation marks in
    it count. Because the examples go
    through the compiled sets, a set that fails without saying so shows here.
    """
    for number, rule in enumerate(rules.rules):
        if not rule.spec.matches:
            yield Problem(rule.origin, f"rule {rule.spec.id!r} has no example", "add 'matches:'")
        for example in rule.spec.matches:
            if True not in _speaks(rules, number, example):
                why = _explain_silence(rules, number, example)
                what = f"rule {rule.spec.id!r} does not match its own example {example!r}{why}"
                yield Problem(rule.origin, what, "mend the pattern or the example")
        for example in rule.spec.skips:
            if False not in _speaks(rules, number, example):
                what = f"rule {rule.spec.id!r} matches {example!r}, which it should skip"
                yield Problem(
                    rule.origin, what, "mend the pattern, or move the example to 'matches:'"
                )


def check_labels(
    rules: RuleSet, labels: Mapping[str, Location], default: str | None
) -> Iterator[Problem]:
    """Yield each label that no rule votes for and that is not the default.

    :param labels: each label and the place where the recipe describes it.
    """
    for label, place in labels.items():
        if label not in rules.labels and label != default:
            what = f"no rule votes for label {label!r}"
            yield Problem(place, what, "add a rule for it, or take the label out")


def _speaks(rules: RuleSet, number: int, example: str) -> set[bool]:
    """Return whether a rule speaks where its own conditions are met, and where all rules' are."""
    text, context = _prepare(rules, number, example)
    anywhere = replace(
        context, section=None, first=True, last=True, previous=None, next=None, voted=None
    )
    return {
        any(match.rule is rules.rules[number] for match in rules.ask_all(text, each))
        for each in (context, anywhere)
    }


def _prepare(rules: RuleSet, number: int, example: str) -> tuple[str, Context]:
    text = normalise_text(example)
    return text, make_favourable_context(rules.rules[number], find_quotations(text))


def _explain_silence(rules: RuleSet, number: int, example: str) -> str:
    """Return the first condition that keeps a rule silent, if its pattern matches at all."""
    silent = answer_fully(rules, *_prepare(rules, number, example)).silent
    reasons = (each.reasons for each in silent if each.rule is rules.rules[number])
    return next((f" ('{each[0].condition}' {each[0].why})" for each in reasons if each), "")


def make_favourable_context(rule: Rule, quoted: tuple[Span, ...]) -> Context:
    """Return a context in which a rule's conditions on the unit and its place are met.

    What the rule does not ask for is as for a sentence on its own, so that other
    rules, to which it may listen, are not met half-way.
    """
    where = rule.spec.where
    return Context(
        kind=where.kinds[0] if where.kinds else "prose",
        section=None if where.section or where.not_section else (),
        quoted=quoted,
        first=where.position == "first",
        last=where.position == "last",
        previous=None if where.previous or where.not_previous else "",
        next=None if where.next or where.not_next else "",
        voted=None if where.following or where.not_following else frozenset(),
    )
