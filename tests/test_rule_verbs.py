"""The verbs for those who write rules, on the tiny corpus: twelve units of four articles."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.cli import rule_display, rule_verbs
from corpus_tools.documents import read_documents
from corpus_tools.recipe import load_recipe
from corpus_tools.workbench import explain_sentence, open_bench, read_bench

Run = Callable[..., Any]
SENTENCES = {
    "bakers": {
        "Inspectors closed two bakeries by the river.": "raid",
        "The ovens were cold by noon.": "raid",
    },
    "boats": {"They counted 14 boats without lamps.": "raid"},
    "market": {"31 stalls stood empty": "count", "the clock had stopped": "background"},
}
MARKER = """\
  - id: hedge
    pattern: (might|perhaps)
    matches: [It might rain.]
  - id: sure
    label: raid
    pattern: shut
    unless: /\\bnever\\b/
    where: {not_beside: hedge}
    matches: [They shut it.]
"""


@pytest.fixture
def corpus(corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny corpus as the current folder, with gold of three articles and one that is gone."""
    monkeypatch.chdir(corpus_folder)
    monkeypatch.setenv("COLUMNS", "80")
    texts = {each.id: each for each in read_documents([Path("raw")])[0]}
    rows = [
        {
            "id": name, "path": texts[name].source, "sha256": texts[name].sha256,
            "units": [
                {
                    "start": texts[name].text.index(each),
                    "end": texts[name].text.index(each) + len(each),
                    "kind": "prose", "labels": [label], "primary": label,
                }
                for each, label in sentences.items()
            ],
        }
        for name, sentences in SENTENCES.items()
    ]  # fmt: skip
    rows.append({"id": "gone", "path": "gone.txt", "sha256": "0" * 64, "units": []})
    Path("gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    recipe = Path("configs/tiny.yaml")
    recipe.write_text(recipe.read_text().replace("rules:", "gold: [../gold.jsonl]\nrules:", 1))
    return corpus_folder


def add_rules(text: str) -> None:
    path = Path("configs/tiny/rules.yaml")
    path.write_text(path.read_text() + text)


def cells(out: str, name: str) -> list[str]:
    return next(line.split() for line in out.splitlines() if line.startswith(name))


def test_rules_are_measured(corpus: Path, run: Run) -> None:
    finished = run("rules")

    assert finished.exit_code == 0
    # closed fires on 3 of 12 units, alone; on gold it is right once of once, of three raids.
    assert cells(finished.out, "closed") == [
        "closed", "3", ".250", ".000", ".000", "1", ".21-1", ".333", "1", "0",
    ]  # fmt: skip
    # counted is right on one of two units with gold, and alone on both.
    assert cells(finished.out, "counted") == [
        "counted", "2", ".167", ".000", ".000", ".500", ".09-.91", "1", "1", "1",
    ]  # fmt: skip
    assert "raid: precision 1.000, recall 0.333, F1 0.500, 3 units in gold" in finished.out
    assert "background (no rule): precision 0.500, recall 1.000" in finished.out
    # raid 1/2 of 1 and 3, count 2/3 of 2 and 1, background 2/3 of 2 and 1: mean of .5, .667, .667.
    assert "macro-F1 0.611" in finished.out


def test_gold_whose_article_is_not_here_is_named(corpus: Path, run: Run) -> None:
    assert run("rules").err == "note: gold for 1 article not here: gone\n"


def test_gold_that_no_sentence_fits_is_named(corpus: Path, run: Run) -> None:
    rows = [json.loads(line) for line in Path("gold.jsonl").read_text().splitlines()]
    start = rows[0]["units"][0]["start"]
    rows[0]["units"][0]["end"] = start + 10  # "Inspectors" of a sentence of 44 characters
    Path("gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    finished = run("rules")

    assert cells(finished.out, "closed") == [
        "closed", "3", ".250", ".000", ".000", "-", "-", ".000", "0", "0",
    ]  # fmt: skip
    assert finished.err.splitlines()[0] == (
        "note: no sentence fits 1 gold unit, and where none fits the label counts as missed: "
        f"bakers {start}:{start + 10}"
    )


def test_a_cell_is_rounded_once() -> None:
    # 4 of 21 is .190476; by way of .1905 it would be .191.
    assert rule_display._share(4 / 21) == ".190"


def test_rules_as_json(corpus: Path, run: Run) -> None:
    found = json.loads(run("rules", "--json", "--sort", "units").out)

    assert [row["rule"] for row in found["rules"]] == ["closed", "counted", "seized"]
    assert found["absent"] == ["gone"]
    assert found["rules"][2]["gold"] == {
        "fired": 0, "right": 0, "precision": None, "interval": None, "recall": 0.0,
        "lost": 0, "mended": 0,
    }  # fmt: skip


def test_other_articles_and_other_gold(corpus: Path, run: Run) -> None:
    shutil.copy("raw/market.md", "elsewhere.md")

    finished = run("rules", "--raw", "elsewhere.md", "--gold", "gold.jsonl")

    # Known by its text, whatever its name: three units, two with gold.
    assert cells(finished.out, "counted")[1:3] == ["1", ".333"]
    assert "2 gold units of 1 article" in finished.out
    assert finished.err == "note: gold for 3 articles not here: bakers, boats, gone\n"


def test_a_rule_that_never_fires_and_one_mostly_wrong_are_marked(corpus: Path, run: Run) -> None:
    add_rules(
        "  - {id: idle, label: raid, pattern: burnt, matches: [It burnt.]}\n"
        "  - {id: stopped, label: raid, pattern: stopped, matches: [It stopped.]}\n"
    )

    finished = run("rules", "--label", "raid")

    assert cells(finished.out, "idle")[1] == "x"
    assert cells(finished.out, "stopped")[1] == "!"
    assert finished.out.endswith("x never fires; ! precision below 0.5\n")
    assert "counted" not in finished.out


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_table_is_wider_than_the_terminal(
    corpus: Path, run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    add_rules(
        "  - {id: a-rule-with-quite-a-long-name-for-a-rule, label: raid, pattern: burnt, "
        "matches: [It burnt.]}\n"
    )

    lines = run("rules").out.splitlines()

    assert max(map(len, lines)) <= width
    assert any("…" in line for line in lines)


def forget_gold() -> None:
    recipe = Path("configs/tiny.yaml")
    recipe.write_text(recipe.read_text().replace("gold: [../gold.jsonl]\n", ""))


def test_no_gold_no_columns_for_it(corpus: Path, run: Run) -> None:
    forget_gold()

    finished = run("rules")

    assert cells(finished.out, "closed") == ["closed", "3", ".250", ".000", ".000"]
    assert "prec" not in finished.out


def test_phrases_are_suggested_with_an_example(corpus: Path, run: Run) -> None:
    finished = run("rules", "--suggest")

    # No word stands in two missed raids of two articles.
    assert finished.out == (
        "no phrase beyond function words stands in two missed units of two articles, "
        "is right in half of what it would add, and scores above 0\n"
    )

    gold = Path("gold.jsonl").read_text().replace('"background"', '"raid"')
    Path("gold.jsonl").write_text(gold)
    for name in ("bakers.txt", "market.md"):
        path = Path("raw") / name
        path.write_text(
            path.read_text().replace("were cold", "was razed").replace("had stopped", "razed again")
        )
    rehash()

    lines = run("rules", "--suggest", "--label", "raid").out.splitlines()

    assert lines[0] == "raid"
    assert lines[1].startswith(
        "  'razed': right in 2 of 2 units without a vote (1.00, 2 articles), 0 more have one, score "
    )
    assert lines[2].strip().startswith("bakers 59:87  The ovens was razed by noon.")
    [row] = json.loads(run("rules", "--suggest", "--json").out)
    assert (row["phrase"], row["document_id"], row["start"], row["end"]) == (
        "razed",
        "bakers",
        59,
        87,
    )


def rehash() -> None:
    """Let gold follow articles that were changed without moving an offset."""
    texts = {each.id: each.sha256 for each in read_documents([Path("raw")])[0]}
    rows = [json.loads(line) for line in Path("gold.jsonl").read_text().splitlines()]
    made = [row | {"sha256": texts.get(row["id"], "")} for row in rows]
    Path("gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in made))


def test_suggestions_need_gold(corpus: Path, run: Run) -> None:
    forget_gold()

    finished = run("rules", "--suggest")

    assert (finished.exit_code, finished.problems) == (
        1,
        ["configs/tiny.yaml: there is no gold for any of these articles; name some with --gold"],
    )


def test_a_rule_that_is_about_the_words_already_is_named(corpus: Path, run: Run) -> None:
    add_rules(
        "  - {id: stands, label: raid, pattern: stood, unless: empty, matches: [It stood.]}\n"
    )
    gold = Path("gold.jsonl").read_text()
    Path("gold.jsonl").write_text(
        gold.replace('"count"', '"raid"').replace('"background"', '"raid"')
    )
    path = Path("raw/bakers.txt")
    path.write_text(path.read_text().replace("The ovens were cold by", "Some ovens stood empty"))
    rehash()

    finished = run("rules", "--suggest", "--label", "raid")

    [line] = [each for each in finished.out.splitlines() if "'stood empty'" in each]
    assert line.endswith("; matched there and kept silent: stands in 2")
    [row] = [
        each
        for each in json.loads(run("rules", "--suggest", "--json").out)
        if each["phrase"] == "stood empty"
    ]
    assert row["silent_rules"] == [["stands", 2]]
    assert row["missed_units"] == ["bakers-0002", "market-0002"]


@pytest.mark.parametrize(
    ("options", "what"),
    [((), "a label"), (("--label", "raid"), "the label 'raid'")],
    ids=["any", "one"],
)
def test_suggestions_need_gold_with_labels(
    corpus: Path, run: Run, options: tuple[str, ...], what: str
) -> None:
    rows = [json.loads(line) for line in Path("gold.jsonl").read_text().splitlines()]
    for each in (unit for row in rows for unit in row["units"]):
        each.update(labels=[], primary=None)
    Path("gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    finished = run("rules", "--suggest", *options)

    assert (finished.exit_code, finished.problems) == (
        1,
        [
            f"configs/tiny.yaml: no unit has {what} in the gold of these articles; "
            "name some with --gold"
        ],
    )


def test_an_unknown_label_is_named(corpus: Path, run: Run) -> None:
    finished = run("rules", "--label", "raids")

    assert (finished.exit_code, finished.problems) == (
        1,
        ["--label: there is no label 'raids'; use one of raid, count, background"],
    )


def test_check_says_its_notes_and_ends_well(corpus: Path, run: Run) -> None:
    add_rules("  - {id: idle, label: raid, pattern: burnt, matches: [It burnt.]}\n")

    finished = run("check")

    assert finished.exit_code == 0
    assert finished.out.splitlines() == [
        "configs/tiny/rules.yaml:18:5: note: rule 'idle' fires on no article, "
        "nor on another rule's example; widen it, or take it out",
        "configs/tiny.yaml: 4 rules, 5 examples, 4 articles, no problems, 1 note",
    ]


@pytest.mark.parametrize("gone", [True, False])
def test_check_without_articles(corpus: Path, run: Run, gone: bool) -> None:
    add_rules("  - {id: idle, label: raid, pattern: burnt, matches: [It burnt.]}\n")
    if gone:
        shutil.rmtree("raw")

    finished = run("check", *([] if gone else ["--no-articles"]))

    assert finished.out == "configs/tiny.yaml: 4 rules, 5 examples, no problems\n"


def test_check_does_not_fail_for_articles_unless_asked(corpus: Path, run: Run) -> None:
    Path("raw/empty.txt").write_text("")

    finished, asked = run("check"), run("check", "--articles")

    assert finished.exit_code == 0
    assert finished.out.splitlines() == [
        "raw/empty.txt: note: has no text; articles were not looked at",
        "configs/tiny.yaml: 3 rules, 4 examples, no problems",
    ]
    assert (asked.exit_code, asked.problems) == (
        1,
        ["raw/empty.txt: has no text; fill it, or remove it"],
    )


def test_check_looks_at_a_part_of_many_articles(
    corpus: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_verbs, "MOST_ARTICLES", 2)

    assert ", 2 of 4 articles, no problems" in run("check").out
    assert ", 4 articles, no problems" in run("check", "--articles").out


def test_try_shows_silent_rules_and_markers(corpus: Path, run: Run) -> None:
    add_rules(MARKER)

    finished = run("try", "Police raided it and might have shut it, never mind.")

    assert finished.out.splitlines()[2:] == [
        "  label: background; labels: background",
        "  no rule spoke; the recipe's default",
        "  marker hedge: 'might'  [configs/tiny/rules.yaml:18:5]",
        "  silent closed -> raid: 'Police raided', but 'unless' matches 'never'  "
        "[configs/tiny/rules.yaml:4:5]",
        "  silent sure -> raid: 'shut', but 'unless' matches 'never'; 'not_beside' hears hedge  "
        "[configs/tiny/rules.yaml:21:5]",
    ]


def test_try_marks_words_on_a_terminal_only(
    corpus: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("try", "Police raided it.").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    marked = run("try", "Police raided it.").out

    assert "\x1b" not in plain
    assert "\x1b[1;4mPolice raided\x1b[0m it." in marked


def test_try_reads_lines_and_gives_a_json_line_each(
    corpus: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b"They seized it.\n\nPolice never raided it.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))

    first, second = map(json.loads, run("try", "--json").out.splitlines())

    assert first["votes"] == [
        {"rule": "seized", "label": "raid", "start": 5, "end": 11, "words": "seized",
         "digest": first["votes"][0]["digest"],
         "written": "configs/tiny/rules.yaml:10:5"}
    ]  # fmt: skip
    assert second["silent"] == []


def test_explain_asks_the_rules_again(home: Path, run: Run) -> None:
    path = Path("configs/tiny/rules.yaml")
    path.write_text(path.read_text().replace("never", "after dark"))

    finished = run("explain", "boats-0001")

    assert finished.out.splitlines()[1:] == [
        "  Police raided the quay after dark.",
        "  label: raid; labels: raid",
        "  closed -> raid: 'Police raided'  [configs/tiny/rules.yaml:4:5]",
        "  the rules have changed since this was built; build again",
        "  silent closed -> raid: 'Police raided', but 'unless' matches 'after dark'  "
        "[configs/tiny/rules.yaml:4:5]",
    ]


def test_explain_does_without_the_article(home: Path, run: Run) -> None:
    shutil.rmtree("raw")

    finished = run("explain", "boats-0001")

    vote, why = finished.out.splitlines()[-2:]
    assert vote.startswith("  closed -> raid: 'Police raided'")
    assert why == "  silent rules are not known: raw has not the article as it was built"
    assert "silent" not in json.loads(run("explain", "boats-0001", "--json").out)


def test_explain_says_who_gave_the_label(corpus: Path, run: Run) -> None:
    recipe = Path("configs/tiny.yaml")
    recipe.write_text(
        recipe.read_text().replace("aggregation:", "aggregation:\n  method: majority")
    )
    built = run("build", "--rebuild")
    assert "splits, by released label" in built.out
    assert "labels by the rules" in built.out

    differs, agrees, other = (
        run("explain", name).out.splitlines()
        for name in ("boats-0002", "market-0002", "scales-0001")
    )

    assert differs[2:5] == [
        "  label: raid; labels: raid",
        "  so says gold; the rules say label: count; labels: count (settled by majority)",
        "  counted -> count: '14 boats'  [configs/tiny/rules.yaml:14:5]",
    ]
    assert agrees[2:4] == [
        "  label: count; labels: count",
        "  so says gold; the rules say the same (settled by majority)",
    ]
    assert other[2:4] == ["  label: raid; labels: raid", "  settled by majority"]
    row = json.loads(run("explain", "boats-0002", "--json").out)
    assert (row["label"], row["gold"], row["method"]) == (
        "count", {"label": "raid", "labels": ["raid"]}, "majority",
    )  # fmt: skip


def test_a_bench_from_python(corpus: Path) -> None:
    recipe = load_recipe(Path("configs/tiny.yaml"))
    steps: list[int] = []

    bench = open_bench(recipe, read_bench(recipe), advance=lambda: steps.append(1))

    assert len(steps) == 4
    assert (bench.absent, sorted(bench.gold)) == (("gone",), ["bakers", "boats", "market"])
    assert [row.fired for row in bench.analyse().rules] == [3, 1, 2]
    assert bench.suggest("raid") == []
    assert explain_sentence(recipe, "They seized it.").labelled.label == "raid"


def test_markers_are_counted_in_context(corpus: Path) -> None:
    add_rules(
        "  - {id: item, pattern: empty, where: {kinds: [list_item]}, matches: [It is empty.]}\n"
    )
    recipe = load_recipe(Path("configs/tiny.yaml"))

    assert open_bench(recipe, read_bench(recipe)).markers == {"item": 1}


def test_try_says_when_a_corpus_is_settled_otherwise(corpus: Path, run: Run) -> None:
    recipe = corpus / "configs" / "tiny.yaml"
    assert "settled" not in run("try", "They shut it.", "-c", recipe).err
    recipe.write_text(
        recipe.read_text().replace("aggregation:", "aggregation:\n  method: majority")
    )

    assert "in a corpus majority settles it" in run("try", "They shut it.", "-c", recipe).err


def test_a_bench_gives_votes_and_gold_as_arrays() -> None:
    recipe = load_recipe(Path(__file__).parents[1] / "configs" / "transfers.yaml")

    table = open_bench(recipe, read_bench(recipe)).tabulate()

    assert table.labels == ("talk", "move", "money", "background")
    counts = {label: int((table.gold == place).sum()) for place, label in enumerate(table.labels)}
    assert counts == {"talk": 13, "move": 10, "money": 7, "background": 8}
    first = table.units[0]
    assert {(vote.rule, vote.label) for vote in first.votes} == {
        (rule, table.labels[said])
        for rule, said in zip(table.rules, table.votes[0], strict=True)
        if said >= 0
    }
