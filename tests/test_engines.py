"""Workers: one that dies, hangs or fails costs the text that made it, and no other row."""

import os
import random
import signal

import pyarrow.parquet as pq
import pytest

from pipeline.build.batches import Batch, Item, Result
from pipeline.build.engines import Attempts, EngineError
from pipeline.build.engines.dask import Dask
from pipeline.build.engines.local import Local
from pipeline.build.plan import Options
from pipeline.build.run import run
from tests.corpora import Place, text


def rows(output, table):
    return pq.read_table(output / table).to_pylist()


def test_deadly_and_endless_texts_are_set_aside(place: Place):
    for n in range(6):
        place.write(f"{n}.txt", text(n))
    place.build()
    good = place.hashes()
    for name in ("deadly", "endless", "slow"):
        place.write(f"x-{name}.txt", text(7))
    run(place.options(seconds=2.0, rebuild=True), engine=Local(2, "tests.sick_worker"))
    found = {row["path"]: row["code"] for row in rows(place.output, "errors") if row["path"].startswith("x-")}
    assert found == {"x-deadly.txt": "worker-died", "x-endless.txt": "time-limit", "x-slow.txt": "time-limit"}
    assert len(rows(place.output, "documents")) == 6
    for name in ("x-deadly.txt", "x-endless.txt", "x-slow.txt"):
        (place.corpus / name).unlink()
    place.build()
    assert place.hashes() == good


def test_workers_killed_at_random_cost_nothing(place: Place):
    for n in range(100):
        place.write(f"{n:03}.txt", text(n))
    engine = Local(2)
    choose = random.Random(1)
    kills = 0

    def kill(progress):
        nonlocal kills
        busy = [worker for worker in engine._workers if worker.ready]
        if busy and kills < 2:
            os.kill(choose.choice(busy).process.pid, signal.SIGKILL)
            kills += 1

    run(place.options(), kill, engine)
    assert kills == 2
    place.check_clean()


def test_workers_that_cannot_start_end_the_build_with_the_reason(place: Place, tmp_path):
    place.write("a.txt", text(1))
    with pytest.raises(EngineError, match="died before they were ready"):
        run(place.options(), engine=Local(2, "no.such.module"))
    models = tmp_path / "models"
    models.mkdir()
    (models / "models.toml").write_text("")
    options = Options(corpus=place.corpus, output=place.output, models=models, model=str(place.model))
    with pytest.raises((EngineError, ValueError), match="file is missing"):
        run(options, engine=Local(1))


def test_a_failed_batch_is_taken_apart_and_put_together_again():
    items = [Item(name, name) for name in "abc"]
    attempts = Attempts(iter([Batch(7, items, frozenset())]))
    batch = attempts.next()
    assert list(attempts.failed(batch, "worker-died", "died")) == []
    results = []
    while (batch := attempts.next()) is not None:
        name = batch.items[0].path
        if name == "b":
            results += attempts.failed(batch, "worker-died", "died")
        else:
            results += attempts.done(batch, Result(batch.number, {name: {name: name * 2}}))
    assert attempts.exhausted
    (whole,) = results
    assert whole.number == 7
    assert whole.entries == {"a": {"a": "aa"}, "b": {"b/": ""}, "c": {"c": "cc"}}


def test_a_dask_cluster_gives_the_same_rows_though_it_loses_a_worker(place: Place):
    distributed = pytest.importorskip("distributed", reason="an extra: `make setup-cluster`")
    for n in range(120):
        place.write(f"{n:03}.txt", text(n))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        lost = []

        def kill(progress):
            if progress.done and not lost:
                lost.append(next(iter(cluster.workers.values())).pid)
                os.kill(lost[0], signal.SIGKILL)

        run(place.options(), kill, Dask(cluster.scheduler_address, 2))
    assert lost
    place.check_clean()
