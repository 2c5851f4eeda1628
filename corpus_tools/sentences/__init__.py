"""Blocks -> Units: two engines behind one protocol."""

from __future__ import annotations

from functools import cache

from corpus_tools.records import EngineName
from corpus_tools.sentences.protocol import SentenceSplitter
from corpus_tools.sentences.punkt import PunktSplitter
from corpus_tools.sentences.rules import RulesSplitter
from corpus_tools.sentences.units import make_units

DEFAULT_ENGINE: EngineName = "rules"


@cache
def make_splitter(engine: EngineName = DEFAULT_ENGINE, language: str = "en") -> SentenceSplitter:
    """Return an engine for a language, made once a process.

    :raises ValueError: for a language without data.
    :raises ConfigError: for the engine ``punkt`` where its extra is not installed.
    """
    return PunktSplitter(language) if engine == "punkt" else RulesSplitter(language)


__all__ = [
    "DEFAULT_ENGINE",
    "PunktSplitter",
    "RulesSplitter",
    "SentenceSplitter",
    "make_splitter",
    "make_units",
]
