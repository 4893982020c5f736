"""Builds: any history ends in the bytes of a clean build, and whatever goes wrong leaves the last complete one."""

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from pipeline import stages
from pipeline.build import corpus as walking
from pipeline.build import driver, store
from pipeline.build.engines import Here
from pipeline.build.parts import Parts
from pipeline.build.plan import make_plan
from pipeline.build.run import run
from pipeline.cli.status import describe
from pipeline.tables import SCHEMAS, TABLES
from tests.corpora import ROOT, Place, text


def test_all_tables_stand_in_the_output_with_their_schema(place):
    for n in range(3):
        place.write(f"{n}.txt", text(n))
    summary = place.build()
    assert summary.documents == 3 and not summary.nothing
    for name in TABLES:
        assert pq.read_table(place.output / name).schema.equals(SCHEMAS[name]), name
        assert [file.name for file in (place.output / name).iterdir()] == ["part-00000.parquet"]


def test_an_empty_corpus_gives_empty_tables(place):
    place.build()
    rows = {name: pq.read_table(place.output / name).num_rows for name in TABLES}
    assert rows.pop("build") == 1 and not any(rows.values())
    assert place.build().nothing


def test_a_second_build_has_nothing_to_do_and_imports_nothing_heavy(place):
    place.write("a.txt", text(1))
    place.build()
    script = (
        "import sys\nfrom pipeline.__main__ import main\n"
        "status = main(sys.argv[1:])\n"
        "heavy = {'spacy', 'pandas', 'pyarrow', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else status)"
    )
    told = [
        "build",
        "--corpus",
        place.corpus,
        "--output",
        place.output,
        "--models",
        ROOT / "models",
        "--model",
        place.model,
    ]
    done = subprocess.run([sys.executable, "-c", script, *told], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "nothing to do" in done.stdout


def test_one_new_text_is_one_parse_and_a_deleted_one_leaves(place):
    for n in range(4):
        place.write(f"{n}.txt", text(n))
    assert place.build().parsed == 4
    place.write("5.txt", text(5))
    summary = place.build()
    assert (summary.worked, summary.parsed) == (1, 1)
    (place.corpus / "2.txt").unlink()
    assert place.build().worked == 0
    assert [row["doc_id"] for row in place.rows("documents")] == ["0.txt", "1.txt", "3.txt", "5.txt"]
    assert not place.rows("sentences", doc_id="2.txt")
    place.check_clean()


def test_a_renamed_text_and_equal_texts_are_not_parsed_again(place):
    place.write("a.txt", text(1))
    place.build()
    (place.corpus / "a.txt").rename(place.corpus / "b.txt")
    summary = place.build()
    assert (summary.worked, summary.parsed) == (1, 0)
    for n in range(80):
        place.write(f"more/{n}.txt", text(2))
    summary = place.build()
    assert (summary.worked, summary.parsed) == (80, 1)
    place.check_clean()


def test_equal_files_wait_for_the_first_of_them_and_then_go_together(place):
    for n in range(150):
        place.write(f"empty/{n}.txt", "")
        place.write(f"equal/{n}.txt", text(1))
    sizes = []

    class Counting(Here):
        def run(self, setup, batches):
            def counted():
                for batch in batches:
                    if batch is not None:
                        sizes.append(len(batch.items))
                    yield batch

            return super().run(setup, counted())

    summary = run(place.options(), engine=Counting())
    assert (summary.worked, summary.parsed) == (300, 1)
    assert sum(sizes) == 300 and len(sizes) < 60


def test_a_new_file_leaves_the_parts_of_others_alone(place, monkeypatch):
    monkeypatch.setattr(walking, "CUT_EVERY", 4)
    monkeypatch.setattr(walking, "CUT_LEAST", 3)
    monkeypatch.setattr(walking, "CUT_MOST", 9)
    for n in range(40):
        place.write(f"{n:02}.txt", text(n, 6))
        place.write(f"{n:02}.jsonl", "".join(json.dumps({"text": text(n + m, 6)}) + "\n" for m in range(n % 4)))
    place.build()
    kept, read = [], []
    with monkeypatch.context() as watched:
        keep, assemble = Parts.keep, Parts._assemble
        watched.setattr(Parts, "keep", lambda self, old: (kept.append(old), keep(self, old))[1])
        watched.setattr(
            Parts,
            "_assemble",
            lambda self, name, chunk, fresh: (read.append(name), assemble(self, name, chunk, fresh))[1],
        )
        place.write("205.txt", text(77, 6))
        place.build()
    assert len(kept) > 6 and read.count("sentences") <= 3
    place.check_clean()


def test_a_table_of_errors_ends_with_failures_of_its_own_build(place, monkeypatch):
    def refuse(*_):
        raise ZeroDivisionError("no people")

    place.write("a.txt", "Mr. Okello spoke.\n")
    people = next(stage for stage in stages.GATHER if stage.result == "people")
    with monkeypatch.context() as broken:
        failing = [replace(stage, run=refuse_people(refuse)) if stage is people else stage for stage in stages.GATHER]
        broken.setattr(stages, "GATHER", failing)
        place.build()
    assert place.rows("errors", severity="error")
    (place.output / store.CURRENT / store.RAW / "gathered.json").unlink()
    place.write("b.txt", text(1))
    place.build()
    assert not place.rows("errors", severity="error")
    place.check_clean()


def test_a_sidecar_belongs_to_its_text(place):
    place.write("a.txt", text(1))
    place.write("b.txt", text(2))
    place.build()
    place.write("a.meta.json", json.dumps({"published": "2021-05-06", "title": "Given"}))
    assert describe(make_plan(place.options())) == ["a.txt: its sidecar changed"]
    assert place.build().worked == 1
    place.check_clean()
    (place.corpus / "a.meta.json").unlink()
    assert place.build().worked == 1
    place.check_clean()


def test_an_edit_that_keeps_size_and_time_is_noticed(place):
    place.write("a.txt", "One line.\n")
    place.build()
    before = (place.corpus / "a.txt").stat()
    place.write("a.txt", "Two line.\n")
    os.utime(place.corpus / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    place.build()
    assert place.rows("documents")[0]["text"] == "Two line.\n"


def test_a_changed_word_list_runs_its_stages_again_without_a_parse(place, tmp_path):
    models = tmp_path / "models"
    shutil.copytree(ROOT / "models", models)
    for n in range(3):
        place.write(f"{n}.txt", text(n))
    run(place.options(models=models), engine=Here())
    plan = make_plan(place.options(models=models))
    assert plan.nothing
    stage, facts = next((name, facts) for name, facts in plan.manifest.stages.items() if name == "quantities")
    listed = next(name for name in facts.reads if name.endswith(".txt"))
    with (models / listed).open("a", encoding="utf-8") as stream:
        stream.write("# one more remark\n")
    plan = make_plan(place.options(models=models))
    assert f"models/{listed} changed" in plan.stale_raw["numbers"], stage
    assert "segments" not in plan.stale_raw and not plan.changed
    summary = run(place.options(models=models), engine=Here())
    assert (summary.worked, summary.parsed) == (3, 0)
    place.check_clean(models=models)


def test_tables_can_be_built_alone(place):
    place.write("a.txt", text(1))
    place.build(tables=("numbers",))
    assert {path.name for path in place.output.iterdir() if not path.name.startswith(".")} >= {
        "numbers",
        "documents",
        "errors",
    }
    assert not (place.output / "quotes").exists()
    place.write("b.txt", text(2))
    place.build()
    place.write("c.txt", text(3))
    place.build(tables=("numbers",))
    assert {row["doc_id"] for row in place.rows("documents")} == {"a.txt", "b.txt", "c.txt"}
    plan = make_plan(place.options())
    assert plan.stale_raw["sentences"] == "left behind when other tables were built alone"
    assert place.build().parsed == 0
    place.check_clean()


def test_another_model_parses_anew(place, tmp_path):
    place.write("a.txt", text(1))
    place.build()
    other = tmp_path / "other"
    shutil.copytree(place.model, other)
    assert make_plan(place.options(model=str(other))).nothing
    meta = json.loads((other / "meta.json").read_text())
    (other / "meta.json").write_text(json.dumps({**meta, "version": "9.9"}))
    plan = make_plan(place.options(model=str(other)))
    assert "model changed" in plan.stale_raw["sentences"]
    place.write("b.txt", text(1))
    summary = run(place.options(model=str(other)), engine=Here())
    assert (summary.worked, summary.parsed) == (2, 1)


def test_damage_to_tables_and_cache_is_mended(place):
    for n in range(3):
        place.write(f"{n}.txt", text(n))
    place.build()
    before = place.hashes()
    part = place.output / "segments" / "part-00000.parquet"
    part.write_bytes(part.read_bytes()[:-20])
    assert "damaged" in make_plan(place.options()).stale["segments"]
    cache = place.output / ".parses.sqlite"
    cache.write_bytes(b"no database at all" * 100)
    summary = place.build()
    assert summary.parsed == 3 and place.hashes() == before
    shutil.rmtree(place.output / store.CURRENT / "quotes")
    (place.output / "dates").unlink()
    place.build()
    assert place.hashes() == before and (place.output / "dates").is_symlink()


def test_bad_files_cost_themselves_and_say_so(place):
    place.write("good.txt", text(1))
    place.write("empty.txt", "")
    place.write("blank.txt", " \n\t\n")
    place.write("a b 'c'\n“d” é.txt", text(2))
    place.write("same.txt", text(1))
    place.write("bad.meta.json", "{")
    place.write("lone.txt", text(3))
    place.write("lone.meta.json", "{no json")
    (place.corpus / "noise.txt").write_bytes(random.Random(1).randbytes(5000))
    place.write("table.xyz", "?")
    place.write(".hidden.txt", text(4))
    (place.corpus / "gone.txt").symlink_to("nowhere.txt")
    (place.corpus / "self.txt").symlink_to("self.txt")
    (place.corpus / "round").symlink_to(".")
    os.mkfifo(place.corpus / "pipe.txt")
    (place.corpus / os.fsdecode(b"latin-\xe9.txt")).write_bytes(text(5).encode())
    place.build()
    found = {row["path"]: row["code"] for row in place.rows("errors")}
    assert found["gone.txt"] == "dangling-symlink" and found["self.txt"] == found["round"] == "symlink-loop"
    assert found["table.xyz"] == "unknown-format" and found["pipe.txt"] == "not-a-file"
    assert found["bad.meta.json"] == "sidecar-without-text"
    ids = {row["doc_id"] for row in place.rows("documents")}
    assert {"good.txt", "same.txt", "a b 'c'\n“d” é.txt", "latin-\\xe9.txt", "lone.txt"} <= ids
    assert ".hidden.txt" not in ids
    assert "stage-failed" not in {code for path, code in found.items() if path in ("empty.txt", "blank.txt")}
    assert place.build().nothing
    place.check_clean()


def test_a_folder_that_cannot_be_listed_is_an_error_row(place, monkeypatch):
    place.write("good.txt", text(1))
    place.write("shut/inside.txt", text(2))
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    place.build()
    assert [row["code"] for row in place.rows("errors", path="shut")] == ["unreadable-folder"]
    assert [row["doc_id"] for row in place.rows("documents")] == ["good.txt"]


def test_a_gathering_stage_that_raises_costs_its_table_alone(place, monkeypatch):
    def refuse(*_):
        raise ZeroDivisionError("no people")

    place.write("a.txt", text(1))
    place.write("b.txt", "Mr. Okello spoke.\n")
    place.build()
    good = place.hashes()
    before, people = place.rows("knowledge"), next(stage for stage in stages.GATHER if stage.result == "people")
    with monkeypatch.context() as broken:
        failing = [replace(stage, run=refuse_people(refuse)) if stage is people else stage for stage in stages.GATHER]
        broken.setattr(stages, "GATHER", failing)
        summary = place.build(rebuild=True)
    (row,) = place.rows("errors", severity="error")
    assert (row["stage"], row["code"], row["severity"]) == ("people", "stage-failed", "error")
    assert "no people" in row["message"] and summary.severities["error"] == 1
    assert not place.rows("people") and len(place.rows("knowledge")) == len(before)
    place.build(tables=("quotes",))
    assert place.hashes() != good
    place.build(rebuild=True)
    assert place.hashes() == good


def refuse_people(refuse):
    """The failing stage with the parameters of the real one, which the build goes by."""

    def gather(person_evidence, lexicon):
        return refuse(person_evidence, lexicon)

    gather.__module__ = "pipeline.people.gather"
    return gather


def test_a_second_build_at_the_same_time_is_refused(place):
    place.write("a.txt", text(1))
    with store.locked(place.output), pytest.raises(store.StoreError, match="another build"):
        place.build()
    place.build()


def test_parts_change_locally(place, monkeypatch):
    monkeypatch.setattr(walking, "CUT_EVERY", 4)
    monkeypatch.setattr(walking, "CUT_LEAST", 3)
    monkeypatch.setattr(walking, "CUT_MOST", 9)
    for n in range(60):
        place.write(f"{n:02}.txt", text(n, 8))
    place.build()
    before = {name: value for name, value in place.hashes().items() if name.startswith("sentences")}
    assert len(before) > 4
    ids = [row["doc_id"] for row in place.rows("sentences")]
    assert ids == sorted(ids)
    place.write("305.txt", text(99, 8))
    place.build()
    after = {name: value for name, value in place.hashes().items() if name.startswith("sentences")}
    assert len(set(after.values()) - set(before.values())) <= 3
    place.check_clean()


class Crash(BaseException):
    """The end of a build at some line."""


def crash_at(line):
    """Raise Crash at the n-th line that the build's own modules execute."""
    inside = tuple(f"{os.sep}pipeline{os.sep}{name}" for name in (f"build{os.sep}",))
    left = line

    def trace(frame, event, argument):
        nonlocal left
        if not any(name in frame.f_code.co_filename for name in inside):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise Crash
        return trace

    sys.settrace(trace)


class History(RuleBasedStateMachine):
    """Random additions, edits, deletions, builds of all or some tables, and crashes at any line."""

    blank = None
    engine = None
    folder = None

    @initialize()
    def begin(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.place = Place(self.folder, self.blank, self.engine)
        self.built = None

    @rule(name=st.integers(0, 30), seed=st.integers(0, 5))
    def write(self, name, seed):
        self.place.write(f"{name}.txt", text(seed, 6))

    @rule(names=st.sets(st.integers(0, 30), min_size=8))
    def write_many(self, names):
        for name in names:
            self.place.write(f"{name}.txt", text(name, 6))

    @rule(name=st.integers(0, 30), seeds=st.lists(st.integers(0, 5), max_size=5))
    def write_list(self, name, seeds):
        """A file that holds any number of documents."""
        self.place.write(f"{name}.jsonl", "".join(json.dumps({"text": text(seed, 6)}) + "\n" for seed in seeds))

    @rule(choose=st.randoms(use_true_random=False))
    def delete(self, choose):
        files = sorted(self.place.corpus.iterdir())
        if files:
            choose.choice(files).unlink()

    @rule(name=st.integers(0, 30), title=st.sampled_from(["One", "Two"]))
    def add_sidecar(self, name, title):
        self.place.write(f"{name}.meta.json", json.dumps({"title": title}))

    @rule()
    def build(self):
        self.place.build()
        self.built = self.place.hashes()

    @rule(table=st.sampled_from(["numbers", "quotes", "people"]))
    def build_one(self, table):
        self.place.build(tables=(table,))
        self.built = self.place.hashes()

    @precondition(lambda self: self.built is not None)
    @rule(line=st.integers(1, 6000))
    def crash(self, line):
        crash_at(line)
        try:
            self.place.build()
        except Crash:
            sys.settrace(None)
            # Either the old build or the new one, never a mixture.
            assert self.place.hashes() in (self.built, self.clean())
        finally:
            sys.settrace(None)
        self.built = self.place.hashes()

    def clean(self):
        shutil.rmtree(self.place.clean, ignore_errors=True)
        self.place.build(self.place.clean)
        return self.place.hashes(self.place.clean)

    def teardown(self):
        if hasattr(self, "place"):
            self.place.build()
            self.place.check_clean()


def test_any_history_ends_in_a_clean_build(place, blank_model, here, tmp_path, monkeypatch):
    monkeypatch.setattr(walking, "CUT_EVERY", 4)
    monkeypatch.setattr(walking, "CUT_LEAST", 3)
    monkeypatch.setattr(walking, "CUT_MOST", 9)
    monkeypatch.setattr(driver, "BATCH_ITEMS", 3)
    machine = type("Bound", (History,), {"blank": blank_model, "engine": here, "folder": tmp_path / "history"})
    examples = int(os.environ.get("HISTORIES", "5"))
    machine.TestCase.settings = settings(
        max_examples=examples, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine.TestCase().runTest()
