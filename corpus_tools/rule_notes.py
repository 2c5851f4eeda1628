"""Rules that nothing is wrong with but that may not be needed, and where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus_tools.errors import Problem
from corpus_tools.normalisation import normalise_text
from corpus_tools.quotations import find_quotations
from corpus_tools.records import LabelledUnit
from corpus_tools.rules import Context, Match, Rule, RuleSet, make_favourable_context
from corpus_tools.wording import list_some

# On a single unit or two, rules meet by chance.
FEWEST_UNITS = 3
MOST = 0.5
# The methods that look at no weights; a test holds them to FittedAggregator.weigh.
BY_PRIORITY, COUNTING = WITHOUT_WEIGHTS = ("precedence", "majority")


@dataclass(slots=True)
class _Firing:
    """Where rules fired: units and words of each rule, and who else voted there."""

    places: dict[str, set[tuple[str, int, int]]] = field(default_factory=lambda: defaultdict(set))
    units: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    voters: dict[str, set[str]] = field(default_factory=dict)
    primary: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def gather(cls, labelled: Iterable[LabelledUnit]) -> _Firing:
        firing = cls()
        for each in labelled:
            name = each.unit.unit_id
            firing.primary[name] = each.label
            firing.voters[name] = {vote.rule for vote in each.votes}
            for vote in each.votes:
                firing.units[vote.rule].add(name)
                firing.places[vote.rule].add((name, vote.start, vote.end))
        return firing


def find_rule_notes(
    rules: RuleSet,
    labelled: Iterable[LabelledUnit] = (),
    markers: Mapping[str, int] | None = None,
    method: str = BY_PRIORITY,
) -> list[Problem]:
    """Return what a person who prunes rules should look at, in the order of the files.

    A rule is *dead* if it fires on no unit and on no other rule's example. It is
    *shadowed* if on each of its units one same rule votes for the same label at
    the same priority or a higher one. It has a *twin* if another rule of its
    label finds the same words everywhere. It is *contradicted* if on more than
    half of its units another label is the primary one, whichever. All but the first need
    :data:`FEWEST_UNITS` units. Rules that others listen to are never called
    shadowed. An example of a rule that a rule of another label takes, at a
    higher priority, is named too; this needs no articles. So does a ``priority`` or
    ``weight`` that the method doesn't look at. Where it does not look at priorities, all
    rules are taken to have the same.

    >>> from corpus_tools.errors import Location
    >>> from corpus_tools.rules.compile import Expression
    >>> from corpus_tools.rules.schema import RuleSpec
    >>> raid = RuleSpec(id="raid", label="action", pattern=["raid"], matches=["a raid on 9 bars"])
    >>> sum_up = RuleSpec(id="sum", label="count", pattern=["9"], priority=1, matches=["9 bars"])
    >>> rules = RuleSet.compile(
    ...     [Rule(spec, {"pattern": [Expression(spec.pattern[0])]}, Location("rules.yaml", line, 5))
    ...      for line, spec in ((2, raid), (6, sum_up))]
    ... )
    >>> print(*find_rule_notes(rules))
    rules.yaml:2:5: the example 'a raid on 9 bars' of rule 'raid' gets the primary label 'count': rule 'sum' has priority 1, this one 0; take a plainer example, or mend the priorities

    :param labelled: units with their votes; without any, only examples are looked at.
    :param markers: on how many units each rule without a label spoke; without
        it, such rules are never called dead.
    :param method: the recipe's, by which votes became labels.
    """
    firing = _Firing.gather(labelled)
    ranks = _rank_rules(rules, method)
    asked, contested = _ask_examples(rules, ranks)
    notes = [*contested, *_find_idle_settings(rules, method)]
    if firing.primary:
        notes += _find_dead(rules, {*firing.units, *asked}, markers)
        notes += _find_needless(rules, firing, ranks, method)
        notes += _find_contradicted(rules, firing, method)
    return sorted(notes)


def _ask_examples(rules: RuleSet, ranks: Mapping[str, int]) -> tuple[set[str], list[Problem]]:
    """Return the rules that fire on another's example, and a note a contested example."""
    asked: set[str] = set()
    contested = []
    for rule in rules.rules:
        for number, example in enumerate([*rule.spec.matches, *rule.spec.skips]):
            text = normalise_text(example)
            context = make_favourable_context(rule, find_quotations(text))
            found = {match.rule.spec.id for match in rules.ask_all(text, context)}
            asked |= found - {rule.spec.id}
            taken = number < len(rule.spec.matches)
            if taken and (taker := _find_taker(rules, rule, text, ranks)):
                contested.append(_note_contested(rule, example, taker))
    return asked, contested


def _rank_rules(rules: RuleSet, method: str) -> Mapping[str, int]:
    """Return each rule's priority as the method sees it."""
    heeded = method == BY_PRIORITY
    return {rule.spec.id: rule.spec.priority if heeded else 0 for rule in rules.rules}


def _find_idle_settings(rules: RuleSet, method: str) -> Iterator[Problem]:
    """Yield a note a setting of rules that the method doesn't look at, at the first such rule."""
    voting = [rule for rule in rules.rules if rule.spec.label is not None]
    idle = {
        "priority": (
            [rule for rule in voting if rule.spec.priority and method != BY_PRIORITY],
            f"take it out, or let the method be {BY_PRIORITY}",
        ),
        "weight": (
            [rule for rule in voting if rule.spec.weight != 1 and method in WITHOUT_WEIGHTS],
            "take it out, or choose a method that weighs votes",
        ),
    }
    for name, (found, way_out) in idle.items():
        if found:
            names = list_some([rule.spec.id for rule in found])
            what = f"the {name} of {names} has no effect: the method is {method}"
            yield Problem(found[0].origin, what, way_out)


def _find_taker(rules: RuleSet, rule: Rule, text: str, ranks: Mapping[str, int]) -> Rule | None:
    """Return the rule of highest priority above a rule's own that takes its example elsewhere.

    Other rules' conditions on headings and neighbours don't count as met here.
    """
    if rule.spec.label is None:
        return None
    kinds = rule.spec.where.kinds
    context = Context(kind=kinds[0] if kinds else "prose", quoted=find_quotations(text))
    above: list[Match] = [
        match
        for match in rules.ask(text, context)
        if ranks[match.rule.spec.id] > ranks[rule.spec.id]
    ]
    if not above:
        return None
    first = max(above, key=lambda match: ranks[match.rule.spec.id]).rule
    return first if first.spec.label != rule.spec.label else None


def _note_contested(rule: Rule, example: str, taker: Rule) -> Problem:
    what = (
        f"the example {example!r} of rule {rule.spec.id!r} gets the primary label "
        f"{taker.spec.label!r}: rule {taker.spec.id!r} has priority {taker.spec.priority}, "
        f"this one {rule.spec.priority}"
    )
    return Problem(rule.origin, what, "take a plainer example, or mend the priorities")


def _find_dead(
    rules: RuleSet, alive: Collection[str], markers: Mapping[str, int] | None
) -> Iterator[Problem]:
    for rule in rules.rules:
        name = rule.spec.id
        silent = markers is not None and not markers.get(name)
        if name not in alive and (silent or rule.spec.label is not None):
            what = f"rule {name!r} fires on no article, nor on another rule's example"
            yield Problem(rule.origin, what, "widen it, or take it out")


def _find_needless(
    rules: RuleSet, firing: _Firing, ranks: Mapping[str, int], method: str
) -> Iterator[Problem]:
    """Yield one note a rule at most: its twin, or else the rule that shadows it."""
    by_id = {rule.spec.id: rule for rule in rules.rules}
    # Of two that always meet, the later one is shadowed.
    order = {name: place for place, name in enumerate(by_id)}
    weight = {name: (ranks[name], len(firing.units[name]), -order[name]) for name in firing.units}
    heard = _find_heard(rules)
    for name, rule in by_id.items():
        units = firing.units.get(name, set())
        if len(units) < FEWEST_UNITS:
            continue
        others = _find_companions(rule, units, by_id, firing)
        twins = [each for each in others if firing.places[each] == firing.places[name]]
        if earlier := [each for each in twins if order[each] < order[name]]:
            what = f"rule {name!r} finds the same words as rule {earlier[0]!r}, {len(units)} times"
            yield Problem(rule.origin, what, "join the two")
            continue
        above = [each for each in others if each not in twins and weight[each] > weight[name]]
        if above and name not in heard:
            widest = max(above, key=lambda each: weight[each][1:])
            yield _note_shadowed(rule, len(units), widest, method)


def _note_shadowed(rule: Rule, n_units: int, other: str, method: str) -> Problem:
    what = (
        f"rule {rule.spec.id!r} is shadowed: on all its {n_units} units rule {other!r} "
        f"votes for {rule.spec.label!r} too"
    )
    # Of votes that are counted or weighed, a second one for a label may decide.
    use = "what it says of the words" if method == BY_PRIORITY else "the vote that it adds"
    return Problem(rule.origin, what, f"take it out, or keep it for {use}")


def _find_heard(rules: RuleSet) -> set[str]:
    """Return the names that other rules listen to."""
    found = (rule.spec.where for rule in rules.rules)
    return {
        name
        for where in found
        for name in (*where.beside, *where.not_beside, *where.following, *where.not_following)
    }


def _find_companions(
    rule: Rule, units: Collection[str], by_id: Mapping[str, Rule], firing: _Firing
) -> list[str]:
    """Return the other rules of the label that vote wherever a rule does."""
    always = set.intersection(*(firing.voters[unit] for unit in units))
    same = [name for name in always if by_id[name].spec.label == rule.spec.label]
    return sorted(name for name in same if name != rule.spec.id)


def _find_contradicted(rules: RuleSet, firing: _Firing, method: str) -> Iterator[Problem]:
    stronger = ", or give it a priority" if method == BY_PRIORITY else ", or give it more weight"
    way_out = f"make it narrower{'' if method == COUNTING else stronger}"
    for rule in rules.rules:
        units = firing.units.get(rule.spec.id, set())
        if len(units) < FEWEST_UNITS:
            continue
        winners = Counter(firing.primary[unit] for unit in units)
        # Where a method decides nothing, no other label won.
        others = {
            label: winners[label] for label in winners if label not in (rule.spec.label, None)
        }
        lost = sum(others.values())
        if lost > MOST * len(units):
            ranked = sorted(others.items(), key=lambda pair: (-pair[1], pair[0] or ""))
            named = ", ".join(f"{label} {count}" for label, count in ranked)
            what = (
                f"rule {rule.spec.id!r} is contradicted: on {lost} of its {len(units)} units "
                f"another label is the primary one ({named})"
            )
            yield Problem(rule.origin, what, way_out)
