"""A few whole screens as text, at three sizes. Made again with: SNAPSHOTS=write pytest tests/tui/test_snapshots.py"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.talks import full_talk

if TYPE_CHECKING:
    from typing import Any

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 36), (160, 48)]


def steady(text: str) -> str:
    """Times are the clock's own."""
    return re.sub(r"\b\d\d:\d\d\b", "00:00", text) + "\n"


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(
    ("name", "place", "keys"),
    [
        ("before", "check.sober", ()),
        ("ask", "ask.discloses.children", ()),
        ("writing", "ask.discloses.children", ("enter",)),
        ("risk", "risk.separation", ("r",)),
        ("record", "record", ()),
    ],
)
async def test_the_screen_looks_as_it_did(
    on_the_walk: Any, name: str, place: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with on_the_walk(full_talk(), place=place, size=size) as seat:
        await seat.press(*keys) if keys else await seat.rest()
        await seat.app.desk.session.settle()
        await seat.rest()
        text = steady(seat.text())
    golden = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
