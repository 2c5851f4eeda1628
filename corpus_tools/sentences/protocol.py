"""What an engine is."""

from __future__ import annotations

from typing import Protocol

from corpus_tools.records import Span


class SentenceSplitter(Protocol):
    """Anything that cuts a block's text into sentences."""

    def split(self, text: str, offset: int = 0) -> list[Span]:
        """Return tight spans, in order, that cover all but white space.

        :param offset: where the text stands in its document; added to each span.
        """
