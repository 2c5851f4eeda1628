"""The notebook is the tutorial's page, and runs from start to end without a network."""

import base64
import os
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "make_notebook.py"
PAGE = ROOT / "docs" / "tutorial.md"
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"
WITHOUT = "the notebook needs the extra 'notebook'"
PNG = b"\x89PNG\r\n\x1a\n"

PROSE_AND_CODE = """\
# Page

One.

## Section

```python
>>> def double(number):
...     return 2 * number
>>> double(2)
4
>>> print(double(3))
6

```

```sh
ls
```

Two.
"""


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    pytest.importorskip("nbformat", reason=WITHOUT)
    return runpy.run_path(str(SCRIPT))


def test_the_notebook_is_made_from_the_page(script: dict[str, Any]) -> None:
    made = script["write_notebook"](PAGE.read_text(encoding="utf-8"))

    assert NOTEBOOK.read_text(encoding="utf-8") == made, "run python scripts/make_notebook.py"


def test_prose_and_code_become_cells_and_shown_outputs_are_dropped(script: dict[str, Any]) -> None:
    cells = list(script["split_page"](PROSE_AND_CODE))

    assert cells == [
        ("markdown", "# Page\n\nOne."),
        ("markdown", "## Section"),
        ("code", "def double(number):\n    return 2 * number\n\n\ndouble(2)"),
        ("code", "print(double(3))"),
        ("markdown", "```sh\nls\n```\n\nTwo."),
    ]


def test_each_cell_has_a_name_that_does_not_depend_on_its_place(script: dict[str, Any]) -> None:
    def name(page: str) -> dict[str, str]:
        return {cell["source"]: cell["id"] for cell in script["make_notebook"](page).cells}

    short, long = name(PROSE_AND_CODE), name(PROSE_AND_CODE.replace("One.", "One.\n\n## New\n"))

    assert short["print(double(3))"] == long["print(double(3))"]
    assert len(set(long.values())) == len(long)
    twice = script["make_notebook"](PROSE_AND_CODE + PROSE_AND_CODE)
    assert len({cell["id"] for cell in twice.cells}) == len(twice.cells)


def test_no_code_of_the_page_is_lost(script: dict[str, Any]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    written = [line[4:] for line in page.splitlines() if line.startswith(">>> ")]
    code = "\n".join(source for kind, source in script["split_page"](page) if kind == "code")

    assert len(written) > 50
    assert [line for line in written if line not in code.splitlines()] == []


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep kernel and libraries to this machine, and their settings to this test."""
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "PYDEVD_DISABLE_FILE_VALIDATION"):
        monkeypatch.setenv(name, "1")
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))


@pytest.fixture
def execute(project_copy: Path, offline: None) -> Callable[[], Any]:
    """Run the notebook in a copy of the project, in the folder where it lies."""
    nbclient = pytest.importorskip("nbclient", reason=WITHOUT)
    pytest.importorskip("ipykernel", reason=WITHOUT)
    pytest.importorskip("matplotlib", reason=WITHOUT)
    import nbformat

    folder = project_copy / "docs"
    folder.mkdir(exist_ok=True)

    def run() -> Any:
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        client = nbclient.NotebookClient(
            notebook, timeout=300, resources={"metadata": {"path": str(folder)}}
        )
        return client.execute()

    return run


def test_it_runs_and_draws(execute: Callable[[], Any]) -> None:
    code = [cell for cell in execute().cells if cell["cell_type"] == "code"]
    outputs = [each for cell in code for each in cell["outputs"]]
    pictures = [
        each["data"]["image/png"] for each in outputs if "image/png" in each.get("data", {})
    ]

    assert [each for each in outputs if each["output_type"] == "error"] == []
    assert [each["text"] for each in outputs if each.get("name") == "stderr"] == []
    assert len(pictures) == 4
    assert all(base64.b64decode(each).startswith(PNG) for each in pictures)
