"""Bytes -> text, without guessing: a byte order mark, a declared encoding, or UTF-8."""

from __future__ import annotations

import codecs

from corpus_tools.errors import InputError, Location, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Codecs of Python that are no encodings of text files.
_NO_ENCODINGS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
_DECLARE = 'save it as UTF-8, or declare it in manifest.jsonl, for example "encoding": "cp1252"'


def decode(raw: bytes, path: str, declared: str | None = None) -> tuple[str, str]:
    r"""Return the text exactly as encoded, line ends kept, and the encoding's name.

    >>> decode(b"\xef\xbb\xbfone\r\ntwo", "a.txt")
    ('one\r\ntwo', 'utf-8-sig')
    >>> decode(b"it\x92s", "a.txt")
    Traceback (most recent call last):
        ...
    corpus_tools.errors.InputError: a.txt:1:3: byte 0x92 at offset 2 is not UTF-8; ...

    :param declared: an encoding that the manifest names; it goes before a mark.
    :raises InputError: naming the offset of the first byte that does not fit.
    """
    encoding = _declared(declared, path) if declared else _marked(raw) or "utf-8"
    if encoding.startswith("utf-8"):
        _refuse_binary(raw, path)
    try:
        return raw.decode(encoding), encoding
    except UnicodeDecodeError as error:
        # Some decoders count from behind the byte order mark.
        offset = error.start + len(raw) - len(error.object)
        place = _place(raw, offset, path, encoding)
        name = "UTF-8" if encoding.startswith("utf-8") else encoding
        byte = f"byte 0x{raw[offset]:02x} at offset {offset}"
        raise InputError([Problem(place, f"{byte} is not {name}", _DECLARE)]) from error


def _marked(raw: bytes) -> str | None:
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def _declared(name: str, path: str) -> str:
    try:
        found = codecs.lookup(name).name
        if found in _NO_ENCODINGS or b"".decode(found) != "" or "".encode(found) is None:
            raise LookupError(name)
    except (LookupError, ValueError) as error:
        what = f"the manifest declares an unknown encoding {name!r}"
        problem = Problem(Location(path), what, "use a name that Python knows, such as cp1252")
        raise InputError([problem]) from error
    return "utf-8-sig" if found == "utf-8" else found


def _refuse_binary(raw: bytes, path: str) -> None:
    offset = raw.find(b"\x00")
    if offset >= 0:
        what = f"looks binary, byte 0x00 at offset {offset}"
        way_out = "remove it; if it is UTF-16 text, save it with a byte order mark"
        raise InputError([Problem(Location(path), what, way_out)])


def _place(raw: bytes, offset: int, path: str, encoding: str) -> Location:
    """Return line and column of a byte, where lines can be told from the bytes."""
    if encoding.startswith(("utf-16", "utf-32")):
        return Location(path)
    line_start = raw.rfind(b"\n", 0, offset) + 1
    column = len(raw[line_start:offset].decode(encoding, errors="replace")) + 1
    return Location(path, raw.count(b"\n", 0, offset) + 1, column)
