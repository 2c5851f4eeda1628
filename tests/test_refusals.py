"""Rules that would be taken for something else than they look like are refused, with the way out."""

from pathlib import Path

import pytest

from corpus_tools.errors import ConfigError
from corpus_tools.rules import Context, load_rules

REFUSED = {
    r"pattern: '/fined\Z/'": r"\\Z is not part of RE2, .*write '\$' or \\z",
    r"pattern: '/fined\h/'": r"\\h is not part of RE2, .*write \[ \\t\]",
    r"pattern: '/the \Kfine/'": r"\\K is not part of RE2, .*under 'before:'",
    r"pattern: '/caf\u00e9/'": r"\\u is not part of RE2, .*type the character",
    r"pattern: '/(?P<x>a)b(?P=x)/'": "a back-reference is not part of RE2, .*use 'unless'",
    r"pattern: '/(?P<x>a)\k<x>/'": r"\\k is not part of RE2",
    r"pattern: '/(a)(?(1)b|c)/'": "a group on a condition is not part of RE2, .*two patterns",
    r"pattern: '/a(?R)?/'": "a group within itself is not part of RE2",
    r"pattern: '/fined(?#why)/'": "a comment in an expression is not part of RE2, .*'note:'",
    r"pattern: '/(?x)fi ned/'": "the flag x is not part of RE2, .*without blanks",
    r"pattern: '/fined .{2000}/'": r"\{2000\} repeats 2000 times, RE2 at most 1000",
    'pattern: "/\\bfined/"': r"there is a control character, '\\x08'; .*in single ones",
    "pattern: '/<close> shops?/'": "'<close>' is a form in phrases alone; take the slashes off",
    "pattern: '/police ..3 raided/'": "'..3' is a gap in phrases alone",
    "pattern: '/{Money} paid/'": "no word list is called 'Money'; names are small: 'money'",
    r"pattern: '/\b[A-Z]\w+ Ltd/'": "case does not count; write 'case: exact'",
    r"pattern: '/\b[A-Z\d]+\b/'": "capitals alone are asked for in .*or a-z",
    "unless: '{caps} men'": r"capitals alone are asked for in '\[A-Z\]'",
    "unless: '{caps-within} ..2 men'": r"capitals alone are asked for in '\[A-Z\]'",
    r"pattern: '/fined .{,3}men/'": r"\{,3\} is not part of RE2, .*write \{0,3\}",
    r"pattern: '/\QC++\E/'": r"\\Q is not taken, .*write a backslash before each sign",
    "pattern: '/line<br>/'": r"'<br>' is a form in phrases alone; .*or write '\\<br\\>'",
    "pattern: '/a .. b/'": r"'..' is a gap in phrases alone; .*or write '\\.\\.'",
    "pattern: '/(?-i)Police/'": "a flag can't make case count; write 'case: exact'",
    r"unless: '/{money} in \d{4}/'": r"'\\d' finds no figure where numbers are overwritten",
    "unless: '/{count} (?:two|2) shops/'": "'2' finds no figure where",
    "unless: '(two|three) ..3 {money}'": "'two' is a number, .*write {small-count}",
    "unless: 'first {count}'": "'first' is a number, .*write {ordinal}",
    "unless: '{year} ..3 {count}'": "'year' is a number, .*write {date}",
    "unless: '{years-only} ..3 {count}'": "'years-only' is a number, .*write {date}",
    "unless: '{years-within} ..3 {count}'": "'years-within' is a number, .*write {date}",
    r"unless: '/{money}[0-9]+/'": r"'\[0-9\]' finds no figure where",
    "unless: '/{count} (?:men|Covid-19|20 women)/'": "'2' finds no figure where",
    "unless: '/{count} in 20[12][0-9]/'": "'2' finds no figure where",
    "unless: '({count}|one) was hurt'": "'one' is a number, .*write {small-count}",
    "unless: 'might, could'": r"a comma behind 'might'; .*for 'or' write \(a\|b\) or a list",
    "unless: '{ofice} said'": "no word list is called 'ofice'; .*did you mean 'office'",
    "where: {kinds: heading}": "kinds: Input should be 'prose' or 'list_item'",
    "not_before: said": "key 'not_before' does not belong here; put it under 'where:'",
    "where: {weight: 2}": "key 'weight' does not belong here; put it on the level above",
    "pattern:": "got nothing; fill it in, or remove the key",
    "weight: yes": "weight: must be a number",
}
ACCEPTED = [
    r"unless: '/[A-Za-z]+ {money}/'",
    r"pattern: '/\\\\Z fined/'",
    r"pattern: '/[(?#]fined/'",
    r"pattern: '/fined \.\.3/'",
    r"pattern: '/(?P<what>fined)/'",
    r"unless: '/{money}.{0,20}{count}/'",
    "unless: '{years} ..3 {count}'",
    "pattern: |\n    /fined/",
    "case: exact\n  unless: '/[A-Z]+/'",
    "case: exact\n  unless: '{caps} men'",
    r"pattern: '/\b[A-Fa-f0-9]{8}\b/'",
    r"pattern: '/\b[A-Z\w]+\b/'",
    r"pattern: '/(?i)\b[A-Z]{2}\d\b/'",
    r"pattern: '/(?i:[A-Z]{2}\d)/'",
    r"pattern: '/\[[a-z]\]/'",
    r"pattern: '/\[A-Z\]/'",
    r"pattern: '/line\<br\>/'",
    r"pattern: '/a\{,3\}/'",
]
# What a pattern that names a type of number still finds of figures and words, in a text.
FOUND = {
    "/{count} Covid-19 cases/": "5 Covid-19 cases",
    "/{count} G20 leaders/": "Two G20 leaders came.",
    "/{count} 5G masts/": "40 5G masts",
    "/{count} mp ?3s?/": "It had 30 mp3s.",
    "/{count}(?: H1N1| Covid)? cases/": "5 H1N1 cases",
    r"/{count} (?:Covid|SARS)-(?:CoV-)?\d+ cases/": "5 Covid-19 cases",
    "/(?P<n1>{count}) men/": "5 men",
    r"/{money}[^\d]*fine/": "a $5 fine",
    "/{money}[^0-9]+fine/": "a $5 fine",
    r"/{count} [\w\d]+ men/": "5 old men",
    "({count}|no one) was hurt": "no one was hurt",
    "{money} .. one another": "they paid $5 to one another",
    "{money} .. 5-4 ruling": "$5m after a 5-4 ruling",
    r"/line\<br\>/": "a line<br> ends",
    "/(?i:[A-Z]{2}\\d)/": "at Ab1",
    "{quarter} .. {money}": "in Q3 it paid $5m",
    "{mixed} .. {money}": "in Q3 it paid $5m",
}
LISTS = (
    "lists: {caps: ['/[A-Z]{2,}/'], caps-within: ['{caps} Ltd'], years-within: ['{year}'], "
    r"quarter: ['/Q[1-4]/'], mixed: ['/Q[1-4]|2014/'], years-only: ['/\b20\d\d\b/'], "
    "year: ['2014', '2015'], years: ['2014', now], office: [bureau]}\nrules:\n"
)


def write_rule(folder: Path, part: str, name: str = "a") -> Path:
    pattern = "" if part.startswith("pattern") else "  pattern: fined\n"
    path = folder / "rules.yaml"
    path.write_text(f"{LISTS}- id: {name}\n  label: raid\n{pattern}  {part}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("part", "says"), REFUSED.items())
def test_what_would_mislead_is_refused(tmp_path: Path, part: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as refused:
        load_rules([write_rule(tmp_path, part)])

    [problem] = refused.value.problems
    assert problem.location.line > 2
    assert problem.way_out


@pytest.mark.parametrize("part", ACCEPTED)
def test_what_only_looks_alike_is_taken(tmp_path: Path, part: str) -> None:
    assert len(load_rules([write_rule(tmp_path, part)]).rules) == 1


@pytest.mark.parametrize("pattern", FOUND)
def test_what_is_no_number_is_found_beside_types(tmp_path: Path, pattern: str) -> None:
    rules = load_rules([write_rule(tmp_path, f"pattern: '{pattern}'")])

    assert [match.rule.spec.id for match in rules.ask(FOUND[pattern], Context())] == ["a"]


def test_a_rule_called_like_another_label_is_refused(tmp_path: Path) -> None:
    own, other = write_rule(tmp_path, "note: none", name="raid"), tmp_path / "other.yaml"
    other.write_text("- {id: figure, label: raid, pattern: fined}\n")

    assert len(load_rules([own], labels=["raid"]).rules) == 1
    with pytest.raises(ConfigError, match=r"rule id 'figure' is also a label, .*; rename the rule"):
        load_rules([own, other], labels=["raid", "figure"])
