"""What an organisation adds of its own: who to ring, services near by, protocols, its word for the person.

Contacts and services become items of the guide, so that they are found, marked and printed like all others.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from engage_tui.guide.fields import Caption, Id, Label, Line, Model, Truth
from engage_tui.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORT_NUMBERS = (3, 6)
"""Digits of `999`, `101` and `116 123`."""
_DIGITS = re.compile(r"\+44 ?\d[\d ]*|0\d[\d ]*|1\d[\d ]*|999")


def _phone(text: str) -> str:
    digits = sum(c.isdigit() for c in text)
    whole = (
        digits == 12
        if text.startswith("+")
        else digits in (10, 11)
        if text.startswith("0")
        else digits in _SHORT_NUMBERS
    )
    if text and not (whole and _DIGITS.fullmatch(text)):
        raise ValueError("is not a phone number as it is rung in the UK|Write it like 01632 960120.")
    return text


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            found = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
        except ValueError:
            found = None
        if found is None:
            raise ValueError("is not a date|Write it like 2026-03-31.")
        return found
    return value


Phone = Annotated[str, Field(max_length=20), AfterValidator(_phone)]
"""A number as it is rung in the UK, or nothing."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day, written `2026-03-31`."""


class Contact(Model):
    """Whom workers of this service ring."""

    id: Id = Field(max_length=40)
    role: Label = Field(description="What they are: `Duty manager`, `Safeguarding lead`, `Out of hours`.")
    phone: Phone = Field(min_length=3)
    name: Caption = Field("", description="A team or a person, where that helps.")
    when: Caption = Field("", description="When somebody answers.")
    note: Caption = ""
    checked: Day | None = Field(None, description="The day on which somebody last rang it.")

    @property
    def parts(self) -> tuple[str, ...]:
        """What is known besides the role and the number."""
        return tuple(filter(None, (self.name, self.when, self.note)))

    @property
    def line(self) -> str:
        """The role, the number, and when somebody answers."""
        return f"{self.role}: {self.phone}" + (f" ({self.when})" if self.when else "")


class Service(Model):
    """A service that people can be pointed to."""

    id: Id = Field(max_length=40)
    name: Label
    help: Caption = Field(min_length=1, description="What they do, in a few words.")
    checked: Day = Field(description="The day on which somebody last made sure that all this is so.")
    addresses_abuse: Truth = Field(False, description="true: it works on the abuse itself, with support for survivors.")
    who: Caption = Field("", description="Whom it is for.")
    how: Line | None = Field(None, description="How to refer.")
    phone: Phone = ""
    site: Caption = ""
    when: Caption = Field("", description="When it is open.")

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to know, a line each."""
        told = {"For": self.who, "Refer": self.how, "Phone": self.phone, "Open": self.when, "Web": self.site}
        return tuple(f"{name}: {text}" for name, text in told.items() if text)


class Protocol(Model):
    """What this service does in one situation, shown with the item it belongs to and on its card."""

    id: Id = Field(description="The item it belongs to, such as `look.say.suicidal` or `check.interpreter`.")
    title: Label
    steps: tuple[Line, ...] = Field(min_length=1)
    ring: tuple[Id, ...] = Field((), description="Contacts, by their id.")

    def told(self, contacts: Iterable[Contact]) -> str:
        """The whole of it, a line each."""
        known = {c.id: c.line for c in contacts}
        rings = [f"Ring: {known[c]}" for c in self.ring if c in known]
        return "\n".join([f"Here (local): {self.title}", *(f"• {step}" for step in self.steps), *rings])


class Terms(Model):
    """This service's words."""

    person: Label | None = Field(default=None, description="What a new conversation calls the person to begin with.")


def age(checked: date, today: date, most: int) -> str:
    """What has to be said about how old something is; nothing as long as it is not older than `most` months."""
    if checked > today:
        return "Last checked on a day that has not come yet: check before use."
    months = (today.year - checked.year) * 12 + today.month - checked.month - (today.day < checked.day)
    return f"Last checked {plural(months, 'month')} ago: check before use." if months >= most else ""


def ages(dates: Iterable[tuple[str, date | None]], today: date, most: int) -> Iterator[tuple[str, str]]:
    """The same for everything that has a date, as far as there is anything to say."""
    for item_id, checked in dates:
        told = age(checked, today, most) if checked is not None else ""
        if told:
            yield item_id, told
