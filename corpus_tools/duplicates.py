"""Near-duplicate documents -> clusters that must share a split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus_tools.config import DuplicateSettings
from corpus_tools.similarity import find_words, join_similar, make_shingles


@dataclass(frozen=True, slots=True)
class Edge:
    """Why two documents belong together; ``share`` is their Jaccard share in [0, 1]."""

    one: str
    other: str
    reason: str
    share: float


def find_same(texts: Mapping[str, str], groups: Mapping[str, str | None]) -> list[Edge]:
    """Tie documents of one group, and of one text but for case, punctuation and white space.

    Of three or more that are the same, each is tied to the first, so the edges
    of a part of the documents have to be asked for anew.
    """
    return [
        *_same(sorted(groups.items()), "same-group"),
        *_same(((name, " ".join(find_words(texts[name]))) for name in sorted(texts)), "same-text"),
    ]


def find_near_duplicates(texts: Mapping[str, str], settings: DuplicateSettings) -> list[Edge]:
    """Tie each two documents whose Jaccard share of word n-grams reaches the threshold.

    Whether two are tied depends on these two alone.
    """
    if settings.threshold == 0:
        return []
    shingles = {name: make_shingles(text, settings.shingle_words) for name, text in texts.items()}
    return [
        Edge(one, other, "near-duplicate", round(share, 4))
        for one, other, share in join_similar(shingles, settings.threshold)
    ]


def _same(keyed: Iterable[tuple[str, str | None]], reason: str) -> Iterator[Edge]:
    first: dict[str, str] = {}
    for name, key in keyed:
        if key is None:
            continue
        if key in first:
            yield Edge(first[key], name, reason, 1.0)
        first.setdefault(key, name)


def find_clusters(names: Iterable[str], edges: Iterable[Edge]) -> dict[str, str]:
    """Map each document to its cluster: the smallest id among those it is tied to.

    >>> find_clusters("abc", [Edge("c", "b", "same-group", 1.0)])
    {'a': 'a', 'b': 'b', 'c': 'b'}
    """
    parent = {name: name for name in names}
    for edge in edges:
        one, other = _root(parent, edge.one), _root(parent, edge.other)
        parent[max(one, other)] = min(one, other)
    return {name: _root(parent, name) for name in parent}


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name
