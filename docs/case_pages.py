"""The page and the pictures of the three made-up cases, from the scripts that the tests type into the app."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.paths import Home
from engage_tui.record.audience import Audience, for_audience
from engage_tui.record.build import build_note
from engage_tui.record.export import note_bytes
from engage_tui.record.plain import to_text
from engage_tui.settings import Settings
from support.fiction import CASES
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.random_talks import the_guide
from support.scripts import Core, PutRight, contact_of, played

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.conversation.state import Conversation
    from support.scripts import Case

SCREENS = Path(__file__).parent / "screens"
INTRO = """\
**Everyone in these notes is made up.** Each case is typed into the app, key by key, by `tests/terminal/test_cases.py`:
from the first screen to a final note and to every copy of it, and the copies are opened again by other programs. What
stands below is the file copy, as plain text. The times are those of a script that does one thing a minute."""
PICTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "MADE-UP-1": (
        ("write-up", "Writing it up: a yes with what the walk holds on it"),
        ("record", "Record: what an action still lacks, and the way there"),
    ),
    "MADE-UP-2": (
        ("write-up", "A no with its reason is an answer"),
        ("record", "Record: what is needed first, and what is worth another look"),
    ),
    "MADE-UP-3": (
        ("risk", "The indicators after the threat, each with what was done"),
        ("earlier", "The second contact opens on what the first left"),
    ),
}


def cases_page() -> str:
    """Every case: what it is about, its pictures, and the text of its file copies."""
    lines = [
        "# Three made-up cases",
        "",
        "<!-- Made by docs/make.py from the scripts in tests/support/fiction.py. -->",
        "",
        INTRO,
    ]
    for case in CASES:
        lines += ["", f"## {case.title}", "", case.about]
        for what, told in PICTURES[case.reference]:
            lines += ["", f"![{told}](screens/{_picture(case, what)}.svg)"]
        lines += ["", f"![The first page of the PDF](screens/{_picture(case, 'page')}.png)"]
        for number, talk in enumerate(played(case, the_guide()), 1):
            name = "The file copy" if len(case.contacts) == 1 else f"The file copy of contact {number}"
            lines += [
                "",
                "<details>",
                f"<summary>{name}</summary>",
                "",
                "```text",
                _text(talk),
                "```",
                "",
                "</details>",
            ]
    return "\n".join(lines) + "\n"


def _picture(case: Case, what: str) -> str:
    return f"case-{case.title.split()[0].lower()}-{what}"


def _text(talk: Conversation) -> str:
    """The file copy, with times as the script has them and without the line that names versions."""
    shown = for_audience(talk, the_guide(), Audience.FILE)
    note = build_note(shown, the_guide(), audience=Audience.FILE, state="Final", written_by="", zone=UTC)
    return to_text(note).rpartition("\nMade with")[0].strip()


# -- pictures


async def case_pictures() -> None:
    """Screens of each case as they are after the write-up, or where the second contact begins; a page of each PDF."""
    await _screens(CASES[0], ("write-up", ("6", "Y", "n")), ("record", ("escape", "6", "end", "home")))
    await _screens(CASES[1], ("write-up", ("6", "Y", *"bbbbbbb")), ("record", ("escape", "6", "end", "home")))
    await _screens(CASES[2], ("risk", ("r",)), earlier=False)
    await _screens(CASES[2], ("earlier", ("c",)), earlier=True)
    for case in CASES:
        _page(case)


async def _screens(case: Case, *shots: tuple[str, Sequence[str]], earlier: bool = False) -> None:
    from engage_tui.tui.app import EngageApp
    from engage_tui.tui.desk import Desk

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        _keep(home, case, earlier=earlier)
        app = EngageApp(Desk(home, Settings()))
        async with app.run_test(size=(120, 34)) as pilot:

            async def press(*keys: str) -> None:
                for key in keys:
                    await pilot.press(key)
                    await app.workers.wait_for_complete()
                    await pilot.pause(0.2)

            await pilot.pause(0.3)
            await pilot.press(*PASSPHRASE)
            await press("enter", "enter")
            for what, keys in shots:
                await press(*keys)
                svg = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(title="engage-tui"), flags=re.DOTALL)
                (SCREENS / f"{_picture(case, what)}.svg").write_text(svg, encoding="utf-8")


def _keep(home: Home, case: Case, *, earlier: bool) -> None:
    """Notes that hold the case as far as the picture wants it."""
    from engage_tui.store.store import Store

    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.set_fact("author", "A. Worker")
    first = case.contacts[0]
    core = Core(contact_of(case, first, played(case, the_guide())[0].held_on), the_guide())
    for act in first.acts:
        if earlier or not isinstance(act, PutRight):
            core.act(act)
    store.save(None, core.talk)
    if earlier:
        store.save(None, contact_of(case, case.contacts[1], played(case, the_guide())[1].held_on))
    store.close()


def _page(case: Case) -> None:
    """The first page of the PDF as a picture, where poppler is there to draw it."""
    if not shutil.which("pdftoppm"):
        return
    data = note_bytes(played(case, the_guide())[0], the_guide(), form="pdf", final=True)
    command = [
        "pdftoppm",
        "-png",
        "-r",
        "70",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        "-",
        str(SCREENS / _picture(case, "page")),
    ]
    subprocess.run(command, input=data, check=True)
