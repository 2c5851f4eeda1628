"""Articles, manifests and folders that can't be used: a line each says where, what, and the way out."""

import ctypes
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Content = bytes | Callable[[Path], object]

SUFFIXES = ".txt, .md, .html, .htm, .jsonl, .parquet"
DECLARE = 'save it as UTF-8, or declare it in manifest.jsonl, for example "encoding": "cp1252"'
BINARY = "remove it; if it is UTF-16 text, save it with a byte order mark"
DROP_FROM_BOUNDING_SET, READ_ANY_FILE, SEARCH_ANY_FOLDER = 24, 1, 2


def link_to(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def parquet(**columns: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def text_that_is_not_utf8() -> Any:
    import pyarrow as pa

    offsets = (0).to_bytes(4, "little") + (1).to_bytes(4, "little")
    return pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(offsets), pa.py_buffer(b"\xe9")]
    )


# File name, content, and what is said after the folder's name.
UNUSABLE: dict[str, tuple[str, Content, str]] = {
    "an empty file": ("a.txt", b"", "a.txt: has no text; fill it, or remove it"),
    "white space only": ("a.md", b" \r\n\t\n", "a.md: has no text; fill it, or remove it"),
    "a binary file": ("a.txt", b"GIF89a\x00\x01", f"a.txt: looks binary, byte 0x00 at offset 6; {BINARY}"),
    "cp1252 that nobody declared":
        ("a.txt", b"Rain fell.\nIt\x92s late.", f"a.txt:2:3: byte 0x92 at offset 13 is not UTF-8; {DECLARE}"),
    "a wrong byte behind letters of two bytes":
        ("a.txt", "Rain\nfell äö".encode() + b"\xff", f"a.txt:2:8: byte 0xff at offset 14 is not UTF-8; {DECLARE}"),
    "a wrong byte behind a byte order mark":
        ("a.txt", b"\xef\xbb\xbfIt\x92s late.", f"a.txt:1:3: byte 0x92 at offset 5 is not UTF-8; {DECLARE}"),
    "UTF-16 without a mark":
        ("a.txt", "It rains.".encode("utf-16-le"), f"a.txt: looks binary, byte 0x00 at offset 1; {BINARY}"),
    "half a character of UTF-16":
        ("a.txt", "It rains.".encode("utf-16") + b"!", f"a.txt: byte 0x21 at offset 20 is not utf-16; {DECLARE}"),
    "a suffix without a reader":
        ("a.docx", b"PK", f"a.docx: there is no reader for '.docx'; remove it, or use one of {SUFFIXES}"),
    "a link to nowhere": ("a.txt", link_to("b.txt"), "a.txt: is a link to nowhere; mend or remove the link"),
    "a broken line of JSON":
        ("a.jsonl", b'{"text": "Rain."}\n{"text": }\n', "a.jsonl:2:10: Expecting value; write one JSON object a line"),
    "a line of JSON without text":
        ("a.jsonl", b'{"text": "Rain."}\n\n{"x": 1}', "a.jsonl:3:1: the row has no field 'text' that holds text; add it"),
    "a line of JSON with half a character":
        ("a.jsonl", b'{"text": "Rain\\ud83d"}', "a.jsonl:1:1: half a surrogate pair at offset 4; write the character as a whole"),
    "a table without text":
        ("a.parquet", parquet(x=["Rain."]), "a.parquet:1: the row has no field 'text' that holds text; add it"),
    "a page without an article":
        ("a.html", b"<html></html>", "a.html: no article found in the page; save the article's text as .txt or .md"),
}  # fmt: skip

# Here only the form of the message is fixed.
UNUSABLE_IN_SOME_WORDS: dict[str, tuple[str, Content]] = {
    "no table at all": ("a.parquet", b"PAR0"),
    "a table whose text is not UTF-8": ("a.parquet", parquet(text=text_that_is_not_utf8())),
    "JSON too deep to read": ("a.jsonl", b"[" * 100_000),
    "an id with half a character": ("a.jsonl", b'{"text": "Rain.", "id": "\\ud83d"}'),
    "a licence with half a character": ("a.jsonl", b'{"text": "Rain.", "licence": "\\ud83d"}'),
    "a name that is not UTF-8": (os.fsdecode(b"caf\xe9.txt"), b"Rain fell."),
    "an empty file with a line end in its name": ("a\nb.txt", b""),
    "a name without suffix": ("notes", b"Rain fell."),
}


def put(path: Path, content: Content) -> None:
    path.parent.mkdir(exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)


@pytest.mark.parametrize(("name", "content", "problem"), UNUSABLE.values(), ids=UNUSABLE)
def test_build_names_what_it_cannot_use(
    home: Path, fail_to_build: Run, name: str, content: Content, problem: str
) -> None:
    put(home / "raw" / name, content)

    assert fail_to_build() == [f"raw/{problem}"]


@pytest.mark.parametrize(("name", "content", "problem"), UNUSABLE.values(), ids=UNUSABLE)
def test_segment_names_what_it_cannot_use(
    home: Path, run: Run, name: str, content: Content, problem: str
) -> None:
    put(home / "new" / name, content)

    finished = run("segment", f"new/{name}")

    assert (finished.exit_code, finished.out) == (1, "")
    assert finished.problems == [f"new/{problem}"]


def test_segment_names_the_languages_that_it_knows(home: Path, run: Run) -> None:
    finished = run("segment", "raw", "--language", "fr")

    assert finished.exit_code == 1
    assert finished.problems == [
        "--language: there is no data for the language 'fr'; use one of de, en"
    ]


@pytest.mark.parametrize(
    ("name", "content"), UNUSABLE_IN_SOME_WORDS.values(), ids=UNUSABLE_IN_SOME_WORDS
)
def test_build_refuses_in_one_line(
    home: Path, fail_to_build: Run, name: str, content: Content
) -> None:
    try:
        put(home / "raw" / name, content)
    except OSError:
        pytest.skip("this file system has no such names")

    assert len(fail_to_build()) == 1


def test_all_problems_of_all_files_are_told_at_once(home: Path, fail_to_build: Run) -> None:
    put(home / "raw/c.txt", b"")
    put(home / "raw/b.txt", b"\x00")
    put(home / "raw/a.jsonl", b'{"text": 1}\n{\n{"text": "Rain fell."}\n')

    problems = fail_to_build()

    places = [problem.split(": ")[0] for problem in problems]
    assert places == ["raw/a.jsonl:1:1", "raw/a.jsonl:2:2", "raw/b.txt", "raw/c.txt"]


def test_all_bad_rows_of_a_table_are_told_at_once(home: Path, fail_to_build: Run) -> None:
    put(home / "raw/a.parquet", parquet(text=["Rain fell.", None, "It stopped.", None]))

    problems = fail_to_build()

    assert [problem.split(": ")[0] for problem in problems] == [
        "raw/a.parquet:2",
        "raw/a.parquet:4",
    ]


def test_an_empty_folder_is_refused(home: Path, fail_to_build: Run) -> None:
    shutil.rmtree(home / "raw")
    (home / "raw").mkdir()

    problems = fail_to_build()

    assert problems == [f"raw: the folder has no articles; put files in it: {SUFFIXES}"]


def test_a_folder_that_is_not_there_is_refused(home: Path, fail_to_build: Run) -> None:
    shutil.rmtree(home / "raw")

    assert fail_to_build() == ["raw: does not exist; check the path"]


def test_a_link_to_a_folder_is_refused(home: Path, fail_to_build: Run) -> None:
    put(home / "raw/more", link_to("../configs"))

    problems = fail_to_build()

    assert problems == ["raw/more: is a link to a folder; put the articles here instead"]


def test_a_line_of_20_megabytes_is_refused_quickly(home: Path, fail_to_build: Run) -> None:
    put(home / "raw/a.txt", b"Rain fell.\n" + b"x" * 20_000_000)
    start = time.monotonic()

    problems = fail_to_build()

    what = "a line of 20000000 characters, 1000000 are allowed"
    way_out = "break it into paragraphs, or raise documents.longest_line"
    assert problems == [f"raw/a.txt:2:1: {what}; {way_out}"]
    assert time.monotonic() - start < 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("command", ["segment raw", "build --raw raw"])
def test_a_named_pipe_is_refused_and_not_waited_for(home: Path, command: str) -> None:
    os.mkfifo(home / "raw/a.txt")

    command_line = [sys.executable, "-m", "corpus_tools", *command.split()]
    finished = subprocess.run(command_line, capture_output=True, text=True, timeout=5, check=False)

    assert finished.returncode == 1
    assert finished.stderr.startswith("raw/a.txt: ")


def run_where_rights_bind(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a user whom a file's rights bind: if that is root, without what sets root free."""

    def give_up_powers() -> None:
        for power in (READ_ANY_FILE, SEARCH_ANY_FOLDER):
            ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, power, 0, 0, 0)

    bound = give_up_powers if sys.platform == "linux" and os.geteuid() == 0 else None
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=bound)


@pytest.fixture
def lock() -> Iterator[Callable[[Path], None]]:
    """Take all rights away from a file or folder while a test runs."""
    locked: list[Path] = []

    def lock_one(path: Path) -> None:
        locked.append(path)
        path.chmod(0)
        may_read = f"import os, sys; sys.exit(not os.access({str(path)!r}, os.R_OK))"
        if run_where_rights_bind("-c", may_read).returncode == 0:
            pytest.skip("rights do not bind this user")

    yield lock_one
    for path in locked:
        path.chmod(0o700)


@pytest.mark.parametrize("command", ["segment raw", "build --raw raw"])
def test_a_file_without_read_permission_is_refused(home: Path, lock: Run, command: str) -> None:
    put(home / "raw/a.txt", b"Rain fell.")
    lock(home / "raw/a.txt")

    finished = run_where_rights_bind("-m", "corpus_tools", *command.split())

    problem = "raw/a.txt: can't be read (Permission denied); check the file's rights\n"
    assert (finished.returncode, finished.stderr) == (1, problem)


def test_a_folder_without_read_permission_is_not_passed_over(home: Path, lock: Run) -> None:
    put(home / "raw/locked/a.txt", b"Rain fell.")
    lock(home / "raw/locked")

    finished = run_where_rights_bind("-m", "corpus_tools", "segment", "raw")

    assert finished.returncode == 1
    assert finished.stderr.startswith("raw/locked: can't be read (Permission denied); ")


def test_somebody_elses_folder_is_not_built_in(home: Path, fail_to_build: Run) -> None:
    put(home / "mine/diary.txt", b"Rain fell.")

    problems = fail_to_build("--out", "mine")

    what = "has files in it but no manifest.json, so no build made it"
    assert problems == [f"mine: {what}; name an empty folder with --out"]
    assert [each.name for each in (home / "mine").iterdir()] == ["diary.txt"]


def test_a_file_is_not_built_over(home: Path, fail_to_build: Run) -> None:
    put(home / "mine", b"Rain fell.")

    assert fail_to_build("--out", "mine") == ["mine: is a file; name a folder with --out"]
    assert (home / "mine").read_bytes() == b"Rain fell."


def test_a_recipe_does_not_replace_what_another_built(home: Path, fail_to_build: Any) -> None:
    recipe = home / "configs" / "tiny.yaml"
    other = home / "configs" / "other.yaml"
    other.write_text(recipe.read_text().replace("name: tiny", "name: other"))

    [problem] = fail_to_build("configs/other.yaml")

    assert problem == (
        "processed/tiny: holds the corpus 'tiny', this recipe makes 'other'; "
        "name another folder with --out, or remove this one"
    )
