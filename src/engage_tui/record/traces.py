"""Where free text holds dates of birth, contacts and numbers that tell who somebody is. Patterns, all of it.

They lean one way: a number that is no date, time, age or sum of money is taken for one that identifies somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engage_tui.record.addresses import addresses, places
from engage_tui.record.known_words import AMBIGUOUS, GIVEN, ORDINARY, STAY
from engage_tui.record.spans import BIRTH, CONTACT, NUMBER, Kind, Span, each

if TYPE_CHECKING:
    from collections.abc import Iterator

_I = re.IGNORECASE
_CAP = r"[^\W\d_a-zà-þ][\w'’-]{0,40}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?:\.(?=[ \t]*\d))?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMERIC = rf"{_DAY}[ \t]*[./-][ \t]*(?:0?[1-9]|1[0-2])[ \t]*[./-][ \t]*(?:\d{{4}}|\d{{2}})"
_DATE = (
    rf"(?:{_NUMERIC}|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"{_DAY}(?:st|nd|rd|th)?(?:[ \t]+of)?[ \t-]+{_MONTH}(?:[ \t,-]+(?:\d{{4}}|['’]?\d{{2}}\b))?|"
    rf"{_MONTH}[ \t]+\d{{4}}|{_MONTH}[ \t]+{_DAY}(?:st|nd|rd|th)?(?:,?[ \t]+\d{{4}})?|"
    rf"{_DAY}[ \t]*[./][ \t]*(?:0?[1-9]|1[0-2])(?![\d./])|(?:19|20)\d{{2}})(?!\d)"
)
_BEGINS_AS_DATE = re.compile(_DATE, _I)
_BEGINS_AS_NUMERIC_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")

_EMAIL = re.compile(r"[\w.+%'-]{1,64}(?:@|[ \t]?[(\[]at[)\]][ \t]?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", _I)
_SPOKEN_EMAIL = re.compile(
    r"\b[\w-]{1,40}(?:[ \t]dot[ \t][\w-]{1,40}){0,3}[ \t]at[ \t]"
    r"[\w-]{1,40}(?:[ \t]dot[ \t](?:com|co|uk|net|org)){1,2}\b",
    _I,
)
_WEB = re.compile(
    r"\b(?:https?://|www\.)\S{1,2000}[\w/]|"
    r"\b(?:[\w-]{1,63}\.){1,5}(?:com|co\.uk|org\.uk|org|net|uk|io|me|gov\.uk|wales|scot)\b(?:/\S{0,2000}\w)?",
    _I,
)
_HANDLE = re.compile(r"(?<![\w.])@[\w][\w.]{1,40}\w")
_ACCOUNT = re.compile(
    r"\b(?:facebook|fb|insta(?:gram)?|snap(?:chat)?|tiktok|twitter|x|discord|xbox|psn|gamertag|telegram|skype|username|"
    r"user name|handle|screen name)(?:[ \t]+(?:name|user|account|handle|id|profile|as|is|called)){0,3}[ \t:=-]{1,5}"
    r"[\"“'‘]?(?P<it>(?=[\w.-]{0,40}[\d_]|[\w-]{1,40}\.\w)[A-Za-z][\w.-]{0,40}\w)",
    _I,
)
_PHONE = re.compile(
    r"(?<![\w£$€/.,-])(?:\(?\+\d{1,3}\)?|\(0\d{1,4}\)|00[1-9]\d{0,2}|0)[ \t.–-]?(?:\(0\)[ \t]?)?\d(?:[ \t.–-]?\d){5,11}"
    r"(?![\w/:]|[.,]\d)"
)
_LED_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|number|ring|rings|rang|call|calls|called|text|texts|fax|landline|whatsapp)\b"
    r"(?:[ \t]+(?:him|her|them|me|us|number|no|is|on|at)){0,3}\.?[ \t:]{1,5}"
    r"(?P<it>\d[\d \t-]{3,16}\d)(?![\w/:.]|[ \t]*[ap]m)",
    _I,
)
PUBLIC = re.compile(r"(?<![\d+])0?80[08](?:[ \t-]?\d){5,8}(?!\d)")
"""Free numbers, which are helplines and nobody's own."""

_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|number|no|num|log|cad|urn|id|code|pin)\b\.?[ \t]*(?:no\.?|number|is|was)?[ \t]*[:#=]?[ \t]*"
    r"(?P<it>#?(?=[\w/.-]{0,30}\d[\w/.-]{0,30}\d)[A-Z0-9](?:[\w/.-]{0,40}\w)(?:[ \t]\d{2,12}){0,4})",
    _I,
)
_NUMBERS = (
    re.compile(r"\b[A-Z]{2}[ \t]?\d{2}[ \t]?\d{2}[ \t]?\d{2}[ \t]?[A-D]\b", _I),  # national insurance
    re.compile(r"(?<![\w.,/£-])\d{3}[ \t-]\d{3}[ \t-]\d{4}(?![\w/-])"),  # NHS
    re.compile(
        r"\b(?:[A-Z]{2}\d{2}[ \t]?[A-Z]{3}|[A-Z]\d{1,3}[ \t]?[A-Z]{3}|[A-Z]{3}[ \t]?\d{1,3}[A-Z]|"
        r"[a-z]{2}\d{2}[ \t]?[a-z]{3})\b|\b(?i:reg|registration|plate)\b\.?[ \t:]*(?i:is|no|number)?[ \t:]*"
        r"(?P<it>[A-Z]{1,3}[ \t]?\d{1,4}[ \t]?[A-Z]{0,3})\b"
    ),  # cars
    _REFERENCE,
    re.compile(r"\b(?:PC|WPC|DC|DS|DI|PCSO|Sgt|PS|Officer|collar(?: number)?)[ \t]+(?P<it>\d{2,6}[A-Z]{0,2})\b", _I),
    re.compile(rf"\b(?:PC|WPC|DC|DS|DI|PCSO|Sgt|PS)\.?(?:[ \t]+{_CAP}){{1,3}}[ \t]+(?P<it>\d{{3,6}})\b"),
    re.compile(r"\b(?:sort code)[ \t:]*(?:is)?[ \t]*(?P<it>\d\d[ -]?\d\d[ -]?\d\d)", _I),
    re.compile(
        r"(?<![\w£/])[A-Za-z]{0,4}\d{1,12}/\d{3,12}(?:/\d{1,12}){0,3}(?![\w/])|(?<![\w£/])\d{3,12}/\d{2,12}(?![\w/])"
    ),
    re.compile(r"(?<!\w)#\d{3,}\b"),
    re.compile(
        r"(?<![\w£#])(?=[\w-]{0,40}[A-Za-z])(?=(?:[A-Za-z-]{0,20}\d){4})[A-Z0-9][A-Z0-9-]{5,40}(?!\w)", _I
    ),  # letters and digits mixed
)
_LONG = re.compile(r"(?<![\w£$€.,/#-])#?\d{6,}(?![\w/]|[.,]\d)")

_BORN = re.compile(
    rf"\b(?:d\.?[ \t]?o\.?[ \t]?b\b\.?|date[ \t]+of[ \t]+birth|born|birth[ \t]?date|birthday|b\.)"
    rf"(?:[ \t]+(?:is|was|on|in|of|given|as|the|around|about|for|her|his|their|{_CAP})){{0,4}}"
    rf"[ \t]*[:=(–-]{{0,3}}[ \t]*(?P<it>{_DATE})",
    _I,
)
_NAME_THEN_DATE = re.compile(
    rf"(?<![\w.])(?P<who>{_CAP})[ \t]*"
    rf"(?:\([ \t]*(?:b\.?|born|dob)?[ \t:]*|,?[ \t]*(?={_NUMERIC})|,[ \t]*(?=\d))"
    rf"(?P<it>{_DATE})[ \t]*(?=\)|,|;|\.|$|and\b)",
    re.MULTILINE,
)
_NO_BIRTH = re.compile(rf"(?:{_MONTH}|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|on|at)(?:day)?$", _I)


def traces(text: str) -> Iterator[Span]:
    """Everything but names, in the order in which one goes before another where they overlap."""
    yield from _contacts(text)
    yield from _births(text)
    yield from addresses(text)
    yield from _numbers(text)
    yield from places(text)


def _contacts(text: str) -> Iterator[Span]:
    for found in (_EMAIL, _SPOKEN_EMAIL, _WEB, _HANDLE, _ACCOUNT):
        yield from each(found, text, Kind.CONTACT, CONTACT)
    yield from each(_PHONE, text, Kind.CONTACT, CONTACT, _is_phone)
    yield from each(_LED_PHONE, text, Kind.CONTACT, CONTACT, lambda t: not _is_date(t) and _digits(t) >= 5)


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _is_date(text: str) -> bool:
    return _BEGINS_AS_DATE.match(text) is not None and _digits(text) <= 8


def _is_phone(text: str) -> bool:
    """Enough digits, and no date, with or without a time after it."""
    text = text.lstrip("(")
    if _BEGINS_AS_DATE.match(text) and not text.startswith(("+", "07", "01", "02")):
        return False
    return not _BEGINS_AS_NUMERIC_DATE.match(text) and 7 <= _digits(text) <= 15


def _births(text: str) -> Iterator[Span]:
    yield from each(_BORN, text, Kind.BIRTH, BIRTH)
    for match in _NAME_THEN_DATE.finditer(text):
        between = text[match.end("who") : match.start("it")].strip()
        if _may_be_born(match["who"].lower().replace("’", "'").removesuffix("'s"), between):
            yield Span(*match.span("it"), Kind.BIRTH, BIRTH)


def _may_be_born(word: str, between: str) -> bool:
    """A date after a word with a capital is somebody's, unless the word is an everyday one: `Visit 21/11/2026`."""
    if word in GIVEN or word in AMBIGUOUS:
        return not _NO_BIRTH.search(word) or bool(between)
    return bool(between) and word not in ORDINARY and word not in STAY and not _NO_BIRTH.search(word)


def _numbers(text: str) -> Iterator[Span]:
    for found in _NUMBERS:
        yield from each(found, text, Kind.NUMBER, NUMBER, lambda t: not _is_date(t))
    yield from each(_LONG, text, Kind.NUMBER, NUMBER)
