"""Rules that can be asked: a unit's text in, matches with their words out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus_tools.errors import Location
from corpus_tools.records import Span
from corpus_tools.rules.compile import Expression, FoldedText, Matcher
from corpus_tools.rules.conditions import CompiledConditions, Context
from corpus_tools.rules.order import order_by_votes
from corpus_tools.rules.schema import Conditions, RuleSpec


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, its patterns with their lists put in, and where it was written.

    ``patterns`` has a key for each part of the rule that holds patterns:
    ``pattern``, ``unless``, and conditions by name; with one expression for all
    patterns that see the types of numbers and one for the others.
    """

    spec: RuleSpec
    patterns: Mapping[str, Sequence[Expression]]
    origin: Location
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        """Take 12 hex digits over all that decides what the rule says."""
        spec = self.spec
        where = spec.where.model_dump(mode="json", exclude=set(self.patterns))
        patterns = {part: [each.pattern for each in found] for part, found in self.patterns.items()}
        said = [patterns, spec.label, spec.case, spec.priority, spec.weight, where]
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
        object.__setattr__(self, "digest", digest)


class Match(NamedTuple):
    """A rule that spoke and the words that made it speak, offsets in the unit's text."""

    rule: Rule
    span: Span


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Compiled rules, asked together.

    ``matcher`` numbers the rules' patterns first, then what silences them;
    ``speaks`` and ``silences`` hold the place of the rule that each belongs to.
    ``own`` holds the matcher's numbers of each rule's patterns. ``second`` names the rules that wait for others' votes, in an order in which
    each may be asked. ``unconditional`` says that a match of any pattern is a vote.
    """

    rules: tuple[Rule, ...]
    matcher: Matcher = field(repr=False)
    speaks: tuple[int, ...] = ()
    silences: tuple[int, ...] = ()
    conditions: Mapping[int, CompiledConditions] = field(default_factory=dict, repr=False)
    ranks: tuple[int, ...] = ()
    wordless: tuple[int, ...] = ()
    own: Mapping[int, frozenset[int]] = field(default_factory=dict, repr=False)
    unconditional: bool = False

    @classmethod
    def compile(cls, rules: Sequence[Rule], language: str = "en") -> RuleSet:
        """Build the matchers.

        :raises PatternError: for a pattern that RE2 can't take, and for rules that
            wait for each other's votes.
        """
        speaks, patterns = _number_expressions(rules, "pattern")
        silences, bars = _number_expressions(rules, "unless")
        conditions = {
            place: CompiledConditions.compile(rule.spec.where, rule.patterns, language)
            for place, rule in enumerate(rules)
            if rule.spec.where != Conditions()
        }
        matcher = Matcher([*patterns, *bars], language=language)
        plain = not (conditions or bars) and all(rule.spec.label is not None for rule in rules)
        return cls(
            tuple(rules),
            matcher,
            speaks,
            silences,
            conditions,
            _rank(order_by_votes([rule.spec for rule in rules])),
            tuple(place for place, rule in enumerate(rules) if "pattern" not in rule.patterns),
            _group_by_owner(speaks),
            unconditional=plain and matcher.has_one_view and len(set(speaks)) == len(speaks),
        )

    @property
    def digest(self) -> str:
        """12 hex digits over all rules, whatever their order."""
        lines = sorted(f"{rule.spec.id} {rule.digest}" for rule in self.rules)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    @property
    def labels(self) -> set[str]:
        """The labels that some rule votes for."""
        return {rule.spec.label for rule in self.rules if rule.spec.label is not None}

    def ask(self, text: str, context: Context) -> list[Match]:
        """Return the match of each rule that speaks and has a label, in the order of the rules."""
        matches = self.ask_all(text, context)
        if not matches or self.unconditional:
            return matches
        return [match for match in matches if match.rule.spec.label is not None]

    def ask_all(self, text: str, context: Context) -> list[Match]:
        """Return the match of each rule that speaks, with those that only other rules listen to."""
        if self.unconditional:
            first = self.matcher.find_all(text)
            return [Match(self.rules[self.speaks[hit]], span) for hit, span in first]
        seen = self.matcher.fold(text)
        hits = self.matcher.hits(seen)
        if not hits:
            return []
        found = self._settle_all(hits, seen, context)
        return [Match(self.rules[place], found[place]) for place in sorted(found)]

    def _settle_all(
        self, hits: Sequence[int], seen: FoldedText, context: Context
    ) -> dict[int, Span]:
        patterns = len(self.speaks)
        silent = {self.silences[hit - patterns] for hit in hits if hit >= patterns}
        matched: dict[int, list[int]] = {place: [] for place in self.wordless}
        for hit in hits:
            if hit < patterns:
                matched.setdefault(self.speaks[hit], []).append(hit)
        found: dict[int, Span] = {}
        voted: set[str] = set()
        for place in sorted(matched.keys() - silent, key=self.ranks.__getitem__):
            span = self._settle(place, matched[place], seen, context, found, voted)
            if span is not None:
                found[place] = span
                voted.update(names_of(self.rules[place]))
        return found

    def _settle(
        self,
        place: int,
        own: Sequence[int],
        seen: FoldedText,
        context: Context,
        found: Mapping[int, Span],
        voted: Set[str],
    ) -> Span | None:
        """Return the words that meet a rule's conditions; those it listens to have been settled."""
        conditions = self.conditions.get(place)
        if conditions is not None and any(conditions.doubt_unit(context, voted)):
            return None
        if own and (conditions is None or not conditions.on_words):
            return min(self.matcher.first(hit, seen) for hit in own)
        if own:
            spans = [span for hit in own for span in self.matcher.spans(hit, seen)]
        else:
            heard = set(self.rules[place].spec.where.beside)
            spans = [
                found[each] for each in found if not heard.isdisjoint(names_of(self.rules[each]))
            ]
        return self.conditions[place].choose_words(sorted(spans), seen, context)

    def numbers_speaking(self, place: int) -> frozenset[int]:
        """Return the matcher's numbers of a rule's patterns."""
        return self.own.get(place, frozenset())

    def numbers_silencing(self, place: int) -> frozenset[int]:
        """Return the matcher's numbers of what silences a rule."""
        found = enumerate(self.silences, len(self.speaks))
        return frozenset(number for number, owner in found if owner == place)

    def matches_words(self, place: int, text: str, words: str) -> bool:
        """Whether a rule's own pattern, conditions aside, matches these words of a text."""
        seen = self.matcher.fold(text)
        own = self.numbers_speaking(place)
        spans = (span for hit in own for span in self.matcher.spans(hit, seen))
        # Words were widened to whole letters where a mark is written by itself.
        return not own or any(text[span.start : span.end] in words for span in spans)


def names_of(rule: Rule) -> Iterator[str]:
    """Yield a rule's id, and its label if it has one."""
    yield rule.spec.id
    if rule.spec.label is not None:
        yield rule.spec.label


def _rank(order: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(range(len(order)), key=order.__getitem__))


def _group_by_owner(owners: Sequence[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for number, owner in enumerate(owners):
        found.setdefault(owner, set()).add(number)
    return {owner: frozenset(numbers) for owner, numbers in found.items()}


def _number_expressions(
    rules: Sequence[Rule], part: str
) -> tuple[tuple[int, ...], list[Expression]]:
    """Return the expressions of a part of all rules, with the place of each one's rule."""
    found = [
        (place, expression)
        for place, rule in enumerate(rules)
        for expression in rule.patterns.get(part, ())
    ]
    return tuple(place for place, _ in found), [expression for _, expression in found]
