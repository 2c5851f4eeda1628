"""Tables and progress bars for people at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from corpus_tools.agreement import Agreement
from corpus_tools.coefficients import Estimate, Measures
from corpus_tools.corpus import Corpus
from corpus_tools.evaluation import Scores
from corpus_tools.wording import count_of, show_interval


class Bars:
    """Progress bars on standard error; none when that is no terminal."""

    def __init__(self) -> None:
        """Look where standard error goes."""
        self._console = Console(stderr=True)

    @contextmanager
    def track(self, what: str, total: int) -> Iterator[Callable[[], object]]:
        """Show a bar that goes when the work is done."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        shown = self._console.is_terminal
        with Progress(*columns, console=self._console, transient=True, disable=not shown) as bars:
            task = bars.add_task(what, total=total)
            yield lambda: bars.advance(task)


def show_corpus(corpus: Corpus) -> None:
    """Print ledgers, splits, labels, scores and warnings of a build."""
    console, report = Console(), corpus.report
    for ledger in report["ledgers"]:
        console.print(_ledger_line(ledger), highlight=False, soft_wrap=True)
    console.print(_splits_table(report["splits"]))
    console.print(_labels_table(report["labels"]))
    if report["scores"]["rows"]:
        console.print(_scores_table(report["scores"]))
    console.print(report["scores"]["note"], highlight=False)
    for warning in report["warnings"]:
        console.print(f"note: {warning}", highlight=False, style="yellow", soft_wrap=True)
    console.print(f"{corpus.folder}  {corpus.signature}", highlight=False, soft_wrap=True)


def _ledger_line(ledger: Mapping[str, Any]) -> str:
    reasons = ", ".join(f"{reason} {count}" for reason, count in ledger["refused"].items())
    tail = f", kept back: {reasons}" if reasons else ""
    return f"{ledger['stage']}: read {ledger['read']}, kept {ledger['kept']}{tail}"


def make_table(title: str, columns: Sequence[str]) -> Table:
    """Return an empty table, names to the left and figures to the right."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left", no_wrap=True)
    return table


def _splits_table(splits: Mapping[str, Any]) -> Table:
    rows = splits["rows"]
    table = make_table("splits, by released label", ["", *(row["split"] for row in rows)])
    for name, key in (("articles", "documents"), ("sentences", "units")):
        table.add_row(name, *(str(row[key]) for row in rows))
    for name, key in (("share", "share"), ("asked for", "target_share")):
        table.add_row(name, *(f"{row[key]:.3f}" for row in rows))
    for label in splits["labels"]:
        table.add_row(label, *(str(row["labels"][label]) for row in rows))
    return table


def _labels_table(labels: Sequence[Mapping[str, Any]]) -> Table:
    table = make_table(
        "labels by the rules", ["label", "units", "primary", "by rule", "by default"]
    )
    for row in labels:
        table.add_row(
            row["label"], *(str(row[key]) for key in ("units", "primary", "by_rule", "by_default"))
        )
    return table


def _scores_table(scores: Mapping[str, Any]) -> Table:
    title = "scores on gold" if scores["on"] == "gold" else "agreement with the rules (no gold)"
    table = make_table(title, ["method", "macro-F1", "95 % interval", "accuracy", "units"])
    for row in scores["rows"]:
        table.add_row(
            row["method"],
            f"{row['macro_f1']:.3f}",
            show_interval(row["interval"]),
            f"{row['accuracy']:.3f}",
            str(row["n_units"]),
        )
    return table


def show_scores(scores: Scores) -> None:
    """Print a row a label, then macro-F1 with its interval."""
    table = make_table("scores", ["label", "precision", "recall", "F1", "units"])
    for each in scores.labels:
        shares = (f"{value:.3f}" for value in (each.precision, each.recall, each.f1))
        table.add_row(each.label, *shares, str(each.support))
    console = Console()
    console.print(table)
    bounds = show_interval(scores.interval)
    console.print(
        f"macro-F1 {scores.macro_f1:.3f}, 95 % interval {bounds}, accuracy {scores.accuracy:.3f}, "
        f"{count_of(scores.n_units, 'unit')} of {count_of(scores.n_documents, 'article')}",
        highlight=False,
    )


def show_agreement(agreement: Agreement) -> None:
    """Print what annotators agree on, then labels, confusions, and what was not compared."""
    console = Console()
    console.print(_agreement_table(agreement))
    if agreement.labels:
        console.print(_label_agreement_table(agreement))
    if agreement.confusion.labels:
        console.print(_confusion_table(agreement))
    units = ", ".join(map(str, agreement.n_units))
    lines = [
        f"{count_of(agreement.n_documents, 'article')}; units of {', '.join(agreement.annotators)}: {units}",
        f"{count_of(agreement.n_aligned, 'unit')} aligned, {len(agreement.unaligned)} not; "
        f"share with the same span {_show_share(agreement.same_span)}; "
        f"{agreement.n_partly_labelled} labelled by some only",
        *(
            f"not aligned: {unit.document_id} {unit.start}-{unit.end}, {unit.annotator} only"
            for unit in agreement.unaligned
        ),
    ]
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _agreement_table(agreement: Agreement) -> Table:
    table = make_table("agreement", ["", "units", "equal", "kappa", "alpha"])
    for name, measures in (("primary label", agreement.primary), ("kind", agreement.kind)):
        share = _show_share(measures.share)
        table.add_row(name, str(measures.n_units), share, *_show_coefficients(measures))
    return table


def _label_agreement_table(agreement: Agreement) -> Table:
    columns = ["label", "given by each", "positive", "kappa", "alpha"]
    table = make_table("each label against the rest", columns)
    for each in agreement.labels:
        counts, positive = ", ".join(map(str, each.counts)), _show_share(each.positive_agreement)
        table.add_row(escape(each.label), counts, positive, *_show_coefficients(each.measures))
    return table


def _confusion_table(agreement: Agreement) -> Table:
    confusion, [first, *others] = agreement.confusion, agreement.annotators
    title = f"primary labels: rows {first}, columns {others[0]}"
    if len(others) > 1:
        title = "primary labels of all pairs of annotators: rows are who is named first"
    numbers = [str(number) for number, _ in enumerate(confusion.labels, start=1)]
    table = make_table(escape(title), ["", *numbers])
    for number, label, counts in zip(numbers, confusion.labels, confusion.counts, strict=True):
        table.add_row(f"{number} {escape(label)}", *map(str, counts))
    return table


def _show_coefficients(measures: Measures) -> tuple[str, str]:
    return _show_estimate(measures.kappa), _show_estimate(measures.alpha)


def _show_estimate(estimate: Estimate | None) -> str:
    """Return the value and below it the bounds."""
    if estimate is None:
        return "-"
    return f"{estimate.value:.3f}\n{show_interval(estimate.interval)}"


def _show_share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
