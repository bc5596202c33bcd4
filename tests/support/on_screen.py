"""Everything that a screen holds to be read, seen at once or by scrolling; and every screen that the app has."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

import engage_tui.tui
from engage_tui.tui.widgets.bars import HintBar, TopBar
from engage_tui.tui.widgets.rail import Rail
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from textual.app import App


def held_by(screen: Screen[Any]) -> str:
    """All the words of a screen: every row of its lists, every line, what stands in its fields."""
    return "\n".join(_words(screen))


def _words(screen: Screen[Any]) -> Iterator[str]:
    strips = screen._compositor.render_strips()
    yield "\n".join("".join(segment.text for segment in strip) for strip in strips)
    for widget in screen.walk_children():
        if isinstance(widget, RowList):
            yield from (f"{r.lead} {r.plain} {r.tail}" for r in widget.rows)
        elif isinstance(widget, Static | HintBar | TopBar | Rail):
            yield str(widget.render())
        elif isinstance(widget, Input):
            yield f"{widget.value} {widget.placeholder}"
        elif isinstance(widget, TextArea):
            yield widget.text
        if widget.tooltip:
            yield str(widget.tooltip)
        yield str(widget.border_title or "")


def told_by(app: App[Any]) -> str:
    """What the app holds to be read now: its top screen, its messages, the title of the window."""
    messages = "\n".join(f"{n.title} {n.message}" for n in app._notifications)
    return "\n".join([held_by(app.screen), messages, app.title, app.sub_title])


def every_screen() -> dict[str, type[Screen[Any]]]:
    """Every class of screen in the package that is not only there to be built upon, by walking the package.

    Those of practice are left out: there is no way from them to a note, and tests of their own look at them.
    """
    return _built(practice=False)


def screens_of_practice() -> dict[str, type[Screen[Any]]]:
    """The same of practice, without those that it shares with the notes."""
    return _built(practice=True)


def _built(*, practice: bool) -> dict[str, type[Screen[Any]]]:
    for module in pkgutil.walk_packages(engage_tui.tui.__path__, f"{engage_tui.tui.__name__}."):
        importlib.import_module(module.name)
    ours = {s for s in _below(Screen) if s.__module__.startswith("engage_tui.")}
    ours = {s for s in ours if s.__module__.startswith("engage_tui.tui.practice.") is practice}
    built_upon = {base for s in ours for base in s.__mro__[1:]}
    return {s.__name__: s for s in ours - built_upon}


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _below(sub)
