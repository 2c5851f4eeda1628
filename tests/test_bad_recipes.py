"""Each mistake in a recipe or a rule file gets its line; the pairs are in ``bad_recipes``.

``NAME.yaml`` holds a mistake, ``NAME.txt`` what is said of it, where ``{path}``
stands for the file. A file in ``rules`` is read beside good rules, a file in
``recipes`` is a recipe.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.errors import ConfigError
from corpus_tools.recipe import load_recipe

Run = Callable[..., Any]

CASES = Path(__file__).parent / "bad_recipes"
RECIPES = sorted((CASES / "recipes").glob("*.yaml"))
RULES = sorted((CASES / "rules").glob("*.yaml"))

RECIPE = """\
name: tiny
raw: raw
output: processed
rules: [good.yaml]
labels:
  raid: Somebody closes something.
  background: Everything else.
aggregation:
  precedence: [raid]
  default: background
card: {pretty_name: Tiny, summary: A market.}
"""

GOOD_RULES = """\
lists:
  office: [police, the council]
rules:
  - id: raided
    label: raid
    pattern: '/\\b{office} raided\\b/'
    matches: [Police raided the market.]
"""


def test_a_label_without_a_rule_keeps_only_a_data_set_from_being_made(
    folder: Path, run: Run
) -> None:
    recipe = RECIPE.replace("background: E", "praise: Somebody likes it.\n  background: E")
    (folder / "recipe.yaml").write_text(recipe.replace("[raid]", "[raid, praise]"))
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text("Port raid\n\nPolice raided the port.\n")
    problem = "no rule votes for label 'praise'; add a rule for it, or take the label out"

    checked, measured = (run(verb, "recipe.yaml") for verb in ("check", "rules"))
    built = run("build", "recipe.yaml")
    split = run("split", "raw", "-c", "recipe.yaml")

    assert (checked.exit_code, checked.out.splitlines()) == (
        0,
        [
            f"recipe.yaml:7:11: note: {problem}",
            "recipe.yaml: 1 rule, 1 example, 1 article, no problems, 1 note",
        ],
    )
    assert measured.exit_code == 0
    assert "raided" in measured.out
    assert [built.problems, split.problems] == [[f"recipe.yaml:7:11: {problem}"]] * 2
    assert (built.exit_code, (folder / "processed").exists()) == (1, False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recipe and its rules, in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    (tmp_path / "good.yaml").write_text(GOOD_RULES)
    return tmp_path


def add_rules(folder: Path, name: str) -> None:
    """Have the recipe name one more rule file."""
    (folder / "recipe.yaml").write_text(RECIPE.replace("good.yaml", f"good.yaml, {name}"))


def expected(case: Path) -> list[str]:
    """Return the lines that belong to a case."""
    text = case.with_suffix(".txt").read_text(encoding="utf-8")
    return text.replace("{path}", case.name).splitlines()


def test_the_recipe_around_the_cases_is_good(folder: Path, run: Run) -> None:
    finished = run("check", "recipe.yaml")

    assert (finished.exit_code, finished.err) == (0, "")
    assert finished.out == "recipe.yaml: 1 rule, 1 example, no problems\n"


@pytest.mark.parametrize("case", RECIPES, ids=lambda case: case.stem)
def test_a_mistake_in_a_recipe_is_named(folder: Path, run: Run, case: Path) -> None:
    shutil.copy(case, folder)

    finished = run("check", case.name)

    assert (finished.exit_code, finished.out) == (1, "")
    assert finished.problems == expected(case)


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.stem)
def test_a_mistake_in_a_rule_file_is_named(folder: Path, run: Run, case: Path) -> None:
    shutil.copy(case, folder)
    add_rules(folder, case.name)

    finished = run("check", "recipe.yaml")

    assert (finished.exit_code, finished.out) == (1, "")
    assert finished.problems == expected(case)


def test_every_case_has_its_lines_and_every_line_its_case() -> None:
    cases = {path.with_suffix("") for path in CASES.glob("*/*.yaml")}
    lines = {path.with_suffix("") for path in CASES.glob("*/*.txt")}

    assert cases == lines


def test_500_broken_rules_are_500_problems(folder: Path) -> None:
    rules = "".join(
        f"  - {{id: r{n}, label: raid, pattern: '/a(/', matches: [a]}}\n" for n in range(500)
    )
    (folder / "many.yaml").write_text(f"rules:\n{rules}")
    add_rules(folder, "many.yaml")

    with pytest.raises(ConfigError, match="the pattern is broken") as caught:
        load_recipe(Path("recipe.yaml"))

    assert [each.location.line for each in caught.value.problems] == list(range(2, 502))


def test_mistakes_in_several_files_are_told_at_once(folder: Path) -> None:
    for name in ("broken-pattern", "unknown-key"):
        shutil.copy(CASES / "rules" / f"{name}.yaml", folder)
    add_rules(folder, "broken-pattern.yaml, unknown-key.yaml, gone.yaml")

    with pytest.raises(ConfigError, match="gone") as caught:
        load_recipe(Path("recipe.yaml"))

    files = {each.location.path for each in caught.value.problems}
    assert files == {"broken-pattern.yaml", "unknown-key.yaml", "recipe.yaml"}


def test_an_unknown_label_in_a_recipe_does_not_hide_a_mistake_in_its_rules(folder: Path) -> None:
    shutil.copy(CASES / "rules" / "broken-pattern.yaml", folder)
    recipe = RECIPE.replace("good.yaml", "good.yaml, broken-pattern.yaml")
    (folder / "recipe.yaml").write_text(recipe.replace("[raid]", "[riad]"))

    with pytest.raises(ConfigError, match="riad") as caught:
        load_recipe(Path("recipe.yaml"))

    files = {each.location.path for each in caught.value.problems}
    assert files == {"broken-pattern.yaml", "recipe.yaml"}
