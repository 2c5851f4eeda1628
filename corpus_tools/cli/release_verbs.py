"""Verbs on releases without texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.options import OutOption, find_config, keep_inputs
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
from corpus_tools.standoff.format import ReleasedDocument
from corpus_tools.standoff.writing import refuse_gaps
from corpus_tools.wording import count_of

_RECIPES = (".yaml", ".yml")


def release(
    source: Annotated[
        Path | None,
        typer.Argument(
            help="A recipe whose data set is built, the only one in configs/ if left out; "
            "or a file of stand-off gold."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A folder; for gold, one file of JSON lines."),
    ] = None,
    without_text: Annotated[
        bool, typer.Option("--without-text", help="Labels, offsets and hashes only; needed.")
    ] = False,
    texts: Annotated[
        Path | None, typer.Option(help="For gold: the folder of its articles.")
    ] = None,
    raw: Annotated[
        Path | None, typer.Option(help="The articles that were built, if not the recipe's.")
    ] = None,
    out: OutOption = None,
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
    licence: Annotated[str | None, typer.Option(help="The licence of the annotations.")] = None,
    rights_holder: Annotated[str, typer.Option(help="Whose the texts are.")] = "the publishers",
) -> None:
    """Write labels, offsets and hashes without a word of the articles, to be passed on.

    Whoever has the articles puts the texts back with 'hydrate'.
    """
    if not without_text:
        raise typer.BadParameter(
            "add --without-text; where texts may be passed on, the built folder itself is what to publish"
        )
    if output is None:
        raise typer.BadParameter("name the output with -o")
    try:
        options = ReleaseOptions(manifest, not no_titles, salt, licence, rights_holder)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if source is not None and source.suffix not in _RECIPES:
        if raw is not None or out is not None:
            raise typer.BadParameter("--raw and --out are for a recipe; name --texts for gold")
        documents = _release_gold(source, texts, output, options)
    elif texts is not None:
        raise typer.BadParameter(
            "--texts is for gold; the articles of a recipe are its own or --raw"
        )
    else:
        documents = release_corpus(find_config(source), output, options, raw=raw, built=out)
    units = sum(len(each.units) for each in documents)
    articles = count_of(len(documents), "article")
    typer.echo(f"{output}: {articles}, {count_of(units, 'unit')}, no text")


def _release_gold(
    source: Path, texts: Path | None, output: Path, options: ReleaseOptions
) -> list[ReleasedDocument]:
    if texts is None:
        raise typer.BadParameter("name the folder of the articles with --texts")
    keep_inputs(output, [path for path in (source, options.manifest) if path is not None])
    return release_gold(source, texts, output, options)


def hydrate(
    source: Annotated[
        Path, typer.Argument(metavar="RELEASE", help="A folder or file that 'release' wrote.")
    ],
    texts: Annotated[Path, typer.Option(help="The folder of the articles, under any names.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write; only a report if left out."),
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
    if output is None:
        refuse_gaps(found, texts, allow_partial=allow_partial)
        return
    write_hydration(found, texts, output, allow_partial=allow_partial)
    typer.echo(f"{output}: {found.coverage.units} sentences put back")
