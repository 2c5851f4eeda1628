"""What a recipe (``configs/*.yaml``) may say."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from corpus_tools.errors import Problem
from corpus_tools.languages import list_languages
from corpus_tools.records import SPLITS, EngineName, SplitName
from corpus_tools.yamlio import Loaded, Name, StrictModel, read_yaml

PAIR = 2
PathText = Annotated[str, Field(min_length=1, pattern=r"^[^\x00]*$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class DocumentSettings(StrictModel):
    """How articles are read.

    ``on_refusal``: ``stop`` ends the build at a file that can't be read;
    ``skip`` goes on without it and counts it in the ledger.
    """

    on_refusal: Literal["stop", "skip"] = "stop"
    longest_line: int = Field(default=1_000_000, ge=1_000)


class SegmentationSettings(StrictModel):
    """How articles are cut into sentences.

    ``rules`` needs no further package; ``punkt`` needs the extra of that name.
    """

    engine: EngineName = "rules"


class AggregationSettings(StrictModel):
    """How votes become a label.

    With ``precedence``, the vote of the highest ``priority`` names the primary
    label; among equals the label that stands first in ``precedence``. The other
    methods weigh the votes of all units (docs/aggregation.md), those called gold
    by the gold of the articles of ``learned_on``: these stand in the training
    split alone and judge nothing. ``ties`` is for ``majority`` alone. Where no rule speaks, the unit gets ``default``, or
    no label when that is absent.
    """

    method: Literal[
        "precedence",
        "accuracy",
        "majority",
        "rarity",
        "gold-log-odds",
        "gold-regression",
        "naive-bayes",
        "dawid-skene",
    ] = "precedence"
    precedence: list[Name]
    default: Name | None = None
    learned_on: list[str] = []
    ties: Literal["rarest-rule", "priority", "abstain"] | None = None

    @model_validator(mode="after")
    def _fit_the_method(self) -> AggregationSettings:
        learns = self.method.startswith("gold-")
        if learns and not self.learned_on:
            raise ValueError(
                f"{self.method} learns from gold; name annotated articles under learned_on"
            )
        if self.learned_on and not learns:
            raise ValueError(f"{self.method} learns from no gold; take learned_on out")
        if self.ties is not None and self.method != "majority":
            raise ValueError(f"{self.method} has no ties to settle; take ties out")
        return self


class DuplicateSettings(StrictModel):
    """When two articles count as one: shared word n-grams, as a Jaccard share."""

    shingle_words: int = Field(default=5, ge=1, le=20)
    threshold: Share = 0.5


class SplitSettings(StrictModel):
    """Target shares of the splits, the number of folds and the tie-breaking salt.

    A split of ``gold_only`` takes annotated articles alone, and of these the
    annotated units. An article of ``developed_on``, from which rules were
    written, never stands in the test split.
    """

    train: Share = 0.8
    validation: Share = 0.1
    test: Share = 0.1
    folds: int = Field(default=5, ge=2, le=20)
    salt: str = "corpus-tools"
    repeated_sentence_words: int = Field(default=6, ge=1)
    repeated_sentences: Literal["drop", "keep"] = "drop"
    gold_only: list[Literal["validation", "test"]] = []
    developed_on: list[str] = []

    @model_validator(mode="after")
    def _sum_to_one(self) -> SplitSettings:
        total = self.train + self.validation + self.test
        if not math.isclose(total, 1.0):
            raise ValueError(
                f"train + validation + test is {total:g}; the three shares must sum to 1"
            )
        return self

    @model_validator(mode="after")
    def _leave_a_split(self) -> SplitSettings:
        closed = {*self.gold_only, *(["test"] if self.developed_on else [])}
        if closed and not set(self.shares) - closed:
            raise ValueError(
                "gold_only and developed_on leave no split for other articles; give train a share"
            )
        return self

    @property
    def shares(self) -> dict[SplitName, float]:
        """Target share of each split that is to have rows, in the order train, validation, test."""
        return {name: getattr(self, name) for name in SPLITS if getattr(self, name) > 0}


class BaselineSettings(StrictModel):
    """The classifier that is fitted beside the data set."""

    enabled: bool = True
    inverse_regularisation: float = Field(default=10.0, gt=0)
    bootstrap_samples: int = Field(default=1000, ge=100)


class CardSettings(StrictModel):
    """What people should know about the corpus; goes into the data set's card.

    ``texts`` says where the articles come from, ``annotation`` how gold was
    made and by what kind of annotators, ``annotations_creators`` the same in
    the words of data set hubs.
    """

    pretty_name: str
    summary: str
    homepage: str | None = None
    texts: str = ""
    annotation: str = ""
    annotations_creators: list[
        Literal["machine-generated", "expert-generated", "crowdsourced", "found"]
    ] = ["machine-generated"]
    limitations: str = ""


class CorpusConfig(StrictModel):
    """A corpus: where its articles lie, what its labels mean, how it is built.

    Paths are relative to the recipe. ``annotators`` are the files from which
    ``gold`` was made, one each: their agreement goes into the card. ``labels`` maps each label to what it
    means, in the order of the data set's ``ClassLabel``.
    """

    name: Name
    version: str = "0.1.0"
    language: str = "en"
    raw: PathText
    output: PathText
    rules: list[PathText] = Field(min_length=1)
    gold: list[PathText] = []
    annotators: list[PathText] = []
    labels: dict[Name, str] = Field(min_length=1)
    released_kinds: list[Literal["prose", "list_item"]] = Field(
        default=["prose", "list_item"], min_length=1
    )
    aggregation: AggregationSettings
    segmentation: SegmentationSettings = SegmentationSettings()
    documents: DocumentSettings = DocumentSettings()
    duplicates: DuplicateSettings = DuplicateSettings()
    splits: SplitSettings = SplitSettings()
    baseline: BaselineSettings = BaselineSettings()
    card: CardSettings

    @field_validator("language")
    @classmethod
    def _know_language(cls, language: str) -> str:
        if language not in list_languages():
            known = ", ".join(list_languages())
            raise ValueError(f"there is no data for {language!r}; use one of {known}")
        return language

    @field_validator("annotators")
    @classmethod
    def _pair(cls, annotators: list[str]) -> list[str]:
        if len(annotators) not in (0, PAIR):
            raise ValueError("name the files of two annotators, or none")
        return annotators

    @model_validator(mode="after")
    def _leave_a_split(self) -> CorpusConfig:
        if self.aggregation.learned_on and "train" not in self.splits.shares:
            raise ValueError("learned_on leaves no split for its articles; give train a share")
        return self

    @field_validator("labels")
    @classmethod
    def _describe(cls, labels: dict[str, str]) -> dict[str, str]:
        silent = [label for label, meaning in labels.items() if not meaning.strip()]
        if silent:
            raise ValueError(f"{', '.join(silent)} has no description; say what the label means")
        return labels


def load_config(path: Path) -> Loaded[CorpusConfig]:
    """Read a recipe.

    :raises ConfigError: with every problem of the file at once.
    """
    return read_yaml(path, CorpusConfig)


def find_label_problems(loaded: Loaded[CorpusConfig]) -> list[Problem]:
    """Return each label used but not described, or described but without a place in precedence."""
    return _unknown_labels(loaded) or list(_unranked_labels(loaded))


def _unranked_labels(loaded: Loaded[CorpusConfig]) -> Iterator[Problem]:
    settings = loaded.content.aggregation
    place = loaded.locate("aggregation", "precedence")
    for label in loaded.content.labels:
        count = settings.precedence.count(label)
        if count > 1:
            yield Problem(place, f"label {label!r} stands twice in precedence", "keep one")
        if count == 0 and label != settings.default:
            what = f"label {label!r} has no place in precedence"
            yield Problem(place, what, "add it where it ranks")


def _unknown_labels(loaded: Loaded[CorpusConfig]) -> list[Problem]:
    config = loaded.content
    named: list[tuple[str, tuple[int | str, ...]]] = [
        (label, ("aggregation", "precedence", index))
        for index, label in enumerate(config.aggregation.precedence)
    ]
    if config.aggregation.default is not None:
        named.append((config.aggregation.default, ("aggregation", "default")))
    way_out = f"use one of {', '.join(config.labels)}"
    return [
        Problem(loaded.locate(*keys), f"label {label!r} is not among labels", way_out)
        for label, keys in named
        if label not in config.labels
    ]
