"""The staircase, written out once: articles and a recipe in, a data set folder out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus_tools import manifest
from corpus_tools.annotations import read_gold
from corpus_tools.baseline import MODEL_NAME, NothingToLearnError, fit_baseline
from corpus_tools.build_report import Work, describe_build
from corpus_tools.card import CardFacts, write_card
from corpus_tools.corpus import Corpus, open_corpus
from corpus_tools.dataset import (
    check_loads,
    content_digest,
    flatten,
    read_splits,
    write_splits,
)
from corpus_tools.documents import find_sources
from corpus_tools.errors import LeakError, Location, Problem
from corpus_tools.inputs import (
    describe_inputs,
    name_below,
    read_articles,
    refuse_nesting,
    refuse_other_corpus,
)
from corpus_tools.jsonl import replacing, write_rows
from corpus_tools.leaks import find_leaks
from corpus_tools.ledger import Ledger
from corpus_tools.output_folder import replacing_folder
from corpus_tools.placing import (
    Placing,
    place_rows,
    read_ledger,
    write_ledger,
)
from corpus_tools.recipe import Recipe, load_recipe, refuse_unvoted
from corpus_tools.records import SPLITS, Annotation, Document, SplitName, SplitRow
from corpus_tools.scoring import score_methods
from corpus_tools.settling import Labelled, label_corpus
from corpus_tools.splits import LEDGER_NAME

MODEL = f"{manifest.MODEL_FOLDER}/{MODEL_NAME}"
NO_MODEL = f"{manifest.MODEL_FOLDER}/README.md"


class Progress(Protocol):
    """Shows how far long work has come."""

    def track(self, what: str, total: int) -> AbstractContextManager[Callable[[], object]]:
        """Show a bar; what it yields is called once a step."""


class NoProgress:
    """Shows nothing."""

    def track(self, what: str, total: int) -> AbstractContextManager[Callable[[], object]]:  # noqa: ARG002 - the protocol's signature
        """Count for nobody."""
        return nullcontext(lambda: None)


def build_corpus(
    config: str | Path,
    *,
    raw: str | Path | None = None,
    out: str | Path | None = None,
    rebuild: bool = False,
    rebalance: bool = False,
    progress: Progress | None = None,
) -> Corpus:
    """Build the data set that a recipe describes, or leave it where nothing has changed.

    :param raw: a folder of articles instead of the recipe's.
    :param out: a folder to build instead of the recipe's.
    :param rebuild: build even where nothing has changed.
    :param rebalance: place all articles anew, as the next version of the split ledger.
    :raises CorpusError: with every problem at once; the earlier output stays as it was.
    """
    recipe = load_recipe(Path(config), _as_path(raw), _as_path(out))
    refuse_unvoted(recipe)
    refuse_nesting(recipe.raw, recipe.output)
    refuse_other_corpus(recipe.output, recipe.config.name)
    inputs = describe_inputs(recipe)
    has_model = (recipe.output / manifest.MODEL_FOLDER).exists()
    complete = has_model or not recipe.config.baseline.enabled
    anew = rebuild or rebalance
    if complete and not anew and manifest.is_current(recipe.output, inputs):
        return open_corpus(recipe.output, recipe.rules)
    ours = {manifest.NAME, manifest.STATE, MODEL, NO_MODEL, *manifest.list_outputs(recipe.output)}
    with replacing_folder(recipe.output, manifest.NAME, ours) as folder:
        _Staircase(recipe, folder, progress or NoProgress()).climb(inputs, rebalance=rebalance)
    return open_corpus(recipe.output, recipe.rules, built=True)


def _as_path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)


@dataclass(slots=True)
class _Staircase:
    """One build: the recipe, the folder that it fills, and who watches."""

    recipe: Recipe
    folder: Path
    progress: Progress

    def climb(self, inputs: Mapping[str, Any], *, rebalance: bool) -> None:
        work = self._work(rebalance=rebalance)
        numbers = describe_build(self.recipe, work)
        self._write(work, numbers)
        outputs = manifest.describe_outputs(self.folder)
        content = {
            "name": self.recipe.config.name,
            "signature": numbers["signature"],
            "ledger_rows": len(work.placing.placements),
            "inputs": inputs,
            "outputs": outputs,
        }
        manifest.write_manifest(self.folder, content)
        manifest.write_state(self.folder, inputs)

    def _work(self, *, rebalance: bool) -> Work:
        documents, reading, refused = self._read()
        annotations, gold = read_gold(self.recipe.gold_paths, documents, self.recipe.config.labels)
        labelled, labelling = self._label(documents, gold)
        earlier = read_ledger(self.recipe.output / LEDGER_NAME, rebalance=rebalance)
        placing = place_rows(
            documents, labelled, gold, earlier, self.recipe.config, rebalance=rebalance
        )
        return Work(
            documents=documents,
            labelled=labelled,
            annotations=annotations,
            gold=gold,
            placing=placing,
            scores=self._score(placing, labelled, gold),
            ledgers=[reading, labelling, placing.ledger],
            refused=refused,
        )

    def _read(self) -> tuple[list[Document], Ledger, list[Problem]]:
        total = len(find_sources([self.recipe.raw])[0])
        with self.progress.track("reading articles", total) as advance:
            documents, ledger, refused = read_articles(self.recipe, advance=advance)
        return documents, ledger, [name_below(problem, self.recipe.raw) for problem in refused]

    def _label(
        self, documents: Sequence[Document], gold: Mapping[str, Annotation]
    ) -> tuple[Labelled, Ledger]:
        ledger = Ledger("units")
        with self.progress.track("labelling sentences", len(documents)) as advance:
            labelled = label_corpus(self.recipe, documents, gold, advance)
        for each in (each for units in labelled.values() for each in units):
            if each.label is not None:
                ledger.keep()
            else:
                released = each.unit.kind in self.recipe.config.released_kinds
                ledger.refuse("no label" if released else each.unit.kind)
        return labelled, ledger

    def _score(self, placing: Placing, labelled: Labelled, gold: Mapping[str, Annotation]) -> Any:
        settings, seen = self.recipe.config.baseline, placing.bars.seen
        with self.progress.track("scoring", 1) as advance:
            scores = score_methods(labelled, placing.current, gold, settings, seen)
            advance()
        return scores

    def _write(self, work: Work, numbers: dict[str, Any]) -> None:
        config, placing = self.recipe.config, work.placing
        labels = list(config.labels)
        write_rows(
            self.folder / "units.jsonl",
            (each.as_row() for found in work.labelled.values() for each in found),
        )
        write_ledger(self.folder / LEDGER_NAME, placing.placements)
        rows = _flatten_by_split(placing.rows, labels)
        files = write_splits(self.folder, rows, labels)
        facts = CardFacts(
            labels=labels,
            files=[asdict(each) for each in files],
            left_out=[name for name in config.splits.shares if not rows[name]],
            digest=content_digest(rows, labels),
            licences=sorted({each.licence or "unknown" for each in work.documents}),
            signature=numbers["signature"],
            report=numbers,
        )
        with replacing(self.folder / "README.md") as file:
            file.write(write_card(config, facts))
        with replacing(self.folder / "report.json") as file:
            file.write(json.dumps(numbers, ensure_ascii=False, indent=1) + "\n")
        self._check(placing, files)
        self._fit(placing.rows)

    def _check(self, placing: Placing, files: Any) -> None:
        """Read back what was written: no leak, and every row loads."""
        config, written = self.recipe.config, read_splits(self.folder)
        leaks = find_leaks(written, placing.texts, config.duplicates, config.splits)
        if leaks:
            place = Location(str(self.recipe.output))
            way_out = "build with --rebalance, or report this as a bug"
            raise LeakError(Problem(place, str(leak), way_out) for leak in leaks)
        with self.progress.track("loading it back", 1) as advance:
            check_loads(self.folder, files)
            advance()

    def _fit(self, rows: Sequence[SplitRow]) -> None:
        if not self.recipe.config.baseline.enabled:
            return
        learned = [row for row in rows if row.split == "train"]
        try:
            model = fit_baseline(
                [row.labelled.unit.text for row in learned],
                [row.label for row in learned],
                inverse_regularisation=self.recipe.config.baseline.inverse_regularisation,
            )
            model.save(self.folder / MODEL)
        except NothingToLearnError as error:
            with replacing(self.folder / NO_MODEL) as file:
                file.write(f"No model: {error}.\n")


def _flatten_by_split(
    rows: Sequence[SplitRow], labels: Sequence[str]
) -> dict[SplitName, list[dict[str, Any]]]:
    flat: dict[SplitName, list[dict[str, Any]]] = {split: [] for split in SPLITS}
    for row in rows:
        flat[row.split].append(flatten(row, labels))
    return flat
