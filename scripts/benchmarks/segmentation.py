"""Measure our sentence engines and every peer that installs from a package.

All run on the same texts in one go: how well they cut, how fast, and what hard inputs
do to them. Nothing is fetched. What the tables mean: see --help.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from segmentation_inputs import INPUTS
from segmentation_pathological import run_ordeals
from segmentation_peers import ENGINES, select_engines
from segmentation_scores import GOLDEN, GoldText, read_sets
from segmentation_tables import (
    Findings,
    write_accuracy,
    write_ordeals,
    write_problems,
    write_sizes,
    write_speed,
)
from segmentation_timing import MEGABYTE, EngineError, LateError, run_accuracy, run_speed

Sets = dict[str, list[GoldText]]

DESCRIPTION = """\
Measure our sentence engines and every installed peer on the same texts.

DATA_FOLDER holds files *.jsonl, one text a row:
  {"id": "a1", "source": "where from", "text": "He left. She did too.", "spans": [[0, 8], [9, 21]]}
where spans are the gold sentences, in code points. A file's name is its set's name.
"""

EPILOG = """\
accuracy    A boundary is the number of non-white-space characters before a sentence's
            end; the last of a text isn't counted. F1 is micro-averaged over a set. A
            sentence is exact when both ends are right. 'news' pools the sets whose
            names hold news, brown or wsj, except those laid out anew (_1nl, _wrap72).
            In a set called 'golden', the texts are counted in which all sentences are
            exact ('passed'), and those in which all boundaries are right ('cut right').
speed       Each text once, one call a text, in a fresh process a round; the engines
            take turns, and the median round counts. Texts aren't repeated, so an engine
            gains nothing by remembering. A round stops after 8 s. 1 MB is a million
            bytes of UTF-8. A peer is called in the way that gives it least to do:
            strings if it makes strings. Ours give spans. Loading is opening the
            package and cutting one short text.
hard inputs Each at 64, 500 and 1,000 thousand characters (all but a few are a byte
            each), 5 s of processor time; 'at 64 kB' means that even that took longer. A size is
            passed over when growth in mere proportion would take it to twice the
            limit. Growth is the time at 1,000 by the time at 500 thousand (2 is
            linear), where the time is above 0.1 s; what takes under half a second
            is the best of three. An engine is spared the rest after five troubles.

peers       python -m pip install -r requirements/benchmarks.txt
            A peer that isn't installed is named under 'Not measured'.

examples
  python scripts/benchmarks/segmentation.py data
  python scripts/benchmarks/segmentation.py data --engines corpus_tools,nupunkt --no-pathological
"""


def read_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("data_folder", metavar="DATA_FOLDER", type=Path, help="folder of gold sentences, *.jsonl")
    add(
        "--engines",
        metavar="A,B",
        default="",
        help="only these: names or their beginnings, of "
        + ", ".join(each.name for each in ENGINES)
        + " (default: all)",
    )
    add("--rounds", metavar="N", type=int, default=3, help="speed rounds (default: 3)")
    add("--no-speed", action="store_true", help="leave speed out")
    add("--no-pathological", action="store_true", help="leave hard inputs out; they take longest")
    add("--output", metavar="FILE", type=Path, help="write the tables here as they fill")
    return parser.parse_args(arguments)


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement of one engine, and how far it moves the bar."""

    findings: Findings
    what: str
    work: Callable[[], None]
    steps: int = 1

    def run(self) -> None:
        """Measure; a failure ends the engine's part in the run, not the run."""
        if self.findings.problem:
            return
        try:
            self.work()
        except (EngineError, LateError) as problem:
            self.findings.problem = f"failed at {self.what}: {str(problem) or 'out of time'}"


def plan_jobs(
    ready: Sequence[Findings],
    sets: Sets,
    options: argparse.Namespace,
    advance: Callable[[], object],
) -> Iterator[Job]:
    """Give all measurements in order: accuracy, then speed in rounds, then hard inputs."""
    for each in ready:
        yield Job(each, "accuracy", partial(_add_accuracy, each, sets))
    texts = order_texts(sets)
    for _ in range(0 if options.no_speed else options.rounds):
        for each in ready:
            yield Job(each, "speed", partial(_add_speed, each, texts))
    for each in [] if options.no_pathological else ready:
        yield Job(each, "hard inputs", partial(_add_ordeals, each, advance), len(INPUTS))


def measure(
    all_findings: Sequence[Findings], sets: Sets, options: argparse.Namespace
) -> Iterator[None]:
    """Fill the findings, one a step; Ctrl-C ends the run with what there is by then."""
    ready = [each for each in all_findings if not each.problem]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    console = Console(stderr=True)
    shown = console.is_terminal
    with (
        suppress(KeyboardInterrupt),
        Progress(*columns, console=console, transient=True, disable=not shown) as bars,
    ):
        bar = bars.add_task("")
        jobs = list(plan_jobs(ready, sets, options, lambda: bars.advance(bar)))
        bars.update(bar, total=sum(job.steps for job in jobs))
        done = 0
        for job in jobs:
            doing = f"{job.findings.engine.name}: {job.what}"
            bars.update(bar, description=doing)
            if not shown:
                console.print(doing)
            job.run()
            done += job.steps
            bars.update(bar, completed=done)
            yield


def _add_accuracy(findings: Findings, sets: Sets) -> None:
    findings.agreement = run_accuracy(findings.engine.name, sets)


def _add_speed(findings: Findings, texts: Sequence[str]) -> None:
    findings.speeds.append(run_speed(findings.engine.name, texts))


def _add_ordeals(findings: Findings, advance: Callable[[], object]) -> None:
    findings.ordeals = run_ordeals(findings.engine.name, advance)


def order_texts(sets: Sets) -> list[str]:
    """Return all texts, mixed in the same way each time, so that a part stands for all."""
    texts = {each.text for texts in sets.values() for each in texts}
    return sorted(texts, key=lambda text: sha256(text.encode()).digest())


def describe_sets(sets: Sets) -> dict[str, tuple[int, int, float]]:
    """Count each set's texts, sentences and megabytes."""
    return {
        name: (
            len(texts),
            sum(len(each.spans) for each in texts),
            sum(len(each.text.encode()) for each in texts) / MEGABYTE,
        )
        for name, texts in sets.items()
    }


def write_report(all_findings: Sequence[Findings], sets: Sets, options: argparse.Namespace) -> str:
    """Join the tables that were asked for."""
    machine = (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores. "
        "What the columns mean: `python scripts/benchmarks/segmentation.py --help`."
    )
    parts = [
        "# Sentence engines compared",
        machine,
        write_accuracy(all_findings, len(sets.get(GOLDEN, []))),
        "" if options.no_speed else write_speed(all_findings),
        "" if options.no_pathological else write_ordeals(all_findings),
        write_problems(all_findings),
        write_sizes(describe_sets(sets)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def main() -> int:
    """Measure, print the tables, and return the exit code."""
    options = read_arguments()
    try:
        sets = read_sets(options.data_folder)
        chosen = select_engines(
            filter(None, options.engines.split(",")) if options.engines else [""]
        )
    except (ValueError, OSError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    all_findings = [
        Findings(each, problem="" if each.release else "not installed") for each in chosen
    ]
    for _ in measure(all_findings, sets, options):
        if options.output:
            options.output.write_text(write_report(all_findings, sets, options), encoding="utf-8")
    print(write_report(all_findings, sets, options), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
