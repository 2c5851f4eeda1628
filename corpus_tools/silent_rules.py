"""Suggested phrases that some rule is about already, which its conditions keep silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from corpus_tools.records import LabelledUnit, Span
from corpus_tools.rules import RuleSet
from corpus_tools.suggestions import Suggestion, locate_phrase


def name_silent_rules(
    found: Iterable[Suggestion], rules: RuleSet, units: Iterable[LabelledUnit]
) -> list[Suggestion]:
    """Return suggestions with the rules of their label whose patterns match in these words.

    Such a rule wants other conditions, rather than another rule beside it.

    :param units: the missed units at least.
    """
    texts = {each.unit.unit_id: each.unit.text for each in units}
    return [replace(each, silent_rules=tuple(_count_silent(each, rules, texts))) for each in found]


def _count_silent(
    suggestion: Suggestion, rules: RuleSet, texts: Mapping[str, str]
) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for text in (texts[name] for name in suggestion.missed_units):
        words = locate_phrase(suggestion.phrase, text)
        if words is not None:
            counts.update(_find_matching(rules, suggestion.label, text, words))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _find_matching(rules: RuleSet, label: str, text: str, words: Span) -> Iterator[str]:
    """Yield the rules of a label that match in some words, whatever their conditions say.

    That they are silent is known: a missed unit has no vote for the label.
    """
    seen = rules.matcher.fold(text)
    for place, rule in enumerate(rules.rules):
        if rule.spec.label == label and any(
            span.start < words.end and words.start < span.end
            for number in rules.numbers_speaking(place)
            for span in rules.matcher.spans(number, seen)
        ):
            yield rule.spec.id
