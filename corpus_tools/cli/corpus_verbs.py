"""Verbs on a whole corpus and its rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.articles import Labeller
from corpus_tools.build import build_corpus
from corpus_tools.cli.options import (
    STANDARD,
    ConfigArgument,
    ConfigOption,
    find_config,
    read_lines,
)
from corpus_tools.corpus import explain_unit, open_corpus
from corpus_tools.recipe import load_recipe

OutOption = Annotated[
    Path | None, typer.Option("--out", help="The built folder, if it is not the recipe's.")
]


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


def check(config: ConfigArgument = None) -> None:
    """Say everything that is wrong with a recipe and its rules, and run the rules' own examples."""
    path = find_config(config)
    recipe = load_recipe(path)
    rules = recipe.rules.rules
    examples = sum(len(rule.spec.matches) + len(rule.spec.skips) for rule in rules)
    typer.echo(f"{path}: {len(rules)} rules, {examples} examples, no problems")


def explain(
    unit_id: Annotated[str, typer.Argument(help="A unit's id, as in units.jsonl.")],
    config: ConfigOption = None,
    out: OutOption = None,
) -> None:
    """Say why a unit has its label: each rule, its words, and where the rule is written."""
    recipe = load_recipe(find_config(config), output=out)
    typer.echo(str(open_corpus(recipe.output, recipe.rules).explain(unit_id)))


def try_rules(
    text: Annotated[
        str | None, typer.Argument(help="A sentence; lines of standard input if left out.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Say what the rules make of a sentence typed in."""
    recipe = load_recipe(find_config(config))
    labeller = Labeller.from_config(recipe.config, recipe.rules)
    for line in [text] if text is not None else read_lines(STANDARD):
        typer.echo(str(explain_unit(labeller.label_text(line), recipe.rules)))
