"""The key file: what opens it, what does not, and that a damaged or weakened one is told in words."""

from __future__ import annotations

import copy
import json
import unicodedata
from base64 import b64decode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.pwhash import argon2id

from engage_tui.errors import PassphraseError, StoreDamagedError, WriteError
from engage_tui.store import keys
from engage_tui.store.keys import (
    USUAL_COSTS,
    Costs,
    check_passphrase,
    new_keys,
    open_keys,
    read_keys,
    subkey,
    write_keys,
)
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.random_talks import examples

if TYPE_CHECKING:
    from pathlib import Path

WELSH = "tŷ ŵyl ﬁn Å"


@pytest.fixture(scope="module")
def pair() -> tuple[dict[str, Any], bytes]:
    """A key file's content, and the data key in it."""
    return new_keys(PASSPHRASE, LEAST_COSTS)


@pytest.fixture
def document(pair: tuple[dict[str, Any], bytes]) -> dict[str, Any]:
    return copy.deepcopy(pair[0])


def reread(document: object, path: Path) -> dict[str, Any]:
    """The document after going through a file."""
    path.write_text(json.dumps(document))
    return read_keys(path)


def opens(document: object, path: Path, passphrase: str = PASSPHRASE) -> bytes:
    return open_keys(reread(document, path), passphrase)


def test_the_passphrase_gives_the_data_key_back(pair: tuple[dict[str, Any], bytes], tmp_path: Path) -> None:
    document, data_key = pair
    assert opens(document, tmp_path / "keys.json") == data_key
    assert len(data_key) == 32


@pytest.mark.parametrize("costs", [LEAST_COSTS, Costs(passes=5, memory_kib=65 * 1024)])
def test_a_guess_costs_what_the_key_file_says(costs: Costs) -> None:
    """The key that the passphrase gives is Argon2id's with just these passes, memory and salt."""
    document, _ = new_keys(PASSPHRASE, costs)
    (slot,) = document["slots"]
    assert (slot["passes"], slot["memory_kib"]) == (costs.passes, costs.memory_kib)
    memory = costs.memory_kib * 1024
    stretched = argon2id.kdf(32, PASSPHRASE.encode(), b64decode(slot["salt"]), opslimit=costs.passes, memlimit=memory)
    assert keys._stretch(PASSPHRASE, slot) == stretched


@pytest.mark.parametrize("wrong", ["Three plain words", "three plain words ", ""])
def test_any_other_passphrase_is_refused(document: dict[str, Any], tmp_path: Path, wrong: str) -> None:
    with pytest.raises(PassphraseError, match="does not open these notes"):
        opens(document, tmp_path / "keys.json", wrong)


def test_the_same_letters_typed_on_another_keyboard_open_it() -> None:
    composed, decomposed = (unicodedata.normalize(form, WELSH) for form in ("NFC", "NFD"))
    assert composed != decomposed
    document, data_key = new_keys(decomposed, LEAST_COSTS)
    assert open_keys(document, composed) == data_key
    assert open_keys(document, decomposed) == data_key


def test_a_passphrase_of_any_signs_opens_what_it_set_up() -> None:
    odd = "\ud800 🔑 \x00 مرحبا"
    document, data_key = new_keys(odd, LEAST_COSTS)
    assert open_keys(document, odd) == data_key


def test_the_key_file_holds_no_secret_and_no_two_are_alike(pair: tuple[dict[str, Any], bytes]) -> None:
    other, other_key = new_keys(PASSPHRASE, LEAST_COSTS)
    assert other_key != pair[1]
    assert other["store"] != pair[0]["store"]
    assert all(other["slots"][0][name] != pair[0]["slots"][0][name] for name in ("salt", "nonce", "wrapped"))
    text = json.dumps(other)
    assert PASSPHRASE not in text
    assert other_key.hex() not in text


def test_each_use_has_a_key_of_its_own() -> None:
    data_key = bytes(range(32))
    keys = {subkey(data_key, "db"), subkey(data_key, "backup"), subkey(bytes(32), "db"), data_key}
    assert len(keys) == 4
    assert subkey(data_key, "db") == subkey(data_key, "db")


def test_the_usual_costs_are_those_that_were_chosen_and_are_sensible() -> None:
    assert Costs(4, 128 * 1024) == USUAL_COSTS
    assert USUAL_COSTS.sensible()


@pytest.mark.parametrize(
    "change",
    [
        {"passes": 1},
        {"passes": 2},
        {"passes": 0},
        {"passes": -3},
        {"passes": 10**9},
        {"passes": "4"},
        {"passes": None},
        {"passes": True},
        {"memory_kib": 8},
        {"memory_kib": 65_535},
        {"memory_kib": 10**9},
        {"memory_kib": []},
    ],
    ids=repr,
)
def test_costs_that_are_weakened_or_would_choke_the_computer_are_refused_untried(
    document: dict[str, Any], tmp_path: Path, change: dict[str, object]
) -> None:
    document["slots"][0] |= change
    with pytest.raises(StoreDamagedError):
        opens(document, tmp_path / "keys.json")


@pytest.mark.parametrize(
    "change",
    [{"passes": 4}, {"kdf": "argon2i13"}, {"more": 1}, {"nonce": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}],
    ids=repr,
)
def test_a_slot_that_was_changed_does_not_open(
    document: dict[str, Any], tmp_path: Path, change: dict[str, object]
) -> None:
    document["slots"][0] |= change
    with pytest.raises((PassphraseError, StoreDamagedError)):
        opens(document, tmp_path / "keys.json")


def test_a_slot_moved_to_another_key_file_does_not_open(document: dict[str, Any], tmp_path: Path) -> None:
    document["store"] = "AAAAAAAAAAAAAAAA"
    with pytest.raises(PassphraseError):
        opens(document, tmp_path / "keys.json")


WHOLE = [None, 7, "text", [], {}, {"format": "engage-keys/1"}, {"format": "engage-keys/2", "slots": []}]
TOP = [
    {"slots": None},
    {"slots": "passphrase"},
    {"slots": [7]},
    {"slots": []},
    {"slots": {}},
    {"store": None},
    {"format": "engage-keys/9"},
]
SLOT = [
    {"salt": "AAAA"},
    {"salt": "not base64!"},
    {"salt": 7},
    {"nonce": "AAAA"},
    {"nonce": ""},
    {"wrapped": "AAAA"},
    {"wrapped": ""},
    {"kind": "other"},
    {"kind": None},
    {"passes": 3.0},
    {"memory_kib": 65_536.0},
]
LACKING = ["format", "store", "slots", "kind", "passes", "memory_kib", "salt", "nonce", "wrapped"]


def garbled(document: dict[str, Any]) -> list[object]:
    """Key files that are JSON and not right."""
    slot = document["slots"][0]
    without = [{k: v for k, v in document.items() if k != name} for name in LACKING[:3]]
    slots = [slot | change for change in SLOT] + [{k: v for k, v in slot.items() if k != n} for n in LACKING[3:]]
    return [*WHOLE, *(document | change for change in TOP), *without, *(document | {"slots": [s]} for s in slots)]


@pytest.mark.parametrize("number", range(len(WHOLE) + len(TOP) + len(SLOT) + len(LACKING)))
def test_a_garbled_key_file_is_told_in_words(document: dict[str, Any], tmp_path: Path, number: int) -> None:
    with pytest.raises((StoreDamagedError, PassphraseError)) as told:
        opens(garbled(document)[number], tmp_path / "keys.json")
    assert told.value.hint


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 700, b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, b"\xef\xbb\xbf{}", b"NaN"],
    ids=lambda data: repr(data[:6]),
)
def test_a_key_file_that_is_no_json_is_told_in_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(data)
    with pytest.raises(StoreDamagedError):
        read_keys(tmp_path / "keys.json")


@examples(8)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_key_file_with_a_flipped_bit_is_told_in_words_or_gives_the_right_key(
    pair: tuple[dict[str, Any], bytes], tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    path = tmp_path_factory.mktemp("flip") / "keys.json"
    write_keys(path, pair[0], replace=False)
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path.write_bytes(data)
    with suppress(PassphraseError, StoreDamagedError):
        assert open_keys(read_keys(path), PASSPHRASE) == pair[1]


def test_a_missing_or_unreadable_key_file_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreDamagedError, match="is missing"):
        read_keys(tmp_path / "keys.json")
    with pytest.raises(StoreDamagedError, match="cannot be read"):
        read_keys(tmp_path)


def test_a_key_file_is_private_and_never_written_over_unasked(document: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, document, replace=False)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(WriteError):
        write_keys(path, document | {"slots": []}, replace=False)
    assert path.read_bytes() == before
    write_keys(path, document | {"store": "other"}, replace=True)
    assert read_keys(path)["store"] == "other"


@pytest.mark.parametrize(
    ("passphrase", "fine"),
    [
        ("three plain words", True),
        ("tŷ ŵyl a haul", True),
        ("short", False),
        ("         x", False),
        ("", False),
        ("aaaaaaaaaaaaaaaa", False),
        ("abababababababab", False),
    ],
)
def test_a_new_passphrase_has_to_be_long_and_not_the_same_few_letters(passphrase: str, fine: bool) -> None:
    assert (check_passphrase(passphrase) == "") is fine
