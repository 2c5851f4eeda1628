"""Stand-off gold and the articles it belongs to -> a release in one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.annotations import annotation_row, read_annotations
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.inputs import refuse_nesting
from corpus_tools.jsonl import refuse_other_lines, write_rows
from corpus_tools.records import Annotation
from corpus_tools.standoff.descriptions import DescribedFile, ReleaseOptions, describe
from corpus_tools.standoff.format import ReleasedDocument, mark_lines, refuse_other_than_gold
from corpus_tools.standoff.hashes import make_salt
from corpus_tools.standoff.making import make_document, make_gold_units
from corpus_tools.standoff.texts import Text, read_texts


def release_gold(
    gold: Path, texts: Path, output: Path, options: ReleaseOptions | None = None
) -> list[ReleasedDocument]:
    """Write the release of a stand-off gold file: a JSON line an article, and no word of any.

    :param texts: the folder of the articles; they are known by their text, whatever their names.
    :raises InputError: with every article that is not there or does not fit, all at once;
        when the output lies among the articles, or is a file of another kind.
    """
    refuse_nesting(texts, output, option="-o")
    refuse_other_lines(output, refuse_other_than_gold, "release of gold")
    options = options or ReleaseOptions()
    annotations = read_annotations([gold])
    found, unreadable = read_texts(texts)
    by_digest: dict[str, list[Text]] = {}
    for each in found:
        by_digest.setdefault(each.document.sha256, []).append(each)
    salt = options.salt or make_salt(_digest_gold(annotations))
    making = _GoldRelease(by_digest, options.read_manifest(), salt, options.titles)
    problems: list[Problem] = []
    documents = []
    for annotation in annotations:
        try:
            documents.append(making.make(annotation))
        except ValueError as error:
            what, way_out = str(error).split("; ")
            place = Location(str(gold))
            problems.append(Problem(place, f"article {annotation.id!r}: {what}", way_out))
    if problems:
        raise InputError([*problems, *unreadable])
    _, lines = mark_lines("gold", documents, options.licence, options.rights_holder)
    write_rows(output, lines)
    return documents


@dataclass(frozen=True, slots=True)
class _GoldRelease:
    by_digest: Mapping[str, Sequence[Text]]
    described: Mapping[str, DescribedFile]
    salt: str
    titles: bool

    def make(self, annotation: Annotation) -> ReleasedDocument:
        """Return an article as released.

        :raises ValueError: with a way out behind a semicolon.
        """
        copies = self.by_digest.get(annotation.sha256, ())
        # Of several copies the one that lies where the gold says, or the first.
        text = min(copies, key=lambda each: each.document.source != annotation.path, default=None)
        if text is None:
            what = "no file below the folder of texts holds the text that was annotated"
            raise ValueError(f"{what}; bring it, or name another folder with --texts")
        about = describe(annotation.id, text.document, self.described, titles=self.titles)
        try:
            units = make_gold_units(annotation, text, self.salt)
        except ValueError as error:
            raise ValueError(f"{error}; mend the offsets") from error
        return make_document((annotation.id, annotation.path), text, about, self.salt, units)


def _digest_gold(annotations: Sequence[Annotation]) -> str:
    rows = [annotation_row(each) for each in annotations]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
