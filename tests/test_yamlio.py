"""YAML: every problem with its place, whatever the file holds; what is written reads the same."""

from pathlib import Path

import pytest
import yaml
from pydantic import Field

from corpus_tools.errors import ConfigError, Location
from corpus_tools.yamlio import StrictModel, dump_yaml, read_yaml


class Shelf(StrictModel):
    """A model as small as the tests."""

    name: str = "shelf"
    books: list[str] = []
    by_room: dict[str, list[str]] = {}
    height: int = Field(default=1, ge=1)


def put(folder: Path, text: str) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(text.encode())
    return path


def problems_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError, match=r"a\.yaml") as caught:
        read_yaml(put(folder, text), Shelf)
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.problems]


def test_a_file_that_fits_becomes_the_model(tmp_path: Path) -> None:
    loaded = read_yaml(put(tmp_path, "name: hall\nbooks: [atlas, 'no']\n"), Shelf)

    assert loaded.content == Shelf(name="hall", books=["atlas", "no"])


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    loaded = read_yaml(put(tmp_path, "\ufeffname: hall\n"), Shelf)

    assert loaded.content.name == "hall"


def test_a_path_of_keys_leads_to_a_place(tmp_path: Path) -> None:
    path = put(tmp_path, "by_room:\n  hall:\n    - atlas\n    - novel\n")

    place = read_yaml(path, Shelf).locate("by_room", "hall", 1)

    assert place == Location(str(path), 4, 7)


def test_a_path_of_keys_that_ends_early_leads_as_deep_as_it_can(tmp_path: Path) -> None:
    path = put(tmp_path, "by_room:\n  hall: [atlas]\n")

    place = read_yaml(path, Shelf).locate("by_room", "hall", 7)

    assert place == Location(str(path), 2, 9)


def test_an_alias_is_named_where_it_stands(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "by_room: &rooms\n  hall: []\nbooks: *rooms\n")

    assert [problem.split(" ")[0] for problem in problems] == ["a.yaml:3:1:"]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("no", "must be text, got false; YAML reads a bare no, false or off as false, put the word in quotes"),
        ("on", "must be text, got true; YAML reads a bare yes, true or on as true, put the word in quotes"),
        ("12", 'must be text, got 12; put it in quotes: "12"'),
        ("1.10", 'must be text, got 1.10; put it in quotes: "1.10"'),
        ("010", 'must be text, got 010; put it in quotes: "010"'),
        ("1:30", 'must be text, got 1:30; put it in quotes: "1:30"'),
        ("2014-05-12", 'must be text, got 2014-05-12; put it in quotes: "2014-05-12"'),
        ("", "must be text, got nothing; fill it in or remove the key"),
        ("[a]", "must be text, got ['a']; write one text"),
        ("{a: b}", "must be text, got a mapping; write one text"),
    ],
    ids=lambda value: value.split(";")[0],
)  # fmt: skip
def test_what_is_no_text_is_told_as_written(tmp_path: Path, written: str, problem: str) -> None:
    problems = problems_of(tmp_path, f"books:\n  - {written}\n")

    assert [each.partition(": ")[2] for each in problems] == [problem]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("books: [2014-13-40]", "a.yaml:1:9", id="a day that never was"),
        pytest.param("books: [!cover red]", "a.yaml:1:9", id="an unknown tag"),
        pytest.param("books: [!!python/name:os.system x]", "a.yaml:1:9", id="a Python object"),
        pytest.param("books: [=]", "a.yaml:1:9", id="a bare equals sign"),
        pytest.param("books: [" + "1" * 5000 + "]", "a.yaml:1:9", id="5000 digits"),
        pytest.param("? [a, b]\n: c", "a.yaml:1:3", id="a list as a key"),
        pytest.param("? {a: b}\n: c", "a.yaml:1:3", id="a mapping as a key"),
        pytest.param("by_room:\n  <<: 3", "a.yaml:2", id="a merge of nothing"),
        pytest.param("books: &a [*a]", "a.yaml:1:", id="a list within itself"),
        pytest.param("3: [a]", "a.yaml:1:", id="a number as a key"),
        pytest.param("books: [*nobody]", "a.yaml:1:9", id="an unknown alias"),
        pytest.param("name: a\n---\nname: b", "a.yaml:2:1", id="two documents"),
        pytest.param("books: \x07", "a.yaml", id="a control character"),
        pytest.param("books: " + "[" * 20_000, "a.yaml:", id="20000 brackets"),
    ],
)
def test_strange_yaml_is_a_problem_with_a_place(tmp_path: Path, text: str, place: str) -> None:
    problems = problems_of(tmp_path, text)

    assert [each[: len(place)] for each in problems] == [place]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"name: caf\xe9\n")

    with pytest.raises(ConfigError, match=r"a\.yaml: byte 9 is not UTF-8; save the file as UTF-8"):
        read_yaml(tmp_path / "a.yaml", Shelf)


def test_all_problems_come_at_once_and_in_order(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "height: 0\nbooks: [no, 7]\nshelve: 3\n")

    places = [problem.split(": ")[0] for problem in problems]
    assert places == ["a.yaml:1:9", "a.yaml:2:9", "a.yaml:2:13", "a.yaml:3:1"]


def test_what_is_dumped_reads_the_same_and_keeps_its_order() -> None:
    content = {"z": "no", "a": ["1.10", "straße", "a: b"], "again": ["1.10", "straße", "a: b"]}

    text = dump_yaml(content)

    assert yaml.safe_load(text) == content
    assert list(yaml.safe_load(text)) == ["z", "a", "again"]
    assert "*" not in text
