"""A floor that only rises: tables of the sample corpus against annotations by hand in `tests/gold/`.

`tests/gold/NAME.TABLE.txt` is a text of the corpus with the rows that a careful reader expects (`tests/markup.py`).
`python -m tests.test_quality` raises the floors to what is measured, `--lower` also lowers them: say why in the commit.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq

from tests.markup import Span, differences, read_markup
from tests.sample import ROOT, build

GOLD = ROOT / "tests" / "gold"
FLOORS = GOLD / "floors.toml"
TABLES = ("entities", "numbers", "dates", "quotes", "votes")


def annotated(table: str) -> dict[str, list[Span]]:
    """Plain text → the spans a table must have there."""
    files = sorted(GOLD.glob(f"*.{table}.txt"))
    return dict(read_markup(file.read_text(encoding="utf-8")) for file in files)


def measured(output: Path) -> dict[str, float]:
    """F of each table: a row is right when its span and every marked value are; rows inside a marked one are not counted."""
    documents = pq.read_table(output / "documents", columns=["doc_id", "text"]).to_pylist()
    ids = {row["text"]: row["doc_id"] for row in documents}
    scores = {}
    for table in TABLES:
        rows: dict[str, list[SimpleNamespace]] = {}
        for row in pq.read_table(output / table).to_pylist():
            rows.setdefault(row["doc_id"], []).append(SimpleNamespace(**row))
        counts: Counter[str] = Counter()
        for text, spans in annotated(table).items():
            counts += _compare(rows.get(ids[text], []), spans)
        scores[table] = 2 * counts["right"] / (counts["expected"] + counts["found"])
    return scores


def _compare(rows: list[SimpleNamespace], spans: list[Span]) -> Counter[str]:
    outer = [
        row
        for row in rows
        if not any(
            s.start <= row.start and row.end <= s.end and (row.start, row.end) != (s.start, s.end) for s in spans
        )
    ]
    right = sum(not differences(outer, [span], only=False) for span in spans)
    return Counter(right=right, expected=len(spans), found=len(outer))


def test_the_annotated_texts_are_those_of_the_corpus() -> None:
    texts = {file.read_text(encoding="utf-8") for file in (ROOT / "corpus").rglob("*.txt")}
    for table in TABLES:
        found = annotated(table)
        assert len(found) >= 6
        assert set(found) <= texts, table


def test_no_table_falls_below_its_floor(sample: Path) -> None:
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    found = measured(sample)
    assert set(floors) == set(TABLES)
    assert [f"{table}: {found[table]:.3f} < {floor}" for table, floor in floors.items() if found[table] < floor] == []


def test_a_wrong_value_and_a_wrong_span_cost() -> None:
    row = SimpleNamespace(start=0, end=2, value=3.0, text="ab")
    right, wrong = Span(0, 2, "ab", {"value": "3"}), Span(0, 2, "ab", {"value": "4"})
    assert _compare([row], [right])["right"] == 1
    assert _compare([row], [wrong])["right"] == _compare([row], [Span(0, 3, "abc", {})])["right"] == 0


def main() -> None:
    """Raise the floors to what is measured, or with `--lower` set them there."""
    lines = [line for line in FLOORS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "output")
        found = measured(Path(folder) / "output")
    for table in TABLES:
        now = int(found[table] * 1000) / 1000
        lines.append(f"{table} = {now if '--lower' in sys.argv else max(now, floors.get(table, 0.0))}")
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
