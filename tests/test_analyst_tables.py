"""What people use: the Python API, the views, search, review, export, the messages on slips, and the package itself."""

import csv
import datetime
import importlib
import json
import re
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline import load
from pipeline.__main__ import main
from pipeline.analyst.exporting import export, sheets
from pipeline.analyst.formats import FORMATS, harmless
from pipeline.analyst.reviewing import Draw, Verdict, as_review, draw, precision, save, wilson
from pipeline.build.reviews import COLUMNS, Review, all_reviews
from pipeline.cli.review import Session
from pipeline.tables import SCHEMAS
from pipeline.version import VERSION

ROOT = Path(__file__).parents[1]
VIEWS = re.findall(r"CREATE OR REPLACE VIEW (\"?\w+\"?)", (ROOT / "output" / "views.sql").read_text())


@pytest.fixture(scope="module")
def tables(sample):
    return load(sample)


def test_importing_the_package_is_light():
    script = "import sys, pipeline; sys.exit(bool({'spacy', 'pandas', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_build_is_a_package_that_can_be_called(place):
    place.write("a.txt", "Oslo said so.")
    importlib.import_module("pipeline.build.plan")
    done = pipeline.build(place.corpus, place.output, model=str(place.model), jobs=1)
    assert (done.documents, load(place.output).arrow("documents").num_rows) == (1, 1)


def test_tables_are_frames_and_rows_stand_in_their_texts(tables):
    row = tables.votes.iloc[0]
    assert f"«{' '.join(row.text.split())}»" in tables.context(row)
    assert tables.context(row.to_dict(), 5) == tables.context(next(tables.votes.itertuples()), 5)
    document = tables.document(row.doc_id)
    assert document.text[row.start : row.end] == row.text and len(document.votes) >= 1
    assert set(document.rows) == {name for name in tables.names if "doc_id" in SCHEMAS[name].names} - {"documents"}
    with pytest.raises(LookupError, match="no document 'x'"):
        tables.document("x")
    with pytest.raises(AttributeError, match="holds no table 'speeches'"):
        tables.speeches  # noqa: B018


def test_columns_can_be_asked_for_their_meaning(tables):
    meanings = tables.describe("votes").set_index("column").meaning
    assert meanings["symbol"].startswith("UN symbol") and all(meanings)


def test_find_needs_all_words_and_narrows(tables):
    found = tables.find("resolution adopted")
    assert len(found) and all("resolution" in text.lower() and "adopted" in text.lower() for text in found.text)
    assert list(tables.find("RESOLUTION adopte").text) == list(found.text)
    assert len(tables.find('"adopted resolution"')) < len(found)
    kenyan = tables.find("", country="ken")
    named = tables.entities[tables.entities.country == "KEN"]
    assert set(kenyan.start) == set(named.sentence_start)
    late = tables.find("", since=datetime.date(2022, 1, 1), until=datetime.date(2022, 12, 31), limit=5)
    assert len(late) == 5 and {day.year for day in late.published} == {2022}
    speaker = tables.quotes.speaker_name.dropna().iloc[0]
    assert set(tables.find(speaker=speaker).speaker_name) == {speaker}
    assert len(tables.find(table="sentences", speaker=speaker))
    with pytest.raises(LookupError, match="people is no table whose words can be searched"):
        tables.find("x", table="people")


@pytest.mark.parametrize("view", [*VIEWS, "positions_at(DATE '2022-12-31')"])
def test_a_view_answers(tables, view):
    assert tables.sql(f"SELECT count(*) FROM {view}").iloc[0, 0] >= (view not in ("people_doubles", "acts_between"))


def test_a_view_needs_no_intervals(tables):
    said = tables.sql("FROM said_about WHERE about IS NOT NULL")
    inside = tables.entities[tables.entities.quote_id.notna()]
    assert set(said.quote_id) >= set(inside.quote_id)
    held = tables.sql("FROM positions_at(DATE '2019-12-31')")
    assert len(held) and held.published.max().year <= 2019


def run(capsys, *told):
    capsys.readouterr()
    try:
        status = main([str(word) for word in told])
    except SystemExit as end:
        status = end.code
    return status, *capsys.readouterr()


def test_the_command_line_answers_in_three_formats(sample, capsys):
    query = "SELECT symbol, in_favour FROM votes WHERE symbol = 'A/RES/74/28'"
    boxed, as_csv, lines = (run(capsys, "sql", query, "--format", one, "--output", sample)[1] for one in FORMATS)
    assert "│ A/RES/74/28 │ 163       │" in boxed
    assert as_csv == "symbol,in_favour\nA/RES/74/28,163\n"
    assert json.loads(lines) == {"symbol": "A/RES/74/28", "in_favour": 163}
    assert "said_about" in run(capsys, "sql", "--output", sample)[1]
    assert "not-english" in run(capsys, "errors", "--severity", "warning", "--output", sample)[1]
    assert "found" in run(capsys, "find", "resolution", "--from", "2020-01-01", "--output", sample)[1]
    assert "Kenya" in run(capsys, "documents", "kenya", "--output", sample)[1]
    assert run(capsys, "--version")[:2] == (0, f"communique {VERSION}\n")


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        (["sql", "SELECT 1/", "--output", "{sample}"], 2, "the query cannot be run: Parser Error"),
        (["find", "x", "--output", "{tmp}"], 2, "holds no tables yet: run `make all`, or name the folder"),
        (
            ["find", "x", "--table", "people", "--output", "{sample}"],
            2,
            "people is no table whose words can be searched",
        ),
        (["build", "{tmp}/none", "--output", "{tmp}"], 1, "give the path of the folder that holds your texts"),
        (["build", "{tmp}/a.txt/", "--output", "{tmp}"], 1, "a.txt is a file; name the folder it lies in"),
        (["build", "{tmp}", "{sample}"], 2, "one folder of texts at a time"),
        (["build"], 1, "name your folder of texts, as in: communique build FOLDER"),
        (["review", "people", "--output", "{sample}"], 2, "people is no table whose rows are judged"),
        (["precision", "--models", "{tmp}"], 2, "nothing has been judged yet"),
        (["export", "speeches", "--output", "{sample}"], 2, "no such table: speeches"),
        (["export", "votes", "--where", "x y z", "--output", "{sample}"], 2, "the query cannot be run"),
    ],
)
def test_a_slip_is_answered_with_what_to_do(told, status, said, sample, tmp_path, monkeypatch, capsys):
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    got, _, err = run(capsys, *(word.format(sample=sample, tmp=tmp_path) for word in told))
    assert (got, err.count("\n")) == (status, 1) and said in err, err


def test_a_cell_is_no_formula():
    assert [harmless(cell) for cell in ("=1+1", "-5 %", "+x", "@x", "", "a=b", -5)] == [
        "'=1+1",
        "'-5 %",
        "'+x",
        "'@x",
        "",
        "a=b",
        -5,
    ]


def test_control_characters_do_not_reach_the_terminal():
    assert "\x1b" not in FORMATS["box"](["a"], [["\x1b[2J"]])


@pytest.mark.parametrize("format", ["csv", "jsonl", "xlsx", "sqlite", "duckdb", "webanno", "bundle"])
def test_every_format_is_written(sample, tmp_path, format):
    files = export(sample, ["documents", "votes", "quotes"], None, format, tmp_path)
    assert files and all(file.stat().st_size > 100 for file in files)


def test_an_export_takes_a_condition(sample, tmp_path):
    (sheet,) = sheets(sample, ["votes"], "outcome = 'consensus'")
    assert sheet.rows and {row[list(sheet.columns).index("outcome")] for row in sheet.rows} == {"consensus"}
    (file,) = export(sample, ["votes"], "outcome = 'consensus'", "csv", tmp_path)
    assert len(list(csv.DictReader(file.open(encoding="utf-8-sig")))) == len(sheet.rows)


def test_the_sqlite_file_has_keys_and_search(sample, tmp_path):
    base = sqlite3.connect(export(sample, [], None, "sqlite", tmp_path)[0])
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'resolution'").fetchone()[0] > 3
    assert base.execute("PRAGMA foreign_key_list(votes)").fetchall()[0][2:5] == ("documents", "doc_id", "doc_id")


def test_an_annotation_selects_by_place_and_by_words(sample, tmp_path):
    (file,) = export(sample, ["votes"], None, "webanno", tmp_path)
    first = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    place, words = first["target"]["selector"]
    row = pq.read_table(sample / "votes").to_pylist()[0]
    assert (place["start"], place["end"], words["exact"]) == (row["start"], row["end"], row["text"])


def test_a_workbook_and_a_bundle_are_the_same_each_time(sample, tmp_path):
    for format in ("xlsx", "bundle"):
        (one,), (other,) = (export(sample, ["votes"], None, format, tmp_path / n) for n in "ab")
        assert one.read_bytes() == other.read_bytes(), format
    assert "site/index.html" in zipfile.ZipFile(tmp_path / "a" / "communique.zip").namelist()


ROWS = [
    {
        "doc_id": "a",
        "start": n,
        "end": n + 2,
        "text": f"{n}",
        "rule": rule,
        "score": n / 10,
        "verdict": None,
        "value": 1.0,
    }
    for n, rule in enumerate(["digits", "digits", "words", "digits-scale"])
]


def test_rows_are_drawn_by_rule_confidence_and_chance():
    assert [row["start"] for row in draw(ROWS, Draw(table="numbers", rule="digits"))] == [0, 1, 3]
    assert [row["start"] for row in draw(ROWS, Draw(table="numbers", below=0.15))] == [0, 1]
    once, again = (draw(ROWS, Draw(table="numbers", sample=2, seed=7)) for _ in range(2))
    assert once == again and len(once) == 2


def test_a_session_keeps_verdicts_edits_and_steps_back(tmp_path, capsys):
    answers = iter(["r", "w", "b", "u", "e", "no such field", "e", "value", "many", "e", "value", "13", "?", "q"])
    session = Session("numbers", ROWS, lambda row: row["text"], "me")
    session.ask(lambda prompt: next(answers))
    assert [(each.start, each.verdict, each.value) for each in session.reviews()] == [
        (0, "right", None),
        (1, "unsure", None),
        (2, "wrong", "13"),
    ]
    said = capsys.readouterr().out
    assert "has no field 'no such field'" in said and "'many' is no double" in said
    save(tmp_path, session.reviews())
    save(tmp_path, [as_review("numbers", ROWS[1], Verdict(verdict="right"))])
    assert [each.verdict for each in all_reviews(tmp_path)] == ["right", "right", "wrong"]
    assert (tmp_path / "reviews.csv").read_text().splitlines()[0] == ",".join(COLUMNS)


def test_precision_counts_judged_rows_with_their_interval():
    def judged(start, verdict, confidence, field=None):
        return Review("votes", "a", start, start + 1, "d", field, None, verdict, None, None, "tally", confidence)

    reviews = [
        judged(1, "right", 0.95),
        judged(2, "wrong", 0.55),
        judged(3, "unsure", 0.9),
        judged(1, "wrong", 0.95, "symbol"),
    ]
    (one,) = precision(reviews, "rule")
    assert (one.group, one.judged, one.right) == ("votes tally", 2, 0)
    assert [each.group for each in precision(reviews, "confidence")] == ["votes 0.5-0.6", "votes 0.9-1.0"]
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_package_holds_all_its_packages_and_files():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = {".".join(file.parent.relative_to(ROOT).parts) for file in (ROOT / "pipeline").rglob("__init__.py")}
    assert set(told["tool"]["setuptools"]["packages"]) == packages | {"pipeline._models", "pipeline._output"}
    assert told["project"]["scripts"] == {"communique": "pipeline.__main__:command"}
    assert (ROOT / "pipeline" / "py.typed").exists() and told["project"]["license"] == "MIT"


def test_clean_leaves_what_a_user_put_there(tmp_path):
    (tmp_path / "votes").mkdir()
    (tmp_path / "votes" / "mine.txt").write_text("x")
    (tmp_path / "notes.md").write_text("x")
    listed = subprocess.run(
        ["make", "-n", "clean", f"OUTPUT={tmp_path}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    script = "\n".join(line for line in listed.stdout.splitlines() if str(tmp_path) in line).replace(".venv ", "")
    subprocess.run(["sh", "-c", script], check=True, cwd=tmp_path)
    assert (tmp_path / "votes" / "mine.txt").exists() and (tmp_path / "notes.md").exists()
