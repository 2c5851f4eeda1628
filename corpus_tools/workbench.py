"""What a person needs to write, test and prune rules: a recipe's articles, labelled, beside gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.aggregation import VoteTable
from corpus_tools.annotations import read_annotations, read_gold
from corpus_tools.annotators import read_annotators
from corpus_tools.articles import Labeller, segment_document
from corpus_tools.corpus import Corpus, Explanation, explain_unit
from corpus_tools.documents import read_documents
from corpus_tools.errors import InputError
from corpus_tools.inputs import read_articles
from corpus_tools.labels import ask_units
from corpus_tools.recipe import Recipe
from corpus_tools.records import Annotation, Document, LabelledUnit, Unit
from corpus_tools.rule_analysis import RuleAnalysis, analyse_rules
from corpus_tools.rule_notes import find_rule_notes
from corpus_tools.rules import Answer, answer_fully
from corpus_tools.settling import label_corpus, tabulate_corpus
from corpus_tools.silent_rules import name_silent_rules
from corpus_tools.suggestions import Suggestion, suggest_phrases

__all__ = [
    "Bench",
    "analyse_rules",
    "explain_fully",
    "explain_sentence",
    "find_rule_notes",
    "open_bench",
    "read_bench",
    "suggest_phrases",
]


@dataclass(frozen=True, slots=True)
class Bench:
    """A recipe's rules, articles labelled by them, and the gold of these articles.

    ``labelled`` holds all units of each document, ``gold`` the annotations, both
    by document id. ``absent`` names annotated articles that are not there.
    ``markers`` counts the units on which each rule without a label spoke.
    """

    recipe: Recipe
    documents: tuple[Document, ...]
    labelled: Mapping[str, Sequence[LabelledUnit]]
    gold: Mapping[str, Annotation]
    absent: tuple[str, ...]
    markers: Mapping[str, int]

    def analyse(self) -> RuleAnalysis:
        """Return a row a rule, and totals a label; see :func:`analyse_rules`.

        Gold that votes are weighed by is left out: it would find itself.
        """
        config = self.recipe.config
        return analyse_rules(
            self.recipe.rules,
            self.labelled,
            {name: each for name, each in self.gold.items() if name not in self.learned},
            default=config.aggregation.default,
            kinds=config.released_kinds,
            markers=self.markers,
        )

    @property
    def learned(self) -> frozenset[str]:
        """The articles whose gold weighs votes."""
        return frozenset(self.recipe.config.aggregation.learned_on)

    def tabulate(self) -> VoteTable:
        """Return the votes and gold of all units that may be released; see :func:`tabulate_corpus`."""
        return tabulate_corpus(self.labelled, self.recipe.config, self.recipe.rules, self.gold)

    def suggest(self, label: str | None = None, top: int = 10) -> list[Suggestion]:
        """Return phrases for new rules; see :func:`suggest_phrases` and :func:`name_silent_rules`.

        :param label: the label to suggest for; all but the default one if left out.
        """
        config = self.recipe.config
        others = [each for each in config.labels if each != config.aggregation.default]
        labels = [label] if label else others
        found = suggest_phrases(self.labelled, self.gold, labels, language=config.language, top=top)
        units = (each for units in self.labelled.values() for each in units)
        return name_silent_rules(found, self.recipe.rules, units)


def read_bench(recipe: Recipe, paths: Sequence[Path] = ()) -> tuple[Document, ...]:
    """Read the articles of a recipe, or others.

    :raises InputError: with every problem of every file at once.
    """
    return tuple(read_articles(recipe, paths)[0])


def check_gold(recipe: Recipe, documents: Sequence[Document] | None = None) -> None:
    """Read a recipe's gold and its annotators' files, and hold gold against the articles.

    :param documents: the recipe's articles; ``None`` where they are not at hand.
    :raises InputError: with what is wrong.
    """
    if documents is None:
        read_annotations(recipe.gold_paths)
    else:
        read_gold(recipe.gold_paths, documents, recipe.config.labels)
    read_annotators(recipe.annotator_paths)


def open_bench(
    recipe: Recipe,
    documents: Sequence[Document],
    gold: Sequence[Path] | None = None,
    advance: Callable[[], object] = lambda: None,
) -> Bench:
    """Label articles and lay their gold beside them.

    Gold is matched by the article's id, or else by the digest of its text.

    :param gold: stand-off files instead of the recipe's.
    :param advance: called after each article, for a progress bar.
    :raises InputError: when gold can't be read or was made for another text.
    """
    files = recipe.gold_paths if gold is None else list(gold)
    annotations, matched = read_gold(files, documents, recipe.config.labels)
    markers: Counter[str] = Counter()
    labelled = label_corpus(recipe, documents, matched, advance, markers)
    absent = tuple(each.id for each in annotations if each.id not in matched)
    return Bench(recipe, tuple(documents), labelled, matched, absent, markers)


def explain_sentence(recipe: Recipe, text: str) -> Explanation:
    """Return what the rules make of a sentence, those that stay silent too."""
    labeller = Labeller.from_config(recipe.config, recipe.rules)
    labelled = labeller.label_text(text)
    document = Document(id="text", source="text", text=text, sha256="")
    answer = _ask(labeller, document, [labelled.unit], labelled)
    return explain_unit(labelled, recipe.rules, answer)


def explain_fully(recipe: Recipe, corpus: Corpus, unit_id: str) -> Explanation:
    """Return why a built unit has its label, and which rules stayed silent, by the rules of now.

    The latter needs the article; where it is gone, or is cut otherwise now, it is left out.

    :raises InputError: when there is no such unit.
    """
    labelled = corpus.find(unit_id)
    answer = None
    try:
        found, _ = read_documents(
            [recipe.raw], longest_line=recipe.config.documents.longest_line, refused=[]
        )
        documents = {each.id: each for each in found}
    except InputError:
        documents = {}
    if (document := documents.get(labelled.unit.document_id)) is not None:
        labeller = Labeller.from_config(recipe.config, recipe.rules)
        units = segment_document(document, labeller.language, labeller.engine)
        answer = _ask(labeller, document, units, labelled)
    return explain_unit(
        labelled,
        recipe.rules,
        answer,
        gold=corpus.find_gold(unit_id),
        method=recipe.config.aggregation.method,
    )


def _ask(
    labeller: Labeller, document: Document, units: Sequence[Unit], labelled: LabelledUnit
) -> Answer | None:
    for asked in ask_units(document, units, labeller.rules, labeller.kinds):
        if asked.unit == labelled.unit:
            return answer_fully(labeller.rules, asked.seen.text, asked.context)
    return None
