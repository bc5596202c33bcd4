"""Words that tell what a survivor, or a child in confidence, told the worker: `sources.yaml`, ready to look with.

They may stand under a source that is kept from the person, and nowhere else. Pure but for reading the files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.fields import Id, Label, Line, Model
from engage_tui.guide.loader import SOURCES_FILE
from engage_tui.guide.parts import Placed
from engage_tui.guide.problems import ContentProblems, Hints, Problem, quoted
from engage_tui.lens.lens import Lens, ReadyRule
from engage_tui.lens.loader import holds, patterns_of, read_file, spread
from engage_tui.lens.model import PatternText, Sample
from engage_tui.lens.view import Leaving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as FilePath

    from engage_tui.lens.matching import Pattern

TOLD = "told"
"""The label of what is found."""
NAMES = "names"
"""The list of words that the names in the survivor's and the children's rows are added to."""
_SWAPPED = (("she", "he"), ("her", "him"))


class SourceRule(Model):
    """Words that give a source away."""

    id: Id
    any: tuple[PatternText, ...] = Field(min_length=1, description="Patterns, as in language.yaml; one is enough.")
    except_: tuple[PatternText, ...] = Field(
        default=(), alias="except", description="Longer phrases around the words that use them in another sense."
    )
    unless: tuple[PatternText, ...] = Field(default=(), description="Not where the sentence also holds one of these.")
    flags: tuple[Sample, ...] = Field(
        default=(), description="Made-up sentences that the rule must flag; `check` tries them."
    )
    leaves: tuple[Sample, ...] = Field(default=(), description="Made-up sentences that it must leave alone.")


class SourcesFile(Model):
    """What gives a source away. One's own file is laid over the shipped one rule by rule."""

    model_config = ConfigDict(
        title="engage-tui sources", json_schema_extra={"$schema": "https://json-schema.org/draft/2020-12/schema"}
    )

    schema_: Annotated[
        Literal[1], BeforeValidator(lambda v: int(v) if isinstance(v, str) and v.isdigit() and len(v) < 6 else v)
    ] = Field(alias="schema", description="Always 1.")
    why: Line | None = Field(default=None, description="What is said of such words while they are written.")
    instead: Line | None = Field(default=None, description="Where to write them instead.")
    words: dict[Id, tuple[Label, ...]] = Field(
        default_factory=dict, description="Lists of words, used in patterns as <name>. One's own are added to ours."
    )
    off: tuple[Id, ...] = Field(default=(), description="Rules to switch off.")
    rules: tuple[SourceRule, ...] = ()


@dataclass(slots=True)
class Sources:
    """The rules as they lie over each other. `told` makes what looks, for one conversation."""

    why: str = ""
    instead: str = ""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rules: dict[str, Placed[SourceRule]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def told(self, names: Sequence[str] = (), person: str = "") -> Lens:
        """What finds such words. `names`: of the survivor and the children; `person`: the word for the person.

        Where that word is a woman's, such as mum, what a man said is the survivor's.
        """
        words = {**self.words, NAMES: tuple(n.lower() for n in names)}
        if not {"she", "her"}.isdisjoint(self._lists_with(person)):
            for one, other in _SWAPPED:
                words[one], words[other] = self.words.get(other, ()), self.words.get(one, ())
        persons = person.lower().split()[-1:]
        lists = {name: tuple(w for w in spread(name, words, ()) if w not in persons) for name in words}
        rules = tuple(self._ready(placed, lists) for placed in self.rules.values())
        return Lens(rules, Leaving(), frozenset(), frozenset(self.rules))

    def _lists_with(self, person: str) -> set[str]:
        word = person.lower().split()[-1:]
        return {name for name in ("she", "her") if word and word[0] in self.words.get(name, ())}

    def _ready(self, placed: Placed[SourceRule], lists: Mapping[str, Sequence[str]]) -> ReadyRule:
        rule = placed.part

        def read(name: str, patterns: Sequence[str]) -> tuple[Pattern, ...]:
            return tuple(patterns_of(patterns, lists, self.problems, placed.reading, (*placed.path, name)))

        return ReadyRule(
            id=rule.id,
            labels=(TOLD,),
            why=self.why,
            rewording=self.instead,
            any=read("any", rule.any),
            except_=read("except", rule.except_),
            near=(),
            unless=read("unless", rule.unless),
            negated=True,
            asked=True,
            advised=True,
            viewed=True,
        )


def load_sources(shipped: FilePath, local: FilePath | None = None) -> Sources:
    """The rules of a content folder, with the user's own file laid over. Raises `ContentProblems`."""
    sources, hints = Sources(), Hints()
    for folder in (shipped, local):
        if folder is not None and holds(folder, SOURCES_FILE) and not (folder is local and shipped.samefile(folder)):
            _lay(sources, folder, hints, local=folder is local)
    sources.told()
    if sources.problems:
        raise ContentProblems(sources.problems)
    return sources


def usual_sources(shipped: FilePath, local: FilePath) -> tuple[Sources, str]:
    """The rules in use, and why the user's own were left out, if they were."""
    try:
        return load_sources(shipped, local if local.is_dir() else None), ""
    except ContentProblems as e:
        return load_sources(shipped), str(e)


def check_sources(shipped: FilePath, local: FilePath | None = None) -> Sources:
    """The same, with the examples of every rule tried. Raises `ContentProblems`."""
    sources = load_sources(shipped, local)
    if problems := list(_untrue(sources)):
        raise ContentProblems(problems)
    return sources


def _untrue(sources: Sources) -> Iterator[Problem]:
    """The examples that do not turn out as their rule says."""
    told = sources.told()
    for placed in sources.rules.values():
        for key, wanted, says in (("flags", True, "is not flagged by"), ("leaves", False, "is flagged by")):
            for n, sample in enumerate(getattr(placed.part, key)):
                hit = any(f.rule == placed.part.id or wanted for f in told.findings(sample))
                if hit is not wanted:
                    yield placed.problem(
                        (key, n), f"{quoted(sample)} {says} the rule.", "Mend the rule or the example."
                    )


def _lay(sources: Sources, folder: FilePath, hints: Hints, *, local: bool) -> None:
    reading = read_file(folder / SOURCES_FILE)
    content = None
    if reading.value is not None:
        try:
            content = SourcesFile.model_validate(reading.value)
        except ValidationError as e:
            explain(e, SourcesFile, reading, hints)
    sources.problems += reading.problems
    if content is None:
        return
    sources.why, sources.instead = content.why or sources.why, content.instead or sources.instead
    for name, words in content.words.items():
        sources.words[name] = (*sources.words.get(name, ()), *words)
    own: dict[str, Placed[SourceRule]] = {}
    for n, rule in enumerate(content.rules):
        placed = Placed(rule, reading, ("rules", n), local)
        if rule.id in own:
            told = f"the rule {quoted(rule.id)} is here twice."
            sources.problems.append(placed.problem(("id",), told, "Give one another id."))
        own.setdefault(rule.id, placed)
    sources.rules |= own
    for n, name in enumerate(content.off):
        if sources.rules.pop(name, None) is None:
            told, fix = f"{quoted(name)} is not a rule.", hints.nearest(name, [*sources.rules])
            sources.problems.append(Problem(reading.file, reading.line(("off", n)), f"off[{n + 1}]", told, fix))
