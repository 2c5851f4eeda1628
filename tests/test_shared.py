"""The bars that published articles set; skipped where the articles are not at hand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import corpus_tools as ct
from corpus_tools.documents import read_documents
from corpus_tools.normalisation import normalise
from corpus_tools.similarity import find_words

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RECIPE = ROOT / "configs" / "enforcement.yaml"
SETS = {
    "seeds": ("--min-boundary", "0.97", "--min-kind", "0.97", "--min-macro", "0.60"),
    "bbc": ("--min-boundary", "0.97", "--min-macro", "0.50"),
}
pytestmark = pytest.mark.skipif(
    not (SHARED / "gold").exists(), reason="the published articles are not at hand"
)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", SETS)
def test_labels_meet_the_bar_on_gold(name: str, tmp_path: Path) -> None:
    articles, units = SHARED / "articles" / name, tmp_path / "units.jsonl"
    labelled = run("-m", "corpus_tools", "label", articles, "-c", RECIPE, "-o", units)

    scored = run(
        SHARED / "tools" / "score.py", SHARED / "gold" / f"{name}.jsonl", units, *SETS[name]
    )

    assert labelled.returncode == 0, labelled.stderr
    assert scored.returncode == 0, scored.stdout


@pytest.mark.parametrize("name", SETS)
def test_a_build_of_published_articles_has_exact_offsets(name: str, tmp_path: Path) -> None:
    articles = SHARED / "articles" / name

    corpus = ct.build_corpus(RECIPE, raw=articles, out=tmp_path / "out")

    texts = {document.id: document.text for document in read_documents([articles])[0]}
    assert corpus.units
    for labelled in corpus.units:
        unit = labelled.unit
        assert normalise(texts[unit.document_id][unit.start : unit.end]).text == unit.text


OFFICIAL_NAMES = re.compile(
    r"""
    "[^"\n]*"  # titles of notices and campaigns, in quotation marks
    | National\ Office\ for\ the\ Fight\ Against\ Pornography\ and\ Illegal\ Publications
    | Supreme\ People's\ (?:Court|Procuratorate) | Criminal\ Law\ of\ the\ People's\ Republic\ of\ China
    | State\ Administration\ of\ Press,\ Publication,\ Radio,\ Film\ and\ Television
    | Xuzhou\ Economic\ and\ Technological\ Development\ Zone\ People's\ Court
    | National\ Computer\ Network\ Emergency\ Response\ Technical\ Team/Coordination\ Center
    """,
    re.VERBOSE,
)
TEXTS = (".md", ".txt", ".yaml", ".py")
OURS = (
    "*.md",
    "docs/**/*.md",
    "raw/**/*.txt",
    "configs/**/*.*",
    "tests/**/*.*",
    "corpus_tools/**/*.*",
)


def ten_words(text: str) -> set[tuple[str, ...]]:
    words = find_words(text)
    return {tuple(words[start : start + 10]) for start in range(len(words) - 9)}


def test_no_ten_words_in_a_row_of_a_published_article_stand_in_ours() -> None:
    published: set[tuple[str, ...]] = set()
    for path in (SHARED / "articles").rglob("*.txt"):
        published |= ten_words(path.read_text(encoding="utf-8"))
    ours = [path for pattern in OURS for path in ROOT.glob(pattern)]
    texts = [path for path in ours if path.suffix in TEXTS and path != Path(__file__)]

    copied = {}
    for path in texts:
        own = OFFICIAL_NAMES.sub(" \u25a1 official \u25a1 ", path.read_text(encoding="utf-8"))
        if found := published & ten_words(own):
            copied[path.name] = found
    assert copied == {}
