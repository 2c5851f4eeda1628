"""The pages name what there is, all of it, and nothing else."""

import re
from pathlib import Path

import pytest

from corpus_tools.cli import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
VERBS = sorted(
    command.name or command.callback.__name__
    for command in app.registered_commands
    if command.callback
)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_manual(verb: str) -> None:
    manual = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")

    assert f"corpus-tools {verb}" in manual


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_verbs_that_exist(page: Path) -> None:
    named = set(re.findall(r"corpus-tools ([a-z]+)\b", page.read_text(encoding="utf-8")))

    assert named <= set(VERBS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_is_short() -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8").count("\n") < 150
