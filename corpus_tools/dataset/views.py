"""The configurations under which the rows are given, and the types of their columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus_tools.dataset.columns import COLUMNS, Row

if TYPE_CHECKING:
    import pyarrow as pa

_ONE_LABEL = ("label", "rule_label")
_SEVERAL_LABELS = ("labels", "rule_labels")
_TYPES = {"synthetic": "bool", **dict.fromkeys(("index", "start", "end", "fold"), "int32")}
_VOTE_FIELDS = {
    "rule": "string",
    "label": "string",
    "start": "int32",
    "end": "int32",
    "words": "string",
    "digest": "string",
}


@dataclass(frozen=True, slots=True)
class View:
    """A configuration of the data set: its name, the folder of its files, its columns, what it is."""

    name: str
    folder: str
    columns: tuple[str, ...]
    meaning: str


VIEWS = (
    View("default", "data", COLUMNS, "one label a sentence, and beside it the set"),
    View(
        "multilabel",
        "multilabel",
        tuple(name for name in COLUMNS if name not in _ONE_LABEL),
        "the set of labels only",
    ),
)


def make_schema(labels: Sequence[str], columns: Sequence[str] = COLUMNS) -> pa.Schema:
    """Return the columns, with the features embedded that ``datasets`` looks for.

    The features are written as ``datasets`` did before version 4 (``Sequence``
    for lists): 3.6, 4.4 and 5.2 all read that; what 5 writes, 3.6 refuses.
    """
    import pyarrow as pa

    arrow = {"string": pa.string(), "int32": pa.int32(), "bool": pa.bool_()}
    votes = pa.struct([(name, arrow[dtype]) for name, dtype in _VOTE_FIELDS.items()])
    special: dict[str, pa.DataType] = {
        **dict.fromkeys(_ONE_LABEL, pa.int64()),
        **dict.fromkeys(_SEVERAL_LABELS, pa.list_(pa.int64())),
        "section": pa.list_(pa.string()),
        "votes": pa.list_(votes),
    }
    types = [special.get(name, arrow[_TYPES.get(name, "string")]) for name in columns]
    embedded = {"info": {"features": _embedded_features(labels, columns)}}
    metadata = {"huggingface": json.dumps(embedded, sort_keys=True)}
    return pa.schema(list(zip(columns, types, strict=True)), metadata=metadata)


def _embedded_features(labels: Sequence[str], columns: Sequence[str]) -> Row:
    class_label = {"names": list(labels), "_type": "ClassLabel"}
    special: Mapping[str, Any] = {
        **dict.fromkeys(_ONE_LABEL, class_label),
        **{key: {"feature": class_label, "_type": "Sequence"} for key in _SEVERAL_LABELS},
        "section": {"feature": _value("string"), "_type": "Sequence"},
        "votes": [{name: _value(dtype) for name, dtype in _VOTE_FIELDS.items()}],
    }
    return {
        name: special[name] if name in special else _value(_TYPES.get(name, "string"))
        for name in columns
    }


def _value(dtype: str) -> Row:
    return {"dtype": dtype, "_type": "Value"}


def card_features(labels: Sequence[str], columns: Sequence[str] = COLUMNS) -> list[Row]:
    """Return the features as a data set card's ``dataset_info`` lists them."""
    names = {"class_label": {"names": {str(place): each for place, each in enumerate(labels)}}}
    special: Mapping[str, Row] = {
        **{key: {"dtype": names} for key in _ONE_LABEL},
        **{key: {"list": names} for key in _SEVERAL_LABELS},
        "section": {"list": "string"},
        "votes": {"list": [{"name": name, "dtype": dtype} for name, dtype in _VOTE_FIELDS.items()]},
    }
    return [
        {"name": name, **special.get(name, {"dtype": _TYPES.get(name, "string")})}
        for name in columns
    ]
