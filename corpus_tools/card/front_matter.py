"""The card's YAML front matter, which ``load_dataset`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus_tools.card.facts import CardFacts
from corpus_tools.config import CorpusConfig
from corpus_tools.dataset import VIEWS, View, card_features

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M"))
_LICENCE_NAMES = {"CC-BY-4.0": "cc-by-4.0", "CC0-1.0": "cc0-1.0", "Apache-2.0": "apache-2.0"}


def make_front_matter(config: CorpusConfig, facts: CardFacts) -> dict[str, Any]:
    """Return the front matter as plain data."""
    n_rows = sum(row["units"] for row in facts.report["splits"]["rows"])
    size = next((name for limit, name in _SIZES if n_rows < limit), "n>1M")
    return {
        "license": _name_licence(facts.licences),
        "language": [config.language],
        "pretty_name": config.card.pretty_name,
        "task_categories": ["text-classification"],
        "task_ids": ["multi-class-classification", "multi-label-classification"],
        "size_categories": [size],
        "annotations_creators": list(config.card.annotations_creators),
        **describe_configurations(facts.labels, facts.files, facts.digest),
    }


def describe_configurations(
    labels: Sequence[str], files: Sequence[Mapping[str, Any]], digest: str
) -> dict[str, Any]:
    """Return the entries by which ``load_dataset`` finds the files of each view and their types.

    The content digest stands in each configuration's ``description``: the cache of
    ``load_dataset`` is keyed on that entry and would serve old rows otherwise.

    :param files: rows with view, split, path, n_rows and n_bytes.
    """
    by_view = {view.name: [each for each in files if each["view"] == view.name] for view in VIEWS}
    return {
        "configs": [_describe_view(view, by_view[view.name], digest) for view in VIEWS],
        "dataset_info": [_describe_content(view, by_view[view.name], labels) for view in VIEWS],
    }


def _describe_view(view: View, files: Sequence[Mapping[str, Any]], digest: str) -> dict[str, Any]:
    return {
        "config_name": view.name,
        **({"default": True} if view.name == "default" else {}),
        "description": f"content sha256:{digest}",
        "data_files": [{"split": each["split"], "path": each["path"]} for each in files],
    }


def _describe_content(
    view: View, files: Sequence[Mapping[str, Any]], labels: Sequence[str]
) -> dict[str, Any]:
    return {
        "config_name": view.name,
        "features": card_features(labels, view.columns),
        "splits": [
            {"name": each["split"], "num_bytes": each["n_bytes"], "num_examples": each["n_rows"]}
            for each in files
        ],
    }


def _name_licence(licences: Sequence[str]) -> str:
    if len(licences) == 1 and licences[0] in _LICENCE_NAMES:
        return _LICENCE_NAMES[licences[0]]
    return "unknown" if set(licences) <= {"unknown"} else "other"
