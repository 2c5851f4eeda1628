"""Stand-off gold and the articles it belongs to -> a release in one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_tools.annotations import annotation_row, read_annotations
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.inputs import refuse_nesting
from corpus_tools.jsonl import explain_misfit, refuse_other_lines, write_rows
from corpus_tools.records import Annotation
from corpus_tools.standoff.format import ReleasedDocument
from corpus_tools.standoff.options import Descriptions, ReleaseOptions, read_descriptions
from corpus_tools.standoff.texts import Text, make_salt, read_texts
from corpus_tools.standoff.units import find_runs, make_gold_unit


def release_gold(
    gold: Path, texts: Path, output: Path, options: ReleaseOptions | None = None
) -> list[ReleasedDocument]:
    """Write the release of a stand-off gold file: a JSON line an article, and no word of any.

    :param texts: the folder of the articles; they are known by their text, whatever their names.
    :raises InputError: with every article that is not there or does not fit, all at once;
        when the output lies among the articles, or is a file of another kind.
    """
    options = options or ReleaseOptions()
    refuse_nesting(texts, output, option="-o")
    refuse_other_lines(output, _refuse_other_line, "release of gold")
    annotations = read_annotations([gold])
    if not annotations:
        problem = Problem(Location(str(gold)), "annotates no article", "name a file of gold")
        raise InputError([problem])
    salt = options.salt or make_salt(_digest(annotations))
    descriptions = read_descriptions(options, salt, {each.id for each in annotations})
    documents = _make_documents(gold, annotations, texts, descriptions)
    write_rows(output, options.mark_lines("gold", documents)[1])
    return documents


def _refuse_other_line(row: Mapping[str, Any]) -> None:
    """Check that a JSON object is a line of released gold."""
    release = row.get("release")
    if not isinstance(release, Mapping) or release.get("of") != "gold":
        raise ValueError("is no line of released gold")


def _digest(annotations: Sequence[Annotation]) -> str:
    rows = [annotation_row(each) for each in annotations]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _make_documents(
    gold: Path, annotations: Sequence[Annotation], texts: Path, descriptions: Descriptions
) -> list[ReleasedDocument]:
    found, unreadable = read_texts(texts)
    by_digest: dict[str, list[Text]] = {}
    for each in found:
        by_digest.setdefault(each.document.sha256, []).append(each)
    problems: list[Problem] = []
    documents = []
    for annotation in annotations:
        copies = by_digest.get(annotation.sha256, ())
        try:
            documents.append(_make_document(annotation, copies, descriptions))
        except ValidationError as error:
            way_out = f"mend article {annotation.id!r} there"
            problems.extend(explain_misfit(Location(str(gold)), error, way_out))
        except ValueError as error:
            what, way_out = str(error).split("; ")
            what = f"article {annotation.id!r}: {what}"
            problems.append(Problem(Location(str(gold)), what, way_out))
    if problems:
        raise InputError([*problems, *unreadable])
    return documents


def _make_document(
    annotation: Annotation, copies: Sequence[Text], descriptions: Descriptions
) -> ReleasedDocument:
    # Of several copies the one that lies where the gold says, or the first.
    text = min(copies, key=lambda each: each.document.source != annotation.path, default=None)
    if text is None:
        what = "no file below the folder of texts holds the text that was annotated"
        raise ValueError(f"{what}; bring it, or name another folder with --texts")
    runs = find_runs(text.document.text)
    units = [make_gold_unit(each, text, runs, descriptions.salt) for each in annotation.units]
    return descriptions.make_document(annotation.id, annotation.path, text, units)
