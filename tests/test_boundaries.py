"""The rules engine, class by class: what ends a sentence and what does not."""

import pytest

from corpus_tools.sentences import make_splitter


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in make_splitter("rules").split(text)]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Gov. Roe met Sens. Poe and Hay.|They left.", id="a title never ends"),
        pytest.param("MR. ROE LEFT.|MRS. POE STAYED.", id="capitals throughout"),
        pytest.param("He saw prof. Poe.|She left.", id="a title in small letters"),
        pytest.param("Did he pay?|No.|He left.", id="no is a word before a word"),
        pytest.param(
            "See No. 5, Nos. 6 and 7.|No. 8 is lost.", id="no is a number's before digits"
        ),
        pytest.param("It is in vol. XI.|Ch. IV is dull.", id="Roman numbers"),
        pytest.param("That is art.|This is not.", id="art is a word before a word"),
        pytest.param("It hangs at No. 5.|Fig. 3 shows it.", id="a number ends, its word does not"),
        pytest.param("It came on Sept. 3.|It left in Oct.|The rest stayed.", id="dates"),
        pytest.param("He sat.|Mary stood.", id="sat is a word in small letters"),
        pytest.param("He joined Fog Co.|It was sold.", id="a firm before a starter"),
        pytest.param("He runs Fog Corp.|Mr. Poe owns it.", id="a firm before a title"),
        pytest.param(
            "He left Fog Inc.|\u201cWe wept,\u201d she said.", id="a firm before a quotation"
        ),
        pytest.param(
            "Fog Inc. \u201cspecial\u201d boats sank.", id="a quoted word is no quotation"
        ),
        pytest.param("Fog Inc. Chairman Poe left.", id="a firm before what names its people"),
        pytest.param("He left Roe Fog Corp.|Roe said so.", id="a firm before its own name"),
        pytest.param("He sold it to Fog Corp.|Poe declined it.", id="a firm, a name and a verb"),
        pytest.param("Capt. E. A. Holt and Y. M. C. A. men came.", id="an initial is no starter"),
        pytest.param("They met in Trenton, N. J.|Bob came.", id="a state with blanks"),
        pytest.param("She rang the rep.|He was out.", id="a title as a noun"),
        pytest.param("Nets (Photo: Wire/A. Roe) were shown.", id="a credit's initials"),
        pytest.param("The U.S. Senate met in the U.K. House.|It rose.", id="a country in a name"),
        pytest.param("He lives in the U.S.|She does not.", id="a country before a starter"),
        pytest.param("They met in Reno, Nev.|Police came.", id="a state after a comma"),
        pytest.param("The Nev. Senate met.", id="a state without a comma"),
        pytest.param("Roe Jr. and Poe, M.D., left.|Hay Ph.D. stayed.", id="after names"),
        pytest.param("They ate plums, pears, etc.|Gulls ate the rest.", id="a list's end"),
        pytest.param("They ate plums etc. and left.", id="a list goes on"),
        pytest.param("Birds, e.g. Gulls, i.e. The big ones, came.", id="phrases go on"),
        pytest.param("At 5 a.m. Mr. Roe left.", id="an hour starts a sentence"),
        pytest.param("The van left the yard at 6 P.M.|Mr. Roe stayed.", id="an hour ends one"),
        pytest.param(
            "The van left the yard at 6 p.m. Monday.|It rained.", id="an hour and its day"
        ),
        pytest.param("The van left the yard at 6 p.m. GMT.", id="an hour and its zone"),
        pytest.param("R. L. Roe and J.F. Poe left.|K. Hay stayed.", id="initials"),
        pytest.param("It was plan B.|Nobody knew.", id="a letter before a starter"),
        pytest.param("We are a team, you and I.|Did you see Al I. Poe?", id="the word I"),
        pytest.param("Mdm. Poe met Brn. Roe.", id="words without vowels"),
        pytest.param("Robert McR. Poe left.", id="a capital at a word's end"),
        pytest.param("He watched TV.|Nobody came.", id="capitals are a word"),
        pytest.param("It is 16 Wall. 36 and 93 N.Y. 438.|It holds.", id="cited books"),
        pytest.param("See 5 Fed. Supp. 4 and Ex. Doc. No. 3.|It holds.", id="cited reports"),
        pytest.param("They built a wall.|36 men came.", id="a number after a word"),
        pytest.param("See In re Fog Sec. Litig., 220 and Pub. L. No. 93.|It holds.", id="chains"),
        pytest.param("He filed Exh. B and cited 42 U.S.C. \u00a7 5.|It failed.", id="exhibits"),
        pytest.param("She said no.|I left.", id="the word I after no"),
        pytest.param("Was he in the U.S.?|Poe was not.", id="a question after a country"),
        pytest.param("It weighed 5 lbs.|Poe ate it.", id="a unit at the end"),
        pytest.param("In 2019.|Then in 2020.", id="a year at the end"),
        pytest.param("See fog.example.org.|It is up.", id="an address at the end"),
        pytest.param("Write to roe@fog.example.|He answers.", id="e-mail"),
        pytest.param("Read it.|https://fog.example has it.", id="an address at the start"),
        pytest.param("It broke.|eFog mends it.", id="a name with a small letter"),
    ],
)
def test_a_word_before_a_stop_decides_by_its_class(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param('"Who left?" Poe asked.|Nobody knew.', id="a speaker with a capital"),
        pytest.param("\u2018Who left?\u2019 he asked.|It rained.", id="a speaker in small letters"),
        pytest.param('"Who left?"|Poe looked up.', id="no speaker"),
        pytest.param('"It rained.|It snowed," he said.', id="a quotation of several sentences"),
        pytest.param('He said: "It rained.|It snowed."|She left.', id="a quotation closes"),
        pytest.param('"It rained.|It snowed.|It was cold.', id="a quote that never closes"),
        pytest.param('Roe (he left.) was here.|He "left!" them.', id="closed within a sentence"),
        pytest.param("It rained.|(It snowed, too.)|It was cold.", id="brackets with a sentence"),
        pytest.param("It rained.\u201d[1]|It snowed.[2]|It thawed.", id="footnotes"),
        pytest.param('"Fog [...] came" (Poe 55).|It left.', id="a reference in brackets"),
        pytest.param('He wrote "Fog came." (Poe 1955).|It left.', id="a reference after a stop"),
        pytest.param('It rained. "|It snowed.', id="a quote that stands apart"),
        pytest.param("So good! :)|It rained.|Fine :( weather.", id="smileys"),
        pytest.param("It rained.|*It snowed.*|It thawed.", id="emphasis"),
    ],
)
def test_what_closes_goes_with_its_sentence(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("They waited...|It rained.", id="dots at the end"),
        pytest.param("They waited\u2026|It rained.", id="one sign at the end"),
        pytest.param("They waited . . . and left.", id="dots that stand apart"),
        pytest.param("They . . . I mean she . . . left.", id="dots in speech"),
        pytest.param("They waited . . . .|Roe left.", id="four dots that stand apart"),
        pytest.param("They waited.|. . . Roe left.", id="a stop and dots"),
        pytest.param("They waited.|... Roe left.", id="a stop and close dots"),
        pytest.param("They waited. . . .", id="dots at a text's end"),
        pytest.param("Gone?!|Gone!!!|Yes ! ! !|So?", id="runs of marks"),
        pytest.param("She works at Yahoo! in sales.|He runs Yahoo!|It pays.", id="marked names"),
    ],
)
def test_marks_in_a_row(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("good! everyone left? so.", ["good!", "everyone left?", "so."], id="marks"),
        pytest.param("he left early. all knew.", ["he left early.", "all knew."], id="a stop"),
        pytest.param("The motor.They left.", ["The motor.", "They left."], id="no blank"),
        pytest.param("what? he asked. nobody!", ["what? he asked.", "nobody!"], id="a speaker"),
        pytest.param("max. ten approx. five", ["max. ten approx. five"], id="abbreviations"),
        pytest.param("ah! here it was.", ["ah! here it was."], id="a breath"),
    ],
)
def test_people_in_a_hurry_write_sentences_too(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_notes_number_goes_with_its_sentence() -> None:
    assert sentences("It was denied.12 The court rose.") == ["It was denied.12", "The court rose."]


@pytest.mark.parametrize(
    "text", ["See Node.Js now.", "Go to www.Fog.Example or Fog.Org now.", "Use a.B or 3.Fog."]
)
def test_a_stop_in_an_address_or_a_name_ends_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("\u2014 Who left?|\u2014 Nobody.", id="a dialogue"),
        pytest.param("It rained. \u2014 Poe, 1955", id="who said it"),
        pytest.param('"Rain!" \u2014 he left.', id="a dash goes on"),
    ],
)
def test_a_dash_starts_a_sentence_in_a_dialogue_only(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "text", ["1. Nets. 2. Boats.", "It has two parts. 1. Nets. 2. Boats.", "b. Nets.", "(iv) Nets."]
)
def test_the_number_of_an_item_is_no_sentence(text: str) -> None:
    assert not {"1.", "2.", "b.", "(iv)"} & set(sentences(text))


def test_sentences_of_scripts_without_blanks_end_at_their_own_marks() -> None:
    assert sentences("\u4e0b\u96e8\u4e86\u3002\u4e0b\u96ea\u4e86\uff01") == [
        "\u4e0b\u96e8\u4e86\u3002",
        "\u4e0b\u96ea\u4e86\uff01",
    ]
