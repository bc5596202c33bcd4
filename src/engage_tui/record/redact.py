"""A note for supervision: people as initials, and no address, date of birth or contact that could be found.

It works on a note that was built for the case file, so what only the survivor said is not in it to begin with. That
everything was found can never be promised: whoever makes the copy reads it through.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_tui.record.known_words import AMBIGUOUS, GIVEN, MONTH_NAMES_TOO, PARTICLES
from engage_tui.record.naming import (
    Namer,
    arabic,
    arabic_names,
    fold,
    has_title,
    is_month_here,
    is_verb_here,
    tokens,
)
from engage_tui.record.people import initials_of
from engage_tui.record.spans import ADDRESS, BIRTH, CONTACT, NUMBER, PLACE, WORD, Kind, Span
from engage_tui.record.traces import PUBLIC, traces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from engage_tui.record.note import Entry, Group, Line, Note, Part

HEAD = (
    "Supervision copy: names, addresses, dates of birth and contacts were taken out. "
    "Read it through before it goes anywhere."
)
FOOT = (
    "Not everything that tells who people are can be found by a program. A person has to read this copy "
    "through before anyone else does."
)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that tells who somebody is: what stands in its place, and in how many places."""

    kind: Kind
    text: str
    replacement: str
    places: int

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return key_of(self.kind, self.text)


def key_of(kind: Kind, text: str) -> str:
    """The same for every way of writing the same thing."""
    return f"{kind.value}:{fold(' '.join(text.split()))}"


class Redaction:
    """What tells who people are in one note, and the note without it.

    `names` are names that are known (of the person, the author, and what a reader added); `ours` the guide's own
    wording, which is about nobody; `words` everyday words, in lower case, beside those that are known anyway.
    """

    def __init__(
        self, note: Note, names: Iterable[str] = (), *, ours: Collection[str] = (), words: Iterable[str] = ()
    ) -> None:
        self._note, self._ours = note, frozenset(ours)
        self._seen: dict[str, list[Span]] = {}
        self._found: dict[tuple[str, Kind | None], list[Span]] = {}
        texts = list(self._texts(note))
        lower = {t.low for text, _ in texts for t in tokens(text) if t.text.islower()} - GIVEN
        self._namer = Namer(words, lower)
        own = next((value for name, value in note.facts if name == "Reference"), "")
        self._own = re.compile(rf"(?<!\w){re.escape(own)}(?!\w)", re.IGNORECASE) if own.strip() else None
        self._register(texts, [" ".join(n.split()) for n in names if n.strip()])
        self.found = self._count(texts)

    # -- what there is

    @property
    def without_capitals(self) -> bool:
        """Part of it is in a script in which only common names can be told."""
        return any(arabic(text) for text, _ in self._texts(self._note))

    def _register(self, texts: Iterable[tuple[str, Kind | None]], given: list[str]) -> None:
        """Everyone and every town that is named anywhere, so that they are found everywhere."""
        names: dict[str, str] = {fold(n): n for n in given if self._is_name(n)}
        self._words = {fold(n): n for n in given if not self._is_name(n)}
        towns: dict[str, str] = {}
        reserved: Counter[str] = Counter()
        for text, cell in texts:
            hidden = _hidden(text, self._traces(text))
            spans = [(0, len(text))] if cell is Kind.NAME else [*self._namer.names(hidden), *arabic_names(hidden)]
            for start, end in spans:
                name = " ".join(text[start:end].split())
                names.setdefault(fold(name), name)
            for start, end in self._namer.places(hidden):
                towns.setdefault(fold(text[start:end]), text[start:end])
            reserved.update(re.findall(r"(?<![\w.])(?:[^\W\d_]\.){2,4}(?!\w)", text))
        for plural in [n for n in names if n.endswith("s") and n[:-1] in names]:
            del names[plural]  # `the Smiths`, where there is a Smith
        self._people = initials_of(list(names.values()), reserved, [text for text, _ in texts], self._namer.ordinary)
        self._towns = {f: t for f, t in towns.items() if f not in self._people or f not in map(fold, GIVEN)}
        self._pattern = _pattern([*self._people, *self._towns, *self._words])

    def _is_name(self, text: str) -> bool:
        """A name, and not just words that somebody wants taken out: it has capitals, or is one that we know."""
        words = [t.low for t in tokens(text) if t.low not in PARTICLES]
        if not words or any(c.isdigit() for c in text):
            return False
        known = any(w in GIVEN or w in AMBIGUOUS for w in words)
        capitals = all(t.capital for t in tokens(text) if t.low not in PARTICLES)
        return capitals or known or (len(words) == 1 and not self._namer.ordinary(words[0]))

    def _traces(self, text: str) -> list[Span]:
        """What is no name, the first of those that overlap, and never the conversation's own reference."""
        if text in self._seen:
            return self._seen[text]
        kept: list[Span] = []
        taken = bytearray(len(text))
        for public in (self._own, PUBLIC):
            for match in public.finditer(text) if public else ():
                taken[slice(*match.span())] = b"1" * len(match[0])
        for span in traces(text):
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"1" * (span.end - span.start)
                kept.append(span)
        self._seen[text] = sorted(kept)
        return self._seen[text]

    def _spans(self, text: str, cell: Kind | None) -> list[Span]:
        if (text, cell) not in self._found:
            self._found[text, cell] = self._look(text, cell)
        return self._found[text, cell]

    def _look(self, text: str, cell: Kind | None) -> list[Span]:
        if cell is not None and cell in _CELLS and text.strip():
            return [Span(0, len(text), cell, _CELLS[cell])]
        spans = list(self._traces(text))
        hidden = _hidden(text, spans)
        if self._pattern is not None:
            for match in self._pattern.finditer(fold(hidden)):
                span = self._named(text, match)
                if span is not None:
                    spans.append(span)
        return sorted(spans)

    def _named(self, text: str, match: re.Match[str]) -> Span | None:
        """The span of a known name, town or word, unless it is a word or a month here."""
        start, end = match.span("it")
        plain = " ".join(match["it"].split())
        if plain in self._words:
            return Span(start, end, Kind.WORD, WORD)
        if plain in self._towns:
            return Span(start, end, Kind.PLACE, PLACE)
        word_too = plain in AMBIGUOUS or (self._namer.ordinary(plain) and not arabic(plain))
        small = not text[start].isupper() and not has_title(text, start)
        if word_too and (small or is_verb_here(text, start, end)):
            return None
        if plain in MONTH_NAMES_TOO and is_month_here(text, start, end):
            return None
        return Span(start, end, Kind.NAME, self._people[plain])

    def _count(self, texts: Iterable[tuple[str, Kind | None]]) -> tuple[Found, ...]:
        found: dict[str, Found] = {}
        for text, cell in texts:
            for span in self._spans(text, cell):
                words = " ".join(text[span.start : span.end].split())
                key = key_of(span.kind, words)
                before = found.get(key)
                places = before.places + 1 if before else 1
                found[key] = Found(span.kind, before.text if before else words, span.instead, places)
        order = list(Kind)
        return tuple(sorted(found.values(), key=lambda f: order.index(f.kind)))

    # -- the note without it

    def note(self, kept: Collection[str] = ()) -> Note:
        """The note with everything taken out but what has one of these keys."""

        def clear(text: str, cell: Kind | None = None) -> str:
            pieces, end = [], 0
            for span in self._spans(text, cell):
                if key_of(span.kind, text[span.start : span.end]) not in kept:
                    stop = span.instead.endswith(".") and text[span.end : span.end + 1] == "."
                    pieces += [text[end : span.start], span.instead]
                    end = span.end + stop  # initials at the end of a sentence have their full stop already
            return "".join([*pieces, text[end:]])

        note = self._note
        state, _, fingerprint = note.state.partition(". Fingerprint ")
        return replace(
            note,
            title=clear(note.title),
            state=f"{state}. {HEAD}{fingerprint and f' Fingerprint {fingerprint}'}",
            facts=tuple((name, clear(value)) for name, value in note.facts),
            parts=tuple(self._part(part, clear) for part in note.parts),
            closing=(FOOT, *note.closing),
        )

    def _part(self, part: Part, clear: Callable[..., str]) -> Part:
        return replace(
            part, intro=self._ours_or(part.intro, clear), groups=tuple(self._group(g, clear) for g in part.groups)
        )

    def _group(self, group: Group, clear: Callable[..., str]) -> Group:
        return replace(
            group,
            title=self._ours_or(group.title, clear),
            entries=tuple(self._entry(e, clear) for e in group.entries),
            columns=tuple(clear(c) for c in group.columns),
        )

    def _entry(self, entry: Entry, clear: Callable[..., str]) -> Entry:
        lines = tuple(
            replace(line, caption=clear(line.caption), text=clear(line.text, _cell(line, entry)))
            for line in entry.lines
        )
        return replace(entry, label=self._ours_or(entry.label, clear), lines=lines)

    def _ours_or(self, text: str, clear: Callable[..., str]) -> str:
        return text if text in self._ours else clear(text)

    def _texts(self, note: Note) -> Iterator[tuple[str, Kind | None]]:
        """Every text that somebody wrote, and for a field that holds only one kind of thing, which."""
        yield note.title, None
        for _, value in note.facts:
            yield value, None
        for part in note.parts:
            yield from ((t, None) for t in (part.intro, *(g.title for g in part.groups)) if t and t not in self._ours)
            for entry in (e for g in part.groups for e in g.entries):
                if entry.label not in self._ours:
                    yield entry.label, None
                for line in entry.lines:
                    yield line.caption, None
                    yield line.text, _cell(line, entry)


_CELLS: Mapping[Kind, str] = {
    Kind.ADDRESS: ADDRESS,
    Kind.BIRTH: BIRTH,
    Kind.CONTACT: CONTACT,
    Kind.NUMBER: NUMBER,
    Kind.PLACE: PLACE,
}
"""What stands for the whole of a field that holds nothing else."""

_FIELDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:\b|^)(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        (Kind.BIRTH, r"date of birth|d\.?o\.?b\.?|born(?:, or due)?"),
        (Kind.CONTACT, r"phone|telephone|mobile|e-?mail|contact (?:number|details)|tel"),
        (Kind.ADDRESS, r"address|postcode|lives at"),
        (
            Kind.NUMBER,
            "id|held in the case system under|(?:case|nhs|id|ni|crime|police|court) (?:number|no|ref(?:erence)?)",
        ),
        (Kind.PLACE, r"(?:name of )?(?:school|nursery|gp|surgery|gp surgery)"),
        (Kind.NAME, r"(?:full |first |last |child'?s )?names?|surname|forename"),
    )
)
_MOST_CAPTION = 40


def _cell(line: Line, entry: Entry) -> Kind | None:
    """The kind of thing that a short caption says a field holds, such as `Date of birth` in a table of people."""
    caption = line.caption or entry.label
    if len(caption) > _MOST_CAPTION:
        return None
    kind = next((kind for kind, words in _FIELDS if words.fullmatch(caption.strip(" :"))), None)
    return None if kind is Kind.NAME and "\n" in line.text.strip() else kind


def _hidden(text: str, spans: Iterable[Span]) -> str:
    """The text with what was found made into something that ends a name and begins nothing."""
    pieces, end = [], 0
    for span in spans:
        pieces += [text[end : span.start], "0" * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, text[end:]])


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of these, folded, the longest first, whoever it is of and however far apart its words stand."""
    ways = sorted({n for n in names if n}, key=lambda n: (-len(n), n))
    if not ways:
        return None
    either = "|".join(r"\s+".join(map(re.escape, n.split())) for n in ways)
    return re.compile(rf"(?<!\w)(?:[وفبلك](?=[\u0600-\u06ff]))?(?P<it>{either})(?=(?:e?s)?(?!\w))")
