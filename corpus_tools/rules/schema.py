"""What a rule file may say, nothing about what it means."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from corpus_tools.yamlio import LIST_NAME_PATTERN, Name, StrictModel, Texts, as_list

# {3} in an expression is a repetition, so a list needs a letter first.
ListName = Annotated[str, Field(pattern=LIST_NAME_PATTERN)]
# The conditions that hold patterns: what they are held against.
HEADINGS = ("section", "not_section")
NEIGHBOURS = ("previous", "not_previous", "next", "not_next")
EDGES = ("before", "not_before", "after", "not_after")


class Conditions(StrictModel):
    """Where a rule may speak.

    ``kinds``: kinds of unit, of those that rules are asked about. ``section``: a pattern that one of the headings
    above the unit must match; ``not_section``: one that none may match.
    ``quotation``: whether the words must stand inside quotation marks or
    outside of them. ``position``: the unit's place among the document's
    released units. ``before``, ``after``: patterns that must stand right
    before or behind the words; ``previous``, ``next``: patterns that the unit
    before or behind must match; each also with ``not_``. ``beside``: rules or
    labels one of which must have been voted for in the same unit;
    ``not_beside``: none of which may. ``following``, ``not_following``: the
    same of the unit before.
    """

    kinds: (
        Annotated[
            list[Literal["prose", "list_item"]], Field(min_length=1), BeforeValidator(as_list)
        ]
        | None
    ) = None
    section: Texts = []
    not_section: Texts = []
    quotation: Literal["inside", "outside"] | None = None
    position: Literal["first", "last"] | None = None
    before: Texts = []
    not_before: Texts = []
    after: Texts = []
    not_after: Texts = []
    previous: Texts = []
    not_previous: Texts = []
    next: Texts = []
    not_next: Texts = []
    beside: Texts = []
    not_beside: Texts = []
    following: Texts = []
    not_following: Texts = []


class RuleSpec(StrictModel):
    """One rule: if a pattern matches and nothing of ``unless`` does, vote for the label.

    A pattern is a phrase, or an RE2 expression between slashes. A rule without
    a label votes for nothing; other rules name it under ``beside``. A rule
    without a pattern speaks where its ``beside`` does, with those words.
    ``matches`` and ``skips`` are the rule's own tests. ``weight`` multiplies
    its votes where votes are weighed.
    """

    id: Name
    label: Name | None = None
    pattern: Texts = []
    unless: Texts = []
    case: Literal["ignore", "exact"] = "ignore"
    where: Conditions = Conditions()
    priority: int = Field(default=0, ge=-100, le=100)
    weight: float = Field(default=1.0, gt=0, le=100)
    matches: Texts = []
    skips: Texts = []
    note: str = ""

    @model_validator(mode="after")
    def _has_words(self) -> RuleSpec:
        if not self.pattern and not self.where.beside:
            raise ValueError(
                f"rule {self.id!r} has no pattern; add 'pattern:', or 'beside:' under 'where:'"
            )
        return self


class RuleFile(StrictModel):
    """A file of word lists, rules, or both. Lists are shared by all files of a recipe.

    Each rule is held against :class:`RuleSpec` on its own, so that one broken
    rule hides no mistake in another.
    """

    lists: dict[ListName, Texts] = {}
    rules: list[Any] = []

    @model_validator(mode="after")
    def _not_empty(self) -> RuleFile:
        if not self.lists and not self.rules:
            raise ValueError("has neither lists nor rules; add 'rules:' with a first rule")
        return self
