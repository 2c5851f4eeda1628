"""Folders and files -> the article files in them, in the order of their paths."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.documents.manifest_file import NAME as MANIFEST_NAME
from corpus_tools.documents.readers import READERS
from corpus_tools.errors import InputError, Location, Problem

_NOT_ARTICLES = {"annotations"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file and the name it goes by: its path below the folder, with slashes."""

    path: Path
    source: str


def find_sources(paths: Iterable[Path]) -> tuple[list[SourceFile], list[Problem]]:
    """List article files: the files named, and those below the folders named.

    Left out are hidden files, ``README*``, ``manifest.jsonl`` and what lies
    in a folder ``annotations``. Problems are paths that do not exist, empty
    folders, and folders that can't be listed.
    """
    sources: list[SourceFile] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            found = sorted(_walk(path, problems), key=lambda each: each.source)
            if not found and not problems:
                known = ", ".join(READERS)
                what = "the folder has no articles"
                problems.append(Problem(Location(str(path)), what, f"put files in it: {known}"))
            sources.extend(found)
        elif path.exists() or path.is_symlink():
            sources.append(SourceFile(path, path.name))
        else:
            problems.append(Problem(Location(str(path)), "does not exist", "check the path"))
    return sorted(sources, key=lambda each: each.source), problems


def _walk(folder: Path, problems: list[Problem]) -> Iterator[SourceFile]:
    def refuse(error: OSError) -> None:
        place = Location(str(error.filename))
        problems.append(Problem(place, f"can't be read ({error.strerror})", "check its rights"))

    for top, folders, files in os.walk(folder, onerror=refuse):
        place = Path(top).relative_to(folder)
        links = [name for name in folders if (Path(top) / name).is_symlink()]
        folders[:] = [name for name in folders if _is_searched(place / name)]
        for name in (*files, *links):
            path = place / name
            if _is_article(path):
                yield SourceFile(folder / path, path.as_posix())


def _is_searched(path: Path) -> bool:
    return not path.name.startswith(".") and path.as_posix() not in _NOT_ARTICLES


def _is_article(path: Path) -> bool:
    if path.name.startswith(".") or path.stem.upper() == "README":
        return False
    return path.as_posix() not in {MANIFEST_NAME, *_NOT_ARTICLES}


def read_source(each: SourceFile) -> bytes:
    """Return a file's bytes.

    :raises InputError: for what is no readable regular file, or of a type that no reader takes.
    """
    place = Location(str(each.path))
    if each.path.is_symlink() and not each.path.exists():
        raise InputError([Problem(place, "is a link to nowhere", "mend or remove the link")])
    if each.path.is_dir():
        raise InputError([Problem(place, "is a link to a folder", "put the articles here instead")])
    if not each.path.is_file():
        raise InputError([Problem(place, "is no regular file", "remove it")])
    if each.path.suffix.lower() not in READERS:
        known = ", ".join(READERS)
        what = f"there is no reader for {each.path.suffix or 'a file without suffix'!r}"
        raise InputError([Problem(place, what, f"remove it, or use one of {known}")])
    try:
        return each.path.read_bytes()
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise InputError([Problem(place, what, "check the file's rights")]) from error
