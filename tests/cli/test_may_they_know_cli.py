"""May the person know this? Every command of the command line, on notes full of secrets. Fiction, all of it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.cli import build_parser
from engage_tui.paths import Home
from engage_tui.record.export import FORMATS
from engage_tui.store.store import Store
from support.command import engage_here
from support.pages import everything_in
from support.planted import SECRET, WAYS, markers, planted
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.vaults import finalise

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.guide.guide import Guide

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="file descriptors are passed on in the POSIX way")
OPEN = ("--passphrase-fd",)
COMMANDS: dict[str, list[tuple[str, ...]]] = {
    "engage-tui notes list": [("notes", "list"), ("notes", "list", "--find", "zqsecret")],
    "engage-tui notes show": [("notes", "show", "J-1"), ("notes", "show", "J-1", "--agencies")],
    "engage-tui notes export": [
        ("notes", "export", ref, "--format", form, "--out", "{out}", *more)
        for ref, form, more in (
            *(("J-1", form, ()) for form in FORMATS),
            ("F-1", "txt", ()),
            ("F-1", "json", ("--agencies",)),
            ("F-1", "md", ("--identities",)),
            ("J-1", "txt", ("--redacted",)),
        )
    ],
    "engage-tui verify": [("verify",)],
    "engage-tui doctor": [("doctor",)],
    "engage-tui paths": [("paths",)],
}
"""The ways in which each command is tried."""
NOTHING_OF_NOTES = {
    "engage-tui": "starts the screens, which have a test of their own, or the plain walk",
    "engage-tui notes": "only has commands below it",
    "engage-tui check": "reads content",
    "engage-tui schema": "prints a schema",
    "engage-tui guide": "prints content",
    "engage-tui lens": "reads a text that it is given",
    "engage-tui backup": "writes the encrypted notes as they are",
    "engage-tui restore": "puts the encrypted notes back",
    "engage-tui salvage": "writes new encrypted notes",
    "engage-tui practice": "has no way to the notes",
    "engage-tui practice join": "shows a role-play",
    "engage-tui practice new": "writes a made-up scenario",
    "engage-tui practice handouts": "prints content",
    "engage-tui practice pack": "packs content",
    "engage-tui practice unpack": "reads a pack of content",
}


def test_every_command_is_tried() -> None:
    assert {p.prog for p in build_parser().with_commands()} == set(COMMANDS) | set(NOTHING_OF_NOTES)


@pytest.mark.parametrize("way", WAYS)
def test_no_command_tells_what_the_survivor_said(tmp_path: Path, guide: Guide, way: str) -> None:
    home = Home(tmp_path / "engage")
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.save(None, replace(planted(way, 2), id="j1", reference="J-1"))
    finalise(store, replace(planted(way, 2), id="f1", reference="F-1"), guide)
    store.close()
    asks = {"notes", "verify"}
    for number, arguments in enumerate(a for every in COMMANDS.values() for a in every):
        out = tmp_path / f"out{number}"
        told = [a.format(out=out) for a in arguments]
        reader, sender = os.pipe()
        os.write(sender, f"{PASSPHRASE}\n".encode())
        os.close(sender)
        more = [*OPEN, str(reader)] if arguments[0] in asks else []
        try:
            done = engage_here(*told, *more, env={"ENGAGE_HOME": str(home.folder)})
        finally:
            os.close(reader)
        assert done.returncode == 0, (told, done.stderr)
        assert markers(done.stdout + done.stderr, SECRET) == set(), told
        for path in out.glob("*"):
            data = path.read_bytes()
            form = path.suffix.removeprefix(".")
            text = everything_in(form, data) if form in ("docx", "pdf") else data.decode()
            assert markers(text, SECRET) == set(), path.name
