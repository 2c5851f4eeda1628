"""Rule files -> a rule set, all problems of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_tools.errors import ConfigError, CorpusError, Location, Problem
from corpus_tools.rules.compile import compile_single
from corpus_tools.rules.patterns import Alphabet, PatternError, expand_lists, translate
from corpus_tools.rules.ruleset import Rule, RuleSet
from corpus_tools.rules.schema import RuleFile, RuleSpec
from corpus_tools.yamlio import Loaded, read_yaml


@dataclass(slots=True)
class _Gathering:
    """What has been read so far, and what was wrong with it."""

    lists: dict[str, list[str]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    alphabet: Alphabet = field(default_factory=Alphabet)


def load_rules(paths: Iterable[Path], labels: Iterable[str] | None = None) -> RuleSet:
    """Read rule files that share their word lists.

    :param labels: the labels that rules may vote for; ``None`` for any.
    :raises ConfigError: with every problem of every file at once: unknown and
        repeated keys, unknown labels, lists and rule ids used twice, patterns
        that RE2 can't take.
    """
    rules, problems = gather_rules(paths, labels)
    if problems:
        raise ConfigError(problems)
    return rules


def gather_rules(
    paths: Iterable[Path], labels: Iterable[str] | None = None
) -> tuple[RuleSet, list[Problem]]:
    """Read rule files; return the rules that are sound and what is wrong with the others."""
    gathering = _Gathering()
    files = [loaded for path in paths if (loaded := _read(path, gathering)) is not None]
    for loaded in files:
        _gather_lists(loaded, gathering)
    for loaded in files:
        _check_lists(loaded, gathering)
    allowed = None if labels is None else tuple(labels)
    for loaded in files:
        for index, spec in enumerate(loaded.content.rules):
            _gather_rule(loaded, index, spec, gathering, allowed)
    try:
        return RuleSet.compile(gathering.rules), gathering.problems
    except PatternError as error:
        place = Location(", ".join(str(loaded.path) for loaded in files))
        return RuleSet.compile([]), [*gathering.problems, _as_problem(place, error)]


def _read(path: Path, gathering: _Gathering) -> Loaded[RuleFile] | None:
    try:
        return read_yaml(path, RuleFile)
    except CorpusError as error:
        gathering.problems.extend(error.problems)
        return None


def _gather_lists(loaded: Loaded[RuleFile], gathering: _Gathering) -> None:
    for name, words in loaded.content.lists.items():
        place = loaded.locate("lists", name)
        if name in gathering.lists:
            what = f"word list {name!r} stands twice, first in {gathering.places[name]}"
            gathering.problems.append(Problem(place, what, "rename one of the two"))
        elif not words:
            gathering.problems.append(Problem(place, f"word list {name!r} is empty", "add words"))
        gathering.lists.setdefault(name, words)
        gathering.places.setdefault(name, place)


def _check_lists(loaded: Loaded[RuleFile], gathering: _Gathering) -> None:
    """Compile each word on its own, so that a mistake is told where it stands, and once."""
    for name, words in loaded.content.lists.items():
        for index, word in enumerate(words):
            try:
                _compile(expand_lists(word, gathering.lists, (name,)), gathering)
            except PatternError as error:
                place = loaded.locate("lists", name, index)
                gathering.problems.append(_as_problem(place, error))


def _gather_rule(
    loaded: Loaded[RuleFile],
    index: int,
    spec: RuleSpec,
    gathering: _Gathering,
    labels: Sequence[str] | None,
) -> None:
    place = loaded.locate("rules", index)
    key = f"rule {spec.id}"
    if key in gathering.places:
        what = f"rule id {spec.id!r} stands twice, first in {gathering.places[key]}"
        gathering.problems.append(
            Problem(loaded.locate("rules", index, "id"), what, "rename one of the two")
        )
    gathering.places.setdefault(key, place)
    if labels is not None and spec.label not in labels:
        what = f"label {spec.label!r} is not among the recipe's labels"
        way_out = f"use one of {', '.join(labels)}"
        gathering.problems.append(Problem(loaded.locate("rules", index, "label"), what, way_out))
    problems = list(_broken_patterns(loaded, index, spec, gathering))
    gathering.problems.extend(problems)
    if not problems:
        gathering.rules.append(_make_rule(spec, gathering.lists, place))


def _broken_patterns(
    loaded: Loaded[RuleFile], index: int, spec: RuleSpec, gathering: _Gathering
) -> Iterator[Problem]:
    where = spec.where
    written: list[tuple[tuple[int | str, ...], str]] = [
        *((("pattern", each), text) for each, text in enumerate(spec.pattern)),
        *((("unless", each), text) for each, text in enumerate(spec.unless)),
        *(
            (("where", name), text)
            for name in ("section", "not_section")
            if (text := getattr(where, name))
        ),
    ]
    for keys, text in written:
        try:
            expanded = expand_lists(text, gathering.lists)
            keep_case = spec.case == "exact" and keys[0] != "where"
            compiled = _compile(expanded, gathering, keep_case=keep_case)
            if keys[0] == "pattern" and _needs_no_word(compiled):
                raise PatternError("the pattern matches where nothing stands; make it need a word")
        except PatternError as error:
            yield _as_problem(loaded.locate("rules", index, *keys), error)


def _compile(pattern: str, gathering: _Gathering, *, keep_case: bool = False) -> Any:
    return compile_single(translate(pattern, gathering.alphabet, keep_case=keep_case))


def _needs_no_word(compiled: Any) -> bool:
    matches = (compiled.search(probe) for probe in (b"", b"a", b"a b", b"1, a."))
    return any(match is not None and match.start() == match.end() for match in matches)


def _make_rule(spec: RuleSpec, lists: Mapping[str, Sequence[str]], origin: Location) -> Rule:
    pattern = join_alternatives(expand_lists(text, lists) for text in spec.pattern)
    unless = join_alternatives(expand_lists(text, lists) for text in spec.unless)
    return Rule(spec, pattern, unless or None, origin)


def join_alternatives(patterns: Iterable[str]) -> str:
    """Join patterns into one that matches where any of them does.

    >>> join_alternatives(["fined", "jail(ed)?"])
    '(?:fined)|(?:jail(ed)?)'
    """
    found = list(patterns)
    return found[0] if len(found) == 1 else "|".join(f"(?:{each})" for each in found)


def _as_problem(place: Location, error: PatternError) -> Problem:
    what, _, way_out = str(error).partition("; ")
    return Problem(place, what, way_out)
