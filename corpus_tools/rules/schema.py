"""What a rule file may say, nothing about what it means."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from corpus_tools.records import Kind
from corpus_tools.yamlio import Name, StrictModel


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], BeforeValidator(_as_list)]
# {3} in a pattern is a repetition, so a list needs a letter first.
ListName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]


class Conditions(StrictModel):
    """Where a rule may speak.

    ``kinds``: kinds of unit. ``section``: a pattern that one of the headings
    above the unit must match; ``not_section``: one that none may match.
    ``quotation``: whether the words must stand inside quotation marks or
    outside of them. ``position``: the unit's place among the document's
    released units.
    """

    kinds: list[Kind] | None = None
    section: str | None = None
    not_section: str | None = None
    quotation: Literal["inside", "outside"] | None = None
    position: Literal["first", "last"] | None = None


class RuleSpec(StrictModel):
    """One rule: if a pattern matches and nothing of ``unless`` does, vote for the label.

    ``pattern`` and ``unless`` are RE2 expressions, or lists of alternatives,
    in which ``{name}`` stands for a word list. ``matches`` and ``skips`` are
    the rule's own tests.
    """

    id: Name
    label: Name
    pattern: Texts = Field(min_length=1)
    unless: Texts = []
    case: Literal["ignore", "exact"] = "ignore"
    where: Conditions = Conditions()
    priority: int = Field(default=0, ge=-100, le=100)
    matches: list[str] = []
    skips: list[str] = []
    note: str = ""


class RuleFile(StrictModel):
    """A file of word lists, rules, or both. Lists are shared by all files of a recipe."""

    lists: dict[ListName, list[Text]] = {}
    rules: list[RuleSpec] = []

    @model_validator(mode="after")
    def _not_empty(self) -> RuleFile:
        if not self.lists and not self.rules:
            raise ValueError("has neither lists nor rules; add 'rules:' with a first rule")
        return self
