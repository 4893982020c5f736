"""Vote events: reports of one real vote in several documents brought together, and where they disagree."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.tables import VoteEvent

_FIGURES = ("in_favour", "against", "abstained")
_COLUMNS = ("doc_id", "start", "body", "symbol", "title", "date", "outcome", *_FIGURES)
_YEAR = re.compile(r"\s*\(\d{4}\)$")
_WINDOW = datetime.timedelta(days=1)
"""Reports may date a vote by their own day: a wire's dateline is often the day after."""

Report = Mapping[str, Any]


def gather_events(votes: pa.Table) -> tuple[list[VoteEvent], dict[tuple[str, int], str]]:
    """All votes of the corpus, and a map from (doc_id, start) of a `votes` row to its event_id.

    Reports are of one vote when they give the same symbol and body; without a symbol, when body, day and either two
    figures or the title agree and no other vote fits as well.
    """
    reports = sorted(votes.select(list(_COLUMNS)).to_pylist(), key=lambda r: (r["doc_id"], r["start"]))
    groups = _join_unnamed(_by_symbol(reports), [r for r in reports if not r["symbol"]])
    events: list[VoteEvent] = []
    found: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for group in sorted(groups, key=lambda g: (g[0]["doc_id"], g[0]["start"])):
        event = _event(group, taken)
        taken.add(event.event_id)
        events.append(event)
        found.update(((r["doc_id"], r["start"]), event.event_id) for r in group)
    return sorted(events, key=lambda event: event.event_id), found


def _by_symbol(reports: Iterable[Report]) -> list[list[Report]]:
    """Reports that name a symbol: one group a symbol and body, those without a body with the only body there is."""
    groups: dict[tuple[str, str | None], list[Report]] = {}
    for report in reports:
        if report["symbol"]:
            groups.setdefault((_YEAR.sub("", report["symbol"]), report["body"]), []).append(report)
    for symbol, body in sorted(groups, key=lambda key: (key[0], key[1] or "")):
        bodies = [key for key in groups if key[0] == symbol and key[1]]
        if body is None and len(bodies) == 1:
            groups[bodies[0]] += groups.pop((symbol, None))
    return [sorted(group, key=lambda r: (r["doc_id"], r["start"])) for group in groups.values()]


def _join_unnamed(named: list[list[Report]], unnamed: Sequence[Report]) -> list[list[Report]]:
    """Reports without a symbol joined with each other, then each group with the one named vote that fits."""
    groups = named + _clusters(unnamed)
    index = _Index(groups)
    places = {id(group): place for place, group in enumerate(named)}
    result = [list(group) for group in named]
    for group in groups[len(named) :]:
        fitting = [other for other in index.near(group) if id(other) in places and _same_vote(group, other)]
        if len(fitting) == 1:
            result[places[id(fitting[0])]] += group
        else:
            result.append(list(group))
    return [sorted(group, key=lambda r: (r["doc_id"], r["start"])) for group in result]


def _clusters(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports without a symbol that are of one vote pairwise, grown from the first."""
    groups: list[list[Report]] = []
    index = _Index([])
    for report in reports:
        single = [report]
        fitting = [group for group in index.near(single) if _same_vote(single, group)]
        if len(fitting) == 1:
            fitting[0].append(report)
        else:
            groups.append(single)
            index.add(single)
    return groups


class _Index:
    """Groups by the figures and titles they share."""

    def __init__(self, groups: Iterable[list[Report]]) -> None:
        self.groups: dict[tuple[object, ...], list[list[Report]]] = {}
        for group in groups:
            self.add(group)

    def add(self, group: list[Report]) -> None:
        for key in {key for report in group for key in _keys(report)}:
            self.groups.setdefault(key, []).append(group)

    def near(self, group: Sequence[Report]) -> list[list[Report]]:
        found: dict[int, list[Report]] = {}
        for key in sorted({key for report in group for key in _keys(report)}, key=repr):
            for other in self.groups.get(key, ()):
                found[id(other)] = other
        return list(found.values())


def _keys(report: Report) -> Iterable[tuple[object, ...]]:
    told = [(name, report[name]) for name in _FIGURES if report[name] is not None]
    for i, first in enumerate(told):
        for second in told[i + 1 :]:
            yield (*first, *second)
    if report["title"]:
        yield ("title", _plain(report["title"]))


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def _same_vote(group: Sequence[Report], other: Sequence[Report]) -> bool:
    """No report of one group contradicts one of the other, and one fits one."""
    pairs = [(a, b) for a in group for b in other]
    return not any(_contradicts(a, b) for a, b in pairs) and any(_fits(a, b) for a, b in pairs)


def _contradicts(a: Report, b: Report) -> bool:
    """Another body, another outcome, days further apart, or other figures unless title and day are the same."""
    if a["body"] and b["body"] and a["body"] != b["body"]:
        return True
    if "rejected" in (a["outcome"], b["outcome"]) and a["outcome"] and b["outcome"] and a["outcome"] != b["outcome"]:
        return True
    if a["date"] is not None and b["date"] is not None and abs(a["date"] - b["date"]) > _WINDOW:
        return True
    if a["title"] and b["title"] and _plain(a["title"]) != _plain(b["title"]) and not _dated(a, b):
        return True
    unequal = any(a[name] is not None and b[name] is not None and a[name] != b[name] for name in _FIGURES)
    return unequal and not (_same_title(a, b) and _dated(a, b) and _equal(a, b) > 0)


def _fits(a: Report, b: Report) -> bool:
    """The same title and day, three equal figures, or two and a day or title."""
    if _same_title(a, b) and _dated(a, b) and a["body"]:
        return True
    equal = _equal(a, b)
    return equal == len(_FIGURES) or (equal == 2 and (_dated(a, b) or _same_title(a, b)))


def _dated(a: Report, b: Report) -> bool:
    return a["date"] is not None and b["date"] is not None


def _same_title(a: Report, b: Report) -> bool:
    return bool(a["title"] and b["title"]) and _plain(a["title"]) == _plain(b["title"])


def _equal(a: Report, b: Report) -> int:
    return sum(a[name] is not None and a[name] == b[name] for name in _FIGURES)


def _event(group: Sequence[Report], taken: set[str]) -> VoteEvent:
    """One event from all its reports; each document counts once for a figure."""
    symbol = _most(report["symbol"] for report in group)
    body = _most(report["body"] for report in group)
    title = _most(report["title"] for report in group)
    date = _most(report["date"] for report in group)
    figures = {name: _told(group, name) for name in _FIGURES}
    chosen = {
        name: min(told, key=lambda value: (-len(told[value]), value)) if told else None
        for name, told in figures.items()
    }
    conflicts = [
        f"{name}: " + "; ".join(f"{value} ({', '.join(sorted(told[value]))})" for value in sorted(told))
        for name, told in figures.items()
        if len(told) > 1
    ]
    documents = sorted({report["doc_id"] for report in group})
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


def _told(group: Sequence[Report], name: str) -> dict[int, set[str]]:
    """Value of a figure → the documents that give it."""
    told: dict[int, set[str]] = {}
    for report in group:
        if report[name] is not None:
            told.setdefault(report[name], set()).add(report["doc_id"])
    return told


def _most(values: Iterable[Any]) -> Any:
    """The value most reports give, None when none gives one."""
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], str(value))) if counted else None


def _identify(
    symbol: str | None,
    body: str | None,
    title: str | None,
    date: datetime.date | None,
    figures: Mapping[str, int | None],
    group: Sequence[Report],
    taken: set[str],
) -> str:
    """`vote:A/RES/74/247`, or a hash of what is known of the vote; the place of its first report where that is not enough."""
    if symbol:
        name = f"vote:{_YEAR.sub('', symbol)}"
        if name not in taken:
            return name
    known: list[object] = [symbol, body, _plain(title or ""), date, *figures.values()]
    if sum(value is not None for value in figures.values()) < 2 and not (title and date):
        known += [group[0]["doc_id"], group[0]["start"]]
    name = _hashed(known)
    return name if name not in taken else _hashed([*known, group[0]["doc_id"], group[0]["start"]])


def _hashed(known: Sequence[object]) -> str:
    return f"vote:{hashlib.blake2b(repr([str(value) for value in known]).encode(), digest_size=6).hexdigest()}"
