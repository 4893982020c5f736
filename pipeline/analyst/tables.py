"""The tables in Python: `load("output").quotes` is a data frame, `context` shows a row in its text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa


def load(output: str | PathLike[str] = "output") -> Tables:
    """The tables of a folder that was built into; raises LookupError when it holds none."""
    folder = Path(output)
    if not (folder / "documents").exists():
        raise LookupError(f"{folder} holds no tables yet: build them with `make all` or `pipeline.build`")
    return Tables(folder)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """A document and all rows that come from it. facts: its row of `documents`; rows: table → its rows."""

    facts: Mapping[str, Any]
    rows: Mapping[str, pd.DataFrame] = field(repr=False)

    @property
    def text(self) -> str:
        """The text that offsets count in."""
        return str(self.facts["text"])

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table in self.rows:
            return self.rows[table]
        raise AttributeError(f"a document has no rows of {table!r}")


class Tables:
    """Tables by name, each read when it is first asked for: `t.quotes`; `t.arrow("quotes")` for Arrow."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._frames: dict[str, pd.DataFrame] = {}
        self._texts: dict[str, str] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.names:
            raise AttributeError(f"{self.output} holds no table {name!r}")
        if name not in self._frames:
            self._frames[name] = self.arrow(name).to_pandas()
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.names]

    def __repr__(self) -> str:
        return f"<tables in {self.output}: {', '.join(self.names)}>"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The tables that are there."""
        from pipeline.tables import TABLES

        return tuple(name for name in TABLES if (self.output / name).exists())

    def arrow(self, name: str, **options: Any) -> pa.Table:
        """A table as Arrow; options as those of `pyarrow.parquet.read_table`, such as `columns` and `filters`."""
        import pyarrow.parquet as pq

        return pq.read_table(self.output / name, **options)

    def describe(self, name: str) -> pd.DataFrame:
        """The columns of a table, their types and what they mean."""
        import pandas as pd

        schema = self.arrow(name).schema
        rows = [
            (column.name, str(column.type), (column.metadata or {}).get(b"description", b"").decode())
            for column in schema
        ]
        return pd.DataFrame(rows, columns=["column", "type", "meaning"])

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with a view for each table, and those of `output/views.sql`."""
        from pipeline.analyst.sql import connect

        return connect(self.output)

    def sql(self, query: str, *values: Any) -> pd.DataFrame:
        """The answer to a query in SQL over the tables and views; each `?` takes one of the values."""
        return self.connection.execute(query, list(values)).df()

    def text(self, doc_id: str) -> str:
        """The text of a document; raises LookupError for an unknown one."""
        if doc_id not in self._texts:
            found = self.arrow("documents", columns=["text"], filters=[("doc_id", "==", doc_id)])["text"].to_pylist()
            if not found:
                raise LookupError(f"no document {doc_id!r}")
            self._texts[doc_id] = found[0]
        return self._texts[doc_id]

    def context(self, row: Any, width: int = 80) -> str:
        """A row's words between guillemets, in what stands around them. row: of any table with a place in a text."""
        text, start, end = self.text(_get(row, "doc_id")), int(_get(row, "start")), int(_get(row, "end"))
        before, after = text[max(0, start - width) : start], text[end : end + width]
        ends = ("…" if start > width else "", "…" if end + width < len(text) else "")
        return " ".join(f"{ends[0]}{before}«{text[start:end]}»{after}{ends[1]}".split())

    def document(self, doc_id: str) -> DocumentRows:
        """A document with its rows of every table; raises LookupError for an unknown one."""
        found = {}
        for name in self.names:
            if name in _placed():
                found[name] = self.arrow(name, filters=[("doc_id", "==", doc_id)])
        if not found["documents"].num_rows:
            raise LookupError(f"no document {doc_id!r}")
        facts = found.pop("documents").to_pylist()[0]
        return DocumentRows(facts, {name: table.to_pandas() for name, table in found.items()})

    def find(
        self,
        words: str = "",
        *,
        table: str | None = None,
        speaker: str | None = None,
        country: str | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        limit: int | None = None,
    ) -> pd.DataFrame:
        """Rows whose words hold all these words, of sentences unless another table is named, in the order of their days.

        country: spoken for by who speaks, or named in the words. since, until: days of issue, both included.
        """
        from pipeline.analyst.search import Question, query

        question = Question(
            words=words, table=table, speaker=speaker, country=country, since=since, until=until, limit=limit
        )
        text, values = query(question)
        return self.sql(text, *values)


def _placed() -> frozenset[str]:
    from pipeline.tables import SCHEMAS

    return frozenset(name for name, schema in SCHEMAS.items() if "doc_id" in schema.names)


def _get(row: Any, name: str) -> Any:
    """A field of a row, however rows are kept: a mapping, a series, a named tuple."""
    return (
        row[name]
        if isinstance(row, Mapping) or (hasattr(row, "index") and not isinstance(row, tuple))
        else getattr(row, name)
    )
