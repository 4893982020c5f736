"""The command line: exit statuses, what is printed, and that an end by force leaves the last complete build."""

import os
import random
import resource
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from tests.corpora import ROOT, text


def arguments(place, command, more):
    told = [command, "--output", place.output]
    if command != "show":
        told += ["--corpus", place.corpus, "--models", ROOT / "models", "--model", place.model]
    return [str(word) for word in (*told, *more)]


def start(place, *more, command="build", **options):
    line = [sys.executable, "-m", "pipeline", *arguments(place, command, more)]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def call(place, *more, **options):
    process = start(place, *more, **options)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture
def run(place, monkeypatch, capsys):
    """The command line in this process: the same without the seconds that a new one takes to start."""
    monkeypatch.setattr("pipeline.build.engines.Here", lambda: place.engine)

    def call(*more, command="build"):
        capsys.readouterr()
        try:
            status = main(arguments(place, command, more))
        except SystemExit as end:
            status = end.code
        return status, *capsys.readouterr()

    return call


def test_a_build_its_status_and_a_document(place, run):
    place.write("a.txt", text(1))
    status, out, err = run(command="status")
    assert status == 0 and "never built (1 files)" in out, err
    status, out, err = run()
    assert status == 0 and "1 documents" in out and "sentences" in out, err
    assert run(command="status")[1] == "nothing to do\n"
    status, out, err = run("a.txt", "sentences", command="show")
    assert status == 0 and "sentences  " in out, err
    assert run("b.txt", command="show")[0] == 2
    assert run("--quiet", "--rebuild") == (0, "", "")


def test_exit_statuses(place, run):
    place.write("a.txt", text(1))
    (place.corpus / "gone.txt").symlink_to("nowhere")
    assert run()[0] == 0
    assert run("--strict")[0] == 3
    status, _, err = run("no_such_table")
    assert status == 2 and "no such table: no_such_table" in err
    assert run("--no-such-option")[0] == 2
    for more in (["--corpus", "no/such/folder"], ["--model", "no_such_model"], ["--models", "no/such/folder"]):
        status, _, err = run(*more)
        assert status == 1 and "Traceback" not in err and err.count("\n") == 1, err


def test_a_failure_that_nobody_foresaw_is_one_line(place, monkeypatch, capsys):
    def fail(*_):
        raise KeyError("some\nslip")

    monkeypatch.setattr("pipeline.cli.status.make_plan", fail)
    told = ["status", "--corpus", str(place.corpus), "--output", str(place.output)]
    assert main(told) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "KeyError" in err and "--traceback" in err
    assert main([*told, "--traceback"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_full_disk_leaves_the_last_build_and_the_next_one_finishes(place):
    for n in range(20):
        place.write(f"{n}.txt", text(n))
    place.build()
    before = place.hashes()
    for n in range(20, 40):
        place.write(f"{n}.txt", text(n, 400))

    def fill():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    status, _, err = call(place, preexec_fn=fill)
    assert status == 1 and "Traceback" not in err, err
    assert place.hashes() == before
    status, _, err = call(place)
    assert status == 0, err
    place.check_clean()


def test_killed_at_any_time(place):
    for n in range(20):
        place.write(f"{n}.txt", text(n))
    place.build()
    complete = place.hashes()
    for n in range(20, 60):
        place.write(f"{n}.txt", text(n))
    choose = random.Random(3)
    for number in range(int(os.environ.get("KILLS", "3"))):
        process = start(place, "--jobs", "2" if number % 2 else "1")
        time.sleep(choose.uniform(0.2, 4.0))
        process.kill()
        process.communicate()
        if place.hashes() != complete:
            break
    assert call(place, "--jobs", "1")[0] == 0
    place.check_clean()


def test_interrupted(place):
    for n in range(50):
        place.write(f"{n}.txt", text(n))
    process = start(place, "--jobs", "2")
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (130, 0) and "Traceback" not in err
    assert call(place, "--jobs", "1")[0] == 0
    assert pq.read_table(place.output / "documents").num_rows == 50


@pytest.mark.parametrize("folder", ["", "corpus"])
def test_the_output_may_stand_anywhere_but_is_never_read(place, run, folder):
    place.output = place.corpus / folder / "output" if folder else place.output
    place.write("a.txt", text(1))
    assert run()[0] == 0
    place.output.joinpath("README.md").write_text("how to read the tables")
    assert "nothing to do" in run()[1]
