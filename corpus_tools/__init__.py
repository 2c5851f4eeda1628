"""Labelled-corpus preparation for text classification: articles and a recipe in, a data set out."""

from corpus_tools.baseline import Baseline, fit_baseline
from corpus_tools.build import build_corpus
from corpus_tools.comparison import compare_corpora
from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusError
from corpus_tools.records import Document, LabelledUnit, Unit
from corpus_tools.rules import RuleSet, load_rules
from corpus_tools.scoring import evaluate, evaluate_rules

__version__ = "0.1.0"
__all__ = [
    "Baseline",
    "Corpus",
    "CorpusError",
    "Document",
    "LabelledUnit",
    "RuleSet",
    "Unit",
    "build_corpus",
    "compare_corpora",
    "evaluate",
    "evaluate_rules",
    "fit_baseline",
    "load_rules",
]
