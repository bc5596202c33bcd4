"""Say it your way: keeping wordings of one's own, with nothing of any case among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Planned, Wrote
from engage_tui.conversation.words import Field
from engage_tui.guide.phrases import Phrase, packed, unpacked
from engage_tui.tui.phrasing import NEWER
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.phrases import FILE, PhrasesScreen
from engage_tui.tui.screens.prompt import PromptScreen
from engage_tui.tui.widgets.row_list import RowList
from support.random_talks import noteable, offered
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from engage_tui.paths import Home

OPENER = "ask.fatherhood-opener"
MINE = "What would you like your kids to say about home?"


async def kept(seat: Any) -> tuple[Phrase, ...]:
    """What is in the notes, read from there."""
    vault = seat.app.desk.vault
    return unpacked(await vault.run(vault.store.fact, "phrases"))


async def keep(seat: Any, words: str) -> None:
    """Keep words for the question the cursor is on."""
    await seat.press("K")
    assert isinstance(seat.app.screen, PromptScreen)
    await seat.press("ctrl+a", "ctrl+k")
    await seat.type(words)
    await seat.press("enter")


async def test_one_key_keeps_the_words_and_v_shows_them_as_mine(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk() as seat:
        await seat.go_to(OPENER)
        await keep(seat, MINE)
        assert await kept(seat) == (Phrase(question=OPENER, words=MINE),)
        for _ in range(len(seat.app.screen.guide.items[OPENER].say)):
            assert "(mine)" not in seat.text()
            await seat.press("v")
        assert MINE in seat.text()
        assert "(mine)" in seat.text()
        await seat.press("p")
        assert seat.talk.items[OPENER].text(Field.PLANNED_AS) == MINE
        assert seat.talk.items[OPENER].planned
    assert not list(home.folder.rglob("*.yaml"))
    everything = b"".join(p.read_bytes() for p in home.folder.rglob("*") if p.is_file())
    assert b"kids to say" not in everything, "it may hold a name, so it is encrypted like the notes"


async def test_words_noted_on_a_question_are_offered(on_the_walk: Any) -> None:
    talk = after(new_talk(), Planned("ask.own", on=True), Wrote("ask.own", Field.ASKED_AS, "How has the week been?"))
    async with on_the_walk(talk) as seat:
        await seat.go_to("ask.own")
        await seat.press("K", "enter")
        assert await kept(seat) == (Phrase(words="How has the week been?"),)


async def test_a_name_is_pointed_out_and_kept_only_when_the_worker_says_so(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.go_to(OPENER)
        await keep(seat, "What does Kelly see?")
        assert isinstance(seat.app.screen, PickDialog)
        assert "Kelly" in seat.text()
        assert await kept(seat) == ()
        await seat.press("escape")
        assert await kept(seat) == ()
        await keep(seat, "What does Kelly see?")
        await seat.press("down", "enter")
        assert [p.words for p in await kept(seat)] == ["What does Kelly see?"]


async def test_what_tells_this_case_is_never_kept(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.go_to(OPENER)
        await keep(seat, "What would J-042 say?")
        assert isinstance(seat.app.screen, PromptScreen)
        assert "belongs to this case" in seat.text()
        await seat.press("escape")
        assert await kept(seat) == ()


async def test_nothing_of_a_case_gets_in_by_itself(on_the_walk: Any, guide: Any) -> None:
    """Every field of a conversation is full; keeping a wording brings none of it along."""
    fields = [(i, f) for i in noteable(guide) for f in offered(guide, i) if f is not Field.CARRIED]
    talk = after(new_talk(), *(Wrote(i, f, f"MARK{n}") for n, (i, f) in enumerate(fields)))
    marks = {w.text: f for a in talk.items.values() for f, w in a.words.items()}
    assert len(marks) > 500
    async with on_the_walk(talk) as seat:
        await seat.go_to(OPENER)
        await keep(seat, MINE)
        (phrase,) = await kept(seat)
        assert phrase == Phrase(question=OPENER, words=MINE)
        for item in guide.items.values():
            if item.say or item.id == "ask.own":
                await seat.go_to(item.id)
                offer = seat.bench.worded()[1]
                assert marks.get(offer) in (Field.PLANNED_AS, Field.ASKED_AS), "only words to say are offered"


async def open_wordings(seat: Any) -> PhrasesScreen:
    await seat.press("W")
    assert isinstance(seat.app.screen, PhrasesScreen)
    return seat.app.screen


async def set_up(seat: Any, *phrases: Phrase) -> None:
    await seat.app.desk.vault.set_phrases(packed(phrases))


async def test_they_are_listed_changed_taken_out_and_planned(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await set_up(seat, Phrase(question=OPENER, words=MINE), Phrase(words="How has the week been?"))
        await open_wordings(seat)
        assert MINE in seat.text()
        await seat.press("p", "down", "p")
        assert seat.talk.items[OPENER].text(Field.PLANNED_AS) == MINE
        assert seat.talk.items["ask.own"].planned
        assert seat.talk.items["ask.own"].text(Field.ASKED_AS) == "How has the week been?"
        await seat.press("enter", "end", "backspace")
        await seat.type(" at home?")
        await seat.press("enter")
        assert (await kept(seat))[1].words == "How has the week been at home?"
        await seat.press("delete", "enter")
        assert [p.words for p in await kept(seat)] == [MINE]


async def test_the_file_for_the_team_leaves_out_what_may_name_somebody(on_the_walk: Any, tmp_path: Path) -> None:
    async with on_the_walk() as seat:
        await set_up(seat, Phrase(question=OPENER, words=MINE), Phrase(words="How is Kelly?"))
        await open_wordings(seat)
        await seat.press("w", "ctrl+a", "ctrl+k")
        await seat.type(str(tmp_path / "team"))
        await seat.press("enter")
        assert "1 wording may tell who somebody is, and stayed out" in " ".join(seat.text().split())
        text = (tmp_path / "team" / FILE).read_text()
        assert MINE in text
        assert "Kelly" not in text


async def test_a_file_of_the_team_is_read_in_beside_what_is_there(on_the_walk: Any, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(
        f"schema: 1\nphrases:\n  - {{question: {OPENER}, words: How do you see it?}}\n  - words: And Kelly?\n"
    )
    async with on_the_walk() as seat:
        await set_up(seat, Phrase(words="Mine?"))
        await open_wordings(seat)
        await seat.press("i")
        await seat.type(str(path))
        await seat.press("enter")
        assert [p.words for p in await kept(seat)] == ["Mine?", "How do you see it?"]
        path.write_text("schema: 1\nphrases:\n  - {question: nowhere, words: How?}\n  - words: New?\n")
        await seat.press("i")
        await seat.type(str(path))
        await seat.press("enter")
        assert "w.yaml:3" in seat.text()
        assert len(await kept(seat)) == 2, "nothing is taken from a file with a mistake"
        await seat.press("i")
        await seat.type(str(tmp_path))
        await seat.press("enter")
        assert "There is no file" in seat.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_a_newer_app_wrote_is_told_and_not_touched(on_the_walk: Any, size: tuple[int, int]) -> None:
    newer = '{"schema":2,"phrases":[]}'
    async with on_the_walk(full_talk(), size=size) as seat:
        await seat.app.desk.vault.set_phrases(newer)
        screen = await open_wordings(seat)
        assert NEWER.split(". ")[0] in " ".join(seat.text().split())
        await seat.press("a")
        await seat.type("How are things?")
        await seat.press("enter")
        assert seat.app.desk.vault.phrases == newer
        assert screen.query_one(RowList).rows
