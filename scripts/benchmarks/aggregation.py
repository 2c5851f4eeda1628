"""Measure our aggregation methods and every installed peer on the same vote matrices.

All run on the same rows in one go, without gold and with a few gold rows. Nothing is
fetched. What the tables mean: see --help.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
for name in THREADS:  # before numpy and torch open: on small matrices threads only wait
    os.environ.setdefault(name, "1")

from aggregation_data import VoteSet, draw_gold, read_sets  # noqa: E402
from aggregation_methods import METHODS, Method, select_methods  # noqa: E402
from aggregation_scores import Outcome, judge, wait_for  # noqa: E402
from aggregation_tables import Findings, write_report  # noqa: E402

DESCRIPTION = """\
Measure our aggregation methods and every installed peer on the same vote matrices.

DATA_FOLDER holds files *.jsonl, one unit a row:
  {"split": "train", "gold": 1, "votes": [-1, 1, -1, 0]}
with one vote a rule, -1 for an abstention. A file's name is its set's name. The rows of
the split 'train' are used where a file has them, else all rows.
"""

EPILOG = """\
without gold  A method sees all votes and is scored on the covered rows: those with at
              least one vote. Accuracy in per cent; deciding nothing is an error.
with gold     A method also sees the gold of a few rows, drawn from all rows by a fixed
              seed, and is scored on the other covered rows: the mean over all draws.
difference    To the majority vote whose ties are settled by chance, in its expectation,
              on the same rows. 'worst' is the worst set.
macro-F1      The mean over the classes that are in the gold or decided on those rows.
seconds       Of processor time over all sets, fitting and deciding; with gold, of one
              draw. One thread.

peers         python -m pip install -r requirements/benchmarks.txt
              A peer that is absent or fails is named under 'Not measured'.

examples
  python scripts/benchmarks/aggregation.py data
  python scripts/benchmarks/aggregation.py data --methods corpus_tools,majority --draws 5
"""


def read_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("data_folder", metavar="DATA_FOLDER", type=Path, help="folder of votes and gold, *.jsonl")
    add(
        "--methods",
        metavar="A,B",
        default="",
        help="only these: names or their beginnings, of "
        + ", ".join(each.name for each in METHODS)
        + " (default: all)",
    )
    add("--gold-rows", metavar="N", type=int, default=100, help="gold rows (default: 100)")
    add("--draws", metavar="N", type=int, default=20, help="draws of gold rows (default: 20)")
    add("--seed", metavar="N", type=int, default=13, help="seed of the draws (default: 13)")
    add("--limit", metavar="SECONDS", type=int, default=120,
        help="most processor seconds a method may take for one matrix (default: 120)")  # fmt: skip
    add("--output", metavar="FILE", type=Path, help="write the tables here as they fill")
    return parser.parse_args(arguments)


def measure(
    findings: Sequence[Findings], sets: Mapping[str, VoteSet], options: argparse.Namespace
) -> Iterator[None]:
    """Fill the findings, one set of one method a step."""
    for each in findings:
        for name, rows in sets.items():
            if each.problem:
                break
            print(f"{each.method.name}: {name}", file=sys.stderr)
            try:
                if each.method.learns_from_votes:
                    each.without_gold[name] = run_without_gold(each.method, rows, options.limit)
                if each.method.learns_from_gold:
                    each.with_gold[name] = run_with_gold(each.method, rows, options)
            except Exception as problem:  # a peer may fail in any way; its part ends, not the run
                said = str(problem).splitlines() or [type(problem).__name__]
                each.problem = f"failed on {name}: {said[0]}"
            yield


def run_without_gold(method: Method, rows: VoteSet, limit: int) -> Outcome:
    """Score a method on all covered rows."""
    shares, seconds = wait_for(lambda: method.run(rows.votes, rows.n_classes, None), limit)
    return judge(shares, rows, rows.covered, seconds)


def run_with_gold(method: Method, rows: VoteSet, options: argparse.Namespace) -> list[Outcome]:
    """Score a method on the covered rows that it wasn't given the gold of, once a draw."""
    outcomes = []
    for gold in draw_gold(rows, options.gold_rows, options.draws, options.seed):
        shares, seconds = wait_for(
            lambda known=gold: method.run(rows.votes, rows.n_classes, known), options.limit
        )
        outcomes.append(judge(shares, rows, rows.covered & (gold < 0), seconds))
    return outcomes


def main() -> int:
    """Measure, print the tables, and return the exit code."""
    options = read_arguments()
    try:
        chosen = select_methods(
            list(filter(None, options.methods.split(","))) if options.methods else [""]
        )
        sets = read_sets(options.data_folder, options.gold_rows)
    except (ValueError, OSError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    findings = [Findings(each, problem=each.find_absence()) for each in chosen]
    for _ in measure(findings, sets, options):
        if options.output:
            options.output.write_text(write_report(findings, sets, options), encoding="utf-8")
    print(write_report(findings, sets, options), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
