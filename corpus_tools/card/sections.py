"""The card's sections, each a list of Markdown lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus_tools.card.facts import CardFacts
from corpus_tools.config import CorpusConfig
from corpus_tools.dataset import VIEWS
from corpus_tools.records import LABEL_SOURCES
from corpus_tools.wording import show_interval, write_cell

Lines = list[str]


def write_usage(config: CorpusConfig) -> Lines:
    """Show how to load the data set, and under which configurations."""
    return [
        "```python",
        "from datasets import load_dataset",
        "",
        f'dataset = load_dataset("path/to/{config.name}")',
        "```",
        "",
        "| configuration | what a row has |",
        "| --- | --- |",
        *(f"| `{view.name}` | {view.meaning} |" for view in VIEWS),
        "",
        *([f"Home: {config.card.homepage}", ""] if config.card.homepage else []),
    ]


def write_texts(config: CorpusConfig, facts: CardFacts) -> Lines:
    """Say what the articles are, and first of all whether they are news."""
    texts = facts.report["texts"]
    lines = ["## Texts", ""]
    if texts["synthetic"]:
        which = "All" if texts["synthetic"] == texts["articles"] else f"{texts['synthetic']} of the"
        lines += [
            f"**{which} {texts['articles']} articles were written for a corpus. They are not news**: "
            "never quote them as such. Their rows have `synthetic` set.",
            "",
        ]
    if config.card.texts:
        lines += [config.card.texts, ""]
    if texts["outlets"]:
        counts = ", ".join(f"{name} {count}" for name, count in texts["outlets"].items())
        lines += [f"Articles by kind of outlet: {counts}.", ""]
    if texts["groups"]:
        lines += ["Articles that tell the same, kept in one split:", ""]
        lines += [f"- {name}: {', '.join(found)}" for name, found in texts["groups"].items()]
        lines += [""]
    return lines if len(lines) > len(("heading", "blank")) else []


def write_labels(config: CorpusConfig) -> Lines:
    """Say what each label means, and where labels come from."""
    lines = ["## Labels", "", "| number | label | meaning |", "| --- | --- | --- |"]
    lines += [
        f"| {number} | `{label}` | {write_cell(meaning)} |"
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
        "`label_source` says who gave them: `gold` (annotators), `rules`, or `default`. "
        "`rule_label` and `rule_labels` are the rules' word, also where there is gold. `votes` names "
        "each rule and the offsets, in the article, of the words that made it speak.",
        "",
    ]


def write_splits(facts: CardFacts) -> Lines:
    """Count articles, units, labels and their sources in each split."""
    table = facts.report["splits"]
    names = list(table["labels"])
    lines = [
        "## Splits",
        "",
        "| split | articles | units | "
        + " | ".join(f"`{name}`" for name in names)
        + " | by gold | by rules | by default |",
        "| --- | --- | --- |" + " --- |" * (len(names) + len(LABEL_SOURCES)),
    ]
    for row in table["rows"]:
        numbers = [row["documents"], row["units"]]
        numbers += [row["labels"][name] for name in names]
        numbers += [row["label_sources"][source] for source in LABEL_SOURCES]
        lines.append(f"| {row['split']} | {' | '.join(map(str, numbers))} |")
    if facts.left_out:
        lines += ["", f"Left out because they would be empty: {', '.join(facts.left_out)}."]
    return [
        *lines,
        "",
        "Whole articles, with their near-duplicates, stand in one split. `fold` gives "
        "grouped folds for cross-validation, which say more than one split of a small corpus.",
        "",
    ]


def write_scores(report: Mapping[str, Any]) -> Lines:
    """Give the scores that the build measured."""
    scores = report["scores"]
    if not scores["rows"]:
        return ["## Scores", "", scores["note"], ""]
    lines = ["## Scores", "", scores["note"], ""]
    lines += [
        "| method | macro-F1 | 95 % interval | accuracy | units |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in scores["rows"]:
        bounds = show_interval(row["interval"])
        lines.append(
            f"| {row['method']} | {row['macro_f1']:.3f} | {bounds} | {row['accuracy']:.3f} | {row['n_units']} |"
        )
    return [*lines, ""]


def write_making(config: CorpusConfig, facts: CardFacts) -> Lines:
    """Say what each step read, kept and left out."""
    ledgers = [
        f"- {row['stage']}: read {row['read']}, kept {row['kept']}"
        + "".join(f", {reason} {count}" for reason, count in row["refused"].items())
        for row in facts.report["ledgers"]
    ]
    return [
        "## How it was made",
        "",
        "Articles were cut into sentences, labelled by rules with the words they matched "
        f"(votes settled by `{config.aggregation.method}`), and split by a ledger that never moves an article. What each step read, kept and left out:",
        "",
        *ledgers,
        "",
        f"Signature: `{facts.signature}`",
        "",
    ]


def write_limits(config: CorpusConfig, facts: CardFacts) -> Lines:
    """State limits and the licence of the texts."""
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
