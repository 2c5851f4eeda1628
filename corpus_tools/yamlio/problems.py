"""What pydantic says of a YAML file -> problems with their places and the way out."""

from __future__ import annotations

import datetime
import difflib
import reprlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel

from corpus_tools.errors import Location, Problem
from corpus_tools.yamlio.trees import Keys, find_node, locate, place_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"
LIST_NAME_PATTERN = r"^[a-z][a-z0-9_-]*$"
LEAST_ALIKE = 0.66
# By pydantic's type of error, or by the pattern that was missed.
_WANTED = {
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "string_too_short": "must not be empty",
    "greater_than": "must be above 0",
    NAME_PATTERN: "must be small letters, digits, '-' and '_'",
    LIST_NAME_PATTERN: "must be small letters, digits, '-' and '_', a letter first",
}


def find_field_homes(model: type[BaseModel]) -> dict[str, str]:
    """Return all fields that a model and the models in it know, with the key each stands under.

    A field of the model itself stands under "".
    """
    homes: dict[str, str] = {}
    waiting, seen = [(model, "")], set[type]()
    while waiting:
        current, home = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            homes.setdefault(field.alias or name, home)
            waiting.extend((each, name) for each in _models_in(field.annotation))
    return homes


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def explain(
    details: ErrorDetails, tree: yaml.Node, path: str, known: Mapping[str, str], above: Keys
) -> Problem:
    """Return one of pydantic's errors as a problem.

    :param known: names that a misspelt key may have meant, with the key each stands under.
    :param above: the path of keys to the part that was held against its model.
    """
    keys = [*above, *(key for key in details["loc"] if key != "[key]")]
    place = locate(tree, keys, path)
    name = next((key for key in reversed(keys) if isinstance(key, str)), "the file")
    match details["type"]:
        case "extra_forbidden":
            return Problem(_key_place(tree, keys, path), *_unknown_key(name, known))
        case "missing":
            return Problem(place, f"{name!r} is missing", "add it")
        case "string_type":
            return Problem(place, *_not_text(details["input"], find_node(tree, keys)))
        case "list_type":
            what = f"{name!r} must be a list, got {_shorten(details['input'])}"
            return Problem(place, what, "begin each item with '- '")
        case "model_type" | "dict_type":
            what = f"must be keys and values, got {_shorten(details['input'])}"
            return Problem(place, what, "write 'key: value' lines")
    message = details["msg"].removeprefix("Value error, ")
    what, _, way_out = message.partition("; ")
    what = _WANTED.get(details["type"]) or _WANTED.get(_pattern_of(details)) or what
    shown = _shorten(details["input"])
    about_itself = details["type"] == "value_error" and keys and isinstance(keys[-1], int)
    said = what if about_itself else f"{name}: {what}"
    return Problem(place, said, way_out or f"got {shown}")


def _pattern_of(details: ErrorDetails) -> str:
    return str(details.get("ctx", {}).get("pattern", ""))


def _key_place(tree: yaml.Node, keys: Keys, path: str) -> Location:
    """Return the place of a key itself rather than of its value."""
    node = find_node(tree, keys[:-1])
    if isinstance(node, yaml.MappingNode):
        for name, _ in node.value:
            if name.value == str(keys[-1]):
                return place_of(name, path)
    return locate(tree, keys, path)


def _unknown_key(name: str, known: Mapping[str, str]) -> tuple[str, str]:
    if name in known:
        home = f"under '{known[name]}:'" if known[name] else "on the level above"
        return f"key {name!r} does not belong here", f"put it {home}"
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=LEAST_ALIKE)
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
