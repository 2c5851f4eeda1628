"""Ordinary and international ways to write numbers, each beside what it must not be taken for."""

import pytest

from corpus_tools.rules.number_types import load_numbers

Cases = dict[str, list[tuple[str, str]]]

MONEY: Cases = {
    "a fine of $1.2B": [("money", "$1.2B")],
    "a $1.5T budget and a $500MM fund": [("money", "$1.5T"), ("money", "$500MM")],
    "a €20mn fine, then £5mil": [("money", "€20mn"), ("money", "£5mil")],
    "$2.5 bln and $5 mln": [("money", "$2.5 bln"), ("money", "$5 mln")],
    "₹500cr, Rs 5 crores, Rs 500 cr": [
        ("money", "₹500cr"),
        ("money", "Rs 5 crores"),
        ("money", "Rs 500 cr"),
    ],
    "RM500, R500, R5m, R50,000 and N500,000": [
        ("money", "RM500"),
        ("money", "R500"),
        ("money", "R5m"),
        ("money", "R50,000"),
        ("money", "N500,000"),
    ],
    "Ksh500, KSh 500, Tk 500, PKR 500": [
        ("money", "Ksh500"),
        ("money", "KSh 500"),
        ("money", "Tk 500"),
        ("money", "PKR 500"),
    ],
    "₦500, ₱500, ₪500, ₺500, ₴500, GH¢500": [
        ("money", f"{sign}500") for sign in ("₦", "₱", "₪", "₺", "₴", "GH¢")
    ],
    "500€, 12,50 €, 500 zł, 500kr and 500 kr": [
        ("money", "500€"),
        ("money", "12,50 €"),
        ("money", "500 zł"),
        ("money", "500kr"),
        ("money", "500 kr"),
    ],
    "CHF 1'000'000 or 1.234,56 euros": [("money", "CHF 1'000'000"), ("money", "1.234,56 euros")],
    "a multimillion-dollar fine": [("money", "multimillion-dollar")],
    "a multi-million pound fraud": [("money", "multi-million pound")],
    "a two-million-dollar fine": [("money", "two-million-dollar")],
    "a three-million-euro fine": [("money", "three-million-euro")],
    "It rose from $5m to $6m.": [("money", "$5m"), ("money", "$6m")],
    "from about £500 to £1,000": [("money", "£500"), ("money", "£1,000")],
    "from USD 5 to USD 6": [("money", "USD 5"), ("money", "USD 6")],
    "from $5 to 6 million": [("money", "$5 to 6 million")],
    "some $5m to $6m was paid": [("money", "$5m to $6m")],
    "4.5 million USD, 10 BTC": [("money", "4.5 million USD"), ("money", "10 BTC")],
    # None of it is money.
    "N95 masks, the R2 unit, an R5 form": [],
    "freight for eight": [("small-count", "eight")],
    "in 2010 $5m was paid": [("date", "2010"), ("money", "$5m")],
    "for 20 £5 tickets": [("large-count", "20"), ("money", "£5")],
    "221B Baker Street": [],
    "a six-figure fine": [],
}

COUNTS: Cases = {
    "1.2B users": [("large-count", "1.2B")],
    "5 lakhs were sold": [("large-count", "5 lakhs")],
    "the ten-thousand-strong crowd": [("large-count", "ten-thousand")],
    "half-a-million men": [("large-count", "half-a-million")],
    "1.000.000 users": [("large-count", "1.000.000")],
    "3/4 million men": [("large-count", "3/4 million")],
    "1½ million men": [("large-count", "1½ million")],
    "Police arrested 2000 protesters.": [("large-count", "2000")],
    "2000 police officers came": [("large-count", "2000")],
    "2010 arrests were made": [("large-count", "2010")],
    "a three-judge panel": [("small-count", "three")],
    "in the area 12 armed men": [("large-count", "12")],
    "20-to-30 men": [("large-count", "20-to-30")],
    # None of it counts.
    "one-time codes for two-way talks": [],
    "a five-star, 9-to-5 job": [],
    "a ten-fold and a 10-fold rise": [],
    "They split it fifty-fifty.": [],
    "a 20-something man with 20/20 vision": [],
    "two thirty-somethings": [("small-count", "two")],
    "a 5-4 ruling on a 50/50 or 50-50 split": [],
    "You may 3 times say so.": [("small-count", "3")],
}

DATES: Cases = {
    "He was fined on May 12.": [("date", "May 12")],
    "on Sept. 11 it": [("date", "Sept. 11")],
    "in May 2013 it": [("date", "May 2013")],
    "on Jan. 1, 2020, it": [("date", "Jan. 1, 2020")],
    "May 12-13 and June 12 and 13": [("date", "May 12-13"), ("date", "June 12 and 13")],
    "12, 13 and 14 May": [("date", "12, 13 and 14 May")],
    "between 5 and 6pm": [("date", "5 and 6pm")],
    "5-6pm": [("date", "5-6pm")],
    "12-5-2013": [("date", "12-5-2013")],
    "since May '13": [("date", "May '13")],
    "the class of '99 in the '90s": [("date", "'99"), ("date", "'90s")],
    "the 1800s, the 90s and the nineties": [
        ("date", "1800s"),
        ("date", "90s"),
        ("date", "nineties"),
    ],
    "In 1848 police raided it, since 1889": [("date", "1848"), ("date", "1889")],
    "the year 1066": [("date", "1066")],
    "1990's songs": [("date", "1990's")],
    # A year stays one.
    "the 2012 Olympics": [("date", "2012")],
    "2016 elections": [("date", "2016")],
    "arrests in 2010 and 2011 protests": [("date", "2010"), ("date", "2011")],
    "In 2010 officers came.": [("date", "2010")],
    "2010 was dull; 2011 sees rises": [("date", "2010"), ("date", "2011")],
    "2010 business plans": [("large-count", "2010")],
    "On 12 May 2010 police officers came.": [("date", "12 May 2010")],
    # What stands behind a month is no day of it.
    "In April 12 people came.": [("large-count", "12")],
    "on May 2,000 came": [("large-count", "2,000")],
    "On May 12, 2000 shops shut.": [("date", "May 12"), ("large-count", "2000")],
    "May 12, 13 people said": [("date", "May 12"), ("large-count", "13")],
    "It may march in May.": [],
    "in 1500 homes": [("large-count", "1500")],
    "He said '50 people came'": [("large-count", "50")],
}

SHARES: Cases = {
    "More than three-quarters were fake.": [("share", "three-quarters")],
    "It fell by three quarters.": [("share", "three quarters")],
    "one-quarter said so": [("share", "one-quarter")],
    "a seventh of the sites": [("share", "a seventh")],
    "one ninth": [("share", "one ninth")],
    "1/3, 2/3 and 3/4 of it": [("share", "1/3"), ("share", "2/3"), ("share", "3/4")],
    "½ of it, .5% of that": [("share", "½"), ("share", ".5%")],
    "it was cut in half": [("share", "half")],
    "three in every hundred": [("share", "three in every hundred")],
    "5 per 100,000 and 1 per 1,000": [("share", "5 per 100,000"), ("share", "1 per 1,000")],
    "a one-in-a-million chance": [("share", "one-in-a-million")],
    # None of it is a share.
    "for three quarters": [("duration", "three quarters")],
    "in the past three quarters": [("duration", "three quarters")],
    "three quarters of an hour": [("duration", "three quarters of an hour")],
    "the 9/11 attacks": [("date", "9/11")],
    "a seventh man": [("ordinal", "seventh")],
    "cards in half an hour": [("duration", "half an hour")],
}

VERSIONS: Cases = {
    "v2.3.1 and v1.0": [("version", "v2.3.1"), ("version", "v1.0")],
    "No.1, ver. 3 and #5": [("version", "1"), ("version", "3"), ("version", "#5")],
    "Python 3.11, TLS 1.3, USB 3.0": [("version", "3.11"), ("version", "1.3"), ("version", "3.0")],
    "macOS 14.1, Chrome 120": [("version", "14.1"), ("version", "120")],
    "Ubuntu 22.04, ISO 27001": [("version", "22.04"), ("version", "27001")],
    "Web 2.0 and rule 34": [("version", "Web 2.0"), ("version", "34")],
    "a Category 5 storm": [("version", "5")],
    "in Court 4 and at Gate 12": [("version", "4"), ("version", "12")],
    # Names that count follows, and no names.
    "on the web 2000 shops": [("large-count", "2000")],
    "in court 5 men": [("small-count", "5")],
    "in the court 40 were held": [("large-count", "40")],
    "valued at #6 billion": [("large-count", "6 billion")],
}

LENGTHS_AND_AGES: Cases = {
    "30 mins, 3 hrs and 5 yrs.": [
        ("duration", "30 mins"),
        ("duration", "3 hrs"),
        ("duration", "5 yrs"),
    ],
    "5 business days, 10+ years": [("duration", "5 business days"), ("duration", "10+ years")],
    "2½ years or 3 1/2 years": [("duration", "2½ years"), ("duration", "3 1/2 years")],
    "a 6- to 12-month ban": [("duration", "6- to 12-month")],
    "six-to-twelve-month terms": [("duration", "six-to-twelve-month")],
    "Banned for a year.": [("duration", "a year")],
    "It took an hour.": [("duration", "an hour")],
    "a week's pay, a month in jail": [("duration", "a week's"), ("duration", "a month")],
    "several years, a few days": [("duration", "several years"), ("duration", "a few days")],
    "decades ago": [("duration", "decades")],
    "16- and 17-year-olds": [("age", "16- and 17-year-olds")],
    "Smith (24) was held": [("age", "24")],
    "children under 13": [("age", "13")],
    "a man of 45": [("age", "45")],
    "she turned forty.": [("age", "forty")],
    "over-65s and under-18s": [("age", "over-65s"), ("age", "under-18s")],
    "in her twenties": [("age", "twenties")],
    "5-day-old kids": [("age", "5-day-old")],
    "a 40-hour week": [("duration", "40-hour")],
    "a 40-hour-long raid": [("duration", "40-hour")],
    # Rates, times, names and counts.
    "40 second-hand cars": [("large-count", "40")],
    "40 day-trippers and 12 hour-long calls": [("large-count", "40"), ("large-count", "12")],
    "five year-round staff": [("small-count", "five")],
    "in a year or two": [("duration", "a year or two")],
    "£5 a day, twice a week": [("money", "£5")],
    "3,000 calls a day": [("large-count", "3,000")],
    "for a second time": [("ordinal", "second")],
    "for a day-long raid": [],
    "people over 10 days late": [("duration", "10 days")],
    "sites (24) were shut": [("large-count", "24")],
    "users over 5 million": [("large-count", "5 million")],
    "the under-21 side": [],
    "the past decades": [],
    "he is 6ft tall and weighs 90kg": [],
}

GERMAN: Cases = {
    "5 mn Euro, 3,5 Mrd. €, 500€": [
        ("money", "5 mn Euro"),
        ("money", "3,5 Mrd. €"),
        ("money", "500€"),
    ],
    "CHF 1'000'000, 500 zł": [("money", "CHF 1'000'000"), ("money", "500 zł")],
    "im Mai 2013 und am 12. Mai": [("date", "Mai 2013"), ("date", "12. Mai")],
    "im Jahr 1848, seit 1889": [("date", "1848"), ("date", "1889")],
    "30 Min. und 3 Std.": [("duration", "30 Min."), ("duration", "3 Std.")],
    "Mai 12 Leute, 1848 Leute": [("large-count", "12"), ("large-count", "1848")],
}

CASES = MONEY | COUNTS | DATES | SHARES | VERSIONS | LENGTHS_AND_AGES


@pytest.mark.parametrize("text", CASES)
def test_a_number_is_read_as_a_rule_writer_expects(text: str) -> None:
    found = load_numbers("en").find(text)

    assert [(each.type, text[each.start : each.end]) for each in found] == CASES[text]


@pytest.mark.parametrize("text", GERMAN)
def test_in_german_too(text: str) -> None:
    found = load_numbers("de").find(text)

    assert [(each.type, text[each.start : each.end]) for each in found] == GERMAN[text]
