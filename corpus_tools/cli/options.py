"""Options that several verbs share, and what stands in for them."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.documents import (
    LONGEST_LINE,
    decode,
    read_documents,
    read_standard_input,
)
from corpus_tools.errors import ConfigError, InputError, Location, Problem
from corpus_tools.jsonl import dump_rows, write_rows
from corpus_tools.records import Document
from corpus_tools.wording import count_of

STANDARD = Path("-")
STANDARD_NAME = "standard input"

ConfigArgument = Annotated[
    Path | None, typer.Argument(help="The recipe; the only one in configs/ if left out.")
]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="The recipe; the only one in configs/ if left out."),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="The built folder, if it is not the recipe's.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", help="File for the JSON lines; - for standard output.")
]
PathsArgument = Annotated[
    list[Path], typer.Argument(help="Articles and folders of articles; - for standard input.")
]


def keep_inputs(output: Path, inputs: Iterable[Path]) -> None:
    """Keep a verb from writing over what it reads.

    :raises InputError: when the output is one of the inputs.
    """
    if output.resolve() in {path.resolve() for path in inputs}:
        problem = Problem(Location(str(output)), "is input and output", "name another with -o")
        raise InputError([problem])


def find_config(config: Path | None) -> Path:
    """Return the recipe named, or the only one there is.

    :raises ConfigError: when it has to be named.
    """
    if config is not None:
        return config
    found = [path for path in sorted(Path("configs").glob("*.yaml")) if _is_recipe(path)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(map(str, found))
    what = f"holds {len(found)} recipes: {names}" if found else "holds no recipe"
    example = found[0] if found else "configs/enforcement.yaml"
    way_out = f"name the one you mean, as in 'build {example}' and 'try -c {example}'"
    raise ConfigError([Problem(Location("configs"), what, way_out)])


def _is_recipe(path: Path) -> bool:
    """Whether a file names articles, as recipes do and rule files don't."""
    return re.search(rb"^raw\s*:", path.read_bytes(), re.MULTILINE) is not None


def read_paths(paths: Sequence[Path], longest_line: int = LONGEST_LINE) -> list[Document]:
    """Read articles from files, folders and standard input."""
    files = [path for path in paths if path != STANDARD]
    documents = read_documents(files, longest_line=longest_line)[0] if files else []
    if STANDARD in paths:
        piped = read_standard_input(sys.stdin.buffer.read(), longest_line)
        if any(document.id == piped.id for document in documents):
            what = f"article id {piped.id!r} is taken by a file"
            raise InputError([Problem(Location(STANDARD_NAME), what, "rename the file")])
        documents.append(piped)
    return documents


def read_lines(path: Path) -> list[str]:
    """Return the lines of a file or of standard input that are not blank.

    :raises InputError: when they are not text.
    """
    standard = path == STANDARD
    raw = sys.stdin.buffer.read() if standard else path.read_bytes()
    text, _ = decode(raw, STANDARD_NAME if standard else str(path))
    return [line.strip() for line in text.splitlines() if line.strip()]


def write_output(output: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write JSON lines to a file, which says so, or to standard output, which is silent."""
    if output == STANDARD:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        dump_rows(sys.stdout, rows)
        return
    count = write_rows(output, rows)
    typer.echo(f"{output}: {count_of(count, 'line')}", err=True)
