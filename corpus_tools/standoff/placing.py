"""A released document and a text -> where each of its units stands there, offsets as written."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_tools.normalisation import normalise, normalise_text
from corpus_tools.records import Span
from corpus_tools.standoff.anchoring import Reason, anchor_units
from corpus_tools.standoff.finding import Finding, Status
from corpus_tools.standoff.format import ReleasedDocument, ReleasedUnit
from corpus_tools.standoff.hashes import hash_text
from corpus_tools.standoff.texts import Text


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document, what was found of it, and for each unit its span there or why it has none."""

    document: ReleasedDocument
    status: Status
    text: Text | None
    note: str
    places: tuple[Span | Reason | None, ...]

    @property
    def n_put_back(self) -> int:
        """How many units have their text again."""
        return sum(isinstance(each, Span) for each in self.places)


def place_document(document: ReleasedDocument, finding: Finding) -> PlacedDocument:
    """Return where a document's units stand in what was found of it.

    A text at the document's path in which no sentence of it stands is another's.

    :raises ValueError: when a text is the one released and a unit is not what it holds there.
    """
    text = finding.text
    if text is None:
        nothing = (None,) * len(document.units)
        return PlacedDocument(document, "missing", None, finding.note, nothing)
    if finding.status == "drifted":
        return _anchor(document, text, finding.note)
    if document.length != len(text.composed.text):
        raise ValueError(
            f"its text has {len(text.composed.text)} characters, not {document.length}"
        )
    places = tuple(_restore(unit, text, document.salt) for unit in document.units)
    return PlacedDocument(document, finding.status, text, finding.note, places)


def _restore(unit: ReleasedUnit, text: Text, salt: str) -> Span:
    span = Span(*text.composed.original_span(unit.start, unit.end))
    seen = normalise_text(text.document.text[slice(*span)])
    if len(seen) != unit.length or hash_text(seen, salt) != unit.hash:
        raise ValueError(f"the unit at {unit.start}:{unit.end} has the hash of another text")
    return span


def _anchor(document: ReleasedDocument, text: Text, note: str) -> PlacedDocument:
    folded = normalise(text.document.text)
    anchored = anchor_units(document.units, folded.text, document.salt)
    places = tuple(
        Span(*folded.original_span(*each)) if isinstance(each, Span) else each for each in anchored
    )
    if not any(isinstance(each, Span) for each in places):
        note = f"{text.document.source} holds another text: no sentence of this one stands there"
        return PlacedDocument(document, "missing", None, note, (None,) * len(document.units))
    return PlacedDocument(document, "drifted", text, note, places)
