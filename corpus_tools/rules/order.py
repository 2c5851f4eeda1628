"""Which rules wait for others' votes, and in which order they can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from corpus_tools.rules.patterns import PatternError
from corpus_tools.rules.schema import RuleSpec


class CircleError(PatternError):
    """Rules wait for each other's votes; ``places`` says which."""

    def __init__(self, rules: Sequence[RuleSpec], places: Sequence[int]) -> None:
        """Name the rules in the order in which they wait."""
        self.places = tuple(places)
        circle = " -> ".join(rules[place].id for place in places)
        super().__init__(
            f"rules wait for each other's votes: {circle}; take one of them out of 'beside' or 'not_beside'"
        )


def order_by_votes(rules: Sequence[RuleSpec]) -> tuple[int, ...]:
    """Return the places of the rules that listen to others, each behind those it listens to.

    A rule that names a label listens to all rules that vote for it.

    :raises CircleError: for rules that wait for each other.
    """
    answering = _find_answering(rules)
    waits = {
        place: {other for name in _names(rule) for other in answering.get(name, ())}
        for place, rule in enumerate(rules)
    }
    return _sort_or_name_circle(waits, rules)


def find_circles(rules: Sequence[RuleSpec]) -> Iterator[CircleError]:
    """Yield what :func:`order_by_votes` would refuse, each circle that shares no rule with another."""
    left = dict(enumerate(rules))
    while True:
        try:
            order_by_votes(list(left.values()))
        except CircleError as error:
            names = list(left)
            places = [names[place] for place in error.places]
            yield CircleError(rules, places)
            for place in set(places):
                del left[place]
        else:
            return


def _sort_or_name_circle(
    waits: Mapping[int, Collection[int]], rules: Sequence[RuleSpec]
) -> tuple[int, ...]:
    try:
        return tuple(TopologicalSorter(waits).static_order())
    except CycleError as error:
        raise CircleError(rules, error.args[1]) from error


def find_unknown_names(rules: Sequence[RuleSpec]) -> Iterator[tuple[int, str, str]]:
    """Yield each rule's place, the condition, and the name that nobody answers to."""
    answering = _find_answering(rules)
    for place, rule in enumerate(rules):
        where = rule.where
        for key in ("beside", "not_beside", "following", "not_following"):
            for name in getattr(where, key):
                if name not in answering:
                    yield place, key, name


def _names(rule: RuleSpec) -> Iterator[str]:
    yield from (*rule.where.beside, *rule.where.not_beside)


def _find_answering(rules: Sequence[RuleSpec]) -> Mapping[str, list[int]]:
    answering: dict[str, list[int]] = {}
    for place, rule in enumerate(rules):
        for name in (rule.id, rule.label):
            if name is not None:
                answering.setdefault(name, []).append(place)
    return answering
