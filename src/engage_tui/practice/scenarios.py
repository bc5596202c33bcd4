"""From folders of scenario files to scenarios, with every mistake in them told at its place.

A scenario with a mistake is left out and the others stay: a trainer with twelve people in the room can go on, and an
author can leave a half-written one lying in the folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.loader import MAX_FILES, SCENARIOS_FOLDER
from engage_tui.guide.parts import Placed
from engage_tui.guide.problems import Hints, Problem, quoted, shown_name
from engage_tui.guide.reading import MAX_BYTES, Reading, read_yaml
from engage_tui.practice.scenario import Scenario
from engage_tui.practice.scenario_checks import check_scenario, unwritten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as FilePath

    from engage_tui.guide.guide import Guide

_ENDINGS = (".yaml", ".yml")
_LOOKS_LIKE_ONE = re.compile(rb"^(beats|roles|severe):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Library:
    """The scenarios that can be run, by their id. `local` are the ids of those from the user's own folder."""

    scenarios: Mapping[str, Scenario]
    local: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    """Every mistake found, in the order of the files. A file with a mistake brings no scenario."""

    def is_local(self, scenario_id: str) -> bool:
        """Whether a scenario is from the user's own folder."""
        return scenario_id in self.local


@dataclass(slots=True)
class _Shelf:
    """What was read so far."""

    guide: Guide | None
    hints: Hints = field(default_factory=Hints)
    placed: dict[str, Placed[Scenario]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_scenarios(guide: Guide | None, shipped: FilePath, local: FilePath | None = None) -> Library:
    """The scenarios in the `scenarios` folder of shipped content, with those of the user's own content laid over them.

    An own scenario with the id of a shipped one takes its place as a whole. Nothing is raised for what is in a file.
    `guide` is None when it has mistakes of its own: then nobody can say which links lead nowhere.
    """
    shelf = _Shelf(guide)
    _read_all(_files_of(shipped, shelf), shelf, local=False)
    if local is not None and not _same(shipped, local):
        _read_all(_files_of(local, shelf), shelf, local=True)
    return _library(shelf)


def check_scenarios(path: FilePath, guide: Guide | None) -> Library:
    """The scenarios of a content folder, of a folder of scenarios, or of one file, by themselves."""
    shelf = _Shelf(guide)
    if not holds_scenarios(path):
        files = _files_of(path, shelf)
    elif path.is_file():
        files = [path]
    else:
        files = _listed(path, shelf)
    _read_all(files, shelf, local=False)
    return _library(shelf)


def check_scenario_files(files: Mapping[str, bytes], guide: Guide | None) -> Library:
    """The same for files that stand in no folder, by their names, such as those in a pack."""
    shelf = _Shelf(guide)
    _shelve(((read_yaml(_shown(name), raw), name) for name, raw in files.items()), shelf, local=False)
    return _library(shelf)


def holds_scenarios(path: FilePath) -> bool:
    """Whether a path is a scenario file or a folder of nothing but such files, and no content folder."""
    try:
        if path.is_file():
            return _looks_like_one(path)
        found = [p for p in path.iterdir() if p.suffix.lower() in _ENDINGS]
        return path.name == SCENARIOS_FOLDER or (bool(found) and all(map(_looks_like_one, found[:MAX_FILES])))
    except (OSError, ValueError):
        return False  # a path that cannot be is told by the guide's loader


def _looks_like_one(path: FilePath) -> bool:
    with path.open("rb") as file:
        return bool(_LOOKS_LIKE_ONE.search(file.read(MAX_BYTES)))


def _same(one: FilePath, other: FilePath) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _files_of(content: FilePath, shelf: _Shelf) -> list[FilePath]:
    """The scenario files of a content folder, which need not have any."""
    folder = content / SCENARIOS_FOLDER
    try:
        there = folder.is_dir()
    except (OSError, ValueError):
        there = False
    return _listed(folder, shelf) if there else []


def _listed(folder: FilePath, shelf: _Shelf) -> list[FilePath]:
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix.lower() in _ENDINGS and p.is_file())
    except OSError as e:
        told = f"this folder cannot be read ({e.strerror})."
        shelf.problems.append(Problem(shown_name(folder), 0, "", told, "Check the path."))
        return []
    if len(found) > MAX_FILES:
        told = f"there are {len(found)} files here; at most {MAX_FILES}."
        shelf.problems.append(Problem(shown_name(folder), 0, "", told))
        return []
    return found


def _read_all(paths: Iterable[FilePath], shelf: _Shelf, *, local: bool) -> None:
    _shelve(((_read(path), path.name) for path in paths), shelf, local=local)


def _shelve(readings: Iterable[tuple[Reading, str]], shelf: _Shelf, *, local: bool) -> None:
    """Take in files that were read. One of a local folder takes the place of a shipped one of the same id."""
    own: dict[str, Placed[Scenario]] = {}
    for reading, name in readings:
        placed = _placed(reading, shelf, local=local)
        shelf.problems += reading.problems
        if placed is None:
            continue
        mistakes = [*_named(placed, name), *check_scenario(placed, shelf.guide, shelf.hints)]
        if placed.part.id in own:
            told = f"the id {quoted(placed.part.id)} is taken (first at {own[placed.part.id].reading.file})."
            mistakes.append(placed.problem(("id",), told, "Choose another."))
        if not mistakes:
            own[placed.part.id] = placed
        shelf.problems += mistakes
    shelf.placed |= own


def _read(path: FilePath) -> Reading:
    try:
        with path.open("rb") as file:
            return read_yaml(_shown(path.name), file.read(MAX_BYTES + 1))  # one more tells that there is more
    except OSError as e:
        reading = Reading(_shown(path.name))
        reading.problems.append(Problem(reading.file, 0, "", f"this file cannot be read ({e.strerror})."))
        return reading


def _shown(name: str) -> str:
    return f"{SCENARIOS_FOLDER}/{shown_name(name)}"


def _placed(reading: Reading, shelf: _Shelf, *, local: bool) -> Placed[Scenario] | None:
    """The scenario of a file, if it is one; mistakes are added to `reading`."""
    if reading.value is None:
        return None
    todo = list(unwritten(reading))
    try:
        scenario = Scenario.model_validate(reading.value)
    except ValidationError as e:
        explain(e, Scenario, reading, shelf.hints)
        told = {(p.line, p.key) for p in todo}
        reading.problems[:] = [p for p in reading.problems if (p.line, p.key) not in told]
        scenario = None
    reading.problems += todo
    return None if scenario is None or reading.problems else Placed(scenario, reading, (), local)


def _named(placed: Placed[Scenario], name: str) -> Iterator[Problem]:
    """A scenario's file has its name, so that a person who looks for it finds it, and none is there twice unseen."""
    if placed.part.id != name.rpartition(".")[0]:
        told = f"the file is called {quoted(name)}."
        yield placed.problem(("id",), told, f"Call the file {quoted(placed.part.id + '.yaml')}, or change the id.")


def _library(shelf: _Shelf) -> Library:
    scenarios = {name: shelf.placed[name].part for name in sorted(shelf.placed)}
    local = frozenset(name for name, placed in shelf.placed.items() if placed.local)
    return Library(scenarios, local, tuple(sorted(shelf.problems)))
