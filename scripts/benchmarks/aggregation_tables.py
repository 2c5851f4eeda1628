"""What was measured, as Markdown."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean
from textwrap import shorten

from aggregation_data import VoteSet
from aggregation_methods import Method
from aggregation_scores import Outcome

LONGEST_REASON = 160


@dataclass(slots=True)
class Findings:
    """Everything measured of one method, by set; with gold, an outcome a draw."""

    method: Method
    without_gold: dict[str, Outcome] = field(default_factory=dict)
    with_gold: dict[str, list[Outcome]] = field(default_factory=dict)
    problem: str = ""


def write_report(
    findings: Sequence[Findings], sets: Mapping[str, VoteSet], options: argparse.Namespace
) -> str:
    """Join the tables."""
    without = {each.method.label: {name: [one] for name, one in each.without_gold.items()}
               for each in findings}  # fmt: skip
    with_gold = {each.method.label: each.with_gold for each in findings}
    machine = (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, one "
        "thread. What the columns mean: `python scripts/benchmarks/aggregation.py --help`."
    )
    drawn = f"{options.gold_rows} gold rows ({options.draws} draws, seed {options.seed})"
    parts = [
        "# Aggregation methods compared",
        machine,
        _write_outcomes("Without gold", without, sets),
        _write_outcomes(f"With {drawn}", with_gold, sets),
        _write_problems(findings),
        _write_sizes(sets),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _write_outcomes(
    title: str, outcomes: Mapping[str, Mapping[str, list[Outcome]]], sets: Mapping[str, VoteSet]
) -> str:
    """Write a row a method that was measured on every set, best mean difference first."""
    whole = {label: by_set for label, by_set in outcomes.items() if len(by_set) == len(sets)}
    if not whole:
        return ""

    def average(label: str, pick: Callable[[Outcome], float]) -> list[float]:
        return [mean(pick(one) for one in whole[label][name]) for name in sets]

    rows = []
    for label in sorted(whole, key=lambda each: -mean(average(each, lambda one: one.difference))):
        differences = average(label, lambda one: one.difference)
        rows.append([
            label,
            *(f"{value:.1f}" for value in average(label, lambda one: one.accuracy)),
            f"{mean(differences):+.2f}",
            f"{min(differences):+.2f}",
            f"{mean(average(label, lambda one: one.macro_f1)):.1f}",
            f"{sum(average(label, lambda one: one.seconds)):.2f}",
        ])  # fmt: skip
    header = ["method", *sets, "mean difference", "worst", "macro-F1", "seconds"]
    return f"## {title}\n\n{_table(header, rows)}"


def _write_problems(findings: Sequence[Findings]) -> str:
    """Name what was not measured on all sets, and why."""
    lines = [
        f"- {each.method.label}: {shorten(each.problem, LONGEST_REASON)}"
        for each in findings
        if each.problem
    ]
    return "\n".join(["## Not measured", "", *lines]) if lines else ""


def _write_sizes(sets: Mapping[str, VoteSet]) -> str:
    rows = []
    for name, each in sets.items():
        tied = (each.votes[each.covered][:, :, None] == range(each.n_classes)).sum(axis=1)
        several = (tied == tied.max(axis=1, keepdims=True)).sum(axis=1) > 1
        rows.append([
            name, str(len(each.gold)), str(each.votes.shape[1]), str(each.n_classes),
            f"{each.covered.mean():.3f}", f"{several.mean():.3f}",
        ])  # fmt: skip
    header = ["set", "rows", "rules", "classes", "covered share", "tied share of covered"]
    return f"## Sets\n\n{_table(header, rows)}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    marks = ["---", *["---:"] * (len(header) - 1)]
    lines = [header, marks, *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
