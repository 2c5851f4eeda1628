"""Published rules give the votes that were published with them; skipped where these are absent."""

import json
from pathlib import Path

import pytest

from corpus_tools.rules import Context, RuleSet, load_rules

DATA = Path(__file__).parents[1].parent / "shared" / "benchmarks" / "rule-conformance"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the published votes are not at hand")


def read_rules(name: str, folder: Path) -> RuleSet:
    """Write the published expressions as a rule file, and load it."""
    lines = (DATA / name / "readme.txt").read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line.count("\t") >= 2]
    rules = [
        {"id": f"rule-{number}", "label": label.lower(), "pattern": f"/{pattern}/"}
        for number, (label, pattern, *_) in enumerate(fields)
    ]
    path = folder / "rules.yaml"
    path.write_text(json.dumps(rules), encoding="utf-8")
    return load_rules([path])


@pytest.mark.parametrize(
    ("name", "part", "n_rules"),
    [("sms", "train", 73), ("trec", "train", 68), ("trec", "valid", 68)],
)
def test_every_cell_is_reproduced(name: str, part: str, n_rules: int, tmp_path: Path) -> None:
    rules = read_rules(name, tmp_path)
    rows = json.loads((DATA / name / f"{part}.json").read_text(encoding="utf-8"))

    assert len(rules.rules) == n_rules
    for row in rows.values():
        fired = {match.rule.spec.id for match in rules.ask(row["data"]["text"], Context())}
        votes = enumerate(row["weak_labels"])
        assert fired == {f"rule-{number}" for number, vote in votes if vote != -1}
