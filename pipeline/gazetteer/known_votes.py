"""Resolutions: what is known of the votes of the United Nations, and the one known vote that a tally can only be."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.resources import KnowledgeError, Models

ROLL_CALLS = "un_votes.csv"
"""A file of roll calls that a user may drop into `models/`: the General Assembly's voting data as the United Nations' library
publishes it, one row a resolution and member state."""

RESOLUTIONS = "kb/un_resolutions.csv"
READS = (RESOLUTIONS, ROLL_CALLS)
"""Files of `models/` this module reads."""

_ROLL_CALL_COLUMNS = ("resolution", "date", "session", "title", "total_yes", "total_no", "total_abstentions")

_BODIES = {
    "GA": "United Nations General Assembly",
    "SC": "United Nations Security Council",
    "HRC": "United Nations Human Rights Council",
}
GENERAL_ASSEMBLY = ("United Nations General Assembly", "body:un-general-assembly")
"""Name and id."""

ELECTED = frozenset({"body:un-security-council", "body:ecosoc", "body:hrc"})
"""Ids of the bodies whose members the General Assembly elects (Charter, Articles 23 and 61; A/RES/60/251)."""

_IDS = {"GA": "body:un-general-assembly", "SC": "body:un-security-council", "HRC": "body:hrc"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """A line of `un_resolutions.csv`; body: GA, SC, HRC; counts are empty where it was adopted without a vote.

    title: in the file also `= SYMBOL`, that of another line, for texts the Assembly adopts every year.
    """

    symbol: str
    date: datetime.date
    body: str
    session: str
    title: str
    short_titles: tuple[str, ...]
    in_favour: int | None
    against: int | None
    abstained: int | None
    source: str


@dataclass(frozen=True, slots=True)
class KnownVotes:
    """Resolutions by symbol and by count of votes in favour."""

    by_symbol: Mapping[str, Resolution]
    by_favour: Mapping[int, Sequence[Resolution]]


def load_known(models: Models) -> KnownVotes:
    """The resolutions of `models/`, and those of the roll calls where there are any; raises KnowledgeError naming file and line."""
    rows = _titled({plain_symbol(row.symbol): row for row in models.csv(RESOLUTIONS, Resolution, unique="symbol")})
    for cells in models.optional(ROLL_CALLS, _ROLL_CALL_COLUMNS):
        if cells[0] and plain_symbol(cells[0]) not in rows:
            rows[plain_symbol(cells[0])] = _roll_call(cells)
    by_favour: dict[int, list[Resolution]] = {}
    for row in rows.values():
        if row.in_favour is not None:
            by_favour.setdefault(row.in_favour, []).append(row)
    return KnownVotes(rows, by_favour)


def _titled(rows: Mapping[str, Resolution]) -> dict[str, Resolution]:
    """The resolutions with their titles in full; raises KnowledgeError where the line that has it is not there."""
    found = {}
    for symbol, row in rows.items():
        if row.title.startswith("= "):
            like = rows.get(plain_symbol(row.title.removeprefix("= ")))
            if like is None or like.title.startswith("= "):
                raise KnowledgeError(
                    f"{RESOLUTIONS}:0: {row.symbol}: no line with a title has the symbol {row.title[2:]!r}"
                )
            row = replace(row, title=like.title)
        found[symbol] = row
    return found


def days_by_tally(known: KnownVotes) -> dict[tuple[int, int, int], list[datetime.date]]:
    """Votes in favour, against and abstentions → the days of the known votes that ended so."""
    days: dict[tuple[int, int, int], list[datetime.date]] = {}
    for vote in known.by_symbol.values():
        if vote.in_favour is not None and vote.against is not None and vote.abstained is not None:
            days.setdefault((vote.in_favour, vote.against, vote.abstained), []).append(vote.date)
    return days


def _roll_call(cells: tuple[str, ...]) -> Resolution:
    """A row of the roll calls as a resolution; raises KnowledgeError for a cell that cannot be read."""
    symbol, date, session, title, *counts = cells
    try:
        in_favour, against, abstained = (int(float(count)) if count else None for count in counts)
        day = datetime.date.fromisoformat(date[:10])
    except ValueError as error:
        raise KnowledgeError(f"{ROLL_CALLS}:0: {symbol}: {error}") from error
    return Resolution(symbol, day, "GA", session or "-", title, (), in_favour, against, abstained, "UN")


_YEAR = re.compile(r"\s*\(\d{4}\)$")


def plain_symbol(symbol: str) -> str:
    """A symbol without the year in brackets."""
    return _YEAR.sub("", symbol)


def body_of(symbol: str) -> tuple[str, str] | None:
    """(name, id) of the body whose resolution a symbol is; None for drafts and others."""
    match = _RESOLUTION_OF.match(symbol)
    return _OWNERS[next(group for group in match.groups() if group)] if match else None


def committee_of(symbol: str) -> tuple[str, str] | None:
    """(name, id) of the Main Committee whose draft a symbol is: `A/C.3/78/L.43`."""
    match = _DRAFT_OF.match(symbol)
    if match is None:
        return None
    name = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")[int(match[1]) - 1]
    return f"{name} Committee of the {_BODIES['GA']}", f"body:un-{name.lower()}-committee"


_DRAFT_OF = re.compile(r"A/C\.([1-6])/\d+/L\.")
_RESOLUTION_OF = re.compile(r"(A/HRC|A|S|E)/RES/|(?=WHA\d)(WHA)|(?=ICC-ASP/)(ICC-ASP)|(?=GC\()(GC)|(?=AG/RES)(AG)")
_OWNERS = {
    "A": (_BODIES["GA"], _IDS["GA"]),
    "S": (_BODIES["SC"], _IDS["SC"]),
    "A/HRC": (_BODIES["HRC"], _IDS["HRC"]),
    "E": ("United Nations Economic and Social Council", "body:ecosoc"),
    "WHA": ("World Health Assembly", "body:world-health-assembly"),
    "ICC-ASP": ("Assembly of States Parties to the Rome Statute", "body:icc-asp"),
    "GC": ("General Conference of the International Atomic Energy Agency", "body:iaea-gc"),
    "AG": ("General Assembly of the Organization of American States", "body:oas-ga"),
}


_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    {
        "international",
        "united",
        "nations",
        "resolution",
        "question",
        "general",
        "assembly",
        "security",
        "council",
        "between",
        "through",
    }
    | {
        "against",
        "towards",
        "their",
        "other",
        "with",
        "from",
        "this",
        "that",
        "within",
        "under",
        "regard",
        "implementation",
        "context",
    }
    | {"situation", "respect", "field", "activities", "measures", "report"}
)


class Near:
    """The text around a vote as titles are looked for in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = " ".join(text.lower().split())

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words of four letters and more."""
        return frozenset(_WORD.findall(self.lower))


def title_overlap(row: Resolution, near: Near) -> float:
    """How much of a resolution's title a text holds: 1.0 for a short title or the whole of it, else the share of its words."""
    names = (row.title, *row.short_titles)
    if any(name.lower() in near.lower for name in names):
        return 1.0
    words = {word for word in _WORD.findall(row.title.lower()) if word not in _COMMON}
    if len(words) < 2:
        return 0.0
    return sum(word in near.words or word.rstrip("s") in near.words for word in words) / len(words)
