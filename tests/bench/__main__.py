"""`make bench`: speed and memory of the build as ratios from one run, each beside the figure it is held to.

    python -m tests.bench [speed] [jobs] [files] [memory] [reading] [dask] [kills] [--files N …]

Without names: all. Times are CPU seconds of all processes where a ratio allows it, so that other work on the machine
counts for little; `jobs` and `dask` compare wall-clock time and want the machine for themselves.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.texts import make_text, write_corpus

ROOT = Path(__file__).parents[2]

BARE = """
import sys, time, pathlib, resource
from pipeline.parse.model import find_model
from pipeline.parse.parser import EXCLUDE
import spacy
nlp = spacy.load(find_model(None, pathlib.Path("models")).folder, exclude=list(EXCLUDE))
first, all = ([p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(top).rglob("*.txt"))] for top in sys.argv[1:])
texts = [text for text in all if text not in set(first)]
with nlp.memory_zone():
    for doc in nlp.pipe(first, batch_size=32): pass
started = time.process_time()
with nlp.memory_zone():
    for doc in nlp.pipe(texts, batch_size=32): pass
print(time.process_time() - started)
"""


class Table:
    """The figures, printed as they come."""

    def __init__(self) -> None:
        self.missed: list[str] = []
        print(f"{'figure':<58} {'measured':>10}  {'held to':<10}")

    def add(self, name: str, value: float, bound: float | None = None, *, most: bool = False, unit: str = "") -> None:
        """A figure; bound: the least it should be, or with most=True the most."""
        held = "" if bound is None else f"{'≤' if most else '≥'} {bound:g}{unit}"
        kept = bound is None or (value <= bound if most else value >= bound)
        print(f"{name:<58} {value:>9.3g}{unit:<2} {held:<10}{'' if kept else ' MISSED'}", flush=True)
        if not kept:
            self.missed.append(name)


def build(corpus: Path, output: Path, *more: str) -> tuple[float, float, int]:
    """Build; CPU seconds of all its processes, wall-clock seconds, peak memory in MB of the largest process."""
    script = (
        "import resource, sys; from pipeline.__main__ import main; status = main(sys.argv[1:]);"
        "own, rest = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        "print(own.ru_utime + own.ru_stime + rest.ru_utime + rest.ru_stime, max(own.ru_maxrss, rest.ru_maxrss) // 1024);"
        "sys.exit(status)"
    )
    told = [sys.executable, "-c", script, "build", "--quiet", "--corpus", corpus, "--output", output, *more]
    started = time.perf_counter()
    done = subprocess.run([str(word) for word in told], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    cpu, memory = done.stdout.split()
    return float(cpu), seconds, int(memory)


def bench_speed(table: Table, folder: Path) -> None:
    """The whole build against the bare parser, in turns: 300 texts after 100 that pay for starting and loading in both."""
    start, corpus = folder / "start", folder / "speed"
    words = -write_corpus(start, 100, 100, 22)
    words += write_corpus(corpus, 400, 400, 22)
    bare, whole = [], []
    for turn in range(3):
        told = [sys.executable, "-c", BARE, start, corpus]
        bare.append(float(subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True).stdout))
        least = build(start, folder / f"start-{turn}", "--jobs", "1")[0]
        whole.append(build(corpus, folder / f"speed-{turn}", "--jobs", "1")[0] - least)
    print(
        f"# {words:,} words; bare {words / median(bare):,.0f}, whole build {words / median(whole):,.0f} words a second"
    )
    table.add("whole build, of bare nlp.pipe (both beyond loading)", median(bare) / median(whole), 0.92)


def bench_jobs(table: Table, folder: Path) -> None:
    """Two workers against one, by the clock; enough texts that starting them is a small part."""
    corpus = folder / "jobs"
    write_corpus(corpus, 2_400, 2_400, 22)
    one = build(corpus, folder / "jobs-1", "--jobs", "1")[1]
    two = build(corpus, folder / "jobs-2", "--jobs", "2")[1]
    table.add("2 jobs, of 1 job", one / two, 1.85)


def bench_files(table: Table, folder: Path, numbers: list[int]) -> None:
    """Nothing to do, and one text added, at several sizes."""
    load = "from pipeline.build.engines import spare_pandas; spare_pandas(); from pipeline.build import gather, work;"
    load += "import time, pathlib; from pipeline.parse.model import find_model; from pipeline.parse.parser import load_folder;"
    load += "load_folder(find_model(None, pathlib.Path('models')).folder); print(time.process_time())"
    model = float(
        subprocess.run([sys.executable, "-c", load], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    )
    print(f"# imports and model: {model:.1f} s CPU")
    for number in numbers:
        corpus, output = folder / f"files-{number}", folder / f"files-{number}-output"
        write_corpus(corpus, number, 300, 1)
        build(corpus, output)
        time.sleep(2.5)
        build(corpus, output)
        nothing = median(build(corpus, output)[0] for _ in range(3))
        table.add(f"nothing to do, {number:,} files (CPU)", nothing, 1.0, most=True, unit=" s")
        (corpus / "0000" / "new.txt").write_text(make_text(random.Random(number), 20), encoding="utf-8")
        table.add(
            f"one text added to {number:,} (CPU, beyond loading)",
            build(corpus, output)[0] - model,
            3.0,
            most=True,
            unit=" s",
        )


def bench_memory(table: Table, folder: Path) -> None:
    """Peak memory of the largest process at two sizes."""
    peaks = []
    for number in (2_000, 20_000):
        corpus = folder / f"memory-{number}"
        write_corpus(corpus, number, 300, 3)
        peaks.append(build(corpus, folder / f"memory-{number}-output", "--jobs", "2")[2])
    table.add("memory at 20,000 documents, of that at 2,000", peaks[1] / peaks[0], 1.1, most=True)
    table.add("memory of the largest process", peaks[1], 900, most=True, unit=" MB")


def bench_reading(table: Table, folder: Path) -> None:
    """Reading `sentences` in many parts against the same rows in one file."""
    import duckdb
    import pandas as pd
    import pyarrow.parquet as pq

    corpus, output = folder / "reading", folder / "reading-output"
    write_corpus(corpus, 5_000, 300, 3)
    build(corpus, output)
    single = folder / "one-file.parquet"
    pq.write_table(pq.read_table(output / "sentences"), single, compression="zstd")

    def clock(read: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            started = time.perf_counter()
            read()
            times.append(time.perf_counter() - started)
        return median(times)

    parts, query = output / "sentences", "SELECT count(*), max(length(text)) FROM '{}'"
    table.add(
        "pandas reads parts, of one file (time)",
        clock(lambda: pd.read_parquet(parts)) / clock(lambda: pd.read_parquet(single)),
    )
    many = clock(lambda: duckdb.sql(query.format(f"{parts}/*.parquet")).fetchall())
    table.add(
        "DuckDB reads parts, of one file (time)", many / clock(lambda: duckdb.sql(query.format(single)).fetchall())
    )


def bench_dask(table: Table, folder: Path) -> None:
    """Two workers of a local Dask cluster against two of the build's own, by the clock."""
    corpus = folder / "dask"
    write_corpus(corpus, 2_400, 2_400, 22)
    own = build(corpus, folder / "dask-own", "--jobs", "2")[1]
    theirs = build(corpus, folder / "dask-theirs", "--jobs", "2", "--engine", "dask")[1]
    table.add("Dask with 2 local workers, of the local engine", own / theirs, 0.85)


def bench_kills(table: Table, folder: Path, number: int = 200) -> None:
    """Kill the build or one of its workers again and again; every row must be there in the end."""
    corpus, output, clean = folder / "kills", folder / "kills-output", folder / "kills-clean"
    write_corpus(corpus, 2_000, 2_000, 2)
    choose = random.Random(7)
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "build",
        "--quiet",
        "--corpus",
        str(corpus),
        "--output",
        str(output),
        "--jobs",
        "2",
    ]
    kills = 0
    process = subprocess.Popen(command, cwd=ROOT)
    while kills < number:
        time.sleep(choose.uniform(0.5, 5.0))
        if process.poll() is not None:
            for file in choose.sample(sorted(corpus.rglob("*.txt")), 200):
                file.write_text(make_text(choose, 2), encoding="utf-8")
            process = subprocess.Popen(command, cwd=ROOT)
            continue
        workers = _children(process.pid)
        if workers and choose.random() < 0.7:
            os.kill(choose.choice(workers), 9)
        else:
            process.kill()
            process.wait()
            process = subprocess.Popen(command, cwd=ROOT)
        kills += 1
    process.wait()
    build(corpus, output)
    build(corpus, clean)
    wrong = sum(hashes(output)[name] != digest for name, digest in hashes(clean).items())
    table.add(f"parts that differ after {number} kills", wrong, 0, most=True)


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def hashes(output: Path) -> dict[str, str]:
    """Every part by name and content."""
    files = (path for path in (output / ".current").glob("*/*.parquet") if not path.parent.name.startswith("."))
    return {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    """Run the benches that are asked for; exit status 1 when a figure misses what it is held to."""
    names = ["speed", "jobs", "files", "memory", "reading", "dask", "kills"]
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--files", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--kills", type=int, default=200)
    told = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        for name in told.names or names:
            folder = Path(top) / name
            folder.mkdir()
            if name == "files":
                bench_files(table, folder, told.files)
            elif name == "kills":
                bench_kills(table, folder, told.kills)
            else:
                globals()[f"bench_{name}"](table, folder)
    print(json.dumps({"missed": table.missed}))
    return 1 if table.missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
