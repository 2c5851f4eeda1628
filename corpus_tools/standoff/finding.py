"""Which of the texts at hand is a released document: by digest first, then by path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from corpus_tools.standoff.format import ReleasedDocument
from corpus_tools.standoff.texts import Text

Status = Literal["exact", "same-after-normalising", "drifted", "missing"]
STATUSES: tuple[Status, ...] = ("exact", "same-after-normalising", "drifted", "missing")


@dataclass(frozen=True, slots=True)
class Finding:
    """The text that was found for a document, and how far it is the one released.

    ``drifted`` is as yet a guess: the text lies where the document should, and
    may still be another's.
    """

    status: Status
    text: Text | None = None
    note: str = ""


class TextIndex:
    """Texts by each of their digests and by path.

    :param documents: all documents of the release, so that none is taken for another.
    """

    def __init__(self, texts: Iterable[Text], documents: Iterable[ReleasedDocument]) -> None:
        """Sort the texts."""
        self._by_text: dict[str, list[Text]] = {}
        self._by_normalised: dict[str, list[Text]] = {}
        self._by_bytes: dict[str, list[Text]] = {}
        self._by_source: dict[str, list[Text]] = {}
        for text in texts:
            self._by_text.setdefault(text.document.sha256, []).append(text)
            self._by_normalised.setdefault(text.sha256_normalised, []).append(text)
            self._by_source.setdefault(text.document.source, []).append(text)
            if text.sha256_bytes is not None:
                self._by_bytes.setdefault(text.sha256_bytes, []).append(text)
        self._released: dict[str, str] = {}
        for each in documents:
            self._released.setdefault(each.sha256_normalised, each.id)

    def find(self, document: ReleasedDocument) -> Finding:
        """Return the text that a document has here."""
        tables: tuple[tuple[Status, Sequence[Text]], ...] = (
            ("exact", self._by_text.get(document.sha256, ())),
            ("same-after-normalising", self._by_normalised.get(document.sha256_normalised, ())),
        )
        for status, texts in tables:
            if texts:
                text = min(texts, key=lambda each: _strangeness(each, document))
                return Finding(status, text, _name_file(text, document))
        return self._find_drifted(document)

    def _find_drifted(self, document: ReleasedDocument) -> Finding:
        """Return a text whose file is the same but not what was read from it, or one at the path."""
        for text in self._by_bytes.get(document.sha256_bytes or "", ()):
            note = "the same file, from which another text is read here"
            return Finding("drifted", text, note)
        texts = self._by_source.get(document.path, [])
        if len(texts) > 1:
            texts = [each for each in texts if each.document.id == document.id]
        if not texts:
            return Finding("missing", note="no file with this text, and none at its path")
        other = self._released.get(texts[0].sha256_normalised)
        if other is not None:
            return Finding("missing", note=f"{document.path} holds the text of {other!r}")
        return Finding("drifted", texts[0])


def _strangeness(text: Text, document: ReleasedDocument) -> tuple[bool, bool, bool]:
    """Rank copies of a text: its own id and path come first, then its path, then its file name."""
    source = text.document.source
    return (
        source != document.path,
        text.document.id != document.id,
        PurePosixPath(source).name != PurePosixPath(document.path).name,
    )


def _name_file(text: Text, document: ReleasedDocument) -> str:
    source = text.document.source
    return "" if source == document.path else f"found in {source}"
