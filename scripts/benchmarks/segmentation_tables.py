"""What was measured, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from segmentation_pathological import ENOUGH_TROUBLE, Ordeal
from segmentation_peers import BASELINE, Engine
from segmentation_scores import GOLDEN, Agreement, is_news
from segmentation_timing import SIZES, Speed

LISTED = 6  # inputs named in a cell before the rest is only counted
TROUBLE, WHY = "over the limit or failed", "why"
WORDS = {"engine", "set", TROUBLE, WHY}  # columns that hold words, not numbers


@dataclass(slots=True)
class Findings:
    """Everything measured of one engine."""

    engine: Engine
    agreement: dict[str, Agreement] = field(default_factory=dict)
    speeds: list[Speed] = field(default_factory=list)
    ordeals: list[Ordeal] = field(default_factory=list)
    problem: str = ""

    @property
    def name(self) -> str:
        """The engine's name and release."""
        return f"{self.engine.name} {self.engine.release or ''}".strip()

    @property
    def news(self) -> Agreement:
        """The agreement on all news sets as they are."""
        return sum((each for name, each in self.agreement.items() if is_news(name)), Agreement())

    @property
    def rate(self) -> float:
        """The median of the rounds in megabytes a second."""
        return median(each.rate for each in self.speeds)


def write_accuracy(findings: Sequence[Findings], golden_texts: int) -> str:
    """Write three tables: boundary F1, false and missed boundaries, sentence F1."""
    ranked = sorted(
        (each for each in findings if each.agreement), key=lambda each: -each.news.boundary_f1
    )
    sets = list(ranked[0].agreement) if ranked else []
    pooled = any(is_news(name) for name in sets)
    parts: list[tuple[str, Callable[[Agreement], str]]] = [
        ("Boundary F1, per cent", lambda each: f"{each.boundary_f1:.2f}"),
        ("False + missed boundaries", lambda each: f"{each.false} + {each.missed}"),
        ("Exact-sentence F1, per cent", lambda each: f"{each.sentence_f1:.2f}"),
    ]
    tables: list[str] = []
    for title, show in parts:
        header = ["engine", *(["news"] if pooled else []), *sets]
        rows = [
            [each.name, *([show(each.news)] if pooled else []),
             *(show(each.agreement[name]) for name in sets)]
            for each in ranked
        ]  # fmt: skip
        if not tables and GOLDEN in sets:
            header += [f"golden rules passed, of {golden_texts}", "golden rules cut right"]
            for row, each in zip(rows, ranked, strict=True):
                golden = each.agreement[GOLDEN]
                row += [str(golden.texts_right), str(golden.texts_cut_right)]
        tables.append(f"### {title}\n\n{_table(header, rows)}")
    return "\n\n".join(["## Accuracy", *tables])


def write_speed(findings: Sequence[Findings]) -> str:
    """Write the speed table, fastest first."""
    ranked = sorted((each for each in findings if each.speeds), key=lambda each: -each.rate)
    base = next((each.rate for each in ranked if each.engine.name == BASELINE), None)
    rows = [
        [
            each.name,
            f"{each.rate:.3g}",
            f"{each.rate / base:.2f}" if base else "-",
            f"{min(one.rate for one in each.speeds):.3g} to {max(one.rate for one in each.speeds):.3g}",
            f"{median(one.loading for one in each.speeds):.2f}",
            f"{100 * min(one.share for one in each.speeds):.0f} %",
        ]
        for each in ranked
    ]
    header = ["engine", "MB/s", f"times {BASELINE}", "rounds, MB/s", "load, s", "of the texts"]
    return f"## Speed\n\n{_table(header, rows)}"


def write_ordeals(findings: Sequence[Findings]) -> str:
    """Write the table of hard inputs, the engines without trouble first."""
    ranked = sorted((each for each in findings if each.ordeals), key=_hardship)
    rows = [
        [each.name, _worst_time(each.ordeals), _worst_growth(each.ordeals), _troubles(each.ordeals)]
        for each in ranked
    ]
    header = [
        "engine",
        f"worst time at {SIZES[-1] / 1e6:g} MB, s",
        f"worst growth from {SIZES[-2] / 1e6:g} MB",
        TROUBLE,
    ]
    return f"## Hard inputs\n\n{_table(header, rows)}"


def write_problems(findings: Sequence[Findings]) -> str:
    """List the engines that were not measured, or not to the end."""
    rows = [[each.name, each.problem] for each in findings if each.problem]
    return f"## Not measured\n\n{_table(['engine', WHY], rows)}" if rows else ""


def write_sizes(sets: Mapping[str, tuple[int, int, float]]) -> str:
    """Write what the sets hold: texts, sentences and megabytes."""
    rows = [
        [name, str(texts), str(sentences), f"{size:.2f}"]
        for name, (texts, sentences, size) in sets.items()
    ]
    return f"## Sets\n\n{_table(['set', 'texts', 'sentences', 'MB'], rows)}"


def _hardship(findings: Findings) -> tuple[int, float]:
    whole = [each for each in findings.ordeals if each.whole]
    troubles = len(findings.ordeals) - len(whole)
    return troubles, max((each.seconds[-1] for each in whole), default=0.0)


def _worst_time(ordeals: Sequence[Ordeal]) -> str:
    worst = max(
        (each for each in ordeals if each.whole), key=lambda each: each.seconds[-1], default=None
    )
    return f"{worst.seconds[-1]:.2f} ({worst.input!r})" if worst else "-"


def _worst_growth(ordeals: Sequence[Ordeal]) -> str:
    grown = [(each.growth, each.input) for each in ordeals if each.growth is not None]
    if not grown:
        return "-"
    growth, name = max(grown)
    return f"{growth:.1f} ({name!r})"


def _troubles(ordeals: Sequence[Ordeal]) -> str:
    troubles = [each.trouble for each in ordeals if each.trouble]
    rest = len(troubles) - LISTED
    shown = ", ".join(troubles[:LISTED]) + (f", and {rest} more" if rest > 0 else "")
    if len(troubles) >= ENOUGH_TROUBLE:
        return f"{len(troubles)} of the first {len(ordeals)}: {shown}"
    return f"{len(troubles)}: {shown}" if troubles else "none"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    aligned = ["---" if name in WORDS else "---:" for name in header]
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in (header, aligned, *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
