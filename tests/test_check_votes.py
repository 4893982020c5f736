"""Roll calls of a file against the tables: what contradicts them is told with its documents."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from pipeline.tables import EventStance, VoteEvent, to_arrow


def write(folder: Path) -> Path:
    event = VoteEvent(event_id="vote:A/RES/90/1", symbol="A/RES/90/1")
    stances = [
        EventStance(event_id=event.event_id, country=country, stance=stance, documents=["a.txt"])
        for country, stance in (("FJI", "against"), ("PER", "in_favour"))
    ]
    for name, rows in (("vote_events", [event]), ("event_stances", stances)):
        (folder / name).mkdir()
        pq.write_table(to_arrow(name, rows), folder / name / "0.parquet")
    return folder


def test_contradictions_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output, file = write(tmp_path), tmp_path / "rolls.csv"
    file.write_text("symbol,country,stance\nA/RES/90/1,FJI,abstained\nA/RES/90/1,PER,in_favour\n", encoding="utf-8")
    assert main(["check-votes", str(file), "--output", str(output)]) == 1
    told = capsys.readouterr().out
    assert "A/RES/90/1: FJI abstained in the roll call, against in a.txt" in told and "PER" not in told


def test_a_file_without_its_columns_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output, file = write(tmp_path), tmp_path / "rolls.csv"
    file.write_text("symbol,state\nA/RES/90/1,FJI\n", encoding="utf-8")
    assert main(["check-votes", str(file), "--output", str(output)]) != 0
    assert "no column country, stance" in "".join(capsys.readouterr())
