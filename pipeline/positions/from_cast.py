"""Positions: the offices that the people of a cast hold, a row each."""

from __future__ import annotations

from pipeline.people.cast import Cast
from pipeline.people.held import Held
from pipeline.tables import Position


def find_positions(cast: Cast) -> list[Position]:
    """The named persons with the role the text gives them, one row a person and role, at the mention that says most."""
    rows = [_row(held) for member in cast.people for held in member.offices]
    return sorted(rows, key=lambda row: (row.start, row.role_start or 0))


def _row(held: Held) -> Position:
    mention = held.mention
    return Position(
        doc_id=mention.doc_id,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        person=mention.name or mention.text,
        person_id=mention.entity_id,
        role=held.role,
        role_start=held.role_start,
        role_end=held.role_end,
        country=held.country,
        org=held.org,
        org_id=held.org_id,
        rule=held.rule,
    )
