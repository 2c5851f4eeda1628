"""The data set's card: README.md with the front matter that ``load_dataset`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.config import CorpusConfig
from corpus_tools.yamlio import dump_yaml

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M"))
_LICENCE_NAMES = {"CC-BY-4.0": "cc-by-4.0", "CC0-1.0": "cc0-1.0", "Apache-2.0": "apache-2.0"}


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card says beside what the recipe says.

    ``files`` are rows with split, path, n_rows and n_bytes; ``left_out`` the
    splits that got no row; ``report`` the build's report.
    """

    features: Sequence[Mapping[str, Any]]
    files: Sequence[Mapping[str, Any]]
    left_out: Sequence[str]
    digest: str
    licences: Sequence[str]
    signature: str
    report: Mapping[str, Any]


def write_card(config: CorpusConfig, facts: CardFacts) -> str:
    """Return the card as Markdown with YAML front matter.

    The content digest stands in the config's ``description``: the cache of
    ``load_dataset`` is keyed on that entry and would serve old rows otherwise.
    """
    return "\n".join(
        [
            "---",
            dump_yaml(_front_matter(config, facts)).rstrip(),
            "---",
            "",
            f"# {config.card.pretty_name}",
            "",
            config.card.summary,
            "",
            *_usage(config),
            *_labels(config),
            *_splits(facts),
            *_scores(facts.report),
            *_making(facts),
            *_limits(config, facts),
        ]
    )


def _front_matter(config: CorpusConfig, facts: CardFacts) -> dict[str, Any]:
    n_rows = sum(file["n_rows"] for file in facts.files)
    size = next((name for limit, name in _SIZES if n_rows < limit), "n>1M")
    splits = [
        {"name": each["split"], "num_bytes": each["n_bytes"], "num_examples": each["n_rows"]}
        for each in facts.files
    ]
    data_files = [{"split": each["split"], "path": each["path"]} for each in facts.files]
    return {
        "license": _licence(facts.licences),
        "language": [config.language],
        "pretty_name": config.card.pretty_name,
        "task_categories": ["text-classification"],
        "size_categories": [size],
        "annotations_creators": ["machine-generated"],
        "configs": [
            {
                "config_name": "default",
                "default": True,
                "description": f"content sha256:{facts.digest}",
                "data_files": data_files,
            }
        ],
        "dataset_info": {
            "config_name": "default",
            "features": list(facts.features),
            "splits": splits,
        },
    }


def _licence(licences: Sequence[str]) -> str:
    if len(licences) == 1 and licences[0] in _LICENCE_NAMES:
        return _LICENCE_NAMES[licences[0]]
    return "unknown" if set(licences) <= {"unknown"} else "other"


def _usage(config: CorpusConfig) -> list[str]:
    return [
        "```python",
        "from datasets import load_dataset",
        "",
        f'dataset = load_dataset("path/to/{config.name}")',
        "```",
        "",
    ]


def _labels(config: CorpusConfig) -> list[str]:
    lines = ["## Labels", "", "| number | label | meaning |", "| --- | --- | --- |"]
    lines += [
        f"| {number} | `{label}` | {' '.join(meaning.split()).replace('|', '&#124;')} |"
        for number, (label, meaning) in enumerate(config.labels.items())
    ]
    default = config.aggregation.default
    said = (
        f"`{default}` is given where no rule speaks."
        if default
        else "Units no rule speaks on are left out."
    )
    return [
        *lines,
        "",
        f"`label` is the primary one, `labels` all of them. {said} "
        "`label_source` tells a rule's label from the default; `votes` names each rule "
        "and the offsets, in the article, of the words that made it speak.",
        "",
    ]


def _splits(facts: CardFacts) -> list[str]:
    table = facts.report["splits"]
    names = list(table["labels"])
    lines = [
        "## Splits",
        "",
        "| split | articles | units | " + " | ".join(f"`{name}`" for name in names) + " |",
        "| --- | --- | --- |" + " --- |" * len(names),
    ]
    for row in table["rows"]:
        counts = " | ".join(str(row["labels"][name]) for name in names)
        lines.append(f"| {row['split']} | {row['documents']} | {row['units']} | {counts} |")
    if facts.left_out:
        lines += ["", f"Left out because they would be empty: {', '.join(facts.left_out)}."]
    return [
        *lines,
        "",
        "Whole articles, with their near-duplicates, stand in one split. `fold` gives "
        "grouped folds for cross-validation, which say more than one split of a small corpus.",
        "",
    ]


def _scores(report: Mapping[str, Any]) -> list[str]:
    scores = report["scores"]
    if not scores["rows"]:
        return ["## Scores", "", scores["note"], ""]
    lines = ["## Scores", "", scores["note"], ""]
    lines += [
        "| method | macro-F1 | 95 % interval | accuracy | units |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in scores["rows"]:
        bounds = "-" if row["interval"] is None else "{:.3f} to {:.3f}".format(*row["interval"])
        lines.append(
            f"| {row['method']} | {row['macro_f1']:.3f} | {bounds} | {row['accuracy']:.3f} | {row['n_units']} |"
        )
    return [*lines, ""]


def _making(facts: CardFacts) -> list[str]:
    ledgers = [
        f"- {row['stage']}: read {row['read']}, kept {row['kept']}"
        + "".join(f", {reason} {count}" for reason, count in row["refused"].items())
        for row in facts.report["ledgers"]
    ]
    return [
        "## How it was made",
        "",
        "Articles were cut into sentences, labelled by rules with the words they matched, "
        "and split by a ledger that never moves an article. What each step read, kept and left out:",
        "",
        *ledgers,
        "",
        f"Signature: `{facts.signature}`",
        "",
    ]


def _limits(config: CorpusConfig, facts: CardFacts) -> list[str]:
    licence = (
        ", ".join(facts.licences)
        if "unknown" not in facts.licences
        else f"{', '.join(facts.licences)}; ask the rights holders before you pass texts on"
    )
    return [
        "## Limits and licence",
        "",
        config.card.limitations or "None were stated.",
        "",
        f"Licence of the texts: {licence}.",
        "",
    ]
