"""Which articles may stand in which splits. Pure decisions, by the recipe and by what is annotated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus_tools.config import SplitSettings
from corpus_tools.records import Placement, SplitName
from corpus_tools.wording import count_of, list_some

TEST: SplitName = "test"
JUDGING: tuple[SplitName, ...] = ("validation", TEST)


@dataclass(frozen=True, slots=True)
class Bars:
    """The splits that an article may not stand in, by its id.

    ``gold_only`` are the splits that take annotated units alone, ``seen`` the
    articles used to write rules or to weigh votes, and those tied to them.
    """

    by_document: Mapping[str, frozenset[SplitName]]
    gold_only: frozenset[SplitName]
    seen: frozenset[str]


def find_bars(
    names: Iterable[str],
    plan: SplitSettings,
    annotated: Collection[str],
    *,
    developed: Collection[str] = (),
    learned: Collection[str] = (),
) -> Bars:
    """Return what may stand where; where no article is annotated, no split is held to gold.

    What rules were written from may still help to choose between models, so it may
    stand in validation. What weights were fitted on may not: there they look best.

    >>> plan = SplitSettings(gold_only=["validation", "test"])
    >>> bars = find_bars("abcd", plan, {"a", "b", "d"}, developed={"a"}, learned={"d"})
    >>> {name: sorted(found) for name, found in bars.by_document.items() if found}
    {'a': ['test'], 'c': ['test', 'validation'], 'd': ['test', 'validation']}
    >>> find_bars("abc", plan, annotated=()).gold_only
    frozenset()
    """
    gold_only: frozenset[SplitName] = frozenset(plan.gold_only if annotated else ())
    nowhere: frozenset[SplitName] = frozenset()
    barred = {
        name: (nowhere if name in annotated else gold_only)
        | (frozenset([TEST]) if name in developed else nowhere)
        | (frozenset(JUDGING) if name in learned else nowhere)
        for name in names
    }
    return Bars(barred, gold_only, frozenset([*developed, *learned]))


def find_seen(
    named: Collection[str],
    digests: Mapping[str, str],
    clusters: Mapping[str, str],
    earlier: Iterable[Placement],
) -> frozenset[str]:
    """Return the articles of these names, whatever they are called now, and their likes.

    :param digests: the sha256 of each article's text, by id.
    :param earlier: the split ledger, which knows articles by the names they had.
    """
    texts = {each.sha256 for each in earlier if each.document_id in named}
    found = {name for name, digest in digests.items() if name in named or digest in texts}
    tied = {clusters[name] for name in found}
    return frozenset(name for name, cluster in clusters.items() if cluster in tied)


def warn_of_bars(
    plan: SplitSettings, bars: Bars, places: Mapping[str, Placement], *, has_gold: bool
) -> Iterator[str]:
    """Yield what a reader of the report should know.

    :param places: the row in force of each article that is here.
    """
    unknown = sorted(set(plan.developed_on) - bars.by_document.keys() - bars.seen)
    if unknown and len(unknown) < len(plan.developed_on):
        yield f"{count_of(len(unknown), 'article')} of developed_on not here: {list_some(unknown)}"
    if plan.gold_only and not has_gold:
        splits = " and ".join(plan.gold_only)
        yield f"no article here has gold, so {splits} hold labels of rules, not of people"
    stuck = sorted(name for name, split in bars.by_document.items() if places[name].split in split)
    if stuck:
        yield (
            f"{count_of(len(stuck), 'article')} may no longer stand where placed, and are held back: "
            f"{list_some(stuck)}; --rebalance places all anew"
        )
