"""What in a wording may tell who somebody is, or comes from a case: a wording is for every visit, and may be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.record.in_sight import Sight
from engage_tui.record.known_words import GIVEN, ORDINARY, TOWNS
from engage_tui.record.naming import Namer, arabic_names, tokens
from engage_tui.record.traces import traces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide


@dataclass(frozen=True, slots=True)
class Doubts:
    """Pieces of a wording, as they stand in it. Finding none promises nothing: names can be words, too."""

    case: tuple[str, ...] = ()
    """Who the open conversation is about, or its reference: this is never kept."""
    names: tuple[str, ...] = ()
    """May be a name, a place, a number."""
    told: tuple[str, ...] = ()
    """Words of what others told in the open conversation."""

    @property
    def any(self) -> bool:
        return bool(self.case or self.names or self.told)


def doubts(words: str, guide: Guide, conversation: Conversation | None = None) -> Doubts:
    """Look at a wording, beside the open conversation where there is one."""
    names = tuple(dict.fromkeys(_names(words, guide)))
    if conversation is None:
        return Doubts(names=names)
    sight = Sight(conversation, guide)
    reference = conversation.reference.strip()
    own = [reference] if reference and reference.casefold() in words.casefold() else []
    case = tuple(dict.fromkeys([*own, *sight.who(words)]))
    return Doubts(case, tuple(n for n in names if n not in case), tuple(sight.told(words)))


def _names(text: str, guide: Guide) -> Iterator[str]:
    said = {t.low for i in guide.items.values() for w in i.say for t in tokens(w.words)}
    namer = Namer(said)
    for span in traces(text):
        yield text[span.start : span.end]
    for start, end in (*namer.names(text), *namer.places(text), *arabic_names(text)):
        yield text[start:end]
    for token in tokens(text):
        small_name = token.low in GIVEN or token.low in TOWNS
        if small_name and token.low not in ORDINARY and token.low not in said:
            yield token.text
    yield from (word for word in text.split() if any(c.isdigit() for c in word))
