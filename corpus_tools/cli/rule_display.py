"""Tables of rules, phrases with their examples, and sentences with their words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus_tools.corpus import Explanation
from corpus_tools.evaluation import LabelScore
from corpus_tools.normalisation import normalise_text
from corpus_tools.records import Document
from corpus_tools.rule_analysis import WEAK_PRECISION, RuleAnalysis, RuleRow
from corpus_tools.suggestions import Suggestion, locate_phrase
from corpus_tools.wording import count_of, list_some, show_interval

NO_PHRASE = (
    "no phrase beyond function words stands in two missed units of two articles, "
    "is right in half of what it would add, and scores above 0"
)
LONGEST_NAME, SHORTEST_NAME, LONGEST_EXAMPLE = 32, 12, 160
# Where a table is wider than the terminal, these columns go, in this order.
DROPPED_FIRST = ("over", "conf", "rec", "cov", "mend", "95 %")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as text: its heading and a cell a row."""

    heading: str
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        """In characters."""
        return max(map(len, (self.heading, *self.cells)))


def show_analysis(analysis: RuleAnalysis) -> None:
    """Print a table a label, then the primary labels' score."""
    console = Console()
    labels = list(dict.fromkeys(row.label for row in analysis.rules))
    for label in labels:
        rows = [row for row in analysis.rules if row.label == label]
        columns, gap = fit_columns(list(_make_columns(rows)), console.width)
        console.print(_title(analysis, label), highlight=False)
        console.print(_make_table(columns, rows, gap))
    console.print(_describe(analysis), highlight=False)


def fit_columns(columns: Sequence[Column], width: int) -> tuple[list[Column], int]:
    """Return the columns that fit a width, and the blanks between them, 2 or 1.

    The first column is cut when all that may go have gone.

    >>> wide = [Column("rule", ("a" * 20,)), Column("over", ("0.5",)), Column("prec", ("1",))]
    >>> [column.heading for column in fit_columns(wide, 30)[0]]
    ['rule', 'over', 'prec']
    >>> [column.heading for column in fit_columns(wide, 29)[0]]
    ['rule', 'prec']
    >>> fit_columns(wide, 18)[0][0].cells
    ('aaaaaa…aaaaaa',)
    """
    kept = list(columns)
    if _total(kept, 2) <= width:
        return kept, 2
    for heading in DROPPED_FIRST:
        if _total(kept, 1) <= width:
            return kept, 1
        kept = [column for column in kept if column.heading != heading]
    room = max(SHORTEST_NAME, kept[0].width - max(0, _total(kept, 1) - width))
    names = tuple(cut(each, room) for each in kept[0].cells)
    return [Column(kept[0].heading, names), *kept[1:]], 1


def cut(name: str, room: int) -> str:
    """Take the middle out of a name that is too long.

    >>> cut("arrest-and-custody", 9)
    'arre…tody'
    """
    if len(name) <= room:
        return name
    tail = (room - 1) // 2
    return f"{name[: room - 1 - tail]}…{name[-tail:]}"


def _total(columns: Sequence[Column], gap: int) -> int:
    return sum(column.width for column in columns) + gap * (len(columns) - 1)


def _make_columns(rows: Sequence[RuleRow]) -> Iterator[Column]:
    def make(heading: str, say: Callable[[RuleRow], str]) -> Column:
        return Column(heading, tuple(map(say, rows)))

    yield make("rule", lambda row: cut(row.rule, LONGEST_NAME))
    yield make("", _mark)
    yield make("units", lambda row: "-" if row.fired is None else str(row.fired))
    yield make("cov", lambda row: _share(row.coverage))
    if any(row.label for row in rows):
        yield make("over", lambda row: _share(row.overlap))
        yield make("conf", lambda row: _share(row.conflict))
    if all(row.gold is None for row in rows):
        return
    known = [row.gold for row in rows if row.gold is not None]
    for heading, cells in (
        ("prec", (_share(each.precision) for each in known)),
        ("95 %", (_bounds(each.interval) for each in known)),
        ("rec", (_share(each.recall) for each in known)),
        ("lost", (str(each.lost) for each in known)),
        ("mend", (str(each.mended) for each in known)),
    ):
        yield Column(heading, tuple(cells))


def _mark(row: RuleRow) -> str:
    return "x" if row.is_dead else "!" if row.is_weak else ""


def _share(value: float | None) -> str:
    """Show a share in four characters.

    >>> _share(0.0625), _share(1.0), _share(None)
    ('.062', '1', '-')
    """
    return "-" if value is None else "1" if value == 1 else f"{value:.3f}".removeprefix("0")


def _bounds(interval: tuple[float, float] | None) -> str:
    return (
        "-"
        if interval is None
        else "-".join("1" if bound == 1 else f"{bound:.2f}".removeprefix("0") for bound in interval)
    )


def _make_table(columns: Sequence[Column], rows: Sequence[RuleRow], gap: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, gap - 1, 0, 0), pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column.heading, justify="right" if place else "left", no_wrap=True)
    for place, row in enumerate(rows):
        style = "dim" if row.is_dead else "red" if row.is_weak else None
        table.add_row(*(Text(column.cells[place]) for column in columns), style=style)
    return table


def _title(analysis: RuleAnalysis, label: str | None) -> Text:
    if label is None:
        return Text("markers, which vote for nothing", style="bold")
    text = Text(label, style="bold")
    for each in analysis.labels:
        if each.label == label:
            text.append(f": {_say_score(each)}", style="not bold")
    return text


def _say_score(score: LabelScore) -> str:
    shares = f"precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}"
    return f"{shares}, {score.support} units in gold"


def _describe(analysis: RuleAnalysis) -> str:
    lines = [
        f"{count_of(len(analysis.rules), 'rule')} on {count_of(analysis.n_units, 'unit')} of "
        f"{count_of(analysis.n_documents, 'article')}"
    ]
    ruled = {row.label for row in analysis.rules}
    lines += [
        f"{each.label} (no rule): {_say_score(each)}"
        for each in analysis.labels
        if each.label not in ruled
    ]
    if analysis.primary is not None:
        lines.append(
            f"primary label: macro-F1 {analysis.primary.macro_f1:.3f}, "
            f"95 % {show_interval(analysis.primary.interval)}, "
            f"{count_of(analysis.n_gold_units, 'gold unit')} of "
            f"{count_of(analysis.n_gold_documents, 'article')}"
        )
    marks = {
        "x": (any(row.is_dead for row in analysis.rules), "never fires"),
        "!": (any(row.is_weak for row in analysis.rules), f"precision below {WEAK_PRECISION:g}"),
    }
    shown = [f"{mark} {meaning}" for mark, (used, meaning) in marks.items() if used]
    return "\n".join([*lines, *filter(None, ["; ".join(shown)])])


def show_suggestions(found: Sequence[Suggestion], documents: Sequence[Document]) -> None:
    """Print each phrase with its figures, and beneath it an example with its place."""
    console = Console()
    texts = {document.id: document.text for document in documents}
    if not found:
        console.print(NO_PHRASE, soft_wrap=True)
    for place, each in enumerate(found):
        if place == 0 or found[place - 1].label != each.label:
            console.print(Text(each.label, style="bold"))
        console.print(
            f"  {each.phrase!r}: right in {each.missed} of {each.unvoted} units without a vote "
            f"({each.precision:.2f}, {count_of(each.articles, 'article')}), {each.voted} more have one, "
            f"score {each.score:.2f}{_describe_silent(each)}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
        example = normalise_text(texts[each.document_id][each.start : each.end])
        line = Text(f"    {each.document_id} {each.start}:{each.end}  ", style="dim")
        line.append_text(_show_example(example, each.phrase))
        console.print(line, soft_wrap=True)


def _describe_silent(suggestion: Suggestion) -> str:
    if not suggestion.silent_rules:
        return ""
    named = list_some([f"{rule} in {count}" for rule, count in suggestion.silent_rules])
    return f"; matched there and kept silent: {named}"


def _show_example(text: str, phrase: str) -> Text:
    """Cut a sentence to what stands around a phrase, and mark the phrase."""
    start, end = locate_phrase(phrase, text) or (0, 0)
    first = max(0, min(start - LONGEST_EXAMPLE // 2, len(text) - LONGEST_EXAMPLE))
    last = min(len(text), first + LONGEST_EXAMPLE)
    shown = Text("…" if first else "", style="not dim")
    shown.append(text[first:last])
    offset = len("…" if first else "") - first
    shown.stylize("bold underline", start + offset, end + offset)
    if last < len(text):
        shown.append("…")
    return shown


def show_explanation(explanation: Explanation) -> None:
    """Print why a unit has its label; on a terminal the words of the rules are marked in it."""
    console = Console()
    heading = explanation.heading
    text, *others = str(explanation).removeprefix(f"{heading}\n").split("\n")
    marked = Text(text)
    if console.is_terminal:
        for style, start, end in _find_marked(explanation):
            marked.stylize(style, start + 2, end + 2)
    for line in (Text(heading), marked, *map(Text, others)):
        console.print(line, soft_wrap=True)


def _find_marked(explanation: Explanation) -> Iterator[tuple[str, int, int]]:
    """Yield how the words of silent rules, markers and votes look, the weightiest last.

    Silent rules often match a whole sentence, so they give way to those that spoke.
    """
    if explanation.answer is None:
        text = explanation.labelled.unit.text
        for _, _, words, _ in explanation.votes:
            yield "bold underline", text.find(words), text.find(words) + len(words)
        return
    heard = [span for _, span in (*explanation.answer.spoke, *explanation.answer.markers)]
    for _, span, _ in explanation.answer.silent:
        if not any(span.start < each.end and each.start < span.end for each in heard):
            yield "yellow", *span
    for _, span in explanation.answer.markers:
        yield "cyan underline", *span
    for _, span in explanation.answer.spoke:
        yield "bold underline", *span
