"""An office held: what the text says beside one mention of a person, and what the mentions of one person share."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tables import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office that the text says a person holds, read beside one mention of theirs.

    role: the office without whom it is for; its characters are role_start to role_end. head: its head noun. country, org,
    org_id: whom the holder acts for, which is not what the office is about (an envoy *to* Yemen). told: whether the words
    of the office or a name beside it say so, or it was concluded from the text around.
    """

    mention: Entity
    role: str | None
    role_start: int | None
    role_end: int | None
    head: str
    rank: bool = False
    country: str | None = None
    org: str | None = None
    org_id: str | None = None
    told: bool = False
    rule: str = ""


def cluster_key(mention: Entity) -> str:
    """What the mentions of one thing share: its id, else its name without case."""
    return mention.entity_id or (mention.name or mention.text).casefold()
