"""Files -> Documents: decode, name, refuse."""

from corpus_tools.documents.decoding import decode
from corpus_tools.documents.folder import (
    LONGEST_LINE,
    read_documents,
    read_file,
    read_standard_input,
)
from corpus_tools.documents.manifest_file import NAME as MANIFEST_NAME
from corpus_tools.documents.manifest_file import (
    Manifest,
    ManifestRow,
    read_manifest,
    read_manifest_file,
)
from corpus_tools.documents.sources import SourceFile, find_sources

__all__ = [
    "LONGEST_LINE",
    "MANIFEST_NAME",
    "Manifest",
    "ManifestRow",
    "SourceFile",
    "decode",
    "find_sources",
    "read_documents",
    "read_file",
    "read_manifest",
    "read_manifest_file",
    "read_standard_input",
]
