"""Verbs on releases without texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.options import find_config
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.standoff import (
    ReleaseOptions,
    read_release,
    release_corpus,
    release_gold,
    write_hydration,
)
from corpus_tools.standoff import (
    hydrate as put_back,
)
from corpus_tools.standoff.writing import refuse_gaps
from corpus_tools.wording import count_of


def release(
    source: Annotated[
        Path | None,
        typer.Argument(
            help="A recipe whose data set is built, the only one in configs/ if left out; "
            "or a file of stand-off gold (.jsonl)."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A folder; for gold, one file of JSON lines."),
    ] = None,
    without_text: Annotated[
        bool, typer.Option("--without-text", help="Labels, offsets and hashes only; needed.")
    ] = False,
    texts: Annotated[
        Path | None, typer.Option(help="For gold: the folder of its articles.")
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            help="Rows as in manifest.jsonl: title, date, licence, and where an article can be found."
        ),
    ] = None,
    no_titles: Annotated[bool, typer.Option("--no-titles", help="Pass no title on.")] = False,
    salt: Annotated[
        str | None,
        typer.Option(help="The public salt of the hashes; made from the content if left out."),
    ] = None,
    licence: Annotated[
        str | None, typer.Option(help="The licence of the annotations, for the card.")
    ] = None,
    rights_holder: Annotated[
        str, typer.Option(help="Whose the texts are, for the card.")
    ] = "the publishers",
) -> None:
    """Write labels, offsets and hashes without a word of the articles, to be passed on.

    Whoever has the articles puts the texts back with 'hydrate'.
    """
    if not without_text:
        raise typer.BadParameter(
            "add --without-text; where texts may be passed on, the built folder itself is what to publish"
        )
    if out is None:
        raise typer.BadParameter("name the output with -o")
    if salt == "":
        raise typer.BadParameter("the salt must not be empty")
    options = ReleaseOptions(manifest, not no_titles, salt, licence, rights_holder)
    if source is not None and source.suffix == ".jsonl":
        _release_gold(source, texts, out, options)
        return
    if texts is not None:
        raise typer.BadParameter("--texts is for gold; a recipe names its articles itself")
    documents = release_corpus(find_config(source), out, options)
    _tell(out, [len(each.units) for each in documents])


def _release_gold(source: Path, texts: Path | None, out: Path, options: ReleaseOptions) -> None:
    if texts is None:
        raise typer.BadParameter("name the folder of the articles with --texts")
    if options.licence is not None or options.rights_holder != "the publishers":
        raise typer.BadParameter("--licence and --rights-holder go on a card; gold has none")
    inputs = {path.resolve() for path in (source, options.manifest) if path is not None}
    if out.resolve() in inputs:
        problem = Problem(Location(str(out)), "is input and output", "name another with -o")
        raise InputError([problem])
    documents = release_gold(source, texts, out, options)
    _tell(out, [len(each.units) for each in documents])


def _tell(out: Path, n_units: list[int]) -> None:
    articles, units = count_of(len(n_units), "article"), count_of(sum(n_units), "unit")
    typer.echo(f"{out}: {articles}, {units}, no text")


def hydrate(
    source: Annotated[
        Path, typer.Argument(metavar="RELEASE", help="A folder or file that 'release' wrote.")
    ],
    texts: Annotated[Path, typer.Option(help="The folder of the articles, under any names.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The folder to write; only a report if left out."),
    ] = None,
    allow_partial: Annotated[
        bool,
        typer.Option(
            "--allow-partial", help="Go on with sentences missing; the card says which share."
        ),
    ] = False,
) -> None:
    """Put the texts of articles that you have back into a release.

    A sentence of an article that has changed is put back only where its hash
    matches at one place.
    """
    from corpus_tools.cli.release_display import show_hydration

    found = put_back(read_release(source), texts)
    show_hydration(found)
    if out is None:
        refuse_gaps(found, texts, allow_partial=allow_partial)
        return
    write_hydration(found, texts, out, allow_partial=allow_partial)
    typer.echo(f"{out}: {found.coverage.units} sentences put back")
