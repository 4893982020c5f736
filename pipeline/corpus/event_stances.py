"""Event stances: what each country did in a real vote, brought together from all reports of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyarrow as pa

from pipeline.tables import EventStance, VoteEvent

_VOTES = ("in_favour", "against", "abstained")
_COLUMNS = ("doc_id", "country", "stance", "symbol", "vote")
_YEAR = re.compile(r"\s*\(\d{4}\)$")


def gather_event_stances(
    stances: pa.Table, vote_events: tuple[list[VoteEvent], Mapping[tuple[str, int], str]]
) -> list[EventStance]:
    """One row an event, country and stance; rows of one country that say different things do not agree."""
    told: dict[tuple[str, str], dict[str, set[str]]] = {}
    for event_id, doc_id, country, stance in _of_events(stances, *vote_events):
        told.setdefault((event_id, country), {}).setdefault(stance, set()).add(doc_id)
    return [
        EventStance(
            event_id=event_id,
            country=country,
            stance=stance,
            n_documents=len(documents),
            documents=sorted(documents),
            agree=len(by_stance) == 1,
        )
        for (event_id, country), by_stance in sorted(told.items())
        for stance, documents in sorted(by_stance.items())
    ]


def _of_events(
    stances: pa.Table, events: list[VoteEvent], places: Mapping[tuple[str, int], str]
) -> Iterator[tuple[str, str, str, str]]:
    """(event_id, doc_id, country, stance) of each vote that a country is said to have cast.

    A stance belongs to the event of its row in `votes`; one without such a row to the only event of its symbol.
    """
    by_symbol: dict[str, set[str]] = {}
    for event in events:
        if event.symbol:
            by_symbol.setdefault(_YEAR.sub("", event.symbol), set()).add(event.event_id)
    columns = [stances[name].to_pylist() for name in _COLUMNS]
    for doc_id, country, stance, symbol, vote in zip(*columns, strict=True):
        if stance not in _VOTES:
            continue
        event_id = places.get((doc_id, vote)) if vote is not None else None
        if event_id is None and symbol:
            named = by_symbol.get(_YEAR.sub("", symbol), set())
            event_id = min(named) if len(named) == 1 else None
        if event_id is not None:
            yield event_id, doc_id, country, stance
