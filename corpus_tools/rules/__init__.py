"""Rules: what a file may say, how it compiles, what it answers."""

from corpus_tools.rules.compile import Expression
from corpus_tools.rules.conditions import Context
from corpus_tools.rules.files import gather_rules, load_rules
from corpus_tools.rules.lint import check_examples, check_labels, make_favourable_context
from corpus_tools.rules.reasons import Answer, Reason, Silence, answer_fully
from corpus_tools.rules.ruleset import Match, Rule, RuleSet, names_of
from corpus_tools.rules.screen import LineScreen

__all__ = [
    "Answer",
    "Context",
    "Expression",
    "LineScreen",
    "Match",
    "Reason",
    "Rule",
    "RuleSet",
    "Silence",
    "answer_fully",
    "check_examples",
    "check_labels",
    "gather_rules",
    "load_rules",
    "make_favourable_context",
    "names_of",
]
