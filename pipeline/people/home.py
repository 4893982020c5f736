"""The home of a text: the country whose government or press issued it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pipeline.gazetteer.load import Gazetteer
from pipeline.tables import Document, Entity

_SURE = 0.9
"""Score from which a link does not rest on the text around a name."""


def find_home(
    document: Document, entities: Sequence[Entity], seats: Collection[str], gazetteer: Gazetteer
) -> str | None:
    """ISO code of the country that issued a text: its publisher's, else its dateline's; of a news text the other way round.

    Where neither tells, that of the ministry in its title.
    seats: towns of many international bodies, small letters, whose datelines tell no country.
    """
    publisher = _publisher_country(document.publisher or "", entities, gazetteer)
    place = (document.dateline_place or "").casefold()
    located = document.doc_type in ("news", "press_release") and place and place not in seats
    dateline = _only(e.country for e in entities if located and e.label == "GPE" and place in forms(e))
    first, second = (dateline, publisher) if document.doc_type == "news" else (publisher, dateline)
    return first or second or _title_country(document.title or "", entities)


def _title_country(title: str, entities: Sequence[Entity]) -> str | None:
    """Country of the one ministry in a title: `X Foreign Ministry Spokesperson's Press Conference`."""
    return _only(e.country for e in entities if (e.entity_id or "").startswith("ministry:") and e.text in title)


def _publisher_country(publisher: str, entities: Sequence[Entity], gazetteer: Gazetteer) -> str | None:
    """Country of the one institution of that name, else of the entities that the publisher is named after."""
    if not publisher:
        return None
    known = {gazetteer.things[name.thing].country for name in gazetteer.names(publisher) if name.sure}
    if len(known) == 1 and None not in known:
        return known.pop()
    low = publisher.casefold()
    return _only(e.country for e in entities if (e.score or 0) >= _SURE and _is_named_after(low, e))


def _is_named_after(publisher: str, entity: Entity) -> bool:
    """Whether a publisher is an entity or holds its name (`Ministry of Foreign Affairs of Norway`)."""
    own = forms(entity)
    return publisher in own or (entity.label in ("GPE", "ORG") and any(len(f) > 3 and f in publisher for f in own))


def forms(entity: Entity) -> tuple[str, str]:
    """An entity as written and by its canonical name, without case."""
    return entity.text.casefold(), (entity.name or entity.text).casefold()


def _only(countries: Iterable[str | None]) -> str | None:
    """The one country among several mentions."""
    found = set(countries) - {None}
    return found.pop() if len(found) == 1 else None
