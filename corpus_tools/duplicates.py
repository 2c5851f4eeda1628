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


def find_edges(
    texts: Mapping[str, str], groups: Mapping[str, str | None], settings: DuplicateSettings
) -> list[Edge]:
    """Return the pairs of documents that must not stand in different splits.

    Reasons: ``same-group`` (the manifest says so), ``same-text`` (equal but
    for case, punctuation and white space) and ``near-duplicate``. Of three or
    more that are the same, each is tied to the first.

    :param texts: the released text of each document, by id.
    """
    edges = [
        *_same(sorted(groups.items()), "same-group"),
        *_same(((name, " ".join(find_words(texts[name]))) for name in sorted(texts)), "same-text"),
    ]
    if settings.threshold > 0:
        size = settings.shingle_words
        shingles = {name: make_shingles(text, size) for name, text in texts.items()}
        for one, other, share in join_similar(shingles, settings.threshold):
            edges.append(Edge(one, other, "near-duplicate", round(share, 4)))
    return edges


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
