"""Words in the file copy that say that the survivor told something: where they are looked for, and where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engage_tui.conversation.events import KeptWords, Marked, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.lens.sources import TOLD, load_sources
from engage_tui.paths import shipped_content
from engage_tui.record.missing import missing
from engage_tui.record.slips import Remembering, open_fields, slips, told_by
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.slips import Slip

KNIFE = "His partner told me privately that he has a knife in the car."
SUMMARY = "form.summary"


def found(talk: Conversation, guide: Guide) -> tuple[Slip, ...]:
    return slips(talk, guide, load_sources(shipped_content()).told(told_by(talk, guide), talk.person))


def test_a_plain_box_is_looked_at_and_the_place_is_told(guide: Guide) -> None:
    talk = after(new_talk(), Wrote(SUMMARY, Field.TEXT, f"He was calm. {KNIFE}"))
    [slip] = found(talk, guide)
    assert (slip.key, slip.field) == (SUMMARY, Field.TEXT)
    assert f"He was calm. {KNIFE}"[slip.start :].startswith(slip.words)


def test_what_is_kept_from_the_file_copy_and_the_persons_own_words_are_left_alone(guide: Guide) -> None:
    risk = next(i.id for i in guide.items.values() if guide.answer_kind(i.id).value == "risk")
    talk = after(
        new_talk(),
        Marked(risk, Mark.PRESENT),
        Wrote(risk, Field.SURVIVOR, KNIFE),
        Wrote(risk, Field.SAID, "She told me she is leaving"),
        Wrote("form.victim-details", Field.VIEW, KNIFE),
    )
    assert not found(talk, guide)


def test_what_was_moved_on_purpose_and_what_the_writer_keeps_is_not_told_again(guide: Guide) -> None:
    talk = after(new_talk(), Wrote(SUMMARY, Field.TEXT, KNIFE))
    words = found(talk, guide)[0].words
    kept = after(talk, KeptWords(SUMMARY, words, TOLD, on=True))
    assert words not in [s.words for s in found(kept, guide)]


def test_first_names_of_the_survivor_and_the_children_count_and_surnames_do_not(guide: Guide) -> None:
    talk = after(
        new_talk(),
        Wrote("form.victim-details", Field.NAME, "Mrs Ayesha Brook"),
        Wrote("form.child-details", Field.NAME, "Leo Brook"),
    )
    assert told_by(talk, guide) == ("Ayesha", "Leo")
    assert found(after(talk, Wrote(SUMMARY, Field.TEXT, "Ayesha told me he has a key.")), guide)
    assert not found(after(talk, Wrote(SUMMARY, Field.TEXT, "Mr Brook told me he has a key.")), guide)


def test_the_missing_list_names_the_place_and_it_is_never_needed(guide: Guide) -> None:
    talk = after(new_talk(), Wrote(SUMMARY, Field.TEXT, KNIFE))
    told = [m for m in missing(talk, guide, found(talk, guide)) if "told you something" in m.message]
    assert [(m.item, m.field, m.needed) for m in told] == [(SUMMARY, Field.TEXT, False)]
    assert "knife" not in told[0].message


def test_no_field_of_a_restricted_item_or_of_what_only_the_survivor_said_is_open(guide: Guide) -> None:
    assert not open_fields(guide, "form.victim-details", None)
    talk = after(
        new_talk(),
        Wrote("assess.map-the-pattern", Field.ACT, "Took her phone"),
        Ticked("assess.map-the-pattern", Source.SURVIVOR, on=True),
    )
    answer = talk.answer("assess.map-the-pattern")
    assert not open_fields(guide, "assess.map-the-pattern", answer)
    assert Field.ACT in open_fields(guide, "assess.map-the-pattern", None)
    assert not {Field.SURVIVOR, Field.SAID} & open_fields(guide, SUMMARY, None)


def test_texts_are_looked_at_once_and_forgotten_when_they_are_gone() -> None:
    asked: list[str] = []

    class Counting:
        def findings(self, text: str) -> tuple[Any, ...]:
            asked.append(text)
            return ()

    finder = Remembering(Counting())
    for texts in (("a", "b"), ("a", "b"), ("b",), ("a", "b")):
        finder.next_run()
        for text in texts:
            finder.findings(text)
    assert asked == ["a", "b", "a"]
