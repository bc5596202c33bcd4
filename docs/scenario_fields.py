"""Writes docs/scenario-fields.md from the models: every key of a scenario file, where it stands and what it holds."""

from __future__ import annotations

from typing import Any

from engage_tui.practice.scenario import Scenario

Schema = dict[str, Any]


def fields_page(made: str) -> str:
    """A table for each part of a scenario file, in the order in which they are met."""
    whole: Schema = Scenario.model_json_schema(by_alias=True)
    parts: Schema = whole["$defs"]
    about = "`docs/scenarios.md` explains how to write one. An id is small letters, digits, dots and hyphens."
    lines = ["# The keys of a scenario file", "", made, "", about]
    waiting, done = ["Scenario"], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in done:
            continue
        done.add(name)
        part: Schema = whole if name == "Scenario" else parts[name]
        lines += ["", f"## {'The file' if name == 'Scenario' else _spaced(name)}", "", part.get("description", "")]
        if "enum" in part:
            lines += ["", "One of: " + ", ".join(f"`{word}`" for word in part["enum"]) + "."]
            continue
        lines += ["", "| key | must stand | what it holds |", "|---|---|---|"]
        for key, value in part["properties"].items():
            told = " ".join(filter(None, (value.get("description", ""), _kind(value))))
            lines.append(f"| `{key}` | {'yes' if key in part.get('required', ()) else ''} | {told} |")
            waiting += [named for named in _named(value) if named not in done]
    return "\n".join(lines) + "\n"


def _named(value: Schema) -> list[str]:
    """The parts that a key holds."""
    inner = [value, value.get("items", {}), *value.get("anyOf", ())]
    return [one["$ref"].rpartition("/")[2] for one in inner if "$ref" in one]


def _kind(value: Schema) -> str:
    """What sort of value it is, and its limits, in a few words."""
    if "anyOf" in value:
        return _kind(value["anyOf"][0])
    if "$ref" in value:
        return f"See *{_spaced(_named(value)[0])}*."
    if value.get("type") == "array":
        least, inner = value.get("minItems", 0), value["items"]
        told = f"A list of *{_spaced(_named(value)[0])}*" if "$ref" in inner else "A list; each: " + _kind(inner)
        return told.rstrip(".") + (f"; at least {least}." if least else ".")
    if "const" in value:
        return ""
    if "enum" in value:
        return "One of: " + ", ".join(f"`{word}`" for word in value["enum"]) + "."
    if value.get("type") == "integer":
        return f"A whole number from {value['minimum']} to {value['maximum']}."
    if "pattern" in value:
        return "An id."
    return f"Text, at most {value['maxLength']} characters." if "maxLength" in value else "Text."


def _spaced(name: str) -> str:
    """`SurvivorWorkerRole` as `Survivor worker role`."""
    told = "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
    return told.capitalize()
