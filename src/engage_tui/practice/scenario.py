"""What a scenario file may say: frozen models, nothing unknown allowed. docs/scenarios.md explains them.

`docs/schema/scenario.schema.json` is generated from `Scenario`, so the descriptions here are what an editor shows.
Source of the hard situations among the tags: what trainees said they would find hardest (`training.hard-situations`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from engage_tui.guide.fields import Id, Label, Line, Model, Prose, Spoken, whole_number

STEPS = ("look", "ask", "assess", "respond", "refer", "record")
"""The six steps, in their order, by the ids that they have in the guide."""
StepId: TypeAlias = Literal["look", "ask", "assess", "respond", "refer", "record"]

_FICTION = re.compile(r"\b(fiction|fictional|made up|made-up|invented)\b", re.IGNORECASE)


def _says_fiction(text: str) -> str:
    if not _FICTION.search(text):
        raise ValueError('does not say that it is fiction|Write it like: "Fiction. Nobody in it is real."')
    return text


OLDEST = 110
SHORTEST, LONGEST = 5, 60
"""How long a talk may take, in minutes."""


def _age(value: object) -> object:
    years = whole_number(value)
    if not isinstance(years, int) or not 0 <= years <= OLDEST:
        raise ValueError("is not an age|Write whole years, such as 34; 0 for a baby.")
    return years


def _minutes(value: object) -> object:
    minutes = whole_number(value)
    if not isinstance(minutes, int) or not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"is not a length of time|Write whole minutes from {SHORTEST} to {LONGEST}.")
    return minutes


Card = Annotated[Prose, Field(min_length=1, max_length=650)]
"""What fits on a card: about 60 to 90 words."""
Prompt = Annotated[Line, Field(max_length=80)]
"""What a room reads in large type from the back row."""


class Setting(StrEnum):
    """What sort of talk it is."""

    HOME_VISIT = "home-visit"
    OFFICE = "office"
    HOUSING_OFFICE = "housing-office"
    SURGERY = "surgery"
    POLICE_STATION = "police-station"
    PHONE = "phone"
    MEETING = "meeting"
    FAMILY_CENTRE = "family-centre"
    HOSPITAL = "hospital"
    SCHOOL = "school"


class Tag(StrEnum):
    """What a scenario rehearses, by which a trainer chooses one."""

    DENIAL = "denial"
    DISCLOSURE = "disclosure"
    PRESENTS_AS_VICTIM = "presents-as-victim"
    SPEAKS_FOR_PARTNER = "speaks-for-partner"
    HOSTILE = "hostile"
    IMMINENT_RISK = "imminent-risk"
    DISPUTES = "disputes"
    WITHDRAWN = "withdrawn"
    NO_NEED_TO_CHANGE = "no-need-to-change"
    DRAWN_IN = "drawn-in"
    OWN_FEAR = "own-fear"
    NO_TIME_TO_PREPARE = "no-time-to-prepare"
    INTERPRETER = "interpreter"
    LIVING_TOGETHER = "living-together"
    LIVING_APART = "living-apart"
    CHILD_PROTECTION_MEETING = "child-protection-meeting"
    CHILDREN = "children"
    SAME_SEX = "same-sex"
    ADULT_CHILD = "adult-child-to-parent"
    DRINK_OR_DRUGS = "drink-or-drugs"
    ORDERS = "orders"


class Part(StrEnum):
    """Who somebody is in the story."""

    PERSON = "person"
    SURVIVOR = "survivor"
    CHILD = "child"
    WORKER = "worker"
    OTHER = "other"


class EventKind(StrEnum):
    """What happens on an event card."""

    RAISES_VOICE = "raises-voice"
    SILENCE = "silence"
    TEXT_ARRIVES = "text-arrives"
    THREAT = "threat"
    SMELLS_OF_DRINK = "smells-of-drink"
    PARTNER_COMES_IN = "partner-comes-in"
    CHILD_COMES_IN = "child-comes-in"
    TEARS = "tears"
    LEAVES = "leaves"
    OTHER = "other"


class Person(Model):
    """Somebody in the story."""

    id: Id
    name: Label
    age: Annotated[int, BeforeValidator(_age), Field(json_schema_extra={"minimum": 0, "maximum": OLDEST})]
    pronoun: Literal["he", "she", "they"]
    part: Part
    who: Line = Field(description="Who they are to the others, in one line.")


class Brief(Model):
    """What the worker knows before they meet."""

    known: Card = Field(description="What is known, in a short paragraph.")
    told_by: Line = Field(description="Who it comes from.")
    orders: Line | None = Field(None, description="Orders, bail or notices that bear on the talk.")
    not_known: tuple[Line, ...] = Field((), description="What nobody has found out yet.")


class Role(Model):
    """The card of somebody who takes part."""

    name: Label = Field(description="Whom they play, such as `Grace Adeyemi, housing officer`.")
    card: Card


class PersonRole(Role):
    """The card of whoever plays the person."""

    wants: Line
    fears: Line
    never_says: Line = Field(description="What they would not say, however well the worker does.")


class SurvivorWorkerRole(Role):
    """The card of the survivor's own worker, who is off stage and hears of it afterwards."""

    keeps: Card = Field(description="What only the survivor said. Nobody says or hints at it in the room.")


class Watch(Model):
    """Something an observer looks out for, with the words heard."""

    look_for: Line
    see: Id


class ObserverRole(Role):
    """The card of those who watch."""

    watch: tuple[Watch, ...] = Field(min_length=2)


class Roles(Model):
    """A card for each who takes part."""

    worker: Role
    person: PersonRole
    colleague: Role
    survivor_worker: SurvivorWorkerRole
    observer: ObserverRole


class Move(Model):
    """Something the worker may do, and what comes of it."""

    do: Spoken = Field(description="What the worker does or says.")
    then: Spoken = Field(description="What the person does or says to that.")
    see: Id = Field(description="The item of the guide behind it.")


class Said(Model):
    """Something the person says, and what opens them up or closes them."""

    say: Spoken
    manner: Line | None = Field(None, description="How it is said, for whoever plays the person.")
    item: Id = Field(description="The item of the guide that it is an example of, such as `look.say.drink`.")
    opens: tuple[Move, ...] = Field(min_length=1)
    closes: tuple[Move, ...] = Field(min_length=1)


class Beat(Model):
    """A stretch of the talk, in one of the six steps."""

    id: Id
    step: StepId
    prompt: Prompt = Field(description="What the room sees in large type.")
    aim: Line = Field(description="What the worker is trying to do here, for the worker and the trainer.")
    says: tuple[Said, ...] = ()
    see: tuple[Id, ...] = Field(min_length=1, description="Items of the guide for this stretch.")


class EventCard(Model):
    """Something that the trainer can let happen."""

    id: Id
    kind: EventKind
    title: Label
    actor: Card = Field(description="What whoever plays the person does.")
    room: Line = Field(description="What the room may see of it.")
    worker: Line = Field(description="What good practice looks like then, for the trainer and the observers.")
    when: Line | None = Field(None, description="When it fits.")
    see: tuple[Id, ...] = Field(min_length=1)


class Severe(Model):
    """The one severe-risk fact, which comes out only if the door is left open."""

    fact: Card = Field(description="What is so, as the trainer and the person's card have it.")
    beat: Id = Field(description="The beat in which it can come out.")
    comes_out_if: Line
    stays_in_if: Line
    says: Spoken = Field(description="How the person says it.")
    item: Id = Field(description="A risk indicator (`risk.*`), or `assess.act-now` for what is on no list.")
    demands: tuple[Line, ...] = Field(min_length=2, max_length=6, description="What has to follow, in order.")
    if_missed: Line = Field(description="What the trainer says afterwards when it never came out.")
    see: tuple[Id, ...] = ()


class DebriefPoint(Model):
    """A question for the room afterwards."""

    ask: Spoken
    see: tuple[Id, ...] = Field(min_length=1)


class Scenario(Model):
    """One YAML file of a folder of scenarios: somebody made up to talk with, and all that a room needs for it."""

    model_config = ConfigDict(
        title="engage-tui scenario", json_schema_extra={"$schema": "https://json-schema.org/draft/2020-12/schema"}
    )

    schema_: Annotated[Literal[1], BeforeValidator(whole_number)] = Field(alias="schema", description="Always 1.")
    id: Id = Field(description="The name of the file without its ending.")
    title: Label
    fiction: Annotated[Line, AfterValidator(_says_fiction)] = Field(description="Says that it is fiction.")
    about: Line = Field(description="What it is about, in one line of a list.")
    warn: Line = Field(description="What it speaks of, so that nobody in the room is taken by surprise.")
    setting: Setting
    place: Line
    minutes: Annotated[int, BeforeValidator(_minutes)] = Field(
        description="How long the talk itself takes.",
        json_schema_extra={"minimum": SHORTEST, "maximum": LONGEST},
    )
    tags: tuple[Tag, ...] = Field(min_length=1)
    people: tuple[Person, ...] = Field(min_length=2)
    brief: Brief
    roles: Roles
    beats: tuple[Beat, ...] = Field(min_length=6)
    events: tuple[EventCard, ...] = Field(min_length=3)
    severe: Severe
    stop_when: Line = Field(description="When stopping is the right ending.")
    debrief: tuple[DebriefPoint, ...] = Field(min_length=3)
    see: tuple[Id, ...] = ()

    @property
    def person(self) -> Person:
        """The one the worker talks with."""
        return next(p for p in self.people if p.part is Part.PERSON)

    def beat(self, beat_id: str) -> Beat:
        """A beat by its id. Raises `KeyError`."""
        for beat in self.beats:
            if beat.id == beat_id:
                return beat
        raise KeyError(beat_id)

    def event(self, event_id: str) -> EventCard:
        """An event card by its id. Raises `KeyError`."""
        for event in self.events:
            if event.id == event_id:
                return event
        raise KeyError(event_id)
