"""Fuzz: arbitrary bytes to every reader and arbitrary characters to every stage. `python -m tests.fuzz [INPUTS]`, 2,000 by default."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.build.batches import Batch, Item, Setup
from pipeline.build.raw_tables import raw_types
from pipeline.build.work import Worker
from pipeline.ingest import READERS, Loaded, read_loaded
from tests.growth import OTHERS, PAGES, ROOT, UNITS

INPUTS = 2_000

_PIECES = st.one_of(
    st.sampled_from(UNITS),
    st.sampled_from(PAGES),
    st.sampled_from([unit for own in OTHERS.values() for unit in own]),
    st.text(max_size=30),
)
_TEXTS = st.builds("".join, st.lists(st.builds(lambda piece, n: piece * n, _PIECES, st.integers(1, 4)), max_size=25))
_BYTES = st.one_of(
    st.binary(max_size=400),
    st.builds(
        lambda text, encoding: text.encode(encoding, "replace"), _TEXTS, st.sampled_from(["utf-8", "utf-16", "cp1252"])
    ),
    st.builds(lambda text, at: text.encode("utf-8", "replace")[:at], _TEXTS, st.integers(0, 300)),
)
_SIDECARS = st.one_of(
    st.none(),
    st.binary(max_size=60),
    st.dictionaries(
        st.sampled_from(["title", "published", "publisher", "source_url", "language"]),
        st.one_of(st.text(max_size=30), st.integers(), st.dates().map(str), st.none()),
    ).map(lambda values: json.dumps(values).encode()),
)


def check_reader(suffix: str, data: bytes, sidecar: bytes | None) -> None:
    """A reader answers with sound texts, or says what is wrong."""
    sources, problems = read_loaded(Loaded(data, {"a.meta.json": sidecar} if sidecar else {}), suffix, f"a{suffix}")
    assert sources or problems
    for source in sources:
        assert source.text.strip() and not source.text.startswith("\ufeff") and "\r" not in source.text
    assert len({source.doc_id for source in sources}) == len(sources)


def check_stages(worker: Any, folder: Path, text: str, sidecar: bytes | None) -> None:
    """No stage fails, and every text that is read has its row."""
    (folder / "a.txt").write_bytes(text.encode("utf-8", "replace"))
    (folder / "a.meta.json").write_bytes(sidecar or b"{}")
    batch = Batch(1, [Item("a.txt", "a.txt", ("a.meta.json",))], frozenset(raw_types()))
    result = worker.process(batch)
    import pyarrow as pa

    tables = {name: pa.ipc.open_stream(streams[0]).read_all().to_pylist() for name, streams in result.tables.items()}
    failed = [
        row for row in tables.get("errors", ()) if row["code"] in ("stage-failed", "parse-failed", "out-of-range")
    ]
    assert not failed, failed
    for document in tables.get("documents", ()):
        for name, rows in tables.items():
            spans = [row for row in rows if "text" in row and "start" in row]
            bad = [(name, row) for row in spans if document["text"][row["start"] : row["end"]] != row["text"]]
            assert not bad, bad[0]


def run(inputs: int, model: str) -> None:
    """Try so many inputs, half of them on readers."""
    told = settings(max_examples=inputs // 2, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    told(given(st.sampled_from(sorted(READERS)), _BYTES, _SIDECARS)(check_reader))()
    with tempfile.TemporaryDirectory() as name:
        worker = Worker(Setup(name, str(ROOT / "models"), model, "fuzz", 30.0))
        told(given(st.just(worker), st.just(Path(name)), _TEXTS, _SIDECARS)(check_stages))()


def main() -> int:
    """Fuzz with the model of the build."""
    from pipeline.parse.model import find_model

    inputs = int(sys.argv[1]) if sys.argv[1:] else INPUTS
    run(inputs, find_model(None, ROOT / "models").folder)
    print(f"{inputs} inputs: no reader and no stage failed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
