"""Verbs on a whole corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.build import build_corpus
from corpus_tools.cli.options import ConfigArgument, OutOption, find_config


def build(
    config: ConfigArgument = None,
    raw: Annotated[
        Path | None, typer.Option(help="A folder of articles instead of the recipe's.")
    ] = None,
    out: OutOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build even where nothing has changed.")
    ] = False,
    rebalance: Annotated[
        bool,
        typer.Option(
            "--rebalance",
            help="Place all articles anew. Articles change splits: figures of before and after "
            "can't be compared.",
        ),
    ] = False,
) -> None:
    """Build the data set: read, segment, label, split, write, check, score.

    The earlier output stays as it was whatever fails. Articles keep their split
    as the corpus grows: the ledger splits.lock.jsonl in the output remembers it.
    """
    from corpus_tools.cli.display import Bars, show_corpus

    corpus = build_corpus(
        find_config(config), raw=raw, out=out, rebuild=rebuild, rebalance=rebalance, progress=Bars()
    )
    if not corpus.built:
        typer.echo(f"{corpus.folder}: nothing has changed, nothing to do (--rebuild builds anyway)")
    show_corpus(corpus)
