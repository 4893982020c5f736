"""Check votes: the rows of `event_stances` against a file of roll calls that an analyst trusts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("symbol", "country", "stance")
"""Columns that a roll-call file must have; others are not looked at."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A country that a roll call has on another side than the texts. documents: those that say so."""

    symbol: str
    country: str
    recorded: str
    told: str
    documents: tuple[str, ...]


def read_roll_calls(file: Path) -> dict[tuple[str, str], str]:
    """(symbol, ISO 3166-1 alpha-3) → stance; raises LookupError naming what is wrong with the file, and where."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise LookupError(f"{file}: no column {', '.join(missing)}; a roll-call file has {', '.join(COLUMNS)}")
        found: dict[tuple[str, str], str] = {}
        for row in rows:
            symbol, country, stance = ((row[name] or "").strip() for name in COLUMNS)
            if not symbol or not country or not stance:
                raise LookupError(f"{file}:{rows.line_num}: an empty cell")
            if found.setdefault((symbol, country.upper()), stance.lower()) != stance.lower():
                raise LookupError(f"{file}:{rows.line_num}: {country} voted differently on {symbol} in an earlier line")
    return found


def contradictions(output: Path, recorded: Mapping[tuple[str, str], str]) -> Iterator[Contradiction]:
    """What the texts say otherwise than the roll calls, in the order of `event_stances`; raises LookupError without tables."""
    import pyarrow.parquet as pq

    if not (output / "event_stances").exists():
        raise LookupError(f"{output} holds no table event_stances yet: run `make all`")
    events = pq.read_table(output / "vote_events", columns=["event_id", "symbol"]).to_pylist()
    symbols = {row["event_id"]: row["symbol"] for row in events}
    for row in pq.read_table(output / "event_stances").to_pylist():
        symbol = symbols.get(row["event_id"])
        stance = recorded.get((symbol, row["country"])) if symbol else None
        if symbol and stance is not None and stance != row["stance"]:
            yield Contradiction(symbol, row["country"], stance, row["stance"], tuple(row["documents"]))
