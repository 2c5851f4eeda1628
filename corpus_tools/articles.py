"""One article down the first stairs: text -> blocks -> units -> labelled units.

This is what a worker does with a document, wherever the worker runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from corpus_tools.aggregation import Precedence
from corpus_tools.config import CorpusConfig
from corpus_tools.labels import Aggregator, label_units
from corpus_tools.normalisation import normalise_text
from corpus_tools.records import Document, EngineName, Kind, LabelledUnit, Span, Unit
from corpus_tools.rules import RuleSet
from corpus_tools.sentences import DEFAULT_ENGINE, make_splitter, make_units
from corpus_tools.structure import find_blocks, find_stretches


def segment_document(
    document: Document, language: str = "en", engine: EngineName = DEFAULT_ENGINE
) -> list[Unit]:
    """Return all units of a document, in order.

    :raises ValueError: for a language without data.
    """
    splitter = make_splitter(engine, language)
    return list(make_units(document, find_blocks(document.text, language), splitter))


def find_sentences(
    text: str,
    *,
    language: str = "en",
    engine: EngineName = DEFAULT_ENGINE,
    list_marks: bool = False,
) -> list[Span]:
    r"""Return where a text's units stand, without making records of them.

    :param list_marks: let an item start at its mark, as in most gold data;
        units start behind it.

    >>> find_sentences("Raid in port\n\nPolice came. Mr. Roe left.")
    [Span(start=0, end=12), Span(start=14, end=26), Span(start=27, end=40)]

    :raises ValueError: for a language without data.
    """
    splitter = make_splitter(engine, language)
    spans: list[Span] = []
    for marked, start, end, whole in find_stretches(text, language):
        found = [Span(start, end)] if whole else splitter.split(text[start:end], start)
        if list_marks and marked < start:
            found[0] = Span(marked, found[0].end)
        spans += found
    return spans


@dataclass(frozen=True, slots=True)
class Labeller:
    """A recipe's rules and aggregation, ready to label documents."""

    rules: RuleSet
    aggregator: Aggregator
    kinds: Collection[Kind]
    language: str = "en"
    engine: EngineName = DEFAULT_ENGINE

    @classmethod
    def from_config(cls, config: CorpusConfig, rules: RuleSet) -> Labeller:
        """Make the labeller that a recipe describes.

        It looks at one unit at a time, so it settles votes by precedence. What the recipe's
        method learns from a corpus comes after: :func:`corpus_tools.settling.label_corpus`.
        """
        priorities = {rule.spec.id: rule.spec.priority for rule in rules.rules}
        settings = config.aggregation
        aggregator = Precedence(tuple(settings.precedence), settings.default, priorities)
        return cls(
            rules,
            aggregator,
            frozenset(config.released_kinds),
            config.language,
            config.segmentation.engine,
        )

    def label_document(
        self, document: Document, markers: Counter[str] | None = None
    ) -> list[LabelledUnit]:
        """Segment and label one document; see :func:`corpus_tools.labels.label_units`."""
        units = segment_document(document, self.language, self.engine)
        return list(label_units(document, units, self.rules, self.aggregator, self.kinds, markers))

    def label_text(self, text: str) -> LabelledUnit:
        """Label one sentence on its own, as ``corpus-tools try`` does."""
        unit = Unit(
            unit_id="text-0000",
            document_id="text",
            source="text",
            index=0,
            start=0,
            end=len(text),
            kind="prose" if "prose" in self.kinds else min(self.kinds),
            section=(),
            text=normalise_text(text),
        )
        document = Document(id="text", source="text", text=text, sha256="")
        return next(label_units(document, [unit], self.rules, self.aggregator, self.kinds))
