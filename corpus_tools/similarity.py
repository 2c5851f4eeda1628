"""How alike two texts are, exactly: word n-grams, Jaccard shares, and a join that misses nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from math import ceil

NORMALISER = "words-2"
_WORD = re.compile(r"\w+")
Shingles = frozenset[int]


def find_words(text: str) -> list[str]:
    """Return the words, case folded; punctuation and white space do not count.

    Neither do invisible characters and the width of letters, which would
    otherwise hide a copy.

    >>> find_words("Fined: 3 firms.")
    ['fined', '3', 'firms']
    """
    if not text.isascii():
        visible = (letter for letter in text if unicodedata.category(letter) != "Cf")
        text = unicodedata.normalize("NFKC", "".join(visible))
    return _WORD.findall(text.casefold())


def make_shingles(text: str, size: int) -> Shingles:
    """Return 64-bit hashes of all runs of ``size`` words; a shorter text is one run."""
    words = find_words(text)
    runs = range(max(len(words) - size + 1, 1))
    return frozenset(_hash(" ".join(words[start : start + size])) for start in runs)


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest())


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the share of common n-grams among all n-grams of both, in [0, 1]."""
    return len(one & other) / len(one | other) if one or other else 1.0


def join_similar(
    shingles: Mapping[str, Shingles], threshold: float
) -> Iterator[tuple[str, str, float]]:
    """Yield each pair of names whose Jaccard share is at least ``threshold``, with the share.

    Exact: candidates come from prefix filtering (Bayardo, Ma and Srikant,
    "Scaling Up All Pairs Similarity Search", WWW 2007), and each is verified.
    The pairs depend on the texts alone, not on their order.

    :param threshold: in (0, 1].
    """
    frequency = Counter(shingle for each in shingles.values() for shingle in each)
    index: dict[int, list[str]] = {}
    for name in sorted(shingles):
        mine = shingles[name]
        candidates: set[str] = set()
        for shingle in _prefix(mine, frequency, threshold):
            found = index.setdefault(shingle, [])
            candidates.update(found)
            found.append(name)
        for other in sorted(candidates):
            share = jaccard(shingles[other], mine)
            if share >= threshold:
                yield other, name, share


def _prefix(shingles: Shingles, frequency: Counter[int], threshold: float) -> Iterable[int]:
    """Return the rarest n-grams, enough that two texts alike enough must share one."""
    rarest_first = sorted(shingles, key=lambda shingle: (frequency[shingle], shingle))
    # A hair less than the product, which may come out a hair too large.
    needed = ceil(threshold * len(shingles) - 1e-9)
    return rarest_first[: len(shingles) - needed + 1]
