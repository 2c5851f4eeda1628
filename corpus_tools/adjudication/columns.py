"""What the columns of a sheet are called, and what stands in them."""

from __future__ import annotations

import re

ASKED = ("labels", "primary", "kind")
WRITTEN = (
    "article", "start", "end", "differ", "before", "text", "after",
    "a_kind", "a_labels", "a_primary", "b_kind", "b_labels", "b_primary",
    *ASKED, "note", "sha256",
)  # fmt: skip
READ = ("article", "start", "end", *ASKED, "sha256")
NONE, DROP = "(none)", "drop"
_BETWEEN_LABELS = re.compile(r"[,;|\n]")


def join_labels(labels: tuple[str, ...]) -> str:
    """Return labels as a cell; no label at all is ``(none)``.

    >>> join_labels(("action", "statistic")), join_labels(())
    ('action, statistic', '(none)')
    """
    return ", ".join(labels) or NONE


def split_labels(cell: str) -> tuple[str, ...]:
    """Return the labels of a cell, each once, in its order.

    >>> split_labels("action; statistic, action"), split_labels("(none)")
    (('action', 'statistic'), ())
    """
    if cell.strip() == NONE:
        return ()
    names = (name.strip() for name in _BETWEEN_LABELS.split(cell))
    return tuple(dict.fromkeys(name for name in names if name))
