"""Checking notes or a backup from end to end: pages, rows, rules and the chain of final notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import apsw

from engage_tui.store import chain
from engage_tui.store.migrations import broken_rules
from engage_tui.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, without a word of any note. Sound when `troubles` is empty."""

    notes: int = 0
    finals: int = 0
    fingerprint: str = ""
    """Of the last final entry, to compare with one written down elsewhere; empty without final notes."""
    troubles: list[str] = field(default_factory=list)


def check(connection: apsw.Connection) -> Checked:
    """Look at everything in an open database. Never raises for damage: it is told."""
    troubles: list[str] = []

    def tried(what: str, look: Callable[[], str]) -> None:
        try:
            told = look()
        except apsw.Error:
            told = f"{what} could not be read: the file is damaged."
        if told:
            troubles.append(told)

    found = [chain.Walk(0, chain.START)]

    def walk() -> str:
        found[0] = chain.verify(connection)
        return found[0].trouble

    tried("The pages of the file", lambda: _pages(connection))
    tried("The links between its tables", lambda: _links(connection))
    tried("The rules that keep final notes as they are", lambda: _rules(connection))
    tried("The chain of final notes", walk)
    last = found[0]
    return Checked(_count(connection), last.entries, chain.fingerprint(last.head) if last.entries else "", troubles)


def _pages(connection: apsw.Connection) -> str:
    found = connection.execute("pragma integrity_check(100)").fetchall()
    return "" if found == [("ok",)] else f"The file is damaged inside ({plural(len(found), 'place')})."


def _links(connection: apsw.Connection) -> str:
    found = connection.execute("pragma foreign_key_check").fetchall()
    return f"{plural(len(found), 'answer')} without a note." if found else ""


def _rules(connection: apsw.Connection) -> str:
    found = broken_rules(connection)
    return f"Rules of the file were changed or taken away: {', '.join(found)}." if found else ""


def _count(connection: apsw.Connection) -> int:
    try:
        return int(str(connection.execute("select count(*) from note").get))
    except apsw.Error:
        return 0
