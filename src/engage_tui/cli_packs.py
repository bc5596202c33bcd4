"""Handouts and packs from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui import __version__
from engage_tui.errors import ContentError, UsageError, WriteError
from engage_tui.files import folder_named, private_folder, write_private
from engage_tui.guide.loader import SCENARIOS_FOLDER, load_guide
from engage_tui.paths import find_home, shipped_content
from engage_tui.practice.archive import MOST_PACKED
from engage_tui.practice.handout_files import handout_bytes
from engage_tui.practice.handouts import all_handouts, chosen, write_handout
from engage_tui.practice.marking import file_name
from engage_tui.practice.pack import ENDING, Pack, packed, read_pack
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.text import plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.practice.scenarios import Library


def handouts(options: Namespace) -> int:
    """Write handouts, or list them. The exit code."""
    guide, library, _ = _all()
    leaves = all_handouts(guide, library)
    if options.list:
        for name, leaf in leaves.items():
            print(f"{name:44} {leaf.title}")
        return 0
    wanted = chosen(leaves, options.what)
    if not options.out:
        raise UsageError("Where to?", "Give the folder: --out FOLDER")
    folder = folder_named(options.out)
    for leaf in wanted:
        print(f"Written: {write_handout(leaf, folder, options.format)}")
    return 0


def pack(options: Namespace) -> int:
    """Write a pack. The exit code."""
    guide, library, home = _all()
    ids = options.scenarios or sorted(library.local)
    unknown = [i for i in ids if i not in library.scenarios]
    if unknown:
        raise UsageError(f"There is no scenario {unknown[0]!r}.", f"There are: {', '.join(library.scenarios)}.")
    if not ids and not options.phrases:
        raise UsageError("There is nothing to pack: you have no scenarios of your own.", "Name some: --scenarios ID")
    pages = {}
    if options.handouts:
        for leaf in chosen(all_handouts(guide, library), ids):
            pages[file_name(leaf.name, "pdf")] = handout_bytes(leaf, "pdf")
    phrases = _phrases(options.phrases, guide) if options.phrases else None
    data = packed(
        Pack({f"{i}.yaml": _source(i, library, home) for i in ids}, phrases, pages), f"engage-tui {__version__}"
    )
    if len(data) > MOST_PACKED:
        raise WriteError("That would be too large for a pack.", "Nothing was written. Choose fewer scenarios.")
    path = Path(options.file).expanduser()
    path = path if path.suffix == ENDING else path.with_name(f"{path.name}{ENDING}")
    write_private(path, data, replace=False)
    print(f"Written: {path} ({plural(len(ids), 'scenario')})")
    return 0


def _phrases(named: str, guide: Guide) -> bytes:
    from engage_tui.errors import ReadError
    from engage_tui.guide.phrases import read_phrases, to_yaml

    path = Path(named).expanduser()
    try:
        raw = path.read_bytes()
    except (OSError, ValueError) as e:
        told = getattr(e, "strerror", None) or "it is not a path"
        raise ReadError(f"The file of wordings cannot be read ({told}).", "Nothing was written.") from None
    return to_yaml(read_phrases(path.name, raw, guide))


def _source(scenario: str, library: Library, home: Home) -> bytes:
    folder = home.content if library.is_local(scenario) else shipped_content()
    return (folder / SCENARIOS_FOLDER / f"{scenario}.yaml").read_bytes()


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
    private_folder(home.folder)
    for line in _taken_in(found, home):
        print(line)
    return 0


def _taken_in(found: Pack, home: Home) -> Iterable[str]:
    """Write what is new; what is there already stays as it is."""
    own = home.content / SCENARIOS_FOLDER
    others = {**found.pages, **({} if found.phrases is None else {file_name("wordings", "yaml"): found.phrases})}
    for folder, files in ((own, found.scenarios), (home.exports, others)):
        if files:
            private_folder(folder)
        for name, data in files.items():
            path = folder / name
            if path.exists():
                same = path.read_bytes() == data
                yield f"Kept: {path} ({'the same' if same else 'yours differs, and was not touched'})"
                continue
            write_private(path, data, replace=False)
            yield f"Written: {path}"
    if found.phrases is not None:
        yield "The app takes the wordings in from that file: Home, any conversation, K."


def _all() -> tuple[Guide, Library, Home]:
    home = find_home()
    own = home.content if home.content.is_dir() else None
    guide = load_guide(shipped_content(), own)
    return guide, load_scenarios(guide, shipped_content(), own), home
