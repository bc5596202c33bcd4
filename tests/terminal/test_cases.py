"""Three made-up cases from Home to every copy, typed in a terminal of 80 by 24. Fiction, all of it.

What is kept must be what the core makes of the same acts by itself, and the copies are opened by programs that did not
write them: python-docx, pdftotext, a Markdown parser, a JSON Schema validator, LibreOffice.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from engage_tui.cli_guide import schema_text
from engage_tui.conversation.words import Field
from engage_tui.paths import Home, shipped_content
from engage_tui.record.audience import Audience, for_audience
from engage_tui.record.export import FORMATS, can_write, note_bytes
from engage_tui.record.note import TITLES
from engage_tui.record.note_json import from_json
from engage_tui.store.store import Store
from engage_tui.when import local_today
from support.fiction import CASES
from support.pages import PAGES, everything_in, opened, poppler_says
from support.planted_secrets import PASSPHRASE
from support.random_talks import the_guide
from support.readers import parts, stands_in_order
from support.scripts import Core, contact_of, played
from support.terminal import engage, set_up, unlock
from support.typist import Typist

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from support.scripts import Case, Contact

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")
FORMS = tuple(f for f in FORMATS if can_write(f) and (f != "pdf" or shutil.which("pdftotext")))
TEXTS = tuple(f for f in FORMS if f != "json")
GRADED = re.compile(
    r"\b(score|scored|rating|(low|medium|standard|high) risk|\d+ (of|out of) (the )?(8|eight))\b", re.IGNORECASE
)
NOTE_PAGE = shipped_content().parent / "docs" / "note.md"
TITLED = list(TITLES.values())[1:]


def told(talk: Conversation, *, clock: bool = False) -> dict[str, object]:
    """What was noted, without what the clock said."""
    timed = () if clock else (("plan.stopped", Field.WHEN),)
    return {
        key: (
            answer.mark,
            answer.planned,
            answer.ticked,
            {f: w.text for f, w in answer.words.items() if f is not Field.CARRIED and (key, f) not in timed},
        )
        for key, answer in talk.items.items()
    }


def published(named: str) -> tuple[int, ...]:
    """What docs/note.md says of the keys of a contact."""
    row = next(line for line in NOTE_PAGE.read_text("utf-8").splitlines() if line.startswith(f"| {named} |"))
    return tuple(int(cell) for cell in row.split("|")[2:5])


def typed(case: Case, home: Path) -> list[tuple[Contact, Core, dict[str, bytes]]]:
    """Every contact of a case, typed to the last copy; with the files that came of it, by what is in their names."""
    done: list[tuple[Contact, Core, dict[str, bytes]]] = []
    exports, before = Home(home / "engage").exports, set()
    with engage(home) as terminal:
        unlock(terminal)
        for contact in case.contacts:
            begun = contact_of(case, contact, local_today())
            core = Core(begun, the_guide(), [core.talk for _, core, _ in done])
            typist = Typist(terminal, core)
            typist.begin(case, contact)
            for act in contact.acts:
                typist.act(act)
            typist.make_final()
            to_final = typist.keys
            typist.write_copies(FORMS, restricted=bool(contact.restricted))
            if case.names:
                typist.write_copies_with_names()
            typist.write_supervision_copies(TEXTS)
            named = f"{case.title}, contact {len(done) + 1}"
            counted = (to_final, typist.finds, typist.keys - to_final)
            # A busy computer now and then costs the typist one key more.
            assert all(abs(a - b) <= 1 for a, b in zip(counted, published(named), strict=True)), (named, counted)
            paths = set(exports.iterdir()) - before
            before |= paths
            stem = f"{case.reference}-{local_today()}-final"
            done.append(
                (contact, core, {re.sub(r"-\d\.", ".", p.name.removeprefix(stem)): p.read_bytes() for p in paths})
            )
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    return done


def kept(home: Path) -> list[Conversation]:
    store = Store.unlock(Home(home / "engage"), PASSPHRASE)
    try:
        assert all(n.final for n in store.notes())
        return sorted((store.load(n.id) for n in store.notes()), key=lambda t: t.created)
    finally:
        store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reference)
def test_a_case_from_home_to_every_copy(case: Case, tmp_path: Path) -> None:
    set_up(tmp_path)
    done = typed(case, tmp_path)
    for talk, (contact, core, files) in zip(kept(tmp_path), done, strict=True):
        assert told(talk) == told(core.talk), "the screen and the core make the same of it"
        audiences = {
            "",
            "-agencies",
            *(["-restricted"] if contact.restricted else []),
            *(["-names"] if case.names else []),
        }
        names = {f"{a}.{f}" for a in audiences for f in FORMS} | {f"-supervision.{f}" for f in TEXTS}
        assert set(files) == names
        for name, data in files.items():
            says_nothing_it_must_not(case, contact, name, data)
        for form in TEXTS:
            holds_what_it_must(
                contact, form, {n.partition(".")[0]: d for n, d in files.items() if n.endswith(f".{form}")}
            )
        reads_back(talk, files)


def says_nothing_it_must_not(case: Case, contact: Contact, name: str, data: bytes) -> None:
    """No secret, no name, no grade, and nothing about the file itself."""
    audience, _, form = name.partition(".")
    everything = everything_in(form, data) if form in PAGES else data.decode()
    flat = " ".join(everything.split())
    if audience != "-restricted":
        assert not [words for words in contact.restricted if words in flat]
    assert [n for n in case.names if n in flat] == (list(case.names[:2]) if audience == "-names" else [])
    if audience == "-agencies" or (audience == "-restricted" and form != "json"):  # the JSON is the whole note
        assert not [words for words in contact.ours if words in flat]
    assert not GRADED.search(flat)
    for trace in ("HOME", "/tmp", "root", "typst", "python-docx"):
        assert form not in PAGES or trace not in describes_itself(form, data)


def describes_itself(form: str, data: bytes) -> str:
    if form == "docx":
        properties = opened(data).core_properties
        assert (properties.author, properties.last_modified_by, properties.comments, properties.created) == (
            "",
            "",
            "",
            None,
        )
        return properties.title
    told = poppler_says("pdfinfo", data)
    assert "Tagged:          yes" in told
    assert not re.search(r"^(Author|Subject|Keywords|CreationDate|ModDate):", told, re.MULTILINE)
    return told


def holds_what_it_must(contact: Contact, form: str, files: dict[str, bytes]) -> None:
    """Every part in its place, and in each what was said."""
    read = {audience: parts(form, data) for audience, data in files.items()}
    for audience in ("", "-names", "-supervision"):
        if audience in read:
            assert [title for title, _ in read[audience]] == TITLED
    stands_in_order(read[""], contact.stands)
    assert [t for t, _ in read["-agencies"]] == [t for t in TITLED if t in dict(read["-agencies"])]
    if form == "txt":  # on pages, the head of a table may stand there twice
        assert dict(read["-agencies"])["Risk"] == dict(read[""])["Risk"]
    assert "Practitioner's view" not in dict(read["-agencies"])
    if "-restricted" in read:
        sheet = "".join(words for _, words in read["-restricted"])
        assert not [words for words in contact.restricted if "".join(words.split()) not in sheet]


def reads_back(talk: Conversation, files: dict[str, bytes]) -> None:
    """The JSON is what its schema says, and reads back into what its audience may see of what is kept."""
    validator = Draft202012Validator(json.loads(schema_text("note")))
    for audience in (Audience.FILE, Audience.AGENCIES):
        text = files[".json" if audience is Audience.FILE else "-agencies.json"].decode()
        validator.validate(json.loads(text))
        assert told(from_json(text), clock=True) == told(for_audience(talk, the_guide(), audience), clock=True)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there; it is in poppler-utils")
def test_the_word_documents_of_the_cases_open_in_libreoffice(tmp_path: Path) -> None:
    wanted = {}
    for case in CASES:
        for contact, talk in zip(case.contacts, played(case, the_guide()), strict=True):
            path = tmp_path / f"{talk.id}.docx"
            path.write_bytes(note_bytes(talk, the_guide(), form="docx", final=True))
            wanted[path] = contact
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, wanted)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for path, contact in wanted.items():
        data = path.with_suffix(".pdf").read_bytes()
        found = parts("pdf", data)
        assert [title for title, _ in found] == TITLED
        stands_in_order(found, contact.stands)
