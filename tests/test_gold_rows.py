"""Where gold goes: into rows, into the splits that take nothing else, into report and card."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import corpus_tools as ct
from corpus_tools.articles import segment_document
from corpus_tools.dataset import read_splits
from corpus_tools.documents import read_documents
from corpus_tools.errors import ConfigError, InputError

RECIPE = """\
name: harbour
raw: raw
output: out
rules: [rules.yaml]
gold: [gold.jsonl]
annotators: [one.jsonl, other.jsonl]
labels: {raid: Somebody closes something., other: Everything else.}
aggregation: {precedence: [raid], default: other}
splits:
  train: 0.4
  validation: 0.3
  test: 0.3
  folds: 3
  gold_only: [validation, test]
  developed_on: [a]
baseline: {enabled: false}
card: {pretty_name: Harbour, summary: A harbour., texts: From a harbour., annotation: By two readers.}
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
ANNOTATED = "abcdef"
NOT_ANNOTATED = "ghijkl"
LABELS = ["raid", "other"]

Annotate = Callable[..., None]


def write_article(name: str) -> str:
    chance = random.Random(name)
    verbs = ("closed", "saw")
    return "\n".join(
        f"They {chance.choice(verbs)} {' '.join(chance.choices(WORDS, k=9))}." for _ in range(8)
    )


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Twelve articles, six of them annotated, one of which the rules were written from."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    (tmp_path / "rules.yaml").write_text(RULES)
    for name in ANNOTATED + NOT_ANNOTATED:
        (tmp_path / "raw" / f"{name}.txt").write_text(write_article(name))
    rows = [
        {"id": name, "file": f"{name}.txt", "outlet": "wire", "synthetic": name != "l"}
        for name in ANNOTATED + NOT_ANNOTATED
    ]
    (tmp_path / "raw" / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)))
    annotate(tmp_path, "gold.jsonl", ANNOTATED)
    annotate(tmp_path, "one.jsonl", ANNOTATED)
    annotate(tmp_path, "other.jsonl", ANNOTATED, differ=1)
    return tmp_path


def annotate(folder: Path, file: str, names: str, *, differ: int = 0, skip_last: int = 0) -> None:
    """Write gold that says the contrary of the rule on each article's first sentence.

    :param differ: on how many articles the last sentence gets the other label too.
    :param skip_last: how many sentences at each article's end are not annotated.
    """
    documents, _ = read_documents([folder / "raw"])
    lines = []
    for document in (each for each in documents if each.id in names):
        units = segment_document(document)
        says = [LABELS["closed" not in unit.text] for unit in units]
        says[0] = LABELS[says[0] == "raid"]
        if names.index(document.id) < differ:
            says[-1] = LABELS[says[-1] == "raid"]
        kept = len(units) - skip_last
        lines.append(
            {
                "id": document.id, "path": document.source, "sha256": document.sha256,
                "units": [
                    {"start": unit.start, "end": unit.end, "kind": "prose", "labels": [label],
                     "primary": label}
                    for unit, label in list(zip(units, says, strict=True))[:kept]
                ],
            }
        )  # fmt: skip
    (folder / file).write_text("".join(json.dumps(line) + "\n" for line in lines))


def build(folder: Path, **options: Any) -> ct.Corpus:
    return ct.build_corpus(folder / "recipe.yaml", **options)


def rows_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return read_splits(folder / "out")


def test_validation_and_test_hold_gold_alone(harbour: Path) -> None:
    build(harbour)

    rows = rows_of(harbour)

    assert {row["document_id"] for row in rows["validation"] + rows["test"]} <= set(ANNOTATED)
    assert {row["label_source"] for row in rows["validation"] + rows["test"]} == {"gold"}
    assert set(NOT_ANNOTATED) <= {row["document_id"] for row in rows["train"]}


def test_gold_stands_in_the_label_and_the_rules_beside_it(harbour: Path) -> None:
    build(harbour)

    first = next(row for row in rows_of(harbour)["test"] if row["index"] == 0)
    said = LABELS.index("raid") if "closed" in first["text"] else LABELS.index("other")

    assert (first["rule_label"], first["rule_labels"]) == (said, [said])
    assert (first["label"], first["labels"]) == (1 - said, [1 - said])


def test_rules_and_default_are_told_apart_where_there_is_no_gold(harbour: Path) -> None:
    build(harbour)

    sources = {
        ("closed" in row["text"], row["label_source"])
        for row in rows_of(harbour)["train"]
        if row["document_id"] in NOT_ANNOTATED
    }

    assert sources == {(True, "rules"), (False, "default")}


def test_a_row_says_whether_it_is_news(harbour: Path) -> None:
    build(harbour)

    found = {(row["document_id"], row["synthetic"]) for row in rows_of(harbour)["train"]}

    assert ("g", True) in found
    assert ("l", False) in found


@pytest.mark.parametrize("salt", range(8))
def test_what_rules_were_written_from_is_never_tested_on(harbour: Path, salt: int) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("folds: 3", f"folds: 3\n  salt: s{salt}"))

    build(harbour)

    assert "a" not in {row["document_id"] for row in rows_of(harbour)["test"]}


def test_an_article_that_rules_were_written_from_later_leaves_the_test_but_does_not_move(
    harbour: Path,
) -> None:
    build(harbour)
    tested = {row["document_id"] for row in rows_of(harbour)["test"]}
    one = min(tested)
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("developed_on: [a]", f"developed_on: [a, {one}]"))

    corpus = build(harbour)

    assert one not in {row["document_id"] for rows in rows_of(harbour).values() for row in rows}
    assert corpus.report["ledgers"][-1]["refused"] == {"article may not stand in test": 8}
    assert {row["document_id"] for row in rows_of(harbour)["test"]} == tested - {one}


def test_a_sentence_without_gold_is_kept_out_of_the_test(harbour: Path) -> None:
    annotate(harbour, "gold.jsonl", ANNOTATED, skip_last=1)

    corpus = build(harbour)

    refused = corpus.report["ledgers"][-1]["refused"]
    assert set(refused) == {"not annotated, in test", "not annotated, in validation"}
    assert all(row["index"] < 7 for row in rows_of(harbour)["test"])


def test_a_label_given_to_two_sentences_in_one_is_neither_s(harbour: Path) -> None:
    rows = [json.loads(line) for line in (harbour / "gold.jsonl").read_text().splitlines()]
    for row in rows:
        first, second = row["units"][:2]
        row["units"][:2] = [first | {"end": second["end"]}]
    (harbour / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    report = build(harbour).report

    assert {row["index"] for row in rows_of(harbour)["test"]} == set(range(2, 8))
    [warning] = [each for each in report["warnings"] if "no sentence fits" in each]
    assert warning.startswith("no sentence fits 6 gold units,")
    assert warning.endswith(" and 1 more")
    # Of 7 gold units an article the one of two sentences is missed; on the others the rule is right.
    assert (report["scores"]["rows"][0]["n_units"], report["scores"]["rows"][0]["accuracy"]) == (
        35,
        round(6 / 7, 4),
    )


def test_without_any_gold_the_splits_are_filled_and_a_warning_says_so(harbour: Path) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("gold: [gold.jsonl]\n", ""))

    corpus = build(harbour)

    assert rows_of(harbour)["test"]
    [warning] = [each for each in corpus.report["warnings"] if "no article here has gold" in each]
    assert warning.endswith("validation and test hold labels of rules, not of people")


def test_the_report_says_nothing_of_rules_that_leave_no_votes(harbour: Path) -> None:
    marker = "{id: hedge, pattern: saw, matches: [They saw it.]}"
    (harbour / "rules.yaml").write_text(RULES.replace("]\n", f", {marker}]\n"))

    report = build(harbour).report

    [raid, hedge] = report["rules"]
    assert raid["fired"] > 0
    assert [hedge[name] for name in ("fired", "coverage", "overlap", "conflict")] == [None] * 4
    assert not any("never fired" in each for each in report["warnings"])


def test_names_of_articles_that_are_not_here_are_told(harbour: Path) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("developed_on: [a]", "developed_on: [a, nobody]"))

    assert "1 article of developed_on not here: nobody" in build(harbour).report["warnings"]


def test_scores_leave_out_what_rules_were_written_from(harbour: Path) -> None:
    scores = build(harbour).report["scores"]

    assert "Scored on 40 annotated units of 5 articles" in scores["note"]
    assert "that were used to write rules or to weigh votes are not among them" in scores["note"]


MAJORITY = "{method: majority, ties: abstain, precedence"
LEARNING = RECIPE.replace("{precedence", "{method: gold-log-odds, learned_on: [b], precedence")


def test_an_article_that_weights_were_learned_from_is_not_judged_or_tested_on(
    harbour: Path,
) -> None:
    (harbour / "recipe.yaml").write_text(LEARNING)

    report = build(harbour).report

    assert "Scored on 32 annotated units of 4 articles" in report["scores"]["note"]
    assert report["gold"]["seen"] == ["a", "b"]
    rows = rows_of(harbour)
    assert "a" not in {row["document_id"] for row in rows["test"]}
    assert "b" in {row["document_id"] for row in rows["train"]}
    assert "b" not in {row["document_id"] for row in [*rows["validation"], *rows["test"]]}
    thin = "gold-log-odds learned from 8 annotated units; it takes 30, better 100"
    assert thin in report["warnings"]
    assert "never stand in the test split: a, b." in (harbour / "out" / "README.md").read_text()


@pytest.mark.parametrize("articles", [(), ("--articles",), ("--no-articles",)])
def test_a_recipe_that_learns_from_gold_is_checked(
    harbour: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, articles: tuple[str]
) -> None:
    (harbour / "recipe.yaml").write_text(LEARNING)
    monkeypatch.setattr("corpus_tools.cli.rule_verbs.MOST_ARTICLES", 1)

    finished = run("check", harbour / "recipe.yaml", *articles)

    assert (finished.exit_code, finished.err) == (0, "")
    assert "1 rule, 1 example" in finished.out


def test_signature_report_and_card_say_how_votes_were_settled(harbour: Path) -> None:
    by_precedence = build(harbour)
    (harbour / "recipe.yaml").write_text(RECIPE.replace("{precedence", MAJORITY))
    by_majority = build(harbour)

    assert by_precedence.signature.split("|")[4].startswith("votes:precedence-")
    assert by_majority.signature.split("|")[4].startswith("votes:majority-")
    assert by_majority.report["settings"]["aggregation"]["ties"] == "abstain"
    assert "(votes settled by `majority`)" in (harbour / "out" / "README.md").read_text()


def test_gold_that_weighs_votes_is_no_measure_of_them(
    harbour: Path, run: Callable[..., Any]
) -> None:
    (harbour / "recipe.yaml").write_text(LEARNING)

    finished = run("rules", harbour / "recipe.yaml", "--json")

    assert json.loads(finished.out)["n_gold_documents"] == 5
    assert "note: gold of 1 article that weighs votes is left out" in finished.err


def test_the_signature_knows_the_gold_that_weighs_votes(harbour: Path) -> None:
    (harbour / "recipe.yaml").write_text(LEARNING)
    before = build(harbour).signature
    lines = (harbour / "gold.jsonl").read_text().splitlines()
    [learned] = [line for line in lines if json.loads(line)["id"] == "b"]
    swapped = (
        learned.replace('"raid"', '"x"').replace('"other"', '"raid"').replace('"x"', '"other"')
    )
    (harbour / "gold.jsonl").write_text("\n".join(lines).replace(learned, swapped))
    (harbour / "recipe.yaml").write_text(LEARNING.replace("annotators", "# annotators"))

    assert build(harbour).signature != before


def test_gold_to_learn_from_that_is_not_here_is_refused(
    harbour: Path, run: Callable[..., Any]
) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(LEARNING.replace("[b]", "[b, g, nobody]"))

    with pytest.raises(InputError) as refused:
        build(harbour)

    assert [str(problem).split("of ")[1].split(",")[0] for problem in refused.value.problems] == [
        "'g'",
        "'nobody'",
    ]
    assert not (harbour / "out").exists()
    recipe.write_text(LEARNING)
    assert run("label", harbour / "raw" / "c.txt", "-c", recipe).exit_code == 1
    assert run("label", harbour / "raw", "-c", recipe).exit_code == 0


@pytest.mark.parametrize(
    ("aggregation", "what"),
    [
        ("{method: gold-log-odds, precedence", "name annotated articles under learned_on"),
        ("{method: accuracy, learned_on: [b], precedence", "accuracy learns from no gold"),
        ("{ties: abstain, precedence", "precedence has no ties to settle"),
    ],
)
def test_a_method_and_what_it_learns_from_belong_together(
    harbour: Path, aggregation: str, what: str
) -> None:
    (harbour / "recipe.yaml").write_text(RECIPE.replace("{precedence", aggregation))

    with pytest.raises(ConfigError, match=what):
        build(harbour)


def test_learning_takes_a_split_that_is_not_the_test_split(harbour: Path) -> None:
    only_test = LEARNING.replace("train: 0.4", "train: 0").replace(
        "validation: 0.3", "validation: 0"
    )
    only_test = only_test.replace("test: 0.3", "test: 1").replace("  developed_on: [a]\n", "")
    only_test = only_test.replace("  gold_only: [validation, test]\n", "")
    (harbour / "recipe.yaml").write_text(only_test)

    with pytest.raises(ConfigError, match="learned_on leaves no split"):
        build(harbour)


def test_the_report_has_the_agreement_and_what_was_adjudicated(harbour: Path) -> None:
    agreement = build(harbour).report["gold"]["agreement"]

    assert (agreement["articles"], agreement["units"]) == (6, 48)
    assert agreement["share"] == round(47 / 48, 4)
    assert 0.9 < agreement["kappa"]["value"] < 1
    [only] = agreement["differing"]
    assert (only["document_id"], only["in"]) == ("a", ["labels", "primary"])


def test_the_card_says_what_a_reader_must_know(harbour: Path) -> None:
    build(harbour)

    card = (harbour / "out" / "README.md").read_text(encoding="utf-8")

    assert "**11 of the 12 articles were written for a corpus. They are not news**" in card
    assert "From a harbour." in card
    assert "By two readers." in card
    assert "48 units of 6 articles have gold labels." in card
    assert "Held to gold labels alone: `validation` and `test`." in card
    assert "never stand in the test split: a." in card


def test_annotators_of_another_text_than_the_gold_are_refused(harbour: Path) -> None:
    text = (harbour / "other.jsonl").read_text()
    digest = json.loads(text.splitlines()[0])["sha256"]
    (harbour / "other.jsonl").write_text(text.replace(digest, "0" * 64))

    with pytest.raises(InputError, match=r"article 'a' has another text than") as refused:
        build(harbour)

    assert "other.jsonl:1:1" in str(refused.value)
    assert not (harbour / "out").exists()


def test_a_recipe_that_leaves_no_split_for_the_rest_is_refused(harbour: Path) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("train: 0.4", "train: 0").replace("test: 0.3", "test: 0.7"))

    with pytest.raises(ConfigError, match="leave no split for other articles; give train a share"):
        build(harbour)


def test_the_split_verb_puts_gold_before_rules(harbour: Path, run: Callable[..., Any]) -> None:
    out, ledger = harbour / "split.jsonl", harbour / "ledger.jsonl"

    finished = run(
        "split", harbour / "raw", "-c", harbour / "recipe.yaml", "--ledger", ledger, "-o", out
    )

    assert finished.exit_code == 0, finished.err
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert {row["label_source"] for row in rows if row["split"] == "test"} == {"gold"}


def test_check_opens_gold_and_annotators(harbour: Path, run: Callable[..., Any]) -> None:
    recipe = harbour / "recipe.yaml"
    assert run("check", recipe).exit_code == 0
    (harbour / "gold.jsonl").write_text((harbour / "gold.jsonl").read_text().replace("raid", "rad"))

    assert "unknown label rad" in run("check", recipe).err

    (harbour / "gold.jsonl").write_text("{}")
    finished = run("check", recipe, "--no-articles")
    assert finished.exit_code == 1
    assert "gold.jsonl:1" in finished.err


def test_explain_reads_past_an_article_that_can_not_be_read(
    harbour: Path, run: Callable[..., Any]
) -> None:
    build(harbour)
    (harbour / "raw" / "k.txt").write_bytes(b"\xff\xfe\xfd")

    finished = run("explain", "g-0000", "-c", harbour / "recipe.yaml")

    assert finished.exit_code == 0
    assert "the article" not in finished.out


def edit_gold(
    folder: Path, change: Callable[[dict[str, Any]], None], file: str = "gold.jsonl"
) -> None:
    rows = [json.loads(line) for line in (folder / file).read_text().splitlines()]
    for row in rows:
        change(row)
    (folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_what_gold_calls_no_sentence_gets_no_row(harbour: Path) -> None:
    edit_gold(
        harbour,
        lambda row: row["units"][3].update(kind="boilerplate", labels=[], primary=None),
    )

    corpus = build(harbour)

    assert corpus.report["ledgers"][-1]["refused"] == {"annotated as no sentence": 6}
    rows = [row for split in rows_of(harbour).values() for row in split]
    assert not [row for row in rows if row["document_id"] in ANNOTATED and row["index"] == 3]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"labels": ["raid", "raid"]}, "name one twice"),
        ({"labels": ["raid", "other"], "primary": None}, "no primary label"),
        ({"start": 0}, "overlap"),
    ],
)
def test_gold_that_contradicts_itself_is_refused(
    harbour: Path, change: dict[str, Any], problem: str
) -> None:
    edit_gold(harbour, lambda row: row["units"][2].update(change))

    with pytest.raises(InputError, match=problem):
        build(harbour)


def test_an_article_of_which_no_unit_has_a_label_counts_as_not_annotated(harbour: Path) -> None:
    edit_gold(
        harbour,
        lambda row: (
            [unit.update(labels=[], primary=None) for unit in row["units"]]
            if row["id"] == "b"
            else None
        ),
    )

    build(harbour)

    assert "b" not in {row["document_id"] for row in rows_of(harbour)["test"]}


def test_a_renamed_article_keeps_gold_and_place(harbour: Path) -> None:
    build(harbour)
    one = min({row["document_id"] for row in rows_of(harbour)["test"]})
    (harbour / "raw" / f"{one}.txt").rename(harbour / "raw" / "zz.txt")
    manifest = harbour / "raw" / "manifest.jsonl"
    manifest.write_text(
        manifest.read_text().replace(f'"{one}"', '"zz"').replace(f"{one}.txt", "zz.txt")
    )

    build(harbour)

    found = [row for row in rows_of(harbour)["test"] if row["document_id"] == "zz"]
    assert {row["label_source"] for row in found} == {"gold"}


def test_the_like_of_an_article_that_rules_were_written_from_is_not_tested_on(
    harbour: Path,
) -> None:
    build(harbour)
    one = min({row["document_id"] for row in rows_of(harbour)["test"]})
    copy = (harbour / "raw" / f"{one}.txt").read_text() + "\nThey saw a boat."
    (harbour / "raw" / "copy.txt").write_text(copy)
    manifest = harbour / "raw" / "manifest.jsonl"
    manifest.write_text(manifest.read_text() + '\n{"id": "copy", "file": "copy.txt"}')
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("developed_on: [a]", "developed_on: [a, copy]"))

    corpus = build(harbour)

    assert not {one, "copy"} & {row["document_id"] for row in rows_of(harbour)["test"]}
    assert any("may no longer stand where placed" in each for each in corpus.report["warnings"])


def test_held_back_articles_do_not_fill_their_split(harbour: Path) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("gold: [gold.jsonl]\n", ""))
    build(harbour)
    recipe.write_text(RECIPE)
    names = "mnopqr"
    manifest = harbour / "raw" / "manifest.jsonl"
    for name in names:
        (harbour / "raw" / f"{name}.txt").write_text(write_article(name))
        manifest.write_text(manifest.read_text() + f'\n{{"id": "{name}", "file": "{name}.txt"}}')
    annotate(harbour, "gold.jsonl", names)
    (harbour / "one.jsonl").write_text("")
    (harbour / "other.jsonl").write_text("")

    build(harbour)

    assert {row["document_id"] for row in rows_of(harbour)["test"]} <= set(names)
    assert rows_of(harbour)["test"]


def test_a_split_that_can_be_filled_is_filled(harbour: Path) -> None:
    for name in "cdefhijkl":
        (harbour / "raw" / f"{name}.txt").unlink()
    rows = [{"id": name, "file": f"{name}.txt"} for name in "abg"]
    (harbour / "raw" / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)))

    build(harbour)

    assert set(rows_of(harbour)) == {"train", "validation", "test"}


def test_a_card_does_not_describe_other_articles(harbour: Path, tmp_path: Path) -> None:
    build(harbour, raw=harbour / "raw", out=tmp_path / "elsewhere")

    card = (tmp_path / "elsewhere" / "README.md").read_text(encoding="utf-8")

    assert "From a harbour." not in card
    assert "By two readers." not in card


def test_three_annotators_are_refused(harbour: Path) -> None:
    recipe = harbour / "recipe.yaml"
    recipe.write_text(RECIPE.replace("other.jsonl]", "other.jsonl, one.jsonl]"))

    with pytest.raises(ConfigError, match="name the files of two annotators, or none"):
        build(harbour)


def test_annotators_with_labels_of_their_own_are_refused(harbour: Path) -> None:
    edit_gold(
        harbour, lambda row: row["units"][0].update(labels=["x"], primary="x"), file="one.jsonl"
    )

    with pytest.raises(InputError, match="has an unknown label x"):
        build(harbour)
