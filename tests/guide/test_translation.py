"""Another language by files beside the English ones: what is there, what is missing, what is a mistake."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import engage_tui
from engage_tui.conversation.words import SHAPES
from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind
from engage_tui.guide.problems import ContentProblems
from engage_tui.guide.translation import languages, load_translation, missing, missing_texts, translated
from engage_tui.interface import ENGLISH, MARK, TEXTS, tr, use
from engage_tui.paths import shipped_content
from engage_tui.record.captions import SETTINGS, field_caption
from engage_tui.tui.hints import GUIDE_HINTS, WALK_HINTS, item_hints
from support.contents import own, question, section, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.problems import Problem

SOURCES = sorted(Path(engage_tui.__file__).parent.rglob("*.py"))


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use(ENGLISH, {})


def of_step(guide: Guide, step: str) -> set[str]:
    return {step} | {x.id for s in guide.sections_of(step, background=True) for x in (s, *s.items)}


def test_step_2_is_whole_in_welsh_and_all_steps_have_names(guide: Guide) -> None:
    welsh = load_translation(guide, "cy", shipped_content())
    lacking = {(place, key) for place, key, _ in missing(guide, welsh)}
    assert {place for place, _ in lacking} & of_step(guide, "ask") == set()
    assert {(s, "title") for s in guide.steps} & lacking == set()
    assert missing_texts(welsh) == []
    shown = translated(guide, welsh)
    assert shown.steps["ask"].title == "Gofyn"
    assert shown.items["ask.own"].short.startswith("Ysgrifennwch gwestiwn")
    assert shown.sections["openers"].items[0].say[0].words == shown.items["ask.fatherhood-opener"].say[0].words
    assert "look.say.drink" in shown.english
    assert "ask.own" not in shown.english
    assert languages(shipped_content()) == ["cy"]


def test_ids_kinds_sources_and_what_opens_a_card_stay(guide: Guide) -> None:
    shown = translated(guide, load_translation(guide, "cy", shipped_content()))
    for item_id, item in guide.items.items():
        other = shown.items[item_id]
        assert (other.kind, other.source, other.touches, other.branch) == (
            item.kind,
            item.source,
            item.touches,
            item.branch,
        )
        assert bool(other.act_now) == bool(item.act_now)
        assert len(other.say) == len(item.say)


def test_a_welsh_question_can_be_said_in_one_breath(guide: Guide) -> None:
    shown = translated(guide, load_translation(guide, "cy", shipped_content()))
    said = [w.words for i in of_step(guide, "ask") & shown.items.keys() for w in shown.items[i].say]
    assert len(said) > 60
    assert not [w for w in said if len(w.split()) > 26 or "!" in w]


def test_the_numbers_in_a_folder_of_translations_are_no_content_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "cy", own={"schema": 1, "items": [{"id": "look.say.drink", "short": "Diod"}]})
    guide = load_guide(shipped_content(), tmp_path)
    assert not guide.local
    words = load_translation(guide, "cy", shipped_content(), tmp_path)
    assert translated(guide, words).items["look.say.drink"].short == "Diod"
    assert "look.say.drink" in translated(guide, words).english, "its explanation is still English"


def test_our_translation_never_hides_what_a_service_has_laid_over_ours(tmp_path: Path) -> None:
    changed = question("ask.what-did-you-do", short="Ours")
    write(tmp_path, mine=own(section("openers", "ask", changed)))
    guide = load_guide(shipped_content(), tmp_path)
    shown = translated(guide, load_translation(guide, "cy", shipped_content(), tmp_path))
    assert shown.items["ask.what-did-you-do"].short == "Ours"
    assert "ask.what-did-you-do" in shown.english


def mistakes(guide: Guide, folder: Path, **content: Any) -> list[Problem]:
    write(folder / "xx", words={"schema": 1, **content})
    with pytest.raises(ContentProblems) as caught:
        load_translation(guide, "xx", shipped_content(), folder)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"items": [{"id": "ask.onw", "short": "X"}]}, "Did you mean `ask.own`?"),
        ({"items": [{"id": "ask.own", "kind": "question"}]}, "this key is not known"),
        (
            {"items": [{"id": "ask.other-issue.choices", "say": [{"to": "x", "words": "y?"}]}]},
            "1 here, and 3 in English",
        ),
        ({"interface": {"nxt": "x"}}, "the interface has no such text: `nxt`. Did you mean `next`?"),
        ({"interface": {"next": ""}}, "this is empty"),
        ({"steps": [{"id": "ask", "title": "a\u202eb"}]}, "U+202E"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(guide: Guide, tmp_path: Path, content: Any, told: str) -> None:
    (found,) = mistakes(guide, tmp_path, **content)
    assert told in str(found)
    assert found.file == "xx/words.yaml"
    assert found.line > 1


# -- the interface's own texts


def literals() -> Iterator[str]:
    """Every text that the code hands to `tr` as it stands there."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
            if named and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_every_text_that_is_handed_over_is_in_the_list() -> None:
    found = set(literals())
    assert len(found) >= 10
    assert found - set(TEXTS) == set()


def test_the_keys_fields_and_places_of_step_2_are_in_the_list(guide: Guide) -> None:
    kinds = {guide.answer_kind(i) for i in of_step(guide, "ask") & guide.items.keys()}
    assert AnswerKind.QUESTION in kinds
    for kind in (*kinds, None):
        for general in (WALK_HINTS, GUIDE_HINTS):
            labels = {label for _, label in item_hints(kind, general, writes=True, key=str)}
            assert labels - set(TEXTS) == set(), kind
    for kind in kinds:
        captions = {field_caption(kind, f, say=lambda text: f"<{text}>") for f in SHAPES[kind].fields}
        assert {c.strip("<>").replace("The person", "{Person}") for c in captions} - set(TEXTS) == set(), kind
    assert set(SETTINGS.values()) <= set(TEXTS)


def test_what_a_language_lacks_stays_english_and_says_so() -> None:
    use("cy", {"next": "nesaf"})
    assert tr("next") == "nesaf"
    assert tr("back") == f"back {MARK}"
    assert tr("no text of ours") == "no text of ours"
    use(ENGLISH, {})
    assert tr("back") == "back"
