"""Sheets that people fill in: written, read back, and every mistake located."""

from corpus_tools.sheets.choices import ASKED, DROP, NONE, Form, join_labels, split_labels
from corpus_tools.sheets.files import SheetRow, read_sheet, show_cell, write_sheet
from corpus_tools.sheets.names import choose_named

__all__ = [
    "ASKED",
    "DROP",
    "NONE",
    "Form",
    "SheetRow",
    "choose_named",
    "join_labels",
    "read_sheet",
    "show_cell",
    "split_labels",
    "write_sheet",
]
