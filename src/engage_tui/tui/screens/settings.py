"""Settings: how it looks, the name on the notes, and other keys for any command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.settings import NUMBERS, OFF
from engage_tui.text import clean_line, plural
from engage_tui.tui.commands import BY_ID, COMMANDS, Scope, bindings, key_name, key_names
from engage_tui.tui.keymap import is_text, keys_of, taken_by
from engage_tui.tui.row import Row, blank, choice
from engage_tui.tui.screens.backup_rows import backup_rows, chosen
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.screens.look_rows import choose_look, look_rows
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from engage_tui.settings import Minutes

BLANK, LOCK, PIN = "Blank the screen by itself", "Lock by itself", "PIN for the blank screen"
CHOICES: dict[str, tuple[str, str, tuple[Minutes, ...]]] = {
    "blank_after": (BLANK, "After how long without a key?", (1, 2, 5, 10, 15, 30, OFF)),
    "lock_after": (
        LOCK,
        "After how long without a key? Locking saves everything, and asks for the passphrase.",
        (10, 15, 30, 60, 120, OFF),
    ),
    "pin_for": (
        "The PIN works for",
        "How long after the screen went blank? Later, only the passphrase works.",
        (2, 5, 10, 20, 30),
    ),
}
WRITTEN = ("author", "pin", "passphrase", "recovery")
"""What is kept with the notes, and not in the settings file."""
TURNED = ("blank_unfocused", "lens_while_writing")
"""What is either on or off."""
UNFOCUSED = "Not every terminal tells the app. Try it now: go to another window and come back."


class SettingsScreen(DeskScreen[None]):
    """Every change is kept as it is made."""

    BINDINGS = bindings(Scope.DIALOG)
    WHERE = "Settings"
    _has_code = False

    def compose_body(self) -> ComposeResult:
        yield Static("", id="problem", markup=False)
        yield RowList()

    def on_mount(self) -> None:
        self.show()
        self.query_one(RowList).focus()
        if self.desk.vault.is_open:
            self.run_worker(self._look_at_keys())

    async def _look_at_keys(self) -> None:
        from engage_tui.store.opening import has_recovery

        try:
            self._has_code = await self.desk.vault.run(has_recovery, self.desk.home)
        except EngageError as e:
            self.say(str(e))
        self.show()

    def show(self) -> None:
        """Bring the rows up to date."""
        settings, vault = self.desk.settings, self.desk.vault
        rows = look_rows(self.desk)
        if vault.is_open:
            rows.append(choice("author", "Name on the notes", tail=vault.author or "none yet"))
        rows.append(choice("folder", "Folder for copies", tail=settings.export_folder or "the app's own"))
        stays = plural(settings.clipboard_seconds, "second")
        rows.append(choice("clipboard_seconds", "A copied field stays on the clipboard", tail=stays))
        looks = _yes(settings.lens_while_writing)
        rows.append(choice("lens_while_writing", "Mark words to look at again while writing", tail=looks))
        old = plural(settings.services_months, "month")
        rows.append(choice("services_months", "Contacts and services are old after", tail=old))
        if vault.is_open:
            code = "make a new one" if self._has_code else "none yet"
            rows += _heading("What opens the notes")
            rows += [choice("passphrase", "Passphrase", tail="change"), choice("recovery", "Recovery code", tail=code)]
        rows += [*_heading("Nobody at the keyboard"), *self._times()]
        rows += [*_heading("Backups"), *backup_rows(self.desk)]
        rows += _heading("Keys")
        for command in COMMANDS:
            keys = key_names(keys_of(command.id, settings.keys)) or "none"
            rows.append(
                Row(command.id, ((command.title, ""), (f"  {command.scope.value.lower()}", "muted")), tail=keys)
            )
        self.query_one(RowList).show(rows)

    def _times(self) -> list[Row]:
        settings, vault = self.desk.settings, self.desk.vault
        rows = [
            choice("blank_after", BLANK, tail=after(settings.blank_after)),
            choice("blank_unfocused", "Blank it in another window", tail=_yes(settings.blank_unfocused)),
            choice("lock_after", LOCK, tail=after(settings.lock_after)),
        ]
        if vault.is_open:
            rows.append(choice("pin", PIN, tail="set" if vault.pin else "none"))
        if vault.pin:
            rows.append(choice("pin_for", "The PIN works for", tail=minutes(settings.pin_for)))
        return rows

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("Enter", "change"), ("↑ ↓", "move"), (self.desk.key("dialog.close"), "back")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if not (event.key in WRITTEN and self.only_read()):
            self._choose(event.key)

    def _choose(self, key: str) -> None:
        if key in ("theme", "language", "layout", "motion"):
            choose_look(self, key)
        elif key == "author":
            self._ask_author()
        elif key == "folder":
            self._ask_folder()
        elif key in ("backup_now", *NUMBERS):
            chosen(self, key)
        elif key in CHOICES:
            self._ask_time(key)
        elif key in TURNED:
            self._turn(key)
        elif key == "pin":
            self._ask_pin()
        elif key == "passphrase":
            self._change_passphrase()
        elif key == "recovery":
            self._new_code()
        else:
            self._ask_key(key)

    def _ask_author(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def named(name: str | None) -> None:
            if name:
                self.run_worker(self._set_author(clean_line(name)))

        prompt = PromptScreen(self.desk, "Name on the notes", value=self.desk.vault.author, most=80)
        self.app.push_screen(prompt, named)

    async def _set_author(self, name: str) -> None:
        vault = self.desk.vault
        await vault.run(vault.store.set_fact, "author", name)
        vault.author = name
        self.show()

    def _ask_folder(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def chosen(folder: str | None) -> None:
            if folder is not None:
                self.keep(lambda: self.desk.set_export_folder(clean_line(folder)))

        text = "The full path of a folder. Leave it empty for the app's own."
        value = self.desk.settings.export_folder
        self.app.push_screen(PromptScreen(self.desk, "Folder for copies", text, value=value, empty=True), chosen)

    def _ask_time(self, name: str) -> None:
        from engage_tui.tui.screens.choose import PickDialog

        title, text, times = CHOICES[name]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.keep(lambda: self.desk.set_time(name, next(time for time in times if str(time) == key)))

        rows = [choice(str(time), minutes(time)) for time in times]
        self.app.push_screen(PickDialog(self.desk, title, text, rows), chosen)

    def _turn(self, name: str) -> None:
        turned = not getattr(self.desk.settings, name)
        if self.keep(lambda: self.desk.set_time(name, turned)) and turned and name == "blank_unfocused":
            self.say(UNFOCUSED)

    def _ask_pin(self) -> None:
        from engage_tui.tui.screens.choose import PickDialog
        from engage_tui.tui.screens.pin import PinScreen

        def chosen(pin: str | None) -> None:
            if pin is not None:
                self.run_worker(self._set_pin(pin), exclusive=True)

        def picked(key: str | None) -> None:
            if key == "change":
                self.app.push_screen(PinScreen(self.desk), chosen)
            elif key == "none":
                chosen("")

        if self.desk.vault.pin:
            rows = [choice("change", "Set another PIN"), choice("none", "Have no PIN")]
            self.app.push_screen(PickDialog(self.desk, PIN, "", rows), picked)
        else:
            self.app.push_screen(PinScreen(self.desk), chosen)

    async def _set_pin(self, pin: str) -> None:
        try:
            await self.desk.vault.set_pin(pin)
        except EngageError as e:
            self.say(str(e))
        self.show()

    def _change_passphrase(self) -> None:
        from engage_tui.tui.screens.passphrase import PassphraseScreen

        def done(changed: bool | None) -> None:
            if changed:
                self.notify("The passphrase is changed.")

        self.app.push_screen(PassphraseScreen(self.desk), done)

    def _new_code(self) -> None:
        from engage_tui.tui.screens.passphrase import AskPassphraseScreen
        from engage_tui.tui.screens.recovery import RecoveryScreen

        def kept(made: bool | None) -> None:
            if made:
                self.run_worker(self._look_at_keys())
                self.notify("The new recovery code opens your notes from now on.")

        def right(passphrase: str | None) -> None:
            if passphrase:
                self.app.push_screen(RecoveryScreen(self.desk, passphrase, instead=self._has_code), kept)

        text = "It is shown on the next screen, once. Have pen and paper ready. Your passphrase first:"
        self.app.push_screen(AskPassphraseScreen(self.desk, "A new recovery code", text), right)

    def _ask_key(self, command_id: str) -> None:
        from engage_tui.tui.screens.key import KeyScreen

        def pressed(key: str | None) -> None:
            if key:
                self._set_key(command_id, key)

        self.app.push_screen(KeyScreen(self.desk, BY_ID[command_id].title), pressed)

    def _set_key(self, command_id: str, key: str) -> None:
        other = taken_by(key, command_id, self.desk.settings.keys)
        if other or is_text(key, command_id):
            trouble = f"the key for “{other}” already" if other else "needed for writing"
            self.query_one("#problem", Static).update(f"{key_name(key)} is {trouble}.")
            return
        self.keep(lambda: self.desk.set_keys(command_id, key))
        self.app.set_keymap(dict(self.desk.settings.keys))

    def keep(self, change: Callable[[], None]) -> bool:
        """Make a change, and say what kept it from being saved. Whether nothing did."""
        message = ""
        try:
            change()
        except EngageError as e:
            message = str(e)
        self.say(message)
        self.show()
        return not message

    def say(self, message: str) -> None:
        """Say what is wrong, or was done, above the rows."""
        self.query_one("#problem", Static).update(message)


def _yes(on: bool) -> str:
    return "yes" if on else "no"


def _heading(text: str) -> list[Row]:
    return [blank(f"gap {text}"), Row(f"title {text}", ((text, "title"),), stop=False)]


def minutes(time: Minutes) -> str:
    """As people say it: `5 minutes`, `1 hour`, `off`."""
    if isinstance(time, str):
        return time
    number, unit = (time / 60, "hour") if time >= 60 and time % 60 == 0 else (time, "minute")
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def after(time: Minutes) -> str:
    """`after 5 minutes`, or `off`."""
    return minutes(time) if isinstance(time, str) else f"after {minutes(time)}"
