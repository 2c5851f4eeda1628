"""What is read and how it is named: encodings, line ends, names, manifest, ids, refusals counted."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.documents import find_sources, read_documents
from corpus_tools.errors import InputError

Run = Callable[..., Any]

FIELDS = "a row may hold id, file, title, outlet, subject, date, licence, where, synthetic, facts_from, group, encoding"
TEXT = "Police raided the café.\r\n\r\nTraders wept – quietly.\r\n"
SENTENCES = ["Police raided the café.", "Traders wept – quietly."]

# The file's bytes, and the codec that turns them into the text that offsets count in.
GOOD_FILES = {
    "UTF-8": (TEXT.encode(), "utf-8"),
    "UTF-8 with a mark": (TEXT.encode("utf-8-sig"), "utf-8-sig"),
    "UTF-16 with a mark": (TEXT.encode("utf-16"), "utf-16"),
    "UTF-16 of the other byte order": (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    "UTF-32 with a mark": (TEXT.encode("utf-32"), "utf-32"),
    "line ends of a Mac of old": (TEXT.replace("\r\n", "\r").encode(), "utf-8"),
    "letters outside the basic plane": (("𝔓𝔯𝔢𝔰𝔰 🙂.\r\n\r\n" + TEXT).encode(), "utf-8"),
}

PAGE = b"""<html><head><title>Harbour</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Harbour closed</h1><p>Police raided the harbour on Monday and counted the boats that lay there.</p>
<h2>What was found</h2><ul><li>Fourteen boats without a lamp</li><li>Nine crates of eels</li></ul>
<p>The harbour opens again on Thursday, a clerk said, if the weather allows it.</p>
</article></body></html>"""

# A line that is added behind four good rows, and what is said of it.
BAD_ROWS = {
    "no JSON": ("file: a.txt", "Expecting value; write one JSON object a line"),
    "a list": ("[1]", "a line must be a JSON object; write one JSON object a line"),
    "an unknown key":
        ('{"id": "a", "file": "a.txt", "colour": 1}', f"colour: Extra inputs are not permitted; {FIELDS}"),
    "no id": ('{"file": "a.txt"}', f"id: Field required; {FIELDS}"),
    "a date that never was":
        ('{"id": "a", "file": "a.txt", "date": "2014-02-30"}', f"date: day is out of range for month; {FIELDS}"),
    "a file that is not there": ('{"id": "a", "file": "a.txt"}', "there is no file 'a.txt'; add the file or remove the row"),
    "a file named twice":
        ('{"id": "a", "file": "boats.txt"}', "file 'boats.txt' stands twice, first in raw/manifest.jsonl:2:1; remove one of the two rows"),
}  # fmt: skip


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def put_manifest(folder: Path, *lines: str, **encodings: str) -> None:
    """Write a row for each file of a folder, and further lines behind them."""
    rows = [{"id": path.stem, "file": path.name} for path in sorted(folder.iterdir())]
    declared = [
        row | ({"encoding": encodings[row["id"]]} if row["id"] in encodings else {}) for row in rows
    ]
    put(folder / "manifest.jsonl", "\n".join([*map(json.dumps, declared), *lines]).encode())


def read_units(run: Run, path: object, *options: str) -> list[dict[str, Any]]:
    finished = run("segment", path, *options)

    assert (finished.exit_code, finished.err) == (0, "")
    return [json.loads(line) for line in finished.out.splitlines()]


@pytest.mark.parametrize(
    ("options", "sentences"),
    [
        ((), ["Am 3.", "Oktober kam Poe.", "Er blieb\u2026", "Sie ging."]),
        (("--language", "de"), ["Am 3. Oktober kam Poe.", "Er blieb\u2026", "Sie ging."]),
        (
            ("--language", "de", "--engine", "punkt"),
            ["Am 3. Oktober kam Poe.", "Er blieb\u2026 Sie ging."],
        ),
    ],
    ids=["English", "German", "Punkt"],
)
def test_language_and_engine_can_be_chosen(
    tmp_path: Path, run: Run, options: tuple[str, ...], sentences: list[str]
) -> None:
    path = put(tmp_path / "a.txt", "Am 3. Oktober kam Poe. Er blieb\u2026 Sie ging.".encode())

    assert [unit["text"] for unit in read_units(run, path, *options)] == sentences


def test_a_recipe_chooses_language_and_engine(corpus_folder: Path, run: Run) -> None:
    recipe, article = corpus_folder / "configs/tiny.yaml", corpus_folder / "a.txt"
    article.write_text("Am 3. Oktober kam Poe. Er blieb\u2026 Sie ging.", encoding="utf-8")
    settings = "language: de\nsegmentation: {engine: punkt}\n"
    recipe.write_text(recipe.read_text(encoding="utf-8") + settings, encoding="utf-8")

    finished = run("label", article, "--config", recipe)

    assert [json.loads(line)["text"] for line in finished.out.splitlines()] == [
        "Am 3. Oktober kam Poe.",
        "Er blieb\u2026 Sie ging.",
    ]


@pytest.mark.parametrize(("content", "codec"), GOOD_FILES.values(), ids=GOOD_FILES)
def test_offsets_slice_the_decoded_text(
    tmp_path: Path, run: Run, content: bytes, codec: str
) -> None:
    path = put(tmp_path / "a.txt", content)

    units = read_units(run, path)

    text = content.decode(codec)
    assert [text[unit["start"] : unit["end"]] for unit in units][-2:] == SENTENCES


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT.encode())

    [document], _ = read_documents([tmp_path])

    assert document.text == TEXT


def test_a_declared_encoding_is_used(home: Path, run: Run) -> None:
    put(home / "raw/new.txt", TEXT.encode("cp1252"))
    put_manifest(home / "raw", new="cp1252")

    finished = run("build", "--raw", "raw")

    lines = (home / "processed/tiny/units.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert finished.exit_code == 0
    assert [row["text"] for row in rows if row["document_id"] == "new"] == SENTENCES


def test_a_declared_encoding_does_not_bring_the_mark_into_the_text(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT.encode("utf-8-sig"))
    put_manifest(tmp_path, a="utf-8")

    [document], _ = read_documents([tmp_path])

    assert document.text == TEXT


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "idna", "undefined", "a\0b"])
def test_an_encoding_that_is_none_is_refused(tmp_path: Path, encoding: str) -> None:
    put(tmp_path / "a.txt", b"The caf\xe9 shut.")
    put_manifest(tmp_path, a=encoding)

    with pytest.raises(InputError, match=r"a\.txt: .*encoding.*; "):
        read_documents([tmp_path])


@pytest.mark.parametrize(
    "name", ["two words.txt", "Übergröße/straße.md", "東京.txt", "it's 100%.TXT", "a.b.c.txt"]
)
def test_names_may_hold_blanks_and_any_letters(home: Path, run: Run, name: str) -> None:
    put(home / "raw" / name, TEXT.encode())

    units = read_units(run, "raw")

    ours = [unit for unit in units if unit["source"] == name]
    assert {unit["document_id"] for unit in ours} == {name.rpartition(".")[0]}


def test_a_web_page_keeps_its_headings_and_lists(tmp_path: Path, run: Run) -> None:
    path = put(tmp_path / "harbour.html", PAGE)

    units = read_units(run, path)

    kinds = {unit["text"].lstrip("# "): unit["kind"] for unit in units}
    assert kinds["Harbour closed"] in ("title", "heading")
    assert kinds["What was found"] == "heading"
    assert kinds["Nine crates of eels"] == "list_item"
    assert "Home" not in kinds


def test_a_json_line_names_itself_or_is_named_after_its_text(tmp_path: Path) -> None:
    put(tmp_path / "many.jsonl", b'{"text": "One.", "id": "first"}\n\n{"text": "Two."}\n')

    documents, _ = read_documents([tmp_path])

    digest = hashlib.sha256(b"Two.").hexdigest()
    assert [document.id for document in documents] == ["first", f"many#{digest[:12]}"]


def test_the_manifest_goes_before_what_the_file_says(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", b'{"text": "One.", "title": "Theirs", "licence": "CC0-1.0"}')
    row = '{"id": "ours", "file": "a.jsonl", "title": "Ours"}'
    put(tmp_path / "manifest.jsonl", row.encode())

    [document], _ = read_documents([tmp_path])

    assert document.id.startswith("ours#")
    assert (document.title, document.licence) == ("Ours", "CC0-1.0")


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    for name in (
        "b.txt", "sub/a.md", ".hidden.txt", ".git/x.txt", "README.md", "annotations/gold.jsonl",
        "manifest.jsonl",
    ):  # fmt: skip
        put(tmp_path / name, b"Rain fell.")

    sources, problems = find_sources([tmp_path])

    assert [each.source for each in sources] == ["b.txt", "sub/a.md"]
    assert problems == []


def test_all_paths_that_are_not_there_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist") as caught:
        read_documents([tmp_path / "a.txt", tmp_path / "b"])

    assert len(caught.value.problems) == 2


def test_two_articles_with_one_id_are_refused(home: Path, fail_to_build: Run) -> None:
    put(home / "raw/boats.md", b"Rain fell.")

    problems = fail_to_build()

    what = "article id 'boats' is taken by 'boats.md'"
    assert problems == [f"raw/boats.txt: {what}; rename one, or give both an id in manifest.jsonl"]


def test_one_id_twice_in_the_manifest_is_refused(home: Path, fail_to_build: Run) -> None:
    put_manifest(home / "raw")
    lines = (home / "raw/manifest.jsonl").read_bytes().replace(b'"scales"', b'"boats"')
    put(home / "raw/manifest.jsonl", lines)

    [problem] = fail_to_build()

    assert "article id 'boats' is taken by 'boats.txt'; " in problem


@pytest.mark.parametrize(("line", "problem"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_of_the_manifest_is_named(
    home: Path, fail_to_build: Run, line: str, problem: str
) -> None:
    put_manifest(home / "raw", line)

    assert fail_to_build() == [f"raw/manifest.jsonl:5:1: {problem}"]


def test_all_bad_rows_of_the_manifest_are_told_at_once(home: Path, fail_to_build: Run) -> None:
    put_manifest(home / "raw", "file: a.txt", '{"id": 1}', "[1]")

    problems = fail_to_build()

    lines = [int(problem.split(":")[1]) for problem in problems]
    assert sorted(set(lines)) == [5, 6, 7]


def test_a_bad_manifest_does_not_hide_a_bad_file(home: Path, fail_to_build: Run) -> None:
    put_manifest(home / "raw", '{"id": "a"}')
    put(home / "raw/boats.txt", b"")

    problems = fail_to_build()

    places = [problem.split(": ")[0] for problem in problems]
    assert places == ["raw/boats.txt", "raw/manifest.jsonl:5:1"]


def test_a_manifest_too_deep_to_read_is_refused(home: Path, fail_to_build: Run) -> None:
    put(home / "raw/manifest.jsonl", b"[" * 100_000)

    [problem] = fail_to_build()

    assert problem.startswith("raw/manifest.jsonl:1")


def test_a_file_without_a_row_in_the_manifest_is_named(home: Path, fail_to_build: Run) -> None:
    put_manifest(home / "raw")
    put(home / "raw/new.txt", b"Rain fell.")

    problems = fail_to_build()

    what, way_out = "has no row in manifest.jsonl", "add a row with its id and licence"
    assert problems == [f"raw/new.txt: {what}; {way_out}"]


def test_a_recipe_may_skip_what_is_refused_and_counts_it(home: Path, run: Run) -> None:
    with (home / "configs/tiny.yaml").open("a") as recipe:
        recipe.write("documents: {on_refusal: skip}\n")
    put(home / "raw/empty.txt", b"")
    put(home / "raw/photo.txt", b"\x00")

    finished = run("build", "--raw", "raw")

    ledgers = json.loads((home / "processed/tiny/report.json").read_bytes())["ledgers"]
    refused = {"unreadable": 1, "unusable text": 1}
    assert finished.exit_code == 0
    assert ledgers[0] == {"stage": "documents", "read": 6, "kept": 4, "refused": refused}
    assert all(each["read"] == each["kept"] + sum(each["refused"].values()) for each in ledgers)
