"""The guide docs/writing-rules.md is run as a student would run it, in a copy of the recipes.

Three kinds of block count, in the order of the page:

- ``yaml`` that begins with a comment naming a file (``# configs/a.yaml``) is that file, whole;
- ``sh`` is run; all blocks share one shell, so that ``cd`` lasts;
- ``text`` right behind it is what it prints on both channels, ``...`` standing for anything.
  A ``sh`` block without one prints nothing.

``python tests/test_guide.py`` writes what is printed today into the page, where it differs.
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "writing-rules.md"
BLOCK = re.compile(r"^```(sh|yaml|text)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"# (\S+\.yaml)\n")
END = "\x1e"


@dataclass(frozen=True)
class Command:
    """A block that is run, and the place of the output shown for it, if any is."""

    script: str
    shown: str = ""
    place: tuple[int, int] | None = None


def read_page(page: str) -> list[Command]:
    blocks = list(BLOCK.finditer(page))
    commands = []
    for index, block in enumerate(blocks):
        kind, content = block.groups()
        if kind == "yaml" and (named := FILE_NAME.match(content)):
            commands.append(Command(write_file(named[1], content)))
        elif kind == "sh":
            behind = blocks[index + 1] if index + 1 < len(blocks) else None
            if behind and behind[1] == "text" and not page[block.end() : behind.start()].strip():
                commands.append(Command(content, behind[2], behind.span(2)))
            else:
                commands.append(Command(content))
    return commands


def write_file(name: str, content: str) -> str:
    folder = shlex.quote(str(Path(name).parent))
    return f"mkdir -p {folder}\ncat > {shlex.quote(name)} <<'END_OF_FILE'\n{content}END_OF_FILE\n"


def run_all(commands: list[Command], folder: Path) -> list[str]:
    """Run the blocks in one shell; give what each printed, blanks at line ends taken off."""
    shutil.copytree(ROOT / "configs", folder / "configs")
    python = shlex.quote(sys.executable)
    lines = [f'corpus-tools() {{ {python} -m corpus_tools "$@"; }}\n']
    lines += [f"{{\n{each.script}}} 2>&1\nprintf '{END}'\n" for each in commands]
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        ["bash", "-c", "".join(lines)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    printed = ran.stdout.split(END)[:-1]
    return ["".join(f"{line.rstrip()}\n" for line in each.splitlines()) for each in printed]


def agrees(shown: str, printed: str) -> bool:
    return doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS)


COMMANDS = read_page(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return run_all(COMMANDS, tmp_path_factory.mktemp("guide"))


@pytest.mark.parametrize("index", range(len(COMMANDS)))
def test_a_block_of_the_guide_prints_what_is_shown(index: int, printed: list[str]) -> None:
    command = COMMANDS[index]

    assert agrees(command.shown, printed[index]), (
        f"{command.script}\nprints\n{printed[index]}\nand the guide shows\n{command.shown}"
    )


def test_blocks_are_read_as_the_convention_says() -> None:
    page = "```yaml\n# a/b.yaml\nx: 1\n```\n```sh\ncat a/b.yaml\n```\n\n```text\n...x: 1\n```\n"

    written, shown = read_page(page)

    assert written.script.startswith("mkdir -p a\ncat > a/b.yaml")
    assert (shown.script, shown.shown) == ("cat a/b.yaml\n", "...x: 1\n")
    assert agrees(shown.shown, "# a/b.yaml\nx: 1\n")
    assert not agrees(shown.shown, "# a/b.yaml\nx: 2\n")


def test_output_that_is_not_shown_fails() -> None:
    assert not agrees("", "something\n")


def rewrite_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    commands = read_page(page)
    with tempfile.TemporaryDirectory() as folder:
        outputs = run_all(commands, Path(folder))
    for command, output in reversed(list(zip(commands, outputs, strict=True))):
        if command.place and not agrees(command.shown, output):
            start, end = command.place
            page = page[:start] + output + page[end:]
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    rewrite_page()
