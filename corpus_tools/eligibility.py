"""Which articles may stand in which splits. Pure decisions, by the recipe and by what is annotated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from corpus_tools.config import SplitSettings
from corpus_tools.records import SplitName

TEST: SplitName = "test"


def find_gold_only(plan: SplitSettings, annotated: Collection[str]) -> frozenset[SplitName]:
    """Return the splits that take annotated articles alone; none where no article is annotated.

    >>> plan = SplitSettings(gold_only=["test"])
    >>> sorted(find_gold_only(plan, {"a"})), sorted(find_gold_only(plan, set()))
    (['test'], [])
    """
    return frozenset(plan.gold_only if annotated else ())


def find_barred(
    names: Iterable[str], plan: SplitSettings, annotated: Collection[str]
) -> dict[str, frozenset[SplitName]]:
    """Return for each article the splits that it may not stand in.

    >>> plan = SplitSettings(gold_only=["validation", "test"], developed_on=["a"])
    >>> {name: sorted(found) for name, found in find_barred("abc", plan, {"a", "b"}).items()}
    {'a': ['test'], 'b': [], 'c': ['test', 'validation']}
    """
    gold_only = find_gold_only(plan, annotated)
    seen = frozenset(plan.developed_on)
    return {
        name: (frozenset() if name in annotated else gold_only)
        | (frozenset([TEST]) if name in seen else frozenset())
        for name in names
    }


def warn_of_bars(
    names: Collection[str], plan: SplitSettings, annotated: Collection[str]
) -> Iterator[str]:
    """Yield what a reader of the report should know."""
    unknown = sorted(set(plan.developed_on) - set(names))
    if unknown:
        yield f"{len(unknown)} articles of developed_on are not here: {', '.join(unknown)}"
    if plan.gold_only and not annotated:
        splits = " and ".join(plan.gold_only)
        yield f"no article here has gold, so {splits} hold labels of rules, not of people"
