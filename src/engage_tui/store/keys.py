"""One random data key, wrapped by a key drawn from the passphrase, and by one drawn from the recovery code where there
is one. keys.json holds no secret: changing the passphrase rewrites this one small file and never the notes.

A slot is one way in. Its costs and kind are bound to the wrapped key, so one weakened or moved does not open.
"""

from __future__ import annotations

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nacl import bindings
from nacl.exceptions import CryptoError

from engage_tui.errors import EngageError, PassphraseError, StoreDamagedError, WriteError
from engage_tui.files import write_private
from engage_tui.store.recovery import read_code

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "engage-keys/1"
KEY_BYTES = 32
LEAST_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Costs:
    """What each guess at the passphrase costs: Argon2id passes and memory in KiB."""

    passes: int = 4
    memory_kib: int = 128 * 1024

    def sensible(self) -> bool:
        """Neither weakened to be guessed quickly nor raised to choke the computer."""
        return 3 <= self.passes <= 12 and 64 * 1024 <= self.memory_kib <= 1024 * 1024

    def below(self, other: Costs) -> bool:
        """Whether a guess is quicker in any way than with the other."""
        return self.passes < other.passes or self.memory_kib < other.memory_kib


USUAL_COSTS = Costs()


def check_passphrase(passphrase: str) -> str:
    """What is wrong with a new passphrase, in plain words, or nothing."""
    if len(passphrase.strip()) < LEAST_LETTERS:
        return f"Use at least {LEAST_LETTERS} letters. Three or four words you can remember are best."
    if len(set(passphrase)) < 5:
        return "That repeats the same few letters. Three or four words you can remember are best."
    return ""


def new_keys(passphrase: str, costs: Costs = USUAL_COSTS) -> tuple[dict[str, Any], bytes]:
    """A new key file's content and its data key (32 bytes). Slow on purpose."""
    data_key = os.urandom(KEY_BYTES)
    document: dict[str, Any] = {"format": FORMAT, "store": _text(os.urandom(12)), "slots": []}
    return with_passphrase(document, passphrase, data_key, costs), data_key


def with_passphrase(document: dict[str, Any], passphrase: str, data_key: bytes, costs: Costs) -> dict[str, Any]:
    """The key file's content with this passphrase in place of the one before. Slow on purpose."""
    return _with_slot(document, _passphrase_slot(document, passphrase, data_key, costs))


def with_recovery(document: dict[str, Any], code: str, data_key: bytes) -> dict[str, Any]:
    """The key file's content with this recovery code in place of the one before. Raises `PassphraseError`."""
    slot: dict[str, Any] = {
        "kind": "recovery",
        "kdf": "blake2b",
        "salt": _text(os.urandom(bindings.crypto_generichash_SALTBYTES)),
    }
    _wrap(document, slot, data_key, _from_code(code, slot))
    return _with_slot(document, slot)


def _with_slot(document: dict[str, Any], slot: dict[str, Any]) -> dict[str, Any]:
    return document | {"slots": [*(s for s in document["slots"] if s["kind"] != slot["kind"]), slot]}


def costs_of(document: dict[str, Any]) -> Costs:
    """What a guess at the passphrase costs now. Raises `StoreDamagedError`."""
    slot = _slot(document, "passphrase")
    return Costs(slot["passes"], slot["memory_kib"])


def costs_from_now(document: dict[str, Any]) -> Costs:
    """What a guess has to cost: today's usual, and never less than before. Costs that were chosen for a store, as
    `selftest` does for its own, are kept. Raises `StoreDamagedError`.
    """
    now = costs_of(document)
    if _slot(document, "passphrase").get("chosen"):
        return now
    return Costs(max(now.passes, USUAL_COSTS.passes), max(now.memory_kib, USUAL_COSTS.memory_kib))


def _passphrase_slot(document: dict[str, Any], passphrase: str, data_key: bytes, costs: Costs) -> dict[str, Any]:
    slot: dict[str, Any] = {
        "kind": "passphrase",
        "kdf": "argon2id13",
        "passes": costs.passes,
        "memory_kib": costs.memory_kib,
        "salt": _text(os.urandom(bindings.crypto_pwhash_SALTBYTES)),
    }
    if costs != USUAL_COSTS:
        slot["chosen"] = True
    _wrap(document, slot, data_key, _stretch(passphrase, slot))
    return slot


def _wrap(document: dict[str, Any], slot: dict[str, Any], data_key: bytes, wrapping_key: bytes) -> None:
    """Put the data key into a slot that is complete but for it."""
    nonce = os.urandom(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    about = _bound(document, slot)
    slot["nonce"] = _text(nonce)
    slot["wrapped"] = _text(bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data_key, about, nonce, wrapping_key))


def _unwrap(document: dict[str, Any], slot: dict[str, Any], wrapping_key: bytes) -> bytes:
    return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
        _bytes(slot["wrapped"]), _bound(document, slot), _bytes(slot["nonce"]), wrapping_key
    )


def _slot(document: dict[str, Any], kind: str) -> dict[str, Any]:
    slot: dict[str, Any] | None = next((s for s in document["slots"] if s["kind"] == kind), None)
    if slot is None:
        raise _damaged(f"no {kind} slot")
    return slot


def has_recovery(document: dict[str, Any]) -> bool:
    """Whether a recovery code was made for these notes."""
    return any(slot["kind"] == "recovery" for slot in document["slots"])


def open_with_code(document: dict[str, Any], code: str) -> bytes:
    """The data key, by the recovery code as it was typed. Raises `PassphraseError`."""
    if not has_recovery(document):
        raise PassphraseError("There is no recovery code for these notes.", "Only the passphrase opens them.")
    slot = _slot(document, "recovery")
    try:
        return _unwrap(document, slot, _from_code(code, slot))
    except CryptoError:
        raise PassphraseError(
            "That recovery code does not open these notes.",
            "Nothing was changed. If a newer code was made, only the newest opens them.",
        ) from None


def open_keys(document: dict[str, Any], passphrase: str) -> bytes:
    """The data key. Slow on purpose. Raises `PassphraseError`, or `StoreDamagedError` when the file itself is wrong."""
    slot = _slot(document, "passphrase")
    try:
        return _unwrap(document, slot, _stretch(passphrase, slot))
    except CryptoError:
        # A changed key file fails in the same way as a wrong passphrase, so neither is claimed for certain.
        raise PassphraseError(
            "That passphrase does not open these notes.", "Nothing was changed. Check Caps Lock and try again."
        ) from None


def open_with_either(document: dict[str, Any], secret: str) -> bytes:
    """The data key, by the passphrase or by the recovery code, whichever this is. Raises as `open_keys` does."""
    if has_recovery(document):
        with suppress(PassphraseError):
            return open_with_code(document, secret)
    return open_keys(document, secret)


def subkey(data_key: bytes, use: str) -> bytes:
    """A key of its own for each use; the data key itself encrypts nothing."""
    return bindings.crypto_generichash_blake2b_salt_personal(
        b"", digest_size=KEY_BYTES, key=data_key, person=use.encode().ljust(16, b"\0")
    )


_LENGTHS = {"salt": 16, "nonce": 24, "wrapped": 48}


def read_keys(path: Path) -> dict[str, Any]:
    """The key file's content, checked. Raises `StoreDamagedError`."""
    try:
        return from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise StoreDamagedError(
            f"The key file {path} is missing, and without it the notes cannot be opened.",
            "Nothing was changed. Put the file back from a backup.",
        ) from None
    except OSError as e:
        raise StoreDamagedError(f"The key file {path} cannot be read ({e.strerror}).", "Nothing was changed.") from e


def from_bytes(data: bytes) -> dict[str, Any]:
    """The content of a key file, checked; slots of kinds that are not known are let be. Raises `StoreDamagedError`."""
    try:
        document: dict[str, Any] = json.loads(data)
        if document["format"] != FORMAT or not isinstance(document["store"], str):
            raise _damaged("made by another version")
        for slot in document["slots"]:
            _check_slot(slot)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Base64Error):
        raise _damaged("not in the right form") from None
    return document


def _check_slot(slot: dict[str, Any]) -> None:
    if slot["kind"] not in ("passphrase", "recovery"):
        return
    if slot["kind"] == "passphrase":
        if type(slot["passes"]) is not int or type(slot["memory_kib"]) is not int:
            raise _damaged("costs out of bounds")
        if not Costs(slot["passes"], slot["memory_kib"]).sensible():
            raise _damaged("costs out of bounds")
    for name in ("salt", "nonce", "wrapped"):
        if len(_bytes(slot[name])) != _LENGTHS[name]:
            raise _damaged("not in the right form")


def as_bytes(document: dict[str, Any]) -> bytes:
    """The key file as it is written."""
    return json.dumps(document, indent=1).encode()


def write_keys(path: Path, document: dict[str, Any], *, replace: bool) -> None:
    """Write the key file whole. Raises `WriteError`."""
    if not replace and path.exists():
        raise WriteError(f"There is already a key file {path}.", "It was not touched.")
    write_private(path, as_bytes(document), replace=True)


def _from_code(code: str, slot: dict[str, Any]) -> bytes:
    """The wrapping key. The code is random and long: there is nothing to slow down. Raises `PassphraseError`."""
    return bindings.crypto_generichash_blake2b_salt_personal(
        read_code(code).encode(), digest_size=KEY_BYTES, salt=_bytes(slot["salt"]), person=b"recovery".ljust(16, b"\0")
    )


def _stretch(passphrase: str, slot: dict[str, Any]) -> bytes:
    """The wrapping key. NFKC, so that the same passphrase typed on any keyboard is the same bytes."""
    try:
        return bindings.crypto_pwhash_alg(
            KEY_BYTES,
            unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
            _bytes(slot["salt"]),
            slot["passes"],
            slot["memory_kib"] * 1024,
            bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    except CryptoError:  # of its reasons only this one is left; it must not be taken for a wrong passphrase
        raise EngageError(
            "There is not enough memory to open the notes.",
            "Nothing was changed. Close other programs and try again.",
        ) from None


def _bound(document: dict[str, Any], slot: dict[str, Any]) -> bytes:
    """What the wrapped key is tied to: the store, and everything about the slot but the wrapping itself."""
    about = {k: v for k, v in slot.items() if k not in ("nonce", "wrapped")}
    return json.dumps([document["format"], document["store"], about], sort_keys=True).encode()


def _damaged(how: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"The key file is damaged ({how}).", "Nothing was changed. Put the file back from a backup."
    )


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
