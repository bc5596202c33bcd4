"""Archives that were made to do harm: each is refused with the file named, and nothing of it is for use."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.errors import ReadError
from engage_tui.guide.reading import MAX_BYTES
from engage_tui.practice import archive
from engage_tui.practice.archive import read_archive, wrong_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = "scenarios/one.yaml"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, kind: int = stat.S_IFREG) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as out:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            usual = stat.S_IFDIR if name.endswith("/") and kind == stat.S_IFREG else kind
            info.external_attr = (usual | 0o600) << 16
            info.compress_type = method
            out.writestr(info, data)
    return made.getvalue()


def named(name: str) -> bytes:
    """With a name that the library itself would not write: it is put there afterwards, in both places."""
    stand_in = "n" * len(name.encode())
    return zipped((stand_in, b"x")).replace(stand_in.encode(), name.encode())


def central(raw: bytes) -> int:
    return raw.index(b"PK\x01\x02")


def changed(raw: bytes, at: int, form: str, value: int) -> bytes:
    data = bytearray(raw)
    struct.pack_into(form, data, at, value)
    return bytes(data)


def encrypted() -> bytes:
    raw = zipped((ONE, b"x"))
    return changed(changed(raw, 6, "<H", 1), central(raw) + 8, "<H", 1)


def another_method() -> bytes:
    raw = zipped((ONE, b"x"))
    return changed(changed(raw, 8, "<H", 97), central(raw) + 10, "<H", 97)


def said_smaller() -> bytes:
    """It holds far more than it says, in both places."""
    raw = zipped((ONE, b"\0" * 5_000_000))
    return changed(changed(raw, 22, "<I", 10), central(raw) + 24, "<I", 10)


def other_name_inside() -> bytes:
    raw = zipped((ONE, b"x"))
    return raw.replace(ONE.encode(), b"scenarios/two.yaml", 1)


def wrong_sum() -> bytes:
    return zipped((ONE, b"schema: 1"), method=zipfile.ZIP_STORED).replace(b"schema: 1", b"schema: 2")


def many() -> bytes:
    return zipped(*((f"scenarios/s{n}.yaml", b"x") for n in range(archive.MOST_FILES + 1)))


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return zipped((ONE, b"x"), (ONE, b"y"))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "not a practice pack"),
    "another type": (lambda: b"%PDF-1.7 x", "not a practice pack"),
    "something before it": (lambda: b"#!/bin/sh\n" + zipped((ONE, b"x")), "not a practice pack"),
    "something after it": (lambda: zipped((ONE, b"x")) + b"x", "damaged"),
    "cut off": (lambda: zipped((ONE, os.urandom(5000)))[:-40], "damaged"),
    "cut in the middle": (lambda: zipped((ONE, os.urandom(5000)))[:2000], "damaged"),
    "too large": (lambda: b"PK\x03\x04" + b"\0" * archive.MOST_PACKED, "too large"),
    "up": (lambda: named("../../evil.yaml"), "leads out of the pack"),
    "up from inside": (lambda: named("scenarios/../../x.yaml"), "leads out of the pack"),
    "absolute": (lambda: named("/etc/evil.yaml"), "place of its own"),
    "a drive": (lambda: named("C:/evil.yaml"), "place of its own"),
    "backslashes": (lambda: named("scenarios\\..\\x.yaml"), "backslash"),
    "NUL in a name": (lambda: named("scenarios/a.yaml\0.txt"), "hidden or control"),
    "an escape": (lambda: named("scenarios/a\x1b[2J.yaml"), "hidden or control"),
    "a device": (lambda: named("scenarios/CON.yaml"), "Windows"),
    "a stream": (lambda: named("scenarios/a.yaml:b"), "Windows"),
    "a dot at the end": (lambda: named("scenarios/a.yaml."), "Windows"),
    "a program": (lambda: named("setup.exe"), "belongs in a pack"),
    "deeper": (lambda: named("scenarios/deep/a.yaml"), "belongs in a pack"),
    "content": (lambda: named("scenarios/../steps.yaml"), "leads out"),
    "a handout without PRACTICE": (lambda: named("handouts/note.pdf"), "belongs in a pack"),
    "a link": (lambda: zipped((ONE, b"/etc/passwd"), kind=stat.S_IFLNK), "link"),
    "a pipe": (lambda: zipped((ONE, b""), kind=stat.S_IFIFO), "link or a device"),
    "twice": (twice, "twice"),
    "but for capitals": (lambda: zipped((ONE, b"x"), ("scenarios/ONE.yaml", b"y")), "but for capitals"),
    "too many": (many, "at most"),
    "a bomb": (lambda: zipped((ONE, b"\0" * (MAX_BYTES - 1))), "larger"),
    "a large file": (lambda: zipped((ONE, os.urandom(MAX_BYTES + 1))), "at most 512 kB"),
    "a file in a folder's name": (lambda: named("scenarios/"), "at most 0 kB"),
    "larger than it says": (said_smaller, "larger than the pack says|damaged"),
    "encrypted": (encrypted, "encrypted"),
    "another method": (another_method, "not read here"),
    "LZMA": (lambda: zipped((ONE, b"x"), method=zipfile.ZIP_LZMA), "not read here"),
    "another name inside": (other_name_inside, "damaged"),
    "a wrong sum": (wrong_sum, "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_in_words(case: str, tmp_path: Path) -> None:
    make, told = HOSTILE[case]
    path = tmp_path / "team.zip"
    path.write_bytes(make())
    read = read_archive(path)
    assert read.problems
    assert any(re.search(told, p.message) for p in read.problems), read.problems
    assert all(p.file.startswith("team.zip") and "\x1b" not in str(p) and "\0" not in str(p) for p in read.problems)
    assert [p.name for p in tmp_path.iterdir()] == ["team.zip"]


def test_one_that_is_right_is_read_and_folders_in_it_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "team.zip"
    pages = os.urandom(100_000)
    path.write_bytes(zipped(("scenarios/", b""), (ONE, b"a" * 60_000), ("handouts/PRACTICE-a.pdf", pages)))
    read = read_archive(path)
    assert read.problems == []
    assert read.files == {ONE: b"a" * 60_000, "handouts/PRACTICE-a.pdf": pages}


def test_many_small_files_that_are_large_together_are_refused(tmp_path: Path) -> None:
    raw = zipped(*((f"handouts/PRACTICE-a{n}.pdf", b"x" * 20_000) for n in range(20)), method=zipfile.ZIP_STORED)
    for at in [i for i in range(central(raw), len(raw)) if raw[i : i + 4] == b"PK\x01\x02"]:
        raw = changed(changed(raw, at + 20, "<I", 4_000_000), at + 24, "<I", 4_000_000)
    path = tmp_path / "team.zip"
    path.write_bytes(raw)
    assert any("unpacked it would be" in p.message for p in read_archive(path).problems)


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(ReadError, match="cannot be read"):
            read_archive(path)


@given(st.text(max_size=40) | st.text("./\\:abCON-_ \0", max_size=20))
def test_no_name_that_passes_leads_anywhere_else(name: str) -> None:
    for full in (name, f"scenarios/{name}.yaml", f"handouts/PRACTICE-{name}.pdf"):
        if not wrong_name(full):
            assert full.isascii()
            assert full.count("/") <= 1
            assert ".." not in full
            assert full.split("/")[0] in {"scenarios", "handouts", "manifest.yaml", "phrases.yaml"}


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_break_it(noise: bytes, at: int) -> None:
    raw = zipped((ONE, b"schema: 1"), ("manifest.yaml", b"x" * 50))
    at = min(at, len(raw))
    read = archive.Archive("x")
    archive.read_bytes(raw[:at] + noise + raw[at + len(noise) :], read)
    assert read.problems or set(read.files) <= {ONE, "manifest.yaml"}
