"""Where a rule may speak: its compiled conditions, asked after its pattern has matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from corpus_tools.quotations import covers
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

    def texts_of(self, name: str) -> tuple[str, ...] | None:
        """Return what a condition on headings or neighbours is held against; ``None`` meets it."""
        if name in HEADINGS:
            return self.section
        text = self.previous if name.endswith("previous") else self.next
        return None if text is None else (text,)


@dataclass(frozen=True, slots=True)
class CompiledConditions:
    """A rule's conditions, ready to be asked.

    ``on_unit`` and ``on_edges`` hold one matcher for each condition that is a pattern.
    """

    spec: Conditions
    on_unit: tuple[tuple[str, Matcher], ...] = field(default=(), repr=False)
    on_edges: tuple[tuple[str, Matcher], ...] = field(default=(), repr=False)

    @classmethod
    def compile(
        cls, spec: Conditions, patterns: Mapping[str, Sequence[Expression]], language: str
    ) -> CompiledConditions:
        """Build the matchers.

        :param patterns: the expressions of each condition that has some, lists put in.
        :raises PatternError: for a pattern that RE2 can't take.
        """
        matchers = {
            name: Matcher([_hold_to_edge(name, each) for each in found], language=language)
            for name, found in patterns.items()
            if name in (*HEADINGS, *NEIGHBOURS, *EDGES)
        }
        return cls(
            spec,
            tuple((name, matchers[name]) for name in (*HEADINGS, *NEIGHBOURS) if name in matchers),
            tuple((name, matchers[name]) for name in EDGES if name in matchers),
        )

    @property
    def on_words(self) -> bool:
        """Whether it matters which of a pattern's matches is taken."""
        return self.spec.quotation is not None or bool(self.on_edges)

    def doubt_unit(self, context: Context, voted: Set[str]) -> Iterator[str]:
        """Yield the names of the conditions that a unit and what is voted for in it do not meet."""
        spec = self.spec
        if spec.kinds is not None and context.kind not in spec.kinds:
            yield "kinds"
        if spec.position is not None and not getattr(context, spec.position):
            yield "position"
        yield from _doubt_votes("beside", spec.beside, spec.not_beside, voted)
        yield from _doubt_votes("following", spec.following, spec.not_following, context.voted)
        for name, matcher in self.on_unit:
            texts = context.texts_of(name)
            if texts is not None and any(map(matcher.matches, texts)) is name.startswith("not_"):
                yield name

    def doubt_words(self, words: Span, seen: FoldedText, context: Context) -> Iterator[str]:
        """Yield the names of the conditions that the place of some words does not meet."""
        wanted = self.spec.quotation
        if wanted is not None and (wanted == "inside") is not covers(context.quoted, words.start):
            yield "quotation"
        for name, matcher in self.on_edges:
            stretch = stretch_beside(name, words, len(seen.text))
            stands = matcher.matches_within(seen.fold_for(matcher), *stretch)
            if stands is name.startswith("not_"):
                yield name

    def choose_words(
        self, spans: Iterable[Span], seen: FoldedText, context: Context
    ) -> Span | None:
        """Return the first of some matches that stands where the rule wants it."""
        return next(
            (span for span in spans if not any(self.doubt_words(span, seen, context))), None
        )


def stretch_beside(name: str, words: Span, length: int) -> Span:
    """Return what an edge condition looks at: all before some words, or all behind them."""
    return Span(words.end, length) if name.endswith("after") else Span(0, words.start)


def _hold_to_edge(name: str, each: Expression) -> Expression:
    if name not in EDGES:
        return each
    after = name.endswith("after")
    held = f"^{_BETWEEN}(?:{each.pattern})" if after else f"(?:{each.pattern}){_BETWEEN}$"
    return Expression(held, each.keep_case)


def _doubt_votes(
    name: str, wanted: Sequence[str], barred: Sequence[str], heard: Set[str] | None
) -> Iterator[str]:
    if heard is None:
        return
    if wanted and heard.isdisjoint(wanted):
        yield name
    if not heard.isdisjoint(barred):
        yield f"not_{name}"
