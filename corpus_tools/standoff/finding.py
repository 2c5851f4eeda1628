"""Which of the texts at hand is a released document, and where its units stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from corpus_tools.normalisation import normalise_text
from corpus_tools.records import Span
from corpus_tools.standoff.anchoring import Reason, anchor_units, find_windows
from corpus_tools.standoff.format import ReleasedDocument, ReleasedUnit
from corpus_tools.standoff.texts import Text, hash_text

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
Status = Literal["exact", "same-after-normalising", "drifted", "missing"]
STATUSES: tuple[Status, ...] = ("exact", "same-after-normalising", "drifted", "missing")
# A text is a changed copy of an article if so many of the article's sentences stand there.
FEWEST_SENTENCES = 2
SHARE_AT_ITS_PATH, SHARE_OF_FEW, SHARE_ELSEWHERE = 0.1, 0.25, 0.25


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document, the text that was found for it, and for each unit its span there or why it has none."""

    document: ReleasedDocument
    status: Status
    text: Text | None = field(repr=False)
    note: str
    places: tuple[Span | Reason, ...] = field(repr=False)

    @property
    def n_put_back(self) -> int:
        """How many units have their text again."""
        return sum(isinstance(each, Span) for each in self.places)


class TextIndex:
    """Texts by each of their digests and by path."""

    def __init__(self, texts: Iterable[Text], documents: Iterable[ReleasedDocument]) -> None:
        """Sort the texts.

        :param documents: all documents of the release, so that none is taken for another.
        """
        self.texts = list(texts)
        self._by_text = _group((each.document.sha256, each) for each in self.texts)
        self._by_normalised = _group((each.sha256_normalised, each) for each in self.texts)
        self._by_source = _group((each.document.source, each) for each in self.texts)
        self._by_bytes = _group((each.sha256_bytes, each) for each in self.texts)
        self._released: dict[str, str] = {}
        for each in documents:
            self._released.setdefault(each.sha256_normalised, each.id)

    def list_free(self, placed: Iterable[PlacedDocument]) -> list[Text]:
        """Return the texts that are none of the released ones, and were found for no document."""
        taken = {id(each.text) for each in placed}
        return [
            each
            for each in self.texts
            if each.sha256_normalised not in self._released and id(each) not in taken
        ]

    def place(self, document: ReleasedDocument) -> PlacedDocument:
        """Return what is found of a document by digest, or by path and sentences.

        :raises ValueError: when a text is the one released and a unit is not what it holds there.
        """
        tables: tuple[tuple[Status, Sequence[Text]], ...] = (
            ("exact", self._by_text.get(document.sha256, ())),
            ("same-after-normalising", self._by_normalised.get(document.sha256_normalised, ())),
        )
        for status, texts in tables:
            if texts:
                text = min(texts, key=lambda each: _strangeness(each, document))
                return _restore(document, status, text)
        for text in self._by_bytes.get(document.sha256_bytes, ()):
            note = "the same file, from which another text is read here"
            if text.sha256_bytes and (placed := _anchor(document, text, note)).n_put_back:
                return placed
        return self._place_by_path(document)

    def _place_by_path(self, document: ReleasedDocument) -> PlacedDocument:
        texts = self._by_source.get(document.path, [])
        if len(texts) > 1:
            texts = [each for each in texts if each.document.id == document.id]
        if not texts:
            return _miss(document, "no file with this text, and none at its path")
        other = self._released.get(texts[0].sha256_normalised)
        if other is not None:
            return _miss(document, f"{document.path} holds the text of {other!r}")
        placed = _anchor(document, texts[0])
        n_found, n_hashed = placed.n_put_back, _count_hashed(document)
        share = SHARE_AT_ITS_PATH if n_found >= FEWEST_SENTENCES else SHARE_OF_FEW
        if n_found and n_found >= share * n_hashed:
            return placed
        there = f"{n_found} of {n_hashed} sentences stand there"
        return _miss(document, f"{document.path} holds another text: {there}")


def find_elsewhere(placed: Sequence[PlacedDocument], texts: Sequence[Text]) -> list[PlacedDocument]:
    """Look for the missing documents, by their sentences, in texts of any name.

    A text is a changed copy of a document if a quarter of its sentences stand there, and
    two at least; sentences that several missing documents have are not counted for the
    choice. Each text is given to one document at most, the pair with most sentences first.

    :param texts: those that are no other document's.
    """
    missing = [each.document for each in placed if each.text is None]
    found: dict[str, PlacedDocument] = {}
    taken: set[int] = set()
    for document, number in _list_pairs(missing, texts):
        if document.id not in found and number not in taken:
            text = texts[number]
            copy = _anchor(document, text, f"a changed copy, found in {text.document.source}")
            if copy.n_put_back >= _least_elsewhere(document):
                found[document.id] = copy
                taken.add(number)
    return [found.get(each.document.id, each) for each in placed]


def _list_pairs(
    documents: Sequence[ReleasedDocument], texts: Sequence[Text]
) -> Iterator[tuple[ReleasedDocument, int]]:
    """Yield documents with the number of a text that has enough of their sentences, most first."""
    owners = _group(
        (unit.hash, place) for place, each in enumerate(documents) for unit in each.units
    )
    lengths = {unit.length for each in documents for unit in each.units if unit.hash}
    salts = sorted({each.salt for each in documents})
    pairs: list[tuple[int, int, int]] = []
    for number, text in enumerate(texts if documents else ()):
        hashes = (key for salt in salts for key in find_windows(text.document.text, lengths, salt))
        counts = Counter(owners[key][0] for key in hashes if len(owners.get(key, ())) == 1)
        pairs += [(-count, place, number) for place, count in counts.items()]
    for count, place, number in sorted(pairs):
        if -count >= _least_elsewhere(documents[place]):
            yield documents[place], number


def _least_elsewhere(document: ReleasedDocument) -> float:
    return max(FEWEST_SENTENCES, SHARE_ELSEWHERE * _count_hashed(document))


def _anchor(document: ReleasedDocument, text: Text, note: str = "") -> PlacedDocument:
    lengths = {unit.length for unit in document.units if unit.hash}
    windows = find_windows(text.document.text, lengths, document.salt)
    return PlacedDocument(document, "drifted", text, note, anchor_units(document.units, windows))


def _miss(document: ReleasedDocument, note: str) -> PlacedDocument:
    places: tuple[Reason, ...] = tuple("article missing" for _ in document.units)
    return PlacedDocument(document, "missing", None, note, places)


def _restore(document: ReleasedDocument, status: Status, text: Text) -> PlacedDocument:
    length, source = len(text.composed.text), text.document.source
    if document.length != length:
        raise ValueError(f"its text has {length} characters, not {document.length}")
    places = tuple(_restore_unit(unit, text, document.salt) for unit in document.units)
    note = "" if source == document.path else f"found in {source}"
    return PlacedDocument(document, status, text, note, places)


def _restore_unit(unit: ReleasedUnit, text: Text, salt: str) -> Span:
    span = Span(*text.composed.original_span(unit.start, unit.end))
    seen = normalise_text(text.document.text[slice(*span)])
    if len(seen) != unit.length or hash_text(seen, salt) != unit.hash:
        raise ValueError(f"the unit at {unit.start}:{unit.end} has the hash of another text")
    return span


def _strangeness(text: Text, document: ReleasedDocument) -> tuple[bool, bool, bool]:
    """Rank copies of a text: its own path comes first, then its id, then its file name."""
    source = text.document.source
    return (
        source != document.path,
        text.document.id != document.id,
        PurePosixPath(source).name != PurePosixPath(document.path).name,
    )


def _count_hashed(document: ReleasedDocument) -> int:
    return sum(unit.hash is not None for unit in document.units)


def _group(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
