"""Annotators are aligned by overlap, and their agreement is what it is by hand."""

import json
import sys
from collections.abc import Sequence
from itertools import pairwise, permutations
from pathlib import Path
from random import Random

import pytest

from corpus_tools.agreement import Agreement, measure_agreement
from corpus_tools.alignment import align_units
from corpus_tools.annotators import Annotator, read_annotators
from corpus_tools.coefficients import (
    Estimate,
    Resampling,
    _count_coincidences,
    _count_pairs,
    find_alphas,
    find_kappas,
    measure,
)
from corpus_tools.errors import ConfigError, InputError
from corpus_tools.jsonl import write_rows
from corpus_tools.records import Annotation, GoldUnit

ROOT = Path(__file__).parents[1]
ONE = Resampling()
GOLD = ROOT / "raw" / "annotations"
A, B = GOLD / "annotator_a.jsonl", GOLD / "annotator_b.jsonl"

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve
# units, a stop where a judgement is missing; alpha for nominal data is 0.743 there.
# By hand: 40 judgements of 11 units (the last has one only), so values 1 to 5 occur
# 9, 13, 10, 5 and 3 times; coincidences off the diagonal sum to 8: the sixth unit has four
# different values (12 pairs of 4 * 3, weight 1/3: 4), the second one odd of four
# (6 pairs: 2), the eighth the same (2). Expected: (40**2 - 384) / 39 = 31.179.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def gold(start: int, end: int, *labels: str, kind: str = "prose") -> GoldUnit:
    primary = labels[0] if labels else None
    return GoldUnit(start=start, end=end, kind=kind, labels=labels, primary=primary)


def annotator(name: str, documents: dict[str, Sequence[GoldUnit]]) -> Annotator:
    annotations = {
        each: Annotation(id=each, path=f"{each}.txt", sha256=each, units=tuple(units))
        for each, units in documents.items()
    }
    lines = {each: number for number, each in enumerate(documents, start=1)}
    return Annotator(name=name, path=f"{name}.jsonl", annotations=annotations, lines=lines)


def observed() -> list[list[str | None]]:
    return [
        [None if value == "." else value for value in row] for row in zip(*OBSERVERS, strict=True)
    ]


class TestAlignment:
    def test_the_same_span_is_one_row(self) -> None:
        assert align_units([[gold(0, 9)], [gold(0, 9)]]) == [(gold(0, 9), gold(0, 9))]

    def test_each_must_cover_half_of_the_other(self) -> None:
        whole, half, less = gold(0, 10), gold(0, 5), gold(0, 4)

        assert align_units([[whole], [half]]) == [(whole, half)]
        assert align_units([[whole], [less]]) == [(None, less), (whole, None)]

    def test_the_closest_go_together(self) -> None:
        whole, head, tail = gold(0, 10), gold(0, 5), gold(5, 11)

        # 5/10 of the head, 5/10 of the tail: equal, so the first; then 6 of 11, which is more.
        assert align_units([[whole], [head, gold(5, 10)]])[0] == (whole, head)
        assert (gold(0, 11), tail) in align_units([[gold(0, 11)], [head, tail]])

    def test_every_unit_stands_in_one_row(self) -> None:
        chance = Random(5)
        for _ in range(50):
            sides = [_cut(chance) for _ in range(3)]
            rows = align_units(sides)
            for side, units in enumerate(sides):
                assert sorted(row[side].start for row in rows if row[side]) == [
                    unit.start for unit in units
                ]

    def test_the_order_of_annotators_changes_no_row(self) -> None:
        chance = Random(7)
        for _ in range(50):
            sides = [_cut(chance) for _ in range(4)]
            expected = {_spans(row) for row in align_units(sides)}
            for order in permutations(range(4)):
                rows = align_units([sides[side] for side in order])
                back = [tuple(row[order.index(side)] for side in range(4)) for row in rows]
                assert {_spans(row) for row in back} == expected


def _cut(chance: Random) -> list[GoldUnit]:
    ends = sorted(chance.sample(range(1, 40), 6))
    return [gold(start, end) for start, end in pairwise([0, *ends]) if chance.random() < 0.9]


def _spans(row: Sequence[GoldUnit | None]) -> tuple[object, ...]:
    return tuple(unit and (unit.start, unit.end) for unit in row)


class TestCoefficients:
    def test_kappa_by_hand(self) -> None:
        # Equal 35 of 50 = 0.7; yes is said 25 and 30 times: by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5;
        # kappa = (0.7 - 0.5) / (1 - 0.5) = 0.4.
        rows = [("yes", "yes")] * 20 + [("yes", "no")] * 5
        rows += [("no", "yes")] * 10 + [("no", "no")] * 15

        found = measure(rows, ["a"] * 50, ONE)

        assert (found.n_units, found.share, found.kappa) == (50, 0.7, Estimate(0.4, None))

    def test_alpha_of_two_by_hand(self) -> None:
        # Ten units, a stands 14 and b 6 times among 20 values; four units are unequal, so 8 of
        # 20 coincidences are off the diagonal; expected (400 - 196 - 36) / 19 = 8.842;
        # alpha = 1 - 8 / 8.842 = 0.0952.
        rows = [("a", "a")] * 5 + [("b", "b")] + [("a", "b")] * 3 + [("b", "a")]

        assert measure(rows, ["x"] * 10, ONE).alpha == Estimate(0.0952, None)

    def test_alpha_of_four_with_gaps_is_the_published_one(self) -> None:
        found = measure(observed(), ["x"] * 12, ONE)

        assert found.alpha is not None
        assert round(found.alpha.value, 3) == 0.743
        assert (found.n_units, found.kappa) == (11, None)

    @pytest.mark.parametrize("seed", range(20))
    def test_the_tables_give_what_the_libraries_give(self, seed: int) -> None:
        chance = Random(seed)
        two = [tuple(chance.choices("abc", k=2)) for _ in range(30)]
        four = [tuple(chance.choices(["a", "b", "c", None], k=4)) for _ in range(30)]
        four = [row for row in four if row.count(None) < 3]
        names = chance.choices("xyz", k=30)

        kappa = find_kappas(_count_pairs(two, names).sum(axis=0)[None])[0]
        alpha = find_alphas(_count_coincidences(four, names[: len(four)]).sum(axis=0)[None])[0]

        assert measure(two, names, ONE).kappa.value == pytest.approx(kappa, abs=5e-5)
        assert measure(four, names[: len(four)], ONE).alpha.value == pytest.approx(alpha, abs=5e-5)

    def test_the_order_of_annotators_changes_no_alpha(self) -> None:
        rows, names = observed(), list("xyz" * 4)

        found = [
            measure([[row[side] for side in order] for row in rows], names, ONE).alpha
            for order in permutations(range(4))
        ]

        assert len(set(found)) == 1

    @pytest.mark.parametrize("rows", [[("a", "a")] * 9, [("a", None)] * 9, []], ids=str)
    def test_without_variation_there_is_no_coefficient(self, rows) -> None:
        found = measure(rows, ["x"] * len(rows), ONE)

        assert (found.kappa, found.alpha) == (None, None)

    def test_below_three_documents_there_is_no_interval(self) -> None:
        rows = [("a", "a"), ("a", "b"), ("b", "b")] * 4

        assert measure(rows, ["x", "y"] * 6, ONE).alpha.interval is None
        assert measure(rows, list("xxxxyyyyzzzz"), ONE).alpha.interval is not None

    def test_documents_that_are_alike_have_an_interval_of_one_point(self) -> None:
        rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")] * 3

        kappa = measure(rows, ["x"] * 4 + ["y"] * 4 + ["z"] * 4, ONE).kappa

        assert kappa == Estimate(0.5, (0.5, 0.5))

    def test_the_interval_is_that_of_its_seed(self) -> None:
        chance = Random(1)
        rows = [tuple(chance.choices("ab", k=2)) for _ in range(60)]
        names = [f"{index // 10}" for index in range(60)]

        first, again = (measure(rows, names, Resampling(seed=4)) for _ in range(2))

        assert first == again
        assert first != measure(rows, names, Resampling(seed=5))
        assert first.kappa.interval[0] < first.kappa.value < first.kappa.interval[1]

    def test_a_label_of_one_document_has_no_interval(self) -> None:
        rows = [("no", "no")] * 10 + [("yes", "yes"), ("yes", "no")]

        assert measure(rows, list("wwxxyyzzzzzz"), ONE).alpha.interval is None

    def test_without_the_library_the_way_out_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)

        with pytest.raises(ConfigError, match=r"pip install 'corpus-tools\[agreement\]'"):
            measure([("a", "b"), ("a", "a")], ["x", "x"], ONE)


class TestAgreement:
    def test_what_is_not_aligned_is_named(self) -> None:
        one = annotator("one", {"d": [gold(0, 10, "x"), gold(20, 30, "y"), gold(40, 50, "x")]})
        two = annotator("two", {"d": [gold(0, 9, "x"), gold(20, 30, "x")]})

        found = measure_agreement([one, two])

        assert (found.n_units, found.n_aligned, found.primary.n_units) == ((3, 2), 2, 2)
        assert [(each.annotator, each.start, each.end) for each in found.unaligned] == [
            ("one", 40, 50)
        ]
        assert found.same_span == 0.4  # one span of both, twice, of five units
        assert found.primary.share == 0.5
        assert (found.confusion.labels, found.confusion.counts) == (("x", "y"), ((1, 0), (1, 0)))

    def test_an_article_of_one_is_left_out_and_named(self) -> None:
        one = annotator("one", {"d": [gold(0, 5, "x")], "only": [gold(0, 5, "x")]})
        two = annotator("two", {"d": [gold(0, 5, "x")]})

        found = measure_agreement([one, two])

        assert [(each.document_id, each.annotator) for each in found.left_out] == [("only", "one")]
        assert (found.n_documents, found.n_units, found.unaligned) == (1, (1, 1), ())

    def test_articles_of_nobody_else_are_refused(self) -> None:
        with pytest.raises(InputError, match=r"one.jsonl: has no article in common with two.jsonl"):
            measure_agreement([annotator("one", {"a": []}), annotator("two", {"b": []})])

    def test_one_annotator_is_too_few(self) -> None:
        with pytest.raises(ValueError, match="two annotators or more, got 1"):
            measure_agreement([annotator("one", {"a": []})])

    def test_a_label_is_a_decision_of_its_own(self) -> None:
        # x: both 1, one only 2, nobody 1 of 4 compared; 2 * 1 / (2 * 1 + 2) = 0.5.
        # Equal 2 of 4, by chance 2/4 * 2/4 + 2/4 * 2/4 = 0.5: kappa 0.
        sides = {"one": ["x", "x y", "y", "y", "y"], "two": ["x", "y", "x y", "y", ""]}
        one, two = (
            annotator(
                name, {"d": [gold(9 * i, 9 * i + 5, *cell.split()) for i, cell in enumerate(side)]}
            )
            for name, side in sides.items()
        )

        found = measure_agreement([one, two])

        [x, y] = found.labels
        assert (x.label, x.counts, x.positive_agreement) == ("x", (2, 2), 0.5)
        assert (x.measures.n_units, x.measures.kappa.value) == (4, 0.0)
        assert (y.label, y.counts, y.positive_agreement) == ("y", (3, 3), 1.0)
        assert found.n_partly_labelled == 1

    def test_three_annotators_have_alpha_and_no_kappa(self) -> None:
        sides = {
            "one": [gold(0, 5, "x"), gold(6, 9, "y")],
            "two": [gold(0, 5, "x"), gold(6, 9, "x")],
            "three": [gold(0, 5, "x")],
        }
        found = measure_agreement([annotator(name, {"d": units}) for name, units in sides.items()])

        # Five values, x four times; the second unit's two are unequal: 2 coincidences.
        # Expected (25 - 16 - 1) / 4 = 2: alpha = 1 - 2 / 2 = 0.
        assert found.primary.alpha == Estimate(0.0, None)
        assert found.primary.kappa is None
        assert found.primary.share == 0.75
        assert found.confusion.counts == ((3, 0), (1, 0))
        assert (found.n_aligned, found.unaligned) == (2, ())

    def test_an_article_may_be_missing_from_one_of_three(self) -> None:
        units = [gold(0, 5, "x"), gold(6, 9, "y")]
        sides = {"one": ["d", "e"], "two": ["d", "e"], "three": ["d"]}

        found = measure_agreement(
            [annotator(name, dict.fromkeys(names, units)) for name, names in sides.items()]
        )

        assert (found.n_documents, found.n_units, found.n_aligned) == (2, (4, 4, 2), 4)
        assert (found.primary.alpha, found.same_span) == (Estimate(1.0, None), 1.0)
        assert (found.left_out, found.unaligned) == ((), ())

    def test_our_own_annotators(self) -> None:
        found = measure_agreement(read_annotators([A, B]))

        assert (found.n_units, found.n_aligned, found.same_span) == ((1474, 1474), 1474, 1.0)
        assert found.kind.share == 0.9993
        assert round(found.primary.kappa.value, 3) == 0.944

    def test_the_order_changes_nothing_but_sides(self) -> None:
        one, two = (measure_agreement(read_annotators(paths)) for paths in ([A, B], [B, A]))

        assert (one.primary, one.kind, one.same_span) == (two.primary, two.kind, two.same_span)
        assert [each.measures for each in one.labels] == [each.measures for each in two.labels]
        assert one.confusion.counts == tuple(zip(*two.confusion.counts, strict=True))


def row(name: str, *units: dict[str, object], sha256: str = "s") -> dict[str, object]:
    return {"id": name, "path": f"{name}.txt", "sha256": sha256, "units": list(units)}


UNIT = {"start": 0, "end": 9, "kind": "prose", "labels": ["x"], "primary": "x"}


class TestReading:
    def test_all_problems_of_all_files_are_said_at_once(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
        overlapping = UNIT | {"start": 5, "end": 12}
        write_rows(one, [row("a"), {"id": "b"}, row("c", UNIT, overlapping), row("a")])
        two.write_text('{"id": }\n' + json.dumps(row("a", sha256="t")), encoding="utf-8")

        with pytest.raises(InputError) as raised:
            read_annotators([one, two, tmp_path / "three.jsonl"])

        assert [str(each).removeprefix(f"{tmp_path}/") for each in raised.value.problems] == [
            "one.jsonl:2:1: field 'path' is missing; see docs/data-format.md",
            "one.jsonl:2:1: field 'sha256' is missing; see docs/data-format.md",
            "one.jsonl:2:1: field 'units' is missing; see docs/data-format.md",
            "one.jsonl:3:1: units 0-9 and 5-12 overlap; part them, or remove one",
            "one.jsonl:4:1: article 'a' stands twice, first in line 1; keep one of the two",
            "three.jsonl: can't be read (No such file or directory); check the path",
            "two.jsonl:1:8: Expecting value; write one JSON object a line",
            f"two.jsonl:2:1: article 'a' has another text than in {one}:1:1; annotate the same text",
        ]

    def test_files_of_one_name_are_told_apart(self, tmp_path: Path) -> None:
        paths = [tmp_path / name / "gold.jsonl" for name in ("one", "two")]
        for path in paths:
            write_rows(path, [row("a", UNIT)])

        assert [each.name for each in read_annotators(paths)] == [str(path) for path in paths]

    def test_a_file_named_twice_is_refused(self) -> None:
        with pytest.raises(InputError, match=r"annotator_a.jsonl: is named twice"):
            read_annotators([A, A])


class TestVerb:
    def test_a_table_for_people(self, run) -> None:
        finished = run("agreement", A, B)

        assert finished.exit_code == 0
        assert "primary label" in finished.out
        assert "1474 units aligned, 0 not;" in finished.out

    def test_names_of_labels_are_shown_as_written(self, run, tmp_path: Path) -> None:
        for name, label in (("[b]one.jsonl", "[/x]"), ("two.jsonl", "[y]")):
            units = [UNIT, UNIT | {"start": 9, "end": 20, "labels": [label], "primary": label}]
            write_rows(tmp_path / name, [row("a", *units)])

        finished = run("agreement", tmp_path / "[b]one.jsonl", tmp_path / "two.jsonl")

        assert finished.exit_code == 0
        assert all(name in finished.out for name in ("[/x]", "[y]", "[b]one"))

    def test_where_one_gave_no_label_there_is_no_table_of_confusions(
        self, run, tmp_path: Path
    ) -> None:
        blank = UNIT | {"labels": [], "primary": None}
        write_rows(tmp_path / "one.jsonl", [row("a", UNIT)])
        write_rows(tmp_path / "two.jsonl", [row("a", blank)])

        finished = run("agreement", tmp_path / "one.jsonl", tmp_path / "two.jsonl")

        assert finished.exit_code == 0
        assert "1 unit aligned, 0 not;" in finished.out
        assert "rows" not in finished.out
        assert min(len(line) for line in finished.out.splitlines() if line.strip()) > 10

    def test_json_for_scripts(self, run) -> None:
        finished = run("agreement", A, B, "--json")

        found = json.loads(finished.out)
        assert set(found) == set(Agreement.__slots__)
        assert found["annotators"] == ["annotator_a", "annotator_b"]

    def test_one_file_is_wrong_usage(self, run) -> None:
        assert run("agreement", A).exit_code == 2

    def test_a_problem_is_a_line_with_its_place(self, run, tmp_path: Path) -> None:
        write_rows(tmp_path / "b.jsonl", [row("clean-net-blog", UNIT)])

        finished = run("agreement", A, tmp_path / "b.jsonl")

        assert (finished.exit_code, finished.out) == (1, "")
        [problem] = finished.problems
        assert problem.startswith(f"{tmp_path}/b.jsonl:1:1: article 'clean-net-blog' has another")

    def test_what_is_left_out_is_said(self, run, tmp_path: Path) -> None:
        lines = B.read_text(encoding="utf-8").splitlines(keepends=True)
        last = json.loads(lines[-1])["id"]
        (tmp_path / "b.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")

        finished = run("agreement", A, tmp_path / "b.jsonl")

        assert finished.exit_code == 0
        assert finished.err == f"left out: article {last!r}, annotator_a only\n"
