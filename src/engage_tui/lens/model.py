"""What `language.yaml` may say: frozen models, nothing unknown allowed. docs/lens.md explains them.

`docs/schema/language.schema.json` is generated from `LanguageFile`, so the descriptions here are what an editor shows.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from engage_tui.guide.fields import Id, Label, Line, Model, Truth


class Trouble(StrEnum):
    """What can be wrong with words in a record. The names are those of practice/README."""

    VICTIM_BLAMING = "victim-blaming"
    FAILURE_TO_PROTECT = "failure-to-protect"
    MUTUALISING = "mutualising"
    HIDDEN_AGENT = "hidden-agent"
    MINIMISING = "minimising"
    VAGUE = "vague"
    PATHOLOGISING_VICTIM = "pathologising-victim"
    EXCUSE_AS_CAUSE = "excuse-as-cause"
    DOUBT_CASTING = "doubt-casting"
    JARGON = "jargon"
    SPECULATION = "speculation"


PatternText = Annotated[str, Field(min_length=1, max_length=600)]
Sample = Annotated[str, Field(min_length=1, max_length=240)]


class Rule(Model):
    """Words that one or more labels fit, why they matter, and how to write it instead."""

    id: Id
    label: Trouble
    also: tuple[Trouble, ...] = Field(default=(), description="Other labels that these words earn as well.")
    any: tuple[PatternText, ...] = Field(min_length=1, description="Patterns; one is enough.")
    except_: tuple[PatternText, ...] = Field(
        default=(), alias="except", description="Longer phrases around the words that use them in another sense."
    )
    near: tuple[PatternText, ...] = Field(default=(), description="Only where the sentence also holds one of these.")
    unless: tuple[PatternText, ...] = Field(default=(), description="Not where the sentence also holds one of these.")
    negated: Truth = Field(default=False, description="true: also after `not`, `never`, `rather than`.")
    asked: Truth = Field(default=False, description="true: also in a question.")
    advised: Truth = Field(default=False, description="true: also after `if` and in advice.")
    viewed: Truth = Field(default=True, description="false: not where the sentence is marked as a view.")
    why: Line = Field(description="Why these words matter, in one line.")
    rewording: Line = Field(description="A pattern for writing it, with gaps such as [name] for the writer.")
    flags: tuple[Sample, ...] = Field(
        default=(), description="Made-up sentences that the rule must flag; `check` tries them."
    )
    leaves: tuple[Sample, ...] = Field(default=(), description="Made-up sentences that it must leave alone.")


class Leave(Model):
    """What the lens leaves alone whatever the rules say. All are patterns."""

    spoken: tuple[PatternText, ...] = Field(
        default=(), description="What follows in the sentence is somebody's account."
    )
    spoken_before: tuple[PatternText, ...] = Field(
        default=(), description="At a sentence's end: what precedes is an account."
    )
    resumes: tuple[PatternText, ...] = Field(default=(), description="Where an account ends and the writer goes on.")
    sentence: tuple[PatternText, ...] = Field(default=(), description="A sentence with this is about wording itself.")
    advice: tuple[PatternText, ...] = Field(default=(), description="At a sentence's start: it advises or supposes.")
    view: tuple[PatternText, ...] = Field(default=(), description="The sentence is marked as the writer's view.")
    negation: tuple[PatternText, ...] = Field(default=(), description="Shortly before the words: they are denied.")


class Likeness(Model):
    """What is told where a sentence is like those of a label and no rule knows its words."""

    label: Trouble
    why: Line
    rewording: Line


class LanguageFile(Model):
    """The lens's rules. One's own file is laid over the shipped one rule by rule."""

    model_config = ConfigDict(
        title="engage-tui language", json_schema_extra={"$schema": "https://json-schema.org/draft/2020-12/schema"}
    )

    schema_: Annotated[
        Literal[1], BeforeValidator(lambda v: int(v) if isinstance(v, str) and v.isdigit() and len(v) < 6 else v)
    ] = Field(alias="schema", description="Always 1.")
    words: dict[Id, tuple[Label, ...]] = Field(
        default_factory=dict, description="Lists of words, used in patterns as <name>. One's own are added to ours."
    )
    leave: Leave = Field(default_factory=lambda: Leave.model_validate({}))
    off: tuple[Id, ...] = Field(default=(), description="Rules or labels to switch off.")
    rules: tuple[Rule, ...] = ()
    learned: tuple[Likeness, ...] = Field(
        default=(), description="What is told of words that no rule knows and that were learnt from labelled sentences."
    )
