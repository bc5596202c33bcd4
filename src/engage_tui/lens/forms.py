"""The forms of an English word, so that a rule can say `~fail` and mean fails, failed and failing too."""

from __future__ import annotations

from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


_IRREGULAR = {
    "be": "is are was were been being am",
    "beat": "beats beating beaten",
    "become": "becomes became becoming",
    "begin": "begins began begun beginning",
    "bite": "bites bit bitten biting",
    "blow": "blows blew blown blowing",
    "break": "breaks broke broken breaking",
    "bring": "brings brought bringing",
    "build": "builds built building",
    "burn": "burns burnt burned burning",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "drag": "drags dragged dragging",
    "draw": "draws drew drawn drawing",
    "drive": "drives drove driven driving",
    "feel": "feels felt feeling",
    "fight": "fights fought fighting",
    "find": "finds found finding",
    "fly": "flies flew flown flying",
    "forget": "forgets forgot forgotten forgetting",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hear": "hears heard hearing",
    "hide": "hides hid hidden hiding",
    "hit": "hits hitting",
    "hold": "holds held holding",
    "hurt": "hurts hurting",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "lead": "leads led leading",
    "leave": "leaves left leaving",
    "let": "lets letting",
    "lie": "lies lied lying",
    "lose": "loses lost losing",
    "make": "makes made making",
    "overreact": "overreacts overreacted overreacting",
    "pay": "pays paid paying",
    "put": "puts putting",
    "read": "reads reading",
    "ring": "rings rang rung ringing",
    "run": "runs ran running",
    "say": "says said saying",
    "see": "sees saw seen seeing",
    "send": "sends sent sending",
    "set": "sets setting",
    "shake": "shakes shook shaken shaking",
    "show": "shows showed shown showing",
    "speak": "speaks spoke spoken speaking",
    "spit": "spits spat spitting",
    "stand": "stands stood standing",
    "steal": "steals stole stolen stealing",
    "stick": "sticks stuck sticking",
    "strike": "strikes struck stricken striking",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "throw": "throws threw thrown throwing",
    "wind": "winds wound winding",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "write": "writes wrote written writing",
}
_VOWELS = "aeiou"
# Two syllables with the stress on the last: the consonant doubles (permitted, and not visited).
_DOUBLES = word_set("admit permit commit regret prefer refer defer occur rebut submit")


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """The word itself, its endings in -s, -ed and -ing, and the irregular ones it has."""
    if word in _IRREGULAR:
        return frozenset({word, *_IRREGULAR[word].split()})
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return frozenset({word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"})
    if word.endswith("ie"):
        return frozenset({word, f"{word}s", f"{word}d", f"{word[:-2]}ying"})
    if word.endswith("e"):
        return frozenset({word, f"{word}s", f"{word}d", f"{word if word.endswith('ee') else word[:-1]}ing"})
    plural = f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
    stem = word + word[-1] if _doubles(word) else word
    return frozenset({word, plural, f"{stem}ed", f"{stem}ing"})


def _doubles(word: str) -> bool:
    if word in _DOUBLES:
        return True
    if word.endswith("vel"):
        return True
    syllables = sum(1 for n, c in enumerate(word) if c in _VOWELS and (n == 0 or word[n - 1] not in _VOWELS))
    closed = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    return syllables == 1 and closed
