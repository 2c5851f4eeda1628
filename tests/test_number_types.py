"""Numbers in a text and what a careful reader takes each for."""

import re
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import languages
from corpus_tools.errors import ConfigError
from corpus_tools.rules import RuleSet
from corpus_tools.rules.number_readings import (
    NumberData,
    compile_kinds,
    compile_start,
    compile_steps,
)
from corpus_tools.rules.number_types import STAND_INS, NumberFinder, load_numbers

Find = Callable[..., list[str]]
Make = Callable[..., RuleSet]

# A text and its numbers in order, "=" between words and type.
READ = [
    # Counts
    ("It shut 2,000 sites.", "2,000=large-count"),
    ("Over 2000 people came.", "2000=large-count"),
    ("more than 1999 accounts", "1999=large-count"),
    ("two men and nine women", "two=small-count nine=small-count"),
    ("9 men and 10 women", "9=small-count 10=large-count"),
    ("twenty-five men", "twenty-five=large-count"),
    ("three hundred and fifty men", "three hundred and fifty=large-count"),
    ("half a million people", "half a million=large-count"),
    ("a quarter of a million people", "a quarter of a million=large-count"),
    ("a dozen eggs", "a dozen=large-count"),
    ("dozens of shops", "dozens=large-count"),
    ("hundreds of thousands of posts", "hundreds of thousands=large-count"),
    ("tens of millions of posts", "tens of millions=large-count"),
    ("several hundred men", "several hundred=large-count"),
    ("3.5 million posts", "3.5 million=large-count"),
    ("it fined 3m users", "3m=large-count"),
    ("a few thousand users", "a few thousand=large-count"),
    ("1,234,567 users", "1,234,567=large-count"),
    ("It closed 12, he said.", "12=large-count"),
    ("Twenty men came from İzmir.", "Twenty=large-count"),
    ("sixteen thousand two hundred users", "sixteen thousand two hundred=large-count"),
    ("in May 2,000 people came", "2,000=large-count"),
    ("5 may be charged", "5=small-count"),
    ("5 May also be charged", "5=small-count"),
    (
        "between two hundred and three hundred men",
        "two hundred=large-count three hundred=large-count",
    ),
    ("two hundred and five men", "two hundred and five=large-count"),
    ("two and a half million men", "two and a half million=large-count"),
    ("three quarters of a million men", "three quarters of a million=large-count"),
    ("half a dozen eggs", "half a dozen=small-count"),
    ("10-15 men", "10-15=large-count"),
    ("In Update 9-2014 it", "9=small-count 2014=date"),
    ("In 2010 people were fined.", "2010=date"),
    ("2000 people came.", "2000=large-count"),
    ("a three-judge panel", "three=small-count"),
    ("give us 20 days; you can 5 men", "20 days=duration 5=small-count"),
    ("5 years ago 40 in 12 hours fell", "5 years=duration 40=large-count 12 hours=duration"),
    # Money
    ("it paid USD 50m", "USD 50m=money"),
    ("a £2m-plus fine", "£2m=money"),
    ("two hundred dollar fines", "two hundred dollar=money"),
    ("a fine of £2.5m", "£2.5m=money"),
    ("it paid 3m euros", "3m euros=money"),
    ("it paid US$3 billion", "US$3 billion=money"),
    ("it paid $4", "$4=money"),
    ("it paid € 500", "€ 500=money"),
    ("a $3m fine", "$3m=money"),
    ("the firm's $3m fine", "$3m=money"),
    ("fined 20 pounds", "20 pounds=money"),
    ("fifty million dollars", "fifty million dollars=money"),
    ("millions of dollars", "millions of dollars=money"),
    ("500 US dollars", "500 US dollars=money"),
    ("A$20,000", "A$20,000=money"),
    ("fifty pence", "fifty pence=money"),
    ("about 80p each", "80p=money"),
    ("Rs 500 was paid", "Rs 500=money"),
    ("Rs. 2,000 was paid", "Rs. 2,000=money"),
    ("Rs500 was paid", "Rs500=money"),
    ("from $3m to $5m", "$3m=money $5m=money"),
    ("between 5m and 6m euros", "5m and 6m euros=money"),
    ("it paid $7m to 57 victims", "$7m=money 57=large-count"),
    ("\u00a32\u00a0million was paid", "\u00a32\u00a0million=money"),
    # Shares
    ("5.6 per cent of users", "5.6 per cent=share"),
    ("5.6% of users", "5.6%=share"),
    ("5.6\u00a0per\u00a0cent of users", "5.6\u00a0per\u00a0cent=share"),
    ("ten percent of users", "ten percent=share"),
    ("one in six users", "one in six=share"),
    ("four out of five users", "four out of five=share"),
    ("a third of users", "a third=share"),
    ("two-thirds of users", "two-thirds=share"),
    ("half of users", "half=share"),
    ("from 3% in 2003 to 29% in 2008", "3%=share 2003=date 29%=share 2008=date"),
    ("between 5 and 10 per cent", "5 and 10 per cent=share"),
    ("10 to 12%", "10 to 12%=share"),
    ("almost half of users", "half=share"),
    ("less than half that", "half=share"),
    ("half a percentage point", "half a percentage point=share"),
    ("nearly a third of users", "a third=share"),
    ("the first half of 2004", "first=ordinal 2004=date"),
    ("It fined two in 2014.", "two=small-count 2014=date"),
    # Dates
    ("on 12 May it", "12 May=date"),
    ("on May 12, 2013, it", "May 12, 2013=date"),
    ("on 12th May 2013", "12th May 2013=date"),
    ("at 10.30am it", "10.30am=date"),
    ("at 10 a.m. it", "10 a.m=date"),
    ("at 10:30 it", "10:30=date"),
    ("the 1990s were", "1990s=date"),
    ("in 2004-05 it", "2004-05=date"),
    ("in 2004\u201305 it", "2004\u201305=date"),
    ("In 2014, it", "2014=date"),
    ("from 2010 to 2014", "2010=date 2014=date"),
    ("since 2013-05-12", "2013-05-12=date"),
    ("May 2013", "May 2013=date"),
    ("the mid-1990s", "1990s=date"),
    ("the first of May", "first of May=date"),
    ("by half past eight", "half past eight=date"),
    ("at a quarter to five", "a quarter to five=date"),
    ("from 0600 to 0900", "0600=date 0900=date"),
    ("12.05.2013", "12.05.2013=date"),
    ("on 10 May 2,000 came", "10 May=date 2,000=large-count"),
    ("on 12/05/2013 it", "12/05/2013=date"),
    # Ages
    ("men aged between 12 and 15", "12=age 15=age"),
    ("a man aged 45", "45=age"),
    ("a man aged forty-five", "forty-five=age"),
    ("a 45-year-old", "45-year-old=age"),
    ("a two-year-old girl", "two-year-old=age"),
    ("he is 45 years old", "45 years old=age"),
    ("John Smith, 45, said", "45=age"),
    ("brothers aged 24 and 31, were", "24=age 31=age"),
    ("a man aged 24 and 31 others were", "24=age 31=large-count"),
    ("aged 12, 14 and 16", "12=age 14=age 16=age"),
    ("aged 12 to 15", "12 to 15=age"),
    ("men in their 30s", "30s=age"),
    # Durations
    ("a two-month ban", "two-month=duration"),
    ("banned for two months", "two months=duration"),
    ("a 24-hour strike", "24-hour=duration"),
    ("two and a half years", "two and a half years=duration"),
    ("30 seconds", "30 seconds=duration"),
    ("two months’ jail", "two months’=duration"),
    ("it took half an hour", "half an hour=duration"),
    ("two-and-a-half-year ban", "two-and-a-half-year=duration"),
    ("hundreds of years", "hundreds of years=duration"),
    ("3 million years", "3 million years=duration"),
    ("a half-hour show", "half-hour=duration"),
    ("two months' jail", "two months'=duration"),
    ("two\u00a0months\u2019\u202fjail", "two\u00a0months\u2019=duration"),
    # Ordinals
    ("the 21st case", "21st=ordinal"),
    ("the third time", "third=ordinal"),
    ("a third man was held", "third=ordinal"),
    ("the twenty-first case", "twenty-first=ordinal"),
    ("his second case", "second=ordinal"),
    # Versions
    ("version 2.0 came", "2.0=version"),
    ("Windows 10 came", "10=version"),
    ("build 1.2.3 came", "1.2.3=version"),
    ("No. 31/2022", "31=version 2022=date"),
    ("at No 3", "3=version"),
    ("Release No. 12-0147", "12-0147=version"),
    ("footnote 71", "71=version"),
    # None of these
    ("he is 6ft tall", ""),
    ("the A4 sheet", ""),
    ("No one was held.", ""),
    ("It closed the shop.", ""),
    ("he attended often", ""),
    ("ring 020 7946 0958", ""),
    ("a 3-1 win", ""),
    ("a 24-17 win", ""),
    ("it won 3-4", ""),
    ("a 2-1 decision", ""),
    ("a 50:50 split", ""),
    ("call 020 7946 0958", ""),
    ("call +44 20 7946 0958 or 1-800-555-0199", ""),
    ("she told no one", ""),
    ("they rang one another", ""),
    ("second-hand copies", ""),
    ("it could not survive.[12]", ""),
]
# The same in German, whose rules are data alone.
READ_IN_GERMAN = [
    ("Sie sperrte 2.000 Seiten.", "2.000=large-count"),
    ("Sie sperrte 1.234.567 Seiten.", "1.234.567=large-count"),
    ("12 000 Konten", "12 000=large-count"),
    ("Über 2000 Menschen kamen.", "2000=large-count"),
    ("zwei Männer und neun Frauen", "zwei=small-count neun=small-count"),
    ("zehn Männer", "zehn=large-count"),
    ("fünfundzwanzig Männer", "fünfundzwanzig=large-count"),
    ("zweihundertfünfzig Seiten", "zweihundertfünfzig=large-count"),
    ("zweitausendvierhundert Boote", "zweitausendvierhundert=large-count"),
    ("1,5 Millionen Nutzer", "1,5 Millionen=large-count"),
    ("eine halbe Million Nutzer", "eine halbe Million=large-count"),
    ("Hunderttausende Nutzer", "Hunderttausende=large-count"),
    ("ein Dutzend Läden", "ein Dutzend=large-count"),
    ("zwei von 4.500 Seiten", "zwei=small-count 4.500=large-count"),
    ("3 Mio. Euro", "3 Mio. Euro=money"),
    ("3,50 €", "3,50 €=money"),
    ("€ 500", "€ 500=money"),
    ("EUR 500", "EUR 500=money"),
    ("zwei Millionen US-Dollar", "zwei Millionen US-Dollar=money"),
    ("100 Schweizer Franken", "100 Schweizer Franken=money"),
    ("5,6 % der Nutzer", "5,6 %=share"),
    ("zehn Prozent der Nutzer", "zehn Prozent=share"),
    ("zwischen fünf und zehn Prozent", "fünf und zehn Prozent=share"),
    ("ein 20-prozentiger Anteil", "20-prozentiger=share"),
    ("zwei Drittel der Nutzer", "zwei Drittel=share"),
    ("ein Viertel der Nutzer", "ein Viertel=share"),
    ("vier von fünf Nutzern", "vier von fünf=share"),
    ("jeder dritte Nutzer", "jeder dritte=share"),
    ("am 12. Mai 2013", "12. Mai 2013=date"),
    ("am 12.05.2013", "12.05.2013=date"),
    ("von 2010 bis 2014", "2010=date 2014=date"),
    ("in den 1990er Jahren", "1990er Jahren=date"),
    ("um 10.30 Uhr", "10.30 Uhr=date"),
    ("um zehn Uhr", "zehn Uhr=date"),
    ("ein 45-jähriger Mann", "45-jähriger=age"),
    ("im Alter von 45 Jahren", "45 Jahren=age"),
    ("Johann Poe (45) sagte", "45=age"),
    ("ein zweijähriges Kind", "zweijähriges=age"),
    ("eine zweijährige Haftstrafe", "zweijährige=duration"),
    ("eine zweitägige Razzia", "zweitägige=duration"),
    ("eine 24-stündige Frist", "24-stündige=duration"),
    ("zwei Monate Haft", "zwei Monate=duration"),
    ("eine halbe Stunde", "eine halbe Stunde=duration"),
    ("anderthalb Jahre", "anderthalb Jahre=duration"),
    ("der dritte Fall", "dritte=ordinal"),
    ("der 21. Fall", "21.=ordinal"),
    ("der einundzwanzigste Fall", "einundzwanzigste=ordinal"),
    ("am achten Tag", "achten=ordinal"),
    ("§ 5 Abs. 2", "5=version 2=version"),
    ("Version 2.0.1", "2.0.1=version"),
    ("Platz drei", "drei=version"),
    ("Sie achten darauf.", ""),
    ("Er nahm sich in Acht.", ""),
    ("ein 3:1-Sieg", ""),
    ("Tel. 030 1234567", ""),
    ("Eine Frau und ein Mann kamen.", ""),
]


def read(text: str, language: str = "en") -> list[str]:
    found = load_numbers(language).find(text)
    return [f"{text[each.start : each.end]}={each.type}" for each in found]


@pytest.mark.parametrize(("text", "numbers"), READ, ids=[text for text, _ in READ])
def test_numbers_are_what_a_careful_reader_takes_them_for(text: str, numbers: str) -> None:
    assert " ".join(read(text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"), READ_IN_GERMAN, ids=[text for text, _ in READ_IN_GERMAN]
)
def test_another_language_is_data(text: str, numbers: str) -> None:
    assert " ".join(read(text, "de")) == numbers


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("{count} stalls", "There were 12 stalls.", ["12 stalls"]),
        ("{count} stalls", "There were 12 old stalls.", []),
        ("{count} ..1 stalls", "There were twelve old stalls.", ["twelve old stalls"]),
        ("{large-count} stalls", "There were nine stalls.", []),
        ("{large-count} stalls", "There were ten stalls.", ["ten stalls"]),
        ("{number}", "In 2014 it", ["2014"]),
        ("{count}", "In 2014 it paid £5", []),
        ("<fine> {money}", "It was fined £2.5m.", ["fined £2.5m"]),
        ("a {money} fine", "It got a $3m fine.", ["a $3m fine"]),
        ("more than {share}", "more than half of users", ["more than half"]),
        ("<fine> {money}", "It was fined 30 times.", []),
        ("{date} ..3 closed", "On 12 May police closed it.", ["12 May police closed"]),
        ("{ordinal} time", "For the THIRD time.", ["THIRD time"]),
        ("{count} (stalls|boats)", "\u0661\u0662 boats", ["\u0661\u0662 boats"]),
        ("/{count} \\w+s/", "Police took 14 boats.", ["14 boats"]),
        ("/^{count}$/", "2,000", ["2,000"]),
        ("{duration} ban", "a two-month ban", ["two-month ban"]),
        ("{age} man", "a 45-year-old man", ["45-year-old man"]),
        ("{share} of", "5.6\u00a0per cent of", ["5.6\u00a0per cent of"]),
        ("{money}", "Straße £5 é", ["£5"]),
    ],
)
def test_a_pattern_asks_for_a_type(find: Find, pattern: str, text: str, words: list[str]) -> None:
    assert find(pattern, text) == words


@pytest.mark.parametrize("pattern", ["two men were held", "/\\b\\d+ boats/", "aged 45"])
def test_a_type_in_one_pattern_hides_no_number_from_another(find: Find, pattern: str) -> None:
    text = "two men were held with 14 boats, one aged 45"

    assert find([pattern, "{count} stalls"], text) == find(pattern, text) != []


def test_a_pattern_that_asks_for_a_type_can_name_no_number(find: Find) -> None:
    with pytest.raises(ConfigError, match="'two' is a number, and numbers are seen by"):
        find("two men ..3 {money}", "two men were fined £5")
    assert find("{small-count} men ..3 {money}", "two men were fined £5")


NUMBER_WORDS = (
    "12 2,000 2014 May one half a third of million £ $ US , . - ’ 's % per cent years old "
    "v1 '90s May 12 ½ 1/2 1'000 year's a-million over-5s (24) # € kr 2000 sites aged 45 İ ß \u0665 \u00b2 hundred and dozen ² 1.2.3 am : in out \u00a0 \u212a"
)
TEXTS = st.text() | st.lists(
    st.sampled_from(NUMBER_WORDS.split(" ")),
    max_size=12,
).map(" ".join)


@given(TEXTS)
def test_numbers_lie_in_the_text_in_order(text: str) -> None:
    places = [(each.start, each.end) for each in load_numbers("en").find(text)]

    flat = [place for pair in places for place in pair]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(TEXTS)
def test_looks_of_blanks_and_apostrophes_change_nothing(text: str) -> None:
    finder = load_numbers("en")
    other = text.replace(" ", "\u00a0").replace("'", "\u2019").replace("i", "\u0130")

    assert list(finder.find(other)) == list(finder.find(text))


@given(TEXTS)
def test_overwriting_keeps_what_is_no_number(text: str) -> None:
    finder, folded = load_numbers("en"), b"?" * len(text)

    written = finder.overwrite(text, folded)

    assert len(written) == len(text)
    inside = {place for each in finder.find(text) for place in range(each.start, each.end)}
    letters = {value.encode() for value in STAND_INS.values()}
    assert {n for n in range(len(text)) if written[n : n + 1] in letters} == inside


def test_types_are_refused_in_a_language_without_numbers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "sentences.yaml").touch()
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)

    with pytest.raises(ValueError, match="'xx' has no data for numbers; use an expression"):
        load_numbers("xx")


def test_types_are_refused_where_case_counts(make: Make) -> None:
    with pytest.raises(Exception, match="only where case does not count; take 'case: exact'"):
        make({"pattern": "{count} men", "case": "exact"})


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_expression_repeats_a_group_without_bound(language: str) -> None:
    finder = load_numbers(language)
    steps = [step for steps in finder.steps.values() for step in steps]
    contexts = [each for step in steps for each in (step.before, step.not_before) if each]
    patterns = [finder.start, finder.kind, *(step.body for step in steps), *contexts]

    assert [
        each.pattern for each in patterns if re.search(r"(?<!\\)\)(?:[*+]|\{\d*,\})", each.pattern)
    ] == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "piece",
    [
        *("1", ",", "one ", "1, ", "1 and ", "acht ", "12 may ", "half a ", "$1 "),
        *("may 12, ", "2000 abc ", "1-to-", "1'000'", "1.000.", "12, 13, ", "a year "),
    ],
)
def test_time_is_linear_in_hostile_text(language: str, piece: str) -> None:
    """Quadratic time would take minutes where linear time takes a tenth of a second."""
    finder = load_numbers(language)
    start = time.process_time()

    deque(finder.find(piece * 10_000), maxlen=0)

    assert time.process_time() - start < 5


LANGUAGE: dict[str, Any] = {
    "lists": {"small": ["one", "two"]},
    "fragments": {"end": r"\b"},
    "boundary": r"\b",
    "starts": {"word": [r"{small}\b"]},
    "readings": [{"type": "small-count", "starts": ["word"], "body": "{small}{end}"}],
}


def test_a_language_may_be_small() -> None:
    data = NumberData.model_validate(LANGUAGE)
    finder = NumberFinder(compile_start(data), compile_kinds(data), compile_steps(data))

    assert [(each.start, each.end) for each in finder.find("one ones, two")] == [(0, 3), (10, 13)]


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        ({"body": "{large}"}, r"\{large\} is no list and no fragment"),
        ({"starts": ["figure"]}, r"starts \['figure'\]"),
        ({"body": "(one)"}, r"a group of its own; open it with '\(\?:'"),
    ],
)
def test_a_language_that_is_amiss_is_refused(reading: dict[str, Any], message: str) -> None:
    amiss = LANGUAGE | {"readings": [LANGUAGE["readings"][0] | reading]}

    with pytest.raises(ValueError, match=message):
        compile_steps(NumberData.model_validate(amiss))
