"""Final notes as a chain that anyone can check with a tool for SHA-256 and another program's view of the file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.paths import Home
from engage_tui.record.final import final_record
from engage_tui.store.chain import canonical, digest, fingerprint
from engage_tui.store.store import Store
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.random_talks import examples
from support.talks import full_talk
from support.vaults import AT, finalise, other_reader, raw_key

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

TEXT = st.text(st.characters(codec="utf-8"), max_size=10)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def shuffled(value: Any) -> Any:
    """The same content, put together in another order."""
    if isinstance(value, dict):
        return {k: shuffled(v) for k, v in reversed(value.items())}
    return [shuffled(v) for v in value] if isinstance(value, list) else value


def test_the_canonical_form_has_sorted_keys_no_blanks_and_letters_as_they_are() -> None:
    value = {"b": [1, True, None], "a": {"ŵ": "ÿ\n", "B": -2}}
    assert canonical(value) == '{"a":{"B":-2,"ŵ":"ÿ\\n"},"b":[1,true,null]}'


@examples(50)
@given(value=VALUES)
def test_the_same_content_gives_the_same_text_whatever_its_order(value: Any) -> None:
    assert canonical(shuffled(value)) == canonical(value)
    assert canonical(json.loads(canonical(value))) == canonical(value)
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), {"a": [0.5]}, b"x", {1, 2}, AT.encode], ids=lambda v: str(type(v))
)
def test_what_has_no_one_spelling_has_no_place_in_a_final_note(value: object) -> None:
    with pytest.raises(TypeError, match="no place in a final note"):
        canonical(value)


def test_the_digest_is_plain_sha_256_and_the_fingerprint_its_first_24_digits() -> None:
    assert digest("ŵ") == hashlib.sha256("ŵ".encode()).hexdigest()
    assert fingerprint(digest("")) == "E3B0 C442 98FC 1C14 9AFB F4C8"


@pytest.fixture(scope="module")
def chained(
    tmp_path_factory: pytest.TempPathFactory, guide: Guide
) -> tuple[list[tuple[int, str, int, str, str]], tuple[int, str], list[str]]:
    """Four final notes, two of them alike but for their id: entries and head as another program reads them."""
    home = Home(tmp_path_factory.mktemp("chain") / "engage")
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    prints = [finalise(store, replace(full_talk(), id=f"n{n}"), guide) for n in range(4)]
    store.close()
    with other_reader(home.notes, raw_key(home)) as reader:
        entries = reader.execute("select seq, note, version, doc, hash from entry order by seq").fetchall()
        head = reader.execute("select seq, hash from head").fetchone()
    return entries, head, prints


Chained = tuple[list[tuple[int, str, int, str, str]], tuple[int, str], list[str]]


def test_the_hash_of_every_entry_is_the_sha_256_of_its_text(chained: Chained) -> None:
    entries, _, prints = chained
    for (_, _, _, doc, hash_), shown in zip(entries, prints, strict=True):
        assert hashlib.sha256(doc.encode()).hexdigest() == hash_
        assert hash_.upper().startswith(shown.replace(" ", ""))
        assert len(shown.replace(" ", "")) == 24


def test_every_entry_names_the_one_before(chained: Chained) -> None:
    entries, head, _ = chained
    docs = [json.loads(doc) for _, _, _, doc, _ in entries]
    assert [d["prev"] for d in docs] == ["0" * 64, *(hash_ for *_, hash_ in entries[:-1])]
    assert [d["seq"] for d in docs] == [1, 2, 3, 4] == [seq for seq, *_ in entries]
    assert head == (4, entries[-1][4])


def test_an_entry_is_canonical_and_says_what_it_is_of(chained: Chained, guide: Guide) -> None:
    entries, _, _ = chained
    for _, note, version, doc, _ in entries:
        entry = json.loads(doc)
        assert canonical(entry) == doc
        assert (entry["v"], entry["note"], entry["version"], entry["kind"]) == (1, note, version, "final")
        assert (entry["at"], entry["author"], entry["reason"]) == (AT, "A. Worker", "")
        assert entry["body"] == final_record(replace(full_talk(), id=note), guide)


def test_the_same_note_made_final_in_two_stores_has_the_same_fingerprint(
    chained: Chained, store: Store, guide: Guide
) -> None:
    assert finalise(store, replace(full_talk(), id="n0"), guide) == chained[2][0]
    assert len(set(chained[2])) == 4
