"""Putting a practice pack together from what is on this computer, and taking one in without touching what is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui import __version__
from engage_tui.errors import ReadError, UsageError, WriteError
from engage_tui.files import private_folder, write_private
from engage_tui.guide.loader import SCENARIOS_FOLDER
from engage_tui.guide.phrases import read_phrases, to_yaml
from engage_tui.paths import shipped_content
from engage_tui.practice.archive import MOST_PACKED
from engage_tui.practice.handout_files import handout_bytes
from engage_tui.practice.handouts import all_handouts
from engage_tui.practice.marking import file_name
from engage_tui.practice.pack import ENDING, Pack, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.practice.scenarios import Library


def gather(
    guide: Guide,
    library: Library,
    home: Home,
    scenarios: Sequence[str] | None = None,
    phrases: str | None = None,
    *,
    with_handouts: bool = False,
) -> Pack:
    """A pack of these scenarios, or of all of one's own, and of a file of wordings. Raises `EngageError`."""
    ids = scenarios or sorted(library.local)
    unknown = [i for i in ids if i not in library.scenarios]
    if unknown:
        raise UsageError(f"There is no scenario {unknown[0]!r}.", f"There are: {', '.join(library.scenarios)}.")
    if not ids and not phrases and library.problems:
        told = "There is nothing to pack: a scenario of your own is not finished."
        raise UsageError(told, "`engage-tui check` lists what is left.")
    if not ids and not phrases:
        raise UsageError("There is nothing to pack: you have no scenarios of your own.", "Name some: --scenarios ID")
    pages = {}
    if with_handouts and ids:
        for leaf in all_handouts(guide, library).chosen(ids):
            pages[file_name(leaf.name, "pdf")] = handout_bytes(leaf, "pdf")
    words = _phrases(phrases, guide) if phrases else None
    return Pack({f"{i}.yaml": _source(i, library, home) for i in ids}, words, pages)


def write_pack(pack: Pack, named: str) -> Path:
    """Write a pack, never over a file. Where it went, with its ending. Raises `WriteError`."""
    data = packed(pack, f"engage-tui {__version__}")
    if len(data) > MOST_PACKED:
        raise WriteError("That would be too large for a pack.", "Nothing was written. Choose fewer scenarios.")
    path = Path(named).expanduser()
    path = path if path.suffix == ENDING else path.with_name(f"{path.name}{ENDING}")
    write_private(path, data, replace=False)
    return path


def take_in(pack: Pack, home: Home) -> list[str]:
    """Write what is new; what is there already stays as it is. What happened, a line each. Raises `WriteError`."""
    private_folder(home.folder)
    others = {**pack.pages, **({} if pack.phrases is None else {file_name("wordings", "yaml"): pack.phrases})}
    told = []
    for folder, files in ((home.content / SCENARIOS_FOLDER, pack.scenarios), (home.exports, others)):
        if files:
            private_folder(folder)
        told += [_written(folder / name, data) for name, data in files.items()]
    if pack.phrases is not None:
        told.append("In any conversation, Your own wordings takes them in from that file.")
    return told


def _written(path: Path, data: bytes) -> str:
    if not path.exists():
        write_private(path, data, replace=False)
        return f"Written: {path}"
    same = path.read_bytes() == data
    return f"Kept: {path} ({'the same' if same else 'yours differs, and was not touched'})"


def _phrases(named: str, guide: Guide) -> bytes:
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
