"""Verbs on what people annotate: a sheet to fill, agreement, adjudication."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools import adjudication, annotation_sheet
from corpus_tools.agreement import measure_agreement
from corpus_tools.annotation_lines import annotation_row, parse_annotation
from corpus_tools.annotators import Annotator, list_left_out, read_annotators
from corpus_tools.articles import segment_document
from corpus_tools.cli.options import STANDARD, keep_inputs, read_paths, write_output
from corpus_tools.config import CorpusConfig, load_config
from corpus_tools.documents import read_documents
from corpus_tools.jsonl import refuse_other_lines
from corpus_tools.records import Annotation, Document, Unit
from corpus_tools.wording import count_of, list_some

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
    keep_inputs(output, [one, other, *([decisions] if decisions else [])])
    first, second = annotators = read_annotators([one, other])
    _name_left_out(annotators)
    if texts:
        count = adjudication.write_differences(first, second, texts, output)
        typer.echo(f"{output}: {count_of(count, 'unit')} to decide", err=True)
        return
    labels = None if config is None else load_config(config).content.labels
    found = adjudication.adjudicate(first, second, decisions or Path(), labels)
    _write_annotations(output, found.annotations)
    typer.echo(
        f"{count_of(found.n_agreed, 'unit')} agreed, {found.n_decided} decided, {found.n_dropped} dropped",
        err=True,
    )


def annotate(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Articles and folders of articles; with --texts, the filled sheet."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The sheet, or with --texts the gold.")
    ],
    texts: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of the articles, to read a filled sheet; may be repeated."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            "-c",
            help="A recipe, whose language and labels count; English and any label if left out. "
            "Its rules need not exist yet.",
        ),
    ] = None,
) -> None:
    """Write a sheet of all units for people to label, or read it back and write the gold.

    A CSV with a row a unit, its text, and empty columns for labels:
    corpus-tools annotate articles/ -o sheet.csv

    The gold of a filled sheet:
    corpus-tools annotate sheet.csv --texts articles/ -o gold.jsonl
    """
    settings = None if config is None else load_config(config).content
    if texts:
        _write_gold(paths, texts, output, settings)
        return
    if output == STANDARD:
        raise typer.BadParameter("a sheet goes to a file, name it with -o")
    if any(path.suffix == ".csv" for path in paths):
        raise typer.BadParameter("to read a filled sheet, name its articles with --texts")
    documents = read_paths(paths)
    units = (unit for each in documents for unit in _segment(each, settings))
    count = annotation_sheet.write_units(documents, units, output)
    of = count_of(len(documents), "article")
    typer.echo(f"{output}: {count_of(count, 'unit')} of {of} to annotate", err=True)


def _segment(document: Document, settings: CorpusConfig | None) -> list[Unit]:
    chosen = (settings.language, settings.segmentation.engine) if settings else ()
    return segment_document(document, *chosen)


def _write_gold(
    paths: Sequence[Path], texts: Sequence[Path], output: Path, settings: CorpusConfig | None
) -> None:
    if len(paths) != 1:
        raise typer.BadParameter("with --texts, name one sheet")
    keep_inputs(output, paths)
    documents, _ = read_documents(texts, refused=[])
    labels = None if settings is None else settings.labels
    cut = partial(_segment, settings=settings)
    found = annotation_sheet.read_units(paths[0], documents, labels, cut)
    _write_annotations(output, found.annotations)
    _show_filled(found)


def _write_annotations(output: Path, annotations: Sequence[Annotation]) -> None:
    if output != STANDARD:
        refuse_other_lines(output, parse_annotation, "gold")
    write_output(output, map(annotation_row, annotations))


def _show_filled(found: annotation_sheet.FilledSheet) -> None:
    units = [unit for each in found.annotations for unit in each.units]
    primary = Counter(unit.primary for unit in units if unit.primary)
    counts = ", ".join(f"{name} {count}" for name, count in primary.most_common()) or "none"
    articles = count_of(len(found.annotations), "article")
    typer.echo(f"{articles}, {count_of(len(units), 'unit')}; primary labels: {counts}", err=True)
    for name in found.untouched:
        typer.echo(f"left out: article {name!r}, nothing is filled in", err=True)
    if found.without_row:
        lacking = count_of(len(found.without_row), "unit")
        places = [f"{each.document_id} {each.start}-{each.end}" for each in found.without_row]
        typer.echo(f"not in the gold: {lacking} without a row, {list_some(places)}", err=True)


def _name_left_out(annotators: Sequence[Annotator]) -> None:
    for each in list_left_out(annotators):
        typer.echo(f"left out: article {each.document_id!r}, {each.annotator} only", err=True)
