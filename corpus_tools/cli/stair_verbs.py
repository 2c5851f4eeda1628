"""Verbs for one stair: files in, JSON lines out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.articles import Labeller, segment_document
from corpus_tools.cli.options import (
    STANDARD,
    ConfigOption,
    OutputOption,
    PathsArgument,
    find_config,
    read_paths,
    write_output,
)
from corpus_tools.config import DuplicateSettings, SplitSettings
from corpus_tools.errors import LeakError, Location, Problem
from corpus_tools.placing import split_units
from corpus_tools.recipe import load_recipe


def segment(paths: PathsArgument, output: OutputOption = STANDARD) -> None:
    """Cut articles into titles, headings, sentences, list items and boilerplate."""
    documents = read_paths(paths)
    units = (unit for document in documents for unit in segment_document(document))
    write_output(output, (unit.as_row() for unit in units))


def label(
    paths: PathsArgument, config: ConfigOption = None, output: OutputOption = STANDARD
) -> None:
    """Segment articles and label each sentence, with votes and the words behind them."""
    recipe = load_recipe(find_config(config))
    labeller = Labeller.from_config(recipe.config, recipe.rules)
    documents = read_paths(paths)
    units = (unit for document in documents for unit in labeller.label_document(document))
    write_output(output, (unit.as_row() for unit in units))


def split(
    units: Annotated[Path, typer.Argument(help="Labelled units, as 'label' writes them.")],
    ledger: Annotated[
        Path, typer.Option(help="The split ledger; it is made, or read and added to.")
    ] = Path("splits.lock.jsonl"),
    config: ConfigOption = None,
    output: OutputOption = STANDARD,
) -> None:
    """Give each labelled unit its split and fold; articles in the ledger stay where they are."""
    recipe = load_recipe(find_config(config))
    rows = split_units(units, ledger, recipe.config)
    write_output(
        output,
        (
            row.labelled.as_row() | {"split": row.split, "fold": row.fold, "cluster": row.cluster}
            for row in rows
        ),
    )


def leaks(
    folder: Annotated[Path, typer.Argument(help="A built data set.")],
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="Jaccard share from which articles are the same.")
    ] = DuplicateSettings().threshold,
    shingle_words: Annotated[
        int, typer.Option(min=1, max=20, help="Words in an n-gram.")
    ] = DuplicateSettings().shingle_words,
    sentence_words: Annotated[
        int, typer.Option(min=1, help="Shorter sentences may repeat.")
    ] = SplitSettings().repeated_sentence_words,
) -> None:
    """Look in the written files for anything that stands in two splits; exit 1 if anything does."""
    from corpus_tools.leak_check import check_folder

    duplicates = DuplicateSettings(threshold=threshold, shingle_words=shingle_words)
    found = check_folder(folder, duplicates, SplitSettings(repeated_sentence_words=sentence_words))
    if found.leaks:
        place, way_out = Location(str(folder)), "rebuild, with --rebalance if it comes back"
        raise LeakError(Problem(place, str(leak), way_out) for leak in found.leaks)
    typer.echo(f"{folder}: {found.n_documents} articles, {found.n_rows} units, no leaks")
