"""Stand-off gold and its articles -> a release in one file; what any release says besides labels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from corpus_tools.annotation_lines import annotation_row
from corpus_tools.annotations import read_annotations
from corpus_tools.documents import ManifestRow, read_manifest_file
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.inputs import refuse_nesting
from corpus_tools.jsonl import explain_misfit, refuse_other_lines, write_rows
from corpus_tools.records import Annotation
from corpus_tools.standoff.format import (
    NORMALISER,
    ReleasedDocument,
    ReleasedUnit,
    ReleaseMark,
    digest_lines,
)
from corpus_tools.standoff.texts import Text, make_salt, read_texts
from corpus_tools.standoff.units import find_runs, make_gold_unit


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What a release says that neither articles nor labels say.

    ``manifest`` is a file with titles, dates, licences and where each article
    can be found, by its id; it goes before the manifest that lies with the
    articles. Without ``titles`` none is passed on. ``salt`` is the public salt of
    the hashes, made from the content if it is ``None``. ``licence`` is that of the
    annotations; ``rights_holder`` is whose the texts are.

    :raises ValueError: for text that no file can hold, and for an empty salt.
    """

    manifest: Path | None = None
    titles: bool = True
    salt: str | None = None
    licence: str | None = None
    rights_holder: str = "the publishers"

    def __post_init__(self) -> None:
        """Check the texts."""
        if self.salt == "":
            raise ValueError("the salt must not be empty")
        for text in (self.salt, self.licence, self.rights_holder):
            try:
                (text or "").encode()
            except UnicodeEncodeError as error:
                raise ValueError(f"{text!r} is no text in Unicode") from error

    def mark_lines(
        self, of: Literal["gold", "corpus"], documents: Iterable[ReleasedDocument]
    ) -> tuple[ReleaseMark, list[dict[str, Any]]]:
        """Return what is said of a whole release, and its lines, each of which says it."""
        rows = [each.model_dump(exclude_unset=True) for each in documents]
        mark = ReleaseMark(
            of=of,
            articles=len(rows),
            digest=digest_lines(rows),
            licence=self.licence,
            rights_holder=self.rights_holder,
        )
        return mark, [{"release": mark.model_dump(), **row} for row in rows]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Makes the documents of a release, with what people say about each article."""

    salt: str
    titles: bool = True
    rows: Mapping[str, ManifestRow] = field(default_factory=dict)

    def make_document(
        self, name: str, path: str, text: Text, units: Sequence[ReleasedUnit]
    ) -> ReleasedDocument:
        """Return an article as it is released.

        :param name: its id.
        """
        row, document = self.rows.get(name), text.document
        title = (row.title if row else None) or document.title
        return ReleasedDocument(
            id=name,
            path=path,
            encoding=document.encoding,
            sha256=document.sha256,
            title=title if self.titles else None,
            where=(row.where if row else None) or text.where,
            date=(row.date if row else None) or document.published,
            licence=(row.licence if row else None) or document.licence,
            sha256_bytes=text.sha256_bytes,
            sha256_normalised=text.sha256_normalised,
            normaliser=NORMALISER,
            length=len(text.composed.text),
            salt=self.salt,
            units=list(units),
        )


def read_descriptions(options: ReleaseOptions, salt: str, names: Collection[str]) -> Descriptions:
    """Read what the manifest among the options says.

    :param names: the ids of all articles that are released.
    :raises InputError: with every problem of the file, and every row that is of none of these.
    """
    if options.manifest is None:
        return Descriptions(salt, options.titles)
    manifest = read_manifest_file(options.manifest, key="id")
    problems = [
        Problem(place, f"no article {name!r} is released", "mend the id, or remove the row")
        for name, place in manifest.places.items()
        if name not in names
    ]
    if problems:
        raise InputError(problems)
    return Descriptions(salt, options.titles, manifest.rows)


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
