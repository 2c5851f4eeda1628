"""Units in, votes with their words and places out."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.aggregation import Precedence
from corpus_tools.articles import segment_document
from corpus_tools.labels import find_document_quotations, label_units
from corpus_tools.records import Document, LabelledUnit, Vote
from corpus_tools.rules import RuleSet, load_rules

ARTICLE = (
    "Printers fined\n\n"
    "The court  fined\tthe cafe\u0301 in May. Nobody \u201cspoke. They fined us all,\u201d\u00a0she said.\n\n"
    "- They paid the fine.\n"
)


def document(text: str) -> Document:
    return Document(id="a", source="a.txt", text=text, sha256="")


@pytest.fixture
def rules(tmp_path: Path) -> Any:
    """Make a rule set of one rule."""

    def make_rules(pattern: str, **where: Any) -> RuleSet:
        rule = {"id": "fine", "label": "action", "pattern": pattern, "where": where}
        path = tmp_path / "rules.yaml"
        path.write_text(json.dumps({"rules": [rule]}), encoding="utf-8")
        return load_rules([path])

    return make_rules


def label(text: str, rules: RuleSet, kinds: tuple[Any, ...] = ("prose", "list_item")) -> Any:
    article = document(text)
    settle = Precedence(("action",), default="background")
    return list(label_units(article, segment_document(article), rules, settle, kinds))


def voted(labelled: list[LabelledUnit]) -> list[str]:
    """The sentences with a vote."""
    return [each.unit.text for each in labelled if each.votes]


def test_a_vote_has_its_rule_label_words_and_place(rules: Any) -> None:
    text = "Raid\n\nHe came. The court  fined\u00a0him."

    (vote,) = label(text, rules("fined him"))[-1].votes

    assert vote == Vote("fine", "action", 26, 35, "fined him", vote.digest)
    assert len(vote.digest) == 12
    assert text[vote.start : vote.end] == "fined\u00a0him"


def test_words_are_as_the_model_sees_them_and_offsets_as_written(rules: Any) -> None:
    (vote,) = (vote for each in label(ARTICLE, rules(r"/fined the \w+/")) for vote in each.votes)

    assert vote.words == "fined the caf\u00e9"
    assert ARTICLE[vote.start : vote.end] == "fined\tthe cafe\u0301"


def test_votes_are_settled(rules: Any) -> None:
    settled = [
        (each.labels, each.label, each.by_default)
        for each in label("Police came.", rules("police"))
    ]

    assert settled == [(("action",), "action", False)]


def test_without_a_vote_the_default_stands(rules: Any) -> None:
    settled = [
        (each.labels, each.label, each.by_default)
        for each in label("Police came.", rules("nobody"))
    ]

    assert settled == [(("background",), "background", True)]


def test_units_of_other_kinds_pass_without_a_label(rules: Any) -> None:
    title, *_ = label(ARTICLE, rules("fined"))

    assert (title.unit.kind, title.votes, title.labels, title.label) == ("title", (), (), None)


@pytest.mark.parametrize(
    ("position", "text"), [("first", "The raid came."), ("last", "The raid went.")]
)
def test_first_and_last_count_among_released_units(rules: Any, position: str, text: str) -> None:
    article = "The raid\n\nThe raid came. The raid stayed. The raid went.\n\nLeave a reply"

    assert voted(label(article, rules("raid", position=position))) == [text]


def test_a_quotation_goes_on_in_the_next_sentence(rules: Any) -> None:
    article = 'It began. "We left. We were fined. We paid," she said. We were fined again.'

    assert voted(label(article, rules("fined", quotation="inside"))) == ["We were fined."]


def test_a_quotation_left_open_ends_with_its_paragraph(rules: Any) -> None:
    article = 'She said: "We were fined.\nThe court fined nobody.'

    assert voted(label(article, rules("fined", quotation="outside"))) == ["The court fined nobody."]


def test_a_quotation_keeps_its_place_where_white_space_is_folded(rules: Any) -> None:
    article = "It  began \t and \u201cfined\u201d  was  fined there."

    (vote,) = label(article, rules("fined", quotation="outside"))[0].votes

    assert article[vote.start :] == "fined there."


def test_document_quotations_have_document_offsets() -> None:
    text = 'One "a"\r\ntwo \u201cb\u2028three "c" four'

    found = [text[slice(*each)] for each in find_document_quotations(text, [])]

    assert found == ['"a"', "\u201cb\u2028", '"c"']


WRAPPED = """\
A day in court

The old clerk stood up and told the bench that "the men
who came at dawn were fined and sent back home at noon,
with no boots" and that the village fined no one before
the new law was read aloud from the steps of the church
"""


def test_a_quotation_goes_on_over_a_wrapped_line(rules: Any) -> None:
    (inside,) = (
        vote
        for each in label(WRAPPED, rules(r"/\w+ fined/", quotation="outside"))
        for vote in each.votes
    )

    assert inside.words == "village fined"


def test_a_unit_that_is_not_the_documents_is_refused(rules: Any) -> None:
    article = document(ARTICLE)
    title, first, *_ = segment_document(article)
    changed = [title, replace(first, text="He ran.")]

    with pytest.raises(
        ValueError, match=r"a-0001: text at 16:50 of a.txt is not .*; segment the art"
    ):
        list(label_units(article, changed, rules("fined"), Precedence(()), ["prose"]))


def test_a_unit_knows_what_spoke_in_the_one_before(rules: Any, make: Any) -> None:
    listening = make(
        {"id": "said", "label": None, "pattern": "he said"},
        {"id": "goes-on", "label": "action", "pattern": "it", "where": {"following": "said"}},
    )

    labelled = label("It began. He said so. It went on. It ended.", listening)

    assert voted(labelled) == ["It went on."]
