"""SplitRow -> parquet files that ``load_dataset`` reads. The only door to datasets."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.errors import InputError, Location, Problem, first_line
from corpus_tools.records import SPLITS, SplitName, SplitRow

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
ROW_GROUP_SIZE = 10_000
_TEXT_COLUMNS = ("id", "document_id", "source", "cluster", "kind", "text", "label_source")
_NUMBER_COLUMNS = ("index", "start", "end", "fold")
_VOTE_FIELDS = {
    "rule": "string",
    "label": "string",
    "start": "int32",
    "end": "int32",
    "words": "string",
    "digest": "string",
}
COLUMNS = (
    "id", "text", "label", "labels", "label_source", "document_id", "source", "index",
    "start", "end", "kind", "section", "votes", "cluster", "fold",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A written split: its path below the data set's folder, its rows and their size in bytes."""

    split: SplitName
    path: str
    n_rows: int
    n_bytes: int


def flatten(row: SplitRow, labels: Sequence[str]) -> Row:
    """Return a released unit as a row of the data set; labels become their numbers."""
    unit, labelled = row.labelled.unit, row.labelled
    numbers = {label: number for number, label in enumerate(labels)}
    values: Row = {
        "id": unit.unit_id,
        "text": unit.text,
        "label": numbers[labelled.label or ""],
        "labels": sorted(numbers[label] for label in labelled.labels),
        "label_source": "default" if labelled.by_default else "rules",
        "document_id": unit.document_id,
        "source": unit.source,
        "index": unit.index,
        "start": unit.start,
        "end": unit.end,
        "kind": unit.kind,
        "section": list(unit.section),
        "votes": [asdict(vote) for vote in labelled.votes],
        "cluster": row.cluster,
        "fold": row.fold,
    }
    return {name: values[name] for name in COLUMNS}


def write_splits(
    folder: Path, rows: Mapping[SplitName, Sequence[Row]], labels: Sequence[str]
) -> list[SplitFile]:
    """Write a parquet file a split that has rows; an empty split gets none.

    ``load_dataset`` fails on a folder with an empty split, so that one is left out.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = make_schema(labels)
    (folder / "data").mkdir(parents=True)
    written = []
    for split in SPLITS:
        if not rows.get(split):
            continue
        table = pa.Table.from_pylist(list(rows[split]), schema=schema)
        path = f"data/{split}-00000-of-00001.parquet"
        pq.write_table(
            table, folder / path, compression="zstd", compression_level=9,
            row_group_size=ROW_GROUP_SIZE,
        )  # fmt: skip
        written.append(SplitFile(split, path, table.num_rows, table.nbytes))
    return written


def make_schema(labels: Sequence[str]) -> pa.Schema:
    """Return the columns, with the features embedded that ``datasets`` looks for.

    The features are written as ``datasets`` did before version 4 (``Sequence``
    for lists): 3.6, 4.4 and 5.2 all read that; what 5 writes, 3.6 refuses.
    """
    import pyarrow as pa

    arrow = {"string": pa.string(), "int32": pa.int32()}
    votes = pa.struct([(name, arrow[dtype]) for name, dtype in _VOTE_FIELDS.items()])
    types: dict[str, pa.DataType] = {
        **dict.fromkeys(_TEXT_COLUMNS, pa.string()),
        **dict.fromkeys(_NUMBER_COLUMNS, pa.int32()),
        "label": pa.int64(),
        "labels": pa.list_(pa.int64()),
        "section": pa.list_(pa.string()),
        "votes": pa.list_(votes),
    }
    embedded = {"info": {"features": _embedded_features(labels)}}
    metadata = {"huggingface": json.dumps(embedded, sort_keys=True)}
    return pa.schema([(name, types[name]) for name in COLUMNS], metadata=metadata)


def _embedded_features(labels: Sequence[str]) -> Row:
    def value(dtype: str) -> Row:
        return {"dtype": dtype, "_type": "Value"}

    class_label = {"names": list(labels), "_type": "ClassLabel"}
    vote = {name: value(dtype) for name, dtype in _VOTE_FIELDS.items()}
    features: Row = {
        **{name: value("string") for name in _TEXT_COLUMNS},
        **{name: value("int32") for name in _NUMBER_COLUMNS},
        "label": class_label,
        "labels": {"feature": class_label, "_type": "Sequence"},
        "section": {"feature": value("string"), "_type": "Sequence"},
        "votes": [vote],
    }
    return {name: features[name] for name in COLUMNS}


def card_features(labels: Sequence[str]) -> list[Row]:
    """Return the features as a data set card's ``dataset_info`` lists them."""
    names = {"class_label": {"names": {str(place): each for place, each in enumerate(labels)}}}
    types: dict[str, Row] = {
        **{name: {"dtype": "string"} for name in _TEXT_COLUMNS},
        **{name: {"dtype": "int32"} for name in _NUMBER_COLUMNS},
        "label": {"dtype": names},
        "labels": {"list": names},
        "section": {"list": "string"},
        "votes": {"list": [{"name": name, "dtype": dtype} for name, dtype in _VOTE_FIELDS.items()]},
    }
    return [{"name": name, **types[name]} for name in COLUMNS]


def content_digest(rows: Mapping[SplitName, Sequence[Row]], labels: Sequence[str]) -> str:
    """Return a sha256 over splits, rows and label names that no library version changes.

    Rows are taken in the order of their ids, each as canonical JSON behind its length.
    """
    digest = hashlib.sha256(json.dumps([list(COLUMNS), list(labels)]).encode())
    for split in SPLITS:
        for row in sorted(rows.get(split, ()), key=lambda each: str(each["id"])):
            line = json.dumps([split, row], ensure_ascii=False, sort_keys=True).encode()
            digest.update(f"{len(line)}:".encode() + line)
    return digest.hexdigest()


def read_splits(folder: Path) -> dict[str, list[Row]]:
    """Read all parquet files of the data set as they are, without any cache.

    :raises InputError: when the folder holds no split.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("data/*.parquet")):
        split = path.name.split("-")[0].removesuffix(".parquet")
        try:
            found.setdefault(split, []).extend(pq.read_table(path).to_pylist())
        except (pa.ArrowException, OSError) as error:
            what = f"is no parquet file ({first_line(error)})"
            problem = Problem(Location(str(path)), what, "build the data set again")
            raise InputError([problem]) from error
    if not found:
        what, way_out = "holds no data/*.parquet", "name a folder that 'corpus-tools build' made"
        raise InputError([Problem(Location(str(folder)), what, way_out)])
    return found


def load_rows(folder: Path) -> Any:
    """Return the folder as a ``datasets.DatasetDict``, past any stale cache.

    The cache lies in a folder of its own that goes when the rows are loaded.

    :raises InputError: when the library can't load the folder.
    """
    from datasets import DatasetDict, disable_progress_bars, load_dataset
    from datasets.exceptions import DatasetGenerationError

    disable_progress_bars()
    try:
        with tempfile.TemporaryDirectory() as cache:
            loaded = load_dataset(str(folder), cache_dir=cache, keep_in_memory=True)
    except (DatasetGenerationError, ValueError, OSError) as error:
        what = f"does not load ({first_line(error)})"
        problem = Problem(Location(str(folder)), what, "build the data set again")
        raise InputError([problem]) from error
    return DatasetDict(loaded)


def check_loads(folder: Path, files: Iterable[SplitFile]) -> None:
    """Load the folder with the real library and compare rows.

    :raises InputError: when a split is missing or has another number of rows.
    """
    loaded = load_rows(folder)
    for file in files:
        count = loaded[file.split].num_rows if file.split in loaded else 0
        if count != file.n_rows:
            what = f"split {file.split} loads with {count} rows, {file.n_rows} were written"
            problem = Problem(Location(str(folder / file.path)), what, "report this as a bug")
            raise InputError([problem])
