"""Initials for people: the same for the same person, and for two people never the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engage_tui.record.known_words import AMBIGUOUS, PARTICLES, TITLES
from engage_tui.record.naming import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


def initials_of(
    names: list[str], reserved: Counter[str], texts: list[str], ordinary: Callable[[str], bool]
) -> dict[str, str]:
    """Initials for every name, and for the parts of a name that are names alone, by the folded name."""
    initials = _Initials(reserved, texts)
    people: dict[str, str] = {}
    full = [n for n in names if len(_parts(n)) > 1]
    for name in sorted(full, key=lambda n: (_short(n), -len(_parts(n)))):
        same = _same_person(name, people)
        people[fold(name)] = same or initials.of(name)
    known = dict(people)
    for name in [*(n for n in names if n not in full), *_single(full, ordinary)]:
        if fold(name) not in people:
            firsts = {label for other, label in known.items() if other.split()[0] == fold(name)}
            people[fold(name)] = firsts.pop() if len(firsts) == 1 else initials.of(name)
    return people


def _parts(name: str) -> list[str]:
    words = [w for w in name.split() if fold(w) not in PARTICLES]
    return [w for w in words if fold(w).rstrip(".") not in TITLES] or words


def _single(full: Iterable[str], ordinary: Callable[[str], bool]) -> Iterator[str]:
    """The words of full names that tell somebody by themselves."""
    for name in full:
        for word in (part for w in _parts(name) for part in (w, *(w.split("-") if "-" in w else ()))):
            plain = fold(word)
            if (
                len(plain) > 1
                and "." not in plain
                and (plain in AMBIGUOUS or not ordinary(plain))
                and plain not in PARTICLES
            ):
                yield word


def _short(name: str) -> bool:
    """It begins with an initial."""
    return _parts(name)[0].endswith(".") or len(_parts(name)[0]) == 1


def _same_person(name: str, people: Mapping[str, str]) -> str:
    """The initials of the one person there already is with this first and last name, or first initial and last name."""
    first, *_, last = map(fold, _parts(name))
    found = set()
    for other, label in people.items():
        other_first, *_, other_last = _parts(other)
        if other_last == last and (other_first == first or (_short(name) and other_first[0] == first[0])):
            found.add(label)
    return found.pop() if len(found) == 1 else ""


class _Initials:
    """Hands out initials, each to one person only."""

    def __init__(self, reserved: Counter[str], texts: list[str]) -> None:
        self._taken: Counter[str] = Counter()
        self._reserved, self._texts = reserved, texts

    def of(self, name: str) -> str:
        letters = "".join(f"{c.upper()}." for part in _parts(name) for c in _letters(part))
        number = self._taken[letters] + 1
        if letters in self._reserved and number == 1 and not self._follows(name, letters):
            number = 2  # somebody else may be meant by the initials that stand in the note
        self._taken[letters] = number
        return letters if number == 1 else f"{letters}{number}"

    def _follows(self, name: str, letters: str) -> bool:
        """The note itself says that these are this one's initials: `Sarah Jones (S.J.)`."""
        wanted = f"{fold(name)} ({fold(letters)}"
        return any(wanted in fold(text) for text in self._texts)


def _letters(part: str) -> Iterator[str]:
    """The first letters of a name's part: one, or one for each side of a hyphen; initials give all of theirs."""
    if part.endswith(".") or "." in part:
        yield from (c for c in part if c.isalpha())
        return
    pieces = [p for p in part.split("-") if p and fold(p) not in PARTICLES] or [part]
    yield from (p[0] for p in pieces)
