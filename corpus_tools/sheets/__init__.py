"""Sheets that people fill in: written, read back, and every mistake located."""

from corpus_tools.sheets.choices import ASKED, DROP, NONE, Form, join_labels, split_labels
from corpus_tools.sheets.files import SheetRow, read_sheet, show_cell, write_sheet

__all__ = [
    "ASKED",
    "DROP",
    "NONE",
    "Form",
    "SheetRow",
    "join_labels",
    "read_sheet",
    "show_cell",
    "split_labels",
    "write_sheet",
]
