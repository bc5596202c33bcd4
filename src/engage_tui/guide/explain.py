"""Pydantic's findings told in plain words, each at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from engage_tui.guide.problems import quoted

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from engage_tui.guide.problems import Hints
    from engage_tui.guide.reading import Path, Reading


def explain(error: ValidationError, model: type[BaseModel], reading: Reading, hints: Hints) -> None:
    """Add a problem to `reading` for each finding."""
    for finding in error.errors(include_url=False):
        path: Path = tuple(finding["loc"])
        if finding["type"] == "too_short" and finding["input"]:
            continue  # a list of nothing but mistakes counts as empty here; they are told one by one
        message, fix = _told(finding, path, model, hints)
        reading.problem(path, message, fix)


def _told(finding: ErrorDetails, path: Path, model: type[BaseModel], hints: Hints) -> tuple[str, str]:
    given, context = finding["input"], finding.get("ctx", {})
    match finding["type"]:
        case "missing":
            return "this is missing.", f"Add `{path[-1]}:`."
        case "extra_forbidden":
            return "this key is not known.", hints.nearest(str(path[-1]), _keys_at(model, path[:-1]))
        case "string_too_short":
            return "this is empty.", "Write something, or take the key out."
        case "string_too_long":
            most = context["max_length"]
            return f"this is too long ({len(str(given))} characters; at most {most}).", "Shorten it."
        case "too_short":
            return "this list is empty.", "Add to it, or take it out."
        case "enum" | "literal_error":
            expected = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
            return f"{quoted(given)} is not one of the words allowed.", hints.nearest(str(given), expected)
        case "string_pattern_mismatch":
            return f"{quoted(given)} cannot be an id.", "Use small letters, digits, dots and hyphens."
        case "string_unicode":
            return "this has half a character in it (a lone surrogate).", "Take it out."
        case "value_error":
            message, _, fix = str(context["error"]).partition("|")
            return f"this {message}.", fix or "Take it out."
        case kind:
            return f"this should be {_WANTED.get(kind, 'something else')}, and it is {_shape(given)}.", ""


_WANTED = {
    "string_type": "text",
    "tuple_type": "a list (lines that start with `-`)",
    "model_type": "a group of `key: text` lines",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "greater_than_equal": "a number from 0 to 9",
    "less_than_equal": "a number from 0 to 9",
}


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return f"the text {quoted(value)}" if value else "empty"


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys allowed at a path, found by following the models' annotations."""
    found: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and found is not None:
            field = next((f for n, f in found.model_fields.items() if (f.alias or n) == part), None)
            found = _model_in(field.annotation) if field else None
    return [f.alias or name for name, f in found.model_fields.items()] if found else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(_model_in, get_args(annotation)) if m), None)
