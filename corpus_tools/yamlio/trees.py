"""YAML text -> a tree of nodes that know their places."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from corpus_tools.errors import ConfigError, Location, Problem, first_line

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Keys = Sequence[int | str]
DEEPEST_NESTING = 50


def locate(tree: yaml.Node, keys: Keys, path: str) -> Location:
    """Return the place of the deepest node that a path of keys leads to."""
    return place_of(find_node(tree, keys), path)


def find_node(tree: yaml.Node, keys: Keys) -> yaml.Node:
    """Return the deepest node that a path of keys leads to."""
    node = tree
    for key in keys:
        node = _child(node, key) or node
    return node


def compose(path: Path, list_key: str | None = None) -> yaml.Node:
    """Read a file's tree.

    :param list_key: where a file that is a list is taken as if it stood under this key.
    :raises ConfigError: for a file that can't be read, is no YAML, or is neither.
    """
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
    if isinstance(tree, yaml.SequenceNode) and list_key is not None:
        return _put_under(list_key, tree)
    if not isinstance(tree, yaml.MappingNode):
        what = "must be a mapping of keys to values"
        raise ConfigError([Problem(Location(str(path), 1, 1), what, "start with 'key: value'")])
    return tree


def _put_under(key: str, tree: yaml.Node) -> yaml.Node:
    name = yaml.ScalarNode("tag:yaml.org,2002:str", key, tree.start_mark, tree.start_mark)
    pairs = [(name, tree)]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, tree.start_mark, tree.end_mark)


class _Constructor(Loader):  # type: ignore[misc] # PyYAML chooses its loader at import
    """Makes values of nodes and remembers the last node, for errors that name none."""

    last: yaml.Node | None = None

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Make the value of one node."""
        self.last = node
        return super().construct_object(node, deep)


def construct(tree: yaml.Node, path: str) -> Any:
    """Make a tree's value.

    :raises ConfigError: at the first node that YAML's own types refuse.
    """
    constructor = _Constructor("")
    try:
        return constructor.construct_document(tree)
    except yaml.MarkedYAMLError as error:
        raise ConfigError([_explain_syntax(error, path)]) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        node = constructor.last or tree
        what = f"{reprlib.repr(node.value)} can't be read ({error})"
        raise ConfigError([Problem(place_of(node, path), what, "put it in quotes")]) from error


def place_of(node: yaml.Node, path: str) -> Location:
    """Return where a node starts."""
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


def find_repeated_keys(tree: yaml.Node, path: str) -> Iterator[Problem]:
    """Yield a problem for each key that a mapping holds twice.

    :raises ConfigError: for a key that is not a word.
    """
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
            place = place_of(name, path)
            if not isinstance(name, yaml.ScalarNode):
                problem = Problem(place, "a key must be a word", "take the brackets or braces away")
                raise ConfigError([problem])
            if name.value in first:
                what = f"key {name.value!r} stands twice, first in line {first[name.value]}"
                yield Problem(place, what, "keep one of the two")
            first.setdefault(name.value, place.line or 0)
            waiting.append(value)
