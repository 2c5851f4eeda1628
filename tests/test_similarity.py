"""The join that finds near-duplicates misses none and invents none."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.config import DuplicateSettings
from corpus_tools.duplicates import find_clusters, find_near_duplicates, find_same
from corpus_tools.similarity import jaccard, join_similar, make_shingles

SHINGLES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.frozensets(st.integers(0, 12), min_size=1, max_size=8),
    max_size=8,
)


@given(SHINGLES, st.sampled_from([0.1, 0.3, 0.5, 0.75, 1.0]))
def test_the_join_finds_just_the_pairs_that_all_comparisons_find(
    shingles: dict[str, frozenset[int]], threshold: float
) -> None:
    expected = {
        (one, other)
        for one, other in combinations(sorted(shingles), 2)
        if jaccard(shingles[one], shingles[other]) >= threshold
    }

    assert {(one, other) for one, other, _ in join_similar(shingles, threshold)} == expected


def test_shingles_ignore_case_and_punctuation() -> None:
    assert make_shingles("The court, fined; it.", 2) == make_shingles("the COURT fined it", 2)


def test_a_text_shorter_than_a_shingle_still_has_one() -> None:
    assert len(make_shingles("two words", 5)) == 1


@pytest.mark.parametrize("hundredths", range(1, 101))
def test_a_pair_right_at_the_threshold_is_found(hundredths: int) -> None:
    whole, part = frozenset(range(100)), frozenset(range(hundredths))

    assert list(join_similar({"a": whole, "b": part}, hundredths / 100))


def test_invisible_letters_and_wide_ones_hide_no_copy() -> None:
    plain, disguised = "fined the firm", "fi\u200bned the \uff46irm"

    assert make_shingles(plain, 2) == make_shingles(disguised, 2)


def test_documents_of_one_group_are_tied_whatever_their_text() -> None:
    texts = {"a": "one text here", "b": "something else entirely", "c": "and a third"}
    groups = {"a": "story", "b": "story", "c": None}

    edges = find_same(texts, groups)

    assert [(edge.one, edge.other, edge.reason) for edge in edges] == [("a", "b", "same-group")]


def test_a_rewrite_is_tied_to_its_source() -> None:
    source = " ".join(f"word{number}" for number in range(60))
    rewrite = source.replace("word30", "other")

    edges = find_near_duplicates({"a": source, "b": rewrite}, DuplicateSettings())

    assert [edge.reason for edge in edges] == ["near-duplicate"]


@pytest.mark.parametrize("order", ["abcd", "dcba", "bdac"])
def test_a_cluster_is_named_after_its_smallest_document(order: str) -> None:
    texts = dict.fromkeys(order, "same words in every one of them")
    edges = find_same(texts, dict.fromkeys(order))

    assert set(find_clusters(order, edges).values()) == {"a"}
