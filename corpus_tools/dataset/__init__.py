"""SplitRow -> parquet files that ``load_dataset`` reads. The only door to datasets.

``columns`` says what a row holds, ``views`` under which configurations the rows
are given, ``files`` writes them and reads them back.
"""

from corpus_tools.dataset.columns import COLUMNS, Row, content_digest, flatten
from corpus_tools.dataset.files import (
    SplitFile,
    check_loads,
    load_rows,
    read_splits,
    write_splits,
)
from corpus_tools.dataset.views import VIEWS, View, card_features, make_schema

__all__ = [
    "COLUMNS",
    "VIEWS",
    "Row",
    "SplitFile",
    "View",
    "card_features",
    "check_loads",
    "content_digest",
    "flatten",
    "load_rows",
    "make_schema",
    "read_splits",
    "write_splits",
]
