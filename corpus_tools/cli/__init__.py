"""The command line: parse, call, print, exit. The only door to typer and rich."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from corpus_tools.cli.agreement_verbs import adjudicate, agreement, annotate
from corpus_tools.cli.baseline_verbs import evaluate, predict, train
from corpus_tools.cli.corpus_verbs import build
from corpus_tools.cli.release_verbs import hydrate, release
from corpus_tools.cli.rule_verbs import check, explain, rules, try_rules
from corpus_tools.cli.stair_verbs import label, leaks, segment, split
from corpus_tools.errors import CorpusError

app = typer.Typer(
    name="corpus-tools",
    help="Articles and one recipe in; a labelled data set that loads, rebuilds and explains itself out.",
    epilog="Start with: corpus-tools build configs/enforcement.yaml",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for verb in (
    build, check, rules, segment, label, split, leaks, explain, annotate, agreement, adjudicate,
    train, evaluate, predict, release, hydrate,
):  # fmt: skip
    app.command()(verb)
app.command("try")(try_rules)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a verb; exit 0 well, 1 with a line a problem, 2 on wrong usage.

    :param arguments: the verb and its arguments; those of the process if left out.
    """
    try:
        app(args=arguments)
    except CorpusError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        name = error.filename or "a file"
        typer.echo(
            f"{name}: {error.strerror}; check the path, its rights and the space left", err=True
        )
        sys.exit(1)
