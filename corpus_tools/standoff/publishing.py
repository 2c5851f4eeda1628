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
    NORMALISER,
    ReleasedDocument,
    ReleaseFacts,
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
    :raises InputError: when the data set is not built or not current, and where
        something in it can't be released without words.
    """
    recipe, options = load_recipe(config), options or ReleaseOptions()
    refuse_nesting(recipe.raw, output)
    if not manifest.is_current(recipe.output, describe_inputs(recipe)):
        what = f"was not built here from what {config} names now"
        way_out = f"run 'corpus-tools build {config}' first"
        raise InputError([Problem(Location(str(recipe.output)), what, way_out)])
    splits: Mapping[Any, list[Row]] = read_splits(recipe.output)
    digest = content_digest(splits, list(recipe.config.labels))
    salt = options.salt or make_salt(digest)
    documents = make_documents(recipe, splits, salt, options)
    with replacing_folder(output, FACTS, {FACTS, DOCUMENTS, CARD}) as folder:
        write_rows(folder / DOCUMENTS, (each.as_row() for each in documents))
        facts = _gather_facts(recipe, splits, salt, options, folder)
        with replacing(folder / FACTS) as file:
            file.write(json.dumps(facts.model_dump(), ensure_ascii=False, indent=1) + "\n")
        with replacing(folder / CARD) as file:
            file.write(write_release_card(recipe.config, facts, documents))
    return documents


def _gather_facts(
    recipe: Recipe,
    splits: Mapping[Any, Sequence[Row]],
    salt: str,
    options: ReleaseOptions,
    folder: Path,
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
        normaliser=NORMALISER,
        salt=salt,
        labels=config.labels,
        columns=list(COLUMNS),
        rights_holder=options.rights_holder,
        licence=options.licence,
        content_digest=content_digest(splits, labels),
        digest_without_offsets=content_digest(nowhere, labels),
        documents_digest=manifest.file_digest(folder / DOCUMENTS),
    )
