"""A folder is replaced as a whole or not at all, and what others put there stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_tools.errors import InputError
from corpus_tools.output_folder import replacing_folder

MARK, OURS = "made-by-us", frozenset({"made-by-us", "data"})


def put(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def fill(target: Path, text: str = "new") -> None:
    """Make a build whose only content is a text."""
    with replacing_folder(target, MARK, OURS) as folder:
        put(folder / MARK)
        put(folder / "data/text", text)


def fail_half_way(target: Path, stop: BaseException) -> None:
    with replacing_folder(target, MARK, OURS) as folder:
        put(folder / "data/text", "new")
        raise stop


def names(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that an earlier build made."""
    fill(tmp_path / "out", "old")
    return tmp_path / "out"


@pytest.fixture
def dead_process() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    fill(tmp_path / "a/b/out")

    assert names(tmp_path / "a/b") == ["out", "out/data", "out/data/text", f"out/{MARK}"]


def test_the_new_folder_takes_the_place_of_the_old(target: Path) -> None:
    put(target / "data/gone")

    fill(target)

    assert names(target) == ["data", "data/text", MARK]
    assert (target / "data/text").read_text() == "new"
    assert names(target.parent) == ["out", *(f"out/{name}" for name in names(target))]


def test_the_old_folder_stands_until_the_new_one_is_ready(target: Path) -> None:
    with replacing_folder(target, MARK, OURS) as folder:
        put(folder / MARK)
        seen_meanwhile = (target / "data/text").read_text()

    assert seen_meanwhile == "old"
    assert names(target) == [MARK]


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt], ids=["an error", "Ctrl-C"])
def test_the_old_folder_stays_when_the_work_fails(target: Path, stop: type[BaseException]) -> None:
    with pytest.raises(stop, match="half way"):
        fail_half_way(target, stop("half way"))

    assert (target / "data/text").read_text() == "old"
    assert [each.name for each in target.parent.iterdir()] == ["out"]


def test_no_folder_is_left_when_the_first_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="half way"):
        fail_half_way(tmp_path / "out", ValueError("half way"))

    assert list(tmp_path.iterdir()) == []


def test_what_others_put_there_is_carried_over(target: Path) -> None:
    put(target / "notes/of/mine.txt", "mine")
    put(target / ".hidden", "mine")
    (target / "link").symlink_to("notes")

    fill(target)

    assert (target / "notes/of/mine.txt").read_text() == "mine"
    assert (target / ".hidden").read_text() == "mine"
    assert (target / "link").readlink() == Path("notes")


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    fill(tmp_path / "out")

    assert (tmp_path / "out" / MARK).exists()


def test_somebody_elses_folder_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "out/diary.txt", "mine")

    with pytest.raises(InputError, match=f"out: has files in it but no {MARK}"):
        fill(tmp_path / "out")

    assert names(tmp_path) == ["out", "out/diary.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "out", "mine")

    with pytest.raises(InputError, match="out: is a file"):
        fill(tmp_path / "out")

    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_that_a_crash_left_half_swapped_comes_back(target: Path) -> None:
    put(target / "notes.txt", "mine")
    target.rename(target.with_name(".out.earlier"))

    fill(target)

    assert (target / "notes.txt").read_text() == "mine"
    assert [each.name for each in target.parent.iterdir()] == ["out"]


def test_a_half_swapped_folder_comes_back_even_when_the_next_work_fails(target: Path) -> None:
    target.rename(target.with_name(".out.earlier"))

    with pytest.raises(ValueError, match="half way"):
        fail_half_way(target, ValueError("half way"))

    assert (target / "data/text").read_text() == "old"


def test_an_earlier_folder_beside_a_whole_one_goes(target: Path) -> None:
    put(target.with_name(".out.earlier") / "data/text", "older")

    fill(target)

    assert [each.name for each in target.parent.iterdir()] == ["out"]


def test_what_a_dead_build_left_is_removed(target: Path, dead_process: int) -> None:
    put(target.with_name(f".out.building-{dead_process}") / "data/text")

    fill(target)

    assert [each.name for each in target.parent.iterdir()] == ["out"]


def test_the_work_of_a_living_build_is_left_alone(target: Path) -> None:
    living = target.with_name(f".out.building-{os.getppid()}")
    put(living / "data/text", "theirs")

    fill(target)

    assert (living / "data/text").read_text() == "theirs"


def test_a_folder_whose_name_begins_the_same_is_left_alone(target: Path, dead_process: int) -> None:
    other = put(target.with_name(f".out2.building-{dead_process}") / "text")

    fill(target)

    assert other.exists()


def test_when_the_swap_fails_the_old_folder_is_put_back(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def rename_but_the_new(self: Path, other: Path) -> Path:
        if "building" in self.name:
            raise OSError("no space left")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", rename_but_the_new)

    with pytest.raises(OSError, match="no space left"):
        fill(target)

    assert (target / "data/text").read_text() == "old"
    assert [each.name for each in target.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("name", [".", "../out"], ids=["the current folder", "a way round"])
def test_the_current_folder_may_be_replaced(
    target: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(target)

    fill(Path(name))

    assert (target / "data/text").read_text() == "new"
    assert [each.name for each in target.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
def test_a_link_to_a_folder_stays_a_link(tmp_path: Path, times: int) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to("disk")

    for _ in range(times):
        fill(tmp_path / "out")

    assert (tmp_path / "out").readlink() == Path("disk")
    assert (tmp_path / "disk/data/text").read_text() == "new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["disk", "out"]
