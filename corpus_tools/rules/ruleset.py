"""Rules that can be asked: a unit's text in, matches with their words out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus_tools.errors import Location
from corpus_tools.records import Kind, Span
from corpus_tools.rules.compile import Expression, Matcher
from corpus_tools.rules.schema import RuleSpec


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule whose lists are expanded, and where it was written."""

    spec: RuleSpec
    pattern: str
    unless: str | None
    origin: Location

    @property
    def digest(self) -> str:
        """12 hex digits over all that decides what the rule says."""
        where = self.spec.where.model_dump(mode="json")
        spec = self.spec
        parts = [self.pattern, self.unless, spec.label, spec.case, spec.priority, where]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know of a unit besides its text.

    ``section`` holds the headings above the unit; ``None`` takes any condition
    on them as met. ``quoted`` holds the stretches of the text that stand in
    quotation marks.
    """

    kind: Kind = "prose"
    section: tuple[str, ...] | None = ()
    quoted: tuple[Span, ...] = ()
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that spoke and the words that made it speak, offsets in the unit's text."""

    rule: Rule
    span: Span


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Compiled rules, asked together.

    ``matcher`` numbers the rules' patterns first, then the ``unless``
    patterns, then the section patterns; the dictionaries say which is whose.
    """

    rules: tuple[Rule, ...]
    matcher: Matcher = field(repr=False)
    unless: dict[int, int]
    sections: dict[tuple[int, str], Matcher] = field(repr=False)

    @classmethod
    def compile(cls, rules: Sequence[Rule]) -> RuleSet:
        """Build the matcher.

        :raises PatternError: for a pattern that RE2 can't take.
        """
        expressions = [Expression(rule.pattern, rule.spec.case == "exact") for rule in rules]
        unless: dict[int, int] = {}
        sections: dict[tuple[int, str], Matcher] = {}
        for number, rule in enumerate(rules):
            if rule.unless is not None:
                unless[number] = len(expressions)
                expressions.append(Expression(rule.unless, rule.spec.case == "exact"))
            for name in ("section", "not_section"):
                pattern = getattr(rule.spec.where, name)
                if pattern is not None:
                    sections[number, name] = Matcher([Expression(pattern)])
        return cls(tuple(rules), Matcher(expressions), unless, sections)

    @property
    def digest(self) -> str:
        """12 hex digits over all rules, whatever their order."""
        lines = sorted(f"{rule.spec.id} {rule.digest}" for rule in self.rules)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    @property
    def labels(self) -> set[str]:
        """The labels that some rule votes for."""
        return {rule.spec.label for rule in self.rules}

    def ask(self, text: str, context: Context) -> list[Match]:
        """Return the match of each rule that speaks, in the order of the rules."""
        found = dict(self.matcher.first_matches(text))
        matches = []
        for number in sorted(found):
            if number >= len(self.rules) or self.unless.get(number) in found:
                continue
            span = self._settle(number, found[number], text, context)
            if span is not None:
                matches.append(Match(self.rules[number], span))
        return matches

    def _settle(self, number: int, first: Span, text: str, context: Context) -> Span | None:
        """Return the words that meet the rule's conditions, if it has any and they do."""
        where = self.rules[number].spec.where
        if where.kinds is not None and context.kind not in where.kinds:
            return None
        if where.position is not None and not getattr(context, where.position):
            return None
        if not self._stands_in_section(number, context.section):
            return None
        if where.quotation is None:
            return first
        wanted = where.quotation == "inside"
        for span in self.matcher.spans(number, text):
            if _is_quoted(span, context.quoted) is wanted:
                return span
        return None

    def _stands_in_section(self, number: int, section: tuple[str, ...] | None) -> bool:
        if section is None:
            return True
        allowed = self.sections.get((number, "section"))
        if allowed is not None and not any(allowed.hits(heading) for heading in section):
            return False
        barred = self.sections.get((number, "not_section"))
        return barred is None or not any(barred.hits(heading) for heading in section)


def _is_quoted(span: Span, quoted: tuple[Span, ...]) -> bool:
    return any(span.start < each.end and each.start < span.end for each in quoted)
