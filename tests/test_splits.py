"""The split ledger: nothing leaks, nothing moves, sizes stay within the bound."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.config import SplitSettings
from corpus_tools.errors import LedgerError
from corpus_tools.splits import Candidate, Outcome, place_documents

PLAN = SplitSettings(train=0.6, validation=0.2, test=0.2)
POLICY = "policy"


def make(name: str, cluster: str | None = None, **labels: int) -> Candidate:
    return Candidate(name, f"digest of {name}", cluster or name, Counter(labels or {"action": 10}))


def split_of(outcome: Outcome) -> dict[str, str | None]:
    return {name: row.split for name, row in outcome.current().items()}


def test_members_of_a_cluster_share_split_and_fold() -> None:
    candidates = [make(f"d{number}", f"d{number // 3}") for number in range(12)]

    rows = place_documents(candidates, [], PLAN, POLICY).current().values()

    places: dict[str, set[object]] = {}
    for row in rows:
        places.setdefault(row.cluster, set()).add((row.split, row.fold))
    assert all(len(found) == 1 for found in places.values())


def test_three_articles_fill_three_splits() -> None:
    outcome = place_documents([make("a"), make("b"), make("c")], [], PLAN, POLICY)

    assert sorted(filter(None, split_of(outcome).values())) == ["test", "train", "validation"]


def test_a_single_article_goes_to_train() -> None:
    assert split_of(place_documents([make("a")], [], PLAN, POLICY)) == {"a": "train"}


def test_an_article_without_a_labelled_sentence_gets_a_place_too() -> None:
    empty = Candidate("a", "digest", "a", Counter())

    assert split_of(place_documents([empty, make("b")], [], PLAN, POLICY)).keys() == {"a", "b"}


def test_a_new_member_joins_its_cluster() -> None:
    first = place_documents([make("a"), make("b"), make("c")], [], PLAN, POLICY)

    grown = place_documents(
        [make("a"), make("b"), make("c"), make("d", "b")], first.placements, PLAN, POLICY
    )

    row = grown.current()["d"]
    assert (row.split, row.reason) == (split_of(first)["b"], "inherited")


def test_an_article_that_ties_two_splits_together_is_quarantined() -> None:
    first = place_documents([make("a"), make("b"), make("c")], [], PLAN, POLICY)
    bridged = [make("a", "a"), make("b", "a"), make("c"), make("d", "a")]

    grown = place_documents(bridged, first.placements, PLAN, POLICY)

    row = grown.current()["d"]
    assert (row.split, row.fold, row.reason) == (None, None, "bridge")
    assert {name: split_of(grown)[name] for name in "abc"} == split_of(first)


def test_an_article_that_ties_two_folds_together_is_quarantined() -> None:
    plan = SplitSettings(train=1.0, validation=0.0, test=0.0, folds=2)
    first = place_documents([make("a"), make("b")], [], plan, POLICY)
    bridged = [make("a", "a"), make("b", "a"), make("c", "a")]

    grown = place_documents(bridged, first.placements, plan, POLICY)

    assert (grown.current()["c"].split, grown.current()["c"].fold) == (None, None)


def test_a_renamed_article_keeps_its_place() -> None:
    first = place_documents([make("a"), make("b"), make("c")], [], PLAN, POLICY)
    renamed = replace(make("z"), sha256="digest of b")

    again = place_documents([make("a"), renamed, make("c")], first.placements, PLAN, POLICY)

    row, before = again.current()["z"], first.current()["b"]
    assert (row.split, row.fold, row.reason) == (before.split, before.fold, "renamed")


def test_an_article_with_two_rows_is_refused() -> None:
    first = place_documents([make("a")], [], PLAN, POLICY)

    with pytest.raises(LedgerError, match="article 'a' has two rows"):
        place_documents([make("a")], first.placements * 2, PLAN, POLICY)


def test_fewer_folds_than_the_ledger_has_are_refused() -> None:
    many = [make(f"d{number}") for number in range(6)]
    first = place_documents(many, [], PLAN, POLICY)
    fewer = PLAN.model_copy(update={"folds": 2})

    with pytest.raises(LedgerError, match="folds beyond the 2 asked for"):
        place_documents(many, first.placements, fewer, POLICY)


def test_another_way_to_tie_articles_is_refused_without_rebalance() -> None:
    first = place_documents([make("a")], [], PLAN, POLICY)

    with pytest.raises(LedgerError, match="build with --rebalance"):
        place_documents([make("a"), make("b")], first.placements, PLAN, "other policy")


def test_rebalance_starts_a_new_version_and_keeps_the_old_rows() -> None:
    first = place_documents([make("a"), make("b")], [], PLAN, POLICY)

    again = place_documents([make("a")], first.placements, PLAN, "other", rebalance=True)

    assert [row.version for row in again.placements] == [1, 1, 2]
    assert again.current().keys() == {"a"}


def test_a_split_that_is_not_asked_for_gets_nothing() -> None:
    plan = SplitSettings(train=0.8, validation=0.0, test=0.2)

    outcome = place_documents([make(f"d{number}") for number in range(9)], [], plan, POLICY)

    assert set(split_of(outcome).values()) == {"train", "test"}


CORPORA = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=25
)


def corpus_of(drawn: list[tuple[int, int, int]], start: int = 0) -> list[Candidate]:
    return [
        make(f"d{start + number:03d}", f"c{cluster:02d}", action=action, reaction=reaction + 1)
        for number, (cluster, action, reaction) in enumerate(drawn)
    ]


@settings(max_examples=150, deadline=None)
@given(CORPORA, CORPORA)
def test_growth_moves_no_article(
    drawn: list[tuple[int, int, int]], more: list[tuple[int, int, int]]
) -> None:
    old = corpus_of(drawn)
    first = place_documents(old, [], PLAN, POLICY)

    grown = place_documents(old + corpus_of(more, len(old)), first.placements, PLAN, POLICY)

    assert grown.placements[: len(first.placements)] == first.placements
    assert {name: grown.current()[name] for name in first.current()} == first.current()


@settings(max_examples=150, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(drawn: list[tuple[int, int, int]], chance) -> None:
    candidates = corpus_of(drawn)
    shuffled = list(candidates)
    chance.shuffle(shuffled)

    one = place_documents(candidates, [], PLAN, POLICY)

    assert place_documents(shuffled, [], PLAN, POLICY).current() == one.current()


@settings(max_examples=150, deadline=None)
@given(CORPORA)
def test_no_split_is_more_than_one_heaviest_cluster_over_its_target(
    drawn: list[tuple[int, int, int]],
) -> None:
    candidates = corpus_of(drawn)
    weights: Counter[str] = Counter()
    for each in candidates:
        weights[each.cluster] += each.weight
    rows = place_documents(candidates, [], PLAN, POLICY).current().values()

    sizes: Counter[str | None] = Counter()
    for row in rows:
        sizes[row.split] += row.weight
    total = weights.total()
    over = max(sizes[name] - share * total for name, share in PLAN.shares.items())
    assert over < max(weights.values()) + 1e-6


def test_a_changed_text_keeps_its_place() -> None:
    first = place_documents([make("a"), make("b"), make("c")], [], PLAN, POLICY)
    edited = replace(make("a"), sha256="digest of the edited text")

    again = place_documents([edited, make("b"), make("c")], first.placements, PLAN, POLICY)

    assert again.placements == first.placements
