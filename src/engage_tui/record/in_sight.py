"""Whether words may be in the sight of the person: on the table, over the worker's shoulder, on a sheet of paper.

Nothing can be sure of every word, so it leans one way: what may be a name, may give away what the talk is about, may
have come from somebody else, or cannot be read, is kept out. Whoever asks tells the worker what was kept out and why.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.conversation.words import IDENTIFYING, Field
from engage_tui.record.audience import held_back, may_know
from engage_tui.record.everyday import EVERYDAY
from engage_tui.record.known_words import GIVEN, ORDINARY, PEOPLE, STAY, TITLES, TOWNS, words_of
from engage_tui.record.naming import Namer, fold, tokens
from engage_tui.record.traces import traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide


class Why(StrEnum):
    """Why words are kept out of sight, as the worker reads it."""

    NAME = "it may hold a name, a place or a number"
    SUBJECT = "its words may give away what this is about"
    TOLD = "it may hold something the person does not know you know"
    UNKNOWN = "it has words that are not known here, which may be names"


# Beginnings of words, in lower case and without accents.
_BEGINNINGS = words_of("""
abus violen risk perpetrat victim surviv offend crim safeguard indicat assess coerc controlling isolat jealous
threat threaten kill murder strangl chok suffocat weapon knife knives gun stab machete hammer rape rapist assault
attack beat punch slap kick shov batter bruis injur wound hurt harm hit bleed scared scare afraid frighten fear
terrif intimidat suicid overdos pregnan separat divorc leaving escap refug marac mash idva isva idaa dash dvpn
dvpo dvdp dapo police arrest caution custod convict prison probation bail injunct restrain tribunal disclos alleg
confess anger rage furious shout scream yell smash broke break throw threw drunk drink alcohol drug cocain
cannabis heroin addict substance sober stalk harass monitor tracking sexual consent secret danger
unsafe warn report investigat incident evidence witness wors severe lethal homicid hospital guilt blam
denie denying domestic programme perp
""")
_WHOLE = words_of("""
court courts order orders social services service worker workers manager safe safety protect protection protective
protecting case file files record records recorded form referral referred concern concerns concerned exit control
controls controlled fight fights fighting row rows argue argument arguments left leave split affair weed pills ex dv da
sex
""")
_ROOTS = ("abus", "violen", "perpetrat", "assault", "strangl", "suicid")
"""Give it away wherever they stand in a word: `non-violence`, `poly-abuse`."""
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_LETTERS = re.compile(r"[^\W\d_]")
_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "ly", "er", "ers")


class Sight:
    """Looks at words for one conversation. `ours`: wordings of the guide, which name nobody."""

    def __init__(self, conversation: Conversation, guide: Guide) -> None:
        said = {word for i in guide.items.values() for w in i.say for word in _low(w.words)}
        self._ordinary = ORDINARY | frozenset(said)
        self._english = self._ordinary | STAY | EVERYDAY | _english(guide)
        self._namer = Namer(said)
        self._identities = frozenset(_identities(conversation))
        told = {w for text in _told(conversation, guide) for w in _low(text) if len(w) > 3}
        self._told = told - said - _COMMON

    def why_not(self, text: str) -> Why | None:
        """Why these words may not be seen by the person; None when nothing was found against them."""
        words = _low(text)
        if self._names(text, words):
            return Why.NAME
        if any(map(gives_away, words)):
            return Why.SUBJECT
        if not self._told.isdisjoint(words):
            return Why.TOLD
        return None if self._known(text, words) else Why.UNKNOWN

    def who(self, text: str) -> list[str]:
        """The words in it, in small letters, that stand for somebody in this conversation, or for its reference."""
        return sorted(self._identities.intersection(_low(text)))

    def told(self, text: str) -> list[str]:
        """The words in it, in small letters, of what others told and the person may not know."""
        return sorted(self._told.intersection(_low(text)))

    def _names(self, text: str, words: Iterable[str]) -> bool:
        if any(c.isdigit() for c in text) or "@" in text or any(traces(text)):
            return True
        places = (text[start:end] for start, end in self._namer.places(text))
        found = any(self._namer.names(text)) or any(p not in EVERYDAY for p in places)  # a bath is not Bath
        known = {w for w in words if w in GIVEN or w in TOWNS} - self._ordinary - EVERYDAY
        return found or bool(known) or not self._identities.isdisjoint(words) or _inner_capital(text)

    def _known(self, text: str, words: list[str]) -> bool:
        """Every word of it is an everyday one: a name in small letters is not, and neither is another language."""
        letters = "".join(_LETTERS.findall(fold(text)))
        return bool(words) and letters.isascii() and all(map(self._everyday, words))

    def _everyday(self, word: str) -> bool:
        if word in self._english or word.partition("'")[0] in self._english:
            return True
        stems = (word.removesuffix(end) for end in _ENDINGS)
        return any(s != word and len(s) > 2 and s in self._english for s in stems)


def gives_away(word: str) -> bool:
    """A word, in lower case, that tells an onlooker what the talk is about."""
    plain = word.partition("'")[0]
    if plain in _WHOLE or any(root in plain for root in _ROOTS):
        return True
    return any(plain.startswith(beginning) for beginning in _BEGINNINGS) and plain not in _HARMLESS


_HARMLESS = words_of("breakfast breakfasts breaktime hitch hitherto harmony harmonious shovel dashing dashed")
"""Begin like one of them and are none."""


def _low(text: str) -> list[str]:
    return _LATIN.findall(fold(text).replace("’", "'"))


def _inner_capital(text: str) -> bool:
    """A capital in the middle of a sentence is a name until somebody shows that it is none."""
    return any(t.text[0].isupper() and not t.begins and t.low.partition("'")[0] not in _CAPITALS for t in tokens(text))


_CAPITALS = words_of("""
i dad mum mam mom christmas easter eid ramadan monday tuesday wednesday thursday friday saturday sunday english welsh ok
""")
_COMMON = words_of("""
that this these those with from have been were they them their there then than when what which while where would could
should about after before again because into over some such very just like said says told tell also only even much many
more most other same since until here your yours mine ours will does doing being having made make goes going gone come
""")
_FROM_OTHERS = frozenset(
    {Field.SURVIVOR, Field.AGENCY, Field.RECORD, Field.RELEASE, Field.ON_SURVIVOR, Field.PROTECTIVE}
)


def _english(guide: Guide) -> frozenset[str]:
    """The words of the guide's own English."""
    return frozenset(w for i in guide.items.values() for text in (i.short, i.more, i.why) for w in _low(text))


def _told(conversation: Conversation, guide: Guide) -> Iterator[str]:
    """What others told, what was not marked as known to the person, and all that is kept from the file copy."""
    for answer in held_back(conversation, guide).values():
        yield from (w.text for w in answer.words.values())
    for answer in conversation.items.values():
        yield from (w.text for f, w in answer.words.items() if f in _FROM_OTHERS)
        if not may_know(answer):
            yield answer.text(Field.FACT)


def _identities(conversation: Conversation) -> Iterator[str]:
    """Every word that stands for somebody in this conversation: names, the reference, who wrote it."""
    cells = [Field.HELD_UNDER, Field.CASE_ID, *IDENTIFYING]
    texts = [w.text for a in conversation.items.values() for f, w in a.words.items() if f in cells]
    for text in (conversation.reference, conversation.author, *texts):
        yield from (w for w in _low(text) if len(w) > 1 and w not in ORDINARY)
    # `the client` or `dad` is no name; `Mr K` and `Gaz` are.
    yield from (w for w in _low(conversation.person) if len(w) > 1 and w not in ORDINARY | PEOPLE | TITLES)
