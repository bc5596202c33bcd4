"""Writing a note to a file: private, neutrally named, whole, and never over another."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Described, Wrote
from engage_tui.conversation.words import Field, Setting
from engage_tui.errors import WriteError
from engage_tui.record.audience import Audience
from engage_tui.record.export import FORMATS, export_note, file_name, note_bytes, render_note
from engage_tui.record.note_json import from_json
from support.random_talks import examples
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

FORMS = pytest.mark.parametrize("form", FORMATS)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@FORMS
@pytest.mark.parametrize("audience", Audience)
def test_the_file_holds_the_note_and_nothing_is_left_beside_it(
    form: str, audience: Audience, guide: Guide, tmp_path: Path
) -> None:
    path = export_note(full_talk(), guide, folder=tmp_path / "out", form=form, audience=audience)
    expected = note_bytes(full_talk(), guide, form=form, audience=audience)
    assert contents(tmp_path / "out") == {path.name: expected}


@FORMS
def test_only_this_user_can_read_the_file_and_a_folder_made_for_it(form: str, guide: Guide, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = export_note(full_talk(), guide, folder=tmp_path / "new" / "out", form=form)
    finally:
        os.umask(before)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


def test_a_folder_that_was_there_keeps_its_permissions(guide: Guide, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    assert mode(export_note(full_talk(), guide, folder=shared, form="md")) == 0o600
    assert mode(shared) == 0o755


@FORMS
def test_a_file_of_the_same_name_is_refused_and_stays_as_it_was(form: str, guide: Guide, tmp_path: Path) -> None:
    path = export_note(new_talk(), guide, folder=tmp_path, form=form)
    before = contents(tmp_path)
    with pytest.raises(WriteError, match="already a file") as told:
        export_note(full_talk(), guide, folder=tmp_path, form=form)
    assert str(path) in str(told.value)
    assert contents(tmp_path) == before


def test_further_copies_get_a_number_when_asked_for(guide: Guide, tmp_path: Path) -> None:
    names = [export_note(full_talk(), guide, folder=tmp_path, form="md", number_if_taken=True).name for _ in range(3)]
    assert names == [f"J-042-2026-11-21-draft{n}.md" for n in ("", "-2", "-3")]
    assert len(set(contents(tmp_path).values())) == 1


def test_a_link_in_the_way_is_never_followed(guide: Guide, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    out = tmp_path / "out"
    out.mkdir()
    (out / file_name(full_talk(), "md", Audience.FILE, final=False)).symlink_to(elsewhere)
    with pytest.raises(WriteError):
        export_note(full_talk(), guide, folder=out, form="md")
    assert not elsewhere.exists()


@pytest.mark.parametrize("folder", ["a file", "a file/below"])
def test_a_folder_that_cannot_be_written_to_is_told_in_words(folder: str, guide: Guide, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("mine")
    with pytest.raises(WriteError):
        export_note(full_talk(), guide, folder=tmp_path / folder, form="md")
    assert contents(tmp_path) == {"a file": b"mine"}


def test_names_tell_the_state_and_the_restricted_sheet_apart() -> None:
    names = [file_name(full_talk(), "md", a, final=f) for a in Audience for f in (False, True)]
    assert names == [
        "J-042-2026-11-21-draft.md",
        "J-042-2026-11-21-final.md",
        "J-042-2026-11-21-draft-restricted.md",
        "J-042-2026-11-21-final-restricted.md",
        "J-042-2026-11-21-draft-agencies.md",
        "J-042-2026-11-21-final-agencies.md",
    ]


@examples(30)
@given(reference=st.text(st.characters(codec="utf-8"), max_size=30), person=st.sampled_from(["Jon", "father"]))
def test_a_name_is_safe_on_any_system_and_names_nobody(reference: str, person: str) -> None:
    talk = after(full_talk(), Described(reference, Setting.VISIT, person, "B. Nolan", date(2026, 11, 21)))
    name = file_name(talk, "json", Audience.FILE, final=False)
    assert name.isascii()
    assert name.replace("-", "").removesuffix(".json").isalnum()
    assert len(name) < 100
    assert name.endswith("-2026-11-21-draft.json")
    if person not in reference:
        assert person not in name
    assert "Nolan" not in name


def test_a_reference_that_is_a_device_or_a_path_makes_a_plain_name(guide: Guide, tmp_path: Path) -> None:
    for reference in ("CON", "nul", "../../etc/passwd", "C:\\x", ".hidden", "", "-rf", "~"):
        talk = after(new_talk(), Described(reference, Setting.VISIT, "Dad", "A. Worker", date(2026, 11, 21)))
        path = export_note(talk, guide, folder=tmp_path, form="md", number_if_taken=True)
        assert path.parent == tmp_path
        assert path.name[0].isalnum()
        assert not path.name.lower().startswith(("con-", "nul-"))


def test_a_final_copy_carries_its_fingerprint(guide: Guide, tmp_path: Path) -> None:
    for form in ("md", "txt"):
        path = export_note(full_talk(), guide, folder=tmp_path, form=form, final=True, fingerprint="1A2B 3C4D")
        assert "Final. Fingerprint 1A2B 3C4D" in path.read_text()
    path = export_note(full_talk(), guide, folder=tmp_path, form="json", final=True)
    assert json.loads(path.read_text())["state"] == "final"


def test_the_json_file_reads_back_as_the_note(guide: Guide, tmp_path: Path) -> None:
    path = export_note(full_talk(), guide, folder=tmp_path, form="json", audience=Audience.RESTRICTED)
    assert from_json(path.read_text()) == full_talk()


# -- killed on the way

WORDS = "zqmarker " * 500_000
WRITER = """
import sys
from pathlib import Path
from support.random_talks import the_guide
from engage_tui.record.export import export_note
from test_export import long_talk
talk, guide = long_talk(), the_guide()
print("ready", flush=True)
export_note(talk, guide, folder=Path(sys.argv[1]), form="txt")
"""


def long_talk() -> Conversation:
    return after(new_talk(), Wrote("record.attempts", Field.TEXT, WORDS))


def begun(writer: subprocess.Popen[bytes], folder: Path) -> bool:
    """There is a file in the folder, or one open that has no name yet."""
    with suppress(OSError):  # files are closed, and processes end, while one looks
        if any(f.readlink().is_relative_to(folder) for f in Path(f"/proc/{writer.pid}/fd").iterdir()):
            return True
    return any(folder.iterdir())


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an export that was killed as soon as it began to write."""
    folder = tmp_path_factory.mktemp("killed")
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        end = time.monotonic() + 30
        while not begun(writer, folder):
            assert writer.poll() is None
            assert time.monotonic() < end
        writer.kill()
    return folder


def test_a_kill_while_writing_leaves_the_whole_note_under_its_name_or_none(killed: Path, guide: Guide) -> None:
    named = {name: data for name, data in contents(killed).items() if not name.startswith(".")}
    whole = render_note(long_talk(), guide, form="txt").encode()
    assert set(named.items()) <= {("J-042-2026-11-21-draft.txt", whole)}


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="the system has no files without a name")
def test_a_kill_while_writing_leaves_no_part_of_the_note_where_nobody_looks(killed: Path) -> None:
    assert {name: len(data) for name, data in contents(killed).items() if name.startswith(".") and data} == {}
