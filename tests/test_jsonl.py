"""JSON lines: line numbers, whole files or none, letters as they are."""

import json
from pathlib import Path

import pytest

from corpus_tools.errors import InputError, Location
from corpus_tools.jsonl import read_records, read_rows, replacing, write_rows


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_rows_come_with_the_numbers_of_their_lines(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", b'{"a": 1}\n\n  \r\n{"a": 2}\r\n{"a": 3}')

    rows = list(read_rows(path))

    assert rows == [(1, {"a": 1}), (4, {"a": 2}), (5, {"a": 3})]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", b"")

    assert list(read_rows(path)) == []


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"a": 1}\n')

    assert list(read_rows(path)) == [(1, {"a": 1})]


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"a": "x\u2028y\x85z"}\n'.encode())

    assert list(read_rows(path)) == [(1, {"a": "x\u2028y\x85z"})]


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        pytest.param(b'{"a": 1}\n{"a" 2}\n', 2, 6, id="no colon"),
        pytest.param(b'{"a": 1}\n\n[1, 2]\n', 3, 1, id="a list"),
        pytest.param(b'{"a": 1', 1, 8, id="cut off"),
        pytest.param(b"null", 1, 1, id="nothing"),
    ],
)
def test_a_line_that_is_no_object_is_named(
    tmp_path: Path, content: bytes, line: int, column: int
) -> None:
    path = put(tmp_path / "a.jsonl", content)

    with pytest.raises(InputError, match="write one JSON object a line") as caught:
        list(read_rows(path))

    assert [each.location for each in caught.value.problems] == [Location(str(path), line, column)]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b'{"a": "\xe9"}\n', "is not UTF-8", id="another encoding"),
        pytest.param(b"[" * 100_000 + b"\n", "a.jsonl:1", id="too deep"),
    ],
)
def test_a_file_that_is_no_json_lines_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    path = put(tmp_path / "a.jsonl", content)

    with pytest.raises(InputError, match=what):
        list(read_rows(path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.jsonl: can't be read \(No such file"):
        list(read_rows(tmp_path / "gone.jsonl"))


@pytest.mark.parametrize(
    ("row", "what"),
    [
        pytest.param(b'{"b": 1}', "field 'a' is missing", id="a field is missing"),
        pytest.param(b'{"a": "x"}', "invalid literal", id="a field of the wrong kind"),
    ],
)
def test_a_row_that_is_no_record_is_named(tmp_path: Path, row: bytes, what: str) -> None:
    path = put(tmp_path / "a.jsonl", b'{"a": "1"}\n' + row)

    with pytest.raises(InputError, match=rf"a\.jsonl:2:1: {what}"):
        list(read_records(path, lambda each: int(each["a"])))


def test_what_is_written_is_read_again_letter_by_letter(tmp_path: Path) -> None:
    rows = [{"b": "straße – 東京 \u2028 🙂", "a": [1, None, True]}, {"line": "one\r\ntwo\ttab"}]

    count = write_rows(tmp_path / "new/a.jsonl", rows)

    lines = (tmp_path / "new/a.jsonl").read_bytes().decode().split("\n")
    assert (count, len(lines)) == (2, 3)
    assert [json.loads(line) for line in lines[:2]] == rows
    assert lines[0].startswith('{"b": "straße – 東京')


def test_a_written_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    put(tmp_path / "usual", b"")

    write_rows(tmp_path / "a.jsonl", [{}])

    assert (tmp_path / "a.jsonl").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("earlier", [b'{"old": 1}\n', None], ids=["over an old file", "anew"])
def test_a_row_that_cannot_be_written_leaves_all_as_it_was(
    tmp_path: Path, earlier: bytes | None
) -> None:
    path = tmp_path / "a.jsonl"
    if earlier is not None:
        put(path, earlier)

    with pytest.raises(TypeError, match="not JSON serializable"):
        write_rows(path, [{"a": 1}, {"a": object()}])

    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([earlier] if earlier else [])


def test_a_file_takes_its_name_only_when_all_is_written(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", b"old")

    with replacing(path) as file:
        file.write("new")
        file.flush()
        seen_meanwhile = path.read_bytes()

    assert (seen_meanwhile, path.read_bytes()) == (b"old", b"new")
