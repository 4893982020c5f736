"""Vicinity: what stands right before and after a mention, as far as it tells where a place lies or whose a body is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entities.find import Mention
from pipeline.gazetteer.load import Name, Thing

STATES = frozenset({"country", "territory"})
"""Kinds of things that places lie in."""

_COMPASS = r"(?:the\s)?(?:(?:north|south|east|west|central|upper|lower)\w*[\s-]){0,2}(?:the\s)?"
_IN_COUNTRY = re.compile(rf"(?:,|\s\(|,?\sin)\s?{_COMPASS}")
_OF_COUNTRY = re.compile(
    rf"(?:['’]s)?\s{_COMPASS}(?:(?:port|coastal|border|frontline|occupied|capital|resort|holy|historic)\s)?"
    r"(?:(?:city|town|village|port|province|region|district|governorate|oblast|state|county|island|enclave|settlement)\s(?:of\s)?)?"
)
_BESIDE = re.compile(r",?\s(?:and|or)\s|,\s")


@dataclass(slots=True)
class Vicinity:
    """The mentions of a text in order, each with the one thing its name can be."""

    text: str
    mentions: Sequence[Mention]
    sure: Sequence[Thing | None]

    def between(self, left: int, right: int) -> str:
        """The text between two mentions."""
        return self.text[self.mentions[left].end : self.mentions[right].start]

    def owner(self, number: int) -> str | None:
        """The country named right before a mention, as owner: `Ukraine’s Foreign Ministry`."""
        thing = self.sure[number - 1] if number else None
        return thing.country if thing is not None and self.between(number - 1, number).strip(" ’s'") == "" else None

    def neighbours(self, number: int) -> list[Thing]:
        """The sure things in the same enumeration right before and after a mention."""
        found = []
        for left, right in ((number - 1, number), (number, number + 1)):
            if left >= 0 and right < len(self.mentions):
                thing = self.sure[left if right == number else right]
                if thing is not None and _BESIDE.fullmatch(self.between(left, right)):
                    found.append(thing)
        return found

    def town_before(self, number: int) -> tuple[Name, ...]:
        """What the place before a comma right before a mention can be: `Atlanta, | Georgia`."""
        if not number or self.between(number - 1, number) != ", ":
            return ()
        return tuple(name for name in self.mentions[number - 1].names if name.thing.startswith("place:"))

    def stated(self, number: int) -> Thing | None:
        """The country or larger place that follows a place after a comma or in brackets."""
        thing = self.sure[number + 1] if number + 1 < len(self.mentions) else None
        if thing is None or (between := self.between(number, number + 1)) not in (", ", " ("):
            return None
        # In `Moscow, London and Paris` and `in Paris, Germany’s chancellor said` the next one does not hold the place.
        after = self.mentions[number + 1].end
        closed = self.text[after : after + 1] in ("", ",", ".", ";", ":", ")", "\n") or between == " ("
        listed = self.text.startswith((", and", ", or"), after) and thing.kind == "place"
        return thing if closed and not listed and thing.label == "GPE" else None

    def country(self, number: int) -> str | None:
        """The country a text gives with a place: `Najran, Saudi Arabia`, `the Ukrainian village of Nova Hreblia`."""
        after = self.sure[number + 1] if number + 1 < len(self.mentions) else None
        if after is not None and after.kind in STATES and _IN_COUNTRY.fullmatch(self.between(number, number + 1)):
            return after.country
        before = self.sure[number - 1] if number else None
        if before is not None and before.kind in STATES and _OF_COUNTRY.fullmatch(self.between(number - 1, number)):
            return before.country
        return None

    def listed_after(self, number: int) -> bool:
        """Whether a mention follows another place in an enumeration."""
        return (
            number > 0
            and self.mentions[number - 1].label == "GPE"
            and _BESIDE.fullmatch(self.between(number - 1, number)) is not None
        )
