"""What is flagged, what is left alone, and what a finding says. Everyone is made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engage_tui.lens.loader import check_lens
from engage_tui.lens.model import Trouble
from engage_tui.paths import shipped_content
from support.labelled import shipped_lens

FLAGGED = {
    Trouble.VICTIM_BLAMING: ["Mum keeps going back to him.", "She provoked him by answering back."],
    Trouble.FAILURE_TO_PROTECT: ["The mother failed to protect her children.", "mo faild to protect kids"],
    Trouble.MUTUALISING: ["The couple's volatile relationship continues.", "Police attended a verbal altercation."],
    Trouble.HIDDEN_AGENT: ["She was assaulted on Friday.", "There has been violence in the home."],
    Trouble.MINIMISING: ["It was only a slap.", "This was a minor assault on his wife."],
    Trouble.VAGUE: ["There was an incident on Friday.", "Dad displayed inappropriate behaviour."],
    Trouble.PATHOLOGISING_VICTIM: ["Mum presents as hysterical.", "The victim suffers from learned helplessness."],
    Trouble.EXCUSE_AS_CAUSE: ["He hit her because he was drunk.", "FA lost his temper and punched MO."],
    Trouble.DOUBT_CASTING: ["She claims that he kicked her.", "Her account has been inconsistent."],
    Trouble.JARGON: ["Mum evidences disguised compliance."],
    Trouble.SPECULATION: ["He is probably still seeing her.", "She must have known what he did."],
}

LEFT_ALONE = [
    # quotations, also over a line's end, and block quotes
    "He said she ‘made him’ do it.",
    "He told me: “She winds me up and I lose control”.",
    'Dad shouted, "she provoked me, it was only a slap".',
    "“She provoked me.\nIt was only a push,” he said.",
    "> Mum failed to protect the children.",
    'The old report says "a volatile relationship".',
    # what somebody is reported to have said
    "Ms K told me that there was a row and he was aggressive.",
    "Dad says the relationship is volatile.",
    "According to Mr Ellis, they were as bad as each other.",
    "She provokes him, according to Mr Ellis.",
    "He believes that she provoked him.",
    "His view is that it was only a push.",
    # procedure
    "The referral was made on 4 June.",
    "The child was seen alone at school.",
    "A strategy meeting was held and bail was granted.",
    # another sense
    "The engaged tone was heard each time I rang.",
    "Incident number 0456 refers.",
    "Her flight was a domestic one.",
    "The car failed to start.",
    "Toxic waste was found in the bin store.",
    "The market has been volatile.",
    # denied, corrected, advised
    "She did not provoke him.",
    'Do not write that she "failed to protect" the children.',
    "Rather than calling it a volatile relationship, say what he did.",
    "Staff should avoid words such as altercation, tiff and volatile.",
    "If there is an incident, ring 999.",
    "Ask whether he has been violent before.",
    # the one who did it is named
    "She was assaulted by Mr Dunn in the kitchen.",
    "His assault on her was on 3 May.",
    "The children saw their father's violence to their mother.",
    # good practice that looks like it
    "He punched her; she pushed him away and ran.",
    "She kept the children upstairs.",
    "Mr Bell's threats keep both boys awake.",
    "In my view he is likely to come back, because he has done so twice.",
    "He says he was drunk. He chose to wait until the children were in bed.",
    "She did not ring the police because he had said he would take the baby.",
    "He is charged with the alleged assault on 2 June; trial is listed for 4 November.",
]


@pytest.mark.parametrize(("label", "text"), [(label, text) for label, texts in FLAGGED.items() for text in texts])
def test_words_earn_their_label(label: Trouble, text: str) -> None:
    assert label in {f.label for f in shipped_lens().findings(text)}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert shipped_lens().findings(text) == ()


def test_every_rule_does_what_its_examples_say() -> None:
    assert [r.id for r in check_lens(shipped_content()).rules] == [r.id for r in shipped_lens().rules]


def test_every_label_has_a_rule() -> None:
    assert {label for rule in shipped_lens().rules for label in rule.labels} == set(Trouble)


def test_no_rewording_or_reason_is_flagged_itself_or_graded() -> None:
    by_rules = replace(shipped_lens(), learned={})
    for rule in shipped_lens().rules:
        assert "[" in rule.rewording
        assert not any(f.label in rule.labels for f in by_rules.findings(rule.rewording)), rule.id


def test_a_finding_says_where_what_why_and_how_else() -> None:
    text = "Seen today. Mum failed to protect the children, NFA."
    (found,) = shipped_lens().findings(text)
    assert text[found.start : found.end] == found.text == "failed to protect"
    assert found.label == Trouble.FAILURE_TO_PROTECT
    assert found.why.endswith(".")
    assert "[Name]" in found.rewording
    assert found.rule == "protect.failed"


def test_the_same_text_gives_the_same_findings_wherever_it_stands() -> None:
    text = "It was only a push. The boys were exposed to domestic abuse."
    alone = shipped_lens().findings(text)
    later = shipped_lens().findings("A quiet line.\n\n" + text)
    assert [(f.text, f.label) for f in later] == [(f.text, f.label) for f in alone]
    assert [f.start - 15 for f in later] == [f.start for f in alone]


def test_a_quotation_ends_and_the_writers_words_are_looked_at_again() -> None:
    text = 'He said "she made me". Mum failed to protect the children.'
    assert [f.text for f in shipped_lens().findings(text)] == ["failed to protect"]


def test_an_account_ends_where_the_writer_goes_on() -> None:
    text = "He said that he was sorry, but Mum failed to protect the children."
    assert [f.label for f in shipped_lens().findings(text)] == [Trouble.FAILURE_TO_PROTECT]


def test_a_writers_own_telling_is_no_account_of_somebody_else() -> None:
    assert shipped_lens().findings("I told Mum that she failed to protect the children.")


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "'", "…", "Mr", "Mr.", "?", "-", "\x00", "a\ud800b"])
def test_next_to_nothing_is_no_trouble(text: str) -> None:
    assert shipped_lens().findings(text) == ()
