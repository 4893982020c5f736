"""Chambers: which body held a vote, and whether it is a plenary, a committee or a council."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.gazetteer.curated import Ministry
from pipeline.resources import Models
from pipeline.tables import Entity
from pipeline.votes.patterns import either

READS = ("en/votes.toml", "kb/ministries.csv")
"""Files of `models/` this module reads."""


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Patterns of bodies that vote."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    spoken: re.Pattern[str]
    acts: re.Pattern[str]
    lawmakers: re.Pattern[str]
    owned: re.Pattern[str]
    members: Sequence[tuple[re.Pattern[str], str, str]]
    """How a body's members are called, its name and id."""
    parliaments: Mapping[str, str]
    """ISO 3166-1 alpha-3 → the own name of the country's parliament."""


@dataclass(frozen=True, slots=True)
class Chamber:
    """A body that may have voted, where the text names it."""

    name: str
    id: str | None
    start: int
    end: int


def load_body_words(models: Models) -> BodyWords:
    """The patterns from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/votes.toml")["bodies"]
    members, words = words["members"], words["words"]
    return BodyWords(
        strong=re.compile(rf"\b(?:{either(words['strong'])})\b", re.IGNORECASE),
        weak=re.compile(rf"\b\w*(?:{either(words['weak'])})\b", re.IGNORECASE),
        spoken=re.compile(rf"\b(?:{either(words['spoken'])})\s+$", re.IGNORECASE),
        acts=re.compile(
            r"(?:\s?\([^)]{0,60}\)|[’']s)?(?:, (?:the|an?|its) [^,.;:\n]{3,80}(?=,))?,?\s"
            r"(?:(?:has|have|had|then|also|today|\w+ly|again|(?:this|on|at|in|by)\b[^.;:\n]{0,60}?),?\s){0,3}"
            rf"(?:{either(words['acts'])})\b",
            re.IGNORECASE,
        ),
        lawmakers=re.compile(rf"(?:[’']s?)? (?:{either(words['lawmakers'])})\b(?! [a-z]*ary\b)"),
        owned=re.compile(rf"[’']s? (?:[\w-]+ ){{0,2}}?(?:{either(words['owned'])})\b", re.IGNORECASE),
        members=[(re.compile(rf"\b(?:{form})\b"), name, of) for form, (name, of) in members.items()],
        parliaments={
            row.iso3: row.name for row in models.csv("kb/ministries.csv", Ministry) if row.office == "parliament"
        },
    )


def find_chambers(text: str, entities: Sequence[Entity], words: BodyWords) -> Chambers:
    """The named bodies of a text that can hold a vote, in order; weaker ones only where there is none else.

    A country's parliament is one also where no name of its own is said (`Greece's parliament`, `Swedish lawmakers`); a court where
    the text goes on to speak of it.
    """
    strong, weak = [], []
    court = text.count("the Court ") + text.count("The Court ") >= _OFTEN
    for entity in entities:
        if entity.label in ("GPE", "NORP") and entity.country and (said := words.lawmakers.match(text, entity.end)):
            name = words.parliaments.get(entity.country)
            if name is not None:
                strong.append(Chamber(name, f"parliament:{entity.country}", entity.start, said.end()))
        if entity.label != "ORG":
            continue
        name = entity.name or entity.text
        chamber = Chamber(name, entity.entity_id, entity.start, entity.end)
        if _is_one(words.strong, name) or _is_one(words.strong, entity.text) or (court and _COURT.search(name)):
            strong.append(chamber)
        elif words.weak.search(name) and not _NEWS.search(name):
            weak.append(chamber)
    for pattern, name, of in words.members:
        strong += (Chamber(name, of, match.start(), match.end()) for match in pattern.finditer(text))
    strong = _whole(text, sorted(strong, key=lambda chamber: chamber.start))
    often = Counter(chamber.name for chamber in weak if _LEAGUE.search(chamber.name)).most_common(1)
    if strong and often and often[0][1] >= max(Counter(chamber.name for chamber in strong).values()):
        strong += [chamber for chamber in weak if chamber.name == often[0][0]]
        strong.sort(key=lambda chamber: chamber.start)
    return Chambers(text, strong or weak, words)


_NEWS = re.compile(r"\b(?:News|Press) (?:Agency|Association|Organi[sz]ation)\b")


def _whole(text: str, chambers: Sequence[Chamber]) -> list[Chamber]:
    """The bodies, a committee and the assembly that it is of as one: `the First Committee of the 77th session of the UNGA`."""
    kept: list[Chamber] = []
    for chamber in chambers:
        last = kept[-1] if kept else None
        if last and "Committee" in last.name and _OF_SESSION.fullmatch(text, last.end, chamber.start):
            kept[-1] = Chamber(last.name, last.id, last.start, chamber.end)
        elif last and "Committee" in chamber.name and text[last.end : chamber.start] in ("'s ", "’s "):
            kept[-1] = Chamber(chamber.name, chamber.id, last.start, chamber.end)
        else:
            kept.append(chamber)
    return kept


_OF_SESSION = re.compile(
    r" (?:of|at|during) (?:the )?(?:(?:\d+(?:st|nd|rd|th)|[\w-]+) (?:regular )?session of (?:the )?)?(?:(?:UN|U\.N\.) )?"
)
_OPENINGS = ("House of", "Chamber of", "Meeting of", "Session of", "Union of")


def _is_one(strong: re.Pattern[str], name: str) -> bool:
    """A name whose head is a body that votes: no `Panel of Experts of the 1718 Committee`."""
    found, of = strong.search(name), name.find(" of ")
    return found is not None and (of < 0 or found.start() < of or name.startswith(_OPENINGS))


_LEAGUE = re.compile(r"\b(?:League|Forum|Organi[sz]ation|Community|Agency)\b")
"""Bodies that vote themselves, where a text speaks more of them than of any council."""
_COURT = re.compile(r"\bCourt\b")
_OFTEN = 2
_AFTER = 20
_AGENT = re.compile(r"\b(?:by|in|at|before)\s(?:the\s)?(?:(?:UN|U\.N\.|whole|full)\s)?$", re.IGNORECASE)


class Chambers:
    """The bodies of a text in order, and what it says of each: told once, for every vote of a long text asks."""

    def __init__(self, text: str, named: Sequence[Chamber], words: BodyWords) -> None:
        self.text = text
        self.named = named
        self.words = words
        self._starts = [chamber.start for chamber in named]

    def within(self, begin: int, end: int) -> range:
        """Numbers of the bodies that are named in a stretch."""
        return range(bisect_left(self._starts, begin), bisect_left(self._starts, end))

    def names(self, begin: int, end: int) -> set[str]:
        """Names of the bodies that are named in a stretch."""
        return {self.named[number].name for number in self.within(begin, end)}

    def inside(self, begin: int, end: int, place: tuple[int, int]) -> tuple[int, Chamber] | None:
        """(doubt, body) of a stretch that fits a vote at `place` best: 0 it acts, 1 it is named, 2 it is only spoken of."""
        best: tuple[int, int, Chamber] | None = None
        for number in self.within(begin, end):
            chamber = self.named[number]
            doubt = self._doubt(number, begin, end)
            # What stands before is the subject sooner than what follows after `and`.
            distance = chamber.start - place[1] + _AFTER if chamber.start >= place[1] else place[0] - chamber.end
            if best is None or (doubt, distance) < best[:2]:
                best = (doubt, distance, chamber)
        return (best[0], best[2]) if best else None

    def before(self, paragraph: int, begin: int) -> Chamber | None:
        """The last body that acts, else the last that is named, between the beginnings of a paragraph and of a sentence in it."""
        numbers = self.within(paragraph, begin)
        if not numbers:
            return None
        acting, named = self._surest[numbers[-1]]
        if acting >= numbers[0]:
            if self._doubt(acting, paragraph, begin) == 0:
                return self.named[acting]
            # It acts across the end of the stretch, and so does not in it: which does is to be seen.
            best = self.inside(paragraph, begin, (begin, begin))
            return best[1] if best is not None and best[0] < 2 else None
        return self.named[named] if named >= numbers[0] else None

    def _doubt(self, number: int, begin: int, end: int) -> int:
        chamber, acts = self.named[number], self.acts[number]
        if acts is not None and acts > end and self.words.acts.match(self.text, chamber.end, end) is None:
            acts = None
        before = self.text[max(begin, chamber.start - 150) : chamber.start]
        spoken = self.words.spoken.search(before) or self.words.owned.match(self.text, chamber.end)
        if acts is not None or (_AGENT.search(before) and not spoken):
            return 0
        return 2 if spoken else 1

    @cached_property
    def acts(self) -> list[int | None]:
        """For each body where the words end that say it acts; None where it does not."""
        found = (self.words.acts.match(self.text, chamber.end) for chamber in self.named)
        return [match.end() if match else None for match in found]

    @cached_property
    def _surest(self) -> list[tuple[int, int]]:
        """For each body the numbers of the last one so far that acts, and of the last that is not only spoken of; -1 for none."""
        found: list[tuple[int, int]] = []
        acting = named = -1
        for number, chamber in enumerate(self.named):
            doubt = self._doubt(
                number, self.text.rfind("\n\n", max(0, chamber.start - 152), chamber.start) + 1, len(self.text)
            )
            acting = number if doubt == 0 else acting
            named = number if doubt < 2 else named
            found.append((acting, named))
        return found

    def usual(self, begin: int) -> tuple[str | None, str | None]:
        """(name, id) of the last body that acted before a place, else of the one the text names most."""
        if self._acting:
            at = bisect_left(self._acting, begin, key=self._starts.__getitem__)
            nearest = self.named[self._acting[max(0, at - 1)]]
            return nearest.name, nearest.id
        return self._commonest

    @cached_property
    def _acting(self) -> list[int]:
        return [number for number, acts in enumerate(self.acts) if acts is not None]

    @cached_property
    def _commonest(self) -> tuple[str | None, str | None]:
        counted = Counter((chamber.name, chamber.id) for chamber in self.named)
        return counted.most_common(1)[0][0] if counted else (None, None)

    @cached_property
    def alone(self) -> bool:
        """Whether the text names one body only."""
        return len({chamber.name for chamber in self.named}) == 1


def stage_of(body: str) -> str:
    """plenary, committee or council, by the body's name."""
    lower = body.lower()
    if re.search(r"\b(?:sub)?committee\b|\bcommission\b", lower.split(" of ")[0]):
        return "committee"
    if re.search(r"\b(?:council|board)\b", lower):
        return "council"
    return "plenary"
