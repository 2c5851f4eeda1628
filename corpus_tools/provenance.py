"""Do votes still belong to their texts, and labels to their votes? Checked whenever a built corpus is read.

A published benchmark ships a split whose votes belong to other texts; words
kept with each vote make such a thing show at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus_tools.records import LabelledUnit, Vote
from corpus_tools.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a unit does not bear out one of its votes or labels."""

    unit_id: str
    why: str

    def __str__(self) -> str:
        """One line for people."""
        return f"unit {self.unit_id}: {self.why}"


def find_unfounded_labels(units: Iterable[LabelledUnit]) -> Iterator[Doubt]:
    """Yield each primary label outside its set, and each label that no vote of the unit is for.

    However votes are settled, a label comes from a vote. Where there is no
    vote, one label may stand by default.

    >>> from corpus_tools.records import Unit
    >>> unit = Unit(unit_id="a-1", document_id="a", source="a.txt", index=0, start=0, end=9,
    ...             kind="prose", section=(), text="They came.")
    >>> print(*find_unfounded_labels([LabelledUnit(unit=unit, labels=("raid",), label="toll")]))
    unit a-1: its primary label is toll, its labels are raid
    """
    for each in units:
        voted = {vote.label for vote in each.votes}
        without = [label for label in each.labels if label not in voted]
        if (each.label or "") not in (each.labels or ("",)):
            labels = ", ".join(each.labels) or "none"
            why = f"its primary label is {each.label or 'none'}, its labels are {labels}"
            yield Doubt(each.unit.unit_id, why)
        elif without and (each.votes or len(each.labels) > 1):
            yield Doubt(each.unit.unit_id, f"no rule voted for its label {without[0]}")


def find_moved_votes(
    units: Iterable[LabelledUnit], rules: RuleSet | None = None
) -> Iterator[Doubt]:
    """Yield each vote whose words are not in its unit's text, or that its rule no longer gives.

    Rules are asked again only where the vote was given by the same wording, by
    its digest; without rules, only words are looked for. Conditions on a rule's
    surroundings are not asked again.

    >>> from corpus_tools.records import Unit
    >>> unit = Unit(unit_id="a-1", document_id="a", source="a.txt", index=0, start=0, end=9,
    ...             kind="prose", section=(), text="Nobody came.")
    >>> moved = LabelledUnit(unit=unit, votes=(Vote("raid", "action", 0, 4, "raid"),))
    >>> print(*find_moved_votes([moved]))
    unit a-1: rule 'raid' voted for the words 'raid', which are not there
    """
    places = {rule.digest: place for place, rule in enumerate(rules.rules)} if rules else {}
    for labelled in units:
        text = labelled.unit.text
        for vote in labelled.votes:
            if vote.words not in text:
                why = f"rule {vote.rule!r} voted for the words {vote.words!r}, which are not there"
                yield Doubt(labelled.unit.unit_id, why)
            elif rules and not _stands(rules, places.get(vote.digest), text, vote):
                why = f"rule {vote.rule!r} does not match the words {vote.words!r} any longer"
                yield Doubt(labelled.unit.unit_id, why)


def _stands(rules: RuleSet, place: int | None, text: str, vote: Vote) -> bool:
    return place is None or rules.matches_words(place, text, vote.words)
