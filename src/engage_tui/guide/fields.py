"""The kinds of text, number and choice that content is made of. `model.py` says what content is."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict

from engage_tui.text import clean, first_harmful


def _harmless(text: str) -> str:
    if harmful := first_harmful(text):
        raise ValueError(f"has a hidden or control character ({harmful})")
    return clean(text)


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("has a line end in it|Put it on one line.")
    return text


def whole_number(value: object) -> object:
    """Scalars come as text; only plain digits are a number here (no `1_000`, `0x1`, `1e3`)."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6 else value


def _truth(value: object) -> object:
    """Only `true` and `false`, so that `NO`, `on` and `1` are told as mistakes rather than guessed at."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


Id = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
"""Lower-case words, digits, dots and hyphens, such as `ask.other-issue.choices`."""
Label = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_harmless), AfterValidator(_one_line)]
"""A few words."""
Caption = Annotated[str, Field(max_length=60), AfterValidator(_harmless), AfterValidator(_one_line)]
"""A few words, or nothing."""
Line = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_harmless), AfterValidator(_one_line)]
"""A line that fits a row of the list."""
Spoken = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_harmless), AfterValidator(_one_line)]
"""Something to say aloud."""
Prose = Annotated[str, Field(max_length=900), AfterValidator(_harmless)]
"""A short paragraph or two; empty when there is nothing to add."""
Number = Annotated[int, Strict(), BeforeValidator(whole_number), Field(ge=0, le=9)]
Truth = Annotated[bool, Strict(), BeforeValidator(_truth)]


class Model(BaseModel):
    """Nothing unknown, nothing changed after loading, no blanks at the ends of text."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
