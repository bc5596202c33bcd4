"""Keeping a wording of one's own: ask for the words, look at them, warn in plain words, keep them with the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.guide.phrases import MOST, Phrase, by_question, packed, unpacked, with_phrase
from engage_tui.text import clean_line
from engage_tui.tui.row import choice
from engage_tui.tui.screens.base import ONLY_READ

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from textual.screen import Screen

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.phrase_check import Doubts
    from engage_tui.tui.desk import Desk

MOST_LETTERS = 200
TITLE = "Your own wording"
TEXT = "Kept for every visit, and yours to share. No names, no places, nothing of this case."
CASE = "“{}” belongs to this case, and a wording is kept for every visit. Say it without."
NEWER = "Your own wordings were written by a newer engage-tui and cannot be read. They were not touched."
FULL = f"There are {MOST} wordings. Take some out first."


def phrases_of(desk: Desk) -> tuple[Phrase, ...]:
    """The wordings that are kept. Raises `EngageError` when this version cannot read them."""
    try:
        return unpacked(desk.vault.phrases)
    except ValueError:
        raise EngageError(NEWER) from None


def mine(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """The wordings of questions of the bank, by the question's id; none where they cannot be read."""
    try:
        return by_question(phrases_of(desk))
    except EngageError:
        return {}


class Phrasing:
    """Asks for one wording over a screen. `done` is called after it was kept."""

    def __init__(
        self, screen: Screen[Any], desk: Desk, guide: Guide, talk: Conversation | None, done: Callable[[], None]
    ) -> None:
        self._screen, self._desk, self._guide, self._talk, self._done = screen, desk, guide, talk, done

    def ask(self, question: str | None, words: str, *, instead: Phrase | None = None, problem: str = "") -> None:
        """Ask for the words, beginning with these."""
        from engage_tui.tui.screens.prompt import PromptScreen

        if self._desk.vault.why_read_only:
            self._screen.notify(ONLY_READ, severity="error")
            return

        def typed(text: str | None) -> None:
            if text is not None and clean_line(text):
                self._look(Phrase(question=question, words=clean_line(text)), instead)

        text = f"{problem}\n\n{TEXT}" if problem else TEXT
        start = clean_line(words)[:MOST_LETTERS]
        self._screen.app.push_screen(PromptScreen(self._desk, TITLE, text, value=start, most=MOST_LETTERS), typed)

    def _look(self, phrase: Phrase, instead: Phrase | None) -> None:
        from engage_tui.record.phrase_check import doubts

        found = doubts(phrase.words, self._guide, self._talk)
        if found.case:
            problem = CASE.format("”, “".join(found.case))
            self.ask(phrase.question, phrase.words, instead=instead, problem=problem)
        elif found.any:
            self._warn(phrase, instead, found)
        else:
            self.keep(phrase, instead)

    def _warn(self, phrase: Phrase, instead: Phrase | None, found: Doubts) -> None:
        from engage_tui.tui.screens.choose import PickDialog

        def chosen(key: str | None) -> None:
            if key == "keep":
                self.keep(phrase, instead)
            elif key == "change":
                self.ask(phrase.question, phrase.words, instead=instead)

        rows = [choice("change", "Change the words"), choice("keep", "It tells nothing of anyone: keep it")]
        dialog = PickDialog(self._desk, "Look at it once more", warning(found), rows)
        self._screen.app.push_screen(dialog, chosen)

    def keep(self, phrase: Phrase, instead: Phrase | None = None) -> None:
        """Keep a wording, in the place of another where there is one."""
        try:
            kept = with_phrase(phrases_of(self._desk), phrase, instead=instead)
        except EngageError as e:
            self._screen.notify(str(e), severity="error")
            return
        if len(kept) > MOST:
            self._screen.notify(FULL, severity="error")
            return
        self.save(kept, "Kept with your own wordings.")

    def save(self, phrases: Sequence[Phrase], told: str) -> None:
        """Keep exactly these."""
        self._screen.run_worker(self._save(packed(phrases), told), group="phrases")

    async def _save(self, text: str, told: str) -> None:
        try:
            await self._desk.vault.set_phrases(text)
        except EngageError as e:
            self._screen.notify(str(e), severity="error")
            return
        self._done()
        self._screen.notify(told)


def warning(found: Doubts) -> str:
    """What was found, in the worker's words."""
    told = []
    if found.names:
        told.append(f"This may be a name, a place or a number: {', '.join(found.names)}.")
    if found.told:
        told.append(f"This may be something that others told you in this case: {', '.join(found.told)}.")
    return "\n".join([*told, "A wording is kept for every visit, and may be handed round."])
