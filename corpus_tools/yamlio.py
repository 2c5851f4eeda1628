"""YAML files into pydantic models, every problem with its place. The only door to yaml."""

from __future__ import annotations

import datetime
import difflib
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus_tools.errors import ConfigError, Location, Problem, first_line

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Keys = Sequence[int | str]
DEEPEST_NESTING = 50


# Ids and labels: what file names, columns and tables all can hold.
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class StrictModel(BaseModel):
    """What a YAML file may say: known keys only, no silent conversion, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Model = TypeVar("Model", bound=StrictModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Model]):
    """A file's content and the way from a key to its place in the file."""

    path: Path
    content: Model
    tree: yaml.Node

    def locate(self, *keys: int | str) -> Location:
        """Return where the value under a path of keys stands."""
        return locate(self.tree, keys, str(self.path))


def read_yaml(path: Path, model: type[Model]) -> Loaded[Model]:
    """Read a file and hold it against a model.

    :raises ConfigError: with every problem of the file at once.
    """
    tree = _compose(path)
    problems = list(_repeated_keys(tree, str(path)))
    try:
        content = model.model_validate(_construct(tree, str(path)))
    except ValidationError as error:
        known = sorted(_field_names(model))
        explained = (
            _explain(details, tree, str(path), known) for details in error.errors(include_url=False)
        )
        raise ConfigError([*problems, *explained]) from error
    except ConfigError as error:
        raise ConfigError([*problems, *error.problems]) from error
    if problems:
        raise ConfigError(problems)
    return Loaded(path, content, tree)


def locate(tree: yaml.Node, keys: Keys, path: str) -> Location:
    """Return the place of the deepest node that a path of keys leads to."""
    return _place(_find(tree, keys), path)


def _find(tree: yaml.Node, keys: Keys) -> yaml.Node:
    node = tree
    for key in keys:
        node = _child(node, key) or node
    return node


def _compose(path: Path) -> yaml.Node:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        raise ConfigError([Problem(Location(str(path)), what, "save the file as UTF-8")]) from error
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise ConfigError([Problem(Location(str(path)), what, "check the path")]) from error
    try:
        _refuse_depth(text, str(path))
        tree = Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise ConfigError([_explain_syntax(error, str(path))]) from error
    except yaml.YAMLError as error:
        what = f"is no YAML ({first_line(error)})"
        raise ConfigError([Problem(Location(str(path)), what, "remove what is no text")]) from error
    if not isinstance(tree, yaml.MappingNode):
        what = "must be a mapping of keys to values"
        raise ConfigError([Problem(Location(str(path), 1, 1), what, "start with 'key: value'")])
    return tree


class _Constructor(Loader):  # type: ignore[misc] # PyYAML chooses its loader at import
    """Makes values of nodes and remembers the last node, for errors that name none."""

    last: yaml.Node | None = None

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Make the value of one node."""
        self.last = node
        return super().construct_object(node, deep)


def _construct(tree: yaml.Node, path: str) -> Any:
    constructor = _Constructor("")
    try:
        return constructor.construct_document(tree)
    except yaml.MarkedYAMLError as error:
        raise ConfigError([_explain_syntax(error, path)]) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        node = constructor.last or tree
        what = f"{reprlib.repr(node.value)} can't be read ({error})"
        raise ConfigError([Problem(_place(node, path), what, "put it in quotes")]) from error


def _place(node: yaml.Node, path: str) -> Location:
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1)


def _refuse_depth(text: str, path: str) -> None:
    """Refuse deep nesting before a recursive reader meets it.

    :raises ConfigError: naming the place where it gets too deep.
    """
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_NESTING:
            mark = event.start_mark
            place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
            raise ConfigError([Problem(place, "is nested too deep", "take brackets away")])


def _explain_syntax(error: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    what = error.problem or "is no YAML"
    return Problem(place, what, "check indentation, quotes and brackets just before this place")


def _child(node: yaml.Node, key: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        return node.value[key] if key < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return _first_place(name, value)
    return None


def _first_place(name: yaml.Node, value: yaml.Node) -> yaml.Node:
    """Prefer the value's place, but not that of an alias's faraway anchor."""
    faraway = value.start_mark.line < name.start_mark.line
    return name if faraway else value


def _repeated_keys(tree: yaml.Node, path: str) -> Iterator[Problem]:
    waiting, seen = [tree], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
            continue
        first: dict[str, int] = {}
        for name, value in node.value:
            place = _place(name, path)
            if not isinstance(name, yaml.ScalarNode):
                problem = Problem(place, "a key must be a word", "take the brackets or braces away")
                raise ConfigError([problem])
            if name.value in first:
                what = f"key {name.value!r} stands twice, first in line {first[name.value]}"
                yield Problem(place, what, "keep one of the two")
            first.setdefault(name.value, place.line or 0)
            waiting.append(value)


def _field_names(model: type[BaseModel]) -> set[str]:
    """Return the names of all fields that a model and the models in it know."""
    names, waiting, seen = set[str](), [model], set[type]()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            names.add(field.alias or name)
            waiting.extend(_models_in(field.annotation))
    return names


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _explain(details: ErrorDetails, tree: yaml.Node, path: str, known: list[str]) -> Problem:
    keys = [key for key in details["loc"] if key != "[key]"]
    place = locate(tree, keys, path)
    name = str(keys[-1]) if keys else "the file"
    match details["type"]:
        case "extra_forbidden":
            return Problem(_key_place(tree, keys, path), *_unknown_key(name, known))
        case "missing":
            return Problem(place, f"{name!r} is missing", "add it")
        case "string_type":
            return Problem(place, *_not_text(details["input"], _find(tree, keys)))
    message = details["msg"].removeprefix("Value error, ")
    what, _, way_out = message.partition("; ")
    shown = _shorten(details["input"])
    return Problem(place, f"{name}: {what}", way_out or f"got {shown}")


def _key_place(tree: yaml.Node, keys: Keys, path: str) -> Location:
    """Return the place of a key itself rather than of its value."""
    node = _find(tree, keys[:-1])
    if isinstance(node, yaml.MappingNode):
        for name, _ in node.value:
            if name.value == str(keys[-1]):
                return _place(name, path)
    return locate(tree, keys, path)


def _unknown_key(name: str, known: list[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(name, known, n=1)
    return f"unknown key {name!r}", f"did you mean {near[0]!r}?" if near else "remove it"


def _not_text(value: object, node: yaml.Node) -> tuple[str, str]:
    if isinstance(value, bool):
        word = "yes, true or on" if value else "no, false or off"
        return (
            f"must be text, got {str(value).lower()}",
            f"YAML reads a bare {word} as {str(value).lower()}, put the word in quotes",
        )
    if isinstance(value, int | float | datetime.date):
        written = node.value if isinstance(node, yaml.ScalarNode) else value
        return f"must be text, got {written}", f'put it in quotes: "{written}"'
    if value is None:
        return "must be text, got nothing", "fill it in or remove the key"
    return f"must be text, got {_shorten(value)}", "write one text"


def _shorten(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    try:
        return reprlib.repr(value)
    except ValueError:  # a number of more digits than Python will print
        return "a very long number"


def dump_yaml(content: Mapping[str, Any]) -> str:
    """Return block-style YAML, keys in the order given, without anchors."""
    return yaml.dump(content, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=1000)


class _PlainDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the parent's signature
        """Write a value as often as it stands in the content."""
        return True
