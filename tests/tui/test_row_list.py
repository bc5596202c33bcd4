"""The list that draws itself: moving, wrapping, thousands of rows, the mouse."""

from __future__ import annotations

from textual.app import App, ComposeResult

from engage_tui.tui.row import Row, text_row
from engage_tui.tui.widgets.row_list import RowList


class Host(App[None]):
    CSS = "RowList { height: 1fr; } RowList > .row--cursor { background: blue; }"

    def __init__(self, rows: list[Row], *, wrap: bool = True) -> None:
        super().__init__()
        self._given, self._wrap = rows, wrap
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield RowList(wrap=self._wrap)

    def on_mount(self) -> None:
        self.list.show(self._given)
        self.list.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.chosen.append(event.key)

    @property
    def list(self) -> RowList:
        return self.query_one(RowList)

    def text(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def some_rows(count: int) -> list[Row]:
    return [Row(f"r{n}", ((f"row number {n}", ""),), lead="○") for n in range(count)]


async def test_the_cursor_goes_from_stop_to_stop() -> None:
    rows = [text_row("h", "heading"), *some_rows(3), text_row("t", "more text"), Row("last", (("last", ""),))]
    app = Host(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.list.key == "r0"
        await pilot.press("down", "j", "down")
        assert app.list.key == "last"
        await pilot.press("down", "up", "k")
        assert app.list.key == "r1"
        await pilot.press("end")
        assert app.list.key == "last"
        await pilot.press("home")
        assert app.list.key == "r0"


async def test_the_cursor_is_always_in_sight() -> None:
    app = Host(some_rows(500))
    async with app.run_test(size=(40, 10)) as pilot:
        for key in ("pagedown", "pagedown", "end", "pageup", "home"):
            await pilot.press(key)
            await pilot.pause()
            pointed = [line for line in app.text() if line.startswith("▸")]
            assert pointed, key
            number = app.list.key.removeprefix("r")
            assert pointed[0].endswith(f"row number {number}") or f"row number {number} " in pointed[0]


async def test_a_row_wraps_at_words_and_wraps_again_when_the_window_changes() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    app = Host([Row("a", ((text, ""),), lead="●", tail="asked", indent=2)])
    async with app.run_test(size=(60, 10)) as pilot:
        wide = [line for line in app.text() if line]
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        narrow = [line for line in app.text() if line]
        assert len(narrow) > len(wide)
        for shown in (wide, narrow):
            words = " ".join(shown).replace("▸", "").replace("●", "").replace("asked", "").split()
            assert words == text.split()


async def test_ten_thousand_rows_are_drawn_a_screenful_at_a_time() -> None:
    app = Host(some_rows(10_000), wrap=False)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert any("row number 9999" in line for line in app.text())
        assert len(app.list._wrapped) < 100


async def test_the_cursor_stays_on_its_row_when_rows_come_and_go() -> None:
    app = Host(some_rows(5))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "down", "down")
        app.list.show([Row("new", (("new", ""),)), *some_rows(5)])
        assert app.list.key == "r3"
        app.list.show(some_rows(2))
        assert app.list.key == "r1"
        app.list.show([])
        assert app.list.key == ""
        await pilot.press("down", "enter")
        assert app.chosen == []


async def test_enter_and_a_second_click_choose() -> None:
    app = Host(some_rows(5))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("enter")
        await pilot.click(RowList, offset=(5, 3))
        assert app.list.key == "r3"
        await pilot.click(RowList, offset=(5, 3))
        assert app.chosen == ["r0", "r3"]
        await pilot.click(RowList, offset=(5, 8))
        assert app.list.key == "r3"


async def test_text_is_never_markup() -> None:
    hostile = "[b]x[/b] [/ [TODO] [@click=app.quit]go[/]"
    app = Host([Row("a", ((hostile, ""),), tail="[red]"), Row("b", (("[/b]", "alert"),))])
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        assert hostile in app.text()[0]
        assert "[/b]" in app.text()[1]


async def test_the_first_press_of_page_down_shows_the_next_page() -> None:
    app = Host(some_rows(500))
    async with app.run_test(size=(40, 10)) as pilot:
        last = [line.strip("▸ ") for line in app.text() if line][-1]
        await pilot.press("pagedown")
        await pilot.pause()
        assert app.list.scroll_offset.y == 9
        assert last in app.text()[0]
        await pilot.press("pageup")
        await pilot.pause()
        assert app.list.scroll_offset.y == 0
