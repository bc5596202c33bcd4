"""What the language lens asks about in a conversation: its fields, what was kept, the words around. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from engage_tui.conversation.words import Field
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from engage_tui.conversation.state import Kept
    from engage_tui.lens.lens import Finding

    SeenBefore: TypeAlias = dict[str, tuple[Finding, ...]]
    """Paragraphs with what was found in them, at places from their own start."""

LOOKED_AT = frozenset(
    {
        Field.SEEN,
        Field.VIEW,
        Field.REASON,
        Field.ACTION,
        Field.TEXT,
        Field.ACT,
        Field.ON_CHILD,
        Field.ON_SURVIVOR,
        Field.ON_HOUSEHOLD,
        Field.PROTECTIVE,
        Field.EVIDENCE,
        Field.IF_NOT,
        Field.OFFER,
        Field.OUTCOME,
        Field.INVOLVEMENT,
        Field.FACT,
        Field.RELEASE,
    }
)
"""The fields with the writer's own sentences. The others hold what somebody else said, words to say, or names."""

_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_AROUND = 160
"""Characters of a sentence without an end that are shown on each side of the words."""


class Looking(Protocol):
    """The language lens, or something else that finds words to look at again."""

    def findings(self, text: str, /) -> tuple[Finding, ...]:
        """What is found, in the text's order."""


@dataclass(frozen=True, slots=True)
class Both:
    """Two that look at the same text."""

    one: Looking
    other: Looking

    def findings(self, text: str, /) -> tuple[Finding, ...]:
        """What either finds."""
        return tuple(sorted((*self.one.findings(text), *self.other.findings(text)), key=lambda f: (f.start, f.end)))


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words, why to look at them again, and a pattern for writing it; `start` and `end` are places in the field."""

    start: int
    end: int
    words: str
    labels: tuple[str, ...]
    why: str
    rewording: str


def prompts(findings: Iterable[Finding], kept: Sequence[Kept] = ()) -> tuple[Prompt, ...]:
    """What is left to ask: nothing of what was kept, and once where two labels say the same of the same words."""
    silent = {(_same(k.words), k.label) for k in kept}
    merged: dict[tuple[int, int, str, str], Prompt] = {}
    for found in findings:
        if (_same(found.text), found.label) in silent:
            continue
        key = (found.start, found.end, found.why, found.rewording)
        labels = (*merged[key].labels, found.label) if key in merged else (found.label,)
        merged[key] = Prompt(found.start, found.end, found.text, labels, found.why, found.rewording)
    return tuple(merged.values())


def _same(words: str) -> str:
    """Words as they are compared: where a line breaks and what is capital makes no difference."""
    return " ".join(clean_line(words).casefold().split())


def look(
    lens: Looking, text: str, seen: SeenBefore, stopped: Callable[[], bool] = lambda: False
) -> tuple[Finding, ...]:
    """What the lens finds in a text. A paragraph that is in `seen` is not looked at again; the new ones are put there.

    The lens joins nothing over a blank line, so this finds what it finds in the whole text. When `stopped` says so,
    what is left is not looked at, and what was found so far is given.
    """
    found: list[Finding] = []
    for start, paragraph in _paragraphs(text):
        if paragraph not in seen:
            if stopped():
                break
            seen[paragraph] = tuple(lens.findings(paragraph))
        found += (_moved(f, start) for f in seen[paragraph])
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _PARAGRAPH_END.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def forget_gone(seen: SeenBefore, text: str) -> None:
    """Let go of paragraphs that do not stand in the text any more: words that were taken out are gone."""
    here = {paragraph for _, paragraph in _paragraphs(text)}
    for paragraph in [p for p in seen if p not in here]:
        del seen[paragraph]


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by) if by else finding


def sentence_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The words from `start` to `end` with what stands before and after them in their sentence, each on one line."""
    first, last = 0, len(text)
    for gap in _SENTENCE_END.finditer(text):
        if gap.end() <= start:
            first = gap.end()
        elif gap.start() >= end:
            last = gap.start()
            break
    before, after = text[first:start], text[end:last]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    return before.replace("\n", " "), text[start:end].replace("\n", " "), after.replace("\n", " ")
