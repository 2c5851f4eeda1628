"""A corpus that grows and changes keeps the ledger's promises, from end to end."""

import hashlib
import json
import random
from pathlib import Path

import pytest

import corpus_tools as ct
from corpus_tools.errors import InputError, LedgerError
from corpus_tools.output_folder import replacing_folder

RECIPE = """\
name: growth
raw: raw
output: out
rules: [rules.yaml]
labels: {raid: Somebody closes something., other: Everything else.}
aggregation: {precedence: [raid], default: other}
duplicates: {threshold: 0.3}
splits: {train: 0.4, validation: 0.3, test: 0.3, folds: 3}
baseline: {enabled: false}
card: {pretty_name: Growth, summary: A village.}
"""
RULES = "rules: [{id: raid, label: raid, pattern: closed, matches: [They closed it.]}]\n"
WORDS = [
    "boat",
    "lamp",
    "fog",
    "crate",
    "pier",
    "clerk",
    "rope",
    "tide",
    "gull",
    "mast",
    "sail",
    "net",
    "oar",
    "bell",
    "buoy",
    "quay",
]


def write_article(name: str) -> str:
    chance = random.Random(name)
    sentences = (f"They closed {' '.join(chance.choices(WORDS, k=9))}." for _ in range(8))
    return "\n".join(sentences)


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """Six articles that have nothing in common, built."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    (tmp_path / "rules.yaml").write_text(RULES)
    for name in "abcdef":
        put(tmp_path, name, write_article(name))
    build(tmp_path)
    return tmp_path


def put(village: Path, name: str, text: str) -> None:
    (village / "raw" / f"{name}.txt").write_text(text)


def text_of(village: Path, name: str) -> str:
    return (village / "raw" / f"{name}.txt").read_text()


def build(village: Path) -> ct.Corpus:
    return ct.build_corpus(village / "recipe.yaml")


def ledger(village: Path) -> dict[str, dict[str, object]]:
    rows = (village / "out" / "splits.lock.jsonl").read_text().splitlines()
    return {row["document_id"]: row for row in map(json.loads, rows)}


def two_apart(village: Path) -> tuple[str, str]:
    """Return an article of train and one of test."""
    rows = ledger(village)
    one = next(name for name in rows if rows[name]["split"] == "train")
    return one, next(name for name in rows if rows[name]["split"] == "test")


def refused(corpus: ct.Corpus) -> dict[str, int]:
    return dict(corpus.report["ledgers"][-1]["refused"])


def test_an_article_that_bridges_two_splits_is_left_out_and_the_rest_goes_on(village: Path) -> None:
    one, other = two_apart(village)
    put(village, "z", text_of(village, one) + "\n" + text_of(village, other))

    corpus = build(village)

    assert ledger(village)["z"]["split"] is None
    assert refused(corpus) == {"article ties two places together": 16}


def test_a_group_given_later_holds_back_what_was_placed_apart(village: Path) -> None:
    one, other = two_apart(village)
    rows = [
        {"id": name, "file": f"{name}.txt", "group": "g" if name in (one, other) else None}
        for name in "abcdef"
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (village / "raw" / "manifest.jsonl").write_text(lines)

    corpus = build(village)

    assert refused(corpus) == {"article became tied to another place": 8}


def test_an_article_that_comes_back_after_its_copy_was_placed_is_held_back(village: Path) -> None:
    one, other = two_apart(village)
    text = text_of(village, one)
    (village / "raw" / f"{one}.txt").unlink()
    put(village, "copy", text.replace("They closed", "It closed", 1))
    build(village)
    put(village, one, text)

    corpus = build(village)

    rows = ledger(village)
    apart = (rows[one]["split"], rows[one]["fold"]) != (rows["copy"]["split"], rows["copy"]["fold"])
    assert bool(refused(corpus)) is apart
    assert other in rows


def test_files_that_move_to_another_folder_keep_their_split(village: Path) -> None:
    before = {name: row["split"] for name, row in ledger(village).items()}
    (village / "raw" / "sub").mkdir()
    for name in "abc":
        (village / "raw" / f"{name}.txt").rename(village / "raw" / "sub" / f"{name}.txt")

    build(village)

    after = ledger(village)
    assert {name: after[f"sub/{name}"]["split"] for name in "abc"} == {
        name: before[name] for name in "abc"
    }


def test_a_line_put_on_top_of_a_file_of_articles_moves_none(tmp_path: Path, village: Path) -> None:
    lines = [json.dumps({"text": text_of(village, name)}) for name in "abcdef"]
    for name in "abcdef":
        (village / "raw" / f"{name}.txt").unlink()
    (village / "raw" / "all.jsonl").write_text("\n".join(lines))
    build(village)
    before = ledger(village)
    new = json.dumps({"text": write_article("new")})
    (village / "raw" / "all.jsonl").write_text("\n".join([new, *lines]))

    build(village)

    assert ledger(village).items() >= before.items()


def test_a_lost_ledger_is_not_made_up_anew(village: Path) -> None:
    (village / "out" / "splits.lock.jsonl").unlink()

    with pytest.raises(LedgerError, match="has 0 rows, an earlier build wrote 6; put it back"):
        build(village)


def test_articles_under_the_output_are_not_replaced(village: Path) -> None:
    mine = village / "out" / "data" / "mine"
    (village / "raw").rename(mine)

    with pytest.raises(InputError, match="or holds it; name another with --out"):
        ct.build_corpus(village / "recipe.yaml", raw=mine)


def test_what_people_put_beside_the_data_is_carried_over(village: Path) -> None:
    (village / "out" / "data" / "notes.txt").write_text("mine")
    put(village, "new", write_article("new"))

    build(village)

    assert (village / "out" / "data" / "notes.txt").read_text() == "mine"


def test_a_ledger_is_not_written_over_the_output(village: Path, capsys) -> None:
    from corpus_tools.cli import main

    recipe = ["-c", str(village / "recipe.yaml")]
    with pytest.raises(SystemExit, match="1"):
        main(["split", str(village / "raw"), *recipe, "--ledger", "x", "-o", "x"])

    assert "x: is ledger and output; name two files" in capsys.readouterr().err


def test_gold_on_one_article_still_scores_the_rules(village: Path) -> None:
    text = text_of(village, "a")
    gold = {
        "id": "a", "path": "a.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "units": [
            {
                "start": 0, "end": text.index("\n"), "kind": "prose",
                "labels": ["raid"], "primary": "raid",
            }
        ],
    }  # fmt: skip
    (village / "gold.jsonl").write_text(json.dumps(gold))
    (village / "recipe.yaml").write_text(RECIPE + "gold: [gold.jsonl]\n")

    scores = build(village).report["scores"]

    assert [(row["method"], row["macro_f1"]) for row in scores["rows"]] == [("rules", 1.0)]


def test_a_second_build_waits_its_turn(village: Path) -> None:
    put(village, "new", write_article("new"))

    with (
        replacing_folder(village / "out", "manifest.json", frozenset()),
        pytest.raises(InputError, match="another build is at work here; wait until"),
    ):
        build(village)


def test_the_split_verb_places_articles_as_a_build_does(village: Path, tmp_path: Path) -> None:
    from corpus_tools.cli import main

    made, rows = tmp_path / "ledger.jsonl", tmp_path / "rows.jsonl"
    options = ["-c", str(village / "recipe.yaml"), "--ledger", str(made), "-o", str(rows)]
    with pytest.raises(SystemExit, match="0"):
        main(["split", str(village / "raw"), *options])

    assert made.read_bytes() == (village / "out" / "splits.lock.jsonl").read_bytes()
    assert rows.read_text().count("\n") == 48
