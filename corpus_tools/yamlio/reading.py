"""YAML files into pydantic models, every problem with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus_tools.errors import ConfigError, Location, Problem
from corpus_tools.yamlio.problems import NAME_PATTERN, explain, find_field_homes
from corpus_tools.yamlio.trees import Keys, compose, construct, find_repeated_keys, locate

# Ids and labels: what file names, columns and tables all can hold.
Name = Annotated[str, Field(pattern=NAME_PATTERN)]


def as_list(value: Any) -> Any:
    """Take one text for a list of it.

    :raises ValueError: for what is neither a text nor a list.
    """
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        got = "nothing" if value is None else repr(value)[:40]
        way_out = "fill it in, or remove the key" if value is None else "put it in quotes"
        what = f"must be a text or a list of texts, got {got}; {way_out}"
        raise ValueError(what)  # noqa: TRY004 - pydantic explains these only
    return value


# One text or a list of them.
Texts = Annotated[list[Annotated[str, Field(min_length=1)]], BeforeValidator(as_list)]


class StrictModel(BaseModel):
    """What a YAML file may say: known keys only, no silent conversion, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Content = TypeVar("Content")
Model = TypeVar("Model", bound=StrictModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Content]):
    """A file's content and the way from a key to its place in the file."""

    path: Path
    content: Content
    tree: yaml.Node

    def locate(self, *keys: int | str) -> Location:
        """Return where the value under a path of keys stands."""
        return locate(self.tree, keys, str(self.path))

    def read_part(self, value: Any, model: type[Model], *keys: int | str) -> Model:
        """Hold a part of the file against a model of its own.

        :raises ConfigError: with every problem of that part.
        """
        return _validate(value, model, self.tree, keys, str(self.path))


def read_yaml(path: Path, model: type[Model]) -> Loaded[Model]:
    """Read a file and hold it against a model.

    :raises ConfigError: with every problem of the file at once.
    """
    loaded, problems = read_values(path)
    try:
        content = loaded.read_part(loaded.content, model)
    except ConfigError as error:
        raise ConfigError([*problems, *error.problems]) from error
    if problems:
        raise ConfigError(problems)
    return Loaded(path, content, loaded.tree)


def read_values(
    path: Path, *, list_key: str | None = None
) -> tuple[Loaded[dict[str, Any]], list[Problem]]:
    """Read a file's plain values, and tell the keys that it holds twice.

    :param list_key: where a file that is a list is taken as if it stood under this key.
    :raises ConfigError: for a file that can't be read or is no YAML.
    """
    tree = compose(path, list_key)
    problems = list(find_repeated_keys(tree, str(path)))
    try:
        values = construct(tree, str(path))
    except ConfigError as error:
        raise ConfigError([*problems, *error.problems]) from error
    return Loaded(path, values, tree), problems


def _validate(value: Any, model: type[Model], tree: yaml.Node, above: Keys, path: str) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        known = find_field_homes(model)
        raise ConfigError(
            explain(details, tree, path, known, above)
            for details in error.errors(include_url=False)
        ) from error


def dump_yaml(content: Mapping[str, Any]) -> str:
    """Return block-style YAML, keys in the order given, without anchors."""
    return yaml.dump(content, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=1000)


class _PlainDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the parent's signature
        """Write a value as often as it stands in the content."""
        return True
