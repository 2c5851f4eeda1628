"""The whole card."""

from __future__ import annotations

from corpus_tools.card.facts import CardFacts
from corpus_tools.card.front_matter import make_front_matter
from corpus_tools.card.gold import write_gold
from corpus_tools.card.sections import (
    write_labels,
    write_limits,
    write_making,
    write_scores,
    write_splits,
    write_texts,
    write_usage,
)
from corpus_tools.config import CorpusConfig
from corpus_tools.yamlio import dump_yaml


def write_card(config: CorpusConfig, facts: CardFacts) -> str:
    """Return the card as Markdown with YAML front matter."""
    return "\n".join(
        [
            "---",
            dump_yaml(make_front_matter(config, facts)).rstrip(),
            "---",
            "",
            f"# {config.card.pretty_name}",
            "",
            config.card.summary,
            "",
            *write_usage(config),
            *write_texts(config, facts),
            *write_labels(config),
            *write_splits(facts),
            *write_gold(config, facts),
            *write_scores(facts.report),
            *write_making(config, facts),
            *write_limits(config, facts),
        ]
    )
