"""Unit + RuleSet -> LabelledUnit: votes with the words that made them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from corpus_tools.normalisation import BLANK_LINE, LINE_END, NormalisedText, normalise
from corpus_tools.quotations import find_quotations
from corpus_tools.records import Document, Kind, LabelledUnit, Span, Unit, Vote
from corpus_tools.rules import Context, Match, RuleSet, names_of


class Aggregator(Protocol):
    """Anything that settles votes."""

    def settle(self, votes: Sequence[Vote]) -> tuple[tuple[str, ...], str | None]:
        """Return the labels and the primary one, which is ``None`` for none."""


class AskedUnit(NamedTuple):
    """A unit as rules see it, what they may know of it, and all that speak."""

    unit: Unit
    seen: NormalisedText
    context: Context
    matches: Sequence[Match]


def label_units(
    document: Document,
    units: Sequence[Unit],
    rules: RuleSet,
    aggregator: Aggregator,
    kinds: Collection[Kind],
    markers: Counter[str] | None = None,
) -> Iterator[LabelledUnit]:
    """Yield each unit of a document with its votes and labels, in order.

    Units of other kinds than ``kinds`` pass without votes and labels.

    :param markers: counts the units on which each rule without a label spoke, which leaves no vote.
    :raises ValueError: when a unit's text is not what the document holds there.
    """
    asked = ask_units(document, units, rules, kinds)
    for unit in units:
        if unit.kind not in kinds:
            yield LabelledUnit(unit=unit)
            continue
        found = next(asked)
        if markers is not None:
            specs = (match.rule.spec for match in found.matches)
            markers.update(spec.id for spec in specs if spec.label is None)
        votes = tuple(_vote(found))
        labels, label = aggregator.settle(votes)
        yield LabelledUnit(unit=unit, votes=votes, labels=labels, label=label)


def ask_units(
    document: Document, units: Sequence[Unit], rules: RuleSet, kinds: Collection[Kind]
) -> Iterator[AskedUnit]:
    """Yield each unit that rules are asked about, with what they know of it and what they say.

    :raises ValueError: when a unit's text is not what the document holds there.
    """
    quotations = find_document_quotations(document.text, units)
    speaking = [unit for unit in units if unit.kind in kinds]
    voted = frozenset[str]()
    for place, unit in enumerate(speaking):
        seen = _see(document, unit)
        context = _find_context(speaking, place, _shift(quotations, unit, seen), voted)
        matches = rules.ask_all(seen.text, context)
        voted = frozenset(name for each in matches for name in names_of(each.rule))
        yield AskedUnit(unit, seen, context, matches)


def _find_context(
    speaking: Sequence[Unit], place: int, quoted: tuple[Span, ...], voted: frozenset[str]
) -> Context:
    unit, last = speaking[place], len(speaking) - 1
    return Context(
        kind=unit.kind,
        section=unit.section,
        quoted=quoted,
        first=place == 0,
        last=place == last,
        previous=speaking[place - 1].text if place > 0 else "",
        next=speaking[place + 1].text if place < last else "",
        voted=voted,
    )


def find_document_quotations(text: str, units: Sequence[Unit]) -> list[Span]:
    """Return the quotations of all paragraphs, offsets in the document.

    A quotation that is left open ends with its paragraph. A paragraph is a
    line, or what stands between blank lines where some unit runs over a line end.
    """
    wrapped = any(LINE_END.search(text, unit.start, unit.end) for unit in units)
    spans: list[Span] = []
    start = 0
    for end in (
        *(match.end() for match in (BLANK_LINE if wrapped else LINE_END).finditer(text)),
        len(text),
    ):
        found = find_quotations(text[start:end])
        spans.extend(Span(start + each.start, start + each.end) for each in found)
        start = end
    return spans


def _see(document: Document, unit: Unit) -> NormalisedText:
    seen = normalise(document.text[unit.start : unit.end])
    if seen.text != unit.text:
        raise ValueError(
            f"{unit.unit_id}: text at {unit.start}:{unit.end} of {document.source} "
            "is not the unit's; segment the article again"
        )
    return seen


def _vote(asked: AskedUnit) -> Iterator[Vote]:
    unit, seen = asked.unit, asked.seen
    for match in asked.matches:
        spec = match.rule.spec
        if spec.label is None:
            continue
        span = seen.widen(*match.span)
        start, end = seen.original_span(*span)
        words = seen.text[slice(*span)]
        place = (unit.start + start, unit.start + end)
        yield Vote(spec.id, spec.label, *place, words, match.rule.digest)


def _shift(quotations: Sequence[Span], unit: Unit, seen: NormalisedText) -> tuple[Span, ...]:
    """Return the stretches of a unit's normalised text that stand in quotations."""
    inside = []
    for each in quotations:
        start, end = max(each.start, unit.start), min(each.end, unit.end)
        if start < end:
            inside.append(
                Span(_seen_place(seen, start - unit.start), _seen_place(seen, end - unit.start))
            )
    return tuple(inside)


def _seen_place(seen: NormalisedText, original: int) -> int:
    if seen.starts is None:
        return original
    return max(bisect_right(seen.starts, original) - 1, 0)
