"""Make docs/tutorial.ipynb from docs/tutorial.md: examples become code cells, the rest Markdown.

python scripts/make_notebook.py

Neither the outputs that the page shows nor those of a run are kept. Figures change with
the corpus, and pictures with the library that draws them: stored, they would be wrong
before long, and every change of theirs would be a change of this file.
"""

import ast
import doctest
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "tutorial.md"
NOTEBOOK = PAGE.with_suffix(".ipynb")
EXAMPLES = re.compile(r"^```python\n(?=>>> )(.*?)^```\n", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^(?=##+ )", re.MULTILINE)
MADE = (
    "*This notebook is made from [tutorial.md](tutorial.md) by "
    "`scripts/make_notebook.py`: change the page, not the notebook.*"
)


def split_page(page: str) -> Iterator[tuple[str, str]]:
    r"""Yield the kind and source of each cell; a heading within prose begins one.

    >>> list(split_page("# A\n\n```python\n>>> x = [\n...     1]\n>>> x\n[1]\n\n```\nSo.\n"))
    [('markdown', '# A'), ('code', 'x = [\n    1]\nx'), ('markdown', 'So.')]
    """
    # With one group, what is split alternates between prose and examples.
    for place, part in enumerate(EXAMPLES.split(page)):
        if place % 2:
            yield from (("code", each) for each in split_examples(part))
        else:
            yield from (("markdown", each.strip()) for each in SECTION.split(part) if each.strip())


def split_examples(text: str) -> Iterator[str]:
    r"""Yield the code of examples; a cell shows its last value only, so each value ends one.

    >>> list(split_examples(">>> 1\n1\n>>> x = 2\n>>> print(x)\n2\n>>> x\n2\n"))
    ['1', 'x = 2\nprint(x)\nx']
    """
    code = ""
    for example in doctest.DocTestParser().get_examples(text):
        code += example.source
        [statement] = ast.parse(example.source).body
        if isinstance(statement, ast.FunctionDef):
            code += "\n\n"
        if example.want and is_value(statement):
            yield code.strip()
            code = ""
    if code:
        yield code.strip()


def is_value(statement: ast.stmt) -> bool:
    """Whether a notebook shows what a statement gives, rather than what it prints."""
    if not isinstance(statement, ast.Expr):
        return False
    call = statement.value
    return not (isinstance(call, ast.Call) and getattr(call.func, "id", None) == "print")


def name_cells(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Put before each cell a name that stays its own while other cells come and go."""
    seen: Counter[str] = Counter()
    for kind, source in cells:
        digest = sha256(f"{kind}\n{source}".encode()).hexdigest()[:12]
        seen[digest] += 1
        yield f"{digest}-{seen[digest]}", kind, source


def make_notebook(page: str) -> Any:
    """Return the notebook of a page."""
    from nbformat import v4

    (kind, title), *others = split_page(page)
    make = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell}
    cells = name_cells([(kind, f"{title}\n\n{MADE}"), *others])
    return v4.new_notebook(
        cells=[make[kind](source, id=name) for name, kind, source in cells],
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )


def write_notebook(page: str) -> str:
    """Return the notebook of a page as it stands in its file.

    :raises nbformat.ValidationError: when it is no notebook of the format.
    """
    import nbformat

    notebook = make_notebook(page)
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(write_notebook(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"written: {NOTEBOOK.name}")
