"""The data files of each language: another language is a folder here, not a fork."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have data, in alphabetical order.

    >>> list_languages()
    ('de', 'en')
    """
    return tuple(sorted(path.parent.name for path in _FOLDER.glob("*/sentences.yaml")))


def language_file(language: str, name: str) -> Path:
    """Return the place of one of a language's data files.

    :raises ValueError: for a language without data.
    """
    if language not in list_languages():
        known = ", ".join(list_languages())
        raise ValueError(f"there is no data for the language {language!r}; use one of {known}")
    return _FOLDER / language / f"{name}.yaml"
