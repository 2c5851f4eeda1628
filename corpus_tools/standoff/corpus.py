"""A built data set -> a folder without a word of its articles, from which it can be put back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus_tools import manifest
from corpus_tools.dataset import COLUMNS, content_digest, read_splits
from corpus_tools.documents import read_manifest
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.inputs import describe_inputs, read_articles, refuse_nesting
from corpus_tools.jsonl import read_rows, replacing, write_rows
from corpus_tools.output_folder import replacing_folder
from corpus_tools.recipe import Recipe, load_recipe
from corpus_tools.standoff.cards import write_release_card
from corpus_tools.standoff.format import (
    CARD,
    DOCUMENTS,
    FACTS,
    FORMAT,
    ReleasedDocument,
    ReleasedUnit,
    ReleaseFacts,
    ReleaseMark,
)
from corpus_tools.standoff.gold import ReleaseOptions, read_descriptions
from corpus_tools.standoff.rebuilding import without_offsets
from corpus_tools.standoff.texts import Text, know_text, make_salt
from corpus_tools.standoff.units import BuiltUnits, find_runs

Row = dict[str, Any]
Splits = Mapping[Any, Sequence[Row]]


def release_corpus(
    config: Path,
    output: Path,
    options: ReleaseOptions | None = None,
    *,
    raw: Path | None = None,
    built: Path | None = None,
) -> list[ReleasedDocument]:
    """Write the release of a recipe's data set: labels, offsets, hashes, and no word of an article.

    :param output: a folder; written whole or not at all.
    :param raw: the articles, if they are not the recipe's.
    :param built: the built folder, if it is not the recipe's.
    :raises InputError: when the data set is not built or not current, where
        something in it can't be released without words, and when the folder
        holds anything but an earlier release.
    """
    recipe, options = load_recipe(config, raw, built), options or ReleaseOptions()
    refuse_nesting(recipe.raw, output, option="-o")
    _refuse_strangers(output)
    if not manifest.is_current(recipe.output, describe_inputs(recipe)):
        what = f"was not built here from what {config} names now"
        way_out = f"run 'corpus-tools build {config}' first"
        if raw or built:
            way_out += ", with the same --raw and --out"
        raise InputError([Problem(Location(str(recipe.output)), what, way_out)])
    splits: Splits = read_splits(recipe.output)
    digest = content_digest(splits, list(recipe.config.labels))
    documents = _make_documents(recipe, splits, options.salt or make_salt(digest), options)
    mark, lines = options.mark_lines("corpus", documents)
    facts = _gather_facts(recipe, splits, digest, mark)
    ours = {FACTS, DOCUMENTS, CARD}
    with replacing_folder(output, FACTS, ours, option="-o", loads=False) as folder:
        write_rows(folder / DOCUMENTS, lines)
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


def _gather_facts(recipe: Recipe, splits: Splits, digest: str, mark: ReleaseMark) -> ReleaseFacts:
    config = recipe.config
    return ReleaseFacts(
        format=FORMAT,
        name=config.name,
        version=config.version,
        language=config.language,
        pretty_name=config.card.pretty_name,
        signature=str(manifest.read_json(recipe.output / "report.json").get("signature", "")),
        labels=config.labels,
        columns=list(COLUMNS),
        content_digest=digest,
        digest_without_offsets=content_digest(without_offsets(splits), list(config.labels)),
        release=mark,
    )


def _make_documents(
    recipe: Recipe, splits: Splits, salt: str, options: ReleaseOptions
) -> list[ReleasedDocument]:
    """Return all articles as they are released, in their order.

    :raises InputError: with every unit and row that can't be released.
    """
    texts = _read_texts(recipe)
    names = frozenset(each.document.id for each in texts)
    descriptions = read_descriptions(options, salt, names)
    lines = _gather_by_document(row for _, row in read_rows(recipe.output / "units.jsonl"))
    rows = _gather_by_document(
        {"split": split, **row} for split, found in splits.items() for row in found
    )
    problems: list[Problem] = []
    documents = []
    for text in texts:
        name, source = text.document.id, text.document.source
        own = {row["id"]: row for row in rows.get(name, ())}
        runs = find_runs(text.document.text)
        making = BuiltUnits(text, salt, list(recipe.config.labels), own, runs, names)
        units = list(_make_units(making, lines.get(name, ()), recipe.output, problems))
        documents.append(descriptions.make_document(name, source, text, units))
    made = sum(unit.row is not None for each in documents for unit in each.units)
    if made != sum(map(len, splits.values())) and not problems:
        problems.append(_explain(recipe.output, "a row of the data set has no unit"))
    if problems:
        raise InputError(problems)
    return documents


def _make_units(
    making: BuiltUnits, lines: Iterable[Row], folder: Path, problems: list[Problem]
) -> Iterator[ReleasedUnit]:
    for line in lines:
        try:
            yield making.make(line)
        except ValueError as error:
            problems.append(_explain(folder, f"unit {line['unit_id']!r}: {error}"))


def _explain(folder: Path, error: str) -> Problem:
    what, _, way_out = error.partition("; ")
    again = "build again, and report this as a bug if it comes back"
    return Problem(Location(str(folder)), what, way_out or again)


def _read_texts(recipe: Recipe) -> list[Text]:
    """Read the articles as a build does; what it leaves out is left out here too."""
    documents, _, _ = read_articles(recipe)
    counts = Counter(each.source for each in documents)
    rows = read_manifest(recipe.raw).rows
    return [
        know_text(
            each,
            manifest.file_digest(recipe.raw / each.source) if counts[each.source] == 1 else None,
            rows[each.source].where if each.source in rows else None,
        )
        for each in documents
    ]


def _gather_by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["document_id"], []).append(row)
    return found
