"""The commands about content: `check`, `schema`, `guide`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from engage_tui.errors import NotFoundError
from engage_tui.paths import find_home, shipped_content
from engage_tui.text import capitalised, plural
from engage_tui.when import local_today

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic import BaseModel

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.guide.problems import Problem

WIDTH = 76


def check(options: Namespace) -> int:
    """List every mistake in a content folder. 0 when there is none, else 1."""
    from engage_tui.guide.loader import check_folder
    from engage_tui.guide.problems import ContentProblems
    from engage_tui.lens.loader import check_lens
    from engage_tui.lens.sources import check_sources
    from engage_tui.practice.scenarios import check_scenarios, holds_scenarios, load_scenarios

    folder = Path(options.folder) if options.folder else None
    if options.language:
        return check_language(options.language, folder)
    if folder and holds_scenarios(folder):
        found = check_scenarios(folder, _guide())
        return _told(found.problems, [plural(len(found.scenarios), "scenario")])
    guide = None
    problems: list[Problem] = []
    told: list[str] = []
    aged: list[str] = []
    try:
        guide = check_folder(folder, shipped_content()) if folder else _guide()
        told.append(plural(len(guide.items), "item") + _local(len(guide.local), "item"))
        old = guide.dated(local_today(), _most_months()).ages
        aged = [f"{guide.items[i].short} {words}" for i, words in old.items()]
    except ContentProblems as e:
        problems += e.problems
    try:
        lens = check_lens(shipped_content(), folder or _own_content())
        told.append(plural(len(lens.rules), "rule") + " of the lens" + _local(len(lens.local), "rule"))
    except ContentProblems as e:
        problems += e.problems
    try:
        sources = check_sources(shipped_content(), folder or _own_content())
        told.append(plural(len(sources.rules), "rule") + " on sources")
    except ContentProblems as e:
        problems += e.problems
    library = check_scenarios(folder, guide) if folder else load_scenarios(guide, shipped_content(), _own_content())
    problems += library.problems
    if library.scenarios:
        told.append(plural(len(library.scenarios), "scenario") + _local(len(library.local), "scenario"))
    return _told(problems, told, aged)


def _told(problems: Iterable[Problem], told: Sequence[str], aged: Sequence[str] = ()) -> int:
    """Print every mistake, or what was found to be right and what to look at. The exit code."""
    from engage_tui.guide.problems import ContentProblems

    found = sorted(problems)
    if found:
        for problem in found:
            print(problem)
        print(f"{plural(len(found), 'mistake')}.", file=sys.stderr)
        return ContentProblems.exit_code
    print(f"No mistakes: {'; '.join(told)}.")
    for line in aged:
        print(f"To look at: {line}")
    return 0


def check_language(language: str, folder: Path | None) -> int:
    """List every mistake in a translation, or what it leaves in English. 0 when there is no mistake, else 1."""
    from engage_tui.guide.loader import load_guide
    from engage_tui.guide.problems import ContentProblems, quoted
    from engage_tui.guide.translation import languages, load_translation, missing, missing_texts

    local = folder or _own_content()
    if language not in languages(shipped_content(), local):
        raise NotFoundError(f"There is no translation {quoted(language)}.", "docs/content.md says how to begin one.")
    try:
        guide = load_guide(shipped_content(), local)
        translation = load_translation(guide, language, shipped_content(), local)
    except ContentProblems as e:
        for problem in e.problems:
            print(problem)
        print(f"{plural(len(e.problems), 'mistake')}.", file=sys.stderr)
        return ContentProblems.exit_code
    lacking = [f"{place}: {key} is English" for place, key, _ in missing(guide, translation)]
    lacking += [f"interface: {quoted(text)} is English" for text in missing_texts(translation)]
    print("\n".join(lacking or ["Nothing is left in English."]))
    if lacking:
        print(f"{plural(len(lacking), 'text')} still in English.", file=sys.stderr)
    return 0


def _local(count: int, what: str) -> str:
    return f", {plural(count, what)} of them local" if count else ""


def schema(options: Namespace) -> int:
    """Print a JSON Schema."""
    print(schema_text(options.which), end="")
    return 0


def schema_text(which: str) -> str:
    """The JSON Schema of content files, of the lens's rules, of those on sources, of scenarios or of note files."""
    model: type[BaseModel]
    if which == "note":
        from engage_tui.record.note_json import NoteRecord

        model = NoteRecord
    elif which == "language":
        from engage_tui.lens.model import LanguageFile

        model = LanguageFile
    elif which == "sources":
        from engage_tui.lens.sources import SourcesFile

        model = SourcesFile
    elif which == "scenario":
        from engage_tui.practice.scenario import Scenario

        model = Scenario
    else:
        from engage_tui.guide.model import ContentFile

        model = ContentFile
    return json.dumps(model.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


def guide(options: Namespace) -> int:
    """Print guidance as plain text: all of it, a step, an item, or what holds some words."""
    from engage_tui.guide.search import Finder

    content = _guide().dated(local_today(), _most_months())
    items = list(_chosen(content, options.what))
    if options.find is not None:
        found = {item.id for item in Finder(content).find(options.find)}
        items = [item for item in items if item.id in found]
        if not items:
            raise NotFoundError("No guidance holds these words.", "Try fewer or shorter ones.")
    print("\n".join(guide_lines(content, items)))
    return 0


def _guide() -> Guide:
    from engage_tui.guide.loader import load_guide

    return load_guide(shipped_content(), _own_content())


def _most_months() -> int:
    from engage_tui.settings import load_settings

    return load_settings(find_home().settings).services_months


def _own_content() -> Path | None:
    """The user's own content folder, where there is one."""
    own = find_home().content
    return own if own.is_dir() else None


def _chosen(content: Guide, what: str | None) -> Iterator[Item]:
    from engage_tui.guide.problems import did_you_mean, quoted

    if what is None:
        yield from content.items.values()
        return
    for step in content.steps.values():
        if what.casefold() in (step.id, str(step.number), step.title.casefold(), step.short.casefold()):
            for section in content.sections_of(step.id, background=True):
                yield from section.items
            return
    if what in content.items:
        yield content.items[what]
        return
    names = [*content.items, *content.steps]
    raise NotFoundError(f"There is no step or item {quoted(what)} in the guide.", did_you_mean(what, names))


def guide_lines(content: Guide, items: Sequence[Item]) -> Iterator[str]:
    """Items as plain text, under the headings of their steps and sections."""
    step = section = None
    for item in items:
        if content.step_of(item.id) is not step:
            step = content.step_of(item.id)
            yield f"\n{'' if step.number is None else f'{step.number} '}{step.title}".upper()
            yield _text(step.aim)
        if content.section_of(item.id) is not section:
            section = content.section_of(item.id)
            yield f"\n{section.title}"
            if section.intro:
                yield _text(section.intro)
        yield ""
        yield from _item_lines(content, item)


def _item_lines(content: Guide, item: Item) -> Iterator[str]:
    local = " (local)" if item.id in content.local else ""
    yield _text(f"* {item.short}{local}", hang=2)
    if item.id in content.ages:
        yield _text(content.ages[item.id], indent=2)
    for wording in item.say:
        yield _text(f"{capitalised(wording.to)}: “{wording.words}”", indent=4, hang=4)
    for paragraph in item.more.split("\n"):
        if paragraph.strip():
            yield _text(paragraph, indent=2)
    for part in item.parts:
        yield _text(f"- {part}", indent=4, hang=2)
    extras = {
        "Why": item.why,
        "If not": item.if_no,
        "Act now": item.act_now,
        "Find out elsewhere": item.elsewhere,
        "Can touch": "; ".join(content.items[i].short for i in item.touches),
        "The form points to": "; ".join(item.names),
        "Source": content.cite(item.source),
        "Id": item.id,
    }
    for caption, text in extras.items():
        if text:
            yield _text(f"{caption}: {text}", indent=2)
    replies = content.replies.get(item.id)
    for heading, said, why in replies.lines() if replies else ():
        yield _text(f"{heading}: {said} {why}".rstrip(), indent=4, hang=2)


def _text(text: str, *, indent: int = 0, hang: int = 0) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
