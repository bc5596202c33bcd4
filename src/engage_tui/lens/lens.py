"""Looking at a text through the rules. Pure: the same text gives the same findings, and nothing is counted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from engage_tui.lens.learned import NUMBER, TOLD, guess_of
from engage_tui.lens.matching import Either, Maybe, Word
from engage_tui.lens.slips import Slips
from engage_tui.lens.spoken import quoted_spans, touches
from engage_tui.lens.tokens import sentences
from engage_tui.lens.view import Leaving, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engage_tui.lens.matching import Part, Pattern
    from engage_tui.lens.spoken import Span
    from engage_tui.lens.tokens import Sentence, Token

LEARNED = "learned"
"""What a rule's id begins with where there was no rule; switches the learned part off under `off:`."""
FEWEST = 6
"""So many words of the writer's own a sentence needs before likeness says anything, for or against."""
SECOND = 0.1
"""From here on a second label is told, too."""
SURELY_NOT = 0.5
"""Below, what a shipped rule found is left alone; one's own rules always count."""
VERY_SURE = 0.9
"""Likeness has to reach this in a sentence with words that a rule let pass."""
GAP = "…"
"""Stands for a quotation or an account in a sentence that is read whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words and what is to be thought about. `start` and `end` are places in the text, `end` just after."""

    start: int
    end: int
    text: str
    label: str
    why: str
    rewording: str
    rule: str


@dataclass(frozen=True, slots=True)
class ReadyRule:
    """A rule with its patterns read."""

    id: str
    labels: tuple[str, ...]
    why: str
    rewording: str
    any: tuple[Pattern, ...]
    except_: tuple[Pattern, ...]
    near: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    negated: bool
    asked: bool
    advised: bool
    viewed: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A sentence that was looked at. `words` for the learned part, each with its number among the tokens; `read` the
    same sentence as it is read whole.
    """

    by_rule: tuple[Finding, ...]
    tokens: Sequence[Token]
    words: tuple[tuple[str, int], ...]
    read: str
    few: bool
    """It has too few words of the writer's own for likeness to say anything, for or against."""
    silent: bool
    """Likeness adds nothing here: too few words, or a question, advice or something put right."""
    excused: bool
    """A rule knew words here and let them pass."""


@dataclass(frozen=True)
class Lens:
    """The rules, ready to look with. `local` holds the ids of rules from the user's own folder."""

    rules: tuple[ReadyRule, ...]
    leaving: Leaving
    ordinary: frozenset[str]
    local: frozenset[str] = frozenset()
    learned: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The labels that are also told by likeness, each with its why and its rewording; none: by rules only."""

    def findings(self, text: str) -> tuple[Finding, ...]:
        """What the rules find in a text, in its order."""
        found: list[Finding] = []
        for look in self.looks(text):
            found += self._with_likeness(text, look) if self.learned else look.by_rule
        return tuple(sorted(found, key=lambda f: (f.start, f.end, f.label)))

    def looks(self, text: str) -> Iterator[Look]:
        """Each sentence of a text: what the rules find in it, and what the learned part is told of it."""
        quoted = quoted_spans(text)
        for sentence in sentences(text, self._known):
            view = View(_mended(sentence, self._slips))
            by_rule, excused = self._by_rule(text, view, quoted)
            words = tuple(_as_learnt(view, quoted, self.leaving))
            few = sum(word != TOLD and word[0].isalpha() for word, _ in words) < FEWEST
            aside = view.somewhere(self.leaving.sentence) or view.at_start(self.leaving.advice)
            read = _as_read(text, view, words)
            yield Look(tuple(by_rule), view.tokens, words, read, few, few or aside, excused)

    def _with_likeness(self, text: str, look: Look) -> Iterator[Finding]:
        """What the rules found, less what they found in a sentence that is nothing like one with a trouble; and what
        no rule knows, in a sentence that is very like one; it must be more so where a rule let the words pass.
        """
        guess = guess_of(tuple(word for word, _ in look.words), look.read)
        yield from (f for f in look.by_rule if look.few or guess.trouble >= SURELY_NOT or f.rule in self.local)
        if look.silent or guess.trouble < (max(guess.bar, VERY_SURE) if look.excused else guess.bar):
            return
        first, last = (look.tokens[look.words[n][1]] for n in (guess.first, guess.last))
        for n, (label, share) in enumerate(guess.labels[:2]):
            told = label in self.learned and not any(f.label == label for f in look.by_rule)
            if told and (n == 0 or share >= SECOND):
                why, rewording = self.learned[label]
                words_there = text[first.start : last.end]
                yield Finding(first.start, last.end, words_there, label, why, rewording, f"{LEARNED}.{label}")

    def _by_rule(self, text: str, view: View, quoted: Sequence[Span]) -> tuple[list[Finding], bool]:
        """What the rules find, and whether any of them knew words here and let them pass."""
        excused = False
        hits: dict[tuple[int, str], Hit] = {}
        for number, pattern in self._index.candidates(view):
            rule = self.rules[number]
            for start, end in view.matches(pattern):
                span = (view.tokens[start].start, view.tokens[end - 1].end)
                if touches(quoted, *span) or not self._holds(rule, view, start, end):
                    excused = True
                    continue
                for label in rule.labels:
                    _keep_longest(hits, Hit(start, end, *span, label, rule))
        return [hit.finding(text) for hit in hits.values()], excused

    def _holds(self, rule: ReadyRule, view: View, start: int, end: int) -> bool:
        """Whether nothing around a match says to leave it alone."""
        leaving = self.leaving
        return not (
            view.somewhere(leaving.sentence)
            or (view.asked and not rule.asked)
            or (not rule.advised and view.at_start(leaving.advice))
            or (not rule.viewed and view.somewhere(leaving.view))
            or start in view.spoken(leaving)
            or (not rule.negated and view.denied(leaving.negation, start))
            or any(s < end and e > start for p in rule.except_ for s, e in view.matches(p))
            or (rule.near and not view.somewhere(rule.near))
            or view.somewhere(rule.unless)
        )

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.rules)

    @cached_property
    def _words(self) -> frozenset[str]:
        patterns = (p for rule in self.rules for p in (*rule.any, *rule.near, *rule.unless, *rule.except_))
        return frozenset(w for p in patterns for part in p.run for w in _words_in(part))

    @cached_property
    def _known(self) -> frozenset[str]:
        return self._words | self.ordinary

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self._words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A match that holds: its words by number, its place in the text."""

    start: int
    end: int
    first: int
    last: int
    label: str
    rule: ReadyRule

    def finding(self, text: str) -> Finding:
        """What is told of it."""
        rule = self.rule
        return Finding(
            self.first, self.last, text[self.first : self.last], self.label, rule.why, rule.rewording, rule.id
        )


def _keep_longest(hits: dict[tuple[int, str], Hit], new: Hit) -> None:
    """Of overlapping matches with one label only the longest is told."""
    for key, old in list(hits.items()):
        if old.label == new.label and old.start < new.end and new.start < old.end:
            if old.end - old.start >= new.end - new.start:
                return
            del hits[key]
    hits[new.start, new.label] = new


def _as_learnt(view: View, quoted: Sequence[Span], leaving: Leaving) -> Iterator[tuple[str, int]]:
    """The words of a sentence for the learned part, each with its number in the sentence."""
    told, before = view.spoken(leaving), ""
    for n, token in enumerate(view.tokens):
        if n in told or touches(quoted, token.start, token.end):
            word = TOLD
        else:
            word = token.name or (NUMBER if token.norm[0].isdigit() else token.norm)
        if not word == before == TOLD:
            yield word, n
        before = word


def _as_read(text: str, view: View, words: Sequence[tuple[str, int]]) -> str:
    """The sentence as the encoder reads it: as it was written, with what somebody else said left out."""
    starts = [n for _, n in words] + [len(view.tokens)]
    parts: list[str] = []
    for (word, first), after in zip(words, starts[1:], strict=True):
        parts.append(f" {GAP} " if word == TOLD else text[view.tokens[first].start : view.tokens[after - 1].end])
        if after < len(view.tokens):
            parts.append(text[view.tokens[after - 1].end : view.tokens[after].start])
    return "".join(parts)


def _words_in(part: Part) -> Iterator[str]:
    if isinstance(part, Word):
        yield from part.words
    elif isinstance(part, Maybe):
        yield from _words_in(part.part)
    elif isinstance(part, Either):
        for run in part.runs:
            for inner in run:
                yield from _words_in(inner)


def _mended(sentence: Sentence, slips: Slips) -> Sentence:
    """The sentence with slips of the keyboard read as what was meant."""
    tokens = tuple(
        token if token.name or (meant := slips.meant(token.norm)) == token.norm else replace(token, norm=meant)
        for token in sentence.tokens
    )
    return replace(sentence, tokens=tokens)


class _Index:
    """Which patterns are worth trying on a sentence, found by the words that stand in it."""

    def __init__(self, rules: Sequence[ReadyRule]) -> None:
        self._always: list[tuple[int, Pattern]] = []
        self._by_word: dict[str, list[tuple[int, int, Pattern]]] = {}
        serial = 0
        for number, rule in enumerate(rules):
            for pattern in rule.any:
                serial += 1
                if pattern.key is None:
                    self._always.append((number, pattern))
                for word in pattern.key or ():
                    self._by_word.setdefault(word, []).append((serial, number, pattern))

    def candidates(self, view: View) -> Iterator[tuple[int, Pattern]]:
        yield from self._always
        seen: set[int] = set()
        for norm in view.norms:
            for serial, number, pattern in self._by_word.get(norm, ()):
                if serial not in seen:
                    seen.add(serial)
                    yield number, pattern
