"""Stand-off releases: labels, offsets and hashes without a word of the articles, and the way back."""

from corpus_tools.standoff.corpus import release_corpus
from corpus_tools.standoff.format import Release, read_release
from corpus_tools.standoff.gold import ReleaseOptions, release_gold
from corpus_tools.standoff.hydrating import Hydration, hydrate
from corpus_tools.standoff.writing import write_hydration

__all__ = [
    "Hydration",
    "Release",
    "ReleaseOptions",
    "hydrate",
    "read_release",
    "release_corpus",
    "release_gold",
    "write_hydration",
]
