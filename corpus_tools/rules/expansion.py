"""A rule as written -> its expressions, with all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from corpus_tools.rules.compile import Expression
from corpus_tools.rules.engine import compile_single
from corpus_tools.rules.folding import View
from corpus_tools.rules.lexicon import Lexicon
from corpus_tools.rules.patterns import Alphabet, PatternError, translate
from corpus_tools.rules.refusals import refuse_lost_case
from corpus_tools.rules.schema import EDGES, HEADINGS, NEIGHBOURS, RuleSpec

Keys = tuple[int | str, ...]
# Where a condition's phrase meets the rule's words, a gap may stand.
_OPEN_ENDS = {"before": ">", "not_before": ">", "after": "<", "not_after": "<"}
_PROBES = (b"", b"a", b"a b", b"1, a.")


def expand_rule(
    spec: RuleSpec, lexicon: Lexicon, alphabet: Alphabet
) -> tuple[dict[str, tuple[Expression, ...]], list[tuple[Keys, PatternError]]]:
    """Return a rule's expressions by part, and each broken pattern's keys and error.

    A part has one expression for its patterns that see numbers' types and one
    for the others.
    """
    found: dict[str, dict[View, list[Expression]]] = {}
    broken: list[tuple[Keys, PatternError]] = []
    for part, keys, text in _written(spec):
        try:
            keep_case = spec.case == "exact" and part not in _CASELESS
            pattern = lexicon.read(text, ends=_OPEN_ENDS.get(part, ""), keep_case=keep_case)
            expression = Expression(pattern, keep_case)
            for written in () if keep_case else lexicon.find_expressions(text):
                refuse_lost_case(written)
            _refuse_empty(check_expression(expression, alphabet), part)
            found.setdefault(part, {}).setdefault(expression.view, []).append(expression)
        except PatternError as error:
            broken.append((keys, error))
    return {
        part: tuple(map(join_alternatives, views.values())) for part, views in found.items()
    }, broken


_CASELESS = {*HEADINGS, *NEIGHBOURS}


def _written(spec: RuleSpec) -> Iterator[tuple[str, Keys, str]]:
    """Yield each pattern of a rule with the part it belongs to and the keys that lead there."""
    for part in ("pattern", "unless"):
        for index, text in enumerate(getattr(spec, part)):
            yield part, (part, index), text
    for part in (*HEADINGS, *NEIGHBOURS, *EDGES):
        for index, text in enumerate(getattr(spec.where, part)):
            yield part, ("where", part, index), text


def check_expression(expression: Expression, alphabet: Alphabet) -> Any:
    """Compile one expression to see whether it can be.

    :raises PatternError: with the reason why not.
    """
    # Asking for the view refuses types of numbers where case counts.
    _ = expression.view
    return compile_single(translate(expression.pattern, alphabet, keep_case=expression.keep_case))


def _refuse_empty(compiled: Any, part: str) -> None:
    """Refuse a pattern without words, and a condition that holds whatever stands there."""
    matches = [compiled.search(probe) for probe in _PROBES]
    empty = [match is not None and match.start() == match.end() for match in matches]
    if any(empty) if part == "pattern" else all(empty):
        raise PatternError("the pattern matches where nothing stands; make it need a word")


def join_alternatives(found: Sequence[Expression]) -> Expression:
    """Join expressions of one view into one that matches where any of them does.

    >>> join_alternatives([Expression("fined"), Expression("jail(ed)?")]).pattern
    '(?:fined)|(?:jail(ed)?)'
    """
    if len(found) == 1:
        return found[0]
    return Expression("|".join(f"(?:{each.pattern})" for each in found), found[0].keep_case)
