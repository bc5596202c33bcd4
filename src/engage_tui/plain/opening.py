"""Getting in: the passphrase, the first run, the recovery code, and what can be done about damaged notes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError, PassphraseError, StoreDamagedError, StoreNewerError
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from engage_tui.plain.console import Console
    from engage_tui.plain.desk import Desk

WELCOME = "engage-tui, line by line. Type a word and press Enter. Type ? for help at any question."
FIRST = (
    "There are no notes yet. Set a passphrase: three or four words you can remember are best. Everything you write is "
    "encrypted with it, and nothing leaves this computer. What you type is not shown."
)
SLOW = "Setting up. This takes a moment, on purpose: it makes guessing slow."
OPENING = "Opening."
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds after each wrong passphrase in a row before it is asked for again."""
CODE = (
    "If you forget your passphrase, a recovery code opens your notes. Write it down on paper and keep it at work, away "
    "from this laptop: whoever has both can read the notes. It is not shown again. Here it is, in groups of four."
)
LAST_GROUP = "Type the last group, to show that it is written down, or Enter for no code:"
NOT_THE_LAST = "That is not the last group. Compare it with your paper and with the code above."
NO_CODE = "There is no recovery code. You can make one later, in Settings."
FORGOTTEN = "Type the code from your paper. Capitals, spaces and hyphens do not matter. Enter goes back."
HAS_NO_CODE = "No recovery code was made for these notes. Only the passphrase opens them."


def is_damage(error: EngageError) -> bool:
    """Whether a backup may help."""
    return isinstance(error, StoreDamagedError) and not isinstance(error, StoreNewerError)


def get_in(desk: Desk) -> bool:
    """Open the notes, or set them up. False when the person would rather leave. Raises `EngageError`."""
    desk.console.say(WELCOME)
    if not desk.home.has_store:
        _first_run(desk)
        return True
    desk.console.say("Type your passphrase, or press Enter for other ways in. What you type is not shown.")
    wrong = 0
    while desk.opened is None:
        secret = desk.console.secret("Passphrase:")
        if not secret:
            if not _other_way(desk):
                return False
            continue
        try:
            _unlock(desk, secret)
        except PassphraseError as e:
            desk.console.say(str(e))
            time.sleep(PAUSES[min(wrong, len(PAUSES) - 1)])
            wrong += 1
    return True


def _unlock(desk: Desk, secret: str) -> None:
    from engage_tui.store.opening import unlock

    desk.console.say(OPENING)
    try:
        desk.sit_down(unlock(desk.home, secret, raise_costs=True))
    except EngageError as e:
        if not is_damage(e):
            raise
        _rescue(desk, e, secret)


def _other_way(desk: Desk) -> bool:
    """What can be done without the passphrase. False: leave."""
    ways = [("code", "I have a recovery code"), ("again", "Type the passphrase"), ("leave", "Leave")]
    way = desk.console.choose(ways)
    if way == "code":
        _recover(desk)
    return way != "leave"


# -- the first run


def _first_run(desk: Desk) -> None:
    from engage_tui.store.opening import create

    console = desk.console
    console.say(FIRST)
    passphrase = new_passphrase(console)
    author = ""
    while not author:
        author = clean_line(console.ask("Your name or initials, for the notes:"))
    console.say(SLOW)
    desk.sit_down(create(desk.home, passphrase), author)
    if not offer_code(desk, passphrase):
        console.say(NO_CODE)


def new_passphrase(console: Console) -> str:
    """A passphrase that was typed twice."""
    from engage_tui.store.keys import check_passphrase

    while True:
        first = console.secret("New passphrase:")
        problem = check_passphrase(first)
        if not problem and console.secret("The same again:") == first:
            return first
        console.say(problem or "The two are not the same.")


def offer_code(desk: Desk, passphrase: str) -> bool:
    """Read out a new recovery code. It comes into being only when its last group is typed; whether it did."""
    from engage_tui.store.opening import renew_recovery
    from engage_tui.store.recovery import folded, in_groups, new_code

    code = new_code()
    desk.console.say(CODE, *in_groups(code))
    while True:
        typed = desk.console.ask(LAST_GROUP)
        if not typed.strip():
            return False
        if folded(typed) == in_groups(code)[-1]:
            desk.console.say("Keeping it.")
            renew_recovery(desk.home, passphrase, code)
            desk.console.clear()
            desk.console.say("The recovery code opens your notes from now on.")
            return True
        desk.console.say(NOT_THE_LAST)


# -- the passphrase is forgotten


def _recover(desk: Desk) -> None:
    from engage_tui.store.opening import check_code, has_recovery, recover

    console = desk.console
    try:
        if not has_recovery(desk.home):
            console.say(HAS_NO_CODE)
            return
        console.say(FORGOTTEN)
        code = _read_code(desk)
        if code:
            check_code(desk.home, code)
            console.say("The code is right. Set a new passphrase now.")
            passphrase = new_passphrase(console)
            console.say(SLOW)
            desk.sit_down(recover(desk.home, code, passphrase))
    except EngageError as e:
        if not is_damage(e):
            raise
        _rescue(desk, e, console.secret("Passphrase or recovery code:"))


def _read_code(desk: Desk) -> str:
    """A code without slips of the pen; empty when it is given up."""
    from engage_tui.store.recovery import read_code

    while code := desk.console.secret("Recovery code:"):
        try:
            return read_code(code)
        except PassphraseError as e:
            desk.console.say(str(e))
    return ""


# -- the notes are damaged


def _rescue(desk: Desk, trouble: EngageError, secret: str) -> None:
    """Offer a backup, and what can be read of the damaged file. Then the passphrase is asked for again."""
    from engage_tui.store.rescue import Rescue

    console = desk.console
    console.say(str(trouble), "Looking for a backup.")
    rescue = Rescue.look(desk.home, secret)
    console.say(rescue.told())
    while True:
        offered = [(key, f"{text} ({more})" if more else text) for key, text, more in rescue.choices()]
        chosen = console.choose([*offered, ("leave", "Leave it as it is")])
        if chosen in ("", "leave"):
            raise trouble
        console.say("Working. This can take a while.")
        try:
            console.say(rescue.restore() if chosen == "restore" else rescue.save_out())
        except EngageError as e:
            console.say(str(e))
            continue
        if chosen == "restore" or rescue.saved is None:
            return
