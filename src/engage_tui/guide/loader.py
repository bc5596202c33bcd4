"""From a folder of YAML files to a checked guide, or to a list of every mistake in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from engage_tui.guide.checks import WALK_NUMBERS, check_together
from engage_tui.guide.guide import Guide
from engage_tui.guide.overlay import merge
from engage_tui.guide.parts import parts_of
from engage_tui.guide.problems import ContentProblems, Hints, Problem, shown_name
from engage_tui.guide.reading import MAX_BYTES, read_yaml
from engage_tui.interface import is_language

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from engage_tui.guide.model import Item, Section
    from engage_tui.guide.overlay import Merged
    from engage_tui.guide.parts import Parts

MAX_FILES = 64
LANGUAGE_FILE = "language.yaml"
SOURCES_FILE = "sources.yaml"
SCENARIOS_FOLDER = "scenarios"
"""Scenarios for practice, a file each, which are read by `engage_tui.practice`."""
_NOT_GUIDANCE = (LANGUAGE_FILE, SOURCES_FILE)
"""The rules of the language lens and of sources, which stand in the same folder and are read by the lens."""


@dataclass(slots=True)
class _Folder:
    """What was read from one folder."""

    local: bool
    parts: list[Parts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    digest: bytes = b""

    @property
    def has_a_walk(self) -> bool:
        """It brings the whole frame of steps, so it stands by itself."""
        numbers = {step.part.number for parts in self.parts for step in parts.steps}
        return all(n in numbers for n in WALK_NUMBERS)


def load_guide(shipped: FilePath, local: FilePath | None = None) -> Guide:
    """The guide in `shipped`, with the user's own folder laid over it item by item.

    Raises `ContentProblems`, which holds every mistake of both folders.
    """
    hints = Hints()
    folders = [_read_folder(shipped, hints, local=False)]
    if local is not None:
        folders.append(_read_folder(local, hints, local=True))
    return _guide(folders, hints)


def check_folder(folder: FilePath, shipped: FilePath) -> Guide:
    """Check a folder as the app reads it: by itself if it has the steps of a walk, else laid over the shipped one."""
    hints = Hints()
    own = _read_folder(folder, hints, local=False)
    broken_frame = own.problems and any(p.file == "steps.yaml" for p in own.problems)
    if own.has_a_walk or broken_frame or (own.problems and not own.parts):
        return _guide([own], hints)
    return load_guide(shipped, folder)


def _guide(folders: list[_Folder], hints: Hints) -> Guide:
    files = [parts for f in folders for parts in f.parts]
    problems = [p for f in folders for p in f.problems]
    merged = merge(files)
    if files:
        problems += check_together(files, merged, hints)
    if problems:
        raise ContentProblems(problems)
    return _built(merged, sha256(b"".join(f.digest for f in folders)).hexdigest()[:12])


def _read_folder(folder: FilePath, hints: Hints, *, local: bool) -> _Folder:
    result = _Folder(local)
    shown = shown_name(folder)
    try:
        if not folder.is_dir():
            result.problems.append(Problem(shown, 0, "", "there is no such folder.", "Check the path."))
            return result
        found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".yaml", ".yml") and p.is_file())
        only_scenarios = not found and (folder / SCENARIOS_FOLDER).is_dir()
        paths = [p for p in found if not _another_kind(p.relative_to(folder))]
    except (OSError, ValueError) as e:
        told = getattr(e, "strerror", None) or "it is not a path"
        result.problems.append(Problem(shown, 0, "", f"this folder cannot be read ({told}).", "Check the path."))
        return result
    if not found and not only_scenarios:
        result.problems.append(Problem(shown, 0, "", "there is no .yaml file in this folder."))
    elif len(paths) > MAX_FILES:
        result.problems.append(Problem(shown, 0, "", f"there are {len(paths)} files here; at most {MAX_FILES}."))
        return result
    for path in paths:
        if path.parent != folder or path.name not in _NOT_GUIDANCE:
            _read_file(path, shown_name(path.relative_to(folder)), result, hints)
    return result


def _another_kind(path: FilePath) -> bool:
    """It stands in a folder of translations, such as `cy`, or of scenarios."""
    return len(path.parts) > 1 and (is_language(path.parts[0]) or path.parts[0] == SCENARIOS_FOLDER)


def _read_file(path: FilePath, name: str, result: _Folder, hints: Hints) -> None:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)  # one more tells that there is more, and nobody reads gigabytes
    except OSError as e:
        result.problems.append(Problem(name, 0, "", f"this file cannot be read ({e.strerror})."))
        return
    result.digest += sha256(raw).digest()
    reading = read_yaml(name, raw)
    result.parts.append(parts_of(reading, hints, local=result.local))
    result.problems.extend(reading.problems)


def _built(merged: Merged, edition: str) -> Guide:
    """The guide of content without mistakes."""
    steps = {name: placed.part for name, placed in merged.steps.items()}
    sections: dict[str, Section] = {}
    items: dict[str, Item] = {}
    home: dict[str, str] = {}
    local: set[str] = set()
    for name, step in steps.items():
        # A section that names the step and that the step does not list (a local one, say) comes at the end.
        added = (s for s, part in merged.sections.items() if part.step == name and s not in step.sections)
        order = tuple(s for s in (*step.sections, *added) if merged.items.get(s))
        steps[name] = step.model_copy(update={"sections": order})
        for section_id in order:
            own = merged.items[section_id]
            sections[section_id] = merged.sections[section_id].model_copy(
                update={"items": tuple(p.part for p in own.values())}
            )
            items.update({i: p.part for i, p in own.items()})
            home.update(dict.fromkeys(own, section_id))
            local.update(i for i, p in own.items() if p.local)
    for name, protocol in merged.protocols.items():
        if name in items:
            items[name] = _with_protocol(items[name], protocol.part.told(merged.contacts))
            local.add(name)
    documents = {name: placed.part for name, placed in merged.documents.items()}
    replies = {name: placed.part for name, placed in merged.replies.items()}
    own_replies = frozenset(name for name, placed in merged.replies.items() if placed.local)
    for name, section in sections.items():
        sections[name] = section.model_copy(update={"items": tuple(items[i.id] for i in section.items)})
    return Guide(
        documents,
        steps,
        sections,
        items,
        frozenset(local),
        edition,
        home,
        replies,
        own_replies,
        word_for_person=merged.terms.person or "",
    )


def _with_protocol(item: Item, told: str) -> Item:
    """An item with what this service does: on its card after the first paragraph, which says what comes before all."""
    if not item.act_now:
        return item.model_copy(update={"more": f"{item.more}\n{told}".strip()})
    first, _, rest = item.act_now.partition("\n")
    return item.model_copy(update={"act_now": "\n".join(filter(None, (first, told, rest)))})
