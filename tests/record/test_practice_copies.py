"""Every copy of a practice note says what it is, on every page and in its name; no copy of a real one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.practice.marking import PRACTICE
from engage_tui.record.audience import Audience
from engage_tui.record.export import FORMATS, file_name, note_bytes, rendered
from engage_tui.record.supervision import FORMS, redaction
from support.pages import everything_in, poppler, poppler_says
from support.talks import full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_for_everybody_says_practice(guide: Guide, form: str) -> None:
    talk = new_talk("PRACTICE-my-side-of-it")
    for audience in Audience:
        data = note_bytes(talk, guide, form=form, audience=audience)
        told = data.decode() if form in ("md", "txt", "json") else everything_in(form, data)
        assert PRACTICE in told
        assert file_name(talk, form, audience, final=False).startswith(f"{PRACTICE}-")
        real = note_bytes(full_talk(), guide, form=form, audience=audience)
        assert PRACTICE not in (real.decode() if form in ("md", "txt", "json") else everything_in(form, real))


@poppler
def test_every_page_does(guide: Guide) -> None:
    data = note_bytes(new_talk("PRACTICE-my-side-of-it"), guide, form="pdf")
    pages = poppler_says("pdftotext", data, "-").split("\f")[:-1]
    assert len(pages) > 1
    assert all("PRACTICE" in page and "Role-play: about nobody" in page for page in pages)


@pytest.mark.parametrize("form", [f for f in FORMS if f in ("md", "txt")])
def test_a_supervision_copy_does(guide: Guide, form: str) -> None:
    made = redaction(new_talk("PRACTICE-my-side-of-it"), guide)
    assert PRACTICE in rendered(made.note(), form).decode()
