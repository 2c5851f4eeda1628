"""Verbs on the annotations of several people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools import adjudication
from corpus_tools.agreement import measure_agreement
from corpus_tools.annotations import annotation_row, parse_annotation
from corpus_tools.annotators import Annotator, list_left_out, read_annotators
from corpus_tools.cli.options import STANDARD, write_output
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import refuse_other_lines
from corpus_tools.recipe import load_recipe

FileArgument = Annotated[Path, typer.Argument(help="An annotator's file, JSON lines.")]


def agreement(
    files: Annotated[
        list[Path], typer.Argument(help="Annotations of the same articles, a file an annotator.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of tables.")
    ] = False,
) -> None:
    """Measure how far annotators agree: share, kappa and alpha with intervals over articles."""
    from corpus_tools.cli.display import show_agreement

    if len(files) == 1:
        raise typer.BadParameter("name the files of two annotators or more")
    annotators = read_annotators(files)
    found = measure_agreement(annotators)
    if as_json:
        typer.echo(json.dumps(found.as_row(), ensure_ascii=False, indent=2))
        return
    show_agreement(found)
    _name_left_out(annotators)


def adjudicate(
    one: FileArgument,
    other: FileArgument,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The sheet, or with --decisions the gold.")
    ],
    texts: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of the articles, to write a sheet; may be repeated."),
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="The filled sheet, to write the gold.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            "-c",
            help="A recipe whose labels decisions may use; those of both files if left out.",
        ),
    ] = None,
) -> None:
    """Write a sheet of the units where two annotators differ, or read it back and write the gold.

    With --texts, a CSV with a row a unit and empty columns for the decisions.
    With --decisions, what both agree on and what was decided.
    """
    if bool(texts) == (decisions is not None):
        raise typer.BadParameter("give either --texts to write a sheet, or --decisions to read it")
    if texts and output == STANDARD:
        raise typer.BadParameter("a sheet goes to a file, name it with -o")
    _keep_inputs(output, [one, other, *([decisions] if decisions else [])])
    first, second = annotators = read_annotators([one, other])
    _name_left_out(annotators)
    if texts:
        count = adjudication.write_differences(first, second, texts, output)
        typer.echo(f"{output}: {count} units to decide", err=True)
        return
    labels = None if config is None else load_recipe(config).config.labels
    found = adjudication.adjudicate(first, second, decisions or Path(), labels)
    if output != STANDARD:
        refuse_other_lines(output, parse_annotation, "gold")
    write_output(output, map(annotation_row, found.annotations))
    typer.echo(
        f"{found.n_agreed} units agreed, {found.n_decided} decided, {found.n_dropped} dropped",
        err=True,
    )


def _keep_inputs(output: Path, inputs: Sequence[Path]) -> None:
    if output.resolve() in {path.resolve() for path in inputs}:
        problem = Problem(Location(str(output)), "is input and output", "name another with -o")
        raise InputError([problem])


def _name_left_out(annotators: Sequence[Annotator]) -> None:
    for each in list_left_out(annotators):
        typer.echo(f"left out: article {each.document_id!r}, {each.annotator} only", err=True)
