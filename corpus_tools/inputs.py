"""What a build is made of: digests of its inputs, and its articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus_tools import manifest
from corpus_tools.documents import MANIFEST_NAME, find_sources, read_documents
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.ledger import Ledger
from corpus_tools.recipe import Recipe
from corpus_tools.records import Document


def read_articles(
    recipe: Recipe, paths: Sequence[Path] = (), advance: Callable[[], object] = lambda: None
) -> tuple[list[Document], Ledger, list[Problem]]:
    """Read the articles of a recipe, or others, as its settings say.

    :param advance: called after each file, for a progress bar.
    :returns: documents in order, how many were read and kept, and what was left out.
    :raises InputError: with every problem of every file at once, unless such files are skipped.
    """
    settings = recipe.config.documents
    refused: list[Problem] | None = [] if settings.on_refusal == "skip" else None
    documents, ledger = read_documents(
        list(paths) or [recipe.raw],
        longest_line=settings.longest_line,
        refused=refused,
        advance=advance,
    )
    return documents, ledger, refused or []


def describe_inputs(recipe: Recipe) -> dict[str, Any]:
    """Return digests of articles, rules, gold and settings, as the manifest holds them."""
    found, problems = find_sources([recipe.raw])
    sources = {each.source: each.path for each in found}
    sources |= {str(each.location): Path(each.location.path) for each in problems}
    if (recipe.raw / MANIFEST_NAME).exists():
        sources[MANIFEST_NAME] = recipe.raw / MANIFEST_NAME
    settings = recipe.config.model_dump(mode="json", exclude={"raw", "output"})
    return manifest.describe_inputs(sources, recipe.files, settings)


def refuse_nesting(
    raw: Path, output: Path, *, holds: str = "the folder of articles", option: str = "--out"
) -> None:
    """Keep a build from reading its own output, and from replacing its own input.

    :param holds: what the first folder is.
    :param option: the one that names the output.
    :raises InputError: when one of the two folders lies within the other.
    """
    inside, around = output.resolve(), raw.resolve()
    if inside.is_relative_to(around) or around.is_relative_to(inside):
        what = f"lies within {holds}, {raw}, or holds it"
        raise InputError([Problem(Location(str(output)), what, f"name another with {option}")])


def refuse_other_corpus(output: Path, name: str) -> None:
    """Keep a recipe from replacing what a recipe of another name built.

    :raises InputError: when the folder holds another corpus.
    """
    held = manifest.read_json(output / manifest.NAME).get("name", name)
    if held != name:
        what = f"holds the corpus {held!r}, this recipe makes {name!r}"
        way_out = "name another folder with --out, or remove this one"
        raise InputError([Problem(Location(str(output)), what, way_out)])


def name_below(problem: Problem, folder: Path) -> Problem:
    """Name a place by its path below a folder, which is the same on every machine."""
    place = problem.location
    shown = Path(place.path).relative_to(folder).as_posix()
    return replace(problem, location=replace(place, path=shown))
