"""How the gold was made, as numbers: what was annotated, by whom, how far they agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
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


def describe_gold(
    gold: Mapping[str, Annotation],
    annotators: Sequence[Path],
    labels: Collection[str],
    seen: Collection[str],
) -> Row:
    """Return counts of the gold and the agreement of the two who annotated it.

    :param gold: by document id, of the documents that are in the corpus.
    :param annotators: the files of two annotators, or none.
    :param seen: the documents used to write rules or to weigh votes, and their likes.
    :returns: ``articles``, ``seen`` of them, ``units``, ``labels`` with the primary labels' counts, and
        ``agreement``: ``None`` where no article of the gold was annotated by both.
    :raises InputError: when a file can't be read, belongs to other texts than
        the gold, or has labels that the recipe does not know.
    """
    counts = Counter(unit.primary for each in gold.values() for unit in each.units if unit.primary)
    row: Row = {
        "articles": sorted(gold),
        "seen": sorted(gold.keys() & set(seen)),
        "units": counts.total(),
        "labels": {label: counts[label] for label in labels},
        "agreement": None,
    }
    found = [_keep_documents(each, gold, labels) for each in read_annotators(annotators)]
    if found and set.intersection(*(set(each.annotations) for each in found)):
        measured = measure_agreement(found, with_alpha=False)
        row["agreement"] = _describe_agreement(measured) | {
            "differing": [_describe_difference(each) for each in _list_differences(*found)]
        }
    return row


def _keep_documents(
    annotator: Annotator, gold: Mapping[str, Annotation], labels: Collection[str]
) -> Annotator:
    """Return the annotator with the articles of the gold alone.

    :raises InputError: for other texts and other labels.
    """
    kept = {name: each for name, each in annotator.annotations.items() if name in gold}
    problems = [
        Problem(annotator.locate(name), f"article {name!r} {what}", way_out)
        for name, each in kept.items()
        for what, way_out in _find_misfits(each, gold[name], labels)
    ]
    if problems:
        raise InputError(problems)
    return replace(annotator, annotations=kept)


def _find_misfits(
    annotation: Annotation, gold: Annotation, labels: Collection[str]
) -> Iterator[tuple[str, str]]:
    if annotation.sha256 != gold.sha256:
        yield "has another text than the gold", "annotate the same text"
    strange = sorted({label for unit in annotation.units for label in unit.labels} - set(labels))
    if strange:
        yield f"has an unknown label {', '.join(strange)}", f"use one of {', '.join(labels)}"


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


def _list_differences(one: Annotator, other: Annotator) -> Iterator[Difference]:
    """Yield the spans on which two annotators differ; they are what was adjudicated."""
    for name, annotation in one.annotations.items():
        if name in other.annotations:
            yield from find_differences(annotation, other.annotations[name])


def _describe_difference(difference: Difference) -> Row:
    return {
        "document_id": difference.document_id,
        "start": difference.start,
        "end": difference.end,
        "in": list(difference.fields),
    }
