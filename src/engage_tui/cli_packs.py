"""Handouts and packs from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.errors import ContentError, UsageError
from engage_tui.files import folder_named
from engage_tui.guide.loader import load_guide
from engage_tui.paths import find_home, shipped_content
from engage_tui.practice.handouts import all_handouts, write_handout
from engage_tui.practice.pack import read_pack
from engage_tui.practice.packing import gather, take_in, write_pack
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.text import plural

if TYPE_CHECKING:
    from argparse import Namespace

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.practice.scenarios import Library


def handouts(options: Namespace) -> int:
    """Write handouts, or list them. The exit code."""
    guide, library, _ = _all()
    leaves = all_handouts(guide, library)
    if options.list:
        for name, leaf in leaves.by_name.items():
            print(f"{name:44} {leaf.title}")
        return 0
    wanted = leaves.chosen(options.what or leaves.by_name)
    if not options.out:
        raise UsageError("Where to?", "Give the folder: --out FOLDER")
    folder = folder_named(options.out)
    for leaf in wanted:
        print(f"Written: {write_handout(leaf, folder, options.format)}")
    return 0


def pack(options: Namespace) -> int:
    """Write a pack. The exit code."""
    guide, library, home = _all()
    made = gather(guide, library, home, options.scenarios, options.phrases, with_handouts=options.handouts)
    print(f"Written: {write_pack(made, options.file)} ({plural(len(made.scenarios), 'scenario')})")
    return 0


def unpack(options: Namespace) -> int:
    """Look through a pack and take it in. Nothing is written while anything in it is wrong. The exit code."""
    guide, _, home = _all()
    found = read_pack(Path(options.file).expanduser(), guide)
    if found.problems:
        for problem in found.problems:
            print(problem, file=sys.stderr)
        raise ContentError(f"There are mistakes in this pack: {len(found.problems)}.", "Nothing was written.")
    if options.look:
        for name in (*found.scenarios, *(["wordings of a team"] if found.phrases else []), *found.pages):
            print(name)
        return 0
    for line in take_in(found, home):
        print(line)
    return 0


def _all() -> tuple[Guide, Library, Home]:
    home = find_home()
    own = home.content if home.content.is_dir() else None
    guide = load_guide(shipped_content(), own)
    return guide, load_scenarios(guide, shipped_content(), own), home
