"""Verbs of the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.baseline import MODEL_NAME, Baseline, NothingToLearnError, fit_baseline
from corpus_tools.cli.options import STANDARD, OutputOption, read_lines, write_output
from corpus_tools.dataset import load_rows
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.scoring import evaluate as evaluate_baseline

FolderArgument = Annotated[Path, typer.Argument(help="A built data set.")]
ModelArgument = Annotated[Path, typer.Argument(help="A model that 'train' or 'build' wrote.")]
SplitOption = Annotated[str, typer.Option(help="The split to take.")]


def train(
    folder: FolderArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The model's file.")] = Path(
        MODEL_NAME
    ),
    split: SplitOption = "train",
) -> None:
    """Fit the baseline (TF-IDF of words and characters, logistic regression) on a split."""
    rows = _split_of(folder, split)
    try:
        model = fit_baseline(rows)
    except NothingToLearnError as error:
        what, way_out = str(error).split("; ")
        raise InputError([Problem(Location(str(folder)), what, way_out)]) from error
    model.save(output)
    typer.echo(f"{output}: fitted on {rows.num_rows} units of {folder}, split {split}")


def evaluate(model: ModelArgument, folder: FolderArgument, split: SplitOption = "test") -> None:
    """Score a model on a split; the labels there are the data set's, see 'label_source'."""
    from corpus_tools.cli.display import show_scores

    baseline = Baseline.load(model)
    show_scores(evaluate_baseline(baseline, _split_of(folder, split)))


def predict(
    model: ModelArgument,
    texts: Annotated[
        Path, typer.Argument(help="A file with a sentence a line; - for standard input.")
    ] = STANDARD,
    output: OutputOption = STANDARD,
) -> None:
    """Label sentences with a model: a JSON line with text and label for each line."""
    baseline = Baseline.load(model)
    lines = read_lines(texts)
    labels = baseline.predict(lines)
    rows = ({"text": text, "label": each} for text, each in zip(lines, labels, strict=True))
    write_output(output, rows)


def _split_of(folder: Path, split: str) -> Any:
    if not (folder / "README.md").exists():
        what, way_out = "is no built data set", "run 'corpus-tools build' first"
        raise InputError([Problem(Location(str(folder)), what, way_out)])
    loaded = load_rows(folder)
    if split not in loaded:
        what = f"has no split {split!r}"
        raise InputError([Problem(Location(str(folder)), what, f"take one of {', '.join(loaded)}")])
    return loaded[split]
