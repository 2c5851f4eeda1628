"""What a release says that neither articles nor labels say, and its documents with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corpus_tools.documents import ManifestRow, read_manifest_file
from corpus_tools.errors import InputError, Problem
from corpus_tools.standoff.format import (
    NORMALISER,
    ReleasedDocument,
    ReleasedUnit,
    ReleaseMark,
    digest_lines,
)
from corpus_tools.standoff.texts import Text


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What a release says that neither articles nor labels say.

    ``manifest`` is a file with titles, dates, licences and where each article
    can be found, by its id; it goes before the manifest that lies with the
    articles. Without ``titles`` none is passed on. ``salt`` is the public salt of
    the hashes, made from the content if it is ``None``. ``licence`` is that of the
    annotations; ``rights_holder`` is whose the texts are.

    :raises ValueError: for text that no file can hold, and for an empty salt.
    """

    manifest: Path | None = None
    titles: bool = True
    salt: str | None = None
    licence: str | None = None
    rights_holder: str = "the publishers"

    def __post_init__(self) -> None:
        """Check the texts."""
        if self.salt == "":
            raise ValueError("the salt must not be empty")
        for text in (self.salt, self.licence, self.rights_holder):
            try:
                (text or "").encode()
            except UnicodeEncodeError as error:
                raise ValueError(f"{text!r} is no text in Unicode") from error

    def mark_lines(
        self, of: Literal["gold", "corpus"], documents: Iterable[ReleasedDocument]
    ) -> tuple[ReleaseMark, list[dict[str, Any]]]:
        """Return what is said of a whole release, and its lines, each of which says it."""
        rows = [each.model_dump(exclude_unset=True) for each in documents]
        mark = ReleaseMark(
            of=of,
            articles=len(rows),
            digest=digest_lines(rows),
            licence=self.licence,
            rights_holder=self.rights_holder,
        )
        return mark, [{"release": mark.model_dump(), **row} for row in rows]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Makes the documents of a release, with what people say about each article."""

    salt: str
    titles: bool = True
    rows: Mapping[str, ManifestRow] = field(default_factory=dict)

    def make_document(
        self, name: str, path: str, text: Text, units: Sequence[ReleasedUnit]
    ) -> ReleasedDocument:
        """Return an article as it is released.

        :param name: its id.
        """
        row, document = self.rows.get(name), text.document
        title = (row.title if row else None) or document.title
        return ReleasedDocument(
            id=name,
            path=path,
            encoding=document.encoding,
            sha256=document.sha256,
            title=title if self.titles else None,
            where=(row.where if row else None) or text.where,
            date=(row.date if row else None) or document.published,
            licence=(row.licence if row else None) or document.licence,
            sha256_bytes=text.sha256_bytes,
            sha256_normalised=text.sha256_normalised,
            normaliser=NORMALISER,
            length=len(text.composed.text),
            salt=self.salt,
            units=list(units),
        )


def read_descriptions(options: ReleaseOptions, salt: str, names: Collection[str]) -> Descriptions:
    """Read what the manifest among the options says.

    :param names: the ids of all articles that are released.
    :raises InputError: with every problem of the file, and every row that is of none of these.
    """
    if options.manifest is None:
        return Descriptions(salt, options.titles)
    manifest = read_manifest_file(options.manifest, key="id")
    problems = [
        Problem(place, f"no article {name!r} is released", "mend the id, or remove the row")
        for name, place in manifest.places.items()
        if name not in names
    ]
    if problems:
        raise InputError(problems)
    return Descriptions(salt, options.titles, manifest.rows)
