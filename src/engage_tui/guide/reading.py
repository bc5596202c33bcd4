"""Strict reading of a YAML file into plain values that remember their lines.

Only what content needs is allowed: mappings, lists and text. No anchors, aliases, tags, merges or second documents, so
nothing can grow or run; no key twice; every scalar stays the text that stands in the file until a model gives it a
type, so `NO` stays `NO` and `12:30` stays `12:30`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from engage_tui.guide.problems import Problem, quoted
from engage_tui.text import clean_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 512 * 1024
MAX_DEPTH = 16
MAX_VALUES = 20_000

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"

# libyaml's parser reports the same events about 13 times faster; both are told apart by nothing else here.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Reading:
    """What a file holds: its value (None when unreadable), the line of each value by path, and the mistakes found."""

    file: str
    value: Value | None = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, message: str, fix: str = "") -> None:
        self.problems.append(Problem(self.file, self.line(path), dotted(path), message, fix))


def dotted(path: Path) -> str:
    """`('sections', 2, 'title')` as `sections[2].title`; places in lists count from 1, as people do."""
    told = ""
    for part in path:
        told += f"[{part + 1}]" if isinstance(part, int) else f".{clean_line(part)}" if told else clean_line(part)
    return shorten(told, 100)


class _Unreadable(Exception):
    """Reading cannot go on: carries the line, the message and the fix."""

    def __init__(self, line: int, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.fix = line, message, fix


def read_yaml(file: str, raw: bytes) -> Reading:
    """Read one file. Never raises for what is in the file: mistakes are in the result."""
    reading = Reading(file)
    try:
        reading.value = _Reader(reading, _decode(raw)).read()
    except _Unreadable as e:
        reading.problems.append(Problem(file, e.line, "", e.message, e.fix))
    except yaml.YAMLError as e:
        reading.problems.append(_not_yaml(file, raw, e))
    return reading


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _Unreadable(
            0, f"the file is too large ({len(raw) // 1024:,} kB; at most {MAX_BYTES // 1024} kB).", "Split it in two."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
        raise _Unreadable(line, "this is not UTF-8 text.", "Save the file as UTF-8.") from None


# What YAML allows in a file; anything else is a control character or half a character.
_NOT_YAML = re.compile("[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def _not_yaml(file: str, raw: bytes, error: yaml.YAMLError) -> Problem:
    """What the parser could not read, where a person should look for it."""
    text = raw.decode("utf-8-sig", errors="replace")
    hidden = _NOT_YAML.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        told = f"control characters are not allowed (U+{ord(hidden[0]):04X})."
        return Problem(file, line, "", told, "Take the hidden character out.")
    told = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
    mark = getattr(error, "problem_mark", None)
    if "nesting depth" in str(told):  # a limit of newer parsers, far above ours: the same words as for ours
        return Problem(file, mark.line + 1 if mark else 1, "", _TOO_DEEP, "")
    if "end of stream" in str(told):  # something was opened and never closed: it is where it was opened
        mark = getattr(error, "context_mark", None) or mark
    fix = _QUOTE if any(word in str(told) for word in _WANTS_QUOTES) else ""
    return Problem(file, mark.line + 1 if mark else 1, "", f"this is not valid YAML: {told}.", fix)


_TOO_DEEP = f"this is nested too deeply (at most {MAX_DEPTH} levels)."
_QUOTE = "Indent with spaces, and put text that holds : or # or quotes in double quotes."
_WANTS_QUOTES = ("cannot start any token", "tab", "mapping values", "expected key", "expected <block end>")


class _Reader:
    """Builds the value from the parser's events, one event at a time, so that a limit stops it at once."""

    def __init__(self, reading: Reading, text: str) -> None:
        self._reading = reading
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_PARSER)
        self._count = 0

    def read(self) -> Value | None:
        value: Value | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if value is not None:
                    raise _Unreadable(_line(event), "a second document starts here.", "Take out the `---` line.")
                value = self._value(next(self._events), ())
        if value is None or value == "":
            raise _Unreadable(1, "the file is empty.", "Give it content, or delete it.")
        return value

    def _value(self, event: yaml.Event, path: Path) -> Value:
        self._count += 1
        if self._count > MAX_VALUES:
            raise _Unreadable(_line(event), f"the file holds too many values (at most {MAX_VALUES:,}).", "Split it.")
        if len(path) > MAX_DEPTH:
            raise _Unreadable(_line(event), _TOO_DEEP)
        self._refuse(event)
        self._reading.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _refuse(self, event: yaml.Event) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unreadable(line, "anchors and aliases (& and *) are not allowed.", "Write the text out in full.")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise _Unreadable(line, f"the tag {quoted(tag)} is not allowed.", "Take it out.")

    def _list(self, path: Path) -> list[Value]:
        items: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Value]:
        pairs: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._refuse(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unreadable(_line(event), "a key must be a plain word.")
            key = str(event.value)
            if key == "<<":
                raise _Unreadable(_line(event), "merge keys (<<) are not allowed.", "Write the keys out in full.")
            # The key's own line is where a person looks, even when its text starts on the next.
            self._reading.lines[*path, key if key not in pairs else _twice(key)] = _line(event)
            value = self._value(next(self._events), (*path, key if key not in pairs else _twice(key)))
            if key in pairs:
                first = self._reading.lines[*path, key]
                self._reading.problems.append(
                    Problem(
                        self._reading.file,
                        _line(event),
                        dotted((*path, key)),
                        f"the key {quoted(key)} is here twice (first on line {first}).",
                        "Keep one.",
                    )
                )
            else:
                pairs[key] = value
        return pairs


def _twice(key: str) -> str:
    return f"{key} (again)"


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return int(mark.line) + 1 if mark else 1
