"""A new scenario to fill in. `engage-tui check` then tells what is still to be written, a line each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.errors import UsageError
from engage_tui.files import safe_name, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATE = Path(__file__).with_name("new_scenario.yaml")


def stub_id(name: str) -> str:
    """The id for a scenario that somebody calls `name`, which is also its file's. Raises `UsageError`."""
    wanted = safe_name(name.removesuffix(".yaml"), fallback="").lower()
    if not wanted:
        raise UsageError(
            "A scenario's file cannot have this name.", "Use letters, digits and hyphens, such as: late-for-school"
        )
    return wanted


def stub_text(scenario_id: str) -> str:
    """A new scenario of this id, as YAML with comments."""
    return TEMPLATE.read_text(encoding="utf-8").replace("id: NAME  ", f"id: {scenario_id}  ", 1)


def write_stub(name: str, folder: Path, taken: Iterable[str] = ()) -> Path:
    """Write a new scenario into a folder that is there, and never over a file or under the id of one that is `taken`.

    The file written. Raises `UsageError` for a name that cannot be one, and `WriteError`.
    """
    scenario_id = stub_id(name)
    if scenario_id in taken:
        raise UsageError(
            f"There is a shipped scenario called {scenario_id}, and yours would take its place.",
            "Choose another name. To change the shipped one, copy its file and edit the copy.",
        )
    path = folder / f"{scenario_id}.yaml"
    write_private(path, stub_text(scenario_id).encode(), replace=False)
    return path
