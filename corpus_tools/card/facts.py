"""What a card is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card says beside what the recipe says.

    ``labels`` are in the order of their numbers; ``files`` are rows with view,
    split, path, n_rows and n_bytes; ``left_out`` the splits that got no row;
    ``report`` the build's report.
    """

    labels: Sequence[str]
    files: Sequence[Mapping[str, Any]]
    left_out: Sequence[str]
    digest: str
    licences: Sequence[str]
    signature: str
    report: Mapping[str, Any]
