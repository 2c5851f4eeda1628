"""A folder that is replaced as a whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus_tools.errors import InputError, Location, Problem

_PATTERN_MARKS = ("*", "?", "[", "]", "::")


@contextmanager
def replacing_folder(
    target: Path, mark: str, ours: Collection[str], *, option: str = "--out", loads: bool = True
) -> Iterator[Path]:
    """Give an empty folder beside ``target`` that takes its place when the block ends well.

    Files in the target that are not ours are carried over. On an exception the
    target stays as it was.

    :param mark: a file that tells our folders; one that has files but no mark
        is somebody else's.
    :param ours: paths below the target of what an earlier build made; these, and
        what lies below them, are not carried over.
    :param option: the one that names the target.
    :param loads: whether ``load_dataset`` is to open the target.
    :raises InputError: when the target is somebody else's, or is no folder.
    """
    if loads:
        _refuse_pattern(target, option)
    refuse_foreign(target, mark, option)
    target = target.resolve()  # a link stays a link; what it leads to is replaced
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.building-{os.getpid()}")
    with _lock(target):
        _tidy_up(target)
        fresh.mkdir()
        try:
            yield fresh
            _carry_over(target, fresh, ours)
            _swap(target, fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Keep a second build away from the target.

    :raises InputError: when another build is at work there.
    """
    path = target.with_name(f".{target.name}.lock")
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o666)
    with os.fdopen(handle, "w"):
        if not _take_lock(handle, path):
            what, way_out = "another build is at work here", "wait until it has ended"
            raise InputError([Problem(Location(str(target)), what, way_out)])
        try:
            yield
        finally:
            path.unlink()


def _take_lock(handle: int, path: Path) -> bool:
    """Lock an open file, unless another process has it or has just removed it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(handle).st_ino == path.stat().st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def _refuse_pattern(target: Path, option: str) -> None:
    """Keep a data set from a path that ``load_dataset`` takes for a pattern.

    :raises InputError: when there is a mark of patterns in it.
    """
    if any(mark in str(target.absolute()) for mark in _PATTERN_MARKS):
        marks = " ".join(_PATTERN_MARKS)
        what = f"load_dataset can't open a folder with one of {marks} in its path"
        raise InputError([Problem(Location(str(target)), what, f"name another with {option}")])


def refuse_foreign(target: Path, mark: str, option: str = "--out") -> None:
    """Check that a build may write here.

    :raises InputError: when the target is a file, or a folder of something else.
    """
    if target.is_symlink() and not target.exists():
        problem = Problem(Location(str(target)), "is a link to nowhere", "mend or remove the link")
        raise InputError([problem])
    if target.exists() and not target.is_dir():
        problem = Problem(Location(str(target)), "is a file", f"name a folder with {option}")
        raise InputError([problem])
    if target.is_dir() and any(target.iterdir()) and not (target / mark).exists():
        what = f"has files in it but no {mark}, so no build made it"
        way_out = f"name an empty folder with {option}"
        raise InputError([Problem(Location(str(target)), what, way_out)])


def _swap(target: Path, fresh: Path) -> None:
    """Put the fresh folder in the target's place; between two renames only names change."""
    earlier = target.with_name(f".{target.name}.earlier")
    shutil.rmtree(earlier, ignore_errors=True)
    if target.exists():
        target.rename(earlier)
    try:
        fresh.rename(target)
    except OSError:
        if earlier.exists():
            earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _tidy_up(target: Path) -> None:
    """Mend what a killed build left: put a half-swapped folder back, remove unfinished ones."""
    earlier = target.with_name(f".{target.name}.earlier")
    if earlier.exists() and not target.exists():
        earlier.rename(target)
    for unfinished in target.parent.glob(f".{target.name}.building-*"):
        if not _is_alive(unfinished.name.rpartition("-")[2]):
            shutil.rmtree(unfinished, ignore_errors=True)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(process) != os.getpid()


def _carry_over(target: Path, fresh: Path, ours: Collection[str]) -> None:
    for each in sorted(target.rglob("*")) if target.is_dir() else ():
        name = each.relative_to(target)
        made_here = any(part.as_posix() in ours for part in (name, *name.parents))
        if made_here or (each.is_dir() and not each.is_symlink()) or (fresh / name).exists():
            continue
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(each, fresh / name, follow_symlinks=False)
