"""Search: rows whose words hold all the words asked for, narrowed by speaker, country and day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from pipeline.tables import SCHEMAS

_TERM = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for. words: all of them, a word as it begins, `"…"` as one; table: by default sentences, or quotes of a speaker."""

    words: str = ""
    table: str | None = None
    speaker: str | None = None
    country: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    limit: int | None = None

    @property
    def rows_of(self) -> str:
        """The table that is searched."""
        return self.table or ("quotes" if self.speaker else "sentences")


def query(question: Question) -> tuple[str, list[Any]]:
    """The SQL of a question, and its values; raises LookupError for a table without words."""
    name = question.rows_of
    columns = SCHEMAS[name].names if name in SCHEMAS else []
    if not {"doc_id", "start", "text"} <= set(columns):
        raise LookupError(f"{name} is no table whose words can be searched")
    conditions, values = _words(question.words)
    for condition, value in _filters(question, columns):
        conditions.append(condition)
        values += [value] * condition.count("?")
    where = " AND ".join(conditions) or "true"
    limit = f" LIMIT {int(question.limit)}" if question.limit else ""
    return (
        f'SELECT r.*, d.published, d.publisher, d.title AS document_title FROM "{name}" AS r '
        f"JOIN documents AS d ON d.doc_id = r.doc_id WHERE {where} ORDER BY d.published, r.doc_id, r.start{limit}",
        values,
    )


def _words(words: str) -> tuple[list[str], list[Any]]:
    terms = [phrase or word for phrase, word in _TERM.findall(words)]
    patterns = [r"(?i)(^|\W)" + r"\s+".join(re.escape(part) for part in term.split()) for term in terms]
    return ["regexp_matches(r.text, ?)"] * len(patterns), list(patterns)


def _filters(question: Question, columns: list[str]) -> list[tuple[str, Any]]:
    """Each condition with its value."""
    key = "quote_id" if "cue" in columns else "sentence_start"
    place = "r.start" if question.rows_of == "sentences" else f"r.{key}"
    own = {"cue": "r.speaker_country = ? OR ", "country": "r.country = ? OR "}
    direct = next((condition for column, condition in own.items() if column in columns), "")
    named = f"{direct}EXISTS (FROM entities AS e WHERE e.doc_id = r.doc_id AND e.{key} = {place} AND e.country = ?)"
    quoted = "q.sentence_start = r.start" if question.rows_of == "sentences" else "q.quote_id = r.quote_id"
    speakers = f"(SELECT string_agg(q.speaker_name, ' ') FROM quotes AS q WHERE q.doc_id = r.doc_id AND {quoted})"
    spoken = "r.speaker_name" if "cue" in columns else speakers
    told = (
        (f"contains(lower({spoken}), lower(?))", question.speaker),
        (f"({named})", question.country and question.country.upper()),
        ("d.published >= ?", question.since),
        ("d.published <= ?", question.until),
    )
    return [(condition, value) for condition, value in told if value is not None]
