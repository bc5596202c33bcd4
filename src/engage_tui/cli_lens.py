"""The command `lens`: what the language lens finds in files. It prompts; finding something is never a failure."""

from __future__ import annotations

import json
import re
import stat
import sys
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from engage_tui.errors import ReadError
from engage_tui.paths import find_home, shipped_content
from engage_tui.text import clean_line, shorten

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from engage_tui.lens.lens import Finding

MAX_BYTES = 4 * 1024 * 1024
WIDTH = 76
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its file, its line from 1 and its first character in that line from 0."""

    file: str
    line: int
    start: int
    finding: Finding


def lens(options: Namespace) -> int:
    """Look through files. 0 when all could be read, whatever was found."""
    from engage_tui.lens.loader import load_lens

    local = find_home().content
    looking = load_lens(shipped_content(), local if local.is_dir() else None)
    every: list[Placed] = []
    code = 0
    for name in options.files:
        try:
            text = _read(name)
        except ReadError as e:
            code = e.exit_code
            print(f"engage-tui: {e.message} {e.hint}", file=sys.stderr)
            continue
        placed = list(_placed(name, text, looking.findings(text)))
        every += placed
        if not options.json:
            print("\n".join(_report(name, placed)))
    if options.json:
        print(json.dumps([_json(p) for p in every], indent=1))  # ASCII: no terminal acts on anything in it
    return code


def _read(name: str) -> str:
    """The text of a file, or of the standard input for `-`. Raises `ReadError`."""
    shown = _shown(name)
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _bytes(Path(name), shown)
    except (OSError, ValueError) as e:
        told = getattr(e, "strerror", None) or "its name is not one that a file can have"
        raise ReadError(f"{shown} cannot be read ({told}).", "Check the name.") from None
    if len(raw) > MAX_BYTES:
        raise ReadError(f"{shown} is too large (at most {MAX_BYTES // 1024 // 1024} MB).", "Split it in parts.")
    encoding = next((e for bom, e in _BOMS.items() if raw.startswith(bom)), "utf-8")
    if encoding != "utf-16" and b"\0" in raw:
        raise ReadError(f"{shown} is not a text file.", "Save it as plain text first.")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
        told = f"{shown} is not all {encoding.removesuffix('-sig').upper()} (first in line {line})."
        print(f"engage-tui: {told} What could not be read counts as one sign each.", file=sys.stderr)
        return raw.decode(encoding, errors="replace")


def _bytes(path: Path, shown: str) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever, and a folder has no text
        raise ReadError(f"{shown} is not a file.", "Give the names of text files, or - for the standard input.")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _placed(name: str, text: str, findings: Sequence[Finding]) -> Iterator[Placed]:
    starts = [0, *(m.end() for m in _LINE_END.finditer(text))]
    for finding in findings:
        line = bisect_right(starts, finding.start)
        yield Placed(name, line, finding.start - starts[line - 1], finding)


def _json(placed: Placed) -> dict[str, object]:
    found = placed.finding
    return {
        "file": placed.file,
        "line": placed.line,
        "start": placed.start,
        "end": placed.start + found.end - found.start,
        "text": found.text,
        "label": found.label,
        "why": found.why,
        "rewording": found.rewording,
        "rule": found.rule,
    }


def _report(name: str, placed: Sequence[Placed]) -> Iterator[str]:
    """What was found in a file as plain text, line by line, each stretch of words once."""
    yield _shown(name)
    if not placed:
        yield "  No words to look at again."
    for (line, start), group in groupby(placed, lambda p: (p.line, p.start)):
        for found in (p.finding for p in group):
            words = shorten(clean_line(found.text), 60)
            yield f"  Line {line}, from character {start + 1}: “{words}” ({found.label})"
            yield _indented(found.why)
            yield _indented(f"Perhaps: {found.rewording}")
    yield ""


def _indented(text: str) -> str:
    return fill(text, WIDTH, initial_indent="    ", subsequent_indent="      ")


def _shown(name: str) -> str:
    return "Standard input" if name == "-" else clean_line(name) or "?"
