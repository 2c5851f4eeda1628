"""Is anything of one split in another? Reads rows as written, trusts nothing that made them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from corpus_tools.config import DuplicateSettings, SplitSettings
from corpus_tools.similarity import find_words, join_similar, make_shingles

Row = Mapping[str, Any]
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that stands in two splits: what it is, where, and an example."""

    reason: str
    splits: tuple[str, ...]
    what: str

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.reason} in {' and '.join(self.splits)}: {self.what}"


def find_leaks(
    splits: Mapping[str, Sequence[Row]],
    texts: Mapping[str, str],
    duplicates: DuplicateSettings,
    plan: SplitSettings,
) -> list[Leak]:
    """Return all leaks between splits.

    Looked for are: a document, a cluster or a sentence in two splits, a
    cluster in two folds, and two documents in different splits whose texts
    are near-duplicates.

    :param splits: the rows of each split, with ``id``, ``document_id``,
        ``cluster``, ``fold`` and ``text``.
    :param texts: the text of each document, as it was when clusters were made.
    """
    folds: dict[str, list[Row]] = {}
    for row in (row for rows in splits.values() for row in rows):
        folds.setdefault(f"fold {row['fold']}", []).append(row)
    leaks = [
        *_shared(splits, "document", lambda row: row["document_id"]),
        *_shared(splits, "cluster", lambda row: row["cluster"]),
        *_shared(folds, "cluster", lambda row: row["cluster"]),
        *_near_duplicates(splits, texts, duplicates),
    ]
    if plan.repeated_sentences != "keep":
        leaks.extend(_shared(splits, "sentence", lambda row: sentence_key(row["text"], plan)))
    return leaks


def sentence_key(text: str, plan: SplitSettings) -> str | None:
    """Return what two repeats of a sentence have in common; ``None`` for one too short to count."""
    words = find_words(text)
    return " ".join(words) if len(words) >= plan.repeated_sentence_words else None


def find_repeats(
    splits: Mapping[str, Sequence[tuple[str, str]]], plan: SplitSettings
) -> dict[str, str]:
    """Return the ids of units to drop, so that no sentence stands in two splits, with the reason.

    A sentence is kept in the split that is held back most: test before
    validation before train.

    :param splits: pairs of unit id and text by split.
    """
    seen: dict[str, str] = {}
    drop: dict[str, str] = {}
    for split in ("test", "validation", "train"):
        for unit_id, text in splits.get(split, ()):
            key = sentence_key(text, plan)
            if key is None:
                continue
            holder = seen.setdefault(key, split)
            if holder != split:
                drop[unit_id] = f"repeats a sentence of {holder}"
    return drop


def _shared(
    splits: Mapping[str, Sequence[Row]], reason: str, key: Callable[[Row], str | None]
) -> Iterator[Leak]:
    holders: dict[str, dict[str, str]] = {}
    for split, rows in splits.items():
        for row in rows:
            value = key(row)
            if value is not None:
                holders.setdefault(value, {}).setdefault(split, row["id"])
    for value, by_split in sorted(holders.items()):
        if len(by_split) > 1:
            shown = shorten(value, SHOWN_CHARACTERS, placeholder="...")
            yield Leak(reason, tuple(by_split), f"{shown} ({', '.join(by_split.values())})")


def _near_duplicates(
    splits: Mapping[str, Sequence[Row]], texts: Mapping[str, str], settings: DuplicateSettings
) -> Iterator[Leak]:
    if settings.threshold == 0:
        return
    held_by = {row["document_id"]: split for split, rows in splits.items() for row in rows}
    size = settings.shingle_words
    shingles = {name: make_shingles(texts[name], size) for name in held_by}
    for one, other, share in join_similar(shingles, settings.threshold):
        if held_by[one] != held_by[other]:
            what = f"{one} and {other}, Jaccard share {share:.2f}"
            yield Leak("near-duplicate", (held_by[one], held_by[other]), what)
