"""A recipe with its rules and folders: everything that is checked before anything is built."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.config import CorpusConfig, find_label_problems, load_config
from corpus_tools.errors import ConfigError, Location, Problem
from corpus_tools.rules import RuleSet, check_examples, check_labels, gather_rules
from corpus_tools.yamlio import Loaded


@dataclass(frozen=True, slots=True)
class Recipe:
    """A config that holds, its compiled rules, and where things lie.

    ``unvoted`` are the labels for which no rule votes: rules can be tried and
    measured without, but no data set is made.
    """

    path: Path
    config: CorpusConfig
    rules: RuleSet
    raw: Path
    output: Path
    unvoted: tuple[Problem, ...] = ()

    @property
    def gold_paths(self) -> list[Path]:
        """The gold files, in the order of the recipe."""
        return [self.path.parent / name for name in self.config.gold]

    @property
    def annotator_paths(self) -> list[Path]:
        """The annotators' files, in the order of the recipe."""
        return [self.path.parent / name for name in self.config.annotators]

    @property
    def files(self) -> dict[str, Path]:
        """Rule, gold and annotators' files by the name that the recipe gives them."""
        names = [*self.config.rules, *self.config.gold, *self.config.annotators]
        return {name: self.path.parent / name for name in names}


def load_recipe(path: Path, raw: Path | None = None, output: Path | None = None) -> Recipe:
    """Read and check a recipe with all its rules.

    :param raw: articles to take instead of the recipe's.
    :param output: folder to build instead of the recipe's.
    :raises ConfigError: with every problem of the recipe and its rule files at
        once: keys, labels, patterns, examples that fail.
    """
    loaded = load_config(path)
    home = path.parent
    config = loaded.content if raw is None else _forget_texts(loaded.content)
    paths = [home / name for name in config.rules if (home / name).is_file()]
    rules, problems = gather_rules(paths, config.labels, config.language)
    problems += [*find_label_problems(loaded), *_missing_files(loaded, home)]
    problems += check_examples(rules)
    if problems:
        raise ConfigError(problems)
    places = {label: loaded.locate("labels", label) for label in config.labels}
    return Recipe(
        path,
        config,
        rules,
        raw=raw or _tidy(home / config.raw),
        output=output or _tidy(home / config.output),
        unvoted=tuple(check_labels(rules, places, config.aggregation.default)),
    )


def refuse_unvoted(recipe: Recipe) -> None:
    """Keep a data set from being made in which a label can't stand.

    :raises ConfigError: with each label that no rule votes for.
    """
    if recipe.unvoted:
        raise ConfigError(recipe.unvoted)


def _forget_texts(config: CorpusConfig) -> CorpusConfig:
    """Leave out what the recipe says of articles that are not those to be read."""
    card = config.card.model_copy(update={"texts": "", "annotation": "", "limitations": ""})
    return config.model_copy(update={"card": card})


def _tidy(path: Path) -> Path:
    """Take ``..`` out of a path, for the eyes of whoever reads it in a message."""
    return Path(os.path.normpath(path))


def _missing_files(loaded: Loaded[CorpusConfig], home: Path) -> Iterator[Problem]:
    for key in ("rules", "gold", "annotators"):
        for index, name in enumerate(getattr(loaded.content, key)):
            if not (home / name).is_file():
                place: Location = loaded.locate(key, index)
                yield Problem(place, f"there is no file {name!r}", "mend the path or add the file")
