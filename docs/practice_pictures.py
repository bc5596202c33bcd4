"""The pictures of docs/practice.md, from the app itself."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.paths import Home
from engage_tui.settings import Settings
from engage_tui.tui.practice.app import PracticeApp
from engage_tui.tui.practice.desk import PracticeDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

SCREENS = Path(__file__).with_name("screens")
RUN = ("home", "enter", "enter", *"Anna", "enter")
"""From the first screen to the room view of the first scenario."""
PICTURES: Sequence[tuple[str, tuple[int, int], tuple[str, ...]]] = (
    ("home-narrow", (80, 24), ()),
    ("room-projector", (100, 30), RUN),
    ("observer-wide", (120, 34), (*RUN, "f8", "q", "2", "t", "3", *"Where are you, Gareth?", "enter")),
    ("drill-narrow", (80, 24), ("home", "down", "enter", "enter", "enter")),
)


async def practice_pictures() -> None:
    """Draw each, from a fresh start."""
    for name, size, pressed in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            app = PracticeApp(PracticeDesk(Home(Path(folder) / "home"), Settings()))
            async with app.run_test(size=size) as pilot:
                await pilot.pause(0.3)
                for key in pressed:
                    await pilot.press(key)
                    if key == "enter":
                        await pilot.pause(1)
                await pilot.pause(0.3)
                svg = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(title="engage-tui"), flags=re.DOTALL)
                (SCREENS / f"practice-{name}.svg").write_text(svg, encoding="utf-8")
