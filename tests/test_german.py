"""German is a folder of data: sentences end, and furniture stands, where a German reader sees it."""

import pytest

from corpus_tools.articles import find_sentences, segment_document
from corpus_tools.boilerplate import load_boilerplate
from corpus_tools.quotations import find_quotations
from corpus_tools.records import ENGINES, Block, Document, Span
from corpus_tools.rules import check_examples
from corpus_tools.sentences import make_splitter
from corpus_tools.sentences.language import load_language
from corpus_tools.structure import find_blocks


def sentences(text: str, engine: str = "rules") -> list[str]:
    return [text[span.start : span.end] for span in make_splitter(engine, "de").split(text)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Der Nebel kam.|Er ging wieder.", id="full stops"),
        pytest.param("Wer kam?|Niemand!|Dann kam Nebel.", id="other marks"),
        pytest.param("Dr. Poe und Prof. Dr. Roe gingen.|Frau Dr. med. Poe blieb.", id="titles"),
        pytest.param("Am 3. Oktober 2019 kam Poe.|Seit dem 1. Mai ist er weg.", id="days"),
        pytest.param("Das war im Jahr 2019.|Der Rat tagte geheim.", id="a year ends a sentence"),
        pytest.param("Vgl. § 5 Abs. 2 Satz 1 StGB und Art. 3 GG.|Das gilt.", id="laws"),
        pytest.param(
            "Im Verfahren mit dem Az. 3 StR 15/24 kam Poe.|Er blieb.", id="a file's number"
        ),
        pytest.param("Poe zahlte 3,5 Mio. Euro.|Roe zahlte 2,3 Mrd. Euro.", id="millions"),
        pytest.param("Das Boot kostet 1.000 Euro.|Das Netz kostet 3,50 Euro.", id="prices"),
        pytest.param("Um 18.30 Uhr kam Nebel.|Um 9.05 Uhr ging er.", id="times of the day"),
        pytest.param("Ca. 30 Boote bzw. Kähne sanken, d.h. alle.|Das war neu.", id="phrases"),
        pytest.param("Das steht auf www.hafen.example.|Die Seite ist neu.", id="addresses"),
        pytest.param("„Nebel kam.“|Poe ging.|»Er blieb.«|Roe schlief.", id="quotations end"),
        pytest.param("Das ist klar: Der Nebel kam.|Alle sahen ihn.", id="a colon"),
        pytest.param("Öl wurde teuer.|Über Preise spricht man.", id="a start with an umlaut"),
    ],
)
def test_both_engines_end_sentences_where_a_reader_ends_them(marked: str, engine: str) -> None:
    assert sentences(marked.replace("|", " "), engine) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Hr. Roe und Fr. Poe kamen.|Frl. Roe blieb.", id="forms of address"),
        pytest.param("Dipl.-Ing. Roe und Mag. Poe kamen.|Univ.-Prof. Poe blieb.", id="degrees"),
        pytest.param("Es sprach Prof. Dr. h. c. mult. Poe.|Er sprach lange.", id="many degrees"),
        pytest.param("Nur wer sie mag.|Poe ging.", id="a title's letters in a verb"),
        pytest.param("Roe jun. und Poe sen. kamen.|Staatsrat a. D. Roe blieb.", id="after names"),
        pytest.param("Der Verein e. V. half.|Die Poe & Co. KG half nicht.", id="firms"),
        pytest.param("Das tat die Poe GmbH.|Direktor Roe schwieg.", id="a firm without a stop"),
        pytest.param("Ada Roe, geb. Poe, ist verh. und reich.|Sie lebt.", id="family names"),
        pytest.param("Nr. 5 und Bd. 3 fehlen, s. S. 12 ff. des Hefts.|Abb. 7 nicht.", id="numbers"),
        pytest.param("Kap. 3 ist neu.|Er fuhr zum Kap.|Poe fuhr mit.", id="a cape and a chapter"),
        pytest.param("So war seine Art.|Poe schwieg.|Art. 5 auch.", id="a kind and an article"),
        pytest.param("Er ist 30 Jahre alt.|Poe ist jünger.", id="old is a word"),
        pytest.param("Tel. (0221) 12 34 gehört Poe.|Tel. 56 gehört Roe.", id="telephones"),
        pytest.param("Die Fahrt dauerte 5 Std. und 3 Min. lang.|Es regnete.", id="measures"),
        pytest.param("Poe verdiente 2 Mio.|Davon blieb ihm nichts.", id="a measure at the end"),
        pytest.param(
            "Rund 3 Mio. Kunden klagten.|Zwei Mio. bekamen Geld.", id="millions of people"
        ),
    ],
)
def test_an_abbreviation_goes_on_unless_a_sentence_starts(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Der 19. Band und das 2. Halbjahr sind gut.|Es geht.", id="ordinals"),
        pytest.param("Der 1. Senat tagt zum 2. Mal.|Die 3. Große Kammer ruht.", id="courts"),
        pytest.param("Der VI. Zivilsenat irrte im II. Weltkrieg nicht.|So war es.", id="Roman"),
        pytest.param("Ludwig XIV. Poe gab es nie.|Es gab Karl II.|Er war dick.", id="kings"),
        pytest.param("Der Fund war am 3.|Danach kam nichts.", id="an ordinal before a starter"),
        pytest.param("Er kam am 24.12. nach Bonn.|Am 7.1. ging er.", id="days in digits"),
        pytest.param("Er kam am 5. 10. 2023 an.|Sie kam um 18. 30 Uhr.", id="blanks in dates"),
        pytest.param("Am Mo., dem 24. Dez. 2020, kam Poe.|Seit Jan. ruht er.", id="short dates"),
        pytest.param("Sie öffnet Mo. bis Fr. um 9 Uhr.|Sa. ist zu.", id="days of the week"),
        pytest.param("Berlin, 3. Mai 2024.|Der Rat tagt.", id="a dateline"),
        pytest.param("Es endete 3:2.|Trainer Poe ging.|Es fiel um 3,5.|Roe blieb.", id="scores"),
        pytest.param("Das Haus ist von 50 v. Chr.|Poe fand es im 19. Jh. wieder.", id="eras"),
        pytest.param("Das Fass fasst 5.000 l.|Das Boot fasst 30.|Wer kauft es?", id="counts"),
    ],
)
def test_a_number_with_a_stop_may_be_an_ordinal(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Sie fuhren z. B. Hamburg an.|Bremen nicht.", id="z. B. before a name"),
        pytest.param("Sie fuhren z.B. Hamburg an.|Bremen nicht.", id="z.B. without a blank"),
        pytest.param("Z. B. Poe kam, d. h. er blieb.|U. U. geht er.", id="at a start"),
        pytest.param("Es half u. a. Poe, i. d. R. nachts.|Das o. g. Boot sank.", id="letters"),
        pytest.param("Das gilt i. V. m. Art. 2 GG, z. T. auch m. E. nicht.|Gut.", id="lawyers'"),
        pytest.param("Es gab Boote, Netze usw.|Poe nahm alles.", id="a list's end"),
        pytest.param("Es gab Boote, Netze usw. in Mengen.|Roe nahm nichts.", id="a list goes on"),
        pytest.param("Lt. Roe kam der sog. Nebel evtl. wg. Regens.|Es war so.", id="small ones"),
        pytest.param("Der Preis ist inkl. MwSt. 30 Euro zzgl. Porto.|Gut.", id="prices"),
        pytest.param("Der dt. Rat und die kath. Kirche halfen.|Der stellv. Abt auch.", id="kinds"),
    ],
)
def test_a_phrase_goes_on_with_and_without_blanks(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Das Lager liegt in der Karl-Roe-Str. 5.|Dort ist Nebel.", id="a street"),
        pytest.param(
            "Er zog in die Lange Str. um.|Sie ging in die Hauptstr. 3 in Bonn.", id="more"
        ),
        pytest.param("Er wohnt in der Langen Str.|Dort ist Nebel.", id="a street at the end"),
        pytest.param("St. Pauli und St. Gallen sind fern.|Sie sind schön.", id="saints"),
        pytest.param("Er lebt in Bad Homburg v. d. Höhe.|Sie lebt in Frankfurt a. M.", id="towns"),
        pytest.param("Er kam aus Frankfurt a. d. Oder.|Sie kam aus Münster/Westf.", id="rivers"),
        pytest.param("J. R. Poe und A.-M. Roe kamen.|E. T. Roe blieb.", id="initials"),
        pytest.param("Markus H. schwieg, auch Lea B. (34).|T. redete.", id="the accused"),
        pytest.param("Verurteilt wurde Markus H.|Er muss zahlen.", id="the accused at the end"),
        pytest.param("Der Lkw sank mit dem Pkw.|Polizisten tauchten.", id="words without vowels"),
        pytest.param("Das steht im StGB und im UrhG.|Verlage kennen es.", id="laws at the end"),
        pytest.param("BT-Drs. 19/123 und BGBl. I S. 5 gelten.|ABl. L 3 nicht.", id="gazettes"),
        pytest.param("Er sah Ada (Poe u. Roe o. ä. Namen).|Sie sah ihn.", id="in brackets"),
    ],
)
def test_names_and_places_go_on(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("„Wohin?“, fragte Poe.|„Heim“, sagte Roe.", id="a comma after it"),
        pytest.param("„Wohin?“ fragte sie.|„Heim!“ rief er.|Sie gingen.", id="no comma after it"),
        pytest.param("»Wohin?«, fragte Poe.|»Heim!«, rief Roe.|»Gut.«", id="guillemets"),
        pytest.param('"Wohin?", fragte Poe.|"Heim!" rief Roe.|"Gut."', id="straight marks"),
        pytest.param("„Wohin?“|Poe sagte nichts.", id="no speaker: the verb is not first"),
        pytest.param("„Er rief ‚Halt!‘ und lief.“|„Er sagte ‚nein‘.“|Gut.", id="quotes in quotes"),
        pytest.param("»Er rief ›Halt!‹ und lief.«|»Sie auch.«", id="guillemets in guillemets"),
        pytest.param("„Nebel kam.|Er blieb“, sagte Poe.|Roe schlief.", id="several sentences"),
        pytest.param("Poe sagte: „Ich komme.“|Er kam.", id="after a colon"),
        pytest.param("Poe sagte: „Wer kommt?“|„Ich.“", id="a question after a colon"),
        pytest.param("Der Film „Wer kommt?“ lief im Hafen.|Er war gut.", id="a film"),
        pytest.param("Sie warteten … und gingen.|Nebel kam ... und blieb.", id="dots go on"),
        pytest.param("Sie warteten …|Dann kam Nebel...|Alle gingen.", id="dots end"),
        pytest.param("„Ich glaube …“|Er brach ab.", id="dots in a quotation"),
        pytest.param("Er kam.|(Sie nicht.)|Alle gingen.", id="brackets"),
        pytest.param("Die Händler:innen und Fischer*innen kamen.|Alle Täter:innen.", id="genders"),
        pytest.param("Es gab a) Boote, b) Netze und c) Nebel.|Gut.", id="letters of a list"),
        pytest.param("Es gab 1. Boote, 2. Netze und 3. Nebel.|Gut.", id="numbers of a list"),
        pytest.param("Schreiben Sie an post@hafen.example.|Poe liest es.", id="e-mail"),
        pytest.param("Er kauft bei Yahoo! ein.|Sie nicht!|Poe auch?", id="a name with a mark"),
    ],
)
def test_quotations_and_marks(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Das Lager liegt in der Nebelstr. 5 in Bonn.", id="a compound street"),
        pytest.param("Es war ihr 100. Geburtstag.", id="a long ordinal"),
        pytest.param("Parteien, z. B. Die Nebligen, zögern.", id="a phrase before a starter"),
        pytest.param("Es gab Boote, Netze u. Ä.|Poe nahm alles.", id="a list's end with a blank"),
        pytest.param("Er fuhr 130 km/h.|Poe schlief.", id="a measure"),
        pytest.param("Das Az. ist 3 StR 15/24.|Poe kam.", id="a file's number at the end"),
        pytest.param("§ 3 ist neu.|§ 4 entfällt.", id="a paragraph sign"),
        pytest.param(
            "Nebel kam.|– Das war klar.",
            id="a dash",
            marks=pytest.mark.xfail(strict=True, reason="a dash starts dialogues only"),
        ),
    ],
)
def test_what_german_has_of_its_own(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Der 1. Strafsenat tagt.|Poe kommt.", id="an ordinal"),
        pytest.param("Sie fuhren z. B. Hamburg an.", id="letters with blanks"),
        pytest.param("Der Verein Nebel e. V. half.", id="letters after a name"),
        pytest.param("„Wohin?“, fragte Poe.", id="a speaker after a comma"),
        pytest.param("„Wohin?“ fragte sie.", id="a speaker"),
    ],
)
def test_what_punkt_alone_would_cut_wrongly(marked: str) -> None:
    assert sentences(marked.replace("|", " "), "punkt") == marked.split("|")


def test_german_has_its_own_abbreviations() -> None:
    german = load_language("de")

    assert (german.class_of("Hr"), german.class_of("usw"), german.class_of("z.B")) == (
        "titles",
        "lists",
        "phrases",
    )
    assert (german.class_of("mag"), german.class_of("corp")) == (None, None)


def test_no_starter_is_a_noun_that_an_ordinal_may_count() -> None:
    assert load_language("de").starters.isdisjoint({"Mal", "Frau", "Band", "Teil", "Tag", "Fest"})


def test_sentences_are_found_with_their_offsets() -> None:
    text = "Nebel im Hafen\n\nAm 3. Mai kam  Dr. Poe. Er blieb."

    assert find_sentences(text, language="de") == [Span(0, 14), Span(16, 39), Span(40, 49)]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_letter_is_lost_between_sentences(engine: str) -> None:
    text = "Nebel kam.\n„Wohin?“, fragte Poe, z. B. am 3. Mai.  »Heim!« Es gab Boote usw. und § 5."

    assert "".join(sentences(text, engine)).replace(" ", "") == "".join(text.split())


ARTICLE = """\
Zum Inhalt springen

Zoll findet 4.000 falsche Uhren im Hafen

Stand: 3. Mai 2024, 18:30 Uhr

Beamte des Zolls haben am 2. Mai im Hafen von Nebelstadt rund 4.000 falsche Uhren entdeckt, wie \
Sprecherin Dr. Ada Poe mitteilte. Der Wert liegt bei ca. 1,2 Mio. Euro.

Artikel teilen

„Das ist der größte Fund seit 2019“, sagte Poe. „Die Kisten kamen z. B. aus Übersee.“

Was die Ermittler wissen

Gegen die Roe Handels GmbH wird nach § 143 Abs. 1 MarkenG ermittelt (Az. 12 Js 3/24). „War er \
gewarnt?“, fragte ein Reporter. Poe schwieg.

Sichergestellt wurden u. a.:

- 4.000 Uhren
- 300 Taschen, Netze usw.

Wie es weitergeht

Kommentare zu dem Fund gab es keine. Der Prozess beginnt am 1. September.

Mehr zum Thema

Das Lager bleibt bis zum 30. Juni versiegelt.

Bo Roe ist freier Journalist in Nebelstadt.

Schreibe einen Kommentar

Deine E-Mail-Adresse wird nicht veröffentlicht.

Name"""


def test_a_german_article_is_parted_like_an_english_one() -> None:
    units = segment_document(Document(id="a", source="a.txt", text=ARTICLE, sha256=""), "de")

    assert [(unit.kind, unit.text) for unit in units] == [
        ("boilerplate", "Zum Inhalt springen"),
        ("title", "Zoll findet 4.000 falsche Uhren im Hafen"),
        ("boilerplate", "Stand: 3. Mai 2024, 18:30 Uhr"),
        (
            "prose",
            "Beamte des Zolls haben am 2. Mai im Hafen von Nebelstadt rund 4.000 falsche Uhren "
            "entdeckt, wie Sprecherin Dr. Ada Poe mitteilte.",
        ),
        ("prose", "Der Wert liegt bei ca. 1,2 Mio. Euro."),
        ("boilerplate", "Artikel teilen"),
        ("prose", "„Das ist der größte Fund seit 2019“, sagte Poe."),
        ("prose", "„Die Kisten kamen z. B. aus Übersee.“"),
        ("heading", "Was die Ermittler wissen"),
        (
            "prose",
            "Gegen die Roe Handels GmbH wird nach § 143 Abs. 1 MarkenG ermittelt (Az. 12 Js 3/24).",
        ),
        ("prose", "„War er gewarnt?“, fragte ein Reporter."),
        ("prose", "Poe schwieg."),
        ("prose", "Sichergestellt wurden u. a.:"),
        ("list_item", "4.000 Uhren"),
        ("list_item", "300 Taschen, Netze usw."),
        ("heading", "Wie es weitergeht"),
        ("prose", "Kommentare zu dem Fund gab es keine."),
        ("prose", "Der Prozess beginnt am 1. September."),
        ("boilerplate", "Mehr zum Thema"),
        ("prose", "Das Lager bleibt bis zum 30. Juni versiegelt."),
        ("boilerplate", "Bo Roe ist freier Journalist in Nebelstadt."),
        ("boilerplate", "Schreibe einen Kommentar"),
        ("boilerplate", "Deine E-Mail-Adresse wird nicht veröffentlicht."),
        ("boilerplate", "Name"),
    ]
    assert {unit.section for unit in units if unit.kind == "list_item"} == {
        ("Was die Ermittler wissen",)
    }


def test_all_examples_of_the_boilerplate_rules_hold() -> None:
    assert list(check_examples(load_boilerplate("de").rules)) == []


def test_each_boilerplate_rule_has_examples_of_both_kinds() -> None:
    specs = [rule.spec for rule in load_boilerplate("de").rules.rules]

    assert [spec.id for spec in specs if len(spec.matches) < 4 or len(spec.skips) < 2] == []


BODY = ["Nebel kam.", "Er blieb.", "Poe fror.", "Roe fror.", "Alle gingen.", "Es war Nacht."]


def test_each_example_of_furniture_is_furniture_at_the_foot_of_a_page() -> None:
    furniture = load_boilerplate("de")
    examples = [line for rule in furniture.rules.rules for line in rule.spec.matches]

    assert [line for line in examples if not list(furniture.mark([*BODY, line]))[-1]] == []


def test_no_sentence_that_a_rule_skips_is_furniture() -> None:
    furniture = load_boilerplate("de")
    examples = [line for rule in furniture.rules.rules for line in rule.spec.skips]

    assert [line for line in examples if list(furniture.mark([*BODY, line]))[-1]] == []


@pytest.mark.parametrize(
    "line", ["Bo Roe ist Redakteurin der Nebelpost.", "Zur Autorin", "Pressekontakt: Ada Poe"]
)
def test_who_wrote_it_is_furniture_late_in_the_document_only(line: str) -> None:
    marked = list(load_boilerplate("de").mark([line, *BODY, line, "Sie mag Nebel."]))

    assert marked == [False] * 7 + [True] * 2


@pytest.mark.parametrize("line", ["3 Kommentare", "Alle Rechte vorbehalten.", "© 2026 Nebelpost"])
def test_furniture_at_the_foot_goes_on_to_the_end(line: str) -> None:
    assert list(load_boilerplate("de").mark([*BODY, line, "Nebel gab es auch anderswo."]))[-2:] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Über die Folgen",
        "Kein Kommentar",
        "Anzeige gegen Unbekannt",
        "Mehr Zoll, weniger Handel",
        "Weitere Artikel im Hafen beschlagnahmt",
        "Ada Poe ist seit Montag verschwunden.",
        "Kommentar: Warum der Zoll recht hat",
    ],
)
def test_what_only_sounds_like_furniture_is_the_article(line: str) -> None:
    assert not any(load_boilerplate("de").mark([*BODY, line, "Nebel kam auch später."]))


def kinds(text: str) -> list[tuple[str, str]]:
    def written(block: Block) -> str:
        return text[block.start : block.end]

    return [(block.kind, written(block)) for block in find_blocks(text, "de")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Was der Zoll sagt", "heading", id="a heading"),
        pytest.param("Übersee im Nebel", "heading", id="a heading with an umlaut"),
        pytest.param("Poe kam.", "prose", id="a sentence"),
        pytest.param("Er rief: „Ich komme.“", "prose", id="a quotation's end"),
        pytest.param("„Ein dunkler Tag“", "heading", id="a quoted heading"),
        pytest.param("3. Mai 2024", "heading", id="a date"),
    ],
)
def test_a_short_line_that_stands_alone_is_a_heading(line: str, kind: str) -> None:
    assert kinds(f"Nebel\n\nEr kam.\n\n{line}\n\nEr ging.")[2] == (kind, line)


def test_a_title_may_start_with_an_ordinal() -> None:
    assert kinds("1. FC Nebel steigt ab\n\nEr verlor.")[0] == ("title", "1. FC Nebel steigt ab")


def test_german_quotations_are_quotations() -> None:
    text = "„Nebel“, sagte Poe. „Ja“, sagte Roe."

    assert [text[span.start : span.end] for span in find_quotations(text)] == ["„Nebel“", "„Ja“"]


def test_guillemets_that_point_inwards_are_quotations() -> None:
    text = "»Nebel«, sagte Poe. »Ja«, sagte Roe."

    assert [text[span.start : span.end] for span in find_quotations(text)] == ["»Nebel«", "»Ja«"]
