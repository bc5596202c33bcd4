"""What is known of a version of a final note, for the screen and for copies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FinalVersion:
    """One version. `at` is UTC in ISO form; the first version has no reason, an amendment always has one."""

    number: int
    at: str
    author: str
    reason: str
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Amends:
    """What a draft is an amendment of: a final note, by its id, at a version; and why."""

    note: str
    version: int
    reason: str
