"""Two annotations -> a sheet of where they differ; the sheet with decisions -> gold."""

from corpus_tools.adjudication.decisions import Adjudication, adjudicate
from corpus_tools.adjudication.differences import Difference, find_differences
from corpus_tools.adjudication.questions import write_differences

__all__ = [
    "Adjudication",
    "Difference",
    "adjudicate",
    "find_differences",
    "write_differences",
]
