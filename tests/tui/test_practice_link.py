"""Between two terminals: who is let in, and what is left when either goes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import UsageError
from engage_tui.practice.events import Tallied
from engage_tui.practice.session import begin
from engage_tui.practice.update import apply
from engage_tui.tui.practice.link import ADDRESS, MOST_GUESTS, Guest, Host, read_address

if TYPE_CHECKING:
    from engage_tui.paths import Home

STATE = begin("friday-twenty-to-five", "picking-up", "Anna")


async def test_a_joiner_sees_every_state_and_what_it_tells_comes_back(home: Home) -> None:
    heard: asyncio.Queue[Tallied] = asyncio.Queue()
    host = Host(home.folder, heard.put_nowait)
    await host.start()
    host.tell(STATE, 3)
    guest = Guest(home.folder)
    seen = []
    async for snapshot in guest.snapshots():
        seen.append((snapshot.state, snapshot.at))
        if len(seen) == 1:
            guest.tally(Tallied("spars", "No I did not"))
            event = await heard.get()
            host.tell(apply(STATE, event, 5), 5)
        else:
            host.close()
    assert seen[0] == (STATE, 3)
    assert [t.words for t in seen[1][0].tallies] == ["No I did not"]
    assert not home.folder.exists()


async def test_only_so_many_may_join(home: Home) -> None:
    host = Host(home.folder, lambda _: None)
    await host.start()
    host.tell(STATE, 1)
    inside = [Guest(home.folder).snapshots() for _ in range(MOST_GUESTS)]
    for each in inside:
        assert (await anext(each)).state == STATE
    assert [s async for s in Guest(home.folder).snapshots()] == []
    await inside.pop().aclose()
    host.close()
    for each in inside:
        assert [s async for s in each] == []


async def test_the_address_of_another_session_is_left_alone_and_an_old_one_leads_nowhere(home: Home) -> None:
    home.folder.mkdir()
    first, second = (Host(home.folder, lambda _: None) for _ in range(2))
    await first.start()
    await second.start()
    address = (home.folder / ADDRESS).read_bytes()
    first.close()
    assert (home.folder / ADDRESS).read_bytes() == address
    second.close()
    assert list(home.folder.iterdir()) == []
    (home.folder / ADDRESS).write_bytes(address)
    with pytest.raises(UsageError, match="No role-play is running"):
        await anext(Guest(home.folder).snapshots())


@pytest.mark.parametrize("told", [b"", b"\xff", b"[]", b"{}", b'{"port": 0, "token": "x"}', b'{"port": 9, "token": 1}'])
def test_a_damaged_address_is_no_session(home: Home, told: bytes) -> None:
    home.folder.mkdir()
    (home.folder / ADDRESS).write_bytes(told)
    with pytest.raises(UsageError, match="No role-play is running"):
        read_address(home.folder)
