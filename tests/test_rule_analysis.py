"""Rules held against units and gold; every figure is counted by hand."""

from typing import Any

import pytest

from corpus_tools.evaluation import wilson_interval
from corpus_tools.records import Annotation, GoldUnit, LabelledUnit, Unit, Vote
from corpus_tools.rule_analysis import RuleAnalysis, RuleRow, analyse_rules

# Ten characters a unit. A unit: its votes, its labels with the primary one first, its gold.
# Rules a and b vote for "raid", c for "count", d never fires; "rest" is the default.
UNITS = (
    ("a b", "raid", "raid"),
    ("a", "raid", "raid"),
    ("a c", "count raid", "count"),
    ("c", "count", "raid count"),
    ("", "rest", "raid"),
    ("", "rest", "rest"),
)


def unit(document: str, place: int, votes: str = "", labels: str = "") -> LabelledUnit:
    start = place * 10
    return LabelledUnit(
        unit=Unit(
            unit_id=f"{document}-{place}", document_id=document, source=document, index=place,
            start=start, end=start + 9, kind="prose", section=(), text="x" * 9,
        ),
        votes=tuple(Vote(each, LABEL_OF[each], start, start + 1) for each in votes.split()),
        labels=tuple(labels.split()),
        label=labels.split()[0] if labels else None,
    )  # fmt: skip


LABEL_OF = {"a": "raid", "b": "raid", "c": "count", "d": "raid", "e": "rest"}


def annotate(document: str, *golds: str) -> Annotation:
    return Annotation(
        id=document, path=document, sha256="",
        units=tuple(
            GoldUnit(
                start=place * 10, end=place * 10 + 9, kind="prose",
                labels=tuple(gold.split()), primary=gold.split()[0],
            )
            for place, gold in enumerate(golds)
        ),
    )  # fmt: skip


@pytest.fixture
def rules(make: Any) -> Any:
    return make(
        *({"id": name, "label": label, "pattern": name} for name, label in LABEL_OF.items())
    )


@pytest.fixture
def analysis(rules: Any) -> RuleAnalysis:
    labelled = {"x": [unit("x", place, *each[:2]) for place, each in enumerate(UNITS)]}
    return analyse_rules(
        rules, labelled, {"x": annotate("x", *(gold for _, _, gold in UNITS))}, default="rest"
    )


def row_of(analysis: RuleAnalysis, name: str) -> RuleRow:
    return next(row for row in analysis.rules if row.rule == name)


def test_coverage_overlap_and_conflict_are_shares_of_all_units(analysis: RuleAnalysis) -> None:
    shares = {
        row["rule"]: (row["fired"], row["coverage"], row["overlap"], row["conflict"])
        for row in analysis.as_row()["rules"]
    }

    # a fires on three units of six, with b on one and with c on one, which is against it.
    assert shares["a"] == (3, 0.5, 0.3333, 0.1667)
    assert shares["b"] == (1, 0.1667, 0.1667, 0.0)
    assert shares["c"] == (2, 0.3333, 0.1667, 0.1667)
    assert shares["d"] == (0, 0.0, 0.0, 0.0)


def test_units_without_vote_and_label_count_in_the_whole(rules: Any) -> None:
    labelled = {"x": [unit("x", 0, "a", "raid"), unit("x", 1), unit("x", 2), unit("x", 3)]}

    assert row_of(analyse_rules(rules, labelled), "a").coverage == 0.25


def test_a_rule_is_scored_on_the_units_it_fired_on(analysis: RuleAnalysis) -> None:
    a, c = row_of(analysis, "a").gold, row_of(analysis, "c").gold

    # a is right on two of three; gold has raid on four units.
    assert a is not None
    assert (a.fired, a.right, a.precision, a.recall) == (3, 2, 2 / 3, 0.5)
    assert c is not None
    assert (c.fired, c.right, c.precision, c.recall) == (2, 2, 1.0, 1.0)


def test_without_a_rule_its_sole_units_would_change(analysis: RuleAnalysis) -> None:
    a, b, c = (row_of(analysis, name).gold for name in "abc")

    # Of a's units, b keeps the label on the first; the second is lost, the third is mended.
    assert a is not None
    assert (a.lost, a.mended) == (1, 1)
    assert b is not None
    assert (b.lost, b.mended) == (0, 0)
    assert c is not None
    assert (c.lost, c.mended) == (2, 0)


def test_a_vote_for_the_default_is_not_missed(rules: Any) -> None:
    labelled = {"x": [unit("x", 0, "e", "rest"), unit("x", 1, "e a", "raid")]}

    analysis = analyse_rules(rules, labelled, {"x": annotate("x", "rest", "rest")}, default="rest")

    e = row_of(analysis, "e").gold
    assert e is not None
    # On the first unit the default comes back, on the second the vote was dropped.
    assert (e.fired, e.right, e.lost, e.mended) == (2, 2, 0, 0)


def test_labels_are_scored_as_sets(analysis: RuleAnalysis) -> None:
    scores = {each.label: each for each in analysis.labels}

    raid = scores["raid"]
    # Given on three units, right on two; gold has four: F1 is 2 * 2 / (3 + 4).
    assert (raid.precision, raid.recall, raid.f1, raid.support) == (2 / 3, 0.5, 4 / 7, 4)
    assert (scores["rest"].precision, scores["rest"].recall) == (0.5, 1.0)


def test_the_primary_label_is_scored_by_macro_f1(analysis: RuleAnalysis) -> None:
    assert analysis.primary is not None
    # raid: 2 right of 2 given and 4 wanted, 2/3. count: 1 of 2 and 1, 2/3. rest: 1 of 2 and 1, 2/3.
    assert analysis.primary.macro_f1 == pytest.approx(2 / 3)
    assert analysis.primary.interval is None
    assert (analysis.n_gold_units, analysis.n_gold_documents) == (6, 1)


def test_gold_where_no_unit_lies_was_not_found(rules: Any) -> None:
    analysis = analyse_rules(
        rules, {"x": [unit("x", 0, "a", "raid")]}, {"x": annotate("x", "raid", "raid")}
    )

    a = row_of(analysis, "a").gold
    assert a is not None
    assert (a.precision, a.recall) == (1.0, 0.5)
    assert analysis.labels[0].recall == 0.5


def test_gold_that_was_cut_otherwise_judges_no_rule_and_counts_as_missed(rules: Any) -> None:
    labelled = {"x": [unit("x", 0, "a", "raid"), unit("x", 1, "a", "raid")]}
    cut = [
        GoldUnit(start=start, end=end, kind="prose", labels=(label,), primary=label)
        for start, end, label in ((0, 3, "raid"), (4, 7, "count"), (10, 18, "raid"))
    ]
    gold = {"x": Annotation(id="x", path="x", sha256="", units=tuple(cut))}

    analysis = analyse_rules(rules, labelled, gold)

    a = row_of(analysis, "a").gold
    assert a is not None
    # Only the second unit has gold: 8 of its 9 characters. Of two raids in gold, a found one.
    assert (a.fired, a.right, a.precision, a.recall) == (1, 1, 1.0, 0.5)
    assert analysis.n_gold_units == 3
    assert list(map(str, analysis.not_found)) == ["x 0:3", "x 4:7"]
    assert analysis.primary is not None
    # raid: 1 right of 1 given and 2 wanted, 2/3; count: none of 1.
    assert analysis.primary.macro_f1 == pytest.approx(1 / 3)


def test_gold_judges_a_unit_once(rules: Any) -> None:
    twice = annotate("x", "raid").units * 2
    gold = {"x": Annotation(id="x", path="x", sha256="", units=twice)}

    a = row_of(analyse_rules(rules, {"x": [unit("x", 0, "a", "raid")]}, gold), "a").gold

    assert a is not None
    assert a.fired == 1


def test_shares_are_kept_exact_for_tables_and_short_in_rows(rules: Any) -> None:
    labelled = {"x": [unit("x", place, "a" if place < 4 else "") for place in range(21)]}

    analysis = analyse_rules(rules, labelled)

    assert row_of(analysis, "a").coverage == 4 / 21
    assert analysis.as_row()["rules"][0]["coverage"] == 0.1905


def test_without_gold_there_is_no_score(rules: Any) -> None:
    analysis = analyse_rules(rules, {"x": [unit("x", 0, "a", "raid")]})

    assert {row.gold for row in analysis.rules} == {None}
    assert (analysis.primary, analysis.labels) == (None, ())


def test_a_marker_counts_what_it_is_given(make: Any) -> None:
    rules = make({"id": "hedge", "label": None, "pattern": "perhaps"}, {"id": "a", "pattern": "a"})

    analysis = analyse_rules(rules, {"x": [unit("x", 0), unit("x", 1)]}, markers={"hedge": 1})

    assert [(row.fired, row.coverage, row.is_dead) for row in analysis.rules] == [
        (1, 0.5, False),
        (0, 0.0, True),
    ]


def test_of_a_marker_that_nobody_counted_nothing_is_known(make: Any) -> None:
    rules = make({"id": "hedge", "label": None, "pattern": "perhaps"}, {"id": "a", "pattern": "a"})

    [hedge, _] = analyse_rules(rules, {"x": [unit("x", 0)]}).rules

    assert (hedge.fired, hedge.coverage, hedge.overlap, hedge.conflict) == (None,) * 4
    assert not hedge.is_dead


def test_rules_below_one_half_are_weak(rules: Any) -> None:
    labelled = {"x": [unit("x", place, "a", "raid") for place in range(3)]}

    weak = analyse_rules(rules, labelled, {"x": annotate("x", "raid", "count", "count")})
    fair = analyse_rules(rules, labelled, {"x": annotate("x", "raid", "count")})

    assert (row_of(weak, "a").is_weak, row_of(fair, "a").is_weak) == (True, False)
    assert not row_of(weak, "d").is_weak


def test_rows_are_sorted_and_selected(analysis: RuleAnalysis) -> None:
    def order(**asked: Any) -> str:
        return "".join(row.rule for row in analysis.select(**asked).rules)

    assert order() == "abcde"
    assert order(sort="precision") == "abcde"
    assert order(sort="coverage") == "acbde"
    assert order(sort="lost") == "cabde"
    assert order(label="raid", sort="units") == "abd"
    assert [each.label for each in analysis.select("raid").labels] == ["raid"]


def test_the_interval_is_wilsons() -> None:
    # By hand, with z = 1.959964: 1/2 of 4 has its middle at 0.5 and half-width
    # z * sqrt(0.25 / 4 + z^2 / 64) / (1 + z^2 / 4) = 0.3500.
    assert wilson_interval(2, 4) == pytest.approx((0.15, 0.85), abs=1e-4)
    # 0 of 4: from 0 to (z^2 / 4) / (1 + z^2 / 4).
    assert wilson_interval(0, 4) == pytest.approx((0.0, 0.4899), abs=1e-4)
