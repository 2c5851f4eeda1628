"""The same model, the same bytes: skops archives without addresses and clock times.

skops names parts by their memory address and stamps them with the time; both
are replaced by what does not change.
"""

from __future__ import annotations

import io
import json
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_SCHEMA = "schema.json"


def make_repeatable(archive: bytes) -> bytes:
    """Rewrite an archive that ``skops.io.dumps`` made."""
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    schema = parts.pop(_SCHEMA).decode()
    numbers = _number_addresses(schema)
    renamed = {_rename(name, numbers): content for name, content in parts.items()}
    renamed[_SCHEMA] = _rename(schema, numbers).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as write:
        for name in sorted(renamed):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(info, renamed[name])
    return written.getvalue()


def _number_addresses(schema: str) -> dict[str, str]:
    """Map each address in the schema to a number, in the order in which they first stand there."""
    numbers: dict[str, str] = {}

    def visit(node: object) -> None:
        if isinstance(node, dict):
            if "__id__" in node:
                numbers.setdefault(str(node["__id__"]), str(len(numbers) + 1))
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(json.loads(schema))
    return numbers


def _rename(text: str, numbers: dict[str, str]) -> str:
    return re.sub(r"\d{6,}", lambda match: numbers.get(match[0], match[0]), text)
