"""A short PIN for the blank screen. It opens nothing: no key is drawn from it, and once the app has ended only the
passphrase will do. Its hash is kept as a fact inside the encrypted notes, where none can try PINs at leisure.
"""

from __future__ import annotations

from nacl import bindings
from nacl.exceptions import InvalidkeyError

LEAST_DIGITS, MOST_DIGITS = 4, 8
_PASSES, _BYTES = 3, 64 * 1024 * 1024


def is_pin(text: str) -> bool:
    """Whether this could be a PIN. No passphrase is as short as one."""
    return text.isascii() and text.isdecimal() and LEAST_DIGITS <= len(text) <= MOST_DIGITS


def check_new_pin(pin: str) -> str:
    """What is wrong with a new PIN, in plain words, or nothing."""
    if not is_pin(pin):
        return f"Use {LEAST_DIGITS} to {MOST_DIGITS} digits."
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        return "That is one of the first that anyone would try. Choose other digits."
    return ""


def hashed(pin: str) -> str:
    """What a PIN can be told by, and not read from. Slow on purpose."""
    alg = bindings.crypto_pwhash_ALG_ARGON2ID13
    return bindings.crypto_pwhash_str_alg(pin.encode(), _PASSES, _BYTES, alg).rstrip(b"\0").decode()


def is_right(told: str, pin: str) -> bool:
    """Whether this is the PIN that was hashed. Slow on purpose."""
    try:
        return bool(bindings.crypto_pwhash_str_verify(told.encode(), pin.encode()))
    except InvalidkeyError:
        return False
