"""Reading an archive that anybody may have made: every name and every size is looked at before anything is believed.

The whole file is taken into memory once, within a limit, so that what was checked is what is used. Nothing is written
here, and no name from the archive reaches the disk unless it is one of the few forms that a pack can hold.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engage_tui.errors import ReadError
from engage_tui.files import is_device
from engage_tui.guide.problems import Problem, shown_name
from engage_tui.guide.reading import MAX_BYTES
from engage_tui.text import first_harmful, plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST, PHRASES = "manifest.yaml", "phrases.yaml"
SCENARIOS, HANDOUTS = "scenarios/", "handouts/"
MOST_PACKED = 32 * 1024 * 1024
"""Bytes of the archive itself."""
MOST_UNPACKED = 64 * 1024 * 1024
MOST_FILES = 400
MOST_PAGE_BYTES = 4 * 1024 * 1024
MOST_TIMES = 200
"""How many times larger than packed a file may come out. YAML and PDF stay far below."""
LEAST_FOR_TIMES = 64 * 1024
"""Smaller files cannot fill anything, however well they were packed."""
BEGINS = b"PK\x03\x04"
_STEM = "[A-Za-z0-9][A-Za-z0-9-]{0,79}"
_YAML = re.compile(rf"(?:{SCENARIOS}{_STEM}\.yaml|{re.escape(MANIFEST)}|{re.escape(PHRASES)})")
_PAGE = re.compile(rf"{HANDOUTS}PRACTICE-{_STEM}\.(?:pdf|txt)")
_FOLDERS = (SCENARIOS, HANDOUTS)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE = 64 * 1024
_END = struct.Struct("<4s4H2LH")
DAMAGED = "the file is damaged, cut off, or has something after its end."


@dataclass(slots=True)
class Archive:
    """What an archive holds, by name, and every mistake found in it; with a mistake, nothing of it is for use."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, member: str, message: str, fix: str = "") -> None:
        """A mistake of the archive, or of a file in it."""
        where = f"{self.name}/{shown_name(member)}" if member else self.name
        self.problems.append(Problem(where, 0, "", message, fix))


def read_archive(path: Path) -> Archive:
    """All files of an archive, unpacked into memory within limits. Raises `ReadError` when there is no such file."""
    archive = Archive(shown_name(path.name))
    read_bytes(_read(path), archive)
    return archive


def read_bytes(raw: bytes, archive: Archive) -> None:
    """The same for bytes: fills the archive. Never raises for what is in them."""
    if len(raw) > MOST_PACKED:
        archive.problem("", f"the file is too large (at most {MOST_PACKED // 1024 // 1024} MB).")
    elif not raw.startswith(BEGINS):
        archive.problem("", "this is not a practice pack (it does not begin as a zip file does).", "Ask for it again.")
    elif not _ends_well(raw):
        archive.problem("", DAMAGED, "Ask for it again.")
    else:
        _open(raw, archive)


def _ends_well(raw: bytes) -> bool:
    """The last record is there, nothing after it, and its list of files is no longer than that of a pack can be.

    Looked at before the library is, which takes in as long a list as it is given.
    """
    end = raw[-_END.size :]
    if len(end) < _END.size or raw[-_END.size - 20 : -_END.size].startswith(b"PK\x06\x07"):
        return False
    begins, _, _, _, _, size, _, comment = _END.unpack(end)
    return bool(begins == b"PK\x05\x06" and comment == 0 and size <= 2 * MOST_FILES * 512)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_PACKED + 1)
    except (OSError, ValueError) as e:
        told = getattr(e, "strerror", None) or "it is not a path"
        raise ReadError(f"The file {shown_name(path)} cannot be read ({told}).", "Nothing was written.") from None


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    OSError,
)
"""All that the library says of an archive that is cut off, damaged or made to break it."""


def _open(raw: bytes, archive: Archive) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            members = opened.infolist()
            _check_all(members, archive)
            if not archive.problems:
                _unpack(opened, members, archive)
    except _BROKEN:
        archive.problem("", DAMAGED, "Ask for it again.")


def _check_all(members: list[zipfile.ZipInfo], archive: Archive) -> None:
    if len(members) > MOST_FILES:
        archive.problem("", f"there are {plural(len(members), 'file')} in it (at most {MOST_FILES}).")
        return
    seen: dict[str, str] = {}
    for member in members:
        name = member.orig_filename
        for told in _mistakes(member):
            archive.problem(name, told)
        same = seen.get(name.casefold())
        if same is not None:
            told = "is in it twice" if same == name else f"has the same name as {shown_name(same)} but for capitals"
            archive.problem(name, f"this {told}.", "Keep one.")
        seen[name.casefold()] = name
    whole = sum(m.file_size for m in members)
    if whole > MOST_UNPACKED:
        archive.problem("", f"unpacked it would be {whole // 1024 // 1024:,} MB (at most {MOST_UNPACKED >> 20} MB).")


def _mistakes(member: zipfile.ZipInfo) -> Iterator[str]:
    name = member.orig_filename
    told = wrong_name(name)
    if told:
        yield told
        return
    usual = stat.S_IFDIR if name.endswith("/") else stat.S_IFREG
    if stat.S_IFMT(member.external_attr >> 16) not in (0, usual):
        yield "this is a link or a device, not a file."
    if member.flag_bits & _ENCRYPTED:
        yield "this is encrypted; a pack is not."
    if member.compress_type not in _METHODS:
        yield "this is packed in a way that is not read here."
    if member.file_size > _most(name):
        yield f"this would be {member.file_size // 1024:,} kB unpacked (at most {_most(name) // 1024:,} kB)."
    if member.file_size > LEAST_FOR_TIMES and member.file_size > member.compress_size * MOST_TIMES:
        yield f"this would come out more than {MOST_TIMES} times larger: it is made to fill a disk."


def wrong_name(name: str) -> str:
    """What is wrong with the name of a file in a pack, for any system; nothing when it is one that a pack can hold."""
    parts = name.removesuffix("/").split("/")
    if first_harmful(name) or "\n" in name or "\t" in name:
        return "the name has a hidden or control character in it."
    if name.startswith("/") or name[1:2] == ":":
        return "the name leads to a place of its own on the disk."
    if "\\" in name:
        return "the name has a backslash in it, which leads elsewhere on Windows."
    if ".." in parts or "." in parts:
        return "the name leads out of the pack (`..` or `.`)."
    if any(is_device(part) or part.endswith((".", " ")) or ":" in part for part in parts):
        return "Windows refuses this name, or takes it for something else."
    if name in _FOLDERS or _YAML.fullmatch(name) or _PAGE.fullmatch(name):
        return ""
    return "nothing of this name belongs in a pack."


def _most(name: str) -> int:
    return MAX_BYTES if name.endswith(".yaml") else 0 if name.endswith("/") else MOST_PAGE_BYTES


def _unpack(opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], archive: Archive) -> None:
    """Every file, read for what it really holds: what an archive says of a size is not believed."""
    left = MOST_UNPACKED
    for member in members:
        if member.is_dir():
            continue
        name, most = member.orig_filename, min(left, _most(member.orig_filename))
        try:
            with opened.open(member) as file:
                data = file.read(most + 1)
                rest = file.read(_PIECE) if len(data) <= most else b""  # its checksum is looked at when it ends
        except _BROKEN:
            archive.problem(name, "this is damaged or cut off.", "Ask for the pack again.")
            continue
        if len(data) > most or rest:
            archive.problem(name, "this is larger than the pack says.")
            return
        left -= len(data)
        archive.files[name] = data
