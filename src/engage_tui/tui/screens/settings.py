"""Settings: how it looks, the name on the notes, and other keys for any command."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.settings import THEMES
from engage_tui.text import clean_line
from engage_tui.tui.commands import BY_ID, COMMANDS, Scope, bindings, key_name, key_names
from engage_tui.tui.keymap import keys_of, taken_by
from engage_tui.tui.row import Row, blank, choice
from engage_tui.tui.screens.base import DeskScreen, Dialog
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.tui.desk import Desk

THEME_NAMES = {
    "dark": "dark",
    "light": "light",
    "contrast": "high contrast",
    "terminal": "the terminal's own colours",
}


class SettingsScreen(DeskScreen[None]):
    """Every change is kept as it is made."""

    BINDINGS = bindings(Scope.DIALOG)
    WHERE = "Settings"
    _has_code = False

    def compose_body(self) -> ComposeResult:
        yield Static("", id="problem", markup=False)
        yield RowList()

    def on_mount(self) -> None:
        self._show()
        self.query_one(RowList).focus()
        if self.desk.vault.is_open:
            self.run_worker(self._look_at_keys())

    async def _look_at_keys(self) -> None:
        from engage_tui.store.opening import has_recovery

        try:
            self._has_code = await self.desk.vault.run(has_recovery, self.desk.home)
        except EngageError as e:
            self.query_one("#problem", Static).update(str(e))
        self._show()

    def _show(self) -> None:
        settings, vault = self.desk.settings, self.desk.vault
        rows = [choice("theme", "Colours", tail=THEME_NAMES[settings.theme])]
        if vault.is_open:
            rows.append(choice("author", "Name on the notes", tail=vault.author or "none yet"))
        rows.append(choice("folder", "Folder for copies", tail=settings.export_folder or "the app's own"))
        if vault.is_open:
            rows.append(choice("passphrase", "Passphrase", tail="change"))
            rows.append(choice("recovery", "Recovery code", tail="make a new one" if self._has_code else "none yet"))
        rows += [blank("gap"), Row("keys", (("Keys", "title"),), stop=False)]
        for command in COMMANDS:
            keys = key_names(keys_of(command.id, settings.keys)) or "none"
            rows.append(
                Row(command.id, ((command.title, ""), (f"  {command.scope.value.lower()}", "muted")), tail=keys)
            )
        self.query_one(RowList).show(rows)

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("Enter", "change"), ("↑ ↓", "move"), (self.desk.key("dialog.close"), "back")]

    def action_close(self) -> None:
        self.dismiss(None)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "theme":
            self._next_theme()
        elif event.key == "author":
            self._ask_author()
        elif event.key == "folder":
            self._ask_folder()
        elif event.key == "passphrase":
            self._change_passphrase()
        elif event.key == "recovery":
            self._new_code()
        else:
            self._ask_key(event.key)

    def _next_theme(self) -> None:
        name = THEMES[(THEMES.index(self.desk.settings.theme) + 1) % len(THEMES)]
        self._keep(lambda: self.desk.set_theme(name))
        self.app.theme = f"engage-{name}"

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
        self._show()

    def _ask_folder(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def chosen(folder: str | None) -> None:
            if folder is not None:
                self._keep(lambda: self.desk.set_export_folder(clean_line(folder)))

        text = "The full path of a folder. Leave it empty for the app's own."
        value = self.desk.settings.export_folder
        self.app.push_screen(PromptScreen(self.desk, "Folder for copies", text, value=value, empty=True), chosen)

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
        def pressed(key: str | None) -> None:
            if key:
                self._set_key(command_id, key)

        self.app.push_screen(KeyScreen(self.desk, BY_ID[command_id].title), pressed)

    def _set_key(self, command_id: str, key: str) -> None:
        other = taken_by(key, command_id, self.desk.settings.keys)
        if other:
            self.query_one("#problem", Static).update(f"{key_name(key)} is the key for “{other}” already.")
            return
        self._keep(lambda: self.desk.set_keys(command_id, key))
        self.app.set_keymap(dict(self.desk.settings.keys))

    def _keep(self, change: Callable[[], None]) -> None:
        message = ""
        try:
            change()
        except EngageError as e:
            message = str(e)
        self.query_one("#problem", Static).update(message)
        self._show()


class KeyScreen(Dialog[str]):
    """Gives the next key that is pressed, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk)
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"New key for “{self._title}”", classes="dialog-title", markup=False)
            yield Static("Press the key, or Esc to keep the old one.", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)
