"""Measure how fast sixty rules are matched: ours, a loop over re.search, and Snorkel's appliers.

All in one process and one run, on the same sentences and the same expressions.
Nothing is fetched. What the table means: see --help.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.articles import find_sentences
from corpus_tools.normalisation import normalise_text
from corpus_tools.rules import Context, RuleSet, load_rules

Hit = tuple[int, str]
Find = Callable[[Sequence[str]], list[Hit]]
RULES = Path(__file__).with_name("sixty_rules.yaml")
MILLION = 1_000_000

DESCRIPTION = """\
Measure how fast the same sixty rules are matched by us and by others.

DATA_FOLDER holds texts: *.txt, and *.jsonl with a "text" a row; our engine cuts them
into sentences first, which isn't timed. Sentences that occur twice are taken once.
"""

EPILOG = """\
ours       Rules asked one sentence at a time, the words' offsets included. 'first pass':
           every sentence is new, so the automata grow as they read; with compiling.
           'again': the same sentences once more.
re loop    for each sentence, for each compiled expression: search, and the span of a hit.
Snorkel    the same expressions as labelling functions with re.search; no spans.

Slow methods take every n-th sentence (see 'sentences'); times are per sentence.
'same hits' compares (sentence, rule) with the re loop on those sentences: RE2's hits that
differ are told. Memory: growth of the process's peak over ten more passes.

peers      python -m pip install snorkel pandas
"""


@dataclass(frozen=True)
class Row:
    """What one method did: microseconds a sentence, and the hits on a sample."""

    method: str
    sentences: int
    microseconds: float
    hits: set[Hit]


def read_sentences(folder: Path) -> list[str]:
    """Return the distinct sentences of all texts of a folder, in the order of its files."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    for path in sorted(folder.rglob("*.jsonl")):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        texts += [row["text"] for row in rows if "text" in row]
    spans = ((text, span) for text in texts for span in find_sentences(text))
    found = (normalise_text(text[span.start : span.end]) for text, span in spans)
    return list(dict.fromkeys(found))


def take_time(method: str, sentences: Sequence[str], find: Find) -> Row:
    """Run a method on sentences; its hits are pairs of a sentence's number and a rule."""
    started = time.perf_counter()
    hits = find(sentences)
    taken = time.perf_counter() - started
    return Row(method, len(sentences), taken / len(sentences) * MILLION, set(hits))


def ask_rules(rules: RuleSet) -> Find:
    """Our way."""

    def find(sentences: Sequence[str]) -> list[Hit]:
        context = Context()
        return [
            (number, match.rule.spec.id)
            for number, sentence in enumerate(sentences)
            for match in rules.ask(sentence, context)
        ]

    return find


def load_and_ask(sentences: Sequence[str]) -> list[Hit]:
    """Our way from nothing, compiling included."""
    return ask_rules(load_rules([RULES]))(sentences)


def search_in_a_loop(expressions: dict[str, str]) -> Find:
    """What people write first."""
    compiled = {name: re.compile(each, re.IGNORECASE) for name, each in expressions.items()}

    def find(sentences: Sequence[str]) -> list[Hit]:
        hits = []
        for number, sentence in enumerate(sentences):
            for name, expression in compiled.items():
                match = expression.search(sentence)
                if match is not None:
                    match.span()
                    hits.append((number, name))
        return hits

    return find


def apply_snorkel(expressions: dict[str, str], *, frames: bool) -> Find:
    """Snorkel's applier, on a pandas frame or on a list.

    :raises ImportError: when snorkel or pandas is not installed.
    """
    import pandas as pd
    from snorkel.labeling import LabelingFunction, LFApplier, PandasLFApplier

    def make(name: str, pattern: str) -> LabelingFunction:
        compiled = re.compile(pattern, re.IGNORECASE)
        return LabelingFunction(name, lambda row: 1 if compiled.search(row.text) else -1)

    functions = [make(name, pattern) for name, pattern in expressions.items()]
    applier = PandasLFApplier(functions) if frames else LFApplier(functions)
    names = list(expressions)

    def find(sentences: Sequence[str]) -> list[Hit]:
        frame = pd.DataFrame({"text": list(sentences)})
        rows = frame if frames else list(frame.itertuples())
        votes = applier.apply(rows, progress_bar=False)
        return [
            (int(row), names[column]) for row, column in zip(*(votes == 1).nonzero(), strict=True)
        ]

    return find


def measure(sentences: Sequence[str], step: int) -> tuple[list[Row], list[str]]:
    """Run every method that is there; return its row, and why others are not."""
    rules = load_rules([RULES])
    expressions = {rule.spec.id: rule.patterns["pattern"][0].pattern for rule in rules.rules}
    sample = sentences[::step]
    rows = [take_time("ours, first pass", sentences, load_and_ask)]
    ours = ask_rules(rules)
    passes = ("ours, first pass, compiled before", "ours, again")
    rows += [take_time(name, sentences, ours) for name in passes]
    rows.append(take_time("ours, again, sample", sample, ours))
    rows.append(take_time("re.search loop", sample, search_in_a_loop(expressions)))
    absent = []
    for name, frames in (("Snorkel PandasLFApplier", True), ("Snorkel LFApplier", False)):
        try:
            rows.append(take_time(name, sample, apply_snorkel(expressions, frames=frames)))
        except ImportError as error:
            absent.append(f"{name}: {error}")
    return rows, absent


def measure_growth(sentences: Sequence[str], passes: int = 10) -> tuple[float, float]:
    """Return the process's peak memory after one pass and after more, in MB."""
    ours = ask_rules(load_rules([RULES]))
    peaks = []
    for count in (1, passes):
        for _ in range(count):
            ours(sentences)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return peaks[0], peaks[1]


def write_table(rows: Sequence[Row], absent: Sequence[str], sentences: Sequence[str]) -> str:
    """Return the findings as Markdown."""
    by_name = {row.method: row for row in rows}
    loop = by_name["re.search loop"]
    lines = [
        f"Python {platform.python_version()}, {platform.machine()}; {len(sentences)} sentences, "
        f"{sum(map(len, sentences)) / MILLION:.2f} million characters; sixty rules.",
        "",
        "| method | sentences | microseconds a sentence | times the re loop's speed | same hits |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        same = "-" if row.sentences != loop.sentences else _compare(row.hits, loop.hits)
        ratio = loop.microseconds / row.microseconds
        lines.append(
            f"| {row.method} | {row.sentences} | {row.microseconds:.1f} | {ratio:.1f} | {same} |"
        )
    snorkel = by_name.get("Snorkel PandasLFApplier")
    if snorkel is not None:
        for name in ("ours, first pass, compiled before", "ours, again"):
            ratio = snorkel.microseconds / by_name[name].microseconds
            lines += ["", f"{name}: {ratio:.0f} times as fast as Snorkel's PandasLFApplier."]
    return "\n".join([*lines, "", *(f"Not measured: {each}" for each in absent)])


def _compare(hits: set[Hit], others: set[Hit]) -> str:
    extra, missing = len(hits - others), len(others - hits)
    return f"all {len(others)}" if not extra + missing else f"{extra} more, {missing} fewer"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(
        description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data_folder", type=Path)
    parser.add_argument("--step", type=int, default=4, help="slow methods take every n-th sentence")
    parser.add_argument("--output", type=Path, help="write the table here as well")
    options = parser.parse_args()
    sentences = read_sentences(options.data_folder)
    if not sentences:
        sys.exit(f"{options.data_folder}: there is no text; give a folder of *.txt or *.jsonl")
    table = write_table(*measure(sentences, options.step), sentences)
    first, last = measure_growth(sentences)
    table += f"\nPeak memory: {first:.0f} MB after one pass, {last:.0f} MB after ten more.\n"
    print(table)
    if options.output:
        options.output.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
