"""Files -> Documents: decode, name, refuse."""

from corpus_tools.documents.folder import (
    LONGEST_LINE,
    find_sources,
    make_document,
    read_documents,
)
from corpus_tools.documents.manifest_file import NAME as MANIFEST_NAME
from corpus_tools.documents.readers import Draft, read_text

__all__ = [
    "LONGEST_LINE",
    "MANIFEST_NAME",
    "Draft",
    "find_sources",
    "make_document",
    "read_documents",
    "read_text",
]
