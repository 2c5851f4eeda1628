"""Rule files -> a rule set, all problems of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_tools.errors import ConfigError, CorpusError, Location, Problem
from corpus_tools.rules.compile import Expression
from corpus_tools.rules.expansion import check_expression, expand_rule
from corpus_tools.rules.lexicon import BrokenListError, Lexicon
from corpus_tools.rules.order import CircleError, find_circles, find_unknown_names
from corpus_tools.rules.patterns import Alphabet, PatternError
from corpus_tools.rules.ruleset import Rule, RuleSet
from corpus_tools.rules.schema import RuleFile, RuleSpec
from corpus_tools.yamlio import Loaded, read_values

Values = Loaded[dict[str, Any]]


@dataclass(slots=True)
class _Gathering:
    """What has been read so far, and what was wrong with it.

    ``names`` holds what broken rules answer to, so that nobody is told that they are absent.
    """

    labels: Sequence[str] | None
    lexicon: Lexicon
    lists: dict[str, list[str]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    specs: list[tuple[RuleSpec, Values, int]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    places: dict[str, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    alphabet: Alphabet = field(default_factory=Alphabet)


def load_rules(
    paths: Iterable[Path], labels: Iterable[str] | None = None, language: str = "en"
) -> RuleSet:
    """Read rule files that share their word lists.

    :param labels: the labels that rules may vote for; ``None`` for any.
    :param language: whose word forms, numbers and small words the rules may use.
    :raises ConfigError: with every problem of every file at once: unknown and
        repeated keys, unknown labels, lists and rule ids used twice, patterns
        that RE2 can't take.
    :raises ValueError: for a language without data.
    """
    rules, problems = gather_rules(paths, labels, language)
    if problems:
        raise ConfigError(problems)
    return rules


def gather_rules(
    paths: Iterable[Path], labels: Iterable[str] | None = None, language: str = "en"
) -> tuple[RuleSet, list[Problem]]:
    """Read rule files; return the rules that are sound and what is wrong with the others.

    :raises ValueError: for a language without data.
    """
    allowed = None if labels is None else tuple(labels)
    gathering = _Gathering(allowed, Lexicon({}, language))
    files = [loaded for path in paths if (loaded := _read(path, gathering)) is not None]
    broken = [name for loaded in files for name in _gather_lists(loaded, gathering)]
    gathering.lexicon = Lexicon(gathering.lists, language)
    for name in broken:
        gathering.lexicon.note_broken(name)
    for loaded in files:
        _check_lists(loaded, gathering)
    for loaded in files:
        rules = loaded.content.get("rules")
        for index, value in enumerate(rules if isinstance(rules, list) else ()):
            _gather_rule(loaded, index, value, gathering)
    _check_names(gathering)
    try:
        return RuleSet.compile(gathering.rules, language), gathering.problems
    except CircleError:
        circles = find_circles([rule.spec for rule in gathering.rules])
        gathering.problems += [
            as_problem(gathering.rules[each.places[0]].origin, each) for each in circles
        ]
    except PatternError as error:
        place = Location(", ".join(str(loaded.path) for loaded in files))
        gathering.problems.append(as_problem(place, error))
    return RuleSet.compile([]), gathering.problems


def _read(path: Path, gathering: _Gathering) -> Values | None:
    """Read a file's values, and tell what its shape is amiss."""
    try:
        loaded, problems = read_values(path, list_key="rules")
    except CorpusError as error:
        gathering.problems.extend(error.problems)
        return None
    gathering.problems.extend(problems)
    try:
        loaded.read_part(loaded.content, RuleFile)
    except CorpusError as error:
        gathering.problems.extend(error.problems)
    return loaded


def _gather_lists(loaded: Values, gathering: _Gathering) -> Iterator[str]:
    """Take in a file's word lists; yield the names of those that can't be used."""
    lists = loaded.content.get("lists", {})
    for name, words in lists.items() if isinstance(lists, dict) else ():
        try:
            sound = loaded.read_part({"lists": {name: words}}, RuleFile).lists
        except CorpusError:
            yield str(name)
            continue
        _gather_list(loaded, name, sound[name], gathering)


def _gather_list(loaded: Values, name: str, words: list[str], gathering: _Gathering) -> None:
    place = loaded.locate("lists", name)
    if gathering.lexicon.is_built_in(name):
        what = f"word list {name!r} is built in"
        gathering.problems.append(Problem(place, what, "use it as it is, or rename yours"))
    elif name in gathering.lists:
        what = f"word list {name!r} stands twice, first in {gathering.places[name]}"
        gathering.problems.append(Problem(place, what, "rename one of the two"))
    elif not words:
        gathering.problems.append(Problem(place, f"word list {name!r} is empty", "add words"))
    gathering.lists.setdefault(name, words)
    gathering.places.setdefault(name, place)


def _check_lists(loaded: Values, gathering: _Gathering) -> None:
    """Compile each word on its own, so that a mistake is told where it stands, and once."""
    own = {name: words for name, words in gathering.lists.items() if _holds(loaded, name)}
    for name, words in own.items():
        for index, word in enumerate(words):
            try:
                check_expression(
                    Expression(gathering.lexicon.read_item(word, name)), gathering.alphabet
                )
            except BrokenListError:
                continue
            except PatternError as error:
                place = loaded.locate("lists", name, index)
                gathering.problems.append(as_problem(place, error))
                gathering.lexicon.note_broken(name)


def _gather_rule(loaded: Values, index: int, value: object, gathering: _Gathering) -> None:
    try:
        spec = loaded.read_part(value, RuleSpec, "rules", index)
    except ConfigError as error:
        gathering.problems.extend(error.problems)
        if isinstance(value, dict):
            gathering.names |= {str(value.get("id")), str(value.get("label"))}
            _check_id(loaded, index, str(value.get("id")), gathering)
        return
    gathering.specs.append((spec, loaded, index))
    _check_id(loaded, index, spec.id, gathering)
    _check_label(loaded, index, spec, gathering)
    patterns, broken = expand_rule(spec, gathering.lexicon, gathering.alphabet)
    gathering.problems += [
        as_problem(loaded.locate("rules", index, *keys), error)
        for keys, error in broken
        if not isinstance(error, BrokenListError)
    ]
    if not broken:
        gathering.rules.append(Rule(spec, patterns, loaded.locate("rules", index)))


def _check_id(loaded: Values, index: int, name: str, gathering: _Gathering) -> None:
    key = f"rule {name}"
    if key in gathering.places:
        what = f"rule id {name!r} stands twice, first in {gathering.places[key]}"
        place = loaded.locate("rules", index, "id")
        gathering.problems.append(Problem(place, what, "rename one of the two"))
    gathering.places.setdefault(key, loaded.locate("rules", index))


def _check_label(loaded: Values, index: int, spec: RuleSpec, gathering: _Gathering) -> None:
    labels = gathering.labels
    if labels is not None and spec.label is not None and spec.label not in labels:
        what = f"label {spec.label!r} is not among the recipe's labels"
        place = loaded.locate("rules", index, "label")
        gathering.problems.append(Problem(place, what, f"use one of {', '.join(labels)}"))
    if labels is not None and spec.id in labels and spec.label != spec.id:
        what = f"rule id {spec.id!r} is also a label, for which it does not vote"
        place = loaded.locate("rules", index, "id")
        gathering.problems.append(Problem(place, what, "rename the rule"))


def _check_names(gathering: _Gathering) -> None:
    """Refuse names that no rule answers to."""
    specs = [spec for spec, _, _ in gathering.specs]
    for number, key, name in find_unknown_names(specs):
        if name in gathering.names:
            continue
        _, loaded, index = gathering.specs[number]
        place = loaded.locate("rules", index, "where", key)
        what = f"no rule is called {name!r} or votes for it"
        way_out = "name a rule's id, or a label that rules vote for"
        gathering.problems.append(Problem(place, what, way_out))


def _holds(loaded: Values, name: str) -> bool:
    lists = loaded.content.get("lists")
    return isinstance(lists, dict) and name in lists


def as_problem(place: Location, error: PatternError) -> Problem:
    """Return what is wrong with a pattern as a problem."""
    what, _, way_out = str(error).partition("; ")
    return Problem(place, what, way_out)
