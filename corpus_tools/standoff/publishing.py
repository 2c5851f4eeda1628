"""A built data set -> a folder without a word of its articles, from which it can be put back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus_tools import manifest
from corpus_tools.dataset import COLUMNS, content_digest, read_splits
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.inputs import describe_inputs, refuse_nesting
from corpus_tools.jsonl import replacing, write_rows
from corpus_tools.output_folder import replacing_folder
from corpus_tools.recipe import Recipe, load_recipe
from corpus_tools.standoff.built import make_documents
from corpus_tools.standoff.descriptions import ReleaseOptions
from corpus_tools.standoff.format import (
    CARD,
    DOCUMENTS,
    FACTS,
    FORMAT,
    ReleasedDocument,
    ReleaseFacts,
    ReleaseMark,
    mark_lines,
)
from corpus_tools.standoff.hashes import make_salt
from corpus_tools.standoff.release_card import write_release_card
from corpus_tools.standoff.rows import without_offsets

Row = dict[str, Any]


def release_corpus(
    config: Path, output: Path, options: ReleaseOptions | None = None
) -> list[ReleasedDocument]:
    """Write the release of a recipe's data set: labels, offsets, hashes, and no word of an article.

    :param output: a folder; written whole or not at all.
    :raises InputError: when the data set is not built or not current, where
        something in it can't be released without words, and when the folder
        holds anything but an earlier release.
    """
    recipe, options = load_recipe(config), options or ReleaseOptions()
    refuse_nesting(recipe.raw, output)
    _refuse_strangers(output)
    if not manifest.is_current(recipe.output, describe_inputs(recipe)):
        what = f"was not built here from what {config} names now"
        way_out = f"run 'corpus-tools build {config}' first"
        raise InputError([Problem(Location(str(recipe.output)), what, way_out)])
    splits: Mapping[Any, list[Row]] = read_splits(recipe.output)
    digest = content_digest(splits, list(recipe.config.labels))
    salt = options.salt or make_salt(digest)
    documents = make_documents(recipe, splits, salt, options)
    with replacing_folder(output, FACTS, {FACTS, DOCUMENTS, CARD}) as folder:
        mark, lines = mark_lines("corpus", documents, options.licence, options.rights_holder)
        write_rows(folder / DOCUMENTS, lines)
        facts = _gather_facts(recipe, splits, mark)
        with replacing(folder / FACTS) as file:
            file.write(json.dumps(facts.model_dump(), ensure_ascii=False, indent=1) + "\n")
        with replacing(folder / CARD) as file:
            file.write(write_release_card(recipe.config, facts, documents))
    return documents


def _refuse_strangers(output: Path) -> None:
    """Keep what somebody else laid into an earlier release from being passed on with the next."""
    if not (output / FACTS).is_file():
        return
    strange = sorted({each.name for each in output.iterdir()} - {FACTS, DOCUMENTS, CARD})
    if strange:
        what = f"is no part of the release in {output}, and would be passed on with it"
        problem = Problem(Location(str(output / strange[0])), what, "move it elsewhere")
        raise InputError([problem])


def _gather_facts(
    recipe: Recipe,
    splits: Mapping[Any, Sequence[Row]],
    mark: ReleaseMark,
) -> ReleaseFacts:
    config = recipe.config
    labels = list(config.labels)
    nowhere = {split: [without_offsets(row) for row in rows] for split, rows in splits.items()}
    return ReleaseFacts(
        format=FORMAT,
        name=config.name,
        version=config.version,
        language=config.language,
        pretty_name=config.card.pretty_name,
        signature=str(manifest.read_json(recipe.output / "report.json").get("signature", "")),
        labels=config.labels,
        columns=list(COLUMNS),
        content_digest=content_digest(splits, labels),
        digest_without_offsets=content_digest(nowhere, labels),
        release=mark,
    )
