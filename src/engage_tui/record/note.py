"""The note as a plain value: parts in their fixed order, each with entries, ready for any way of writing it down.

Whoever builds one passes a conversation that already holds only what its audience may see (`record.audience`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.guide.model import NotePart

if TYPE_CHECKING:
    from engage_tui.record.audience import Audience

TITLES: dict[NotePart, str] = {
    NotePart.SETTING: "Reference and setting",
    NotePart.SAFE_TO_TALK: "Safe-to-talk checks",
    NotePart.SEEN_AND_HEARD: "What was seen and heard",
    NotePart.QUESTIONS: "Questions",
    NotePart.RISK: "Risk",
    NotePart.RESPONSES: "Responses used",
    NotePart.PATTERN: "Pattern of behaviour and its impact",
    NotePart.STRENGTHS: "Survivor strengths and protective acts",
    NotePart.ACTIONS: "Actions for the person",
    NotePart.REFERRALS: "Referrals and other agencies",
    NotePart.ENGAGEMENT: "Engagement form",
    NotePart.ATTEMPTS: "Attempts to engage",
    NotePart.VIEW: "Practitioner's view",
    NotePart.NEXT: "Next contact",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Words under an entry: what they are, the words themselves, and the local time they were last changed."""

    caption: str
    text: str
    at: str = ""
    quoted: bool = False
    """The person's own words, to be shown as a quotation."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing noted: what it is about, the mark in words, the time of it, and the words written."""

    label: str
    mark: str = ""
    at: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a small heading, such as `Present`."""

    title: str
    entries: tuple[Entry, ...]
    columns: tuple[str, ...] = ()
    """When not empty, a table: each entry a row, each of its lines in the column that bears its caption."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the note."""

    kind: NotePart
    intro: str
    groups: tuple[Group, ...]
    if_empty: str = "Nothing noted."

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def empty(self) -> bool:
        return not any(g.entries for g in self.groups)


@dataclass(frozen=True, slots=True)
class Note:
    """A whole note. `facts` are the lines at its head; `closing` those at its foot."""

    title: str
    state: str
    audience: Audience
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
