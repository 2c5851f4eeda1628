"""Blocks -> Units, with exact offsets. The only door to nltk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from corpus_tools.normalisation import normalise
from corpus_tools.records import Block, Document, Span, Unit
from corpus_tools.yamlio import StrictModel, read_yaml

# NLTK runs each expression under a five-second clock, so it gets pieces.
LONGEST_PIECE = 50_000
_SAFE_CUT = re.compile(r"[a-z]{4,}[.!?][\"'\u201d\u2019)]?\s+(?=[A-Z])")
_CLOSED_QUOTE = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]+$")


class Abbreviations(StrictModel):
    """Abbreviations by class, small letters, without their last stop."""

    titles: list[str]
    organisations: list[str]
    months: list[str]
    days: list[str]
    places: list[str]
    latin: list[str]
    numbers: list[str]
    times: list[str]
    degrees: list[str]

    def all(self) -> set[str]:
        """Return the abbreviations of all classes."""
        return {word for name in type(self).model_fields for word in getattr(self, name)}


class SentenceSplitter(Protocol):
    """Anything that cuts a block's text into sentences."""

    def split(self, text: str) -> Iterator[Span]:
        """Yield tight spans, in order, that cover all but white space."""


class PunktSplitter:
    """NLTK's Punkt with the abbreviations that this package ships.

    The algorithm is that of Kiss and Strunk, "Unsupervised Multilingual
    Sentence Boundary Detection" (Computational Linguistics 32:4, 2006), with
    a hand-made abbreviation list in the place of learned parameters.

    >>> list(PunktSplitter().split("Mr. Roe was fined. He paid."))
    [Span(start=0, end=18), Span(start=19, end=27)]
    """

    def __init__(self, language: str = "en") -> None:
        """Make a splitter; nothing is downloaded."""
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

        parameters = PunktParameters()
        parameters.abbrev_types = load_abbreviations(language).all()
        self._punkt: Any = PunktSentenceTokenizer(parameters)

    def split(self, text: str) -> Iterator[Span]:
        """Yield the sentences of one block."""
        held: Span | None = None
        for span in self._split_pieces(text):
            if held is not None and not _ends(
                text[max(held.start, held.end - 200) : held.end], text[span.start]
            ):
                held = Span(held.start, span.end)
                continue
            if held is not None:
                yield held
            held = span
        if held is not None:
            yield held

    def _split_pieces(self, text: str) -> Iterator[Span]:
        start = 0
        while start < len(text):
            end = _piece_end(text, start)
            for first, last in self._punkt.span_tokenize(text[start:end]):
                span = _tighten(text, start + first, start + last)
                if span.start < span.end:
                    yield span
            start = end


def _piece_end(text: str, start: int) -> int:
    """Return where a piece may end without cutting what only its context can decide."""
    limit = start + LONGEST_PIECE
    if limit >= len(text):
        return len(text)
    cuts = [match.end() for match in _SAFE_CUT.finditer(text, limit - 5_000, limit)]
    if cuts:
        return cuts[-1]
    space = max(text.rfind(mark, start, limit) for mark in " \t\n\u3000")
    return space + 1 if space > start else limit


def _tighten(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends(sentence: str, following: str) -> bool:
    """Whether a boundary that Punkt found holds: '?" he asked' goes on."""
    if following.islower():
        return _CLOSED_QUOTE.search(sentence) is None
    return any(character.isalnum() for character in sentence)


@cache
def load_abbreviations(language: str = "en") -> Abbreviations:
    """Read the abbreviations that are shipped for a language, once a process."""
    path = Path(__file__).parent / "languages" / language / "abbreviations.yaml"
    return read_yaml(path, Abbreviations).content


@cache
def default_splitter(language: str = "en") -> SentenceSplitter:
    """Return the splitter for a language, made once a process."""
    return PunktSplitter(language)


def make_units(
    document: Document, blocks: list[Block], splitter: SentenceSplitter
) -> Iterator[Unit]:
    """Yield a document's units in order; titles and headings are one unit each."""
    index = 0
    for block in blocks:
        text = document.text[block.start : block.end]
        whole = block.kind in ("title", "heading")
        spans = iter([Span(0, len(text))]) if whole else splitter.split(text)
        for span in spans:
            start, end = block.start + span.start, block.start + span.end
            yield Unit(
                unit_id=f"{document.id}-{index:04d}",
                document_id=document.id,
                source=document.source,
                index=index,
                start=start,
                end=end,
                kind=block.kind,
                section=block.section,
                text=normalise(document.text[start:end]).text,
            )
            index += 1
