"""The card of a release: what it is, how the texts are put back, whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus_tools.config import CorpusConfig
from corpus_tools.records import SPLITS
from corpus_tools.standoff.format import DOCUMENTS, NORMALISER, ReleasedDocument, ReleaseFacts
from corpus_tools.standoff.hashes import SHORTEST_HASHED
from corpus_tools.yamlio import dump_yaml


def write_release_card(
    config: CorpusConfig, facts: ReleaseFacts, documents: Sequence[ReleasedDocument]
) -> str:
    """Return the card as Markdown with YAML front matter."""
    front = {
        "license": "other",
        "language": [facts.language],
        "pretty_name": facts.pretty_name,
        "task_categories": ["text-classification"],
        "annotations_creators": ["machine-generated"],
    }
    return "\n".join(
        [
            "---",
            dump_yaml(front).rstrip(),
            "---",
            "",
            f"# {facts.pretty_name}, labels without texts",
            "",
            config.card.summary,
            "",
            *_explain_release(documents),
            *_explain_hydrating(facts),
            *_count_labels(facts, documents),
            *_explain_offsets(),
            *_explain_licences(facts, documents),
        ]
    )


def _explain_release(documents: Sequence[ReleasedDocument]) -> list[str]:
    n_units = sum(len(each.units) for each in documents)
    return [
        f"`{DOCUMENTS}` has {len(documents)} articles, a JSON line each, with {n_units} units: "
        "where each starts and ends, its kind, its labels and a short keyed hash. No sentence of an "
        "article is in it. Whoever has the articles can put the texts back.",
        "",
    ]


def _explain_hydrating(facts: ReleaseFacts) -> list[str]:
    return [
        "## Putting the texts back",
        "",
        "Gather the articles in a folder; `path`, `title`, `where` and `date` say which. File "
        "names need not agree: an article is known by its digest. Then run",
        "",
        "```sh",
        f"corpus-tools hydrate path/to/{facts.name} --texts articles -o {facts.name}-with-texts",
        "```",
        "",
        "It says of each article whether it is there, and writes nothing while any sentence is "
        "missing, unless it is told to with `--allow-partial`. What it writes loads with "
        "`load_dataset`. Where all articles are exactly those released, the data set has the "
        "content digest",
        "",
        f"    {facts.content_digest}",
        "",
    ]


def _count_labels(facts: ReleaseFacts, documents: Sequence[ReleasedDocument]) -> list[str]:
    counts: dict[str, Counter[str]] = {split: Counter() for split in SPLITS}
    for unit in (unit for each in documents for unit in each.units if unit.row is not None):
        counts[(unit.row or {})["split"]][unit.primary or ""] += 1
    names = list(facts.labels)
    lines = ["## Labels", "", "| label | meaning |", "| --- | --- |"]
    lines += [
        f"| `{name}` | {' '.join(meaning.split()).replace('|', '&#124;')} |"
        for name, meaning in facts.labels.items()
    ]
    lines += [
        "",
        "Units of the data set by split and primary label:",
        "",
        "| split | units | " + " | ".join(f"`{name}`" for name in names) + " |",
        "| --- | --- |" + " --- |" * len(names),
    ]
    for split, found in counts.items():
        cells = " | ".join(str(found[name]) for name in names)
        lines.append(f"| {split} | {found.total()} | {cells} |")
    return [*lines, ""]


def _explain_offsets() -> list[str]:
    return [
        "## Offsets and hashes",
        "",
        f"Offsets count Unicode code points, not bytes, of the text normalised as "
        f"`{NORMALISER}`: letters composed (NFC), every line end one line feed. Those of a "
        "vote count code points of its unit's text, white space folded. A unit's `hash` is the "
        "first 16 hex digits of HMAC-SHA256 over that text, keyed with the public `salt`; units "
        f"under {SHORTEST_HASHED} characters have none, for they could be guessed.",
        "",
        "The ids of rules are released with their votes. Where a rule is named after a word, its id gives the word away.",
        "",
    ]


def _explain_licences(facts: ReleaseFacts, documents: Sequence[ReleasedDocument]) -> list[str]:
    of_texts = ", ".join(sorted({each.licence or "unknown" for each in documents}))
    return [
        "## Licences",
        "",
        f"Annotations (labels, offsets, hashes, splits): {facts.release.licence or 'not stated; ask whoever released them'}.",
        "",
        f"Texts: not part of this release. The rights are with {facts.release.rights_holder}; licences "
        f"named for the articles: {of_texts}. Whoever puts texts back needs the right to have them, "
        "and may not pass the result on without the right to do so.",
        "",
        f"Signature: `{facts.signature}`",
        "",
    ]
