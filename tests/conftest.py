"""A tiny corpus, a build of it, and a way to run the command line in this process."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus_tools import build_corpus
from corpus_tools.cli import main
from corpus_tools.quotations import find_quotations
from corpus_tools.rules import Context, RuleSet, load_rules

RECIPE = """\
name: tiny
raw: ../raw
output: ../processed/tiny
rules: [tiny/rules.yaml]
labels:
  raid: Somebody in office closes something or takes it away.
  count: Says how many there were.
  background: Everything else.
aggregation:
  precedence: [count, raid]
  default: background
baseline: {enabled: false}
card:
  pretty_name: Tiny corpus
  summary: Four short articles about a market.
"""

RULES = """\
lists:
  office: [police, /inspectors?/, the council]
rules:
  - id: closed
    label: raid
    pattern: '/\\b{office} (?:raided|closed)\\b/'
    unless: '/\\bnever\\b/'
    matches: [Police raided the market.]
    skips: [The council closed nothing and police never raided the market.]
  - id: seized
    label: raid
    pattern: '/\\bseiz(?:ed|es|ing)\\b/'
    matches: [They seized the scales.]
  - id: counted
    label: count
    pattern: '/\\b\\d+ (?:stalls|crates|boats)\\b/'
    matches: [There were 12 stalls.]
"""

ARTICLES = {
    "bakers.txt": "Bakers fined\n\nInspectors closed two bakeries by the river. "
    "The ovens were cold by noon. Nobody spoke to the reporters.\n",
    "boats.txt": "Night at the quay\n\nPolice raided the quay after dark. "
    "They counted 14 boats without lamps. The tide went out at four.\n",
    "market.md": "# The old market\n\nThe council closed the old market on Friday.\n\n"
    "- 31 stalls stood empty\n- the clock had stopped\n",
    "scales.txt": "Short weight\n\nOfficers seized the brass scales of a grocer. "
    "He had bought them from his uncle. The shop smelt of soap and cheese.\n",
}


PLACE_WHAT_WAY_OUT = re.compile(r"\S[^:]*(:\d+){0,2}: [^;]+; .+")


@dataclass(frozen=True)
class Finished:
    """How a run of the command line ended."""

    exit_code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Finished]:
    """Run the command line; what it doesn't catch itself fails the test with its traceback."""

    def run_here(*arguments: object) -> Finished:
        monkeypatch.setattr(sys, "argv", ["corpus-tools", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Finished(ended.value.code or 0, out, err)

    return run_here


def make_corpus(folder: Path) -> Path:
    """Write recipe, rules and articles below a folder."""
    files = {"configs/tiny.yaml": RECIPE, "configs/tiny/rules.yaml": RULES}
    files |= {f"raw/{name}": text for name, text in ARTICLES.items()}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="session")
def write_corpus() -> Callable[[Path], Path]:
    """Write recipe, rules and articles below a folder, for tests that share a corpus of their own."""
    return make_corpus


@pytest.fixture
def corpus_folder(tmp_path: Path) -> Path:
    """A corpus that was not built yet: ``configs/tiny.yaml``, its rules, four articles in ``raw``."""
    return make_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_corpus(tmp_path_factory.mktemp("built") / "corpus")
    build_corpus(folder / "configs/tiny.yaml")
    return folder


@pytest.fixture
def built_folder(_built_once: Path, tmp_path: Path) -> Path:
    """The same corpus with a good build in ``processed/tiny``."""
    return Path(shutil.copytree(_built_once, tmp_path / "built"))


@pytest.fixture
def home(built_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The corpus with a good build, as the current folder."""
    monkeypatch.chdir(built_folder)
    return built_folder


@pytest.fixture
def fail_to_build(home: Path, run: Callable[..., Finished]) -> Callable[..., list[str]]:
    """Build, see that it fails as it should and leaves the good build alone; give the problems."""

    def fail(*options: object) -> list[str]:
        before = read_all(home / "processed")

        finished = run("build", "--raw", "raw", *options)

        assert (finished.exit_code, finished.out) == (1, "")
        assert all(PLACE_WHAT_WAY_OUT.fullmatch(each) for each in finished.problems), finished.err
        assert read_all(home / "processed") == before
        return finished.problems

    return fail


def read_all(folder: Path) -> dict[str, bytes | None]:
    """Return the bytes of every file below a folder, and ``None`` for every folder."""
    found = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*")}
    return {name: each.read_bytes() if each.is_file() else None for name, each in found.items()}


MakeRules = Callable[..., RuleSet]
Find = Callable[..., list[str]]


@pytest.fixture
def make(tmp_path: Path) -> MakeRules:
    """Make a rule set of rules that are given as dictionaries, and of word lists."""

    def make_rules(*rules: dict[str, Any], **lists: list[str]) -> RuleSet:
        full = [
            {"id": f"rule-{place}", "label": "action"} | rule for place, rule in enumerate(rules)
        ]
        path = tmp_path / "rules.yaml"
        path.write_text(json.dumps({"lists": lists, "rules": full}), encoding="utf-8")
        return load_rules([path])

    return make_rules


@pytest.fixture
def find(make: MakeRules) -> Find:
    """Give the words that a pattern finds in a text: one, or none."""

    def find_words(pattern: str | list[str], text: str, **rule: Any) -> list[str]:
        lists = rule.pop("lists", {})
        rules = make({"pattern": pattern} | rule, **lists)
        context = Context(quoted=find_quotations(text))
        return [text[slice(*match.span)] for match in rules.ask(text, context)]

    return find_words
