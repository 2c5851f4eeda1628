"""What an independent reader found in releases: wrong options, drifted copies, what gold may say."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools import build_corpus
from corpus_tools.errors import CorpusError
from corpus_tools.standoff import (
    Hydration,
    ReleaseOptions,
    hydrate,
    read_release,
    release_corpus,
    release_gold,
    write_hydration,
)
from corpus_tools.standoff.format import digest_lines

RECIPE = Path("configs/tiny.yaml")
GOLD, RELEASED, RAW = Path("gold.jsonl"), Path("released.jsonl"), Path("raw")
NIGHTS = [
    f"On the {night} night the watchman of the {ward} ward walked home alone."
    for night in ("first", "second", "third", "fourth", "fifth")
    for ward in ("eastern", "western", "southern")
]
STOCK = "All rights in this report are reserved by the paper."


def write_gold(texts: dict[str, str], **changes: Any) -> None:
    """Annotate each line of each text; the first unit of all is changed."""
    import hashlib

    rows = []
    for name, text in texts.items():
        (RAW / f"{name}.txt").write_text(text, encoding="utf-8")
        units, start = [], 0
        for line in text.split("\n"):
            unit = {"start": start, "end": start + len(line), "kind": "prose"}
            units += [unit | {"labels": ["x"], "primary": "x"}] if line else []
            start += len(line) + 1
        digest = hashlib.sha256(text.encode()).hexdigest()
        rows.append({"id": name, "path": f"{name}.txt", "encoding": "utf-8", "sha256": digest})
        rows[-1]["units"] = units
    for key, value in changes.items():
        row = rows[0] if key in rows[0] else rows[0]["units"][0]
        row[key] = value
    GOLD.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def release(options: ReleaseOptions | None = None) -> list[dict[str, Any]]:
    release_gold(GOLD, RAW, RELEASED, options)
    return [json.loads(line) for line in RELEASED.read_bytes().splitlines()]


def put_back(texts: str = "raw") -> Hydration:
    return hydrate(read_release(RELEASED), Path(texts))


def statuses(hydration: Hydration) -> dict[str, tuple[str, int, str]]:
    return {
        each.document.id: (each.status, each.n_put_back, each.note) for each in hydration.placed
    }


# A build of other articles into another folder


def test_what_was_built_of_other_articles_elsewhere_is_released(
    home: Path, run: Callable[..., Any]
) -> None:
    shutil.copytree("raw", "mine")
    with Path("mine/boats.txt").open("a", encoding="utf-8") as file:
        file.write("The council closed the quay at noon.\n")
    build_corpus(RECIPE, raw="mine", out="built")
    options = ("release", RECIPE, "--without-text", "--raw", "mine", "-o", "rel")

    refused = run(*options)
    released = run(*options, "--out", "built")
    hydration = hydrate(read_release(Path("rel")), Path("mine"))

    assert "with the same --raw and --out" in refused.err
    assert (released.exit_code, released.out) == (0, "rel: 4 articles, 17 units, no text\n")
    assert hydration.is_identical


@pytest.mark.parametrize("options", [("--raw", "raw"), ("--out", "built")], ids=" ".join)
def test_gold_is_of_no_build(home: Path, run: Callable[..., Any], options: tuple[str, ...]) -> None:
    write_gold({"a": "\n".join(NIGHTS)})
    gold = ("release", GOLD, "--without-text", "--texts", RAW, "-o", RELEASED)

    assert run(*gold, *options).exit_code == 2


# Changed copies


def test_a_changed_copy_is_found_under_any_name(home: Path) -> None:
    write_gold({"one": "\n".join(NIGHTS[:8]), "two": "\n".join(NIGHTS[8:])})
    release()
    for name, text in (("one", NIGHTS[:8]), ("two", NIGHTS[8:])):
        (RAW / f"{name}.txt").unlink()
        copy = RAW / "extracted" / f"page-of-{name}.md"
        copy.parent.mkdir(exist_ok=True)
        copy.write_text("A headline\n\n" + "\n\n".join(text[:-1]) + "\n", encoding="utf-8")

    found = statuses(put_back())

    assert found == {
        "one": ("drifted", 7, "a changed copy, found in extracted/page-of-one.md"),
        "two": ("drifted", 6, "a changed copy, found in extracted/page-of-two.md"),
    }


def test_one_text_is_not_a_copy_of_two_articles(home: Path) -> None:
    write_gold({"one": "\n".join(NIGHTS[:6]), "two": "\n".join([*NIGHTS[6:9], STOCK])})
    release()
    for name in ("one", "two"):
        (RAW / f"{name}.txt").unlink()
    both = "\n".join([*NIGHTS[:5], *NIGHTS[6:8]])
    (RAW / "both.txt").write_text(both, encoding="utf-8")

    found = statuses(put_back())

    assert found["one"][:2] == ("drifted", 5)
    assert found["two"][:2] == ("missing", 0)


def test_an_article_that_is_another_one_of_the_release_is_no_copy(home: Path) -> None:
    write_gold({"one": "\n".join(NIGHTS[:6]), "two": "\n".join(NIGHTS[1:7])})
    release()
    (RAW / "one.txt").unlink()

    found = statuses(put_back())

    assert found["one"] == ("missing", 0, "no file with this text, and none at its path")
    assert found["two"] == ("exact", 6, "")


@pytest.mark.parametrize(
    ("n_left", "status"), [(1, "missing"), (2, "missing"), (4, "drifted")], ids=str
)
def test_a_copy_elsewhere_has_a_quarter_of_the_sentences(
    home: Path, n_left: int, status: str
) -> None:
    write_gold({"one": "\n".join(NIGHTS)})
    release()
    (RAW / "one.txt").unlink()
    (RAW / "other.txt").write_text("\n".join(NIGHTS[:n_left]), encoding="utf-8")

    assert statuses(put_back())["one"][0] == status


@pytest.mark.parametrize(
    ("n_released", "n_left", "status"),
    [(15, 1, "missing"), (15, 2, "drifted"), (4, 1, "drifted"), (5, 1, "missing")],
)
def test_one_stock_sentence_makes_no_copy(
    home: Path, n_released: int, n_left: int, status: str
) -> None:
    write_gold({"one": "\n".join(NIGHTS[:n_released])})
    release()
    other = "\n".join([*NIGHTS[:n_left], "A ship came in and left again before anybody woke."])
    (RAW / "one.txt").write_text(other, encoding="utf-8")

    found = statuses(put_back())["one"]

    assert found[0] == status
    if status == "missing":
        there = f"{n_left} of {n_released} sentences stand there"
        assert found[2] == f"one.txt holds another text: {there}"


# What gold says, and what is said about it


def test_the_manifest_of_the_articles_describes_them(home: Path) -> None:
    write_gold({"one": "\n".join(NIGHTS), "two": STOCK})
    rows = [
        {"id": f"x-{name}", "file": f"{name}.txt", "title": name, "date": "2024-05-06",
         "licence": "CC0-1.0", "where": "the archive"}
        for name in ("one", "two")
    ]  # fmt: skip
    manifest = "".join(json.dumps(row) + "\n" for row in rows)
    (RAW / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    Path("about.jsonl").write_text('{"id": "two", "file": "two.txt", "title": "II"}\n')

    one, two = release(ReleaseOptions(manifest=Path("about.jsonl")))

    said = ("title", "date", "licence", "where")
    assert [one[name] for name in said] == ["one", "2024-05-06", "CC0-1.0", "the archive"]
    assert [two[name] for name in said] == ["II", "2024-05-06", "CC0-1.0", "the archive"]


def test_the_manifest_of_a_corpus_may_say_where_its_articles_are(home: Path) -> None:
    rows = [
        {"id": path.stem, "file": path.name, "where": f"shelf {path.stem}"}
        for path in sorted(RAW.iterdir())
    ]
    manifest = "".join(json.dumps(row) + "\n" for row in rows)
    (RAW / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    build_corpus(RECIPE)

    documents = release_corpus(RECIPE, Path("rel"))

    assert [each.where for each in documents] == [
        "shelf bakers", "shelf boats", "shelf market", "shelf scales"
    ]  # fmt: skip


def test_a_manifests_row_of_no_released_article_is_named(
    home: Path, run: Callable[..., Any]
) -> None:
    write_gold({"one": STOCK})
    rows = [{"id": "one", "file": "a"}, {"id": "oen", "file": "a", "where": "page 3"}]
    Path("about.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    options = ("--without-text", "--manifest", "about.jsonl", "-o", RELEASED)

    gold = run("release", GOLD, "--texts", RAW, *options)

    assert gold.problems == [
        "about.jsonl:2:1: no article 'oen' is released; mend the id, or remove the row"
    ]


def test_released_gold_states_the_licence_of_the_annotations(
    home: Path, run: Callable[..., Any]
) -> None:
    write_gold({"one": STOCK})
    options = ("--licence", "CC-BY-4.0", "--rights-holder", "the Quay Post")

    run("release", GOLD, "--without-text", "--texts", RAW, "-o", RELEASED, *options)
    write_hydration(put_back(), RAW, Path("out"))

    [row] = [json.loads(line) for line in RELEASED.read_bytes().splitlines()]
    assert row["release"]["licence"] == "CC-BY-4.0"
    assert "Annotations: CC-BY-4.0. Texts: the rights are with the Quay Post." in Path(
        "out/README.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        pytest.param({"kind": NIGHTS[0]}, "use one of title, heading, prose", id="a kind"),
        pytest.param({"kind": ""}, "unknown kind '', use one of title", id="no kind"),
        pytest.param(
            {"labels": ["x", "the first night"]},
            "its label at 0 holds words of the article; it can't be released so",
            id="words",
        ),
        pytest.param({"labels": ["x", "\ud800"]}, "labels.1: Input should be", id="half a letter"),
        pytest.param({"path": ""}, "path: String should have at least 1 character", id="no path"),
        pytest.param({"id": ""}, "id: String should have at least 1 character", id="no id"),
    ],
)
def test_gold_that_can_not_be_released_is_told(
    home: Path, run: Callable[..., Any], change: dict[str, Any], what: str
) -> None:
    write_gold({"one": "\n".join(NIGHTS)}, **change)

    finished = run("release", GOLD, "--without-text", "--texts", RAW, "-o", RELEASED)

    assert finished.exit_code == 1
    [problem] = finished.problems
    assert problem.startswith("gold.jsonl:")
    assert what in problem
    assert not RELEASED.exists()


@pytest.mark.parametrize("option", ["--salt", "--licence", "--rights-holder"])
def test_an_option_that_is_no_text_is_wrong_usage(
    home: Path, run: Callable[..., Any], option: str
) -> None:
    finished = run("release", RECIPE, "--without-text", "-o", "rel", option, "\udcff")

    assert finished.exit_code == 2


def test_empty_gold_makes_no_release(home: Path, run: Callable[..., Any]) -> None:
    GOLD.write_text("\n", encoding="utf-8")

    finished = run("release", GOLD, "--without-text", "--texts", RAW, "-o", RELEASED)

    assert finished.problems == ["gold.jsonl: annotates no article; fill it, or leave it out"]


def test_gold_may_have_any_name(home: Path, run: Callable[..., Any]) -> None:
    write_gold({"one": STOCK})
    GOLD.rename("gold.json")

    finished = run("release", "gold.json", "--without-text", "--texts", RAW, "-o", RELEASED)

    assert (finished.exit_code, finished.out) == (0, "released.jsonl: 1 article, 1 unit, no text\n")


def test_gold_is_told_from_its_release(home: Path, run: Callable[..., Any]) -> None:
    write_gold({"one": STOCK, "two": NIGHTS[0]})

    finished = run("hydrate", GOLD, "--texts", RAW)

    assert finished.problems == [
        "gold.jsonl: is gold, and no release of it; release it first, or name its release"
    ]


# Forged and foreign


@pytest.mark.parametrize(
    ("change", "what"),
    [({"fold": "three"}, "units.1.row.fold: Input should be a valid integer"),
     ({"note": "Rain."}, "units.1.row.note: Extra inputs are not permitted"),
     ({"outlet": "\ud800"}, "units.1.row.outlet: Input should be a valid string")],
    ids=["a word for a number", "a column of its own", "half a letter"],
)  # fmt: skip
def test_a_forged_row_is_told(
    home: Path, run: Callable[..., Any], change: dict[str, Any], what: str
) -> None:
    release_corpus(RECIPE, Path("rel"))
    path, facts = Path("rel/documents.jsonl"), Path("rel/release.json")
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    rows[0]["units"][1]["row"] |= change
    mark = rows[0]["release"] | {"digest": digest_lines(rows)}
    rows = [{**row, "release": mark} for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    facts.write_text(json.dumps(json.loads(facts.read_bytes()) | {"release": mark}))

    finished = run("hydrate", "rel", "--texts", RAW, "--allow-partial", "-o", "out")

    assert finished.exit_code == 1
    assert finished.problems[0].startswith(f"rel/documents.jsonl:1:1: {what}")


@pytest.mark.parametrize("verb", ["release", "hydrate"])
def test_a_folder_of_others_is_refused_by_the_options_name(
    home: Path, run: Callable[..., Any], verb: str
) -> None:
    release_corpus(RECIPE, Path("rel"))
    asked = {"release": (RECIPE, "--without-text"), "hydrate": ("rel", "--texts", RAW)}[verb]

    finished = run(verb, *asked, "-o", "configs")

    assert finished.exit_code == 1
    assert finished.err.endswith("; name an empty folder with -o\n")


def test_a_release_may_lie_where_no_data_set_could(home: Path) -> None:
    release_corpus(RECIPE, Path("rel[1]"))

    hydration = hydrate(read_release(Path("rel[1]")), RAW)

    with pytest.raises(CorpusError, match=r"load_dataset can't open .*name another with -o"):
        write_hydration(hydration, RAW, Path("out[1]"))


def test_a_file_whose_name_is_no_text_is_told(home: Path, run: Callable[..., Any]) -> None:
    release_corpus(RECIPE, Path("rel"))
    shutil.copy("raw/boats.txt", "raw/boats\udcff.txt")

    finished = run("hydrate", "rel", "--texts", RAW, "-o", "out")

    assert finished.exit_code == 0
    account = json.loads(Path("out/hydration.json").read_bytes())
    assert [each["file"] for each in account["unreadable"]] == ["boats\\udcff.txt"]


def test_the_card_says_who_annotated(home: Path) -> None:
    recipe = RECIPE.read_text(encoding="utf-8")
    RECIPE.write_text(recipe + "  annotations_creators: [expert-generated]\n", encoding="utf-8")
    build_corpus(RECIPE)

    release_corpus(RECIPE, Path("rel"))

    card = Path("rel/README.md").read_text(encoding="utf-8")
    assert "annotations_creators:\n- expert-generated\n" in card
