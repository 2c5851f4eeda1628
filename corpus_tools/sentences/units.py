"""Blocks -> Units, with exact offsets."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_tools.normalisation import normalise_text
from corpus_tools.records import Block, Document, Span, Unit
from corpus_tools.sentences.protocol import SentenceSplitter


def make_units(
    document: Document, blocks: list[Block], splitter: SentenceSplitter
) -> Iterator[Unit]:
    """Yield a document's units in order; a whole block is one."""
    index = 0
    for block in blocks:
        text = document.text[block.start : block.end]
        whole = [Span(block.start, block.end)]
        for span in whole if block.whole else splitter.split(text, block.start):
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
