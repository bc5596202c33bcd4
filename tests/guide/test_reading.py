"""Reading YAML strictly: the right text, or one clear mistake with file and line; at once, whatever the file holds."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.guide.reading import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Reading, read_yaml
from engage_tui.paths import shipped_content
from support.command import python

HOSTILE = Path(__file__).parents[1] / "data" / "hostile" / "yaml"
AT_ONCE = 0.5  # seconds of processor time


@dataclass
class Refused:
    """A file that must be refused at this line (0: as a whole) with these words."""

    line: int
    words: str


REFUSED = {
    "alias-cycle": Refused(1, "anchors and aliases"),
    "billion-laughs": Refused(1, "anchors and aliases"),
    "custom-tag": Refused(1, "the tag `!include` is not allowed"),
    "duplicate-keys": Refused(4, "the key `required` is here twice (first on line 3)"),
    "empty": Refused(1, "the file is empty"),
    "latin1": Refused(1, "not UTF-8"),
    "merge-bomb": Refused(1, "anchors and aliases"),
    "merge-override": Refused(1, "anchors and aliases"),
    "nul": Refused(1, "characters are not allowed"),
    "only-comment": Refused(1, "the file is empty"),
    "python-tag": Refused(1, "is not allowed"),
    "random": Refused(1, "not UTF-8"),
    "tabs": Refused(3, "Indent with spaces"),
    "two-documents": Refused(2, "a second document starts here"),
    "unhashable-key": Refused(1, "a key must be a plain word"),
    "utf16": Refused(1, "not UTF-8"),
}
# The models refuse what is wrong in these; read as they stand, they are text and nothing else.
READ: dict[str, object] = {
    "bad-date": {"date": "2026-13-45"},
    "bom": {"title": "bom"},
    "control-chars": {"title": "a\x1b[2Jb\x07c\u202ed\u200be\x9b31mf\x1b]52;c;ZXZpbA==\x1b\\g"},
    "crlf": {"title": "x", "items": ["a"]},
    "long-key": {"k" * 2000: "v"},
    "markup": {"title": "[red]x[/red] [/b] [@click=app.quit]go[/] [TODO] [link=https://example.org]y[/link]"},
    "nonchar": {"title": "\ufffe\uffff"},
    "norway": {
        "country": "NO",
        "yes": "no",
        "on": "off",
        "time": "12:30",
        "long_time": "1:30:15",
        "octal": "0123",
        "code": "1e3",
        "version": "1.10",
        "phone": "07700900123",
        "date": "2026-02-03",
        "null_name": "Null",
        "tilde": "~",
        "inf": ".inf",
        "und": "1_000",
    },
    "null-fields": {"id": "null", "title": "", "questions": ""},
    "path-id": {"id": "../../outside", "title": "traversal in an id used for a file name"},
    "top-level-list": ["a", "b"],
    "top-level-string": "just a sentence",
    "wrong-types": {"id": ["1", "2"], "title": {"a": "b"}, "questions": "7"},
}
# What the parsers tell in their own way.
OWN_WAY = {"lone-surrogate", "unclosed-quote"}

BIG_REFUSED = {
    "deep list": ("a: " + "[" * 20_000 + "]" * 20_000, Refused(1, "nested too deeply")),
    "deep map": ("\n".join(" " * n + "a:" for n in range(900)) + " 1\n", Refused(MAX_DEPTH + 2, "nested too deeply")),
    "deep keys": ("? " * 20_000 + "a", Refused(1, "a key must be a plain word")),
    "very deep map": ("\n".join(" " * n + "a:" for n in range(3000)) + " 1\n", Refused(0, "too large")),
    "many keys": ("".join(f"k{n}: {n}\n" for n in range(30_000)), Refused(MAX_VALUES, "too many values")),
    "very many keys": ("".join(f"k{n}: {n}\n" for n in range(200_000)), Refused(0, "too large")),
    "wide list": ("- a\n" * 100_000, Refused(MAX_VALUES, "too many values")),
    "long text": ("title: " + "x" * 5_000_000 + "\n", Refused(0, "too large")),
    "open brackets": ("[" * 500_000, Refused(1, "nested too deeply")),
    "many anchors": ("".join(f"a{n}: &a{n} x\n" for n in range(20_000)), Refused(1, "anchors and aliases")),
}
BIG_READ = {
    "huge number": "9" * 6000,
    "huge hexadecimal": "0x" + "f" * 200_000,
    "sexagesimal": ":".join(["59"] * 3000),
    "as long as may be": "x" * (MAX_BYTES - 10),
}


def read(name: str) -> Reading:
    return read_yaml(f"{name}.yaml", (HOSTILE / f"{name}.yaml").read_bytes())


def at_once(text: str) -> Reading:
    """Read a text and hold the clock: it must not take long, whatever it holds."""
    raw = text.encode()
    start = time.process_time()
    reading = read_yaml("big.yaml", raw)
    assert time.process_time() - start < AT_ONCE
    return reading


def assert_refused(reading: Reading, refused: Refused) -> None:
    assert len(reading.problems) == 1
    told = reading.problems[0]
    assert (told.file, told.line) == (reading.file, refused.line)
    assert refused.words in str(told)
    assert "\n" not in str(told)


def test_every_hostile_file_has_its_test() -> None:
    assert {p.stem for p in HOSTILE.glob("*.yaml")} == REFUSED.keys() | READ.keys() | OWN_WAY


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_file_and_line(name: str) -> None:
    assert_refused(read(name), REFUSED[name])


@pytest.mark.parametrize("name", READ)
def test_a_strange_file_is_read_as_the_text_that_stands_in_it(name: str) -> None:
    reading = read(name)

    assert reading.problems == []
    assert reading.value == READ[name]


def test_half_a_character_in_escapes_is_refused() -> None:
    assert_refused(read("lone-surrogate"), Refused(1, "not valid YAML"))


def test_a_quote_that_is_never_closed_is_told_where_it_opens() -> None:
    assert_refused(read("unclosed-quote"), Refused(1, "not valid YAML"))
    assert_refused(read_yaml("a.yaml", b'a: 1\nb: "open\n' + b"c: d\n" * 50), Refused(2, "not valid YAML"))


@pytest.mark.parametrize("name", BIG_REFUSED)
def test_a_huge_file_is_refused_at_once(name: str) -> None:
    text, refused = BIG_REFUSED[name]

    assert_refused(at_once(text), refused)


@pytest.mark.parametrize("name", BIG_READ)
def test_a_huge_text_is_read_at_once_and_is_text(name: str) -> None:
    reading = at_once(f"n: {BIG_READ[name]}\n")

    assert reading.problems == []
    assert reading.value == {"n": BIG_READ[name]}


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ufffe"], ids=ascii)
def test_a_control_character_is_told_with_its_own_line(character: str) -> None:
    reading = read_yaml("a.yaml", f'a: 1\nb: 2\nc: "x{character}"\nd: 4\n'.encode())

    assert_refused(reading, Refused(3, "Take the hidden character out."))


def test_a_byte_that_is_not_utf_8_is_told_with_its_own_line() -> None:
    assert_refused(read_yaml("a.yaml", b"a: 1\nb: 2\nc: caf\xe9\n"), Refused(3, "Save the file as UTF-8."))


@pytest.mark.parametrize("text", ["short: Stop: then listen\n", "a: 1\n b: 2\n"])
def test_a_colon_in_plain_text_gets_the_fix_for_a_colon(text: str) -> None:
    """The mistake that everybody makes."""
    (told,) = read_yaml("a.yaml", text.encode()).problems

    assert "quotes" in told.fix
    assert "hidden character" not in told.fix


@pytest.mark.parametrize("text", ["a: @home\n", "a: `code`\n", "a: %x\n", "a:\n\t- b\n", "a: 1\n\tb: 2\n"])
def test_text_that_needs_quotes_or_spaces_gets_that_fix(text: str) -> None:
    (told,) = read_yaml("a.yaml", text.encode()).problems

    assert "quotes" in told.fix
    assert "spaces" in told.fix


@pytest.mark.parametrize(
    "text",
    ["a: *x\n", "&x a: 1\n", "a: &x [1]\n", "a: &x {b: 1}\n", "*x : 1\n", "<<: {a: 1}\n", '"<<": 1\n', "a: !!str x\n"],
)
def test_nothing_that_can_grow_or_run_is_read(text: str) -> None:
    reading = read_yaml("a.yaml", text.encode())

    assert reading.value is None
    assert_refused(reading, Refused(1, "not allowed"))


def test_keys_that_stand_twice_are_all_told_at_every_depth() -> None:
    text = "a: 1\nb:\n  c: 1\n  c: 2\nd:\n  - e: 1\n    e: 2\na: 2\na: 3\n"

    told = read_yaml("a.yaml", text.encode()).problems

    assert [(p.line, p.key) for p in told] == [(4, "b.c"), (7, "d[1].e"), (8, "a"), (9, "a")]
    assert all("here twice" in p.message and p.fix == "Keep one." for p in told)


def test_a_key_that_is_hostile_cannot_act_on_the_terminal() -> None:
    text = '"\\e[2J\\u202e": 1\n"\\e[2J\\u202e": 2\n'

    (told,) = read_yaml("a.yaml", text.encode()).problems

    assert str(told).isprintable()


def test_every_value_remembers_its_line() -> None:
    reading = read_yaml("a.yaml", b"# first\na: 1\nb:\n  - c: 2\n    d: >-\n      long\n      text\n  - e\n")

    lines = [reading.line(path) for path in (("a",), ("b",), ("b", 0, "c"), ("b", 0, "d"), ("b", 1))]
    assert lines == [2, 3, 4, 5, 8]
    assert reading.line(("b", 0, "d", "nothing", 7)) == 5


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise_anything(raw: bytes) -> None:
    reading = read_yaml("a.yaml", raw)

    assert (reading.value is None) <= bool(reading.problems)


@given(st.text("ab:-?&*!|>'\"%@`{}[],# \n\t~<=.0\x1b\ufeff", max_size=60))
def test_no_text_whatever_raises_anything(text: str) -> None:
    reading = read_yaml("a.yaml", text.encode())

    assert all(p.line <= text.count("\n") + 2 for p in reading.problems)


plain = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain.filter("<<".__ne__), inner, max_size=3)
)


@given(st.dictionaries(plain.filter("<<".__ne__), values, min_size=1, max_size=3))
def test_what_was_written_is_what_is_read(value: dict[str, object]) -> None:
    reading = read_yaml("a.yaml", json.dumps(value, ensure_ascii=False).encode())

    assert reading.problems == []
    assert reading.value == value


# -- without libyaml, on the parser that is written in Python

FALLBACK = """
import json, sys
sys.modules["yaml.cyaml"] = None  # as where PyYAML was installed without libyaml
import pathlib, yaml
assert not yaml.__with_libyaml__
from engage_tui.guide.reading import read_yaml
told = {}
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    reading = read_yaml(path.name, path.read_bytes())
    lines = sorted([str(p), n] for p, n in reading.lines.items())
    told[path.stem] = {"value": reading.value, "lines": lines, "problems": [[p.line, str(p)] for p in reading.problems]}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def fallback() -> dict[str, dict[str, Any]]:
    """What the fallback makes of every hostile file, and of two shipped ones."""
    shipped = [shipped_content() / name for name in ("steps.yaml", "questions.yaml")]
    ran = python(FALLBACK, *map(str, [*HOSTILE.glob("*.yaml"), *shipped]))
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))


@pytest.mark.parametrize("name", REFUSED)
def test_without_libyaml_a_hostile_file_is_refused_at_the_same_line(
    fallback: dict[str, dict[str, Any]], name: str
) -> None:
    ((line, words),) = fallback[name]["problems"]

    assert line == REFUSED[name].line
    assert REFUSED[name].words in words


@pytest.mark.parametrize("name", READ)
def test_without_libyaml_a_strange_file_reads_the_same(fallback: dict[str, dict[str, Any]], name: str) -> None:
    assert fallback[name]["problems"] == []
    assert fallback[name]["value"] == READ[name]


@pytest.mark.parametrize("name", ["steps", "questions"])
def test_without_libyaml_the_shipped_content_reads_the_same_line_for_line(
    fallback: dict[str, dict[str, Any]], name: str
) -> None:
    path = shipped_content() / f"{name}.yaml"
    reading = read_yaml(path.name, path.read_bytes())

    assert fallback[name]["value"] == reading.value
    assert fallback[name]["lines"] == sorted([str(p), n] for p, n in reading.lines.items())
