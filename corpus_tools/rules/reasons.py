"""Why a rule that matched stayed silent: asked after the fact, so that asking stays fast."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from corpus_tools.records import Span
from corpus_tools.rules.compile import FoldedText, Matcher
from corpus_tools.rules.conditions import CompiledConditions, Context, stretch_beside
from corpus_tools.rules.ruleset import Match, Rule, RuleSet, names_of
from corpus_tools.rules.schema import Conditions

_PLACES = {
    "section": "in a heading above the unit",
    "previous": "in the unit before",
    "next": "in the unit behind",
    "before": "right before the words",
    "after": "right behind the words",
}


class Reason(NamedTuple):
    """What kept a rule silent.

    ``condition`` is ``unless`` or a key of ``where``; ``why`` says in words how
    it stands here.
    """

    condition: str
    why: str


class Silence(NamedTuple):
    """A rule whose pattern matched but that did not speak.

    ``span`` is the pattern's first match, offsets in the unit's text;
    ``reasons`` names each condition that was not met there.
    """

    rule: Rule
    span: Span
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a rule set has to say about a unit.

    ``spoke`` are the rules that vote, ``markers`` those without label that
    other rules listen to, ``silent`` those that matched and did not speak;
    each in the order of the rules.
    """

    spoke: tuple[Match, ...] = ()
    markers: tuple[Match, ...] = ()
    silent: tuple[Silence, ...] = ()


def answer_fully(rules: RuleSet, text: str, context: Context) -> Answer:
    """Ask rules about a unit, and those that matched but stay silent why they do.

    Slower than :meth:`RuleSet.ask`, and meant for one unit at a time. A rule
    without a pattern is silent only where what it listens to has spoken.

    >>> from corpus_tools.errors import Location
    >>> from corpus_tools.rules.compile import Expression
    >>> from corpus_tools.rules.schema import RuleSpec
    >>> spec = RuleSpec(id="raid", label="action", pattern=["raided"], unless=["never"])
    >>> patterns = {"pattern": (Expression("raided"),), "unless": (Expression("never"),)}
    >>> rules = RuleSet.compile([Rule(spec, patterns, Location("rules.yaml", 2, 5))])
    >>> answer_fully(rules, "Police never raided it.", Context()).silent[0].reasons
    (Reason(condition='unless', why="matches 'never'"),)
    """
    matches = rules.ask_all(text, context)
    return Answer(
        tuple(match for match in matches if match.rule.spec.label is not None),
        tuple(match for match in matches if match.rule.spec.label is None),
        tuple(_find_silences(rules, text, context, matches)),
    )


def _find_silences(
    rules: RuleSet, text: str, context: Context, matches: Collection[Match]
) -> Iterator[Silence]:
    seen = rules.matcher.fold(text)
    hits = frozenset(rules.matcher.hits(seen))
    spoke = {match.rule.spec.id for match in matches}
    voted = {name for match in matches for name in names_of(match.rule)}
    for place, rule in enumerate(rules.rules):
        if rule.spec.id in spoke:
            continue
        span = _find_span(rules, place, hits, seen, matches)
        if span is None:
            continue
        reasons: list[Reason] = []
        barred = [
            rules.matcher.first(number, seen) for number in hits & rules.numbers_silencing(place)
        ]
        if barred:
            reasons.append(Reason("unless", f"matches {text[slice(*min(barred))]!r}"))
        conditions = rules.conditions.get(place)
        if conditions is not None:
            reasons += _find_reasons(conditions, span, seen, context, voted)
        yield Silence(rule, span, tuple(reasons))


def _find_span(
    rules: RuleSet,
    place: int,
    hits: frozenset[int],
    seen: FoldedText,
    matches: Collection[Match],
) -> Span | None:
    """Return the words that would have made a rule speak, ``None`` where there are none."""
    rule, own = rules.rules[place], rules.numbers_speaking(place)
    if own:
        return min((rules.matcher.first(number, seen) for number in hits & own), default=None)
    wanted = set(rule.spec.where.beside)
    return min(
        (each.span for each in matches if wanted & {each.rule.spec.id, each.rule.spec.label}),
        default=None,
    )


def _find_reasons(
    conditions: CompiledConditions, span: Span, seen: FoldedText, context: Context, voted: Set[str]
) -> Iterator[Reason]:
    """Put into words what the unit, or a rule's first match in it, does not meet.

    Another match did no better.
    """
    for name in conditions.doubt_unit(context, voted):
        if name.removeprefix("not_") in _PLACES:
            why = _say_pattern(conditions, name, context.texts_of(name) or ())
        else:
            why = _say_plainly(conditions.spec, name, context, voted)
        yield Reason(name, why)
    for name in conditions.doubt_words(span, seen, context):
        if name == "quotation":
            why = _say_plainly(conditions.spec, name, context, voted)
        else:
            beside = seen.text[slice(*stretch_beside(name, span, len(seen.text)))]
            why = _say_pattern(conditions, name, (beside,))
        yield Reason(name, why)


def _say_plainly(spec: Conditions, name: str, context: Context, voted: Set[str]) -> str:
    match name:
        case "kinds":
            return f"wants {' or '.join(spec.kinds or ())}, the unit is {context.kind}"
        case "position":
            return f"wants the {spec.position} unit"
        case "quotation":
            where = "outside" if spec.quotation == "inside" else "inside"
            return f"wants the words {spec.quotation}, they stand {where}"
    names = getattr(spec, name)
    heard, tail = (voted, "") if "beside" in name else (context.voted, " in the unit before")
    if name.startswith("not_"):
        return f"hears {', '.join(each for each in names if each in (heard or ()))}{tail}"
    return f"waits for {' or '.join(names)}{tail}"


def _say_pattern(conditions: CompiledConditions, name: str, texts: Sequence[str]) -> str:
    place = _PLACES[name.removeprefix("not_")]
    if not name.startswith("not_"):
        return f"matches nothing {place}" if texts else "finds no heading above"
    matcher = dict((*conditions.on_unit, *conditions.on_edges))[name]
    return f"matches {_find_words(matcher, texts)!r} {place}"


def _find_words(matcher: Matcher, texts: Sequence[str]) -> str:
    """Return the first words that a matcher of one expression finds."""
    for text in texts:
        for _, span in matcher.first_matches(text):
            return text[slice(*span)].strip() or text
    # Numbers are told apart by what stands around them, which was cut off.
    return texts[0].strip()[:40]
