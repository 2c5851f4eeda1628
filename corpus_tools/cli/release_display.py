"""What was put back into a release, as a table and a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape

from corpus_tools.cli.display import make_table
from corpus_tools.standoff.anchoring import REASONS
from corpus_tools.standoff.hydrating import Hydration, Share

EXPLAINED = {str(reason): text for reason, text in REASONS.items()}


def show_hydration(hydration: Hydration) -> None:
    """Print a row an article, then coverage and what could not be read."""
    table = make_table("articles, and sentences put back", ["document", "status", "put back"])
    table.columns[1].justify = "left"
    table.add_column("note", overflow="fold")
    for each in hydration.placed:
        put_back = Share(each.n_put_back, len(each.places))
        table.add_row(escape(each.document.id), each.status, str(put_back), escape(each.note))
    console = Console()
    console.print(table)
    for line in _list_lines(hydration):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _list_lines(hydration: Hydration) -> Iterator[str]:
    coverage = hydration.coverage
    for problem in hydration.unreadable:
        yield f"not read: {problem}"
    yield "articles: " + ", ".join(f"{name} {count}" for name, count in coverage.documents.items())
    for name, shares in (("splits", coverage.splits), ("labels", coverage.labels)):
        if shares:
            yield f"{name}: " + ", ".join(f"{each} {share}" for each, share in shares.items())
    for reason, count in coverage.reasons.items():
        yield f"not put back: {count}, {EXPLAINED.get(reason, reason)}"
    yield _tell_digest(hydration)


def _tell_digest(hydration: Hydration) -> str:
    if hydration.release.facts is None:
        return f"sentences put back: {hydration.coverage.units}"
    if hydration.is_identical:
        return f"content digest as released: {hydration.digest}"
    if hydration.is_same_but_offsets:
        return "the released rows, but for offsets: those of your files"
    return f"content digest: released {hydration.release.facts.content_digest}, here {hydration.digest}"
