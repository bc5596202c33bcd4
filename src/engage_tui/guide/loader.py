"""From a folder of YAML files to a checked guide, or to a list of every mistake in them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import ValidationError

from engage_tui.guide.checks import check_references
from engage_tui.guide.explain import explain
from engage_tui.guide.guide import Guide
from engage_tui.guide.model import ContentFile
from engage_tui.guide.problems import ContentProblems, Problem
from engage_tui.guide.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path as FilePath

    from engage_tui.guide.model import Document, Item, Section, Step
    from engage_tui.guide.reading import Reading

MAX_FILES = 64


@dataclass(frozen=True, slots=True)
class Loaded:
    """One content file that reads and fits the model, with the lines of its values."""

    reading: Reading
    content: ContentFile
    local: bool


@dataclass(slots=True)
class _Folder:
    files: list[Loaded]
    problems: list[Problem]
    digest: bytes


def load_guide(shipped: FilePath, local: FilePath | None = None) -> Guide:
    """The guide in `shipped`, with the user's own folder laid over it item by item.

    Raises `ContentProblems`, which holds every mistake of both folders.
    """
    folders = [_read_folder(shipped, local=False)]
    if local is not None:
        folders.append(_read_folder(local, local=True))
    problems = [p for f in folders for p in f.problems]
    files = [loaded for f in folders for loaded in f.files]
    if not problems:
        problems = check_references(files)
    if problems:
        raise ContentProblems(problems)
    return _merge(files, sha256(b"".join(f.digest for f in folders)).hexdigest()[:12])


def check_folder(folder: FilePath, shipped: FilePath) -> Guide:
    """Check a folder as the app reads it: on its own if it holds a `steps.yaml`, else laid over the shipped one."""
    if (folder / "steps.yaml").exists():
        return load_guide(folder)
    return load_guide(shipped, folder)


def _read_folder(folder: FilePath, *, local: bool) -> _Folder:
    result = _Folder([], [], b"")
    try:
        paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".yaml", ".yml") and p.is_file())
    except OSError as e:
        result.problems.append(Problem(str(folder), 0, "", f"this folder cannot be read ({e.strerror})."))
        return result
    if not folder.is_dir():
        result.problems.append(Problem(str(folder), 0, "", "there is no such folder.", "Check the path."))
    elif not paths:
        result.problems.append(Problem(str(folder), 0, "", "there is no .yaml file in this folder."))
    elif len(paths) > MAX_FILES:
        result.problems.append(Problem(str(folder), 0, "", f"there are {len(paths)} files here; at most {MAX_FILES}."))
        return result
    for path in paths:
        _read_file(path, str(path.relative_to(folder)), result, local=local)
    return result


def _read_file(path: FilePath, name: str, result: _Folder, *, local: bool) -> None:
    try:
        raw = path.read_bytes()
    except OSError as e:
        result.problems.append(Problem(name, 0, "", f"this file cannot be read ({e.strerror})."))
        return
    result.digest += sha256(raw).digest()
    reading = read_yaml(name, raw)
    content = None
    if reading.value is not None:
        try:
            content = ContentFile.model_validate(reading.value)
        except ValidationError as e:
            explain(e, ContentFile, reading)
    result.problems.extend(reading.problems)
    if content is not None and not reading.problems:
        result.files.append(Loaded(reading, content, local))


def _merge(files: Sequence[Loaded], edition: str) -> Guide:
    documents: dict[str, Document] = {}
    steps: dict[str, Step] = {}
    sections: dict[str, Section] = {}
    local: set[str] = set()
    for loaded in files:
        documents.update({d.id: d for d in loaded.content.documents})
        steps.update({s.id: s for s in loaded.content.steps})
        for section in loaded.content.sections:
            if loaded.local:
                local.update(i.id for i in section.items)
            _lay_over(sections, section)
    steps = {i: _with_own_sections(s, sections.values()) for i, s in steps.items()}
    ordered = {s: sections[s] for step in steps.values() for s in step.sections}
    home = {item.id: section.id for section in ordered.values() for item in section.items}
    items = {item.id: item for section in ordered.values() for item in section.items}
    return Guide(documents, steps, ordered, items, frozenset(local), edition, home)


def _lay_over(sections: dict[str, Section], section: Section) -> None:
    """A later item takes the place of the one with its id, wherever that stands; others are added to the section."""
    new: dict[str, Item] = {i.id: i for i in section.items}
    for other in list(sections.values()):
        if any(i.id in new for i in other.items):
            items = tuple(new.pop(i.id, i) for i in other.items)
            sections[other.id] = other.model_copy(update={"items": items})
    if section.id in sections:
        before = sections[section.id]
        kept = section.model_copy(update={"items": before.items + tuple(new.values())})
        sections[section.id] = kept
    else:
        sections[section.id] = section.model_copy(update={"items": tuple(new.values())})


def _with_own_sections(step: Step, sections: Iterable[Section]) -> Step:
    """The step with any section added that names it and that it does not list (a local one, say), at the end."""
    more = tuple(s.id for s in sections if s.step == step.id and s.id not in step.sections)
    return step.model_copy(update={"sections": step.sections + more}) if more else step
