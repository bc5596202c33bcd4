"""The app as it is started by users, with keys that make it go wrong on purpose, or do what no user is offered."""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from engage_tui import cli
from engage_tui.errors import EngageError
from engage_tui.tui import app

SECRET_LOCAL, SECRET_MESSAGE, MARKUP = "TAWNY" + "OWL", "BARN" + "OWL", "Told [/b] [TODO] [@click=app.quit]x[/] [/"
HANDLER, WORKER, THREAD, PICTURES, DUMPABLE, TOLD = "f5", "f6", "f7", "f8", "f10", "f11"
PR_GET_DUMPABLE = 3


def fail() -> None:
    local = SECRET_LOCAL
    raise RuntimeError(f"{SECRET_MESSAGE} {len(local)}")


class FaultyApp(app.EngageApp):
    CSS_PATH = Path(app.__file__).parent / "styles" / "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(HANDLER, "fault_in_handler", priority=True),
        Binding(WORKER, "fault_in_worker", priority=True),
        Binding(THREAD, "fault_in_thread", priority=True),
        Binding(PICTURES, "pictures", priority=True),
        Binding(DUMPABLE, "dumpable", priority=True),
        Binding(TOLD, "told", priority=True),
    ]

    def action_fault_in_handler(self) -> None:
        passphrase_like = SECRET_LOCAL
        assert passphrase_like
        fail()

    def action_fault_in_worker(self) -> None:
        async def work() -> None:
            fail()

        self.run_worker(work())

    def action_fault_in_thread(self) -> None:
        threading.Thread(target=fail).start()

    async def action_pictures(self) -> None:
        await self.run_action("app.screenshot")
        self.deliver_screenshot("delivered.svg", path=".")
        with contextlib.suppress(PermissionError):
            self.save_screenshot("saved.svg", path=".")
        self.notify("pictures asked for")

    def action_dumpable(self) -> None:
        self.notify(f"dumpable {ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)}")

    def action_told(self) -> None:
        async def work() -> None:
            raise EngageError(MARKUP)

        self.run_worker(work())


if __name__ == "__main__":
    vars(app)["EngageApp"] = FaultyApp  # the app's own `run` starts this one
    sys.exit(cli.run([]))
