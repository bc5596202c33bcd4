"""A practice pack: scenarios, a team's own wordings and handouts in one file, to hand on.

Reading one trusts nothing in it: see `archive.py` for the file itself. Nothing is for use while anything is wrong.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.fields import Model, whole_number
from engage_tui.guide.phrases import read_phrases
from engage_tui.guide.problems import ContentProblems, Hints, Problem
from engage_tui.guide.reading import read_yaml
from engage_tui.practice.archive import HANDOUTS, MANIFEST, MOST_FILES, PHRASES, SCENARIOS, read_archive
from engage_tui.practice.scenarios import check_scenario_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engage_tui.guide.guide import Guide

ENDING = ".engage-practice"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""When every file in a pack was changed: a pack says nothing of who made it, or when."""


class Manifest(Model):
    """The list of what a pack holds."""

    schema_: Annotated[Literal[1], BeforeValidator(whole_number)] = Field(alias="schema", description="Always 1.")
    app: str = Field(max_length=80, description="The app and version that made it.")
    files: dict[str, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = Field(
        max_length=MOST_FILES, description="The SHA-256 of each file."
    )


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds, by the names of its files. With `problems` nothing of it is for use."""

    scenarios: Mapping[str, bytes] = field(default_factory=dict)
    phrases: bytes | None = None
    pages: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def packed(pack: Pack, app: str) -> bytes:
    """The one file. The same pack gives the same bytes."""
    files = {f"{SCENARIOS}{name}": data for name, data in sorted(pack.scenarios.items())}
    files |= {} if pack.phrases is None else {PHRASES: pack.phrases}
    files |= {f"{HANDOUTS}{name}": data for name, data in sorted(pack.pages.items())}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = json.dumps({"schema": 1, "app": app, "files": sums}, indent=2).encode()  # which is YAML, too
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in {MANIFEST: manifest, **files}.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            out.writestr(entry, data)
    return made.getvalue()


def read_pack(path: Path, guide: Guide) -> Pack:
    """Everything in a pack, looked through to the last word. Raises `ReadError` when there is no such file."""
    archive = read_archive(path)
    files = dict(archive.files)
    problems = [*archive.problems]
    if not problems:
        problems += _not_as_listed(archive.name, files)
    if problems:
        return Pack(problems=tuple(problems))
    del files[MANIFEST]
    scenarios = {n.removeprefix(SCENARIOS): d for n, d in files.items() if n.startswith(SCENARIOS)}
    problems += check_scenario_files(scenarios, guide).problems
    phrases = files.get(PHRASES)
    if phrases is not None:
        try:
            read_phrases(PHRASES, phrases, guide)
        except ContentProblems as e:
            problems += e.problems
    if problems:
        return Pack(problems=tuple(problems))
    pages = {n.removeprefix(HANDOUTS): d for n, d in files.items() if n.startswith(HANDOUTS)}
    return Pack(scenarios, phrases, pages)


def _not_as_listed(name: str, files: Mapping[str, bytes]) -> list[Problem]:
    """What differs from the list in the pack: it was changed on the way, or put together by hand."""
    if MANIFEST not in files:
        return [Problem(name, 0, "", f"there is no {MANIFEST} in it.", "`engage-tui practice pack` makes a pack.")]
    reading = read_yaml(f"{name}/{MANIFEST}", files[MANIFEST])
    if reading.value is None:
        return reading.problems
    try:
        manifest = Manifest.model_validate(reading.value)
    except ValidationError as e:
        explain(e, Manifest, reading, Hints())
        return reading.problems
    found = {n: hashlib.sha256(data).hexdigest() for n, data in files.items() if n != MANIFEST}
    wrong = sorted(n for n in found.keys() | manifest.files.keys() if found.get(n) != manifest.files.get(n))
    fix = "Ask for the pack again."
    return [Problem(f"{name}/{n}", 0, "", "this is not as the pack's own list has it.", fix) for n in wrong]
