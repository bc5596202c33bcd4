"""Three made-up cases: one who is open, one who is closed and refuses, one who may kill. Nobody in them exists.

The words are what a tired worker writes: short, dated, with who did what to whom.
"""

from __future__ import annotations

from engage_tui.conversation.words import Field, Mark, Setting, Source
from engage_tui.record.earlier import About
from support.scripts import (
    AtRisk,
    Case,
    Contact,
    FromLastTime,
    Moved,
    No,
    Noted,
    OpenedUp,
    PutRight,
    Stopped,
    TablesOn,
    Taken,
    Written,
    WrittenUp,
    Yes,
)

F = Field
MADE_UP = "Everyone in this note is made up."

CHECKS = tuple(
    Noted(f"check.{name}", Mark.YES)
    for name in ("not-alone", "whereabouts", "backed", "sober", "out-of-earshot", "separate-worker", "survivor-told")
)

OPEN = Case(
    reference="MADE-UP-1",
    title="Open",
    about=(
        "A father who asks for help, owns some of what he does and agrees to a programme. He plays one thing down, and "
        "the note says so without arguing."
    ),
    person="dad",
    contacts=(
        Contact(
            Setting.VISIT,
            (
                *CHECKS[:4],
                Noted("check.out-of-earshot", Mark.NO, {F.REASON: "His mother was in. We talked in the yard."}),
                *CHECKS[5:],
                Noted("plan.check-in", words={F.TEXT: "Ring B. Manager by half past three."}),
                Noted("look.asks-for-help", Mark.SEEN, {F.SAID: "I frighten them. I want it to stop."}),
                Noted("look.say.drink", Mark.HEARD, {F.SAID: "It is worse when I have had a few."}),
                Noted(
                    "ask.fatherhood-opener",
                    Mark.ASKED,
                    {F.SAID: "One they run to. They do not, now.", F.SEEN: "Looked at the floor a long time."},
                    planned=True,
                ),
                Noted(
                    "ask.other-issue.what-can-you-do", Mark.ASKED, {F.SAID: "Sleep at my brother's, ring the group."}
                ),
                Noted("ask.discloses.children", Mark.ASKED, {F.SAID: "Amy stands between us."}, planned=True),
                Noted("ask.discloses.police", planned=True),
                OpenedUp(),
                Noted("ask.heightened.in-front-of-children", Mark.ASKED, {F.SAID: "I pushed her into the door. Once."}),
                AtRisk(
                    (
                        Noted("risk.escalation", words={F.SURVIVOR: "Every week since the summer, she says."}),
                        Noted(
                            "risk.coercive-control",
                            Mark.PRESENT,
                            {
                                F.ACTION: "Told the duty manager and the survivor's worker",
                                F.WHO: "A. Worker",
                                F.WHEN: "the same afternoon",
                                F.SAID: "I go through her phone at night.",
                            },
                        ),
                        Noted("risk.weapons", Mark.NOT_IDENTIFIED, {F.AGENCY: "Police: nothing on their records."}),
                    )
                ),
                Noted("respond.affirm-accountability", Mark.USED),
                Noted("respond.parenting-choice", Mark.USED, {F.SAID: "I never saw it as what I do to Amy."}),
                Noted("refer.dapp", Mark.REFERRED, {F.REASON: "Rang the programme with him. Assessment 3 December."}),
                TablesOn("form.perpetrator-details"),
                Noted("form.perpetrator-details", words={F.HELD_UNDER: "CS 4471", F.NAME: "Karl Madeup"}),
                Noted(
                    "form.child-details",
                    words={F.HELD_UNDER: "CS 4472", F.NAME: "Amy Madeup", F.ADDRESS: "12 Fable Road"},
                ),
                WrittenUp(
                    (
                        (
                            Written(
                                {F.TEXT: f"{MADE_UP} Home visit. He spoke of what he does and what it does to Amy."}
                            ),
                        ),
                        (Taken(),),
                        (Taken(),),
                        (Taken(),),
                        (Yes(),),
                        (Taken(),),
                        (
                            Written(
                                {
                                    F.ACT: "Pushed her into the kitchen door",
                                    F.TOWARDS: "the survivor",
                                    F.WHEN: "August, a Saturday night",
                                },
                                Source.PERSON,
                            ),
                        ),
                        (Taken({F.ON_HOUSEHOLD: "Nobody sits in the kitchen after nine."}),),
                        (Written({F.TEXT: "Keeps Amy's bedtime whatever happens. School says so."}),),
                        (Taken({F.WHEN: "by 4 December"}),),
                        (Taken({F.OUTCOME: "He let me in and talked for an hour."}),),
                        (Taken({F.WHO: "Police, Sgt Invented"}),),
                        (Written({F.TEXT: "The programme's number, by text", F.WHO: "dad", F.WHEN: "today"}),),
                        (Taken({F.WHO: "B. Manager asks the health visitor"}),),
                        (Written({F.WHO: "B. Manager", F.WHEN: "the same day", F.TEXT: "The push, and Amy"}),),
                        (Written({F.TEXT: "He means it today. I have not seen it tested."}),),
                        (Taken({F.TEXT: "\nTuesday at the office."}),),
                    )
                ),
                PutRight("how change will show", "His brother tells me which nights"),
                PutRight("who checks", "A. Worker"),
            ),
            stands=(
                ("Safe-to-talk checks", "His mother was in. We talked in the yard."),
                ("What was seen and heard", "I frighten them. I want it to stop."),
                ("Questions", "Amy stands between us."),
                ("Questions", "I pushed her into the door. Once."),
                ("Risk", "Told the duty manager and the survivor's worker"),
                ("Risk", "I go through her phone at night."),
                ("Responses used", "I never saw it as what I do to Amy."),
                ("Pattern of behaviour and its impact", "Pushed her into the kitchen door"),
                ("Survivor strengths and protective acts", "Keeps Amy's bedtime whatever happens."),
                ("Actions for the person", "His brother tells me which nights"),
                ("Referrals and other agencies", "Assessment 3 December."),
                ("Engagement form", "CS 4472"),
                ("Engagement form", MADE_UP),
                ("Attempts to engage", "He let me in and talked for an hour."),
                ("Practitioner's view", "I have not seen it tested."),
                ("Next contact", "Tuesday at the office."),
            ),
            restricted=("Every week since the summer",),
            ours=("We talked in the yard", "I have not seen it tested", "The push, and Amy"),
        ),
    ),
    names=("Karl Madeup", "Amy Madeup", "12 Fable Road"),
)

REFUSING = Case(
    reference="MADE-UP-2",
    title="Closed and refusing",
    about=(
        "He denies it, blames her, comes once and asks for anger management. Three attempts failed before. All four "
        "engagement questions are a no, each with its own reason: that is a complete note."
    ),
    person="the client",
    contacts=(
        Contact(
            Setting.OFFICE,
            (
                *CHECKS,
                Noted("look.blames-others", Mark.SEEN, {F.SEEN: "Blamed her, the school and the police in turn."}),
                Noted("look.claims-partner-abusive", Mark.HEARD, {F.SAID: "She is the violent one."}),
                Noted("look.deflect.done-nothing", Mark.HEARD, {F.SAID: "I do not know why I am here."}),
                Noted("look.say.anger-management", Mark.HEARD, {F.SAID: "Send me on an anger course then."}),
                Noted("ask.other-issue.how-behave", Mark.ASKED, {F.SAID: "Ask her."}, planned=True),
                Noted(
                    "ask.discloses.children",
                    Mark.NOT_SAFE,
                    {F.REASON: "He had learnt that morning that she has a worker."},
                    planned=True,
                ),
                AtRisk(
                    (
                        Noted(
                            "risk.escalation",
                            Mark.PRESENT,
                            {
                                F.ACTION: "Asked for a case discussion",
                                F.WHO: "B. Manager",
                                F.AGENCY: "Police: three call-outs in six weeks, one before.",
                            },
                        ),
                        Noted("risk.threats-to-kill", words={F.SURVIVOR: "He said it in the car, only to her."}),
                    )
                ),
                Noted("respond.no-collusion", Mark.USED),
                Noted("respond.refusal-keep-trying", Mark.USED, {F.SAID: "Write what you like."}),
                Noted("refer.dapp", Mark.DECLINED, {F.SAID: "I am not one of them."}),
                Noted("refer.anger-management", Mark.OFFERED),
                Noted("form.victim-additional", words={F.TEXT: "She keeps a bag at her sister's."}),
                WrittenUp(
                    (
                        (Written({F.TEXT: f"{MADE_UP} He came once, for twenty minutes, and denied all of it."}),),
                        (No(0),),
                        (No(1),),
                        (No(2),),
                        (No("Nobody has agreed any with him. B. Manager takes it to the case discussion."),),
                        (No(3),),
                        (
                            Written(
                                {
                                    F.ACT: "Broke the lock of the flat",
                                    F.TOWARDS: "the survivor, with both children in",
                                    F.WHEN: "9 November",
                                },
                                Source.AGENCY,
                            ),
                        ),
                        (Written({F.ON_CHILD: "Both missed school the next day."}),),
                        (),
                        (),
                        (
                            Written({F.WHEN: "2 November", F.WAY: "letter", F.OUTCOME: "No answer"}),
                            Written({F.WHEN: "9 November, 16:00", F.WAY: "home visit", F.OUTCOME: "Shut the door"}),
                            Written({F.WHEN: "12 November", F.WAY: "phone, twice", F.OUTCOME: "Hung up"}),
                            Taken({F.OUTCOME: "Came, stayed twenty minutes."}),
                        ),
                        (Taken({F.WHO: "Police, Sgt Invented"}),),
                        (),
                        (Taken({F.WHO: "A. Worker asks the midwife"}),),
                        (Written({F.WHO: "B. Manager", F.WHEN: "the same day", F.TEXT: "What if he comes back?"}),),
                        (Written({F.TEXT: "He wants the case closed. I do not read calm as safety."}),),
                        (Written({F.TEXT: "Letter with a new date by Friday."}),),
                    )
                ),
                PutRight("by when", "by 26 November"),
                PutRight(
                    "anger management", "Kept beside the programme at his solicitor's wish; agreed with B. Manager."
                ),
            ),
            stands=(
                ("What was seen and heard", "Blamed her, the school and the police in turn."),
                ("What was seen and heard", "She is the violent one."),
                ("Questions", "Ask her."),
                ("Risk", "by 26 November"),
                ("Risk", "Police: three call-outs in six weeks, one before."),
                ("Pattern of behaviour and its impact", "Broke the lock of the flat"),
                ("Referrals and other agencies", "I am not one of them."),
                ("Referrals and other agencies", "Kept beside the programme at his solicitor's wish"),
                ("Engagement form", "They do not acknowledge the abuse."),
                ("Engagement form", "They are not engaging with us."),
                ("Engagement form", "It is not safe to ask at present."),
                ("Engagement form", "Nobody has agreed any with him."),
                ("Engagement form", MADE_UP),
                ("Engagement form", "They turned it down."),
                ("Attempts to engage", "No answer"),
                ("Attempts to engage", "Shut the door"),
                ("Attempts to engage", "Hung up"),
                ("Attempts to engage", "Came, stayed twenty minutes."),
                ("Practitioner's view", "I do not read calm as safety."),
                ("Next contact", "Letter with a new date by Friday."),
            ),
            restricted=("learnt that morning", "He said it in the car", "keeps a bag at her sister"),
            ours=("I do not read calm as safety", "What if he comes back?"),
        ),
    ),
)

_FIRST = Contact(
    Setting.VISIT,
    (
        *CHECKS,
        Noted("plan.exit-words", words={F.TEXT: "I need to move the car"}),
        Noted("look.excessive-contact", Mark.SEEN, {F.SEEN: "Rang her eleven times while we sat there."}),
        Noted("ask.fatherhood-opener", Mark.ASKED, {F.SAID: "I would do anything for them."}, planned=True),
        Noted("ask.discloses.police", planned=True),
        Stopped(
            4,
            AtRisk(
                (
                    Noted(
                        "risk.separation",
                        Mark.PRESENT,
                        {
                            F.ACTION: "Rang police and the duty manager from the car",
                            F.WHO: "A. Worker",
                            F.WHEN: "the same day, at once",
                            F.SAID: "She says she is going. She is not.",
                            F.SURVIVOR: "She goes on Friday, to her sister.",
                        },
                    ),
                    Noted(
                        "risk.weapons",
                        Mark.PRESENT,
                        {
                            F.ACTION: "Told police what may be in the van",
                            F.WHO: "A. Worker",
                            F.WHEN: "the same day",
                            F.SURVIVOR: "A knife under the seat of his van.",
                        },
                    ),
                    Noted(
                        "risk.threats-to-kill",
                        Mark.PRESENT,
                        {
                            F.ACTION: "Rang 999",
                            F.WHO: "A. Worker",
                            F.SAID: "If she takes the kids I will finish her.",
                        },
                    ),
                )
            ),
        ),
        Noted("form.victim-housing", words={F.TEXT: "A room at her sister's, from Friday."}),
        Moved("risk.weapons", "She told police in front of him, and wants it in the file."),
        WrittenUp(
            (
                (Written({F.TEXT: f"{MADE_UP} I left after a threat. Police the same day."}),),
                (No(2),),
                (No(2),),
                (No(2),),
                (No(2),),
                (No(2),),
                (),
                (),
                (Written({F.TEXT: "School: both there by eight, fed, with their books."}),),
                (),
                (Taken({F.OUTCOME: "Let me in. I left after fifteen minutes, after the threat."}),),
                (
                    Written(
                        {
                            F.WHO: "Police, Sgt Invented",
                            F.WHEN: "the same day, 15:10",
                            F.TEXT: "The threat in his words",
                            F.AGENCY: "Officers went at once. Arrested at ten past four.",
                        }
                    ),
                ),
                (Written({F.TEXT: "My statement", F.WHO: "police", F.WHEN: "tomorrow morning"}),),
                (Written({F.TEXT: "Whether bail keeps him from the school", F.WHO: "B. Manager"}),),
                (Written({F.WHO: "B. Manager", F.WHEN: "the same day, 14:50", F.OUTCOME: "No visits for now"}),),
                (),
                (Written({F.TEXT: "Not at home, and never alone, until police say more."}),),
            )
        ),
        PutRight("by when", "the same day, 14:40"),
    ),
    stands=(
        ("Safe-to-talk checks", "I heard a threat"),
        ("What was seen and heard", "Rang her eleven times while we sat there."),
        ("Questions", "I would do anything for them."),
        ("Risk", "She says she is going. She is not."),
        ("Risk", "A knife under the seat of his van."),
        ("Risk", "If she takes the kids I will finish her."),
        ("Survivor strengths and protective acts", "School: both there by eight, fed, with their books."),
        ("Referrals and other agencies", "Arrested at ten past four."),
        ("Engagement form", "It is not safe to ask at present."),
        ("Engagement form", MADE_UP),
        ("Attempts to engage", "I left after fifteen minutes, after the threat."),
        ("Next contact", "My statement"),
        ("Next contact", "Whether bail keeps him from the school"),
        ("Next contact", "Not at home, and never alone, until police say more."),
    ),
    restricted=(
        "She goes on Friday",
        "A room at her sister",
        "I need to move the car",
        "in front of him, and wants it",
    ),
    ours=("No visits for now",),
)
_SECOND = Contact(
    Setting.CUSTODY,
    (
        *CHECKS,
        FromLastTime((About.UNASKED, About.UNKNOWN, About.PROMISE)),
        Noted("ask.discloses.police", Mark.ASKED, {F.SAID: "Four times. They never kept me before."}),
        AtRisk(
            (
                Noted(
                    "risk.threats-to-kill",
                    Mark.PRESENT,
                    {
                        F.ACTION: "Told the officer; police tell the survivor's worker",
                        F.WHO: "A. Worker",
                        F.WHEN: "at once",
                        F.SAID: "I said it. Anyone would.",
                    },
                ),
            )
        ),
        WrittenUp(
            (
                (Written({F.TEXT: f"{MADE_UP} In custody, with an officer at the door."}),),
                (Taken(),),
                (No(0),),
                (No(0),),
                (No(1),),
                (No(0),),
                (Written({F.ACT: "Said he would finish her", F.WHEN: "at the last visit"}, Source.ME),),
                (),
                (),
                (),
                (Taken({F.OUTCOME: "Talked for ten minutes."}),),
                (),
                (),
                (),
                (),
                (),
                (Written({F.TEXT: "After the hearing."}),),
            )
        ),
    ),
    stands=(
        ("Questions", "Four times. They never kept me before."),
        ("Risk", "I said it. Anyone would."),
        ("Pattern of behaviour and its impact", "Said he would finish her"),
        ("Engagement form", "They do not acknowledge the abuse."),
        ("Engagement form", MADE_UP),
        ("Attempts to engage", "Talked for ten minutes."),
        ("Next contact", "My statement"),
        ("Next contact", "Carried over from"),
        ("Next contact", "Whether bail keeps him from the school"),
        ("Next contact", "After the hearing."),
    ),
)

IMMINENT = Case(
    reference="MADE-UP-3",
    title="Imminent risk",
    about=(
        "He threatens to kill her as she is leaving. The talk is stopped and police are rung the same day. What only "
        "she said stays on the restricted sheet, but for one thing that she wants in the file. The second contact "
        "opens on what the first left."
    ),
    person="the client",
    contacts=(_FIRST, _SECOND),
)
CASES = (OPEN, REFUSING, IMMINENT)
