"""Corrections by hand: what a mention names, or that it names nothing, kept through every rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.gazetteer.load import Gazetteer
from pipeline.resources import KnowledgeError
from pipeline.tables import Document, Entity, Error
from pipeline.text.annotated import Text

NOTHING = "none"
"""In `entity_id`: the place is no mention; in the other columns an empty cell keeps what the rules found."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of `corrections.csv`: a surface form, in one document or in all, or a span of one document."""

    doc_id: str | None
    start: int | None
    end: int | None
    surface: str | None
    label: str | None
    entity_id: str | None
    name: str | None
    note: str | None


def check_corrections(
    rows: Sequence[Correction], gazetteer: Gazetteer, labels: frozenset[str]
) -> tuple[Correction, ...]:
    """The rows, when each says where and what; raises KnowledgeError otherwise."""
    for number, row in enumerate(rows, 2):
        where = f"corrections.csv:{number}"
        spanned = row.start is not None and row.end is not None
        if not (row.surface or spanned) or (spanned and row.doc_id is None):
            raise KnowledgeError(f"{where}: needs a surface, or a doc_id with start and end")
        if row.label is not None and row.label not in labels:
            raise KnowledgeError(f"{where}: {row.label!r} is no label")
        if row.entity_id and row.entity_id != NOTHING and gazetteer.things.get(row.entity_id) is None and not row.name:
            raise KnowledgeError(f"{where}: {row.entity_id!r} is not in the knowledge base, so it needs a name")
        if not (row.label or row.entity_id):
            raise KnowledgeError(f"{where}: corrects nothing")
    return tuple(rows)


def correct(
    entities: Sequence[Entity], text: Text, corrections: Sequence[Correction], gazetteer: Gazetteer
) -> list[Entity | Error]:
    """The entities with this document's corrections; a warning for each correction of the document that changes nothing."""
    document = text.document
    found: list[Entity] = list(entities)
    problems: list[Error] = []
    for row in corrections:
        if row.doc_id is not None and row.doc_id != document.doc_id:
            continue
        row = _counted_in_view(row, text)
        hits = [e for e in found if _meets(row, e)]
        if not hits and row.start is not None and row.end is not None and row.label and _text_fits(row, document):
            surface = text.view[row.start : row.end]
            new = Entity(
                doc_id=document.doc_id, start=row.start, end=row.end, text=surface, label=row.label, rule="correction"
            )
            found = [e for e in found if e.end <= new.start or e.start >= new.end] + [new]
            hits = [new]
        if not hits and row.doc_id is not None:
            problems.append(_warning(row, document))
        touched = {(e.start, e.end) for e in hits}
        kept = [_corrected(e, row, gazetteer) if (e.start, e.end) in touched else e for e in found]
        found = [e for e in kept if e is not None]
    return [*sorted(found, key=lambda e: e.start), *problems]


def _counted_in_view(row: Correction, text: Text) -> Correction:
    """The correction, whose place is one of the file, with its place in the view."""
    if row.start is None or row.end is None or not text.origin.moved:
        return row
    return replace(row, start=text.origin.place(row.start), end=text.origin.place(row.end - 1) + 1)


def _meets(row: Correction, entity: Entity) -> bool:
    if row.start is not None and (row.start, row.end) != (entity.start, entity.end):
        return False
    return row.surface is None or row.surface == entity.text


def _text_fits(row: Correction, document: Document) -> bool:
    assert row.start is not None and row.end is not None
    text = document.text[row.start : row.end]
    return 0 <= row.start < row.end <= len(document.text) and (row.surface is None or row.surface == text)


def _corrected(entity: Entity, row: Correction, gazetteer: Gazetteer) -> Entity | None:
    """The entity as the correction has it; None when it is none."""
    if row.entity_id == NOTHING:
        return None
    changed = replace(entity, rule="correction", label=row.label or entity.label)
    if row.entity_id is None:
        return changed
    thing = gazetteer.things.get(row.entity_id)
    if thing is not None:
        return replace(
            changed,
            entity_id=thing.id,
            name=row.name or thing.name,
            country=thing.country,
            wikidata=thing.wikidata,
            status="linked",
            score=1.0,
        )
    return replace(
        changed, entity_id=row.entity_id, name=row.name, country=None, wikidata=None, status="linked", score=1.0
    )


def _warning(row: Correction, document: Document) -> Error:
    place = f"{row.start}-{row.end}" if row.start is not None else repr(row.surface)
    return Error(
        path=document.path,
        doc_id=document.doc_id,
        stage="entities",
        severity="warning",
        code="correction-unmatched",
        message=f"the correction for {place} meets no mention of this document any more; see corrections.csv",
        start=row.start,
        end=row.end,
    )
