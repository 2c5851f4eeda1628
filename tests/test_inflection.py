"""The forms of English and German words."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus_tools.rules import Context, load_rules
from corpus_tools.rules.inflection import FORMS, Inflection, WordData, load_inflection

ENGLISH, GERMAN = load_inflection("en"), load_inflection("de")

# -s, past, past participle, -ing
VERBS = [
    ("close", "closes closed closed closing"),
    ("ban", "bans banned banned banning"),
    ("fine", "fines fined fined fining"),
    ("raid", "raids raided raided raiding"),
    ("arrest", "arrests arrested arrested arresting"),
    ("deny", "denies denied denied denying"),
    ("pay", "pays paid paid paying"),
    ("delay", "delays delayed delayed delaying"),
    ("die", "dies died died dying"),
    ("agree", "agrees agreed agreed agreeing"),
    ("sue", "sues sued sued suing"),
    ("veto", "vetoes vetoed vetoed vetoing"),
    ("go", "goes went gone going"),
    ("seize", "seizes seized seized seizing"),
    ("fix", "fixes fixed fixed fixing"),
    ("crush", "crushes crushed crushed crushing"),
    ("watch", "watches watched watched watching"),
    ("take", "takes took taken taking"),
    ("shut", "shuts shut shut shutting"),
    ("begin", "begins began begun beginning"),
    ("write", "writes wrote written writing"),
    ("see", "sees saw seen seeing"),
    ("have", "has had had having"),
    ("traffic", "traffics trafficked trafficked trafficking"),
    ("commit", "commits committed committed committing"),
    ("order", "orders ordered ordered ordering"),
    ("visit", "visits visited visited visiting"),
    ("hack", "hacks hacked hacked hacking"),
    ("jail", "jails jailed jailed jailing"),
    ("stop", "stops stopped stopped stopping"),
    ("acquit", "acquits acquitted acquitted acquitting"),
    ("equip", "equips equipped equipped equipping"),
    ("mimic", "mimics mimicked mimicked mimicking"),
    ("sing", "sings sang sung singing"),
    ("overturn", "overturns overturned overturned overturning"),
    ("program", "programs programmed programmed programming"),
    ("override", "overrides overrode overridden overriding"),
    ("foresee", "foresees foresaw foreseen foreseeing"),
    ("rewrite", "rewrites rewrote rewritten rewriting"),
    ("resell", "resells resold resold reselling"),
    ("slay", "slays slew slain slaying"),
    ("tow", "tows towed towed towing"),
    ("panic", "panics panicked panicked panicking"),
    ("squat", "squats squatted squatted squatting"),
    ("quiz", "quizzes quizzed quizzed quizzing"),
    ("recruit", "recruits recruited recruited recruiting"),
    ("overtake", "overtakes overtook overtaken overtaking"),
    ("undergo", "undergoes underwent undergone undergoing"),
    ("withhold", "withholds withheld withheld withholding"),
    ("underlie", "underlies underlay underlain underlying"),
    ("repay", "repays repaid repaid repaying"),
    ("relay", "relays relayed relayed relaying"),
    ("demean", "demeans demeaned demeaned demeaning"),
    ("deride", "derides derided derided deriding"),
    ("outlaw", "outlaws outlawed outlawed outlawing"),
    ("forecast", "forecasts forecast forecast forecasting"),
    ("livestream", "livestreams livestreamed livestreamed livestreaming"),
    ("radio", "radios radioed radioed radioing"),
    ("focus", "focuses focused focused focusing"),
    ("swear", "swears swore sworn swearing"),
    ("overrun", "overruns overran overrun overrunning"),
]


@pytest.mark.parametrize(("verb", "forms"), VERBS, ids=[verb for verb, _ in VERBS])
def test_a_verb_has_its_forms(verb: str, forms: str) -> None:
    found = ENGLISH.verb_forms(verb)

    expected = dict(zip(("s", "past", "participle", "ing"), forms.split(), strict=True))
    assert found["base"][0] == verb
    assert {name: form in found[name] for name, form in expected.items()} == dict.fromkeys(
        expected, True
    ), found


@pytest.mark.parametrize(
    ("verb", "form", "spellings"),
    [
        ("cancel", "past", "canceled cancelled"),
        ("fuel", "past", "fueled fuelled"),
        ("refuel", "ing", "refueling refuelling"),
        ("dial", "past", "dialed dialled"),
        ("equal", "past", "equaled equalled"),
        ("trial", "ing", "trialing trialling"),
        ("duel", "ing", "dueling duelling"),
        ("initial", "past", "initialed initialled"),
        ("queue", "ing", "queuing queueing"),
        ("cue", "ing", "cuing cueing"),
        ("queue", "past", "queued"),
        ("jail", "past", "jailed"),
        ("appeal", "past", "appealed"),
        ("reveal", "ing", "revealing"),
        ("foil", "past", "foiled"),
        ("argue", "ing", "arguing"),
    ],
)
def test_every_spelling_of_a_country_is_given_and_no_other(
    verb: str, form: str, spellings: str
) -> None:
    assert set(ENGLISH.verb_forms(verb)[form]) == set(spellings.split())


@pytest.mark.parametrize(
    "verb", ["raid", "arrest", "deny", "close", "ban", "take", "jail", "pay", "delay", "behave"]
)
def test_no_form_is_wrong(verb: str) -> None:
    wrong = "raidded|arrestted|denyed|denys|closeed|closeing|baned|baning|taked|jailled|payed|paies|delaid|behad"
    forms = {form for forms in ENGLISH.verb_forms(verb).values() for form in forms}

    assert not [form for form in forms if re.fullmatch(wrong, form)]


def test_to_be_has_all_its_forms() -> None:
    forms = {form for forms in ENGLISH.verb_forms("be").values() for form in forms}

    assert forms == {"be", "am", "are", "is", "was", "were", "been", "being"}


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("account", "accounts"),
        ("agency", "agencies"),
        ("toy", "toys"),
        ("tax", "taxes"),
        ("bus", "buses"),
        ("church", "churches"),
        ("policeman", "policemen"),
        ("woman", "women"),
        ("man", "men"),
        ("knife", "knives"),
        ("wife", "wives"),
        ("thief", "thieves"),
        ("chief", "chiefs"),
        ("person", "people"),
        ("child", "children"),
        ("german", "germans"),
        ("roman", "romans"),
        ("cafe", "cafes"),
        ("safe", "safes"),
        ("embargo", "embargoes"),
        ("crisis", "crises"),
        ("analysis", "analyses"),
        ("monarch", "monarchs"),
        ("photo", "photos"),
        ("potato", "potatoes"),
        ("shelf", "shelves"),
        ("medium", "media"),
        ("mouse", "mice"),
        ("quiz", "quizzes"),
        ("businesswoman", "businesswomen"),
        ("spokesperson", "spokespeople"),
        ("grandchild", "grandchildren"),
        ("attorney-general", "attorneys-general"),
        ("secretary-general", "secretaries-general"),
        ("passer-by", "passers-by"),
        ("hypothesis", "hypotheses"),
        ("phenomenon", "phenomena"),
        ("appendix", "appendices"),
        ("belief", "beliefs"),
        ("leaf", "leaves"),
        ("gulf", "gulfs"),
        ("search", "searches"),
        ("oligarch", "oligarchs"),
        ("epoch", "epochs"),
        ("embassy", "embassies"),
        ("aircraft", "aircraft"),
        ("series", "series"),
        ("studio", "studios"),
        ("veto", "vetoes"),
        ("virus", "viruses"),
        ("summons", "summonses"),
    ],
)
def test_a_noun_has_its_plural(noun: str, plural: str) -> None:
    forms = ENGLISH.noun_forms(noun)

    assert forms[0] == noun
    assert plural in forms


@given(st.text("abcdefghijklmnopqrstuvwxyz'-", min_size=1, max_size=12))
def test_every_word_has_forms(word: str) -> None:
    assume(word not in ENGLISH._bases_by_heart)
    forms = ENGLISH.verb_forms(word)

    assert tuple(forms) == FORMS
    assert all(forms[name] and all(forms[name]) for name in FORMS)
    assert ENGLISH.noun_forms(word)[0] == word


@pytest.mark.parametrize("method", ["verb_forms", "noun_forms"])
def test_a_language_without_forms_says_so(method: str) -> None:
    with pytest.raises(ValueError, match=r"has no (?:verb|noun) forms for 'gehen'; list the forms"):
        getattr(Inflection(WordData()), method)("gehen")


# "Er ...", the past's singular and plural, the participle, "ge...end"
GERMAN_VERBS = [
    ("sperren", "sperrt sperrte sperrten gesperrt sperrend"),
    ("melden", "meldet meldete meldeten gemeldet meldend"),
    ("öffnen", "öffnet öffnete öffneten geöffnet öffnend"),
    ("handeln", "handelt handelte handelten gehandelt handelnd"),
    ("fordern", "fordert forderte forderten gefordert fordernd"),
    ("kontrollieren", "kontrolliert kontrollierte kontrollierten kontrolliert kontrollierend"),
    ("verhaften", "verhaftet verhaftete verhafteten verhaftet verhaftend"),
    ("verhängen", "verhängt verhängte verhängten verhängt verhängend"),
    ("bestätigen", "bestätigt bestätigte bestätigten bestätigt bestätigend"),
    ("durchsuchen", "durchsucht durchsuchte durchsuchten durchsucht durchsuchend"),
    ("überwachen", "überwacht überwachte überwachten überwacht überwachend"),
    ("ermitteln", "ermittelt ermittelte ermittelten ermittelt ermittelnd"),
    ("verbieten", "verbietet verbot verboten verboten verbietend"),
    ("schließen", "schließt schloss schlossen geschlossen schließend"),
    ("erlassen", "erlässt erließ erließen erlassen erlassend"),
    ("untersagen", "untersagt untersagte untersagten untersagt untersagend"),
    ("anklagen", "anklagt anklagte anklagten angeklagt anklagend"),
    ("einleiten", "einleitet einleitete einleiteten eingeleitet einleitend"),
    ("ausliefern", "ausliefert auslieferte auslieferten ausgeliefert ausliefernd"),
    ("festnehmen", "festnimmt festnahm festnahmen festgenommen festnehmend"),
    ("zurückweisen", "zurückweist zurückwies zurückwiesen zurückgewiesen zurückweisend"),
    ("anfechten", "anficht anfocht anfochten angefochten anfechtend"),
    ("antworten", "antwortet antwortete antworteten geantwortet antwortend"),
    ("beten", "betet betete beteten gebetet betend"),
    ("einigen", "einigt einigte einigten geeinigt einigend"),
]


@pytest.mark.parametrize(("verb", "forms"), GERMAN_VERBS, ids=[verb for verb, _ in GERMAN_VERBS])
def test_a_german_verb_has_its_forms(verb: str, forms: str) -> None:
    found = GERMAN.verb_forms(verb)

    s, past, pasts, participle, ing = forms.split()
    assert found["s"] == (s,)
    assert found["past"] == (past, pasts)
    assert found["participle"][0] == participle
    assert found["ing"][0] == ing


@pytest.mark.parametrize(
    ("verb", "bases"),
    [
        ("anklagen", ("anklagen", "anzuklagen")),
        ("festnehmen", ("festnehmen", "festzunehmen")),
        ("verbieten", ("verbieten",)),
        ("durchsuchen", ("durchsuchen",)),
        ("arbeiten", ("arbeiten",)),
    ],
)
def test_only_a_german_verb_that_can_be_parted_takes_zu(verb: str, bases: tuple[str, ...]) -> None:
    assert GERMAN.verb_forms(verb)["base"] == bases


def test_a_german_participle_declines() -> None:
    assert set(GERMAN.verb_forms("festnehmen")["participle"]) == {
        "festgenommen", "festgenommene", "festgenommenem", "festgenommenen", "festgenommener",
        "festgenommenes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("behörde", "behörden"),
        ("ermittlung", "ermittlungen"),
        ("sanktion", "sanktionen"),
        ("freiheit", "freiheiten"),
        ("universität", "universitäten"),
        ("polizistin", "polizistinnen"),
        ("journalist", "journalisten"),
        ("dokument", "dokumente"),
        ("projekt", "projekte"),
        ("inspektor", "inspektoren"),
        ("ergebnis", "ergebnisse"),
        ("museum", "museen"),
        ("firma", "firmen"),
        ("büro", "büros"),
        ("händler", "händler"),
        ("mädchen", "mädchen"),
        ("verfahren", "verfahren"),
        ("termin", "termine"),
        ("verein", "vereine"),
        ("gericht", "gerichte"),
        ("prozess", "prozesse"),
        ("staatsanwalt", "staatsanwälte"),
        ("bundesland", "bundesländer"),
        ("kaufmann", "kaufleute"),
        ("bußgeld", "bußgelder"),
        ("vertrag", "verträge"),
        ("beamter", "beamte"),
        ("konto", "konten"),
    ],
)
def test_a_german_noun_has_its_plural(noun: str, plural: str) -> None:
    forms = GERMAN.noun_forms(noun)

    assert forms[0] == noun
    assert plural in forms


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüß-", min_size=1, max_size=12))
def test_every_german_word_has_forms(word: str) -> None:
    forms = GERMAN.verb_forms(word)

    assert tuple(forms) == FORMS
    assert all(forms[name] and all(forms[name]) for name in FORMS)
    assert GERMAN.noun_forms(word)[0] == word


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("<schließen:passive>", "Der Laden wurde am Montag von der Polizei geschlossen.", True),
        ("<schließen:passive>", "Die Läden sind geschlossen worden.", True),
        ("<schließen:passive>", "Die Polizei schloss den Laden.", False),
        ("<festnehmen:perfect>", "Sie hat zwei Männer festgenommen.", True),
        ("<klagen an>", "Die Behörde klagt zwei Männer an.", True),
        ("<klagen an>", "Die Behörde klagt Dr. Poe an.", True),
        ("<klagen an>", "Er klagt nicht und kommt an.", False),
        ("polizei ..4 durchsuchte", "Die Polizei in der Str. 5 durchsuchte es.", True),
        ("polizei ..4 durchsuchte", "Die Polizei am 12. Mai durchsuchte es.", True),
        ("polizei ..4 durchsuchte", "Sie rief die Polizei. Er durchsuchte es.", False),
        ("{negation}", "Er wurde nicht nur gesperrt.", False),
        ("{negation}", "Die Razzia fand gestern statt.", False),
        ("{negation}", "Statt zu zahlen, ging er.", True),
        ("{negation}", "Er zahlte selten.", True),
        ("{hypothetical}", "Er zahlt womöglich.", True),
        ("<staatsanwalt:noun>", "Die Anklage der Staatsanwälte", True),
        ("<händler:noun>", "Den Händlern droht Haft.", True),
        ("{negation} <verbieten>", "Das ist nicht verboten.", True),
        ("<behörde:noun> <verhängen:past>", "Die Behörden verhängten Bußgelder.", True),
    ],
)
def test_german_phrases_use_german_forms(
    tmp_path: Path, pattern: str, text: str, found: bool
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(f"- {{id: a, label: b, pattern: '{pattern}'}}\n", encoding="utf-8")

    assert bool(load_rules([path], language="de").ask(text, Context())) == found


def test_the_lists_have_the_same_names_in_each_language() -> None:
    assert set(ENGLISH.data.lists) <= set(GERMAN.data.lists)


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        load_inflection("xx")


@pytest.mark.parametrize(
    ("form", "verb"), [("was", "be"), ("sold", "sell"), ("taken", "take"), ("had", "have")]
)
def test_a_form_in_place_of_a_verb_is_refused(form: str, verb: str) -> None:
    with pytest.raises(ValueError, match=f"'{form}' is a form of '{verb}'; write <{verb}>"):
        load_inflection("en").verb_forms(form)


@pytest.mark.parametrize("verb", ["found", "saw", "lay", "wound", "be", "sell", "reset"])
def test_a_verb_that_is_also_a_form_is_none(verb: str) -> None:
    assert verb in load_inflection("en").verb_forms(verb)["base"]
