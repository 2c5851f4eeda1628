"""Where a rule may speak: its compiled conditions, asked after its pattern has matched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus_tools.records import Kind, Span
from corpus_tools.rules.compile import Expression, FoldedText, Matcher
from corpus_tools.rules.schema import EDGES, HEADINGS, NEIGHBOURS, Conditions

# What may stand between the words and a neighbouring phrase: blanks, quotes, commas.
_BETWEEN = r"[^\w.;:!?]{0,3}"


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know of a unit besides its text.

    ``section`` holds the headings above the unit, ``previous`` and ``next``
    the text of the units beside it (empty where there is none), ``voted`` the
    ids and labels of the rules that spoke in the unit before; ``None`` takes any
    condition on them as met. ``quoted`` holds the stretches of the text
    that stand in quotation marks.
    """

    kind: Kind = "prose"
    section: tuple[str, ...] | None = ()
    quoted: tuple[Span, ...] = ()
    first: bool = False
    last: bool = False
    previous: str | None = ""
    next: str | None = ""
    voted: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class CompiledConditions:
    """A rule's conditions, ready to be asked.

    ``matchers`` holds one matcher for each condition that is a pattern.
    """

    spec: Conditions
    matchers: Mapping[str, Matcher] = field(default_factory=dict, repr=False)

    @classmethod
    def compile(
        cls,
        spec: Conditions,
        patterns: Mapping[str, Sequence[str]],
        language: str,
        *,
        keep_case: bool,
    ) -> CompiledConditions:
        """Build the matchers.

        :param patterns: the expressions of each condition that has some, lists put in.
        :raises PatternError: for a pattern that RE2 can't take.
        """
        matchers = {
            name: Matcher(
                [_expression(name, pattern, keep_case) for pattern in found], language=language
            )
            for name, found in patterns.items()
            if name in (*HEADINGS, *NEIGHBOURS, *EDGES)
        }
        return cls(spec, matchers)

    @property
    def on_words(self) -> bool:
        """Whether it matters which of a pattern's matches is taken."""
        return self.spec.quotation is not None or any(name in self.matchers for name in EDGES)

    def admit_unit(self, context: Context) -> bool:
        """Whether a unit of this kind, at this place, is one to speak about."""
        spec = self.spec
        if spec.kinds is not None and context.kind not in spec.kinds:
            return False
        if spec.position is not None and not getattr(context, spec.position):
            return False
        if not _admit_votes(spec.following, spec.not_following, context.voted):
            return False
        beside = {"previous": context.previous, "next": context.next}
        return self._admit("section", context.section) and all(
            self._admit(name, None if text is None else (text,)) for name, text in beside.items()
        )

    def choose_words(
        self, spans: Iterable[Span], seen: FoldedText, context: Context
    ) -> Span | None:
        """Return the first of some matches that stands where the rule wants it."""
        return next((span for span in spans if self._admit_words(span, seen, context)), None)

    def _admit_words(self, words: Span, seen: FoldedText, context: Context) -> bool:
        if self.spec.quotation is not None:
            wanted = self.spec.quotation == "inside"
            if _starts_quoted(words, context.quoted) is not wanted:
                return False
        edges = {"before": (0, words.start), "after": (words.end, len(seen.text))}
        return all(
            self._matches_at(name, seen, *stretch) is not False
            and self._matches_at(f"not_{name}", seen, *stretch) is not True
            for name, stretch in edges.items()
        )

    def admit_votes(self, voted: frozenset[str] | set[str]) -> bool:
        """Whether the rules and labels that have spoken allow this one to.

        :param voted: ids of the rules that spoke, and their labels.
        """
        return _admit_votes(self.spec.beside, self.spec.not_beside, voted)

    def _admit(self, name: str, texts: Iterable[str] | None) -> bool:
        if texts is None:
            return True
        wanted, barred = self.matchers.get(name), self.matchers.get(f"not_{name}")
        found = [*texts] if wanted or barred else []
        if wanted is not None and not any(map(wanted.matches, found)):
            return False
        return barred is None or not any(map(barred.matches, found))

    def _matches_at(self, name: str, seen: FoldedText, start: int, end: int) -> bool | None:
        matcher = self.matchers.get(name)
        return (
            None if matcher is None else matcher.matches_within(seen.fold_for(matcher), start, end)
        )


def _expression(name: str, pattern: str, keep_case: bool) -> Expression:
    if name in HEADINGS or name in NEIGHBOURS:
        return Expression(pattern)
    held = f"^{_BETWEEN}(?:{pattern})" if name.endswith("after") else f"(?:{pattern}){_BETWEEN}$"
    return Expression(held, keep_case)


def _admit_votes(
    wanted: Sequence[str], barred: Sequence[str], voted: frozenset[str] | set[str] | None
) -> bool:
    if voted is None:
        return True
    return not (wanted and voted.isdisjoint(wanted)) and voted.isdisjoint(barred)


def _starts_quoted(words: Span, quoted: tuple[Span, ...]) -> bool:
    """Whether the first word stands in a quotation; those are in order and apart."""
    place = bisect_right(quoted, words.start, key=lambda each: each.start) - 1
    return place >= 0 and words.start < quoted[place].end
