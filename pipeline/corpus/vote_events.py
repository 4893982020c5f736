"""Vote events: reports of one real vote in several documents brought together, and where they disagree."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.tables import VoteEvent

_FIGURES = ("in_favour", "against", "abstained")
_CONTENT = ("body", "symbol", "draft", "title", "date", "outcome", "motion", *_FIGURES)
_LOST = frozenset({"rejected", "vetoed"})
_PARTS = frozenset({"paragraph", "amendment", "procedure"})
"""Motions on less than a text."""
_YEAR = re.compile(r"\s*\(\d{4}\)$")
_WINDOW = datetime.timedelta(days=1)
"""Reports may date a vote by their own day: a wire's dateline is often the day after."""


@dataclass(eq=False, slots=True)
class _Report:
    """What a row of `votes` says; one for all rows that say the same, so that many copies cost no more than one."""

    body: str | None
    symbol: str | None
    draft: str | None
    title: str | None
    date: datetime.date | None
    outcome: str | None
    motion: str | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    figures: tuple[int | None, ...] = field(init=False)
    plain: str = field(init=False)
    keys: list[tuple[object, ...]] = field(init=False)
    """What a report of the same vote would share, one of these at least."""

    def __post_init__(self) -> None:
        self.figures = (self.in_favour, self.against, self.abstained)
        self.plain = _plain(self.title) if self.title else ""
        told = [(name, value) for name, value in zip(_FIGURES, self.figures, strict=True) if value is not None]
        self.keys = [(*first, *second) for i, first in enumerate(told) for second in told[i + 1 :]]
        if self.title:
            self.keys.append(("title", self.plain))
        if self.lost and self.date and self.body:
            self.keys.append(("lost", self.body, self.date))

    @property
    def lost(self) -> bool:
        """Whether the text was not adopted: a body rejects few on one day."""
        return self.outcome in _LOST

    @property
    def part(self) -> bool:
        """Whether less than a text was voted on."""
        return self.motion in _PARTS


@dataclass(slots=True)
class _Group:
    """Rows of `votes` that are of one vote. rows: (number, doc_id, start), numbered in order; reports: how many rows say each."""

    rows: list[tuple[int, str, int]] = field(default_factory=list)
    reports: Counter[_Report] = field(default_factory=Counter)

    def add(self, row: tuple[int, str, int], report: _Report) -> None:
        self.rows.append(row)
        self.reports[report] += 1

    def join(self, other: _Group) -> None:
        self.rows = sorted(self.rows + other.rows)
        self.reports.update(other.reports)


def gather_events(votes: pa.Table) -> tuple[list[VoteEvent], dict[tuple[str, int], str]]:
    """All votes of the corpus, and a map from (doc_id, start) of a `votes` row to its event_id.

    Reports are of one vote when they give the same symbol and body, that of the draft and that of the adopted text being
    one; without a symbol, when body, day and either two figures, the title or a rejection agree and no other vote fits as well.
    """
    rows = list(_read(votes))
    reports = dict(rows)
    groups = _join_unnamed(_by_symbol(rows), _clusters((row, report) for row, report in rows if not report.symbol))
    events: list[VoteEvent] = []
    found: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for group in sorted(groups, key=lambda g: g.rows[0]):
        event = _event(group, reports, taken)
        taken.add(event.event_id)
        events.append(event)
        found.update(((doc_id, start), event.event_id) for _, doc_id, start in group.rows)
    return sorted(events, key=lambda event: event.event_id), found


_Row = tuple[int, str, int]


def _read(votes: pa.Table) -> Iterator[tuple[_Row, _Report]]:
    """The rows in the order of their documents, each with its report."""
    votes = votes.sort_by([("doc_id", "ascending"), ("start", "ascending")])
    columns = [votes[name].to_pylist() for name in ("doc_id", "start", *_CONTENT)]
    known: dict[tuple[Any, ...], _Report] = {}
    for number, (doc_id, start, *content) in enumerate(zip(*columns, strict=True)):
        key = tuple(content)
        report = known.get(key)
        if report is None:
            report = known[key] = _Report(*content)
        yield (number, doc_id, start), report


def _by_symbol(rows: Sequence[tuple[_Row, _Report]]) -> list[_Group]:
    """Reports that name a symbol: one group a text, part and body, those without a body with the only body there is."""
    adopted = _adopted(report for _, report in rows)
    groups: dict[tuple[object, ...], dict[str | None, _Group]] = {}
    for row, report in rows:
        if report.symbol:
            symbol = _YEAR.sub("", adopted.get(report.symbol, report.symbol))
            bodies = groups.setdefault((symbol, report.figures if report.part else None), {})
            bodies.setdefault(report.body, _Group()).add(row, report)
    for bodies in groups.values():
        if None in bodies and len(bodies) == 2:
            without = bodies.pop(None)
            next(iter(bodies.values())).join(without)
    return [group for bodies in groups.values() for group in bodies.values()]


def _adopted(reports: Iterable[_Report]) -> dict[str, str]:
    """Symbol of a draft → the only symbol that any report says it got when it was adopted."""
    told: dict[str, set[str]] = {}
    for report in reports:
        if report.draft and report.symbol and report.symbol != report.draft and not report.part:
            told.setdefault(report.draft, set()).add(report.symbol)
    return {draft: min(symbols) for draft, symbols in told.items() if len(symbols) == 1}


def _join_unnamed(named: list[_Group], unnamed: Iterable[_Group]) -> list[_Group]:
    """The groups of reports without a symbol joined each with the one named vote that fits."""
    index = _Index(named)
    joined: list[tuple[_Group, _Group]] = []
    alone: list[_Group] = []
    for group in unnamed:
        fitting = [other for other in index.near(group.reports) if _same_vote(group.reports, other.reports)]
        if len(fitting) == 1:
            joined.append((fitting[0], group))
        else:
            alone.append(group)
    # All are held against what the named reports say alone, so that their order cannot matter.
    for major, group in joined:
        major.join(group)
    return named + alone


def _clusters(rows: Iterable[tuple[_Row, _Report]]) -> list[_Group]:
    """Reports without a symbol that are of one vote pairwise, grown from the first."""
    groups: list[_Group] = []
    index = _Index([])
    for row, report in rows:
        fitting = [group for group in index.near((report,)) if _same_vote((report,), group.reports)]
        if len(fitting) == 1:
            fitting[0].add(row, report)
            continue
        group = _Group()
        group.add(row, report)
        groups.append(group)
        index.add(group)
    return groups


class _Index:
    """Groups by the figures and titles they share."""

    def __init__(self, groups: Iterable[_Group]) -> None:
        self.groups: dict[tuple[object, ...], list[_Group]] = {}
        for group in groups:
            self.add(group)

    def add(self, group: _Group) -> None:
        for key in {key for report in group.reports for key in report.keys}:
            self.groups.setdefault(key, []).append(group)

    def near(self, reports: Iterable[_Report]) -> list[_Group]:
        keys = {key for report in reports for key in report.keys}
        return list({id(other): other for key in keys for other in self.groups.get(key, ())}.values())


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def _same_vote(group: Iterable[_Report], other: Iterable[_Report]) -> bool:
    """No report of one group contradicts one of the other, and one fits one."""
    pairs = [(a, b) for a in group for b in other]
    return not any(_contradicts(a, b) for a, b in pairs) and any(_fits(a, b) for a, b in pairs)


def _contradicts(a: _Report, b: _Report) -> bool:
    """Another body, another outcome, days further apart, or other figures unless title and day are the same."""
    if a.body and b.body and a.body != b.body:
        return True
    if (a.lost != b.lost and a.outcome and b.outcome) or a.part != b.part:
        return True
    if a.date is not None and b.date is not None and abs(a.date - b.date) > _WINDOW:
        return True
    if a.title and b.title and a.plain != b.plain and not _dated(a, b):
        return True
    unequal = any(x is not None and y is not None and x != y for x, y in zip(a.figures, b.figures, strict=True))
    return unequal and not (_same_title(a, b) and _dated(a, b) and _equal(a, b) > 0)


def _fits(a: _Report, b: _Report) -> bool:
    """The same title and day, three equal figures, two and a day or title, one of a text that was rejected on one day."""
    if _same_title(a, b) and _dated(a, b) and a.body:
        return True
    equal = _equal(a, b)
    if equal and a.lost and b.lost and a.body and a.date is not None and a.date == b.date:
        return True
    return equal == len(_FIGURES) or (equal == 2 and (_dated(a, b) or _same_title(a, b)))


def _dated(a: _Report, b: _Report) -> bool:
    return a.date is not None and b.date is not None


def _same_title(a: _Report, b: _Report) -> bool:
    return bool(a.title and b.title) and a.plain == b.plain


def _equal(a: _Report, b: _Report) -> int:
    return sum(x is not None and x == y for x, y in zip(a.figures, b.figures, strict=True))


def _event(group: _Group, reports: Mapping[_Row, _Report], taken: set[str]) -> VoteEvent:
    """One event from all its reports; each document counts once for a figure."""
    symbol, body, title, date = (_most(group, name) for name in ("symbol", "body", "title", "date"))
    figures = {name: _told(group, name, reports) for name in _FIGURES}
    chosen = {
        name: min(told, key=lambda value: (-len(told[value]), value)) if told else None
        for name, told in figures.items()
    }
    conflicts = [
        f"{name}: " + "; ".join(f"{value} ({', '.join(sorted(told[value]))})" for value in sorted(told))
        for name, told in figures.items()
        if len(told) > 1
    ]
    documents = sorted({doc_id for _, doc_id, _ in group.rows})
    return VoteEvent(
        event_id=_identify(symbol, body, title, date, chosen, group, taken),
        body=body,
        symbol=symbol,
        title=title,
        date=date,
        in_favour=chosen["in_favour"],
        against=chosen["against"],
        abstained=chosen["abstained"],
        n_documents=len(documents),
        documents=documents,
        agree=not conflicts,
        conflicts=" | ".join(conflicts) or None,
    )


def _told(group: _Group, name: str, reports: Mapping[_Row, _Report]) -> dict[int, set[str]]:
    """Value of a figure → the documents that give it; no documents where all that give one give the same."""
    values = {value for report in group.reports if (value := getattr(report, name)) is not None}
    told: dict[int, set[str]] = {value: set() for value in values}
    if len(told) > 1:
        for row in group.rows:
            value = getattr(reports[row], name)
            if value is not None:
                told[value].add(row[1])
    return told


def _most(group: _Group, name: str) -> Any:
    """The value most reports give, None when none gives one."""
    counted: Counter[Any] = Counter()
    for report, n in group.reports.items():
        value = getattr(report, name)
        if value is not None:
            counted[value] += n
    return min(counted, key=lambda value: (-counted[value], str(value))) if counted else None


def _identify(
    symbol: str | None,
    body: str | None,
    title: str | None,
    date: datetime.date | None,
    figures: Mapping[str, int | None],
    group: _Group,
    taken: set[str],
) -> str:
    """`vote:A/RES/74/247`, or a hash of what is known of the vote; the place of its first report where that is not enough."""
    if symbol:
        name = f"vote:{_YEAR.sub('', symbol)}"
        if name not in taken:
            return name
    known: list[object] = [symbol, body, _plain(title or ""), date, *figures.values()]
    first = group.rows[0][1:]
    if sum(value is not None for value in figures.values()) < 2 and not (title and date):
        known += first
    name = _hashed(known)
    return name if name not in taken else _hashed([*known, *first])


def _hashed(known: Sequence[object]) -> str:
    return f"vote:{hashlib.blake2b(repr([str(value) for value in known]).encode(), digest_size=6).hexdigest()}"
