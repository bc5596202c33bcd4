"""One random data key, wrapped by a key drawn from the passphrase. keys.json holds no secret: changing the passphrase
rewrites this one small file and never the notes.

A slot is one way in. Its costs and kind are bound to the wrapped key, so one weakened or moved does not open.
"""

from __future__ import annotations

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nacl import bindings
from nacl.exceptions import CryptoError

from engage_tui.errors import PassphraseError, StoreDamagedError, WriteError
from engage_tui.files import write_private

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
    document["slots"].append(_passphrase_slot(document, passphrase, data_key, costs))
    return document, data_key


def _passphrase_slot(document: dict[str, Any], passphrase: str, data_key: bytes, costs: Costs) -> dict[str, Any]:
    slot: dict[str, Any] = {
        "kind": "passphrase",
        "kdf": "argon2id13",
        "passes": costs.passes,
        "memory_kib": costs.memory_kib,
        "salt": _text(os.urandom(bindings.crypto_pwhash_SALTBYTES)),
    }
    nonce = os.urandom(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    wrapping_key = _stretch(passphrase, slot)
    slot["nonce"] = _text(nonce)
    slot["wrapped"] = _text(
        bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data_key, _bound(document, slot), nonce, wrapping_key)
    )
    return slot


def open_keys(document: dict[str, Any], passphrase: str) -> bytes:
    """The data key. Slow on purpose. Raises `PassphraseError`, or `StoreDamagedError` when the file itself is wrong."""
    slot = next((s for s in document["slots"] if s["kind"] == "passphrase"), None)
    if slot is None:
        raise _damaged("no passphrase slot")
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            _bytes(slot["wrapped"]), _bound(document, slot), _bytes(slot["nonce"]), _stretch(passphrase, slot)
        )
    except CryptoError:
        # A changed key file fails in the same way as a wrong passphrase, so neither is claimed for certain.
        raise PassphraseError(
            "That passphrase does not open these notes.", "Nothing was changed. Check Caps Lock and try again."
        ) from None


def subkey(data_key: bytes, use: str) -> bytes:
    """A key of its own for each use; the data key itself encrypts nothing."""
    return bindings.crypto_generichash_blake2b_salt_personal(
        b"", digest_size=KEY_BYTES, key=data_key, person=use.encode().ljust(16, b"\0")
    )


_LENGTHS = {"salt": 16, "nonce": 24, "wrapped": 48}


def read_keys(path: Path) -> dict[str, Any]:
    """The key file's content, checked. Raises `StoreDamagedError`."""
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
        if document["format"] != FORMAT or not isinstance(document["store"], str):
            raise _damaged("made by another version")
        for slot in document["slots"]:
            if type(slot["passes"]) is not int or type(slot["memory_kib"]) is not int:
                raise _damaged("costs out of bounds")
            if slot["kind"] == "passphrase" and not Costs(slot["passes"], slot["memory_kib"]).sensible():
                raise _damaged("costs out of bounds")
            for name in ("salt", "nonce", "wrapped"):
                if len(_bytes(slot[name])) != _LENGTHS[name]:
                    raise _damaged("not in the right form")
    except FileNotFoundError:
        raise StoreDamagedError(
            f"The key file {path} is missing, and without it the notes cannot be opened.",
            "Nothing was changed. Put the file back from a backup.",
        ) from None
    except OSError as e:
        raise StoreDamagedError(f"The key file {path} cannot be read ({e.strerror}).", "Nothing was changed.") from e
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Base64Error):
        raise _damaged("not in the right form") from None
    return document


def write_keys(path: Path, document: dict[str, Any], *, replace: bool) -> None:
    """Write the key file whole. Raises `WriteError`."""
    if not replace and path.exists():
        raise WriteError(f"There is already a key file {path}.", "It was not touched.")
    write_private(path, json.dumps(document, indent=1).encode(), replace=True)


def _stretch(passphrase: str, slot: dict[str, Any]) -> bytes:
    """The wrapping key. NFKC, so that the same passphrase typed on any keyboard is the same bytes."""
    return bindings.crypto_pwhash_alg(
        KEY_BYTES,
        unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
        _bytes(slot["salt"]),
        slot["passes"],
        slot["memory_kib"] * 1024,
        bindings.crypto_pwhash_ALG_ARGON2ID13,
    )


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
