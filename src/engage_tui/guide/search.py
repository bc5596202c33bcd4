"""Finding items by words, tags and ids."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item


def folded(text: str) -> str:
    """Text as it is compared: no case, no accents, straight apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


class Finder:
    """All items, ready to be searched at each key press. `background`: with those that are not on the walk."""

    def __init__(self, guide: Guide, *, background: bool = True) -> None:
        items = guide.items.values() if background else guide.walk_items()
        self._entries = [(item, *self._texts(item, guide)) for item in items]

    @staticmethod
    def _texts(item: Item, guide: Guide) -> tuple[str, str]:
        """What weighs more (the id, the line, the words to say, tags) and everything."""
        first = folded(" ".join((item.id, item.short, *(w.words for w in item.say), *item.tags)))
        rest = (item.more, item.why, *item.parts, item.if_no, item.act_now, item.elsewhere, *item.names, *item.covers)
        replies = guide.replies.get(item.id)
        rest = (*rest, replies.words if replies else "")
        return first, f"{first} {folded(' '.join(rest))}"

    def find(self, words: str, *, most: int | None = None) -> list[Item]:
        """The items that hold every word, those that hold them in their line, tags or id first; all for no words."""
        wanted = folded(words).split()
        near: list[Item] = []
        far: list[Item] = []
        for item, first, everything in self._entries:
            if all(w in first for w in wanted):
                near.append(item)
                if most is not None and len(near) >= most:
                    break
            elif all(w in everything for w in wanted):
                far.append(item)
        return (near + far)[:most]
