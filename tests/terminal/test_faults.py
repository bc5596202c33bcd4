"""Faults that the app must stand: hostile text and files, the blank screen in every place, exports that are cut short.

Rows 12, 13, 15, 16 and 18 of the fault table are in test_hardening.py, row 8 and the full disk in test_saved.py.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.pages import everything_in, words_of
from support.planted_secrets import PASSPHRASE
from support.terminal import QUESTION, QUESTION_BEGINS, Terminal, engage, go_to, open_draft, said, unlock

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = "Twice in spring GREYHERON"
OF_THE_CASE = ("J-042", "GREYHERON", "upstairs", "police", "client", "A. Worker", "home visit", "saved")


# -- 14: hostile text

KEPT = {
    "Welsh": "Dŵr, tŷ, Ŵ Ŷ ẃ ẁ ŵ ŷ ÿ, môr, siŵr",
    "Polish": "Zażółć gęślą jaźń ŁÓDŹ",
    "Arabic": "قال إنه آسف ولن يكررها ١٢٣",
    "Urdu": "وہ ناراض تھا",
    "Chinese": "他说他很抱歉 全角ＡＢＣ",
    "emoji": "👍🏽 ❤️ ☹︎ 🇬🇧",
    "quotes": "he said “don’t” & 'no' -- “she’s ‘fine’” — … £20 €5",
    "markup": "[red]x[/red] [/b] [/ [@click=app.quit]go[/] [TODO] [[double]] \\[esc]",
    "Markdown": "# no heading <script>alert(1)</script> ![x](https://example.org/p.png) | `tick` **bold** _u_",
    "formula": '=HYPERLINK("https://example.org","x") +1+1 @SUM(1) =cmd|\'/c calc\'!A0',
    "SQL": "'); DROP TABLE notes; -- \" OR 1=1",
    "search words": '"unbalanced NEAR( a* -b ^c col:x AND OR NOT',
    "format": "%s %n %x {0} {client} ${HOME} $(id) `id`",
    "XML": "]]> <w:t>&amp;</w:t> <!ENTITY x 'y'>",
    "many accents": "Z" + "\u0300" * 60 + " end",
}
UNSEEN = {
    "spaces": "a  two\u00a0nbsp\u2003em\u3000wide b",
    "family": "👨‍👩‍👧‍👦",
    "flag of Wales": "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "Persian, with a non-joiner": "می\u200cخواهم",
    "direction marks": "\u200eLRM \u200fRLM \u061cALM",
}
ESCAPES = '\x1b[31mred\x1b[0m\x1b[2J\x1b]0;OWNED\x07\x1b]52;c;ZXZpbA==\x1b\\\x1bP$q"p\x1b\\\x1b[6n\x1b[c'
MADE_HARMLESS = {
    f"before{ESCAPES} after": "before[31mred.* after".replace("[", r"\["),
    "c1 csi \u009b31m st \u009c osc \u009d52;c;ZXZpbA==\u009c end": "c1 csi 31m st  osc 52;c;ZXZpbA== end",
    "he said \u202e\u2066ton did I\u2069\u202c end": "he said ton did I end",
    "vic\u200btim na\ufeffme \u2060join": "victim name join",
    "hidden" + "".join(chr(0xE0000 + ord(c)) for c in "secret") + " end": "hidden end",
    "a\x00b\x08\x0e\x11\x7fc": "abc",
    "cr\rcrlf\r\nls\u2028ps\u2029ff\x0cvt\x0bend": "cr\ncrlf\nls\nps\nff\nvt\nend",
    "cafe\u0301": "café",
}
RAW = (
    b"\x1b]0;",
    b"\x1b]52",
    b"\x1bP",
    b"\x1b[6n",
    b"\x1b[31m",
    b"\xc2\x9b",
    b"\xc2\x9d",
    b"\xe2\x80\xae",
    b"\xe2\x81\xa6",
)


def test_hostile_text_pasted_and_typed_is_kept_shown_and_exported_harmlessly(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        terminal.press("enter")
        for text in (*KEPT.values(), *UNSEEN.values(), *MADE_HARMLESS):
            terminal.paste(f"{text}\n")
        for text in KEPT.values():
            terminal.send(f"t: {text}\r".encode())
        terminal.type("the end")
        terminal.wait_for("the end")
        terminal.press("ctrl+s")
        terminal.wait_for(r"said \(\d\d:\d\d\): Dŵr, tŷ, Ŵ")
        terminal.press("6", "down", "enter")
        terminal.wait_for("CONVERSATION NOTE")
        terminal.press("pagedown", "pagedown", "pagedown", "w")
        terminal.wait_for("▸ Write the note for the case file")
        terminal.press("2", "3", "4", "5", "enter")
        terminal.wait_for("Only this user account")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert [harmful for harmful in RAW if harmful in terminal.raw] == []
    kept = said(ready)
    assert_kept(kept)
    files = {path.suffix: path.read_bytes() for path in (ready / "engage" / "exports").iterdir()}
    assert set(files) == {".docx", ".pdf", ".json", ".md", ".txt"}
    exports = {suffix: data.decode() for suffix, data in files.items() if suffix in (".json", ".md", ".txt")}
    inside = {f: everything_in(f[1:], data) if f in (".docx", ".pdf") else exports[f] for f, data in files.items()}
    names = (str(ready), os.uname().nodename, getpass.getuser(), sys.prefix)
    for of_the_computer in (n for n in names if len(n) > 3):  # two letters stand in the bytes of any font
        assert not [suffix for suffix, text in inside.items() if re.search(rf"\b{of_the_computer}\b", text)]
    assert json.loads(exports[".json"])["items"][QUESTION]["said"] == kept
    for text in exports.values():
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]", text)
    for text in (*KEPT.values(), *UNSEEN.values()):
        assert text in exports[".txt"]
        assert text in words_of("docx", files[".docx"])
    with engage(ready) as terminal:
        open_draft(terminal)
        go_to(terminal, QUESTION)
        terminal.wait_for("Dŵr, tŷ, Ŵ Ŷ ẃ ẁ ŵ ŷ ÿ, môr, siŵr")


def assert_kept(text: str) -> None:
    lines = text.split("\n")
    for name, kept in (KEPT | UNSEEN).items():
        assert kept in lines, name
    for name, kept in KEPT.items():
        assert f"t: {kept}" in lines, name
    for expected in MADE_HARMLESS.values():
        assert re.search(expected, text) if ".*" in expected else expected in text, expected


def test_signs_that_nobody_sees_but_that_part_or_join_letters_are_kept_when_they_are_typed(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        terminal.press("enter")
        for text in UNSEEN.values():
            terminal.send(f"{text}\r".encode())
        terminal.type("the end")
        terminal.wait_for("the end")
        terminal.press("ctrl+s", "ctrl+q")
        assert terminal.wait_exit() == 0
    assert said(ready).split("\n") == [*UNSEEN.values(), "the end"]


# -- 17: hostile content files

LAUGHS = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8))
MERGES = "".join(f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], k{n}: 1}}\n" for n in range(1, 26))
HOSTILE_FILES: dict[str, str | bytes] = {
    "billion-laughs": f"a: &a [{','.join(['lol'] * 9)}]\n{LAUGHS}title: *i\n",
    "alias-cycle": "sections: &q\n  - id: one\n    items: *q\n",
    "merge-bomb": f"m0: &m0 {{k0: 1}}\n{MERGES}",
    "duplicate-key": "schema: 1\nschema: 1\n",
    "python-tag": "schema: !!python/object/apply:os.system ['touch PWNED']\n",
    "include": "schema: !include /etc/passwd\n",
    "norway": "schema: NO\n",
    "clock": "schema: 12:30\n",
    "mapping-as-key": "? [a, b]\n: title\n",
    "list-at-top": "- a\n- b\n",
    "sentence": "just a sentence\n",
    "empty": "",
    "only-comment": "# nothing here\n",
    "two-documents": "schema: 1\n---\nschema: 1\n",
    "tabs": "schema: 1\nsections:\n\t- a\n",
    "unclosed": 'schema: "never closed\nid: x\n',
    "control-characters": 'schema: "a\\x1b[2J\\x9b31m\\x1b]52;c;ZXZpbA==\\x1b\\\\"\n',
    "path-as-id": "schema: 1\ndocuments: [{id: ../../outside, title: x}]\n",
    "wrong-types": "schema: 1\nsections: 7\n",
    "null": "schema: null\nsections:\n",
    "long-key": f"? {'k' * 2000}\n: v\n",
    "surrogate": 'schema: "\\uD800"\n',
    "non-character": 'schema: 1\ndocuments: [{id: a, title: "\\uFFFE\\uFFFF"}]\n',
    "nul": b"schema: a\x00b\n",
    "latin-1": b"schema: caf\xe9\n",
    "utf-16": "schema: x\n".encode("utf-16"),
    "random": bytes((n * 73 + 41) % 256 for n in range(512)),
    "deep-list": f"schema: {'[' * 20000}{']' * 20000}",
    "deep-map": "\n".join(" " * n + "a:" for n in range(3000)) + " 1\n",
    "huge-number": f"schema: {'9' * 6000}\n",
    "many-keys": "".join(f"k{n}: {n}\n" for n in range(30_000)),
    "long-text": f"schema: {'x' * 5_000_000}\n",
}
GOOD_FILES: dict[str, str | bytes] = {"bom": b"\xef\xbb\xbfschema: 1\n", "crlf": b"schema: 1\r\ndocuments: []\r\n"}


def test_every_hostile_content_file_is_told_with_its_line_in_no_time(tmp_path: Path) -> None:
    own = put(tmp_path, HOSTILE_FILES | GOOD_FILES)
    before = time.monotonic()
    alone = subprocess.run(
        [sys.executable, "-m", "engage_tui", "check", "."],
        cwd=put(tmp_path / "b", GOOD_FILES),
        check=False,
        capture_output=True,
    )
    base = time.monotonic() - before
    assert alone.returncode == 0, alone.stdout
    before = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "engage_tui", "check", str(own)], capture_output=True, check=False)
    assert time.monotonic() - before < base + 0.5 * 4  # all of them together in the time that four may take
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert "Traceback" not in told
    for name in HOSTILE_FILES:
        assert re.search(rf"(?m)^{re.escape(name)}\.yaml(:\d+)?: \S", told), name
    for name in GOOD_FILES:
        assert f"{name}.yaml" not in told
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]", told)
    assert max(map(len, told.splitlines())) < 400
    assert not list(tmp_path.rglob("PWNED"))


def put(folder: Path, files: dict[str, str | bytes]) -> Path:
    own = folder / "content"
    own.mkdir(parents=True)
    for name, text in files.items():
        (own / f"{name}.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return own


def test_the_app_starts_on_the_shipped_content_when_its_own_is_hostile(ready: Path) -> None:
    put(ready / "engage", HOSTILE_FILES)
    with engage(ready) as terminal:
        unlock(terminal)
        terminal.wait_for(r"Your own content was left out. The content has \d+ mistakes")
        terminal.press("enter")
        terminal.wait_for(QUESTION_BEGINS)


# -- 19: the blank screen

# Where: the keys that lead there from a step, what is seen there, and the keys that lead back.
Places = dict[str, tuple[str, str, str]]
OVER_A_STEP: Places = {
    "a step": ("", "They tell you about abuse", ""),
    "find": ("slash p o l i c e", "▸ Have you checked", "f3"),
    "risk indicators": ("r", "Risk indicators", "f3"),
    "good practice": ("g", "Good practice", "f3"),
    "help": ("question_mark", "What the keys do here", "f3"),
    "the palette": ("ctrl+p", "Search for commands", "escape"),
    "details": ("d", "Written by", "f3"),
    "the side panel": ("i", "Keep in mind", "i"),
    "the direct questions": ("down down down down enter", "Leave them closed", "f3"),
    "a reason": ("enter down down enter x", "Why open them", "f3 f3"),
}
ELSEWHERE: Places = {
    "record": ("6 home", "Make it final", ""),
    "copies": ("down down enter", "Copies are not encrypted", "f3"),
    "the note": ("up enter", "CONVERSATION NOTE", ""),
    "making it final": ("f3 down down enter", "Make this note final", "f3"),
    "home": ("backspace", "Read the guide", ""),
    "the list of notes": ("home down down down down enter", "○ J-042", "f3"),
    "settings": ("down down enter", "Folder for copies", ""),
    "a setting": ("home down down down down enter", "(?s)Name on the notes.*keep", "f3"),
    "the passphrase": ("down down down down down enter", "The new one again", "f3"),
    "before a new code": ("down enter", "pen and paper", "f3"),
    "a key": ("end enter", "New key for", "escape f3"),
    "the guide": ("home down down down enter", "The guide", ""),
}


@pytest.mark.parametrize("places", [OVER_A_STEP, ELSEWHERE], ids=["over a step", "elsewhere"])
def test_the_blank_screen_covers_every_place_and_gives_it_back(ready: Path, places: Places) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        for name, (there, seen, back) in places.items():
            terminal.press(*there.split())
            terminal.wait_for(seen)
            # The list that is found narrows a moment after the last letter; a busy computer lays out in two goes.
            before = terminal.wait_quiet(0.3 if name == "find" else 0.1)
            shield(terminal)
            give_passphrase(terminal, before, name)
            terminal.press(*back.split())


def shield(terminal: Terminal) -> float:
    """Blank the screen, and see that the next frame has nothing on it. The seconds it took."""
    pressed = time.monotonic()
    terminal.send(b"\x0c")
    terminal.wait_gone(r"\S")
    return time.monotonic() - pressed


def give_passphrase(terminal: Terminal, before: str, where: str = "") -> None:
    """Get back to the very screen that was there before."""
    terminal.send(f"{PASSPHRASE}\r".encode())
    terminal.wait_until(lambda text: without_passing(text) == without_passing(before), f"{where} as it was:\n{before}")


def without_passing(screen: str) -> str:
    """The screen but for what changes by itself: the time it was saved, and the ends of a scrollbar."""
    return re.sub(r"(?m) *(saved \d\d:\d\d|saving …)$| *[▁-█]+$", "", screen)


def test_while_writing_the_blank_screen_comes_at_once_and_keeps_words_and_cursor(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        terminal.press("enter")
        terminal.type(WORDS)
        terminal.press("left", "left")
        terminal.wait_for(r"said \(\d\d:\d\d\): Twice")  # passed on, so that nothing changes while it is blank
        seconds = []
        for wrong in ("wrong words", ""):
            before = terminal.wait_for("GREYHERON")
            seconds.append(shield(terminal))
            terminal.send(f"{wrong}\r".encode())
            if wrong:
                terminal.wait_for("Not right")
            for key in ("escape", "tab", "1", "q", "backspace", "enter", "ctrl+l"):
                terminal.press(key)
                assert not [word for word in OF_THE_CASE if word in terminal.text()]
            give_passphrase(terminal, before)
        assert min(seconds) < 0.3
        terminal.type("!")
        terminal.wait_for("GREYHER!ON")  # the cursor is where it was


def test_nothing_can_be_read_off_the_blank_screen_not_even_what_app_it_is(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        terminal.press("space", "u")
        terminal.wait_for("Taken back")  # a notification, which stays for some seconds
        shield(terminal)
        for key in ("escape", "f1", "ctrl+p", "question_mark"):
            terminal.press(key)
            assert terminal.wait_quiet(0.2).strip(" \n•") == "", key


def test_notes_that_were_still_opening_do_not_come_up_over_the_blank_screen(ready: Path) -> None:
    with engage(ready) as terminal:
        terminal.wait_for("Passphrase")
        terminal.type(PASSPHRASE)
        terminal.send(b"\r")
        terminal.wait_for("Opening")
        terminal.send(b"\x0c")
        assert terminal.wait_quiet(0.6).strip() == ""
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.wait_for("J-042")


# -- 20: exports


def test_an_export_never_replaces_a_file(ready: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "engage_tui",
        "notes",
        "export",
        "J-042",
        "--format",
        "txt",
        "--passphrase-fd",
        "0",
    ]
    first = run([*command, "--out", str(ready / "out")])
    assert first.returncode == 0
    path = Path(first.stdout.decode().strip())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    path.write_text("mine")
    second = run([*command, "--out", str(ready / "out")])
    assert second.returncode == 7
    assert b"There is already a file" in second.stderr
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def run(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=f"{PASSPHRASE}\n".encode(), capture_output=True, check=False)


KILLED_EXPORTS = """
import os, random, signal, sys, time
from itertools import count
from pathlib import Path
from engage_tui.guide.loader import load_guide
from engage_tui.paths import shipped_content
from engage_tui.record.export import export_note
from support.talks import full_talk
guide, talk = load_guide(shipped_content()), full_talk()
for kill in count():  # a hundred kills, and on a busy machine more, until there is something to look at
    if kill >= 100 and (kill >= 1000 or len(list(Path(sys.argv[1]).rglob("*.json"))) > 20):
        break
    child = os.fork()
    if not child:
        for number in count():
            export_note(talk, guide, folder=Path(sys.argv[1]) / f"{kill}-{number}", form="json")
    time.sleep(random.uniform(0.002, 0.012))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_an_export_that_is_killed_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    paths = f"{os.environ.get('PYTHONPATH', '')}:{Path(__file__).parents[1]}"
    command = [sys.executable, "-c", KILLED_EXPORTS, str(tmp_path / "out")]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=True)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    whole = {path.read_bytes() for path in files if path.suffix == ".json"}
    assert len(files) > 20
    assert len(whole) == 1  # each the same, and none of them cut short
    assert json.loads(whole.pop())["items"]
    assert {path.suffix for path in files} <= {".json", ".tmp"}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
