"""The benchmark measures what it says, and tells what it could not measure."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "benchmarks" / "segmentation.py"
GOLD = [["Mr. Roe left.", "It rained."], ["Was it late?", "Nobody knew."]]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = []
    for number, sentences in enumerate(GOLD):
        first = len(sentences[0])
        spans = [[0, first], [first + 1, first + 1 + len(sentences[1])]]
        rows.append({"id": str(number), "text": " ".join(sentences), "spans": spans})
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "golden.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_both_engines_are_measured_on_the_same_texts(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.md"
    options = ("--engines", "corpus_tools", "--rounds", "1", "--no-pathological")

    finished = run(str(data), *options, "--output", str(table))

    assert finished.returncode == 0, finished.stderr
    rows = [line.split(" | ") for line in table.read_text(encoding="utf-8").splitlines()]
    scores = {row[0].strip("| "): row[1] for row in rows if row[0].startswith("| corpus_tools")}
    assert len(scores) == 2
    assert [row[-2:] for row in rows if "100.00" in row][:2] == [["2", "2 |"]] * 2


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    finished = run(str(tmp_path))

    assert finished.returncode == 1
    assert "holds no rows to measure on" in finished.stderr


def test_an_unknown_engine_is_refused_with_those_there_are(data: Path) -> None:
    finished = run(str(data), "--engines", "fog")

    assert finished.returncode == 1
    assert "no engine is called 'fog'; there are: corpus_tools rules" in finished.stderr
