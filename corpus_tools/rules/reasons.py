"""Why a rule that matched stayed silent: asked after the fact, so that asking stays fast."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpus_tools.records import Span
from corpus_tools.rules.compile import FoldedText, Matcher
from corpus_tools.rules.conditions import CompiledConditions, Context
from corpus_tools.rules.ruleset import Match, Rule, RuleSet


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
    >>> from corpus_tools.rules.schema import RuleSpec
    >>> spec = RuleSpec(id="raid", label="action", pattern=["raided"], unless=["never"])
    >>> patterns = {"pattern": ("raided",), "unless": ("never",)}
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
    voted = spoke | {match.rule.spec.label or "" for match in matches}
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
    conditions: CompiledConditions,
    span: Span,
    seen: FoldedText,
    context: Context,
    voted: Collection[str],
) -> Iterator[Reason]:
    yield from _doubt_unit(conditions, context)
    yield from _doubt_words(conditions, span, seen, context)
    spec = conditions.spec
    if spec.beside and not any(name in voted for name in spec.beside):
        yield Reason("beside", f"waits for {' or '.join(spec.beside)}")
    if barred := [name for name in spec.not_beside if name in voted]:
        yield Reason("not_beside", f"hears {', '.join(barred)}")


def _doubt_unit(conditions: CompiledConditions, context: Context) -> Iterator[Reason]:
    spec = conditions.spec
    if spec.kinds is not None and context.kind not in spec.kinds:
        yield Reason("kinds", f"wants {' or '.join(spec.kinds)}, the unit is {context.kind}")
    if spec.position is not None and not getattr(context, spec.position):
        yield Reason("position", f"wants the {spec.position} unit")
    yield from _doubt_votes_before(conditions, context)
    if context.section is not None:
        headings = "a heading above the unit", context.section
        yield from _doubt_texts(conditions, "section", *headings)
    if context.previous is not None:
        yield from _doubt_texts(conditions, "previous", "the unit before", (context.previous,))
    if context.next is not None:
        yield from _doubt_texts(conditions, "next", "the unit behind", (context.next,))


def _doubt_votes_before(conditions: CompiledConditions, context: Context) -> Iterator[Reason]:
    spec, voted = conditions.spec, context.voted
    if voted is None:
        return
    if spec.following and voted.isdisjoint(spec.following):
        yield Reason("following", f"waits for {' or '.join(spec.following)} in the unit before")
    if barred := sorted(voted.intersection(spec.not_following)):
        yield Reason("not_following", f"hears {', '.join(barred)} in the unit before")


def _doubt_texts(
    conditions: CompiledConditions, name: str, what: str, texts: Collection[str]
) -> Iterator[Reason]:
    wanted, barred = conditions.matchers.get(name), conditions.matchers.get(f"not_{name}")
    if wanted is not None and not any(map(wanted.matches, texts)):
        yield Reason(name, f"matches nothing in {what}" if texts else "finds no heading above")
    if barred is not None and (words := _find_words(barred, texts)):
        yield Reason(f"not_{name}", f"matches {words!r} in {what}")


def _doubt_words(
    conditions: CompiledConditions, span: Span, seen: FoldedText, context: Context
) -> Iterator[Reason]:
    """Hold the first match against what is wanted around it; another match did no better."""
    if (wanted := conditions.spec.quotation) is not None:
        quoted = any(each.start <= span.start < each.end for each in context.quoted)
        if quoted is not (wanted == "inside"):
            where = "inside" if quoted else "outside"
            yield Reason("quotation", f"wants the words {wanted}, they stand {where}")
    edges = {"before": (0, span.start), "after": (span.end, len(seen.text))}
    for name, stretch in edges.items():
        text = seen.text[slice(*stretch)]
        wanted_there = conditions.matchers.get(name)
        barred_there = conditions.matchers.get(f"not_{name}")
        side = "before" if name == "before" else "behind"
        if wanted_there is not None and not _stands(wanted_there, seen, stretch):
            yield Reason(name, f"matches nothing right {side} the words")
        if barred_there is not None and _stands(barred_there, seen, stretch):
            words = _find_words(barred_there, (text,)) or text.strip()[:40]
            yield Reason(f"not_{name}", f"matches {words!r} right {side} the words")


def _stands(matcher: Matcher, seen: FoldedText, stretch: tuple[int, int]) -> bool:
    return matcher.matches_within(seen.fold_for(matcher), *stretch)


def _find_words(matcher: Matcher, texts: Collection[str]) -> str:
    """Return the first words that a matcher of one expression finds, "" for none."""
    for text in texts:
        for _, span in matcher.first_matches(text):
            return text[slice(*span)].strip() or text
    return ""
