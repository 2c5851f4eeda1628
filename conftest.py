"""Examples in the Markdown files run in a copy of the project, so that they may write."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
COPIED = ("configs", "raw", "processed", "scripts")
DRAWN = "tutorial.md"


@pytest.fixture(scope="session")
def project_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what people work on; the package itself is installed."""
    copy = tmp_path_factory.mktemp("project")
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name)
    return copy


@pytest.fixture(autouse=True)
def _run_markdown_in_a_copy(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = request.node.path
    if page.suffix != ".md":
        return
    if page.name == DRAWN:
        pytest.importorskip("matplotlib", reason=f"{DRAWN} needs the extra 'notebook'")
        monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.chdir(request.getfixturevalue("project_copy"))
