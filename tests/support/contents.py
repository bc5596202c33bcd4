"""Content folders to test with: a whole small guide, and small own folders to lay over the shipped one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.guide.loader import load_guide
from engage_tui.guide.problems import ContentProblems
from engage_tui.paths import shipped_content

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.problems import Problem

    Content = dict[str, Any]


def item(item_id: str, **more: object) -> Content:
    """An item that is as small as it may be."""
    return {"id": item_id, "kind": "practice", "short": "A line", "source": {"doc": "house", "section": "One"}, **more}


def question(item_id: str, **more: object) -> Content:
    """A question, for a section whose answer is `question`."""
    return item(item_id, kind="question", **{"say": [{"to": "anyone", "words": "How are things?"}], **more})


def section(section_id: str, step: str, *items: Content, **more: object) -> Content:
    """A section with these items."""
    return {"id": section_id, "step": step, "title": "A heading", **more, "items": list(items)}


def own(*sections: Content, **more: object) -> Content:
    """A file of one's own, to be laid over the shipped content."""
    return {"schema": 1, **more, "sections": list(sections)}


def small() -> Content:
    """A whole guide in one file: seven steps, a section each, an item each; a question in `s2`, a risk in `s3`."""
    sections = [section(f"s{n}", f"step{n}", item(f"item{n}")) for n in range(7)]
    sections[2] |= {"answer": "question", "items": [question("item2", touches=["item3"], see=["item1"])]}
    sections[3] |= {"answer": "risk", "items": [item("item3", kind="risk-indicator", elsewhere="Ask around.")]}
    steps = [
        {"id": f"step{n}", "number": n, "title": f"Step {n}", "short": f"S{n}", "aim": "An aim", "sections": [f"s{n}"]}
        for n in range(7)
    ]
    return {"schema": 1, "documents": [{"id": "house", "title": "Ours"}], "steps": steps, "sections": sections}


def write(folder: Path, **files: Content | str | bytes) -> Path:
    """Write content files, `steps=...` as `steps.yaml`; JSON is YAML too, with each key on a line of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = json.dumps(content, indent=1, ensure_ascii=False) if isinstance(content, dict) else content
        (folder / f"{name}.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def line_of(folder: Path, name: str, words: str, nth: int = 1) -> int:
    """The line of a written file where these words stand for the nth time."""
    lines = (folder / f"{name}.yaml").read_text().splitlines()
    return [number for number, line in enumerate(lines, 1) if words in line][nth - 1]


def laid_over(folder: Path) -> Guide:
    """The shipped guide with a folder of one's own over it."""
    return load_guide(shipped_content(), folder)


def problems(shipped: Path, local: Path | None = None) -> list[Problem]:
    """The mistakes of folders that must be refused."""
    with pytest.raises(ContentProblems) as caught:
        load_guide(shipped, local)
    return list(caught.value.problems)


def problem(shipped: Path, local: Path | None = None) -> Problem:
    """The one mistake of folders that must be refused."""
    found = problems(shipped, local)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]
