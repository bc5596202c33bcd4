"""Where free text holds addresses and particular places: streets, houses, postcodes, schools, surgeries, refuges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engage_tui.record.known_words import AGENCY_PHRASES, ORDINARY, STAY, TITLES, words_of
from engage_tui.record.spans import ADDRESS, PLACE, Kind, Span, each

if TYPE_CHECKING:
    from collections.abc import Iterator

_I = re.IGNORECASE
# Every repetition has an end, so that a hostile text costs no more than a long one.
_CAP = r"[^\W\d_a-zà-þ][\w'’-]{0,40}"
_CAPS = rf"{_CAP}(?:[ \t]+{_CAP}){{0,2}}"
_NAMED = rf"{_CAP}(?:[ \t]+(?:{_CAP}|of|the|and|on|in|under|upon|le|y|yr|St\.?)){{0,3}}"
_POSTCODE = r"(?:GIR[ \t]*0AA|[A-Z]{1,2}\d[A-Z\d]?[ \t]*\d[A-Z]{2})"
_STRONG = (
    r"(?:Road|Rd|Street|Str|Avenue|Ave|Lane|Ln|Close|Drive|Crescent|Cres|Terrace|Gardens|Gdns|Grove|Mews|Boulevard|"
    r"Parade|Wynd|Brae|Heol|Ffordd|Stryd|Rhodfa|Villas|Embankment|Cul-de-sac|Roundabout|Approach|Gr|Cl|Bldgs)"
)
_WEAK = (
    r"(?:St|Way|Place|Pl|Hill|Park|Square|Sq|Walk|Row|Rise|View|Green|Path|Yard|Quay|Wharf|Mount|Heights|Estate|"
    r"Buildings|Point|Vale|Fold|Croft|Bank|Meadows?|Fields?|Chase|Gate|Court|Ct|Broadway|End|Side|Corner|Bridge)"
)
_HOME = (
    r"(?:House|Cottage|Lodge|Farm|Farmhouse|Villa|Hall|Manor|Hostel|Barn|Bungalow|Towers?|Mansions?|Hotel|B&B|"
    r"Caravan Park|Guest House|Flats|Apartments)"
)
_OLD = r"Old (?:Rectory|Vicarage|Mill|Bakery|Forge|Stables|Chapel|School|Post Office)"
_FLAT = (
    r"(?:Flat|Apartment|Apt|Unit|Room|Block|Plot|Caravan|Floor)\.?[ \t]+(?:no\.?[ \t]*|number[ \t]+)?"
    r"(?:\d{1,4}[A-Za-z]?|[A-Z])\b"
)
_DOOR = r"\d{1,4}[ \t]?[A-Za-z]?(?:[ \t]*[-–/][ \t]*\d{1,4}[A-Za-z]?)?"
_TOWN = rf"(?:,[ \t]*|[ \t]*\n[ \t]*){_CAP}(?:[ \t-]+{_CAP}){{0,2}}(?=[,.;\n)]|[ \t]+{_POSTCODE}|[ \t]*$)"
_REST = rf"(?:{_TOWN}){{0,4}}(?:,?[ \t]*{_POSTCODE})?"
_NO_STREET = (
    r"(?!(?:the|an?|and|of|in|on|at|to|from|down|up|times|more|days?|weeks?|hours?|mins?|minutes|years?|months?|miles?|"
    r"doors?|people|men|kids|children|per|my|his|her|their|our)\b)"
)
_LIVES = r"(?i:lives?|living|lived|address|stays?|staying|stayed|moved|house|home|number|no\.?)"
_NEAR = r"(?i:at|in|on|near|from|to|opposite|behind|off|outside)"

_STREETS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (
            (
                rf"\b(?:{_FLAT},?[ \t]+)?(?:{_NAMED},[ \t]*)?{_DOOR},?[ \t]+{_NAMED}[ \t]+(?:{_STRONG}|{_WEAK})\b"
                rf"(?:[ \t]+(?:North|South|East|West))?{_REST}"
            ),
            0,
        ),
        (
            rf"\b(?:{_FLAT},?[ \t]+)?{_DOOR},?[ \t]+(?:{_NO_STREET}[a-z'’-]{{1,40}}[ \t]+){{1,2}}{_STRONG}\b{_REST}",
            _I,
        ),
        (rf"\b{_FLAT}(?:,?[ \t]+{_NAMED}(?:[ \t]+(?:{_STRONG}|{_WEAK}|{_HOME}))?)?{_REST}", 0),
        (
            (
                rf"\b(?:flat|apartment|apt)[ \t]+\d{{1,4}}[a-z]?,?[ \t]+(?:[a-z'’-]{{2,40}}[ \t]+){{1,2}}"
                rf"(?:{_STRONG}|{_WEAK}|{_HOME})\b"
            ),
            _I,
        ),
        (rf"\b(?i:flat|apartment|apt|block|caravan)[ \t]+\d{{1,4}}[a-z]?\b(?:,?[ \t]+{_NAMED})?{_REST}", 0),
        (rf"\b(?:{_DOOR},?[ \t]+)?(?!The\b)(?<!&){_NAMED}[ \t]+{_STRONG}\b{_REST}", 0),
        (rf"\b(?:{_DOOR},?[ \t]+)?(?i:heol|ffordd|stryd|lôn)[ \t]+(?:yr?[ \t]+)?{_NAMED}{_REST}", 0),
        (rf"\b{_NEAR}[ \t]+(?:the[ \t]+)?(?P<it>{_CAPS}[ \t]+{_WEAK}\b{_REST})", 0),
        (rf"\b(?:{_DOOR},?[ \t]+)?(?:The[ \t]+)?(?:{_CAPS}[ \t]+{_HOME}|{_OLD})\b{_REST}", 0),
        (
            (
                rf"\b{_LIVES}[ \t]*(?i:is|was|at|to|number|no\.?)?[ \t:]*(?i:at|number)?[ \t:]*"
                rf"(?P<it>{_DOOR},?[ \t]+{_NAMED}{_REST})"
            ),
            0,
        ),
        (rf"\b(?i:at)[ \t]+(?P<it>\d{{1,3}}[A-Za-z]?[ \t]+{_CAPS}{_REST})", 0),
        (
            (
                r"\b(?:lives?|living|stays?|staying|moved|house|home)[ \t]+(?:at|is|to)[ \t]+(?:number|no\.?)[ \t]*"
                r"(?P<it>\d{1,4}[a-z]?)\b"
            ),
            _I,
        ),
        (r"\bP\.?O\.?[ \t]*Box[ \t]*\d{1,6}", _I),
    )
)
_CODES = (
    re.compile(rf"\b{_POSTCODE}\b", _I),
    re.compile(r"\b(?i:in|postcode|area|around|near)[ \t:]+(?:the[ \t]+)?(?P<it>[A-Z]{1,2}\d{1,2}[A-Z]?)(?![\w-])"),
    re.compile(r"/{2,3}[a-z]{1,30}\.[a-z]{1,30}\.[a-z]{1,30}"),
    re.compile(r"-?\b\d{1,2}\.\d{4,12}[ \t]*,[ \t]*-?\d{1,3}\.\d{4,12}\b"),
)

_OF_SCHOOL = (
    "Primary|Secondary|Infants?|Juniors?|High|Grammar|Academy|Nursery|Pre-?school|College|Sixth Form|Prep|"
    "University|School|Catholic|Community|Special"
)
_OF_SURGERY = (
    "Surgery|Medical Centre|Medical Practice|Health Centre|Medical Group|Practice|Dental|Dentists?|Pharmacy|Clinic"
)
_OF_HOSPITAL = "Hospital|Infirmary|Hospice|Maternity Unit"
_OF_PLACE = (
    "Children['’]?s Centre|Family Centre|Community Centre|Church|Mosque|Masjid|Temple|Gurdwara|Synagogue|Chapel|Arms|"
    "Inn|Tavern|Pub|Club|Gym|Leisure Centre|Library|Station|Prison|Nursing Home|Care Home|Hub|Police Station"
)
_GENERIC = (
    STAY
    | frozenset(re.findall("[a-z]+", f"{_OF_SCHOOL}|{_OF_SURGERY}|{_OF_HOSPITAL}|{_OF_PLACE}".lower()))
    | words_of("good best the a an same new old other local private public big little next first second general and s")
)


def _place(what: str) -> re.Pattern[str]:
    named = rf"(?:(?!(?:The|A|An|Her|His|Their|Our|My|At|In|From|To|This|That|One)\b){_CAP}[ \t]+){{1,4}}?"
    saint = r"(?:(?:St|Saint)\.?[ \t]+)?"
    return re.compile(rf"(?<![\w’'])(?P<it>{saint}{named}(?:{what})(?:[ \t]+(?:{what}|C of E|CofE)){{0,3}})(?!\w)")


def _small_place(what: str) -> re.Pattern[str]:
    cue = r"\b(?:at|to|attends?|attended|from|with|in|goes|registered)[ \t]+"
    named = r"(?:st\.?[ \t]+)?[^\W\d_]{3,40}(?:['’]s)?"
    return re.compile(rf"{cue}(?P<it>{named}[ \t]+(?:{what})(?:[ \t]+(?:{what})){{0,3}})\b", _I)


_PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[school]", _place(_OF_SCHOOL)),
    ("[surgery]", _place(_OF_SURGERY)),
    ("[hospital]", _place(_OF_HOSPITAL)),
    ("[refuge]", _place("[Rr]efuge")),
    (PLACE, _place(_OF_PLACE)),
    (PLACE, re.compile(rf"(?<!\w)(?:St|Saint)\.?[ \t]+{_CAP}")),
)
_SMALL_PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[school]", _small_place("primary|academy|infants|juniors|nursery|high school|college|school")),
    ("[surgery]", _small_place("surgery|medical centre|health centre|medical practice")),
    ("[hospital]", _small_place("infirmary|hospice|hospital")),
)
_PRISON = re.compile(r"\bHM(?:P|YOI)[ \t/]+(?P<it>[^\W\d_][\w’'-]{1,40}(?:[ \t]+[A-Z][\w’'-]{1,40})?)")


def addresses(text: str) -> Iterator[Span]:
    """Streets with their numbers and towns, flats, named houses, postcodes."""
    found = [span for pattern in _STREETS for span in each(pattern, text, Kind.ADDRESS, ADDRESS, _is_particular)]
    yield from sorted(found, key=lambda span: span.start - span.end)  # the longest of those that overlap
    for code in _CODES:
        yield from each(code, text, Kind.ADDRESS, ADDRESS)


def places(text: str) -> Iterator[Span]:
    """Schools, surgeries, hospitals, refuges and the like that have a name."""
    for instead, found in _PLACES:
        yield from each(found, text, Kind.PLACE, instead, _is_named)
    for instead, found in _SMALL_PLACES:
        yield from each(found, text, Kind.PLACE, instead, _is_named_small)
    yield from each(_PRISON, text, Kind.PLACE, PLACE)


def _is_particular(text: str) -> bool:
    """It does not begin as a person's name with a title does, nor end in the name of a service."""
    words = text.lower().replace("’", "'").split()
    plain = " ".join(words)
    return words[0].rstrip(".") not in TITLES and not any(plain.endswith(phrase) for phrase in AGENCY_PHRASES)


def _is_named(text: str) -> bool:
    """Something in it names it: `Park Surgery`, and not `Primary School`."""
    return any(w not in _GENERIC for w in _plain_words(text))


def _is_named_small(text: str) -> bool:
    """The same for what is written without capitals, where everyday words name nothing: `high school`."""
    return any(w not in _GENERIC and w not in ORDINARY for w in _plain_words(text))


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower().replace("’", "'"))
