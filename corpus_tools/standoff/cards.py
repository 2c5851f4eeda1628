"""The cards of a release, and of the folder in which its texts were put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from corpus_tools.card import describe_configurations
from corpus_tools.config import CorpusConfig
from corpus_tools.dataset import SplitFile
from corpus_tools.records import SPLITS
from corpus_tools.standoff.format import (
    DOCUMENTS,
    NORMALISER,
    ReleasedDocument,
    ReleaseFacts,
    ReleaseMark,
)
from corpus_tools.standoff.hydrating import Coverage, Hydration, Share
from corpus_tools.standoff.texts import SHORTEST_HASHED
from corpus_tools.wording import count_of, write_cell
from corpus_tools.yamlio import dump_yaml

_RELEASE = """\
# {pretty_name}, labels without texts

{summary}

`{documents}` has {articles}, a JSON line each, with {units}: where each starts and ends, its \
kind, its labels and a short keyed hash. No sentence of an article is in it. Whoever has the \
articles can put the texts back.

## Putting the texts back

Gather the articles in a folder; `path`, `title`, `where` and `date` say which. File names need \
not agree: an article is known by its digest. Then run

```sh
corpus-tools hydrate path/to/{name} --texts articles -o {name}-with-texts
```

It says of each article whether it is there, and writes nothing while any sentence is missing, \
unless it is told to with `--allow-partial`. What it writes loads with `load_dataset`. Where all \
articles are exactly those released, the data set has the content digest

    {digest}

## Labels

{labels}

## Offsets and hashes

Offsets count Unicode code points, not bytes, of the text normalised as `{normaliser}`: letters \
composed (NFC), every line end one line feed. Those of a vote count code points of its unit's \
text, white space folded. A unit's `hash` is the first 16 hex digits of HMAC-SHA256 over that \
text, keyed with the public `salt`; units under {shortest} characters have none, for they could \
be guessed.

The ids of rules are released with their votes. Where a rule is named after a word, its id gives \
the word away.

## Licences

Annotations (labels, offsets, hashes, splits): {licence}.

Texts: not part of this release. The rights are with {rights_holder}; licences named for the \
articles: {licences}. Whoever puts texts back needs the right to have them, and may not pass the \
result on without the right to do so.

Signature: `{signature}`
"""
_HYDRATION = """\
# {pretty_name}, texts put back

{share} sentences of a release without texts were put back from articles at hand: {units}. \
Offsets in `units.jsonl` count code points of those articles as decoded; `hydration.json` says \
what became of each article and which sentences are missing.

## Coverage

{coverage}
{digests}
## Licences

Annotations: {licence}. Texts: the rights are with {rights_holder}. This folder holds their \
words; don't pass it on without the right to do so.
"""
_DIGESTS = """
## Are these the released rows?

{said}

Released: `{released}`; here: `{here}`. Signature: `{signature}`
"""


def write_release_card(
    config: CorpusConfig, facts: ReleaseFacts, documents: Sequence[ReleasedDocument]
) -> str:
    """Return the card as Markdown with YAML front matter."""
    front = {"annotations_creators": list(config.card.annotations_creators)}
    n_units = sum(len(each.units) for each in documents)
    return _write_front_matter(facts, front) + _RELEASE.format(
        pretty_name=facts.pretty_name,
        summary=config.card.summary,
        documents=DOCUMENTS,
        articles=count_of(len(documents), "article"),
        units=count_of(n_units, "unit"),
        name=facts.name,
        digest=facts.content_digest,
        labels="\n".join(_count_labels(facts, documents)),
        normaliser=NORMALISER,
        shortest=SHORTEST_HASHED,
        licences=", ".join(sorted({each.licence or "unknown" for each in documents})),
        signature=facts.signature,
        **_name_rights(facts.release),
    )


def write_hydration_card(hydration: Hydration, files: Sequence[SplitFile]) -> str:
    """Return the card as Markdown; with YAML front matter where there is a data set to load."""
    facts, coverage = hydration.release.facts, hydration.coverage
    front: dict[str, Any] = {}
    if facts is not None and files:
        rows = [asdict(each) for each in files]
        front = describe_configurations(list(facts.labels), rows, str(hydration.digest))
    return (_write_front_matter(facts, front) if facts else "") + _HYDRATION.format(
        pretty_name=facts.pretty_name if facts else "Annotated articles",
        share="All" if coverage.is_full else "Not all",
        units=coverage.units,
        coverage="\n".join(_tell_coverage(coverage)),
        digests=_tell_digests(hydration, facts) if facts else "",
        **_name_rights(hydration.release.mark),
    )


def _write_front_matter(facts: ReleaseFacts, further: Mapping[str, Any]) -> str:
    front = {
        "license": "other",
        "language": [facts.language],
        "pretty_name": facts.pretty_name,
        "task_categories": ["text-classification"],
        **further,
    }
    return f"---\n{dump_yaml(front).rstrip()}\n---\n\n"


def _name_rights(mark: ReleaseMark) -> dict[str, str]:
    licence = mark.licence or "not stated; ask whoever released them"
    return {"licence": licence, "rights_holder": mark.rights_holder}


def _count_labels(facts: ReleaseFacts, documents: Sequence[ReleasedDocument]) -> Iterator[str]:
    rows = [(unit.row, unit.primary) for each in documents for unit in each.units if unit.row]
    counts = Counter((row.split, label) for row, label in rows)
    yield from ("| label | meaning |", "| --- | --- |")
    for name, meaning in facts.labels.items():
        yield f"| `{name}` | {write_cell(meaning)} |"
    yield from ("", "Units of the data set by split and primary label:", "")
    yield "| split | units | " + " | ".join(f"`{name}`" for name in facts.labels) + " |"
    yield "| --- | --- |" + " --- |" * len(facts.labels)
    for split in SPLITS:
        found = [counts[split, name] for name in facts.labels]
        yield f"| {split} | {sum(found)} | {' | '.join(map(str, found))} |"


def _tell_coverage(coverage: Coverage) -> Iterator[str]:
    yield from ("| articles | number |", "| --- | --- |")
    yield from (f"| {name} | {count} |" for name, count in coverage.documents.items())
    yield from _share_out("split", coverage.splits)
    yield from _share_out("label", coverage.labels)
    if coverage.reasons:
        yield from ("", "| not put back because | sentences |", "| --- | --- |")
        yield from (f"| {name} | {count} |" for name, count in coverage.reasons.items())


def _share_out(name: str, shares: Mapping[str, Share]) -> Iterator[str]:
    if shares:
        yield from ("", f"| {name} | put back | share |", "| --- | --- | --- |")
    for each, share in shares.items():
        yield f"| `{each}` | {share} | {share.put_back / share.released:.3f} |"


def _tell_digests(hydration: Hydration, facts: ReleaseFacts) -> str:
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
    return _DIGESTS.format(
        said=said,
        released=facts.content_digest,
        here=hydration.digest,
        signature=facts.signature,
    )
