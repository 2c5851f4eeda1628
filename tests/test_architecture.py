"""The house rules that a machine can check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "corpus_tools"
MODULES = sorted(PACKAGE.rglob("*.py"))
WEIGHING = (
    "matrix", "models", "majority", "accuracy", "gold", "expectation", "per_label", "calibration", "fitted",
    "tables",
)  # fmt: skip
DOORS = {
    "jsonlines": {"jsonl"},
    "yaml": {"yamlio.trees", "yamlio.problems", "yamlio.reading"},
    "nltk": {"sentences.punkt", "coefficients"},
    "punkt": {"sentences.punkt"},
    "datasets": {"dataset.files"},
    "sklearn": {"baseline", "coefficients", "aggregation.calibration"},
    "skops": {"baseline"},
    "re2": {"rules.engine"},
    "typer": {
        "cli",
        "cli.options",
        "cli.corpus_verbs",
        "cli.rule_verbs",
        "cli.stair_verbs",
        "cli.baseline_verbs",
        "cli.agreement_verbs",
        "cli.release_verbs",
    },
    "rich": {"cli.display", "cli.release_display", "cli.rule_display"},
    "trafilatura": {"documents.readers"},
    "pyarrow": {"dataset.files", "dataset.views", "documents.readers"},
    "numpy": {"evaluation", "coefficients", "suggestions"}
    | {f"aggregation.{name}" for name in WEIGHING},
    "ray": {"engine"},
    "matplotlib": {"report"},
}
SLOW = ("nltk", "punkt", "datasets", "sklearn", "ray", "matplotlib")
LONGEST_FILE, LONGEST_FUNCTION = 300, 30


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported_by(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def body_lines(function: ast.FunctionDef) -> int:
    """Count a function's lines without its docstring."""
    documented = ast.get_docstring(function) is not None
    first = function.body[1] if documented and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_opened_at_its_door_only(path: Path) -> None:
    imports = imported_by(ast.parse(path.read_text(encoding="utf-8")))

    strangers = {
        library for library in imports & DOORS.keys() if name_of(path) not in DOORS[library]
    }
    assert not strangers


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_pieces_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]

    long = {
        each.name: body_lines(each) for each in functions if body_lines(each) > LONGEST_FUNCTION
    }
    assert not long
    assert text.count("\n") <= LONGEST_FILE


def test_there_is_no_drawer_module() -> None:
    names = {path.stem for path in MODULES}

    assert not names & {"utils", "helpers", "common", "misc"}


def test_help_opens_no_slow_library() -> None:
    program = (
        "import sys\nfrom corpus_tools.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {SLOW!r} if name in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert result.stdout.splitlines()[-1] == "[]"


def test_the_public_names_are_a_decision() -> None:
    import corpus_tools

    assert corpus_tools.__all__ == [
        "Baseline", "Corpus", "CorpusError", "Document", "LabelledUnit", "RuleSet", "Unit",
        "build_corpus", "compare_corpora", "evaluate", "evaluate_rules", "fit_baseline",
        "load_rules",
    ]  # fmt: skip
    assert all(hasattr(corpus_tools, name) for name in corpus_tools.__all__)
