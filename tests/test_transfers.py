"""The second subject: a recipe, rules and gold, without a line of Python of its own."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools import build_corpus
from corpus_tools.articles import Labeller
from corpus_tools.corpus import Corpus
from corpus_tools.recipe import Recipe, load_recipe

ROOT = Path(__file__).parents[1]
RECIPE = ROOT / "configs" / "transfers.yaml"
ARTICLES = ROOT / "configs" / "transfers" / "articles"
LABELS = ("move", "money", "talk", "background")

# Read and labelled by hand; none of them stands in the articles or in the rules.
BY_HAND = [
    ("Valdorna have signed the full-back Ada Example for £300,000.", {"move", "money"}),
    ("Two strikers were sold to Sankt Ilsen.", {"move"}),
    ("Kelmouth sent three teenagers out on loan until May.", {"move"}),
    ("Ostermoor might sign another goalkeeper.", {"background"}),
    ("The striker could be sold in May.", {"background"}),
    ("The midfielder wants to join Fennick Bay.", {"talk"}),
    ("Wages rose to 4.5 million euros last year.", {"money"}),
    ("No club has ever paid more in wages, and it is a record fee.", {"money"}),
    ("A third bid of £2m was rejected.", {"talk", "money"}),
    ('"They treated me well," the winger said.', {"talk"}),
    ("Supporters were furious.", {"talk"}),
    ("The match drew a crowd of 9,000.", {"background"}),
    ("He scored 14 goals in 2019.", {"background"}),
    ("The winger took the corner.", {"background"}),
]


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return load_recipe(RECIPE)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(ROOT / "configs", folder / "configs")
    return build_corpus(folder / "configs" / "transfers.yaml")


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    lines = (ROOT / "configs" / "transfers" / "gold.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize(("sentence", "labels"), BY_HAND)
def test_a_sentence_has_the_labels_that_a_person_gives(
    sentence: str, labels: set[str], recipe: Recipe
) -> None:
    labelled = Labeller.from_config(recipe.config, recipe.rules).label_text(sentence)

    assert set(labelled.labels) == labels


def test_a_list_of_deals_is_read_without_verbs(corpus: Corpus) -> None:
    items = [each for each in corpus.units if each.unit.kind == "list_item"]

    assert len(items) == 4
    assert {each.label for each in items} == {"move"}


def test_every_rule_says_what_it_skips(recipe: Recipe) -> None:
    assert [rule.spec.id for rule in recipe.rules.rules if not rule.spec.skips] == []


def test_every_label_occurs_in_both_splits(corpus: Corpus) -> None:
    splits = {row["split"]: row for row in corpus.report["splits"]["rows"]}

    assert splits["validation"]["units"] == 0
    for split in ("train", "test"):
        assert all(splits[split]["labels"][label] > 0 for label in LABELS)


def test_rules_that_only_others_listen_to_are_not_called_silent(corpus: Corpus) -> None:
    assert [line for line in corpus.report["warnings"] if "never fired" in line] == []


def test_gold_is_of_the_texts_that_lie_there(gold: list[dict[str, Any]]) -> None:
    for annotation in gold:
        text = (ARTICLES / annotation["path"]).read_text(encoding="utf-8")
        assert hashlib.sha256(text.encode()).hexdigest() == annotation["sha256"]


def test_rules_reach_the_bar_on_gold(corpus: Corpus, gold: list[dict[str, Any]]) -> None:
    found = {(each.unit.document_id, each.unit.start): each.label for each in corpus.units}
    pairs = [
        (unit["primary"], found.get((annotation["id"], unit["start"])))
        for annotation in gold
        for unit in annotation["units"]
        if unit["primary"] is not None
    ]

    assert 25 <= len(pairs) <= 40
    assert {truth for truth, _ in pairs} == set(LABELS)
    assert sum(f1_of(label, pairs) for label in LABELS) / len(LABELS) >= 0.8


def f1_of(label: str, pairs: list[tuple[str, str | None]]) -> float:
    hits = sum(truth == guess == label for truth, guess in pairs)
    either = sum((truth == label) + (guess == label) for truth, guess in pairs)
    return 2 * hits / either


def test_f1_is_computed_as_by_hand() -> None:
    assert f1_of("a", [("a", "a"), ("a", "b"), ("b", "a"), ("b", None)]) == 0.5


def test_two_recipes_have_to_be_named(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    finished = run("check")

    assert finished.exit_code == 1
    assert finished.problems == [
        "configs: holds 2 recipes: configs/enforcement.yaml, configs/transfers.yaml; "
        "name the one you mean, as in 'build configs/enforcement.yaml' and "
        "'try -c configs/enforcement.yaml'"
    ]
    assert run("check", "configs/transfers.yaml").exit_code == 0


def test_a_folder_without_recipes_says_so(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    finished = run("try", "He left.")

    assert finished.exit_code == 1
    assert finished.problems[0].startswith("configs: holds no recipe; ")


def test_one_article_is_enough_to_build(run: Callable[..., Any], tmp_path: Path) -> None:
    shutil.copytree(ARTICLES, tmp_path / "one", ignore=shutil.ignore_patterns("dead*", "*.jsonl"))
    out, model = tmp_path / "built", tmp_path / "model.skops"

    built = run("build", RECIPE, "--raw", tmp_path / "one", "--out", out)
    trained = run("train", out, "-o", model)
    evaluated = run("evaluate", model, out)

    assert (built.exit_code, built.err) == (0, "")
    assert (trained.exit_code, trained.err) == (0, "")
    assert evaluated.problems == [f"{out}: has no split 'test'; take one of train"]
