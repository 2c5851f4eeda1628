"""Files -> Documents: decode, name, refuse."""

from corpus_tools.documents.decoding import decode
from corpus_tools.documents.folder import LONGEST_LINE, make_document, read_documents
from corpus_tools.documents.manifest_file import NAME as MANIFEST_NAME
from corpus_tools.documents.readers import Draft
from corpus_tools.documents.sources import find_sources

__all__ = [
    "LONGEST_LINE",
    "MANIFEST_NAME",
    "Draft",
    "decode",
    "find_sources",
    "make_document",
    "read_documents",
]
