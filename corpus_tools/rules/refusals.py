r"""What an expression between slashes can't say, told before RE2 tells it less well.

An expression that RE2 takes can still mean something else than its author
wrote: a form in ``<>`` is a form in phrases alone, and a capital is none where
case does not count.
"""

from __future__ import annotations

import re

from corpus_tools.rules.patterns import PatternError

MOST_REPEATS = 1_000
_OTHERWISE = "use 'unless' or a second rule"
_ESCAPES = {
    "Z": r"write '$' or \z",
    "G": "leave it out",
    "h": r"write [ \t]",
    "H": r"write [^ \t]",
    "R": r"write \n",
    "X": "write '.'",
    "K": "put what stands in front under 'before:'",
    "N": "type the character",
    "u": "type the character",
    "U": "type the character",
    "k": _OTHERWISE,
    "g": _OTHERWISE,
}
_GROUPS = {
    r"\(\?[=!]": ("look-ahead", _OTHERWISE),
    r"\(\?<[=!]": ("look-behind", _OTHERWISE),
    r"\(\?>|[*+?}]\+": ("a possessive or atomic group", _OTHERWISE),
    r"\\[1-9]|\(\?P=": ("a back-reference", _OTHERWISE),
    r"\(\?\(": ("a group on a condition", "write two patterns"),
    r"\(\?(?:R|\d|&|P>)": ("a group within itself", "write it out as often as needed"),
    r"\(\?#": ("a comment in an expression", "put it under 'note:'"),
    r"\(\?\|": ("a branch reset", "write '(?:'"),
    r"\(\?[a-wyzA-Z]*x[a-zA-Z]*[:)]": ("the flag x", "write the expression without blanks"),
}
# Escapes and classes, in which no sign has the meaning it has elsewhere.
_LITERAL = re.compile(r"\\[^1-9]|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_POSIX_CLASS = re.compile(r"\[:\^?\w+:\]")
_WIDE_RANGE = re.compile(r"\[[^\]]*(?:[^\x00-\x7f]-[^\]]|[^\[\\]-[^\x00-\x7f])")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_REPEAT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_FORM = re.compile(r"(?<!\(\?)(?<!\(\?P)<[a-z]+(?: [a-z]+)?(?::[a-z]+)?>")
_GAP = re.compile(r"(?:^|\s)\.\.\d*(?=\s|$)")
_CAPITAL_LIST = re.compile(r"(?<!\\[pPx])\{([A-Z][\w-]*)\}")
_NO_CASE_FLAG = re.compile(r"\(\?[a-zA-Z]*i[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]")
_CASE_FLAG = re.compile(r"\(\?[a-z]*-[a-z]*i[a-z]*[:)]")


def refuse_unknown_to_engine(expression: str) -> None:
    r"""Refuse what other engines have and RE2 does not, with what to write instead.

    >>> refuse_unknown_to_engine(r"\bfined\Z")
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: \Z is not part of RE2, ...; write '$' or \z

    :raises PatternError: at the first such piece.
    """
    for escape in _ESCAPE.finditer(expression):
        if escape[1] == "Q":
            raise PatternError(
                r"\Q is not taken, since what it holds would be read as lists and letters still; "
                r"write a backslash before each sign, as in C\+\+"
            )
        if way_out := _ESCAPES.get(escape[1]):
            raise _not_part_of_engine(escape[0], way_out)
    bare = _LITERAL.sub("x", expression)
    for form, (name, way_out) in _GROUPS.items():
        if re.search(form, bare):
            raise _not_part_of_engine(name, way_out)
    _refuse_repeats(bare)


def refuse_misleading(expression: str) -> None:
    r"""Refuse an expression that would be taken for something else than it looks like.

    >>> refuse_misleading("<close> shops?")
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: '<close>' is a form in phrases alone; ...

    :raises PatternError: at the first such piece.
    """
    if control := re.search(r"[\x00-\x08\x0b-\x1f]", expression):
        raise PatternError(
            f"there is a control character, {control[0]!r}; "
            "YAML makes it of a backslash in double quotes, put the pattern in single ones"
        )
    if found := _FORM.search(expression):
        raise PatternError(
            f"{found[0]!r} is a form in phrases alone; take the slashes off, "
            rf"or write '\{found[0][:-1]}\>' where the brackets themselves are meant"
        )
    if found := _GAP.search(expression):
        raise PatternError(
            f"{found[0].strip()!r} is a gap in phrases alone; take the slashes off, "
            r"or write '\.\.' for two full stops and '.{2}' for any two characters"
        )
    if _WIDE_RANGE.search(expression):
        raise PatternError("a range of characters outside ASCII; list them one by one, or use \\w")
    if _POSIX_CLASS.search(expression):
        raise PatternError("a class such as [:upper:] sees folded letters; list them, or use \\w")
    if found := _CAPITAL_LIST.search(expression):
        raise PatternError(
            f"no word list is called {found[1]!r}; names are small: '{found[1].lower()}'"
        )


def refuse_lost_case(expression: str) -> None:
    r"""Refuse capitals that are asked for where case does not count.

    A class of both cases is none of capitals alone, and who writes ``(?i)`` knows of it.

    >>> refuse_lost_case(r"\b[A-Z]\w+ Ltd\b")
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: capitals alone are asked for in '[A-Z]', ...

    :raises PatternError: for a class of capitals, and for a flag that would make case count.
    """
    if _CASE_FLAG.search(expression):
        raise PatternError("a flag can't make case count; write 'case: exact' beside the pattern")
    if _NO_CASE_FLAG.search(expression):
        return
    for found in _LITERAL.findall(expression):
        if found.startswith("[") and _holds_capitals_alone(found):
            raise PatternError(
                f"capitals alone are asked for in {found!r}, and case does not count; "
                "write 'case: exact' beside the pattern, or a-z"
            )


def _refuse_repeats(bare: str) -> None:
    if repeat := re.search(r"\{,(\d+)\}", bare):
        raise _not_part_of_engine(repeat[0], f"write {{0,{repeat[1]}}}")
    for repeat in _REPEAT.finditer(bare):
        most = max(int(number) for number in repeat.groups() if number)
        if most > MOST_REPEATS:
            raise PatternError(
                f"{repeat[0]} repeats {most} times, RE2 at most {MOST_REPEATS}; "
                "write '*', or a smaller number"
            )


def _holds_capitals_alone(letters: str) -> bool:
    """Whether a class has a range of capitals and none of their small letters."""
    if r"\w" in letters or r"\S" in letters:
        return False
    small = re.findall(r"([a-z])-([a-z])", letters)
    return any(
        not any(first <= capital.lower() <= last for first, last in small)
        for capital in re.findall(r"([A-Z])-[A-Z]", letters)
    )


def _not_part_of_engine(what: str, way_out: str) -> PatternError:
    return PatternError(f"{what} is not part of RE2, which keeps rules fast; {way_out}")
