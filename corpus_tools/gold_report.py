"""How the gold was made, as numbers: what was annotated, by whom, how far they agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus_tools.adjudication import Difference, find_differences
from corpus_tools.agreement import Agreement, measure_agreement
from corpus_tools.annotators import Annotator, read_annotators
from corpus_tools.coefficients import Estimate
from corpus_tools.errors import InputError, Problem
from corpus_tools.records import Annotation

Row = dict[str, Any]
PAIR = 2


def describe_gold(
    gold: Mapping[str, Annotation], annotators: Sequence[Path], labels: Sequence[str]
) -> Row:
    """Return counts of the gold and the agreement of those who annotated it.

    :param gold: by document id, of the documents that are in the corpus.
    :param annotators: a file of stand-off annotations each.
    :returns: ``articles``, ``units``, ``labels`` with the primary labels' counts, and
        ``agreement``: ``None`` unless two annotators or more did the same articles.
    :raises InputError: when a file can't be read, or belongs to other texts than the gold.
    """
    counts = Counter(unit.primary for each in gold.values() for unit in each.units if unit.primary)
    row: Row = {
        "articles": sorted(gold),
        "units": counts.total(),
        "labels": {label: counts[label] for label in labels},
        "agreement": None,
    }
    found = _keep_documents(read_annotators(annotators), gold) if len(annotators) >= PAIR else []
    if found and set.intersection(*(set(each.annotations) for each in found)):
        measured = measure_agreement(found, with_alpha=False)
        row["agreement"] = _describe_agreement(measured) | {
            "differing": [_describe_difference(each) for each in _list_differences(found)]
        }
    return row


def _keep_documents(
    annotators: Sequence[Annotator], gold: Mapping[str, Annotation]
) -> list[Annotator]:
    problems = [
        Problem(each.locate(name), f"article {name!r} has another text than the gold", "annotate the same text")
        for each in annotators
        for name, annotation in each.annotations.items()
        if name in gold and gold[name].sha256 != annotation.sha256
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    return [
        replace(
            each,
            annotations={name: found for name, found in each.annotations.items() if name in gold},
        )
        for each in annotators
    ]


def _describe_agreement(agreement: Agreement) -> Row:
    return {
        "annotators": list(agreement.annotators),
        "articles": agreement.n_documents,
        "units": agreement.primary.n_units,
        "share": agreement.primary.share,
        "kappa": _describe_estimate(agreement.primary.kappa),
        "labels": [
            {
                "label": each.label,
                "given": list(each.counts),
                "positive_agreement": each.positive_agreement,
                "kappa": _describe_estimate(each.measures.kappa),
            }
            for each in agreement.labels
        ],
    }


def _describe_estimate(estimate: Estimate | None) -> Row | None:
    if estimate is None:
        return None
    return {"value": estimate.value, "interval": estimate.interval and list(estimate.interval)}


def _list_differences(annotators: Sequence[Annotator]) -> Iterator[Difference]:
    """Yield the spans on which two annotators differ; they are what was adjudicated."""
    if len(annotators) != PAIR:
        return
    one, other = annotators
    for name, annotation in one.annotations.items():
        if name in other.annotations:
            for each in find_differences(annotation, other.annotations[name]):
                if isinstance(each, Difference):
                    yield each


def _describe_difference(difference: Difference) -> Row:
    return {
        "document_id": difference.document_id,
        "start": difference.start,
        "end": difference.end,
        "in": list(difference.fields),
    }
