"""The card's section on gold: what was annotated, how, and how far annotators agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus_tools.card.facts import CardFacts
from corpus_tools.config import CorpusConfig
from corpus_tools.wording import count_of, show_interval


def write_gold(config: CorpusConfig, facts: CardFacts) -> list[str]:
    """Return the section; nothing where no article has gold."""
    gold = facts.report["gold"]
    if not gold["articles"]:
        return []
    counts = ", ".join(f"`{label}` {count}" for label, count in gold["labels"].items())
    lines = [
        "## Gold",
        "",
        *([config.card.annotation, ""] if config.card.annotation else []),
        f"{count_of(gold['units'], 'unit')} of {count_of(len(gold['articles']), 'article')} "
        f"have gold labels. Primary labels: {counts}.",
        "",
    ]
    if gold["agreement"]:
        lines += _write_agreement(gold["agreement"])
    lines += _write_bars(config, gold["seen"])
    return lines


def _write_agreement(agreement: Mapping[str, Any]) -> Iterator[str]:
    articles, units = agreement["articles"], agreement["units"]
    yield from (
        f"Agreement of the two annotators on {count_of(units, 'unit')} of "
        f"{count_of(articles, 'article')}, before "
        "adjudication; intervals are a bootstrap over articles:",
        "",
        "| decision | given by each | Cohen's kappa | 95 % interval |",
        "| --- | --- | --- | --- |",
        f"| primary label | {units} | {_show(agreement['kappa'])} |",
    )
    for each in agreement["labels"]:
        given = ", ".join(map(str, each["given"]))
        yield f"| `{each['label']}` or not | {given} | {_show(each['kappa'])} |"
    yield from (
        "",
        f"The annotators differed on {len(agreement['differing'])} units, in kind, label set, "
        "primary label or boundaries. `report.json` lists these.",
        "",
    )


def _show(kappa: Mapping[str, Any] | None) -> str:
    if kappa is None:
        return "- | -"
    return f"{kappa['value']:.3f} | {show_interval(kappa['interval'])}"


def _write_bars(config: CorpusConfig, seen: Sequence[str]) -> Iterator[str]:
    """Say which splits hold gold only, and which gold may not be tested on."""
    if config.splits.gold_only:
        names = " and ".join(f"`{name}`" for name in config.splits.gold_only)
        yield from (f"Held to gold labels alone: {names}.", "")
    if seen:
        yield from (
            "These annotated articles were used to write rules or to weigh votes, or are nearly the "
            f"same as such, so they never stand in the test split: {', '.join(seen)}.",
            "",
        )
