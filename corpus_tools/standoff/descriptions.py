"""``--manifest FILE``: what people say about articles, and where each can be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from corpus_tools.documents import ManifestRow
from corpus_tools.errors import InputError, Location, Problem
from corpus_tools.jsonl import read_rows
from corpus_tools.records import Document
from corpus_tools.standoff.making import Description


class DescribedFile(ManifestRow):
    """A row of a manifest that may say besides where the article can be found."""

    where: str | None = None


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What a release says that neither articles nor labels say.

    ``manifest`` is a file with titles, dates, licences and where each article
    can be found; without ``titles`` none is passed on. ``salt`` is the public
    salt of the hashes, made from the content if it is ``None``. ``licence`` is
    that of the annotations; ``rights_holder`` is whose the texts are.
    """

    manifest: Path | None = None
    titles: bool = True
    salt: str | None = None
    licence: str | None = None
    rights_holder: str = "the publishers"

    def read_manifest(self) -> dict[str, DescribedFile]:
        """Return the manifest's rows by id; none without a manifest."""
        return read_descriptions(self.manifest) if self.manifest else {}


def read_descriptions(path: Path) -> dict[str, DescribedFile]:
    """Return the rows of a manifest by id.

    :raises InputError: with every problem of the file at once.
    """
    problems: list[Problem] = []
    found: dict[str, DescribedFile] = {}
    for number, content in read_rows(path, problems):
        place = Location(str(path), number, 1)
        try:
            row = DescribedFile.model_validate(content)
        except ValidationError as error:
            known = ", ".join(DescribedFile.model_fields)
            for details in error.errors(include_url=False):
                name = ".".join(map(str, details["loc"]))
                message = details["msg"].removeprefix("Value error, ")
                problems.append(Problem(place, f"{name}: {message}", f"a row may hold {known}"))
            continue
        if row.id in found:
            problems.append(Problem(place, f"id {row.id!r} stands twice", "remove one of the two"))
        found[row.id] = row
    if problems:
        raise InputError(problems)
    return found


def describe(
    name: str, document: Document, described: Mapping[str, DescribedFile], *, titles: bool
) -> Description:
    """Return what is known of an article; a manifest's word goes before the document's."""
    row = described.get(name)
    title = (row.title if row else None) or document.title
    return Description(
        title=title if titles else None,
        where=row.where if row else None,
        date=(row.date if row else None) or document.published,
        licence=(row.licence if row else None) or document.licence,
    )
