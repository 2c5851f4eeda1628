"""Files of several annotators of the same documents: read, and held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.annotation_lines import read_located
from corpus_tools.annotations import describe_overlaps
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.records import Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """One annotator's file: the annotation of each article by its id, and the line it stands on.

    ``name`` is the file's without suffix, or its path where two are called the same.
    """

    name: str
    path: str
    annotations: Mapping[str, Annotation]
    lines: Mapping[str, int]

    def locate(self, document_id: str) -> Location:
        """Return where an article's annotation is written."""
        return Location(self.path, self.lines[document_id], 1)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that one annotator alone has; nothing of it is compared."""

    document_id: str
    annotator: str


def read_annotators(paths: Sequence[Path]) -> list[Annotator]:
    """Read the files of several annotators, one each, and hold them against each other.

    :raises InputError: with all problems of all files at once: lines that are
        no annotation, an article that stands twice in a file, units of one
        annotator that overlap, one article with two texts, a file named twice.
    """
    problems = [
        Problem(Location(place), "is named twice", "name a file an annotator")
        for place in sorted({str(path) for path in paths if paths.count(path) > 1})
    ]
    stems = [path.stem for path in paths]
    names = [path.stem if stems.count(path.stem) == 1 else str(path) for path in paths]
    annotators = [
        _read_annotator(path, name, problems) for path, name in zip(paths, names, strict=True)
    ]
    problems.extend(_other_texts(annotators))
    if problems:
        raise InputError(problems)
    return annotators


def _read_annotator(path: Path, name: str, problems: list[Problem]) -> Annotator:
    annotations: dict[str, Annotation] = {}
    lines: dict[str, int] = {}
    for place, annotation in read_located(path, problems):
        problems.extend(
            Problem(place, what, way_out) for what, way_out in describe_overlaps(annotation.units)
        )
        if annotation.id in annotations:
            what = f"article {annotation.id!r} stands twice, first in line {lines[annotation.id]}"
            problems.append(Problem(place, what, "keep one of the two"))
        annotations.setdefault(annotation.id, annotation)
        lines.setdefault(annotation.id, place.line or 0)
    return Annotator(name=name, path=str(path), annotations=annotations, lines=lines)


def _other_texts(annotators: Sequence[Annotator]) -> Iterator[Problem]:
    first: dict[str, Annotator] = {}
    for annotator in annotators:
        for name, annotation in annotator.annotations.items():
            other = first.setdefault(name, annotator)
            if other.annotations[name].sha256 != annotation.sha256:
                what = f"article {name!r} has another text than in {other.locate(name)}"
                yield Problem(annotator.locate(name), what, "annotate the same text")


def list_common(annotators: Sequence[Annotator]) -> list[str]:
    """Return the articles that two annotators or more have, in the order of the files.

    :raises InputError: when there is none.
    """
    owners = Counter(name for each in annotators for name in each.annotations)
    common = [name for name, count in owners.items() if count > 1]
    if not common:
        what = f"has no article in common with {', '.join(each.path for each in annotators[1:])}"
        place = Location(annotators[0].path)
        raise InputError([Problem(place, what, "give annotations of the same articles")])
    return common


def list_left_out(annotators: Sequence[Annotator]) -> Iterator[LeftOut]:
    """Yield the articles that one annotator alone has."""
    owners = Counter(name for each in annotators for name in each.annotations)
    for each in annotators:
        for name in each.annotations:
            if owners[name] == 1:
                yield LeftOut(name, each.name)
