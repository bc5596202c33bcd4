"""A mistake in a content file, told so that a practice lead can mend it: file, line, key, what is wrong, the fix."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engage_tui.errors import ContentError
from engage_tui.text import clean_line, plural, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `line` counts from 1; 0 means the whole file. `key` is a path such as `sections[2].title`."""

    file: str
    line: int
    key: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        told = f"{self.key}: {self.message}" if self.key else self.message
        return f"{place}: {told}" + (f" {self.fix}" if self.fix else "")


class ContentProblems(ContentError):
    """Every mistake found in a content folder, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(
            f"The content has {plural(len(self.problems), 'mistake')}: {self.problems[0]}",
            "`engage-tui check FOLDER` lists them all.",
        )


class Hints:
    """Finds the nearest right name. Each search takes time, and a file can hold thousands of wrong ones, so the first
    mistakes get a hint and the rest do not.
    """

    def __init__(self, budget: int = 60) -> None:
        self._left = budget

    def nearest(self, wrong: str, known: Iterable[str]) -> str:
        """What `did_you_mean` says, for as long as the budget lasts."""
        self._left -= 1
        return did_you_mean(wrong, known) if self._left >= 0 else ""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A sentence with the nearest right name, or, where nothing is near, with all of a short list, or nothing."""
    names = sorted(known)
    near = get_close_matches(wrong[:100], names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Use one of: {', '.join(names)}." if 0 < len(names) <= 20 else ""


def quoted(value: object) -> str:
    """A value as a message shows it: short and on one line."""
    return f"`{shorten(clean_line(str(value)), 40)}`"


def shown_name(name: object) -> str:
    """A file or folder name as a message shows it: nothing in it can act on a terminal."""
    return clean_line(str(name)) or "?"
