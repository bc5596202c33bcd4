"""The interface's own words in another language: one catalogue, keyed by the English text.

Only what is listed here goes through it, and the list is what a language has to translate. A run of the app has one
language, so the catalogue in use is one for the whole process, like the locale of a program that uses gettext.
"""

from __future__ import annotations

TYPE_CHECKING = False  # imported by the first screen
if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH = "en"
MARK = "[en]"
"""Stands after English text where another language is in use."""

HINTS = (
    *("next", "back", "find", "risk", "stop", "good practice", "room", "tick", "less", "more", "write", "open"),
    *("take out", "keys", "planned", "not safe", "next field", "done, kept", "back to the list", "replies"),
)
MARKS = ("asked", "not asked", "not safe to ask", "used")
PLACES = ("home visit", "office", "phone call", "meeting", "custody")
STATES = ("saved", "saved {}", "saving …", "{} noted", "opens when they answer openly")
CAPTIONS = (
    *("Keep in mind", "Why", "Source", "What it is for", "Mine", "mine", "local", "Can touch a risk indicator"),
    *("{Person} said", "I saw or heard", "My view", "The survivor said (restricted)", "I put it like this", "Reason"),
    *("How I mean to put it", "The question", "Why not"),
)
TEXTS = (*HINTS, *MARKS, *PLACES, *STATES, *CAPTIONS)
"""Every text of the interface that can be in another language: what the screen of step 2 shows."""


def is_language(name: str) -> bool:
    """A name for a language, of a folder or a setting: two small letters."""
    return len(name) == 2 and name.isascii() and name.islower() and name.isalpha()


_in_use: dict[str, str] = {}
_language = [ENGLISH]


def use(language: str, catalogue: Mapping[str, str]) -> None:
    """Show the interface in this language from now on."""
    _language[0] = language
    _in_use.clear()
    _in_use.update(catalogue)


def tr(text: str) -> str:
    """A text of the interface in the language in use; what that lacks stays English and says so."""
    if _language[0] == ENGLISH or text not in TEXTS:
        return text
    return _in_use.get(text) or f"{text} {MARK}"
