"""The benchmark measures what it says, and tells what it could not measure."""

import json
import subprocess
import sys
from importlib.util import find_spec
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


AGGREGATION = SCRIPT.with_name("aggregation.py")


def write_votes(folder: Path, n_rows: int) -> Path:
    """Rule 0 is broad and says 0, rule 1 is rare and says 1 where gold does."""
    rows = [
        {"split": "train", "gold": place % 4 == 0, "votes": [0, 1 if place % 4 == 0 else -1, -1]}
        for place in range(n_rows)
    ]
    rows = [row | {"gold": int(row["gold"])} for row in rows]
    others = [{"split": "test", "gold": 0, "votes": [-1, -1, 1]}] * 3
    lines = "".join(json.dumps(row) + "\n" for row in rows + others)
    (folder / "weather.jsonl").write_text(lines, encoding="utf-8")
    return folder


def measure_aggregation(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(AGGREGATION), *arguments], capture_output=True, text=True, timeout=120
    )


def test_methods_are_scored_on_covered_training_rows(tmp_path: Path) -> None:
    data = write_votes(tmp_path, n_rows=40)
    options = ("--methods", "corpus_tools,majority,crowd-kit DawidSkene", "--gold-rows", "10")

    finished = measure_aggregation(str(data), *options, "--draws", "2")

    assert finished.returncode == 0, finished.stderr
    lines = [line.strip("| ").split(" | ") for line in finished.stdout.splitlines()]
    rows = {line[0]: line[1:] for line in reversed(lines)}
    # By chance half of the ten tied rows of forty; the rarest rule wins them all.
    assert rows["majority, ties by chance"][:3] == ["87.5", "+0.00", "+0.00"]
    assert rows["corpus_tools majority rarest-rule"][:2] == ["100.0", "+12.50"]
    assert rows["corpus_tools majority priority"][:2] == ["75.0", "-12.50"]
    assert rows["weather"] == ["40", "3", "2", "1.000", "0.250"]


def test_a_peer_that_is_absent_is_named(tmp_path: Path) -> None:
    if find_spec("hyperlm"):
        pytest.skip("hyperlm is installed here")

    finished = measure_aggregation(str(write_votes(tmp_path, 20)), "--methods", "hyperlm",
                                   "--gold-rows", "5")  # fmt: skip

    assert finished.returncode == 0
    assert "- hyperlm: not installed" in finished.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--gold-rows", "40"), "weather has 40 rows"),
        (("--methods", "fog"), "no method is called 'fog'; there are: corpus_tools majority"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    finished = measure_aggregation(str(write_votes(tmp_path, 40)), *options)

    assert finished.returncode == 1
    assert said in finished.stderr


def test_a_folder_without_votes_is_refused(tmp_path: Path) -> None:
    finished = measure_aggregation(str(tmp_path))

    assert finished.returncode == 1
    assert "holds no votes to measure on" in finished.stderr


def test_rules_are_measured_beside_a_loop_with_the_same_hits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Police closed two shops. It rained. They were fined £500.\n")
    script = SCRIPT.with_name("rules.py")

    finished = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "--step", "1"],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert finished.returncode == 0, finished.stderr
    [loop] = [line for line in finished.stdout.splitlines() if "re.search loop" in line]
    assert "| all " in loop
