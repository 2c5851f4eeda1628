"""Whether a mark ends a sentence, decided by the class of what stands before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus_tools.sentences.context import (
    OPENING_QUOTES,
    WIDE_MARKS,
    Candidate,
    abbreviation_after,
    follows_comma,
    holds_word,
    is_abbreviation_after,
    is_address_after,
    is_cited,
    is_ellipsis,
    is_glued,
    is_initial_after,
    is_letter_after,
    is_list_number,
    is_number_after,
    is_single_stop,
    may_start,
    name_before,
    opens_sentence,
    repeats_word,
    spaced_letters_before,
    speech_verb_after,
    token_before,
    verb_after,
    word_after,
)
from corpus_tools.sentences.language import AbbreviationClass, SentenceLanguage

_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){0,4}[^\W\d_]$")
_VOWELLESS = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}$")
_DOTTED = re.compile(r"[^\W\d_]\w{0,3}(?:\.\w{1,4})+$")
_ENDS_IN_CAPITAL = re.compile(r"[A-Z]\w*[a-z]\w*[A-Z]$")
_ORDINAL = re.compile(r"\d{1,3}$")
# Unlisted abbreviations have small letters after them, but few letters.
SHORTEST_LAST_WORD = 4
# "At 5 a.m. Mr. Roe left": so short a start is not a sentence yet.
SHORT_OPENING = 16

Decision = Callable[[str, Candidate], bool]


class BoundaryJudge:
    """Decides about candidates by the language's data."""

    def __init__(self, language: SentenceLanguage) -> None:
        """Keep the data."""
        self._language = language
        self._by_class: dict[AbbreviationClass, Decision] = {
            "titles": self._ends_after_title,
            "phrases": _never,
            "numbers": self._ends_after_number_word,
            "dates": self._starts,
            "firms": self._ends_after_firm,
            "names": self._ends_after_name,
            "places": self._ends_after_place,
            "citations": self._ends_after_citation,
            "lists": _before_capital,
            "times": self._ends_after_hour,
        }

    def ends(self, text: str, place: Candidate) -> bool:
        """Whether a sentence ends at the candidate."""
        if is_single_stop(text, place):  # as most are: the other questions are answered
            return self._ends_at_stop(text, place)
        if not holds_word(text, place):
            return False
        if place.after == place.end:
            return text[place.stop] in WIDE_MARKS or self._ends_glued(text, place)
        if text[place.after].islower():
            return self._ends_before_small(text, place)
        return may_start(text, place) and self._ends_before_other(text, place)

    def is_vetoed(self, text: str, place: Candidate) -> bool:
        """Whether what the language knows of abbreviations and ordinals speaks against an end."""
        token = token_before(text, place)
        ordinal = self._language.ordinals and _ORDINAL.match(token)
        known = self._class_of(token, text, place) or _INITIALS.match(token) or ordinal
        return bool(known) and not self.ends(text, place)

    # By mark, and by what follows it.

    def _ends_glued(self, text: str, place: Candidate) -> bool:
        known = self._language.class_of(token_before(text, place))
        return known is None and is_glued(text, place)

    def _ends_before_small(self, text: str, place: Candidate) -> bool:
        """Whether a sentence starts with a small letter, as people write who are in a hurry."""
        token, mark = token_before(text, place), text[place.stop]
        if self._language.class_of(token):
            return False
        if is_address_after(text, place):
            return True
        if place.end > place.marks or is_ellipsis(text, place) or not token.islower():
            return False
        if mark == "!" and token in self._language.interjections:
            return False
        if mark == ".":
            return token.isalpha() and len(token) >= SHORTEST_LAST_WORD
        return not self._is_attributed(text, place)

    def _ends_before_other(self, text: str, place: Candidate) -> bool:
        closed = place.end > place.marks
        asks = text[place.marks - 1] in "?!"
        if closed and (asks or text[place.stop] in "?!") and self._is_attributed(text, place):
            return False
        if is_ellipsis(text, place):
            return closed or self._ends_at_dots(text, place)
        if asks and text[place.stop] == ".":
            return True  # "in the U.S.? Poe"
        if text[place.stop] == ".":
            return self._ends_at_stop(text, place)
        named = token_before(text, place) in self._language.marked_names
        return closed or not named or self._starts(text, place)

    def _ends_at_dots(self, text: str, place: Candidate) -> bool:
        """Whether dots end more than a breath; three that stand apart need a starter."""
        dots = text[place.stop : place.marks].replace(" ", "")
        apart = place.stop > place.start and text[place.stop - 1].isspace()
        if not apart or dots not in ("...", "\u2026"):
            return True
        return self._starts(text, place) and word_after(text, place) != "I"

    def _ends_at_stop(self, text: str, place: Candidate) -> bool:
        if is_list_number(text, place):
            return False
        token = token_before(text, place)
        if not token:
            return True
        known = self._class_of(token, text, place)
        if known is not None and not (known == "numbers" and _INITIALS.match(token)):
            return self._by_class[known](text, place)
        if known == "numbers" and self._waits_for_number(text, place):
            return False
        if _INITIALS.match(token) or (self._language.ordinals and _ORDINAL.match(token)):
            return self._starts(text, place)
        if any(form.match(token) for form in (_VOWELLESS, _DOTTED, _ENDS_IN_CAPITAL)):
            return self._ends_after_name(text, place)
        if text[place.after] == "\u00a7":
            return token.isalpha()
        return not is_cited(text, place)

    # By class of abbreviation.

    def _ends_after_title(self, text: str, place: Candidate) -> bool:
        """Whether a common noun, not a title, stands there: "I rang the rep. He was out."."""
        if not token_before(text, place).islower() or not self._starts(text, place):
            return False
        return self._language.class_of(word_after(text, place)) is None

    def _ends_after_number_word(self, text: str, place: Candidate) -> bool:
        return not (self._waits_for_number(text, place) or is_letter_after(text, place))

    def _ends_after_citation(self, text: str, place: Candidate) -> bool:
        if text[place.after] == "(" or is_initial_after(text, place):
            return False
        token = token_before(text, place)
        if opens_sentence(text, place, token) and token not in self._language.starters:
            return self._starts(text, place)  # "(Ed. Note: ...)"
        return not self._waits_for_number(text, place)

    def _ends_after_name(self, text: str, place: Candidate) -> bool:
        if text[place.after] in OPENING_QUOTES:
            return text[place.after + 1 : place.after + 2].isupper()
        return self._starts(text, place)

    def _ends_after_firm(self, text: str, place: Candidate) -> bool:
        """As after a name; before a part of the firm's name, too, and before a word and a verb."""
        if self._ends_after_name(text, place):
            return True
        name = name_before(text, place)
        if not name:
            return False
        return repeats_word(text, place, name) or verb_after(text, place) in self._language.verbs

    def _ends_after_place(self, text: str, place: Candidate) -> bool:
        if self._ends_after_name(text, place):
            return True
        return follows_comma(text, place) and text[place.after].isupper()

    def _ends_after_hour(self, text: str, place: Candidate) -> bool:
        if not _before_capital(text, place) or word_after(text, place) in self._language.calendar:
            return False
        return place.stop - place.start > SHORT_OPENING

    # What the language knows.

    def _class_of(self, token: str, text: str, place: Candidate) -> AbbreviationClass | None:
        """Return the class of a token, of its last part, or of the letters that it ends."""
        know = self._language.class_of
        if len(token) == 1 and (known := know(spaced_letters_before(text, place))):
            return known
        known = know(token)
        if known is None and not token.isalpha():
            return know(token.rpartition("-")[2]) or know(token.rpartition("/")[2])
        return known

    def _starts(self, text: str, place: Candidate) -> bool:
        """Whether a word follows that starts sentences, and is no initial ("Y. M. C. A.")."""
        if word_after(text, place) not in self._language.starters:
            return False
        return not (is_abbreviation_after(text, place) or is_initial_after(text, place))

    def _waits_for_number(self, text: str, place: Candidate) -> bool:
        """Whether a number follows, or a word that itself waits for one ('Ex. Doc. 3')."""
        if is_number_after(text, place) or is_abbreviation_after(text, place):
            return True
        word = abbreviation_after(text, place)
        known = self._language.class_of(word) if word else None
        return known in ("citations", "numbers")

    def _is_attributed(self, text: str, place: Candidate) -> bool:
        """Whether '"Where?" Poe asked' goes on."""
        return speech_verb_after(text, place) in self._language.speech_verbs


def _never(_text: str, _place: Candidate) -> bool:
    return False


def _before_capital(text: str, place: Candidate) -> bool:
    return text[place.after].isupper() or text[place.after] in OPENING_QUOTES
