"""What the columns of a sheet of differences are called."""

from corpus_tools.sheets import ASKED

WRITTEN = (
    "article", "start", "end", "differ", "before", "text", "after",
    "a_kind", "a_labels", "a_primary", "b_kind", "b_labels", "b_primary",
    *ASKED, "note", "sha256",
)  # fmt: skip
READ = ("article", "start", "end", *ASKED, "sha256")
