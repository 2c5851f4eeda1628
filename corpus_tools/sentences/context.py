"""What stands around a mark that may end a sentence: questions about text, none about language."""

from __future__ import annotations

import re
from typing import NamedTuple

# Every question looks this far back or ahead, so that no text makes it slow.
REACH = 48
# Marks of scripts that put no blank after them.
WIDE_MARKS = "\u3002\uff01\uff1f"
OPENING_QUOTES = "`\"'\u201c\u2018\u201e\u201a\u00ab\u00bb\u2039\u203a"
_DASHES = "-\u2013\u2014"
_CONTINUERS = "&/,;:+=|)%]}"
_LEADING_MARKS = OPENING_QUOTES + "([{*_\u00bf\u00a1"
# What parts words: a long dash, or a stroke before initials ("(Photo: Wire/A. Roe)").
_PARTER = re.compile(r"[\u2014\u2013]|(?<=\w\w)/(?=(?:[A-Z]\.)*[A-Z]$)")
_SPACED_LETTERS = re.compile(r"(?:\b[^\W\d_]\.\s?){1,3}[^\W\d_]$")
_ADDRESS = re.compile(r"[@/\d]|www")
_STARTS_ADDRESS = re.compile(r"https?://|www\.|[a-z]{1,4}[A-Z]")
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATED = re.compile(r"([A-Z][\w'\u2019]{1,8})\.")
_OPEN_ABBREVIATION = re.compile(r"[A-Z][a-z'\u2019]{1,8}\.(?:[,;]|\s[\da-z\u00a7\u00b6])")
_INITIAL = re.compile(r"[A-Z]\.")
# "5", "IV", "(a)(1)" and, up to two words later, "\u00a7 7"; but not "I left".
_NUMBER = re.compile(
    r"\d|(?!I(?:['\u2019]|\s(?!of\b)[a-z]))[IVXLC]+\b(?!['\u2019])|\((?:\d{1,3}|[a-z]|[ivx]+)\)"
    r"|(?:[A-Z][\w'\u2019]{0,9}\.?,?\s){0,2}[\u00a7\u00b6]"
)
_LETTER = re.compile(r"(?:[B-HJ-Z]\b(?!\.\s?[A-Z]|['\u2019&])|A(?=[,;:)]|\.\W*$))")
_LIST_NUMBER = re.compile(r"\W{0,2}(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})\)?$")
_CITED_NUMBER = re.compile(r"\d[\d*,-]*\s(?:[A-Z][\w.']{0,8}\.?\s){0,2}$")
_REFERENCE = re.compile(r"\([^().]{0,30}\d[^()]{0,12}\)[.,;:]")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w'\u2019.-]*\s+|[a-z]{1,4}\s+|(?<=['\u2019]s\s)[a-z]+\s+){1,3}([^\W\d_]+)\b"
)
_NAME = re.compile(r"\b((?:(?:[a-z]?[A-Z0-9][\w.'\u2019-]*|&|of)\s+)+)\w+$")
_SUBJECT = re.compile(r"[A-Z][\w'\u2019-]*\s+([a-z]+)\b")
SHORTEST_REPEATED = 3
LONGEST_LIST_NUMBER, LONGEST_CITED_WORD, LONGEST_SPACED_LETTERS = 8, 8, 11


class Candidate(NamedTuple):
    """Marks that may end a sentence.

    The sentence starts at ``start``; its marks stand from ``stop`` to ``marks``
    and what closes with them to ``end``; the next one would start at ``after``.
    """

    start: int
    stop: int
    marks: int
    end: int
    after: int


def token_before(text: str, place: Candidate) -> str:
    """Return what stands before the marks, back to a blank, long dash or stroke, without openers."""
    token = _piece_before(text, place)
    if token.isalpha():
        return token
    return _PARTER.split(token)[-1].lstrip(_LEADING_MARKS)


def spaced_letters_before(text: str, place: Candidate) -> str:
    """Return single letters with stops and blanks as one word: "z.B" for "z. B"."""
    start = max(place.start, place.stop - LONGEST_SPACED_LETTERS)
    match = _SPACED_LETTERS.search(text, start, place.stop)
    return "".join(match[0].split()) if match else ""


def follows_comma(text: str, place: Candidate) -> bool:
    """Whether a comma stands before the word, or before the spaced letters ("Camden, N. J.")."""
    before = text[max(place.start, place.stop - REACH) : place.stop]
    letters = _SPACED_LETTERS.search(before)
    start = letters.start() if letters else -len(_piece_before(text, place))
    return before[:start].rstrip().endswith(",")


def _piece_before(text: str, place: Candidate) -> str:
    piece = text[max(place.start, place.stop - REACH) : place.stop]
    return piece.rsplit(None, 1)[-1] if piece and not piece[-1].isspace() else ""


def word_after(text: str, place: Candidate) -> str:
    """Return the letters that the next sentence would start with, if any."""
    word = _WORD.match(text, place.after, place.after + REACH)
    return word[0] if word else ""


def abbreviation_after(text: str, place: Candidate) -> str | None:
    """Return the word that follows if it has a capital and a stop."""
    word = _ABBREVIATED.match(text, place.after)
    return word[1] if word else None


def speech_verb_after(text: str, place: Candidate) -> str | None:
    """Return the word after a name or pronoun ('"Where?" Poe asked'), if they follow."""
    speaker = _SPEAKER.match(text, place.after, place.after + REACH)
    return speaker[1] if speaker else None


def verb_after(text: str, place: Candidate) -> str | None:
    """Return the small word after one with a capital ("Roe said"), if both follow."""
    words = _SUBJECT.match(text, place.after, place.after + REACH)
    return words[1] if words else None


def name_before(text: str, place: Candidate) -> str:
    """Return the words with capitals that lead up to a firm's "Corp", or nothing."""
    before = text[max(place.start, place.stop - REACH) : place.stop]
    name = _NAME.search(before)
    return name[1] if name else ""


def repeats_word(text: str, place: Candidate, name: str) -> bool:
    """Whether a word of the name follows ("by Roe Oil Corp. Roe said")."""
    word = word_after(text, place)
    return len(word) >= SHORTEST_REPEATED and word in _WORD.findall(name)


def opens_sentence(text: str, place: Candidate, token: str) -> bool:
    """Whether nothing but brackets and the like stands before the token in its sentence."""
    if place.stop - place.start > REACH:
        return False
    return not text[place.start : place.stop - len(token)].strip(_LEADING_MARKS)


def holds_word(text: str, place: Candidate) -> bool:
    """Whether there is a letter or a digit before the marks."""
    before = text[max(place.start, place.stop - REACH) : place.stop]
    return before[-1:].isalnum() or any(character.isalnum() for character in before)


def is_single_stop(text: str, place: Candidate) -> bool:
    """Whether a word, one stop, blanks and a capital stand one after the other."""
    start, stop, _, end, after = place
    return (
        end - stop == 1
        and after > end
        and text[stop] == "."
        and text[after].isupper()
        and stop > start
        and text[stop - 1].isalnum()
    )


def is_list_number(text: str, place: Candidate) -> bool:
    """Whether all of the sentence so far is an item's number: '3.', 'b.', '(iv)'."""
    if place.stop - place.start >= LONGEST_LIST_NUMBER:
        return False
    return _LIST_NUMBER.match(text[place.start : place.stop]) is not None


def is_cited(text: str, place: Candidate) -> bool:
    """Whether a short word stands between numbers, as in '16 Wall. 36'."""
    if not (text[place.after].isdigit() or text[place.after] == "("):
        return False
    token = token_before(text, place)
    before = text[max(place.start, place.stop - REACH) : place.stop - len(token)]
    short = len(token) <= LONGEST_CITED_WORD and token[0].isupper()
    return short and _CITED_NUMBER.search(before) is not None


def is_ellipsis(text: str, place: Candidate) -> bool:
    """Whether the marks are dots, close or spaced, or the one sign for them."""
    marks = text[place.stop : place.marks]
    return marks[0] == "\u2026" or (len(marks) > 1 and (marks[:2] == ".." or " " in marks))


def is_number_after(text: str, place: Candidate) -> bool:
    """Whether a number follows, in digits or Roman, or a section's sign."""
    return _NUMBER.match(text, place.after) is not None


def is_letter_after(text: str, place: Candidate) -> bool:
    """Whether a letter that counts follows, as in 'Exh. B'."""
    return _LETTER.match(text, place.after, place.after + REACH) is not None


def is_abbreviation_after(text: str, place: Candidate) -> bool:
    """Whether a word with a stop follows that ends nothing: 'Litig., 220', 'Br. at 18'."""
    return _OPEN_ABBREVIATION.match(text, place.after) is not None


def is_initial_after(text: str, place: Candidate) -> bool:
    """Whether a single letter with a stop follows."""
    return _INITIAL.match(text, place.after) is not None


def is_address_after(text: str, place: Candidate) -> bool:
    """Whether what follows has a small letter because it is a web address or 'eHow'."""
    return _STARTS_ADDRESS.match(text, place.after) is not None


def is_glued(text: str, place: Candidate) -> bool:
    """Whether only a missing blank hides a boundary ('the motor.They'), and no address is cut."""
    before, word = _piece_before(text, place), word_after(text, place)
    following = place.after + len(word)
    if not word or _ADDRESS.search(before) or text[following : following + 1] in (".", "/", "@"):
        return False
    letters = before.lstrip(_LEADING_MARKS).rstrip("\"'\u201d\u2019)")
    return letters.islower() and len(letters) > 1


def may_start(text: str, place: Candidate) -> bool:
    """Whether a sentence may start with the sign that follows.

    A dash starts one only in a dialogue, which starts with a dash; a bracket
    with a number goes with the sentence before it if a mark follows it.
    """
    following = text[place.after]
    if following in _DASHES:
        return text[0] in _DASHES and text[place.after + 2 : place.after + 3].isupper()
    if following == "(":
        return _REFERENCE.match(text, place.after, place.after + 2 * REACH) is None
    return following not in _CONTINUERS
