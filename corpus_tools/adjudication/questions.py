"""Two annotations and their texts -> a sheet with a row for each unit where they differ."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus_tools.adjudication.columns import WRITTEN
from corpus_tools.adjudication.differences import find_differences
from corpus_tools.annotators import Annotator, list_common
from corpus_tools.documents import read_documents
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.records import Annotation, GoldUnit, Span
from corpus_tools.sheets import join_labels, write_sheet


def write_differences(one: Annotator, other: Annotator, texts: Sequence[Path], sheet: Path) -> int:
    """Write a row for each unit on which two annotators differ; return how many.

    Where they cut differently, each of their units is a row. The columns that
    a person fills are ``labels``, ``primary``, ``kind`` and, at will, ``note``.

    :param texts: the folders of the articles, which are known by their text.
    :raises InputError: when the sheet is there already, no article is in both
        files, or a text is missing or is not the one that was annotated.
    """
    found = _read_texts((one, other), texts)
    rows = (
        row
        for name, text in found.items()
        for row in _make_rows(one.annotations[name], other.annotations[name], text)
    )
    return write_sheet(sheet, WRITTEN, rows)


def _read_texts(annotators: Sequence[Annotator], folders: Sequence[Path]) -> dict[str, str]:
    """Return the text of each article that both have.

    :raises InputError: with every text that is missing, another, or too short.
    """
    names = list_common(annotators)
    documents, _ = read_documents(folders, refused=[])
    texts = {each.sha256: each.text for each in documents}
    sources = {each.source for each in documents}
    found, problems = {}, []
    for name in names:
        annotation = annotators[0].annotations[name]
        text = texts.get(annotation.sha256)
        if text is None:
            place = annotators[0].locate(name)
            problems.append(_say_missing(annotation, annotation.path in sources, place))
        else:
            found[name] = text
            problems.extend(_find_overruns(name, annotators, len(text)))
    if problems:
        raise InputError(problems)
    return found


def _say_missing(annotation: Annotation, is_there: bool, place: Location) -> Problem:
    if is_there:
        what = f"{annotation.path} is not the text of article {annotation.id!r} that was annotated"
        return Problem(place, what, "annotate it again, or put that text back")
    what = f"there is no readable text {annotation.path} for article {annotation.id!r}"
    return Problem(place, what, "name the folder that holds it with one more --texts")


def _find_overruns(name: str, annotators: Sequence[Annotator], length: int) -> Iterator[Problem]:
    for each in annotators:
        last = max((unit.end for unit in each.annotations[name].units), default=0)
        if last > length:
            what = f"a unit of article {name!r} ends at {last}, the text at {length}"
            yield Problem(each.locate(name), what, "mend the offsets")


def _make_rows(one: Annotation, other: Annotation, text: str) -> Iterator[dict[str, str]]:
    spans = sorted({Span(unit.start, unit.end) for each in (one, other) for unit in each.units})
    # By end, and the shortest last: what is searched for is the nearest before a start.
    ends = sorted(Span(end, start) for start, end in spans)
    for each in find_differences(one, other):
        after = bisect_left(spans, (each.end, 0))
        before = bisect_right(ends, (each.start, each.start))
        yield {
            "article": each.document_id,
            "start": str(each.start),
            "end": str(each.end),
            "differ": ", ".join(each.fields),
            "before": text[ends[before - 1].end : ends[before - 1].start] if before else "",
            "text": text[each.start : each.end],
            "after": text[slice(*spans[after])] if after < len(spans) else "",
            **_describe("a", each.one),
            **_describe("b", each.other),
            "sha256": each.sha256,
        }


def _describe(side: str, unit: GoldUnit | None) -> dict[str, str]:
    if unit is None:
        return {}
    return {
        f"{side}_kind": unit.kind,
        f"{side}_labels": join_labels(unit.labels),
        f"{side}_primary": unit.primary or "",
    }
