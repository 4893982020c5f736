"""Verify: silent over sound tables, and each fault is told by its name."""

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.build import store
from pipeline.build.verify import enumerations, keys, verify
from pipeline.cli.terminal import escaped
from pipeline.cli.verify import describe_findings
from pipeline.tables import SCHEMAS, TABLES
from tests.corpora import ROOT


def test_the_sample_is_sound(sample):
    found = verify(sample, ROOT / "corpus")
    assert not found.counts, found.examples
    assert set(found.rows) == set(TABLES)
    (line,) = describe_findings(found)
    assert line.endswith("all is well")


FAULTS = [
    ("documents", {"text": "\ufeffother"}, "text-unclean"),
    ("documents", {"title_start": 5, "title_end": None}, "title-place"),
    ("documents", {"doc_type": "poem"}, "value"),
    ("documents", {"speaker_id": "person:nobody"}, "key"),
    ("segments", {"start": 1}, "segments-not-tiled"),
    ("segments", {"doc_id": "nowhere.txt"}, "key"),
    ("sentences", {"text": "Other words."}, "characters"),
    ("sentences", {"segment_role": "dateline"}, "sentence-role"),
    ("entities", {"entity_id": "country:nowhere"}, "key"),
    ("entities", {"end": 10**6}, "place"),
    ("entities", {"rule": ""}, "no-rule"),
    ("numbers", {"value": float("inf")}, "number-not-finite"),
    ("numbers", {"value": 2.0, "value_high": 1.0}, "range-descends"),
    ("votes", {"against": -1}, "vote-negative"),
    ("votes", {"event_id": "event:none"}, "key"),
    ("stances", {"vote": 1}, "key"),
    ("stances", {"country": "France"}, "country"),
    ("quotes", {"quote_id": "x"}, "quote_id"),
    ("quotes", {"parent_quote": "x"}, "key"),
    ("quotes", {"speaker_start": 1, "speaker_end": None}, "half-a-place"),
    ("dates", {"value": "2021-02-30"}, "no-such-day"),
    ("dates", {"value": "soon"}, "timex"),
    ("errors", {"message": "x" * 501}, "message"),
    ("errors", {"start": 1, "end": 10**6}, "place"),
    ("vote_events", {"n_documents": 77}, "n_documents"),
    ("vote_events", {"documents": ["nowhere.txt"], "n_documents": 1}, "key"),
]


@pytest.fixture
def copied(sample, tmp_path, monkeypatch):
    """A copy of the sample's output whose parts may be written anew without the hashes telling of it."""
    shutil.copytree(sample, tmp_path / "output", symlinks=True)
    monkeypatch.setattr(store, "damaged_part", lambda *_, **__: "")
    return tmp_path / "output"


@pytest.mark.parametrize(("table", "change", "check"), FAULTS)
def test_each_fault_is_told(copied, table, change, check):
    file = copied / table / store.part_name(0)
    rows = pq.read_table(file).to_pylist()
    rows[0].update(change)
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[table]), file)
    assert check in verify(copied).counts


def test_rows_that_stand_twice_or_out_of_order_and_other_schemas_are_told(copied):
    file = copied / "dates" / store.part_name(0)
    rows = pq.read_table(file).to_pylist()
    pq.write_table(pa.Table.from_pylist([*rows, rows[0]], schema=SCHEMAS["dates"]), file)
    assert {"row-twice", "order"} <= set(verify(copied).counts)
    pq.write_table(pa.table({"doc_id": ["a"]}), file)
    assert "schema" in verify(copied).counts


def test_a_file_that_no_row_tells_of_and_a_damaged_part_are_told(sample, tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "corpus" / "new.txt").write_text("New.")
    assert verify(sample, tmp_path / "corpus").examples["file-nowhere"] == ["'new.txt'"]
    shutil.copytree(sample, tmp_path / "output", symlinks=True)
    part = tmp_path / "output" / "dates" / store.part_name(0)
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    assert set(verify(tmp_path / "output").counts) == {"part-damaged"}
    with pytest.raises(LookupError):
        verify(tmp_path)


def test_enumerations_and_keys_follow_the_data_dictionary():
    assert enumerations("quotes")["kind"] == {"direct", "mixed", "indirect"}
    assert "end" not in enumerations("quotes") and "role" not in enumerations("numbers")
    assert keys("votes") == {"body_id": "knowledge", "event_id": "vote_events"}


def test_a_terminal_is_told_no_control_character():
    assert escaped("a\x1b[31m\x07b\u202ec\nd\té\ud800") == "a\\x1b[31m\\x07b\\u202ec\nd\té\\ud800"
