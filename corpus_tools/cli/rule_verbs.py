"""Verbs on rules: check, measure, prune and try them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.cli.options import (
    STANDARD,
    ConfigArgument,
    ConfigOption,
    JsonOption,
    OutOption,
    find_config,
    read_lines,
)
from corpus_tools.corpus import open_corpus
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.recipe import Recipe, load_recipe
from corpus_tools.records import Document
from corpus_tools.rule_analysis import SortKey
from corpus_tools.wording import count_of, describe_misfits
from corpus_tools.workbench import (
    Bench,
    check_gold,
    explain_fully,
    explain_sentence,
    find_rule_notes,
    open_bench,
    read_bench,
)

# More articles than this are looked at only when asked for.
MOST_ARTICLES = 200


def rules(
    config: ConfigArgument = None,
    raw: Annotated[
        list[Path] | None,
        typer.Option(
            help="Articles, or folders of them, instead of the recipe's; may be repeated."
        ),
    ] = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option(help="Stand-off gold instead of the recipe's; may be repeated."),
    ] = None,
    sort: Annotated[
        SortKey, typer.Option(help="Rules of each label: worst precision first, else most first.")
    ] = "file",
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Show phrases that gold calls for and no rule uses.")
    ] = False,
    label: Annotated[
        str | None, typer.Option(help="Only rules of, or phrases for, this label.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Phrases a label, with --suggest.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Measure rules: how often each speaks, with whom, how often gold agrees.

    A row is a rule. cov, over and conf (coverage, overlap, conflict) are the
    shares of units that it speaks on, speaks on with others, and speaks on
    against others. prec is its precision on gold, with a 95 % interval (Wilson),
    rec its recall. Without the rule, "lost" units would miss the label rightly
    given, and "mend" units would be rid of one wrongly given.

    Worst first:  corpus-tools rules --sort precision

    What to write next:  corpus-tools rules --suggest --label statistic --top 5

    Other articles:  corpus-tools rules --raw news/ --gold news/gold.jsonl
    """
    from corpus_tools.cli import rule_display

    recipe = load_recipe(find_config(config))
    _refuse_label(recipe, label)
    documents = read_bench(recipe, raw or ())
    bench = _label(recipe, documents, gold)
    if suggest:
        _refuse_no_gold(bench, label)
        found = bench.suggest(label, top)
        if as_json:
            _print_json([each.as_row() for each in found])
        else:
            rule_display.show_suggestions(found, bench.documents)
    else:
        analysis = bench.analyse().select(label, sort)
        if bench.learned:
            number = count_of(len(bench.learned), "article")
            typer.echo(f"note: gold of {number} that weighs votes is left out", err=True)
        if analysis.not_found:
            places = list(map(str, analysis.not_found))
            typer.echo(f"note: {describe_misfits(places)}", err=True)
        if as_json:
            _print_json(analysis.as_row() | {"absent": list(bench.absent)})
        else:
            rule_display.show_analysis(analysis)
    if bench.absent:
        names = ", ".join(bench.absent)
        typer.echo(
            f"note: gold for {count_of(len(bench.absent), 'article')} not here: {names}", err=True
        )


def _label(recipe: Recipe, documents: Sequence[Document], gold: Sequence[Path] | None) -> Bench:
    from corpus_tools.cli.display import Bars

    with Bars().track("labelling sentences", len(documents)) as advance:
        return open_bench(recipe, documents, gold or None, advance)


def _refuse_label(recipe: Recipe, label: str | None) -> None:
    if label is not None and label not in recipe.config.labels:
        way_out = f"use one of {', '.join(recipe.config.labels)}"
        raise InputError([Problem(Location("--label"), f"there is no label {label!r}", way_out)])


def _refuse_no_gold(bench: Bench, label: str | None) -> None:
    if not bench.gold:
        what = "there is no gold for any of these articles"
    else:
        given = {
            each for gold in bench.gold.values() for unit in gold.units for each in unit.labels
        }
        if label in given or (label is None and given):
            return
        said = "a label" if label is None else f"the label {label!r}"
        what = f"no unit has {said} in the gold of these articles"
    raise InputError([Problem(Location(str(bench.recipe.path)), what, "name some with --gold")])


def check(
    config: ConfigArgument = None,
    articles: Annotated[
        bool | None,
        typer.Option(
            "--articles/--no-articles",
            help="Hold the rules against the recipe's articles; "
            f"if left out, against {MOST_ARTICLES} at most, where there are any.",
        ),
    ] = None,
) -> None:
    """Say everything that is wrong with a recipe and its rules, and run the rules' own examples.

    What is not wrong but worth a look is a note: rules that never fire, that
    another rule shadows, that find the same words as another, or that other
    labels mostly beat, and settings that the method does not look at. Notes leave the exit code at 0.

    Problems only:  corpus-tools check configs/enforcement.yaml --no-articles
    """
    path = find_config(config)
    recipe = load_recipe(path)
    documents, looked = _read_for_check(recipe, articles)
    if not documents:
        check_gold(recipe)
    bench = open_bench(recipe, documents)
    units = [each for found in bench.labelled.values() for each in found]
    method = recipe.config.aggregation.method
    notes = [*recipe.unvoted, *find_rule_notes(recipe.rules, units, bench.markers, method)]
    for note in notes:
        typer.echo(f"{note.location}: note: {note.what}; {note.way_out}")
    specs = [rule.spec for rule in recipe.rules.rules]
    examples = sum(len(spec.matches) + len(spec.skips) for spec in specs)
    tail = f", {count_of(len(notes), 'note')}" if notes else ""
    typer.echo(
        f"{path}: {count_of(len(specs), 'rule')}, {count_of(examples, 'example')}{looked}, no problems{tail}"
    )


def _read_for_check(recipe: Recipe, asked: bool | None) -> tuple[Sequence[Document], str]:
    """Return the articles to look at, and a word on how many these are."""
    if asked is False or (asked is None and not recipe.raw.is_dir()):
        return (), ""
    try:
        documents = read_bench(recipe)
    except InputError as error:
        if asked:
            raise
        note = error.problems[0]
        typer.echo(f"{note.location}: note: {note.what}; articles were not looked at")
        return (), ""
    check_gold(recipe, documents)
    step = -(-len(documents) // MOST_ARTICLES) if asked is None else 1
    learned = recipe.config.aggregation.learned_on
    # Without these, a method that learns from them can settle nothing.
    taken = [
        each for place, each in enumerate(documents) if place % step == 0 or each.id in learned
    ]
    some = f"{len(taken)} of " if len(taken) < len(documents) else ""
    return taken, f", {some}{count_of(len(documents), 'article')}"


def explain(
    unit_id: Annotated[str, typer.Argument(help="A unit's id, as in units.jsonl.")],
    config: ConfigOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a unit has its label: each rule, its words, and where the rule is written.

    Rules that matched but stayed silent are shown with what kept them, as long
    as the article is there.

    For example:  corpus-tools explain messenger-arrests-wire-0002
    """
    from corpus_tools.cli.rule_display import show_explanation

    recipe = load_recipe(find_config(config), output=out)
    explanation = explain_fully(recipe, open_corpus(recipe.output, recipe.rules), unit_id)
    if as_json:
        _print_json(explanation.as_row())
        return
    show_explanation(explanation)
    kind = explanation.labelled.unit.kind
    if explanation.answer is None and kind in recipe.config.released_kinds:
        typer.echo(
            f"  silent rules are not known: {recipe.raw} has not the article as it was built"
        )


def try_rules(
    text: Annotated[
        str | None, typer.Argument(help="A sentence; lines of standard input if left out.")
    ] = None,
    config: ConfigOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON line a sentence, for programs.")
    ] = False,
) -> None:
    """Say what the rules make of a sentence typed in, and which of them stayed silent, and why.

    For example:  corpus-tools try "Police raided two shops, which might sue."
    """
    from corpus_tools.cli.rule_display import show_explanation

    recipe = load_recipe(find_config(config))
    for line in [text] if text is not None else read_lines(STANDARD):
        explanation = explain_sentence(recipe, line)
        if as_json:
            typer.echo(json.dumps(explanation.as_row(), ensure_ascii=False))
        else:
            show_explanation(explanation)
    if recipe.config.aggregation.method != "precedence":
        method = recipe.config.aggregation.method
        typer.echo(
            f"note: a sentence alone is settled by precedence; in a corpus {method} settles it",
            err=True,
        )


def _print_json(content: Any) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
