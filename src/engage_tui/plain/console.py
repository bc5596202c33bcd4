"""What is said and asked, line by line: no colour, no moving about, nothing that changes once it was said."""

from __future__ import annotations

import os
import sys
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

from engage_tui.cli_passphrase import opened, passphrase_from
from engage_tui.errors import PassphraseError
from engage_tui.plain.lines import Ended, Idle, Lines, TooLong, put
from engage_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH = 76
BLANK_WORDS = ("blank", "\x0c")
"""What blanks the window, typed as a line by itself: the word, or Ctrl+L."""
ENOUGH_LINES = 100
CUT = "That line was as long as a terminal takes, so its end may be missing. Type show, and go on in a new line."
BEGUN = "What you had begun to type is kept. Go on from there, or press Enter."


class Console:
    """Talks with the person. `cover` is called when the window is to be blanked, and returns when it may come back."""

    def __init__(self, secrets: int | None = None) -> None:
        """`secrets`: the file descriptor that passphrases are read from, a line each."""
        self.lines = Lines()
        self.cover: Callable[[], None] = self.clear
        self.patience: float | None = None
        """Seconds without a line until the window is blanked by itself."""
        self._secrets = opened(secrets) if secrets is not None else None

    # -- saying

    def say(self, *texts: str) -> None:
        """Say each of these on lines of its own, wrapped."""
        for text in texts:
            for line in clean(text).split("\n"):
                kept = wrap(line, self._width, break_long_words=False, break_on_hyphens=False) or [""]
                self._print("\n".join(kept))

    def read_out(self, caption: str, words: str) -> None:
        """What somebody wrote, in its own lines."""
        first, *rest = clean(words).split("\n")
        self._print("\n".join((f"{clean_line(caption)}: {first}", *rest)))

    @property
    def _width(self) -> int:
        return max(20, min(WIDTH, get_terminal_size((WIDTH + 1, 24)).columns - 1))

    @staticmethod
    def _print(text: str) -> None:
        put(f"{text}\n")

    # -- asking

    def ask(self, prompt: str) -> str:
        """A line, as it was typed but harmless. A word that blanks the window does that, and then it is asked again."""
        begun = ""
        while True:
            try:
                line = begun + self._read(prompt)
            except Idle:
                begun = self.lines.take_begun()
                self.cover()
                self.say(*([BEGUN] if begun else []))
                continue
            except TooLong as e:
                self.say(str(e))
                continue
            if line.strip().casefold() in BLANK_WORDS or line == BLANK_WORDS[1]:
                begun = ""
                self.cover()
                continue
            if self.lines.cut:
                self.say(CUT)
            return clean(line)

    def _read(self, prompt: str) -> str:
        *before, last = wrap(clean_line(prompt), self._width, break_long_words=False) or [""]
        put("\n".join((*before, last)) + (" " if self.lines.is_terminal else "\n"))
        return self.lines.read(self.patience)

    def word(self, prompt: str) -> str:
        """A line as a command: small letters, no blanks around."""
        return clean_line(self.ask(prompt)).casefold()

    def choose(self, choices: Sequence[tuple[str, str]], prompt: str = "Number:") -> str:
        """Read out numbered lines and ask for one of them: its key, or nothing when Enter was pressed."""
        for number, (_, text) in enumerate(choices, 1):
            self.say(f"{number}. {text}")
        while True:
            typed = self.word(prompt)
            if not typed:
                return ""
            if typed.isdecimal() and 1 <= int(typed) <= len(choices):
                return choices[int(typed) - 1][0]
            if typed in (key for key, _ in choices):
                return typed
            self.say(f"Type a number from 1 to {len(choices)}, or Enter for none.")

    def agreed(self, question: str, word: str) -> bool:
        """Whether this very word was typed."""
        return self.word(f"{question} Type {word}, or Enter not to:") == word

    def secret(self, prompt: str, wait: float | None = None) -> str:
        """A passphrase or a code, not shown. Raises `PassphraseError` where it cannot be asked for, and `Idle`."""
        if self._secrets is not None:
            self.say(prompt)
            if not (secret := passphrase_from(self._secrets)):
                raise Ended(PassphraseError.exit_code)
            return secret
        if not self.lines.is_terminal:
            raise PassphraseError("The passphrase has to be typed on a terminal.", "Or use --passphrase-fd N.")
        return self.lines.read_unseen(f"{prompt} ", wait)

    @property
    def asks_secrets(self) -> bool:
        """A passphrase can be given at all."""
        return self._secrets is not None or self.lines.is_terminal

    # -- blanking

    def clear(self) -> None:
        """Move everything out of sight, and out of what can be scrolled back to where the terminal can do that."""
        if not sys.stdout.isatty():
            return
        rows = max(ENOUGH_LINES, get_terminal_size().lines + 1)
        erase = "" if os.environ.get("TERM", "dumb") == "dumb" else "\x1b[H\x1b[2J\x1b[3J"
        put("\n" * rows + erase)
