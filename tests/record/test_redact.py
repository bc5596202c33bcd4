"""What tells who people are is found and taken out; what does not, stays. Everyone here is made up."""

from __future__ import annotations

import re
import time
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Described, Wrote
from engage_tui.conversation.words import Field, Setting
from engage_tui.errors import UsageError
from engage_tui.guide.model import ENTRY
from engage_tui.record.export import rendered
from engage_tui.record.plain import to_text
from engage_tui.record.redact import FOOT, HEAD
from engage_tui.record.spans import Kind
from engage_tui.record.supervision import export_supervision, redaction
from support.random_talks import examples, talks, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.record.note import Note
    from engage_tui.record.redact import Redaction

ITEM = "record.summary" if "record.summary" in the_guide().items else "form.summary"


def talk_of(text: str, person: str = "the client") -> Conversation:
    talk = after(new_talk(), Wrote(ITEM, Field.TEXT, text))
    return after(talk, Described("J-042", Setting.VISIT, person, "A. Worker", talk.held_on))


def of(text: str, *names: str, person: str = "the client") -> Redaction:
    return redaction(talk_of(text, person), the_guide(), names=names)


def lines(note: Note) -> list[str]:
    return [line.text for p in note.parts for g in p.groups for e in g.entries for line in e.lines]


@cache
def cleared(text: str, *names: str) -> str:
    """What is left of a text."""
    return lines(of(text, *names).note())[0]


# -- people

PEOPLE = [
    ("Sarah Jones left. Sarah's mum rang and SARAH JONES said no.", "S.J. left. S.J.'s mum rang and S.J. said no."),
    ("He told Mr. Jones and mrs patel that PC 4521 Smith came.", "He told Mr. J. and mrs P. that PC [number] S. came."),
    ("Dr O'Brien and Mrs McDonald-Hughes came, with Cllr Jane Hill.", "Dr O. and Mrs M.H. came, with Cllr J.H."),
    ("JONES, Sarah. Child: Alfie, 7. mum (Keisha) said", "J., S. Child: A., 7. mum (K.) said"),
    ("Łukasz Wiśniewski and Siân ap Rhys; sian rang.", "Ł.W. and S.R.; S.R. rang."),
    ("Fatima al-Hassan met Jan van der Berg and Muhammad bin Said", "F.H. met J.B. and M.S."),
    ("Oluwaseun Adeyemi said hello. oluwaseun left.", "O.A. said hello. O.A. left."),
    ("Xolani. Left at six. Then Devonte's brother came.", "X. Left at six. Then D.'s brother came."),
    ("auntie sue and Uncle Will came", "auntie S. and Uncle W. came"),
    ("sarah rang me; she told dave.", "S. rang me; she told D."),
    ("Mary-Kate O’Hara's mum met D'Angelo and Nguyen Thi Mai", "M.K.O.'s mum met D. and N.T.M."),
    ("Mr K stays as he is, and so does S.J.", "Mr K stays as he is, and so does S.J."),
    ("قال محمد لسارة ان السيد حداد جاء", "قال م. لس. ان السيد ح. جاء"),
    ("سارہ خان نے کہا کہ علی گھر آیا", "س. خ. نے کہا کہ ع. گھر آیا"),
    ("Pani Kowalska and Ciocia Ania rang", "Pani K. and Ciocia A. rang"),
    ("the Joneses and Mr Jones came", "the J. and Mr J.2 came"),
    ("He said “I love Maya” and that Mum knows.", "He said “I love M.” and that Mum knows."),
    ("Will said he would go. Grace rang Jade. Then Rose cried.", "W. said he would go. G. rang J. Then R. cried."),
    ("I told May on 3 May 2026; June said so in June.", "I told M. on 3 May 2026; J. said so in June."),
]


@pytest.mark.parametrize(("text", "left"), PEOPLE)
def test_people_become_initials(text: str, left: str) -> None:
    assert cleared(text) == left


FALSE_FRIENDS = [
    "Rose to his feet and shouted. Grace period ends. May is near. Mark it down. Will you come?",
    "Hope he stops. Joy of life. Summer holidays. In Summer he left. Dawn raid. Max 3 visits. Bill to pay.",
    "Drunk again. Shouting at the children. Threatened to leave. Strangled her. Punched wall. Neighbours heard.",
    "The police and MARAC met on Tuesday. Respect rang. He speaks Polish. Women's Aid helped. GP told.",
    "White British, Black African, Asian. Christian. He is Muslim. Universal Credit. Child Protection Plan.",
    "The Client said that Mum, Dad and Nan know. Mother and Father. Head Teacher. Social Worker.",
    "3/4 of the bottle at 14:30 on 21/11/2026; it cost £1,200 and 20,000 more. 10 Downing-like numbers.",
    "He is 34 years old, and his son is 7. 12 weeks pregnant. 2 kids. £250000 owed. Section 47. Care Act 2014.",
    "Ask her to ring on 01-02-2026. At 2026-11-21 14:30:00 he left. Seen on Tuesday, 21/11/2026.",
    "20 minutes down the road, 3 times down the lane. He rang 3 times and called 14 times on 21 Nov.",
    "Rang 999, then 0808 802 4040. Call me at 5pm. In June. Monday (03.04.2026) he came. Since April 2024.",
    "The school rang. High School is hard. At the hospital. Her nursery. Family Court. The refuge was full.",
    "I miss her. Miss you. Tesco. Facebook post. Anger management declined. Non-molestation order.",
    "Visit 21/11/2026. Court (3/12/26), Review, 5/12/26; MARAC 4/12/26. Panel: 6/12/26. Seen Monday 7/12/26.",
    "Bruising to arm. Coercive control. Prohibited steps order. Attended. Apologised. Separation.",
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_names_nobody_stays(text: str) -> None:
    assert cleared(text) == text


def test_the_same_name_gets_the_same_initials_and_two_people_are_told_apart() -> None:
    text = "John Smith met Jane Smith and J. Smith. John left. Jane stayed. Then John Smith came back."
    assert cleared(text) == "J.S. met J.S.2 and J.S.3. J.S. left. J.S.2 stayed. Then J.S. came back."


def test_a_surname_alone_may_be_anyone_of_the_family() -> None:
    assert cleared("Sarah Jones rang. Mr Jones shouted.") == "S.J. rang. Mr J. shouted."


def test_initials_that_stand_in_the_note_are_not_given_to_somebody_else() -> None:
    assert cleared("S.J. hit the wall. Sarah Jones saw it.") == "S.J. hit the wall. S.J.2 saw it."
    assert cleared("Sarah Jones (S.J.) rang. S.J. was calm.") == "S.J. (S.J.) rang. S.J. was calm."


def test_the_word_for_the_person_is_taken_out_where_it_is_a_name() -> None:
    note = of("Jon said it; jon left", person="Jon").note()
    assert lines(note) == ["J. said it; J. left"]
    assert ("The person is called", "J.") in note.facts
    for word in ("the client", "dad", "Father", "Mr K"):
        assert ("The person is called", word) in of("Came late", person=word).note().facts


def test_a_caption_with_the_persons_name_loses_it() -> None:
    talk = after(talk_of("x", "Jon"), Wrote("ask.discloses.police", Field.SAID, "Never"))
    captions = [
        ln.caption
        for p in redaction(talk, the_guide()).note().parts
        for g in p.groups
        for e in g.entries
        for ln in e.lines
    ]
    assert "J. said" in captions


def test_a_column_of_a_table_with_the_persons_name_loses_it_and_still_holds_what_it_held() -> None:
    talk = after(
        talk_of("x", "Jonquil"),
        Wrote(f"assess.map-the-pattern{ENTRY}1", Field.ACT, "He took the keys"),
        Wrote(f"assess.map-the-pattern{ENTRY}1", Field.SEEN, "The keys were in his coat"),
    )
    note = redaction(talk, the_guide()).note()
    tables = [g for p in note.parts for g in p.groups if g.columns]
    assert tables
    for table in tables:
        assert {ln.caption for e in table.entries for ln in e.lines} <= set(table.columns)
    for form in ("md", "txt", "docx"):
        left = words_in(rendered(note, form), form)
        assert "Jonquil" not in left
        assert "took the keys" in left


def test_names_that_are_given_are_found_everywhere_and_words_are_taken_out() -> None:
    assert cleared("He met poppet by the yellow caravan", "Poppet", "yellow caravan") == "He met P. by the [taken out]"
    assert cleared("Will you come? He told Will.", "Will") == "Will you come? He told W."


# -- where they live, how to reach them, when they were born

TRACES = [
    ("He lives at 14 Marlow Road, Leeds LS6 2AB with her", Kind.ADDRESS, "14 Marlow Road, Leeds LS6 2AB"),
    (
        "Flat 2b, 14-16 St Mary's Street, Leeds, LS6 2AB",
        Kind.ADDRESS,
        "Flat 2b, 14-16 St Mary's Street, Leeds, LS6 2AB",
    ),
    ("he went to 7 acacia avenue again", Kind.ADDRESS, "7 acacia avenue"),
    ("flat 12 acacia house", Kind.ADDRESS, "flat 12 acacia house"),
    ("He went to Rose Cottage then", Kind.ADDRESS, "Rose Cottage"),
    ("The Old Rectory, Church Lane, Little Snoring", Kind.ADDRESS, "The Old Rectory, Church Lane, Little Snoring"),
    ("lives at 22 Acacia now", Kind.ADDRESS, "22 Acacia"),
    ("3 Heol y Dwr", Kind.ADDRESS, "3 Heol y Dwr"),
    ("somewhere in LS6 he said", Kind.ADDRESS, "LS6"),
    ("she moved, bd9 4ab", Kind.ADDRESS, "bd9 4ab"),
    ("She is at the Marigold Refuge now", Kind.PLACE, "Marigold Refuge"),
    ("goes to Oakfield Primary School", Kind.PLACE, "Oakfield Primary School"),
    ("goes to st mary's primary", Kind.PLACE, "st mary's primary"),
    ("the GP at Park Surgery", Kind.PLACE, "Park Surgery"),
    ("He moved to Hartlepool", Kind.PLACE, "Hartlepool"),
    ("She is in Ambleside", Kind.PLACE, "Ambleside"),
    ("on 07700 900123.", Kind.CONTACT, "07700 900123"),
    ("on +44 7700 900 123.", Kind.CONTACT, "+44 7700 900 123"),
    ("on (0113) 4960999.", Kind.CONTACT, "(0113) 4960999"),
    ("on 07700-900-123", Kind.CONTACT, "07700-900-123"),
    ("on +48 600 123 456", Kind.CONTACT, "+48 600 123 456"),
    ("ring 496 0999", Kind.CONTACT, "496 0999"),
    ("write to a.b@example.com", Kind.CONTACT, "a.b@example.com"),
    ("see www.example.com/x", Kind.CONTACT, "www.example.com/x"),
    ("she is @keisha.x99 there", Kind.CONTACT, "@keisha.x99"),
    ("snapchat name is dave_07", Kind.CONTACT, "dave_07"),
    ("dob 3/4/15", Kind.BIRTH, "3/4/15"),
    ("born on 3 April 2015", Kind.BIRTH, "3 April 2015"),
    ("Alfie (03.04.2015) was there", Kind.BIRTH, "03.04.2015"),
    ("Maya, 5/6/2018, too", Kind.BIRTH, "5/6/2018"),
    ("Alfie 03/04/2015, Maya", Kind.BIRTH, "03/04/2015"),
    ("write to craig dot smith at gmail dot com", Kind.CONTACT, "craig dot smith at gmail dot com"),
    ("DC Ann-Marie Lowe 4417 came", Kind.NUMBER, "4417"),
    ("her birthday is 5 May.", Kind.BIRTH, "5 May"),
    ("born in March 1990", Kind.BIRTH, "March 1990"),
    ("NHS 943 476 5919", Kind.NUMBER, "943 476 5919"),
    ("NI QQ123456C", Kind.NUMBER, "QQ123456C"),
    ("reg AB12 CDE", Kind.NUMBER, "AB12 CDE"),
    ("crime ref 13240012345", Kind.NUMBER, "13240012345"),
    ("ref: 42/12345/26", Kind.NUMBER, "42/12345/26"),
    ("Court case LS26P00123", Kind.NUMBER, "LS26P00123"),
    ("CAD 1234 of 21/11/2026", Kind.NUMBER, "1234"),
]


@pytest.mark.parametrize(("text", "kind", "trace"), TRACES)
def test_addresses_contacts_births_and_numbers_are_found(text: str, kind: Kind, trace: str) -> None:
    assert (kind, trace) in [(f.kind, f.text) for f in of(text).found]
    assert trace not in cleared(text)


def test_the_conversations_own_reference_and_dates_of_what_happened_stay() -> None:
    text = "J-042 again. He hit her on 3 April 2026 at 14:30, and on 5/6/26."
    assert cleared(text) == text
    note = of(text).note()
    assert ("Reference", "J-042") in note.facts
    assert ("Date", "21 November 2026") in note.facts


@pytest.mark.parametrize("table", ["form.perpetrator-details", "form.child-details", "form.household-details"])
def test_a_name_in_a_people_table_is_found_everywhere_and_gets_the_same_initials(table: str) -> None:
    key = f"{table}{ENTRY}1"
    talk = after(
        talk_of("zadie went up to 1 Zoo Way"),
        Wrote(key, Field.NAME, "Zadie Quark"),
        Wrote(key, Field.BORN, "3 April 2015"),
        Wrote(key, Field.ADDRESS, "1 Zoo Way"),
        Wrote(key, Field.HELD_UNDER, "Mosaic 12345"),
    )
    note = redaction(talk, the_guide()).note()
    assert {"Z.Q. went up to [address]", "Z.Q.", "[number]"} <= set(lines(note))
    text = to_text(note)
    assert not any(planted in text for planted in ("uark", "adie", "Zoo", "April 2015", "12345"))


def test_who_is_named_on_the_restricted_sheet_alone_is_found_in_the_file_copy() -> None:
    key = f"form.victim-details{ENTRY}1"
    talk = after(talk_of("winterbourne was mentioned"), Wrote(key, Field.NAME, "Alys Winterbourne"))
    made = redaction(talk, the_guide())
    assert lines(made.note()) == ["W. was mentioned"]
    assert not any("Alys" in f.text for f in made.found)


# -- the list, and what is kept


def test_each_thing_is_listed_once_with_what_stands_for_it_and_in_how_many_places() -> None:
    found = {f.text: f for f in of("Sarah Jones rang. SARAH JONES left. Sarah cried on 07700 900123.").found}
    assert (found["Sarah Jones"].replacement, found["Sarah Jones"].places) == ("S.J.", 2)
    assert (found["Sarah"].replacement, found["Sarah"].places) == ("S.J.", 1)
    assert found["07700 900123"].kind is Kind.CONTACT


def test_what_is_kept_stays_and_nothing_else_does() -> None:
    made = of("Sarah rang Devonte on 07700 900123.")
    key = next(f.key for f in made.found if f.text == "Devonte")
    assert lines(made.note({key})) == ["S. rang Devonte on [contact]."]


def test_the_copy_says_what_it_is_and_that_a_person_must_read_it() -> None:
    for form in ("txt", "md"):
        text = rendered(of("Sarah rang.").note(), form).decode().replace("\\", "")
        assert " ".join(HEAD.split()[:5]) in text
        assert "read this copy" in " ".join(text.split())
    assert FOOT in of("x").note().closing


def test_what_only_the_survivor_said_is_not_in_it() -> None:
    note = redaction(full_talk(), the_guide()).note()
    for form in ("md", "txt", "docx"):
        assert "SECRET" not in words_in(rendered(note, form), form)


def test_the_guides_own_words_and_a_note_without_names_stay_as_they_are() -> None:
    found = redaction(full_talk(), the_guide()).found
    assert [f.text for f in found] == ["A. Worker"], "the author"


def test_there_is_no_such_copy_as_json_and_the_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    talk = full_talk()
    note = redaction(talk, the_guide()).note()
    with pytest.raises(UsageError, match="JSON"):
        export_supervision(note, talk, folder=tmp_path, form="json")
    names = [export_supervision(note, talk, folder=tmp_path, form="txt", number_if_taken=True).name for _ in range(2)]
    assert names == ["J-042-2026-11-21-draft-supervision.txt", "J-042-2026-11-21-draft-supervision-2.txt"]


# -- nothing that was planted is left

FIRST = st.sampled_from(
    ["Sarah", "Keisha", "Łukasz", "Siân", "Oluwaseun", "Xanthe", "Niamh", "Zbigniew", "Devonte", "Fatima", "Bronwen"]
)
LAST = st.sampled_from(
    ["Jones", "O'Brien", "McAllister", "Kowalczyk", "Adeyemi-Cole", "Llewelyn", "Okonkwo", "Quaife", "Hussain", "Bell"]
)
SAID = st.sampled_from(
    [
        "{full} rang at six.",
        "He shouted at {full} again.",
        "He hit {first} and then {first}'s mother came.",
        "{first} said that it was over. Then {first} left.",
        "Mr {last} was there, and {full} too.",
        "Told {full}'s teacher. {first} is 7.",
        "{upper} WAS IN BED.",
        "Partner: {full} ({first})",
        "They ({first}, {full}) went upstairs.",
        "{full} lives at 14 Marlow Road, Leeds LS6 2AB and is on 07700 900123.",
        "- {full}, dob 03/04/2015",
        "He told me: “{first} made me do it.”\n{full} denies that.",
    ]
)
GONE = ("Marlow", "LS6 2AB", "07700", "900123", "03/04/2015")


def words_in(data: bytes, form: str) -> str:
    """All that can be read in a copy, as another program reads it."""
    if form != "docx":
        return data.decode().replace("\\", "")
    with ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if n.endswith((".xml", ".rels"))]
    return " ".join(re.sub("<[^>]*>", "", part) for part in parts)


@examples(60)
@given(
    first=FIRST, last=LAST, said=st.lists(SAID, min_size=1, max_size=4), person=st.sampled_from(["the client", "Jon"])
)
def test_no_name_that_was_planted_is_left_in_any_form(first: str, last: str, said: list[str], person: str) -> None:
    full = f"{first} {last}"
    text = "\n".join(
        ["He met " + full + "."] + [s.format(full=full, first=first, last=last, upper=full.upper()) for s in said]
    )
    talk = after(talk_of(text, person), Wrote("ask.discloses.police", Field.SAID, f"Ask {first}"))
    note = redaction(talk, the_guide()).note()
    for form in ("md", "txt", "docx"):  # the PDF is drawn from the same blocks as the Word document
        left = words_in(rendered(note, form), form).casefold()
        for planted in (first, last, *GONE):
            assert planted.casefold() not in left, (planted, left)


@examples(25)
@given(
    talk=talks(
        st.sampled_from(
            ["Quillon Zebediah rang", "he saw Quillon", "quillon zebediah", "Quillon's coat", "Mr Zebediah left"]
        ),
        fitting=True,
    )
)
def test_no_name_that_was_planted_is_left_in_whatever_field_it_stood(talk: Conversation) -> None:
    talk = after(talk, Described("J-042", Setting.VISIT, "the client", "A. Worker", talk.held_on))
    note = redaction(talk, the_guide(), names=["Quillon Zebediah"]).note()
    for form in ("md", "txt", "docx"):
        left = words_in(rendered(note, form), form).casefold()
        assert "quillon" not in left
        assert "zebediah" not in left


@examples(40)
@given(text=st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_at_all_can_be_looked_through_and_what_stays_is_not_changed(text: str) -> None:
    made = of(text)
    everything = {f.key for f in made.found}
    assert lines(made.note(everything)) == lines(of(text).note(everything))
    assert len(lines(made.note())) == len(lines(made.note(everything)))


@pytest.mark.parametrize("piece", ["a", "A", "A-a", "1 ", "Aa ", "a.a", "@", "12 Aa, ", "0 1 ", "born ", "ref "])
def test_a_hostile_text_costs_no_more_than_a_long_one(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begun = time.process_time()
    of(text)
    assert time.process_time() - begun < 10
