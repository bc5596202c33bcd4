"""The rows of the stop card. Pure: the same card gives the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.row import Row, blank, choice, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.stopping import StopCard

REASON, OTHER = "reason:", "reason:other"
BACK, WRITE = "do:back", "do:write"


def card_rows(card: StopCard) -> list[Row]:
    """What to say, the reasons to choose from, who next."""
    rows = [text_row("say", "Say", "title")]
    if card.own_words:
        rows += [Row("own", (("As you planned: ", "muted"), (card.own_words, "")), indent=2, stop=False)]
    rows += [text_row(f"say:{n}", f"“{words}”", "quote", indent=2) for n, words in enumerate(card.sentences)]
    rows += [blank("gap:why"), text_row("why", "Why? The one you choose is written down, with the time.", "title")]
    rows += _reasons(card)
    return [*rows, blank("gap:next"), *next_rows(card)]


def _reasons(card: StopCard) -> Iterator[Row]:
    for number, reason in enumerate(card.reasons, 1):
        yield choice(f"{REASON}{number - 1}", reason.words, lead=str(number) if number < 10 else " ")
    last = len(card.reasons) + 1
    yield choice(OTHER, "Another reason", lead=str(last) if last < 10 else " ")


def next_rows(card: StopCard) -> Iterator[Row]:
    """Who next: those who were named before the visit, then everyone's order."""
    yield text_row("next", "Then", "title")
    named = (("check-in", "You check in with", card.check_in), ("second", "With you", card.second_worker))
    for key, told, words in named:
        if words:
            yield Row(f"next:{key}", ((f"{told}: ", "muted"), (words, "")), indent=2, stop=False)
    for number, words in enumerate(card.next):
        yield text_row(f"next:{number}", words, indent=2)


def written_rows(card: StopCard, told: str) -> list[Row]:
    """After a reason was chosen: that it is written down, who next, and the ways on."""
    return [
        text_row("told", told),
        blank("gap:next"),
        *next_rows(card),
        blank("gap:do"),
        choice(BACK, "Back to where I was", lead="→"),
        choice(WRITE, "Write what I saw or heard, and who was told", lead="→"),
    ]
