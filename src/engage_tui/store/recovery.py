"""The recovery code: what is written on paper, and how it is read back from hands and eyes that make mistakes.

26 letters and digits are random (130 bits); the last two check them. As a Reed-Solomon code over 32 letters the check
finds any one or two that are wrong and any two that changed places; of other mistakes it misses one in a thousand.
"""

from __future__ import annotations

import secrets
import unicodedata
from itertools import product

from engage_tui.errors import PassphraseError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none that is easily taken for another when written by hand."""
RANDOM_LETTERS = 26
CHECK_LETTERS = 2
LETTERS = RANDOM_LETTERS + CHECK_LETTERS
GROUP = 4

_LOOK_ALIKES = str.maketrans("OILU", "011V")
_SPACING = frozenset({"Pd", "Zs", "Zl", "Zp", "Cc", "Cf"})  # dashes of every length, spaces, line ends


def _powers() -> list[int]:
    """The powers of 2 in the field of 32 elements; every element but 0 is one of them."""
    found = [1]
    while len(found) < len(ALPHABET) - 1:
        doubled = found[-1] << 1
        found.append(doubled ^ 0b100101 if doubled & 0b100000 else doubled)
    return found


_POWERS = _powers()
_LOGS = {power: n for n, power in enumerate(_POWERS)}


def _sums(code: str) -> tuple[int, int]:
    """Both are 0 for a code that is right."""
    first = second = 0
    for place, letter in enumerate(code):
        value = ALPHABET.index(letter)
        if value:
            first ^= _POWERS[(_LOGS[value] + place) % len(_POWERS)]
            second ^= _POWERS[(_LOGS[value] + 2 * place) % len(_POWERS)]
    return first, second


def with_checks(letters: str) -> str:
    """The random letters with those that check them."""
    tails = ("".join(tail) for tail in product(ALPHABET, repeat=CHECK_LETTERS))
    return next(letters + tail for tail in tails if _sums(letters + tail) == (0, 0))


def new_code() -> str:
    """A new code, without spaces."""
    return with_checks("".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LETTERS)))


def in_groups(code: str) -> list[str]:
    """A code as it is shown and written down."""
    return [code[n : n + GROUP] for n in range(0, len(code), GROUP)]


def folded(typed: str) -> str:
    """What was typed, without spaces and dashes, in capitals, with letters that look alike taken as one."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    return "".join(c for c in text if unicodedata.category(c) not in _SPACING)


def read_code(typed: str) -> str:
    """The code as it was made. Raises `PassphraseError` when it is mistyped; the message holds nothing of it."""
    code = folded(typed)
    if len(code) != LETTERS:
        raise PassphraseError(
            f"A recovery code has {LETTERS} letters and digits. This has {len(code)}.",
            "Nothing was tried. Compare it with your paper, group by group.",
        )
    if set(code) - set(ALPHABET) or _sums(code) != (0, 0):
        raise PassphraseError(
            "The recovery code is mistyped.", "Nothing was tried. Compare it with your paper, group by group."
        )
    return code
