"""The sample corpus gives the golden rows; `make golden` writes them anew after a change that was meant."""

from __future__ import annotations

import difflib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.tables import SCHEMAS, TABLES
from tests.sample import COLUMNS, GOLDEN, golden_text


@pytest.mark.parametrize("table", COLUMNS)
def test_golden_rows(table: str, sample: Path) -> None:
    golden = (GOLDEN / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    found = golden_text(sample, table).splitlines()
    difference = list(difflib.unified_diff(golden, found, "golden", "built", n=0, lineterm=""))
    assert not difference, "\n".join(difference[:40])


@pytest.mark.parametrize("table", TABLES)
def test_schema_and_offsets(table: str, sample: Path) -> None:
    found = pq.read_table(sample / table)
    assert found.schema.equals(SCHEMAS[table])
    if not {"doc_id", "start", "end", "text"} <= set(found.column_names):
        return
    texts = {
        row["doc_id"]: row["text"]
        for row in pq.read_table(sample / "documents", columns=["doc_id", "text"]).to_pylist()
    }
    for row in found.select(["doc_id", "start", "end", "text"]).to_pylist():
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"], row
