"""Verbs for one stair: files in, JSON lines out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from corpus_tools.annotations import read_gold
from corpus_tools.articles import segment_document
from corpus_tools.cli.display import Bars
from corpus_tools.cli.options import (
    STANDARD,
    ConfigOption,
    OutputOption,
    PathsArgument,
    find_config,
    read_paths,
    write_output,
)
from corpus_tools.eligibility import warn_of_bars
from corpus_tools.errors import InputError, LeakError, Location, Problem
from corpus_tools.languages import list_languages
from corpus_tools.leak_check import check_folder, read_settings
from corpus_tools.leaks import Leak
from corpus_tools.placing import (
    find_row_leaks,
    place_rows,
    read_ledger,
    split_row,
    write_ledger,
)
from corpus_tools.recipe import load_recipe, refuse_unvoted
from corpus_tools.records import EngineName
from corpus_tools.sentences import DEFAULT_ENGINE, make_splitter
from corpus_tools.settling import label_corpus
from corpus_tools.splits import LEDGER_NAME
from corpus_tools.wording import count_of

Result = TypeVar("Result")


def _step(advance: Callable[[], object], done: Result) -> Result:
    """Move the progress bar on, now that something is done."""
    advance()
    return done


def segment(
    paths: PathsArgument,
    engine: Annotated[
        EngineName,
        typer.Option(help="What finds the sentences; punkt needs the extra of that name."),
    ] = DEFAULT_ENGINE,
    language: Annotated[
        str,
        typer.Option(help=f"The articles' language: {', '.join(list_languages())}."),
    ] = "en",
    output: OutputOption = STANDARD,
) -> None:
    """Cut articles into titles, headings, sentences, list items and boilerplate."""
    try:
        make_splitter(engine, language)
    except ValueError as error:
        what, way_out = str(error).split("; ")
        raise InputError([Problem(Location("--language"), what, way_out)]) from error
    documents = read_paths(paths)
    with Bars().track("segmenting", len(documents)) as advance:
        units = (
            unit
            for each in documents
            for unit in _step(advance, segment_document(each, language, engine))
        )
        write_output(output, (unit.as_row() for unit in units))


def label(
    paths: PathsArgument, config: ConfigOption = None, output: OutputOption = STANDARD
) -> None:
    """Segment articles and label each sentence, with votes and the words behind them.

    Where the recipe's aggregation.method is not precedence, it learns from the articles given.
    """
    recipe = load_recipe(find_config(config))
    documents = read_paths(paths, recipe.config.documents.longest_line)
    # Where no method learns from gold, bad gold is no obstacle.
    files = recipe.gold_paths if recipe.config.aggregation.learned_on else []
    _, gold = read_gold(files, documents, recipe.config.labels)
    with Bars().track("labelling", len(documents)) as advance:
        labelled = label_corpus(recipe, documents, gold, advance)
    write_output(output, (unit.as_row() for units in labelled.values() for unit in units))


def split(
    paths: PathsArgument,
    ledger: Annotated[
        Path, typer.Option(help="The split ledger; it is made, or read and added to.")
    ] = Path(LEDGER_NAME),
    config: ConfigOption = None,
    output: OutputOption = STANDARD,
) -> None:
    """Label articles and give each unit its split and fold; articles in the ledger stay put.

    Where the recipe's gold has an article, its labels stand in place of the rules'.
    """
    if output != STANDARD and ledger.resolve() == output.resolve():
        problem = Problem(Location(str(ledger)), "is ledger and output", "name two files")
        raise InputError([problem])
    recipe = load_recipe(find_config(config))
    refuse_unvoted(recipe)
    documents = read_paths(paths, recipe.config.documents.longest_line)
    _, gold = read_gold(recipe.gold_paths, documents, recipe.config.labels)
    with Bars().track("labelling", len(documents)) as advance:
        labelled = label_corpus(recipe, documents, gold, advance)
    placing = place_rows(documents, labelled, gold, read_ledger(ledger), recipe.config)
    refuse_leaks(find_row_leaks(placing, recipe.config), output)
    write_output(output, map(split_row, placing.rows))
    typer.echo(placing.ledger, err=True)
    for note in warn_of_bars(
        recipe.config.splits, placing.bars, placing.current, has_gold=bool(gold)
    ):
        typer.echo(f"note: {note}", err=True)
    write_ledger(ledger, placing.placements)


def leaks(
    folder: Annotated[Path, typer.Argument(help="A built data set.")],
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Jaccard share from which articles are the same."),
    ] = None,
    shingle_words: Annotated[
        int | None, typer.Option(min=1, max=20, help="Words in an n-gram.")
    ] = None,
    sentence_words: Annotated[
        int | None, typer.Option(min=1, help="Shorter sentences may repeat.")
    ] = None,
) -> None:
    """Look in the written files for anything that stands in two splits; exit 1 if anything does.

    Without options, the settings are those that the data set was built with.
    """
    duplicates, plan = read_settings(folder)
    asked = {"threshold": threshold, "shingle_words": shingle_words}
    duplicates = duplicates.model_copy(update={k: v for k, v in asked.items() if v is not None})
    if sentence_words is not None:
        asked_of_sentences = {
            "repeated_sentence_words": sentence_words,
            "repeated_sentences": "drop",
        }
        plan = plan.model_copy(update=asked_of_sentences)
    found = check_folder(folder, duplicates, plan)
    refuse_leaks(found.leaks, folder)
    typer.echo(
        f"{folder}: {count_of(found.n_documents, 'article')}, {count_of(found.n_rows, 'unit')}, no leaks"
    )


def refuse_leaks(found: Sequence[Leak], place: Path) -> None:
    """End with a line a leak, if there is any."""
    if found:
        way_out = "build again, with --rebalance if it comes back"
        raise LeakError(Problem(Location(str(place)), str(leak), way_out) for leak in found)
