"""A phrase -> its tokens: words, lists, forms, gaps and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus_tools.rules.patterns import PatternError

_TOKEN = re.compile(
    r"""(?P<blank>\s+)
      | \{(?P<list>[a-z][a-z0-9_-]*)\}
      | <(?P<forms>[^<>{}()\[\]|*]*)>
      | \.\.(?P<gap>\d*)(?![\w.])
      | (?P<sign>[()\[\]|^]|\$(?=\s|$|[)|\]]))
      | (?P<word>(?:[^\W_]|['\u2019&\u00a3$\u20ac\u00a5%-])(?:\w|['\u2019&%,/+-]|\.(?!\.))*)
        (?P<open>\*?)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase: what it is (word, prefix, list, forms, gap, sign) and what it says."""

    kind: str
    value: str


def read_tokens(phrase: str) -> list[Token]:
    """Cut a phrase into tokens.

    >>> [token.kind for token in read_tokens("{police} ..3 <shut down>")]
    ['list', 'gap', 'forms']
    >>> read_tokens("fine(s)")
    Traceback (most recent call last):
        ...
    corpus_tools.rules.patterns.PatternError: no blank between 'fine' and '('; put one there, ...

    :raises PatternError: at the first character that no phrase has, and where words touch.
    """
    tokens: list[Token] = []
    place, touching = 0, False
    while place < len(phrase):
        match = _TOKEN.match(phrase, place)
        if match is None:
            raise _explain_sign(phrase, place)
        if match["blank"] is None:
            if touching and match[0] not in (")", "]", "|"):
                _refuse_touching(phrase, place, match[0])
            tokens.append(_token_of(match))
        touching = match["blank"] is None and match[0] not in ("(", "[", "|", "^")
        place = match.end()
    return tokens


def _explain_sign(phrase: str, place: int) -> PatternError:
    """Say what a character that no phrase has there may have been meant for."""
    rest = phrase[place:]
    if name := re.match(r"\{([^{}]*)\}", rest):
        return PatternError(
            f"{name[1]!r} is no name of a list or number type; "
            "write small letters, digits, '-' and '_', a letter first"
        )
    if forms := re.match(r"<([^<>]*)>", rest):
        return PatternError(
            f"<{forms[1]}> may hold words and a form only; write <close>, <shut down> or <close:past>"
        )
    if rest[0] in "{<":
        closing = {"{": "}", "<": ">"}[rest[0]]
        return PatternError(f"{rest[0]!r} is open to the end; close it with {closing!r}")
    return PatternError(
        f"{rest[0]!r} after {phrase[:place][-20:]!r} is not part of a phrase; "
        "leave it out, or write the whole as an expression between slashes"
    )


def _token_of(match: re.Match[str]) -> Token:
    if (word := match["word"]) is not None:
        if word.endswith(","):
            raise PatternError(
                f"there is a comma behind {word[:-1]!r}; leave it out, as commas may stand "
                "between words anyway; for 'or' write (a|b) or a list"
            )
        return Token("prefix" if match["open"] else "word", word)
    kind = str(match.lastgroup)
    return Token(kind, match[kind])


def _refuse_touching(phrase: str, place: int, following: str) -> None:
    before = phrase[:place].split()[-1]
    raise PatternError(
        f"no blank between {before!r} and {following!r}; put one there, "
        "or write the whole as an expression between slashes"
    )
