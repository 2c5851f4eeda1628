"""Parquet files, written and read back."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_tools.dataset.columns import Row
from corpus_tools.dataset.views import VIEWS, View, make_schema
from corpus_tools.errors import InputError, Location, Problem, first_line
from corpus_tools.records import SPLITS, SplitName

ROW_GROUP_SIZE = 10_000


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A written split of a view: its path below the data set's folder, its rows, their size in bytes."""

    view: str
    split: SplitName
    path: str
    n_rows: int
    n_bytes: int


def write_splits(
    folder: Path, rows: Mapping[SplitName, Sequence[Row]], labels: Sequence[str]
) -> list[SplitFile]:
    """Write a parquet file a view and a split that has rows; an empty split gets none.

    ``load_dataset`` fails on a folder with an empty split, so that one is left out.
    """
    return [
        _write_split(folder, view, split, rows[split], labels)
        for view in VIEWS
        for split in SPLITS
        if rows.get(split)
    ]


def _write_split(
    folder: Path, view: View, split: SplitName, rows: Sequence[Row], labels: Sequence[str]
) -> SplitFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = f"{view.folder}/{split}-00000-of-00001.parquet"
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    seen = [{name: row[name] for name in view.columns} for row in rows]
    table = pa.Table.from_pylist(seen, schema=make_schema(labels, view.columns))
    pq.write_table(
        table, folder / path, compression="zstd", compression_level=9,
        row_group_size=ROW_GROUP_SIZE,
    )  # fmt: skip
    return SplitFile(view.name, split, path, table.num_rows, table.nbytes)


def read_splits(folder: Path) -> dict[str, list[Row]]:
    """Read all rows of the data set's default view as they are, without any cache.

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


def load_rows(folder: Path, view: str = "default") -> Any:
    """Return a view of the folder as a ``datasets.DatasetDict``, past any stale cache.

    The cache lies in a folder of its own that goes when the rows are loaded.

    :raises InputError: when the library can't load the folder.
    """
    with warnings.catch_warnings():
        # In a notebook, tqdm misses widgets for bars that are not shown.
        warnings.filterwarnings("ignore", message="IProgress not found")
        from datasets import DatasetDict, disable_progress_bars, load_dataset
        from datasets.exceptions import DatasetGenerationError

    disable_progress_bars()
    try:
        with tempfile.TemporaryDirectory() as cache:
            loaded = load_dataset(str(folder), view, cache_dir=cache, keep_in_memory=True)
    except (DatasetGenerationError, ValueError, OSError) as error:
        what = f"does not load ({first_line(error)})"
        problem = Problem(Location(str(folder)), what, "build the data set again")
        raise InputError([problem]) from error
    return DatasetDict(loaded)


def check_loads(folder: Path, files: Sequence[SplitFile]) -> None:
    """Load each view of the folder with the real library and compare rows.

    :raises InputError: when a split is missing or has another number of rows.
    """
    for view in sorted({each.view for each in files}):
        _check_view(folder, load_rows(folder, view), [each for each in files if each.view == view])


def _check_view(folder: Path, loaded: Any, files: Iterable[SplitFile]) -> None:
    for file in files:
        count = loaded[file.split].num_rows if file.split in loaded else 0
        if count != file.n_rows:
            what = f"split {file.split} loads with {count} rows, {file.n_rows} were written"
            problem = Problem(Location(str(folder / file.path)), what, "report this as a bug")
            raise InputError([problem])
