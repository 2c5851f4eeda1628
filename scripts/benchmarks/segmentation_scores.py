"""Gold sentences, the engines' sentences, and how well the two agree.

White space never counts: a place in a text is the number of other characters before
it. So engines that keep, trim or lose white space are compared on their decisions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from segmentation_peers import Cutter, Pieces, Span

GOLDEN = "golden"
NEWS = re.compile(r"news|brown|wsj")
LAID_OUT_ANEW = re.compile(r"_(1nl|wrap\d+)$")
SLACK = 200  # how far on a sentence is sought that an engine altered or left a gap before


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text and its gold sentences."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over a set of texts; they add up over sets."""

    right: int = 0
    false: int = 0
    missed: int = 0
    sentences_right: int = 0
    sentences_said: int = 0
    sentences_gold: int = 0
    texts_right: int = 0
    texts_cut_right: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        """Join the counts of two sets."""
        return Agreement(
            *(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__)
        )

    @property
    def boundary_f1(self) -> float:
        """F1 over boundaries in per cent, micro-averaged."""
        return _per_cent(2 * self.right, 2 * self.right + self.false + self.missed)

    @property
    def sentence_f1(self) -> float:
        """F1 over sentences with both ends right, in per cent, micro-averaged."""
        return _per_cent(2 * self.sentences_right, self.sentences_said + self.sentences_gold)


def _per_cent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def read_sets(folder: Path) -> dict[str, list[GoldText]]:
    """Read every set of a folder; a set is named as its file is.

    :raises ValueError: if there is none, or a row is not as it should be.
    """
    sets = {path.stem: _read_set(path) for path in sorted(folder.glob("*.jsonl"))}
    if not any(sets.values()):
        raise ValueError(
            f"{folder} holds no rows to measure on; expected files *.jsonl with rows "
            '{"id": ..., "source": ..., "text": ..., "spans": [[start, end], ...]}'
        )
    return {name: texts for name, texts in sets.items() if texts}


def _read_set(path: Path) -> list[GoldText]:
    texts = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                texts.append(_gold_text(json.loads(line)))
            except (ValueError, KeyError, TypeError) as problem:
                raise ValueError(
                    f"{path}:{number}: not a row with 'text' and 'spans': {problem!r}"
                ) from problem
    return texts


def _gold_text(row: Mapping[str, Any]) -> GoldText:
    text, spans = row["text"], tuple((int(start), int(end)) for start, end in row["spans"])
    if any(not 0 <= start <= end <= len(text) for start, end in spans):
        raise ValueError("a span lies outside its text")
    return GoldText(text, spans)


def is_news(name: str) -> bool:
    """Say whether a set counts as news as it stands, not laid out anew.

    >>> [is_news(name) for name in ("gum_news", "gum_news_wrap72", "wsj", "ewt_reviews")]
    [True, False, True, False]
    """
    return bool(NEWS.search(name)) and not LAID_OUT_ANEW.search(name)


def measure_accuracy(cut: Cutter, sets: Mapping[str, Sequence[GoldText]]) -> dict[str, Agreement]:
    """Cut every text and compare the sentences with gold, set by set."""
    return {
        name: sum((compare(each, cut(each.text)) for each in texts), Agreement())
        for name, texts in sets.items()
    }


def compare(gold: GoldText, pieces: Pieces) -> Agreement:
    """Compare an engine's pieces with the gold sentences of a text.

    >>> gold = GoldText("He left. She did too.", ((0, 8), (9, 21)))
    >>> compare(gold, ["He left.", "She did", "too."]).false
    1
    """
    length = len("".join(gold.text.split()))
    meant, said = place(gold.text, gold.spans), place(gold.text, pieces)
    ends_meant = {end for _, end in meant if 0 < end < length}
    ends_said = {end for _, end in said if 0 < end < length}
    return Agreement(
        right=len(ends_meant & ends_said),
        false=len(ends_said - ends_meant),
        missed=len(ends_meant - ends_said),
        sentences_right=len(meant & said),
        sentences_said=len(said),
        sentences_gold=len(meant),
        texts_right=int(meant == said),
        texts_cut_right=int(ends_meant == ends_said),
    )


def place(text: str, pieces: Pieces) -> set[Span]:
    """Return pieces as spans that count only what isn't white space.

    >>> sorted(place("Oh! Yes.", ["Oh! ", "Yes."])) == sorted(place("Oh! Yes.", [(0, 3), (4, 8)]))
    True
    """
    if pieces and isinstance(pieces[0], str):
        return _place_strings("".join(text.split()), (str(piece) for piece in pieces))
    before = list(accumulate((not character.isspace() for character in text), initial=0))
    spans = {(before[int(piece[0])], before[int(piece[1])]) for piece in pieces}
    return {(start, end) for start, end in spans if start < end}


def _place_strings(packed: str, sentences: Iterable[str]) -> set[Span]:
    """Find each sentence after the one before; one that was altered keeps its length."""
    spans, place_now = set(), 0
    for sentence in sentences:
        sought = "".join(sentence.split())
        found = packed.find(sought, place_now, place_now + len(sought) + SLACK)
        start = place_now if found < 0 else found
        place_now = min(start + len(sought), len(packed))
        if start < place_now:
            spans.add((start, place_now))
    return spans
