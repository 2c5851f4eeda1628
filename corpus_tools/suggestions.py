"""Words and phrases that gold calls for and no rule uses yet. A door to numpy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus_tools.annotations import pair_with_gold
from corpus_tools.languages import language_file
from corpus_tools.records import Annotation, LabelledUnit, Span
from corpus_tools.yamlio import StrictModel, Texts, read_yaml

if TYPE_CHECKING:
    import numpy as np

LONGEST_PHRASE = 3
FEWEST_UNITS = FEWEST_ARTICLES = 2
LEAST_PRECISION = 0.5
# What parts phrases: marks that no phrase of a rule runs over. Numbers do too, for rules know them by type.
_PARTER = re.compile(r"[^\w\s,\"'“”‘’-]+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that a new rule might use.

    Of the annotated units that hold the phrase, ``voted`` have a vote for the
    label already and ``unvoted`` have none. ``missed`` of the latter have the
    label in gold, in ``articles`` different articles; ``precision`` is their
    share, in [0, 1]. ``score`` is the log-odds in standard deviations.
    ``document_id``, ``start`` and ``end`` are the place of one missed unit,
    offsets in the article; ``missed_units`` are the ids of all. ``silent_rules`` are
    those of the label that match in words of the phrase there but are kept silent, with
    the number of missed units, the most frequent first; see
    :func:`corpus_tools.silent_rules.name_silent_rules`.
    """

    label: str
    phrase: str
    score: float
    missed: int
    unvoted: int
    precision: float
    articles: int
    voted: int
    document_id: str
    start: int
    end: int
    missed_units: tuple[str, ...] = ()
    silent_rules: tuple[tuple[str, int], ...] = ()

    def as_row(self) -> dict[str, Any]:
        """The suggestion as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An annotated unit with its phrases."""

    document: str
    found: LabelledUnit
    gold: frozenset[str]
    phrases: frozenset[str]

    def is_voted(self, label: str) -> bool:
        return any(vote.label == label for vote in self.found.votes)


class FunctionWords(StrictModel):
    """What a language's ``function_words.yaml`` may say."""

    words: Texts


def read_function_words(language: str) -> frozenset[str]:
    """Return the small words that tell no topic: articles, pronouns, prepositions, auxiliaries.

    >>> "because" in read_function_words("en"), "raid" in read_function_words("en")
    (True, False)

    :raises ValueError: for a language without data.
    """
    path = language_file(language, "function_words")
    return frozenset(read_yaml(path, FunctionWords).content.words)


def find_phrases(text: str, longest: int = LONGEST_PHRASE) -> Iterator[str]:
    """Yield the phrases of a text, case folded: runs of words that no full stop or number parts.

    >>> list(find_phrases("Police raided. 12 men fled", 2))
    ['police', 'police raided', 'raided', 'men', 'men fled', 'fled']
    """
    for words in _find_stretches(text.casefold().replace("’", "'")):
        for start in range(len(words)):
            for end in range(start + 1, min(start + longest, len(words)) + 1):
                yield " ".join(words[start:end])


def locate_phrase(phrase: str, text: str) -> Span | None:
    """Return where a phrase first stands in a text as written; ``None`` where it doesn't.

    >>> locate_phrase("police raided", "On Friday, police raided it")
    Span(start=11, end=24)
    """
    words = r"\W+".join(map(re.escape, phrase.split()))
    match = re.search(rf"\b{words}\b", text.replace("’", "'"), re.IGNORECASE)
    return None if match is None else Span(*match.span())


def _find_stretches(text: str) -> Iterator[list[str]]:
    for stretch in _PARTER.split(text):
        words: list[str] = []
        for word in _WORD.findall(stretch):
            if any(map(str.isdigit, word)):
                yield words
                words = []
            else:
                words.append(word)
        yield words


def suggest_phrases(
    labelled: Mapping[str, Sequence[LabelledUnit]],
    gold: Mapping[str, Annotation],
    labels: Sequence[str],
    *,
    language: str = "en",
    top: int = 10,
) -> list[Suggestion]:
    """Return for each label the phrases that tell its missed units apart, best first.

    Compared are the annotated units that have a label in gold and no vote for
    it, and those that have neither. The score is the smoothed log-odds ratio with an
    informative Dirichlet prior, divided by its standard deviation (B. Monroe,
    M. Colaresi and K. Quinn, "Fightin' Words: lexical feature selection and
    evaluation for identifying the content of political conflict", Political
    Analysis 16(4), 2008). A phrase counts once a unit; its prior is the number of
    all annotated units that hold it, so that words common everywhere score low.

    Gold that no unit fits is left out: no rule could see it. A phrase must
    stand in two missed units of two articles at least, score above 0, be right in
    half of the units that it would add, and hold a word that is no function word.
    Where one phrase holds another and finds no missed unit besides, the better
    one is shown.

    :param labelled: all units of each document, in reading order.
    :param gold: annotations of these documents, by id.
    :param labels: the labels to suggest for.
    :param top: phrases a label.
    :raises ValueError: for a language without data.
    """
    seen = [
        _Seen(name, found, frozenset(unit.labels), frozenset(find_phrases(found.unit.text)))
        for name, unit, found in pair_with_gold(labelled, gold)
        if found is not None
    ]
    prior = Counter(phrase for each in seen for phrase in each.phrases)
    small = read_function_words(language)
    return [each for label in labels for each in _suggest(label, seen, prior, small)[:top]]


def _suggest(
    label: str, seen: Sequence[_Seen], prior: Counter[str], small: Collection[str]
) -> list[Suggestion]:
    unvoted = [each for each in seen if not each.is_voted(label)]
    missed = [each for each in unvoted if label in each.gold]
    holders: dict[str, list[_Seen]] = {}
    for each in missed:
        for phrase in each.phrases:
            holders.setdefault(phrase, []).append(each)
    there = _count(missed)
    elsewhere = _count([each for each in unvoted if label not in each.gold])
    candidates = sorted(
        phrase
        for phrase, units in holders.items()
        if _is_supported(units, elsewhere[phrase]) and not set(phrase.split()) <= set(small)
    )
    scores = score_log_odds(candidates, there, elsewhere, prior) if candidates else ()
    voted = _count([each for each in seen if each.is_voted(label)])
    return [
        _describe(label, phrase, value, holders[phrase], (elsewhere[phrase], voted[phrase]))
        for phrase, value in _keep_best(candidates, map(float, scores), holders)
    ]


def _is_supported(missed: Sequence[_Seen], wrong: int) -> bool:
    return (
        len(missed) >= FEWEST_UNITS
        and len({each.document for each in missed}) >= FEWEST_ARTICLES
        and len(missed) >= LEAST_PRECISION * (len(missed) + wrong)
    )


def _keep_best(
    phrases: Iterable[str], scores: Iterable[float], holders: Mapping[str, Sequence[_Seen]]
) -> list[tuple[str, float]]:
    # Of equals, the longer phrase is the more telling and comes first.
    pairs = zip(phrases, scores, strict=True)
    ranked = sorted(pairs, key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))
    kept: list[tuple[str, float]] = []
    for phrase, value in ranked:
        repeats = any(_repeats(phrase, better, holders) for better, _ in kept)
        if value > 0 and not repeats:
            kept.append((phrase, value))
    return kept


def score_log_odds(
    phrases: Sequence[str],
    there: Counter[str],
    elsewhere: Counter[str],
    prior: Counter[str],
) -> np.ndarray:
    """Return each phrase's log-odds ratio in standard deviations; above 0, it belongs ``there``.

    With counts y, their totals n, the prior counts a and their total A, a
    side's odds are (y + a) / (n + A - y - a), and the variance of the difference
    of their logarithms is about 1 / (y + a) of one side plus that of the other.

    >>> counts = Counter(raid=8, shop=2), Counter(raid=2, shop=8), Counter(raid=10, shop=10)
    >>> score_log_odds(["raid", "shop"], *counts).round(2).tolist()
    [2.18, -2.18]
    """
    import numpy as np

    y, x, a = (
        np.array([counts[phrase] for phrase in phrases], dtype=np.float64)
        for counts in (there, elsewhere, prior)
    )
    n_y, n_x, n_a = (float(counts.total()) for counts in (there, elsewhere, prior))
    ratio = np.log((y + a) / (n_y + n_a - y - a)) - np.log((x + a) / (n_x + n_a - x - a))
    return np.asarray(ratio / np.sqrt(1 / (y + a) + 1 / (x + a)))


def _count(units: Sequence[_Seen]) -> Counter[str]:
    return Counter(phrase for each in units for phrase in each.phrases)


def _repeats(phrase: str, better: str, holders: Mapping[str, Sequence[_Seen]]) -> bool:
    """Whether a phrase holds a better one, or lies within it, and finds nothing besides."""
    one, two = f" {phrase} ", f" {better} "
    if one not in two and two not in one:
        return False
    return {id(each) for each in holders[phrase]} <= {id(each) for each in holders[better]}


def _describe(
    label: str, phrase: str, value: float, missed: Sequence[_Seen], others: tuple[int, int]
) -> Suggestion:
    """Put a phrase's figures together.

    :param others: units with the phrase that have neither label nor vote, and that have a vote.
    """
    unit = missed[0].found.unit
    wrong, voted = others
    return Suggestion(
        label,
        phrase,
        score=round(value, 3),
        missed=len(missed),
        unvoted=len(missed) + wrong,
        precision=round(len(missed) / (len(missed) + wrong), 4),
        articles=len({each.document for each in missed}),
        voted=voted,
        document_id=unit.document_id,
        start=unit.start,
        end=unit.end,
        missed_units=tuple(each.found.unit.unit_id for each in missed),
    )
