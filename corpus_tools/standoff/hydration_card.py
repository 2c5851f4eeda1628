"""The card of a data set whose texts were put back: what is there, what is not, whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from corpus_tools.card import describe_configurations
from corpus_tools.dataset import SplitFile
from corpus_tools.standoff.coverage import Coverage, Share
from corpus_tools.standoff.format import ReleaseFacts, ReleaseMark
from corpus_tools.standoff.hydrating import Hydration
from corpus_tools.yamlio import dump_yaml


def write_hydration_card(hydration: Hydration, files: Sequence[SplitFile]) -> str:
    """Return the card as Markdown; with YAML front matter where there is a data set to load."""
    facts = hydration.release.facts
    name = facts.pretty_name if facts else "Annotated articles"
    lines = [f"# {name}, texts put back", "", *_explain(hydration)]
    lines += _tell_coverage(hydration.coverage)
    if facts is not None:
        lines = [*_front_matter(facts, hydration, files), *lines, *_tell_digest(hydration, facts)]
    return "\n".join([*lines, *_tell_rights(hydration.release.mark)])


def _front_matter(
    facts: ReleaseFacts, hydration: Hydration, files: Sequence[SplitFile]
) -> list[str]:
    front: dict[str, Any] = {
        "license": "other",
        "language": [facts.language],
        "pretty_name": facts.pretty_name,
        "task_categories": ["text-classification"],
    }
    if files:
        rows = [asdict(each) for each in files]
        front |= describe_configurations(list(facts.labels), rows, str(hydration.digest))
    return ["---", dump_yaml(front).rstrip(), "---", ""]


def _explain(hydration: Hydration) -> list[str]:
    units = hydration.coverage.units
    whole = "All" if hydration.coverage.is_full else "Not all"
    return [
        f"{whole} sentences of a release without texts were put back from articles at hand: "
        f"{units}. Offsets in `units.jsonl` count code points of those articles as decoded; "
        "`hydration.json` says what became of each article and which sentences are missing.",
        "",
    ]


def _tell_coverage(coverage: Coverage) -> list[str]:
    lines = ["## Coverage", "", "| articles | number |", "| --- | --- |"]
    lines += [f"| {name} | {count} |" for name, count in coverage.documents.items()]
    lines += _table("split", coverage.splits) + _table("label", coverage.labels)
    if coverage.reasons:
        lines += ["", "| not put back because | sentences |", "| --- | --- |"]
        lines += [f"| {name} | {count} |" for name, count in coverage.reasons.items()]
    return [*lines, ""]


def _table(name: str, shares: Mapping[str, Share]) -> list[str]:
    if not shares:
        return []
    rows = [
        f"| `{each}` | {share} | {share.put_back / share.released:.3f} |"
        for each, share in shares.items()
    ]
    return ["", f"| {name} | put back | share |", "| --- | --- | --- |", *rows]


def _tell_digest(hydration: Hydration, facts: ReleaseFacts) -> list[str]:
    if hydration.is_identical:
        said = "They are the released rows, with the same content digest."
    elif hydration.is_same_but_offsets:
        said = (
            "They are the released rows but for offsets, which are those of the articles at hand."
        )
    else:
        said = (
            "They are not all of the released rows: don't compare figures with those of the whole."
        )
    return [
        "## Are these the released rows?",
        "",
        said,
        "",
        f"Released: `{facts.content_digest}`; here: `{hydration.digest}`. Signature: `{facts.signature}`",
        "",
    ]


def _tell_rights(mark: ReleaseMark) -> list[str]:
    licence = mark.licence or "not stated; ask whoever released them"
    return [
        "## Licences",
        "",
        f"Annotations: {licence}. Texts: the rights are with {mark.rights_holder}. This folder holds their "
        "words; don't pass it on without the right to do so.",
        "",
    ]
