"""Blocks -> Units, with exact offsets."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_tools.normalisation import normalise_text
from corpus_tools.records import Block, Document, Span, Unit
from corpus_tools.sentences.protocol import SentenceSplitter


def find_spans(text: str, block: Block, splitter: SentenceSplitter) -> list[Span]:
    """Return the sentences of a block, offsets in the document; a heading is one."""
    if block.kind in ("title", "heading"):
        return [Span(block.start, block.end)]
    return splitter.split(text[block.start : block.end], block.start)


def make_units(
    document: Document, blocks: list[Block], splitter: SentenceSplitter
) -> Iterator[Unit]:
    """Yield a document's units in order; titles and headings are one unit each."""
    index = 0
    for block in blocks:
        for span in find_spans(document.text, block, splitter):
            yield Unit(
                unit_id=f"{document.id}-{index:04d}",
                document_id=document.id,
                source=document.source,
                index=index,
                start=span.start,
                end=span.end,
                kind=block.kind,
                section=block.section,
                text=normalise_text(document.text[span.start : span.end]),
            )
            index += 1
