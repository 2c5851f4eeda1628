"""YAML files into pydantic models, every problem with its place. The only door to yaml."""

from corpus_tools.yamlio.problems import LIST_NAME_PATTERN
from corpus_tools.yamlio.reading import (
    Loaded,
    Name,
    StrictModel,
    Texts,
    as_list,
    dump_yaml,
    read_values,
    read_yaml,
)

__all__ = [
    "LIST_NAME_PATTERN",
    "Loaded",
    "Name",
    "StrictModel",
    "Texts",
    "as_list",
    "dump_yaml",
    "read_values",
    "read_yaml",
]
