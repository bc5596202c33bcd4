"""The recovery code, and changing what opens the notes: the new way opens and the old one does not."""

from __future__ import annotations

import copy
import itertools
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.errors import EngageError, PassphraseError, StoreBusyError, StoreDamagedError, WriteError
from engage_tui.store import database, keys, rekeying
from engage_tui.store.recovery import ALPHABET, LETTERS, in_groups, new_code, read_code
from engage_tui.store.store import Store
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.random_talks import examples
from support.vaults import DRAFT

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.paths import Home
    from support.vaults import Made

CODE = new_code()
NO_COSTS = keys.Costs(passes=1, memory_kib=8)
OTHER = "three other words"
WELSH = "tŷ ŵyl ﬁn Å"


@pytest.fixture(scope="module")
def pair() -> tuple[dict[str, Any], bytes]:
    """A key file's content with both ways in, and the data key in it."""
    document, data_key = keys.new_keys(PASSPHRASE, LEAST_COSTS)
    return keys.with_recovery(document, CODE, data_key), data_key


@pytest.fixture
def path(pair: tuple[dict[str, Any], bytes], tmp_path: Path) -> Path:
    """The key file."""
    path = tmp_path / "keys.json"
    keys.write_keys(path, pair[0], replace=False)
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Any], bytes]:
    """A pair again, with a passphrase that costs nothing to stretch: for what is not about the stretching."""
    monkeypatch.setattr(keys.Costs, "sensible", lambda _: True)
    document, data_key = keys.new_keys(PASSPHRASE, NO_COSTS)
    return keys.with_recovery(document, CODE, data_key), data_key


# -- the code itself


def test_a_code_has_130_random_bits_and_no_letters_that_look_alike() -> None:
    codes = {new_code() for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == LETTERS == 28 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("ILOU") & set(ALPHABET)
    assert [len(group) for group in in_groups(CODE)] == [4] * 7


@pytest.mark.parametrize("spaced", [" ", "-", "   ", "\u2013", "\u00a0", "\n"])
def test_case_spaces_and_hyphens_do_not_matter(spaced: str) -> None:
    assert read_code(f" {spaced.join(in_groups(CODE)).lower()} ") == CODE


def test_letters_that_look_alike_are_taken_as_one() -> None:
    for zero, one in itertools.product("0Oo", "1IiLl"):
        assert read_code(ALIKE.replace("0", zero).replace("1", one)) == ALIKE


ALIKE = next(code for code in iter(new_code, None) if "0" in code and "1" in code)


@examples(60)
@given(place=st.integers(0, LETTERS - 1), other=st.sampled_from(ALPHABET), second=st.integers(0, LETTERS - 1))
def test_one_or_two_wrong_letters_and_any_two_swapped_are_told_as_mistyped(place: int, other: str, second: int) -> None:
    swapped = list(CODE)
    swapped[place], swapped[second] = swapped[second], swapped[place]
    wrong = list(CODE)
    wrong[place] = other
    both = [*wrong]
    both[second] = ALPHABET[(ALPHABET.index(both[second]) + 1) % 32]
    for letters in ("".join(each) for each in (swapped, wrong, both)):
        if letters == CODE:
            continue
        with pytest.raises(PassphraseError, match="mistyped") as told:
            read_code(letters)
        assert not any(group in str(told.value) for group in in_groups(letters))


@pytest.mark.parametrize(
    "typed",
    ["", "ABCD", CODE[:-1], CODE + "0", "🔑" * 28, "!" * 28, "ŵ" * 28, "\x00" * 28],
    ids=["nothing", "one group", "one too few", "one too many", "keys", "signs", "no such letter", "nul"],
)
def test_what_is_no_code_is_told_before_anything_is_tried(pair: tuple[dict[str, Any], bytes], typed: str) -> None:
    with pytest.raises(PassphraseError, match=r"mistyped|has 28 letters and digits") as told:
        keys.open_with_code(pair[0], typed)
    assert "Nothing was tried" in told.value.hint


# -- the slot


def test_the_code_opens_the_same_data_key_as_the_passphrase(path: Path, pair: tuple[dict[str, Any], bytes]) -> None:
    document = keys.read_keys(path)
    assert keys.has_recovery(document)
    assert keys.open_with_code(document, " ".join(in_groups(CODE)).lower()) == pair[1]
    assert keys.open_keys(document, PASSPHRASE) == pair[1]
    assert CODE not in path.read_text()


def test_another_code_is_told_apart_from_a_mistyped_one(pair: tuple[dict[str, Any], bytes]) -> None:
    with pytest.raises(PassphraseError, match="does not open these notes"):
        keys.open_with_code(pair[0], new_code())


def test_without_a_code_that_is_said(pair: tuple[dict[str, Any], bytes]) -> None:
    with pytest.raises(PassphraseError, match="There is no recovery code"):
        keys.open_with_code(pair[0] | {"slots": pair[0]["slots"][:1]}, CODE)


@pytest.mark.parametrize("change", [{"kdf": "none"}, {"more": 1}, {"salt": "AAAAAAAAAAAAAAAAAAAAAA=="}], ids=repr)
def test_a_recovery_slot_that_was_changed_does_not_open(
    pair: tuple[dict[str, Any], bytes], change: dict[str, object]
) -> None:
    document = copy.deepcopy(pair[0])
    document["slots"][1] |= change
    with pytest.raises(PassphraseError):
        keys.open_with_code(document, CODE)


def test_slots_moved_to_another_store_or_given_another_kind_do_not_open(pair: tuple[dict[str, Any], bytes]) -> None:
    moved = pair[0] | {"store": "AAAAAAAAAAAAAAAA"}
    with pytest.raises(PassphraseError):
        keys.open_with_code(moved, CODE)
    passphrase, recovery = copy.deepcopy(pair[0]["slots"])
    swapped = [passphrase | {"kind": "recovery"}, recovery | {"kind": "passphrase", "passes": 3, "memory_kib": 65536}]
    with pytest.raises(PassphraseError):
        keys.open_with_code(pair[0] | {"slots": swapped}, CODE)
    with pytest.raises(PassphraseError):
        keys.open_keys(pair[0] | {"slots": swapped}, PASSPHRASE)
    crossed = [passphrase, recovery | {name: passphrase[name] for name in ("nonce", "wrapped")}]
    with pytest.raises(PassphraseError):
        keys.open_with_code(pair[0] | {"slots": crossed}, CODE)


@pytest.mark.parametrize("change", [{"salt": "AAAA"}, {"nonce": None}, {"wrapped": ""}], ids=repr)
def test_a_garbled_recovery_slot_is_told_as_damage(path: Path, change: dict[str, object]) -> None:
    document = json.loads(path.read_text())
    document["slots"][1] |= change
    path.write_text(json.dumps(document))
    with pytest.raises(StoreDamagedError):
        keys.read_keys(path)


# -- changing what opens


def test_a_changed_passphrase_opens_and_the_old_one_does_not_and_the_code_still_does(
    quick: tuple[dict[str, Any], bytes], tmp_path: Path
) -> None:
    path, (document, data_key) = tmp_path / "keys.json", quick
    keys.write_keys(path, document, replace=False)
    composed, decomposed = (unicodedata.normalize(form, WELSH) for form in ("NFC", "NFD"))
    rekeying.set_passphrase(path, data_key, decomposed)
    document = keys.read_keys(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.open_keys(document, composed) == keys.open_keys(document, decomposed) == data_key
    assert keys.open_with_code(document, CODE) == data_key
    with pytest.raises(PassphraseError):
        keys.open_keys(document, PASSPHRASE)
    assert len(document["slots"]) == 2


def test_only_the_newest_code_opens(path: Path, pair: tuple[dict[str, Any], bytes]) -> None:
    newer = new_code()
    rekeying.set_recovery(path, pair[1], newer)
    document = keys.read_keys(path)
    assert keys.open_with_code(document, newer) == pair[1]
    with pytest.raises(PassphraseError):
        keys.open_with_code(document, CODE)


def test_a_key_file_that_does_not_open_when_tried_is_not_put_in_place(
    path: Path, pair: tuple[dict[str, Any], bytes]
) -> None:
    before = path.read_bytes()
    with pytest.raises(WriteError, match="did not open"):  # the key of other notes
        rekeying._replace(path, pair[0], lambda written: keys.open_with_code(written, CODE), bytes(32))
    with pytest.raises(WriteError, match="did not open"):
        rekeying._replace(path, pair[0], lambda written: keys.open_with_code(written, new_code()), pair[1])
    assert path.read_bytes() == before


def test_ways_in_that_are_not_known_here_are_kept(path: Path, pair: tuple[dict[str, Any], bytes]) -> None:
    document = json.loads(path.read_text())
    document["slots"].append({"kind": "service", "to": "somebody"})
    path.write_text(json.dumps(document))
    rekeying.set_recovery(path, pair[1], new_code())
    assert {"kind": "service", "to": "somebody"} in keys.read_keys(path)["slots"]


def test_an_old_key_file_opens_and_its_costs_are_raised_at_the_next_unlock_and_never_lowered(
    copied: Home, quick: tuple[dict[str, Any], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data_key = copied.keys, keys.open_keys(keys.read_keys(copied.keys), PASSPHRASE)
    monkeypatch.setattr(keys, "USUAL_COSTS", NO_COSTS)  # what was usual then
    old = keys.with_passphrase(quick[0] | {"slots": []}, PASSPHRASE, data_key, NO_COSTS)
    assert set(old["slots"][0]) == {"kind", "kdf", "passes", "memory_kib", "salt", "nonce", "wrapped"}
    keys.write_keys(path, old, replace=True)
    Store.unlock(copied, PASSPHRASE, raise_costs=True).close()
    assert keys.read_keys(path) == old, "they are the usual ones"

    dearer = keys.Costs(passes=2, memory_kib=64)
    monkeypatch.setattr(keys, "USUAL_COSTS", dearer)
    Store.unlock(copied, PASSPHRASE).close()
    assert keys.read_keys(path) == old, "a command that only reads changes nothing"
    Store.unlock(copied, PASSPHRASE, raise_costs=True).close()
    raised = keys.read_keys(path)
    assert keys.costs_of(raised) == dearer
    assert keys.open_keys(raised, PASSPHRASE) == data_key

    monkeypatch.setattr(keys, "USUAL_COSTS", NO_COSTS)
    assert not rekeying.raise_costs(path, data_key, PASSPHRASE)
    rekeying.set_passphrase(path, data_key, OTHER)
    assert keys.costs_of(keys.read_keys(path)) == dearer


def test_costs_that_were_chosen_for_a_store_are_kept(quick: tuple[dict[str, Any], bytes], tmp_path: Path) -> None:
    path, (document, data_key) = tmp_path / "keys.json", quick
    keys.write_keys(path, document, replace=False)
    assert not rekeying.raise_costs(path, data_key, PASSPHRASE)
    document["slots"][0]["chosen"] = False
    keys.write_keys(path, document, replace=True)
    with pytest.raises(PassphraseError):  # it cannot be said of a slot from outside
        keys.open_keys(keys.read_keys(path), PASSPHRASE)


def test_costs_that_cannot_be_raised_do_not_keep_the_notes_shut(
    copied: Home, quick: tuple[dict[str, Any], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = keys.open_keys(keys.read_keys(copied.keys), PASSPHRASE)
    monkeypatch.setattr(keys, "USUAL_COSTS", NO_COSTS)
    keys.write_keys(copied.keys, keys.with_passphrase(quick[0], PASSPHRASE, data_key, NO_COSTS), replace=True)
    before = copied.keys.read_bytes()
    monkeypatch.setattr(keys, "USUAL_COSTS", keys.Costs(passes=1, memory_kib=2**40))  # no computer has so much memory
    Store.unlock(copied, PASSPHRASE, raise_costs=True).close()
    assert copied.keys.read_bytes() == before


def test_too_little_memory_is_not_told_as_a_wrong_passphrase(quick: tuple[dict[str, Any], bytes]) -> None:
    slot = quick[0]["slots"][0] | {"memory_kib": 2**31}
    with pytest.raises(EngageError, match="not enough memory") as told:
        keys.open_keys(quick[0] | {"slots": [slot]}, PASSPHRASE)
    assert not isinstance(told.value, PassphraseError)


def test_the_notes_open_with_the_code_and_then_only_with_the_new_passphrase(
    copied: Home, quick: tuple[dict[str, Any], bytes]
) -> None:
    data_key = keys.open_keys(keys.read_keys(copied.keys), PASSPHRASE)
    document = keys.with_passphrase(quick[0], PASSPHRASE, data_key, NO_COSTS)
    keys.write_keys(copied.keys, keys.with_recovery(document, CODE, data_key), replace=True)
    recovered = Store.recover(copied, CODE, OTHER)
    assert recovered.load(DRAFT.id) == DRAFT
    recovered.close()
    with pytest.raises(PassphraseError):
        Store.unlock(copied, PASSPHRASE)
    Store.unlock(copied, OTHER).close()


def test_recovery_that_fails_leaves_the_key_file_as_it_was(
    copied: Home, made: Made, quick: tuple[dict[str, Any], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = keys.open_keys(keys.read_keys(copied.keys), PASSPHRASE)
    document = keys.with_passphrase(quick[0], PASSPHRASE, data_key, NO_COSTS)
    keys.write_keys(copied.keys, keys.with_recovery(document, CODE, data_key), replace=True)
    before = copied.keys.read_bytes()
    monkeypatch.setattr(database, "BUSY_MS", 10)
    holder = database.open_database(copied.notes, made.key)
    with pytest.raises(StoreBusyError):
        Store.recover(copied, CODE, OTHER)
    holder.close()
    with pytest.raises(PassphraseError):
        Store.recover(copied, new_code(), OTHER)
    assert copied.keys.read_bytes() == before
