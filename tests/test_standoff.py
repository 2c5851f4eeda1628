"""A release holds no word of an article, and whoever has the articles gets the data set back."""

import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import build_corpus
from corpus_tools.annotations import read_annotations, read_gold
from corpus_tools.dataset import load_rows, read_splits
from corpus_tools.documents import read_documents
from corpus_tools.errors import CorpusError
from corpus_tools.records import Document, GoldUnit
from corpus_tools.similarity import find_words
from corpus_tools.standoff import (
    Hydration,
    ReleaseOptions,
    hydrate,
    read_release,
    release_corpus,
    release_gold,
    write_hydration,
)
from corpus_tools.standoff.format import digest_lines
from corpus_tools.standoff.texts import know_text
from corpus_tools.standoff.units import make_gold_unit

# Line ends, letters in two pieces, headings below headings, a repeated heading, white space
# of every width, and a page.
CRLF = (
    "Ferry stopped\r\n\r\nPolice raided the ferry at the  third pier.\r\n"
    "They counted 9 boats\r\nbehind it before noon.\r\n\r\nThe captain slept through it all.\r\n"
)
ACCENTS = (
    "# Cafe\u0301 Zoe\u0308\n\n## The raid ##\n\nThe council closed the cafe\u0301 of Zoe\u0308 "
    "Ma\u0308rz on Monday.\n\n### After it\n\nNobody in the fa\u0301rm knew why it was shut.\n\n"
    "## The raid\n\nInspectors closed the second one, a naïve re\u0301sume\u0301 of the first.\n"
)
PAGE = (
    "<html><head><title>Kiosk shut</title></head><body><article><h1>Kiosk shut</h1>"
    "<p>Officers seized the radios of a kiosk near the old tram depot on Tuesday evening.</p>"
    "<h2>What the owner says</h2>"
    "<p>He counted 40 crates of apples in the cellar and none of them were his, he said.</p>"
    "<p>The trams ran late that night, and nobody could say for certain who had won.</p>"
    "</article></body></html>"
)


def write_articles(folder: Path) -> None:
    (folder / "ferry.txt").write_bytes(CRLF.encode())
    (folder / "cafe.md").write_bytes(ACCENTS.encode())
    (folder / "kiosk.html").write_bytes(PAGE.encode())
    rows = [
        {"id": "one", "text": "The council closed the baths.\nThe water had been cold for years."},
        {"id": "two", "text": "Police raided the arcade on the hill.\nIts 70 stalls stood empty."},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "many.jsonl").write_text(lines, encoding="utf-8")


@pytest.fixture(scope="module")
def _released_once(tmp_path_factory: pytest.TempPathFactory, write_corpus) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("standoff") / "corpus")
    write_articles(folder / "raw")
    build_corpus(folder / "configs/tiny.yaml")
    release_corpus(folder / "configs/tiny.yaml", folder / "release")
    return folder


@pytest.fixture
def home(_released_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus with a build in ``processed/tiny`` and a release of it in ``release``."""
    folder = Path(shutil.copytree(_released_once, tmp_path / "home"))
    monkeypatch.chdir(folder)
    return folder


def put_back(texts: str | Path = "raw") -> Hydration:
    return hydrate(read_release(Path("release")), Path(texts))


def statuses(hydration: Hydration) -> dict[str, tuple[str, int, str]]:
    """Each document's status, sentences put back and note."""
    return {
        each.document.id: (each.status, each.n_put_back, each.note) for each in hydration.placed
    }


def runs(text: str) -> set[tuple[str, ...]]:
    words = find_words(text)
    return set(zip(words, words[1:], words[2:], strict=False))


# What a release says


def test_no_three_words_in_a_row_of_any_article_are_in_the_release(home: Path) -> None:
    documents, _ = read_documents([Path("raw")])
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("release").iterdir()))

    assert len(documents) == 9
    for document in documents:
        assert len(runs(document.text)) > 5
        assert not runs(document.text) & runs(own)


def test_a_released_line_is_known_by_its_digests(home: Path) -> None:
    row = released_rows()["ferry"]

    assert {name: value for name, value in row.items() if name != "units"} == {
        "release": {
            "of": "corpus",
            "articles": 9,
            "digest": row["release"]["digest"],
            "licence": None,
            "rights_holder": "the publishers",
        },
        "id": "ferry",
        "path": "ferry.txt",
        "encoding": "utf-8",
        "sha256": "782754925bac9bbedb44552246811633677d6833d855d378ea6403a81914011e",
        "title": None,
        "where": None,
        "date": None,
        "licence": None,
        "sha256_bytes": "782754925bac9bbedb44552246811633677d6833d855d378ea6403a81914011e",
        "sha256_normalised": "39e5cafd2f415e73296b838990fa4f94aa4dbad7365e27bec2eb43abbb6a175a",
        "normaliser": "nfc-lf-1",
        "length": len(CRLF) - CRLF.count("\r"),
        "salt": row["salt"],
    }


def released_rows() -> dict[str, dict[str, Any]]:
    lines = Path("release/documents.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_offsets_count_the_normalised_text_and_votes_the_unit_as_models_see_it(home: Path) -> None:
    units = released_rows()["ferry"]["units"]

    assert [(unit["start"], unit["end"], unit["length"]) for unit in units[:3]] == [
        (0, 13, 13),
        (15, 58, 42),
        (59, 79, 20),
    ]
    [vote] = units[2]["votes"]
    assert (vote["rule"], vote["start"], vote["end"]) == ("counted", 13, 20)
    assert units[2]["row"] == {
        "split": "train", "label_source": "rules", "cluster": "ferry", "fold": 1,
        "outlet": None, "synthetic": False
    }  # fmt: skip


def test_a_section_is_told_by_the_places_of_its_headings(home: Path) -> None:
    units = released_rows()["cafe"]["units"]

    assert units[4]["section"] == [[1, 3, 11], [3, 4, 12]]
    assert units[6]["section"] == [[5, 3, 11]]


def release_some_gold(name: str, text: str, spans: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Release gold of one article to ``released.jsonl`` and give its lines."""
    write_gold(name, text, spans)
    release_gold(Path("gold.jsonl"), Path("raw"), Path("released.jsonl"))
    return [json.loads(line) for line in Path("released.jsonl").read_bytes().splitlines()]


def test_gold_can_be_read_from_a_release_of_gold(home: Path) -> None:
    release_some_gold("ferry", CRLF, [(0, 13), (17, 60)])

    [ferry] = read_annotations([Path("released.jsonl")])

    assert [(unit.start, unit.end, unit.primary) for unit in ferry.units] == [
        (0, 13, "x"),
        (15, 58, "x"),
    ]


def test_a_released_data_set_is_no_gold(home: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"documents\.jsonl:1:1: is a line of a released data set"
    ):
        read_annotations([Path("release/documents.jsonl")])


def test_a_released_line_is_gold_of_the_text_that_its_offsets_count(home: Path) -> None:
    release_some_gold("ferry", CRLF, [(17, 60)])
    gold = [Path("released.jsonl")]
    as_released, _ = read_documents([Path("raw/ferry.txt")])
    Path("raw/ferry.txt").write_bytes(CRLF.replace("\r\n", "\n").encode())
    normalised, _ = read_documents([Path("raw/ferry.txt")])

    assert read_gold(gold, normalised, ["x"])[1]
    with pytest.raises(CorpusError, match="is not the text that was annotated"):
        read_gold(gold, as_released, ["x"])


def test_a_second_release_has_the_same_bytes(home: Path) -> None:
    release_corpus(Path("configs/tiny.yaml"), Path("again"))

    assert folder_bytes("again") == folder_bytes("release")


def folder_bytes(folder: str | Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def test_the_salt_can_be_given_and_changes_every_hash(home: Path) -> None:
    release_corpus(Path("configs/tiny.yaml"), Path("again"), ReleaseOptions(salt="pepper"))

    def hashes(folder: str) -> list[str | None]:
        found = read_release(Path(folder)).documents
        return [unit.hash for each in found for unit in each.units if unit.hash]

    assert len(hashes("again")) == len(hashes("release")) == 27
    assert not set(hashes("again")) & set(hashes("release"))


def test_a_manifest_says_where_an_article_is_and_titles_can_be_left_out(home: Path) -> None:
    row = {"id": "boats", "file": "boats.txt", "title": "Night", "where": "Quay Post, page 3"}
    Path("about.jsonl").write_text(json.dumps(row), encoding="utf-8")

    def describe(*, titles: bool) -> tuple[str | None, str | None]:
        options = ReleaseOptions(manifest=Path("about.jsonl"), titles=titles)
        documents = release_corpus(Path("configs/tiny.yaml"), Path("again"), options)
        return next((each.title, each.where) for each in documents if each.id == "boats")

    assert describe(titles=True) == ("Night", "Quay Post, page 3")
    assert describe(titles=False) == (None, "Quay Post, page 3")


def test_the_card_tells_licences_apart_and_counts_labels(home: Path) -> None:
    options = ReleaseOptions(licence="CC0-1.0", rights_holder="the Quay Post")
    release_corpus(Path("configs/tiny.yaml"), Path("again"), options)

    card = Path("again/README.md").read_text(encoding="utf-8")
    assert "Annotations (labels, offsets, hashes, splits): CC0-1.0." in card
    assert "The rights are with the Quay Post" in card
    assert "| validation | 3 | 1 | 1 | 1 |" in card


def test_a_stale_data_set_is_not_released(home: Path, run: Callable[..., Any]) -> None:
    with Path("raw/boats.txt").open("a", encoding="utf-8") as file:
        file.write("More came later.\n")

    finished = run("release", "configs/tiny.yaml", "--without-text", "-o", "again")

    assert finished.exit_code == 1
    assert "was not built here from what configs/tiny.yaml names now; run" in finished.err
    assert not Path("again").exists()


def test_a_column_with_words_of_an_article_is_not_released(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_rows(monkeypatch, lambda row: {"outlet": row["text"][:20]})

    with pytest.raises(CorpusError, match="unit 'bakers-0002': its outlet holds words of the art"):
        release_corpus(Path("configs/tiny.yaml"), Path("again"))


def change_rows(monkeypatch: pytest.MonkeyPatch, change: Callable[..., dict[str, Any]]) -> None:
    """Let the data set have other rows than were built."""
    from corpus_tools.standoff import corpus

    def read_other(folder: Path) -> dict[str, list[dict[str, Any]]]:
        found = read_splits(folder)
        return {split: [row | change(row) for row in rows] for split, rows in found.items()}

    monkeypatch.setattr(corpus, "read_splits", read_other)


@pytest.mark.parametrize(
    "change", [{"score": 0.5}, {"rule_label": None}, {"start": 1}], ids=["more", "label", "place"]
)
def test_a_row_that_its_unit_does_not_give_is_not_released(
    home: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    change_rows(monkeypatch, lambda _: change)

    with pytest.raises(CorpusError, match="'bakers-0001': its row in the data set is another"):
        release_corpus(Path("configs/tiny.yaml"), Path("again"))


def test_a_release_with_other_columns_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus_tools.standoff import format as format_

    monkeypatch.setattr(format_, "COLUMNS", ("id", "text"))

    with pytest.raises(CorpusError, match="its data set has other columns"):
        put_back()


def test_without_the_flag_nothing_is_released(home: Path, run: Callable[..., Any]) -> None:
    finished = run("release", "configs/tiny.yaml", "-o", "again")

    assert finished.exit_code == 2
    assert "built folder itself" in " ".join(finished.err.replace("│", " ").split())
    assert not Path("again").exists()


# Putting the texts back


def test_the_same_articles_give_the_same_data_set(home: Path) -> None:
    hydration = put_back()
    write_hydration(hydration, Path("raw"), Path("out"))

    built = Path("processed/tiny")
    assert hydration.is_identical
    assert read_splits(Path("out")) == read_splits(built)
    assert Path("out/units.jsonl").read_bytes() == (built / "units.jsonl").read_bytes()
    for split in ("train", "validation", "test"):
        name = f"data/{split}-00000-of-00001.parquet"
        assert (Path("out") / name).read_bytes() == (built / name).read_bytes()
    account = json.loads(Path("out/hydration.json").read_text(encoding="utf-8"))
    assert account["content_digest"]["identical"]
    assert account["coverage"]["units"] == {"put_back": 37, "released": 37}


def test_what_was_put_back_loads(home: Path) -> None:
    write_hydration(put_back(), Path("raw"), Path("out"))

    loaded, built = load_rows(Path("out")), load_rows(Path("processed/tiny"))

    assert {name: split.to_list() for name, split in loaded.items()} == {
        name: split.to_list() for name, split in built.items()
    }
    assert loaded["train"].features == built["train"].features


def test_names_of_files_need_not_agree(home: Path) -> None:
    for name, other in (("boats.txt", "b/1.txt"), ("scales.txt", "b/2.md")):
        Path("raw", other).parent.mkdir(exist_ok=True)
        Path("raw", name).rename(Path("raw", other))

    hydration = put_back()

    assert hydration.is_identical
    assert statuses(hydration)["boats"] == ("exact", 4, "found in b/1.txt")


def test_files_that_changed_places_are_found(home: Path) -> None:
    one, other = Path("raw/boats.txt"), Path("raw/scales.txt")
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)

    hydration = put_back()

    assert hydration.is_identical
    assert statuses(hydration)["scales"] == ("exact", 4, "found in boats.txt")


def test_other_line_ends_and_letters_in_one_piece_are_the_same_text(home: Path) -> None:
    Path("raw/ferry.txt").write_bytes(CRLF.replace("\r\n", "\n").encode())
    Path("raw/cafe.md").write_bytes(unicodedata.normalize("NFC", ACCENTS).encode())

    hydration = put_back()

    assert statuses(hydration)["ferry"] == ("same-after-normalising", 5, "")
    assert statuses(hydration)["cafe"] == ("same-after-normalising", 7, "")
    assert hydration.coverage.is_full
    assert hydration.is_same_but_offsets
    assert not hydration.is_identical
    texts = {each.id: each.text for each in read_documents([Path("raw")])[0]}
    for line in hydration.units:
        written = texts[line["document_id"]][line["start"] : line["end"]]
        assert " ".join(unicodedata.normalize("NFC", written).split()) == line["text"]
        for vote in line["votes"]:
            assert texts[line["document_id"]][vote["start"] : vote["end"]] == vote["words"]


def test_a_text_in_another_encoding_is_read_as_it_was_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Zoë paid a fine for the café.\nShe did so without a word of complaint.\n"
    Path("raw").mkdir()
    Path("raw/zoe.txt").write_bytes(text.encode("cp1252"))
    row = {"id": "zoe", "file": "zoe.txt", "encoding": "cp1252"}
    Path("raw/manifest.jsonl").write_text(json.dumps(row), encoding="utf-8")
    write_gold("zoe", text, [(0, 29), (30, 69)])
    release_gold(Path("gold.jsonl"), Path("raw"), Path("released.jsonl"))
    Path("raw/manifest.jsonl").unlink()

    exact = hydrate(read_release(Path("released.jsonl")), Path("raw"))
    Path("raw/zoe.txt").write_bytes(text.replace("did so", "paid").encode("cp1252"))
    drifted = hydrate(read_release(Path("released.jsonl")), Path("raw"))

    assert statuses(exact)["zoe"] == ("exact", 2, "")
    assert statuses(drifted)["zoe"] == ("drifted", 1, "")


def write_gold(name: str, text: str, spans: list[tuple[int, int]]) -> None:
    import hashlib

    units = [
        {"start": start, "end": end, "kind": "prose", "labels": ["x"], "primary": "x"}
        for start, end in spans
    ]
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"id": name, "path": f"{name}.txt", "encoding": "utf-8", "sha256": digest, "units": units}
    Path("gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "status"),
    [
        pytest.param(
            "boats.txt", " The tide went out at four.\n", "", ("drifted", 2), id="cut short"
        ),
        pytest.param("boats.txt", "14 boats", "40 boats", ("drifted", 2), id="a word changed"),
        pytest.param("boats.txt", "They", "“They", ("drifted", 2), id="a quotation mark added"),
        pytest.param("boats.txt", " ", "  ", ("drifted", 3), id="white space"),
        pytest.param("boats.txt", "Night at the quay\n\n", "", ("drifted", 3), id="no title"),
        pytest.param("boats.txt", "o", "0", ("missing", 0), id="every sentence changed"),
    ],
)
def test_of_a_changed_article_what_still_stands_is_put_back(
    home: Path, name: str, old: str, new: str, status: tuple[str, int]
) -> None:
    path = Path("raw", name)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    hydration = put_back()

    assert statuses(hydration)["boats"][:2] == status
    text = path.read_text(encoding="utf-8")
    for line in hydration.units:
        if line["document_id"] == "boats":
            assert " ".join(text[line["start"] : line["end"]].split()) == line["text"]


def test_a_file_with_another_text_is_no_drifted_article(home: Path) -> None:
    shutil.copy("raw/scales.txt", "raw/boats.txt")
    Path("raw/bakers.txt").write_text("Rain fell on the town all day long.\n", encoding="utf-8")

    found = statuses(put_back())

    assert found["boats"] == ("missing", 0, "boats.txt holds the text of 'scales'")
    assert found["bakers"] == (
        "missing", 0, "bakers.txt holds another text: 0 of 3 sentences stand there"
    )  # fmt: skip
    assert found["scales"] == ("exact", 4, "")


def test_of_a_file_with_many_articles_a_changed_one_is_known_by_its_id(home: Path) -> None:
    path = Path("raw/many.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace("baths", "pools"), encoding="utf-8")

    found = statuses(put_back())

    assert found["one"] == ("drifted", 1, "")
    assert found["two"] == ("exact", 2, "")


def test_an_article_that_only_grew_comes_back_whole(home: Path) -> None:
    path = Path("raw/many.jsonl")
    grown = path.read_text(encoding="utf-8").replace('"Police', '"Late news. Police')
    path.write_text(grown, encoding="utf-8")

    hydration = put_back()
    write_hydration(hydration, Path("raw"), Path("out"))

    assert statuses(hydration)["two"] == ("drifted", 2, "")
    assert hydration.is_same_but_offsets
    card = Path("out/README.md").read_text(encoding="utf-8")
    assert "They are the released rows but for offsets" in card
    [line] = [each for each in hydration.units if each["unit_id"] == "two-0001"]
    assert (line["start"], line["votes"][0]["start"]) == (49, 53)


def test_a_page_that_is_read_otherwise_here_is_anchored(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    extract = trafilatura.extract
    monkeypatch.setattr(trafilatura, "extract", lambda *a, **b: "Kiosk\n\n" + extract(*a, **b))

    status, _, note = statuses(put_back())["kiosk"]

    assert (status, note) == ("drifted", "the same file, from which another text is read here")


def test_files_that_can_not_be_read_are_told_and_stop_nothing(
    home: Path, run: Callable[..., Any]
) -> None:
    Path("raw/old.txt").write_bytes(b"caf\xe9 closed")
    Path("raw/page.pdf").write_bytes(b"%PDF")

    finished = run("hydrate", "release", "--texts", "raw", "-o", "out")

    assert finished.exit_code == 0
    assert "not read: raw/old.txt:1:4: byte 0xe9" in finished.out
    assert "not read: raw/page.pdf: there is no reader for '.pdf'" in finished.out
    account = json.loads(Path("out/hydration.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in account["unreadable"]] == ["old.txt", "page.pdf"]


# Gaps


def test_with_gaps_nothing_is_written_unless_allowed(home: Path, run: Callable[..., Any]) -> None:
    Path("raw/boats.txt").unlink()
    Path("raw/bakers.txt").write_text("The ovens were cold by noon. He left.\n", encoding="utf-8")
    hydrate_to_out = ("hydrate", "release", "--texts", "raw", "-o", "out")

    refused = run(*hydrate_to_out)
    written = Path("out").exists()
    allowed = run(*hydrate_to_out, "--allow-partial")

    assert (refused.exit_code, written, allowed.exit_code) == (1, False, 0)
    assert refused.problems == [
        "raw: 30 of 37 sentences can be put back; "
        "bring the articles that are missing or differ, or add --allow-partial"
    ]
    card = Path("out/README.md").read_text(encoding="utf-8")
    for line in ("| drifted | 1 |", "| missing | 1 |", "| `test` | 1 of 3 | 0.333 |",
                 "| `raid` | 8 of 10 | 0.800 |", "| article missing | 4 |", "| nowhere | 2 |"):  # fmt: skip
        assert line in card
    assert "don't compare figures" in card
    assert load_rows(Path("out"))["test"]["text"] == ["The ovens were cold by noon."]


def test_only_a_report_is_made_without_an_output(home: Path, run: Callable[..., Any]) -> None:
    before = set(Path().rglob("*"))

    whole = run("hydrate", "release", "--texts", "raw")
    Path("raw/boats.txt").unlink()
    partial = run("hydrate", "release", "--texts", "raw")

    assert (whole.exit_code, partial.exit_code) == (0, 1)
    assert "content digest as released" in whole.out
    assert before - {Path("raw/boats.txt")} == set(Path().rglob("*"))


def test_nothing_at_hand_is_no_partial_data_set(home: Path) -> None:
    Path("other").mkdir()
    Path("other/a.txt").write_text("Rain fell all day.\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="no sentence of the release is here"):
        write_hydration(put_back("other"), Path("other"), Path("out"), allow_partial=True)


@pytest.mark.parametrize("out", ["processed/tiny", "raw/out", "configs/tiny.yaml"])
def test_other_peoples_folders_are_left_alone(home: Path, out: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path().rglob("*")}

    with pytest.raises(CorpusError):
        write_hydration(put_back(), Path("raw"), Path(out))
    with pytest.raises(CorpusError):
        release_corpus(Path("configs/tiny.yaml"), Path(out))

    assert {path: path.stat().st_mtime_ns for path in Path().rglob("*")} == before


@pytest.mark.parametrize("out", ["release", "release/h", "."])
def test_texts_are_never_put_into_the_release(
    home: Path, run: Callable[..., Any], out: str
) -> None:
    before = folder_bytes("release")

    finished = run("hydrate", "release", "--texts", "raw", "-o", out)

    assert finished.exit_code == 1
    assert folder_bytes("release") == before


def test_what_is_no_part_of_a_release_is_not_passed_on_with_it(
    home: Path, run: Callable[..., Any]
) -> None:
    Path("release/h").mkdir()
    shutil.copy("raw/boats.txt", "release/h/boats.txt")

    finished = run("release", "configs/tiny.yaml", "--without-text", "-o", "release")

    assert finished.problems == [
        "release/h: is no part of the release in release, and would be passed on with it; "
        "move it elsewhere"
    ]


def test_an_earlier_output_stays_when_writing_fails(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus_tools.standoff import corpus, writing

    def fail(*_: object) -> str:
        raise OSError(28, "no space left")

    write_hydration(put_back(), Path("raw"), Path("out"))
    before = folder_bytes("out"), folder_bytes("release")
    monkeypatch.setattr(writing, "write_hydration_card", fail)
    monkeypatch.setattr(corpus, "write_release_card", fail)

    with pytest.raises(OSError, match="no space"):
        write_hydration(put_back(), Path("raw"), Path("out"))
    with pytest.raises(OSError, match="no space"):
        release_corpus(Path("configs/tiny.yaml"), Path("release"))

    assert (folder_bytes("out"), folder_bytes("release")) == before


def test_a_second_time_replaces_the_first(home: Path) -> None:
    write_hydration(put_back(), Path("raw"), Path("out"))
    for mine in ("out/notes.txt", "out/data/notes.txt"):
        Path(mine).write_text("mine", encoding="utf-8")
    Path("raw/bakers.txt").unlink()

    write_hydration(put_back(), Path("raw"), Path("out"), allow_partial=True)

    assert Path("out/notes.txt").exists()
    assert sorted(path.name for path in Path("out/data").iterdir()) == [
        "notes.txt",
        "train-00000-of-00001.parquet",
        "validation-00000-of-00001.parquet",
    ]


# Broken releases


def break_release(change: Callable[[dict[str, Any]], object], *, forge: bool = False) -> None:
    """Change the second line; whoever forges computes the digests anew."""
    path, facts = Path("release/documents.jsonl"), Path("release/release.json")
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(rows[1])
    if forge:
        mark = rows[0]["release"] | {"digest": digest_lines(rows)}
        rows = [{**row, "release": mark} for row in rows]
        content = json.loads(facts.read_bytes()) | {"release": mark}
        facts.write_text(json.dumps(content), encoding="utf-8")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        pytest.param(lambda row: row.pop("salt"), "salt: Field required", id="no salt"),
        pytest.param(
            lambda row: row.update(normaliser="nfd"), "normaliser: Input", id="normaliser"
        ),
        pytest.param(
            lambda row: row.update(length=50), "a unit ends at 117, the text at 50", id="length"
        ),
        pytest.param(
            lambda row: row.update(id="bakers"), "article 'bakers' stands twice", id="twice"
        ),
        pytest.param(
            lambda row: row["units"][1].update(start=53),
            "units.1: must go from start to end, got 53 to 53",
            id="empty unit",
        ),
        pytest.param(
            lambda row: row["units"][1].update(primary="fine"),
            "units.1: primary label 'fine' is not among the unit's labels",
            id="primary",
        ),
        pytest.param(
            lambda row: row["units"][1].update(index=0),
            "every unit needs an index of its own",
            id="index",
        ),
        pytest.param(
            lambda row: row["units"][1]["row"].update(split="dev"),
            "units.1.row.split: Input should be",
            id="split",
        ),
        pytest.param(
            lambda row: row["units"][1].update(hash="xyz"), "units.1.hash: String", id="no hash"
        ),
        pytest.param(
            lambda row: row["units"][0].update(further={"text": "Day at the quay"}),
            "units.0.further: Extra inputs are not permitted",
            id="a text of its own",
        ),
        pytest.param(
            lambda row: row["units"][1]["votes"][0].update(words="Police closed"),
            "units.1.votes.0.words: Extra inputs are not permitted",
            id="words of its own",
        ),
    ],
)
def test_a_bad_line_is_told_with_its_number(
    home: Path, run: Callable[..., Any], change: Callable[..., Any], what: str
) -> None:
    break_release(change, forge=True)

    finished = run("hydrate", "release", "--texts", "raw")

    assert finished.exit_code == 1
    assert finished.problems[0].startswith(f"release/documents.jsonl:2:1: {what}")


def test_a_release_that_was_cut_is_refused(home: Path) -> None:
    path = Path("release/documents.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")

    with pytest.raises(CorpusError, match="has 8 of the 9 articles of the release"):
        read_release(Path("release"))


def test_lines_of_another_release_are_not_those_that_the_folder_describes(home: Path) -> None:
    release_corpus(Path("configs/tiny.yaml"), Path("again"), ReleaseOptions(salt="pepper"))
    shutil.copy("again/documents.jsonl", "release/documents.jsonl")

    with pytest.raises(CorpusError, match=r"is not the file that release\.json describes"):
        read_release(Path("release"))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        pytest.param(
            lambda rows: rows[1]["units"][1].update(labels=["y"], primary="y"),
            "was changed since it was released",
            id="another label",
        ),
        pytest.param(
            lambda rows: rows[0]["units"].pop(),
            "was changed since it was released",
            id="a unit less",
        ),
        pytest.param(list.pop, "has 1 of the 2 articles of the release", id="a line less"),
        pytest.param(
            lambda rows: rows[1]["release"].update(licence="CC0-1.0"),
            "holds lines of several releases",
            id="another licence",
        ),
    ],
)
def test_released_gold_that_was_changed_is_refused(
    home: Path, change: Callable[..., Any], what: str
) -> None:
    write_gold("ferry", CRLF, [(0, 13), (17, 60)])
    ferry = Path("gold.jsonl").read_text(encoding="utf-8")
    write_gold("boats", Path("raw/boats.txt").read_text(encoding="utf-8"), [(19, 53)])
    with Path("gold.jsonl").open("a", encoding="utf-8") as file:
        file.write(ferry)
    released = Path("released.jsonl")
    release_gold(Path("gold.jsonl"), Path("raw"), released)
    assert len(read_release(released).documents) == 2
    rows = [json.loads(line) for line in released.read_bytes().splitlines()]

    change(rows)

    released.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(CorpusError, match=what):
        read_release(released)


def test_a_hash_of_another_text_is_refused(home: Path) -> None:
    break_release(lambda row: row["units"][1].update(hash="0" * 16), forge=True)

    with pytest.raises(
        CorpusError, match=r"documents\.jsonl:2:1: article 'boats': the unit at 19:53"
    ):
        hydrate(read_release(Path("release/documents.jsonl")), Path("raw"))


def test_one_file_of_a_release_gives_units_without_a_data_set(home: Path) -> None:
    hydration = hydrate(read_release(Path("release/documents.jsonl")), Path("raw"))
    write_hydration(hydration, Path("raw"), Path("out"))

    assert hydration.digest is None
    assert not Path("out/data").exists()
    assert Path("out/units.jsonl").read_bytes() == Path("processed/tiny/units.jsonl").read_bytes()


# Gold


UNSETTLED = st.text(st.sampled_from("ae \n\r\t\u00a0\u0301\u0323\u1100\u1161\u11a8\u0958\u00e9q"))


@given(UNSETTLED)
def test_offsets_of_words_go_there_and_back(text: str) -> None:
    known = know_text(Document(id="a", source="a.txt", text=text, sha256="0" * 64), None)
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    units = [
        GoldUnit(start=start, end=end, kind="prose", labels=(), primary=None)
        for start, end in spans
    ]

    released = [make_gold_unit(each, known, set(), "salt") for each in units]

    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert [known.composed.original_span(unit.start, unit.end) for unit in released] == spans
    assert [composed[unit.start : unit.end] for unit in released] == composed.split()


def test_gold_of_a_text_that_is_not_here_is_not_released(home: Path) -> None:
    write_gold("boats", "another text", [(0, 7)])

    with pytest.raises(CorpusError, match="article 'boats': no file below the folder of texts"):
        release_gold(Path("gold.jsonl"), Path("raw"), Path("released.jsonl"))
    assert not Path("released.jsonl").exists()


@pytest.mark.parametrize("out", ["raw/boats.txt", "raw/new.jsonl", "raw/many.jsonl"])
def test_gold_is_never_released_among_the_articles(
    home: Path, run: Callable[..., Any], out: str
) -> None:
    write_gold("ferry", CRLF, [(0, 13)])
    before = folder_bytes("raw")

    finished = run("release", "gold.jsonl", "--without-text", "--texts", "raw", "-o", out)

    assert finished.problems == [
        f"{out}: lies within the folder of articles, raw, or holds it; name another with -o"
    ]
    assert folder_bytes("raw") == before


@pytest.mark.parametrize(
    "content", ["Rain fell all day.\n", '{"id": "a", "text": "Rain."}\n'], ids=["text", "rows"]
)
def test_gold_is_released_over_an_earlier_release_and_over_nothing_else(
    home: Path, run: Callable[..., Any], content: str
) -> None:
    write_gold("ferry", CRLF, [(0, 13)])
    Path("mine").write_text(content, encoding="utf-8")
    Path("empty").touch()
    options = ("release", "gold.jsonl", "--without-text", "--texts", "raw", "-o")

    refused = run(*options, "mine")
    into_the_corpus = run(*options, "release/documents.jsonl")
    twice = [run(*options, "empty").exit_code for _ in range(2)]

    assert refused.problems == [
        "mine: is there already and is no release of gold; name another with -o"
    ]
    assert Path("mine").read_text(encoding="utf-8") == content
    assert into_the_corpus.exit_code == 1
    assert twice == [0, 0]


@pytest.mark.parametrize(
    ("span", "what"),
    [
        pytest.param((0, 14), "offset 14 stands within a line end", id="a line end"),
        pytest.param((0, 999), "a unit ends at 999, the text at 145", id="behind the text"),
    ],
)
def test_offsets_that_mean_nothing_are_told(home: Path, span: tuple[int, int], what: str) -> None:
    write_gold("ferry", CRLF, [span])

    with pytest.raises(CorpusError, match=f"article 'ferry': {what}"):
        release_gold(Path("gold.jsonl"), Path("raw"), Path("released.jsonl"))


def test_gold_is_put_back_in_the_data_contracts_form(home: Path, run: Callable[..., Any]) -> None:
    write_gold("ferry", CRLF, [(0, 13), (17, 60)])

    released = run("release", "gold.jsonl", "--without-text", "--texts", "raw", "-o", "g.jsonl")
    finished = run("hydrate", "g.jsonl", "--texts", "raw", "-o", "out")

    assert (released.exit_code, finished.exit_code) == (0, 0)
    lines = Path("out/units.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[1]) == {
        "unit_id": "ferry-0001", "document_id": "ferry", "source": "ferry.txt", "index": 1,
        "start": 17, "end": 60, "kind": "prose", "section": [],
        "text": "Police raided the ferry at the third pier.", "labels": ["x"], "label": "x",
        "votes": [],
    }  # fmt: skip
