"""The engine of many machines: the same batches as tasks of a Dask cluster.

Every worker must see the corpus, `models/` and the installed packages under the same paths as the build does: shared
storage. Results come back to the build, which alone writes to the output folder and the parse cache.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.build.batches import Batch, Result, Setup
from pipeline.build.engines import Attempts, EngineError, spare_all
from pipeline.build.work import Worker

AHEAD = 2
"""Batches that are out for each thread of the cluster: one is worked on while the other travels."""

SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.comm.timeouts.connect": "30s",
    # Looking into every worker a hundred times a second costs more than the cluster itself.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
}
"""Of a cluster that the build starts, and of its own side of any."""

_lock = threading.Lock()
_worker: Worker | None = None


def process(setup: Setup, batch: Batch) -> Result:
    """The task: one batch in a process of the cluster, which keeps its model from task to task.

    The process may be others' too, and stays as it is.
    """
    global _worker
    # A model is no matter for two threads at a time.
    with _lock:
        if _worker is None or _worker.setup != setup:
            _worker = Worker(setup)
        return _worker.process(batch)


class Dask:
    """A cluster at an address, or one of this machine for as long as the build lasts.

    scheduler: `tcp://…` or `tls://…`, None for an own cluster with so many jobs, which listens to this machine alone. tls: the
    files of certificates and key, by the names that Dask's `Security` has for them.
    """

    def __init__(self, scheduler: str | None, jobs: int, tls: Mapping[str, str] | None = None) -> None:
        try:
            import distributed
        except ImportError as error:
            raise EngineError("the engine dask is not installed: run `make setup-cluster`") from error
        self.distributed: Any = distributed
        self.scheduler = scheduler
        self.jobs = jobs
        self.tls = dict(tls or {})

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """The result of each batch, as they come. Raises EngineError when the cluster cannot be reached or has gone."""
        import dask

        setup = replace(setup, corpus=str(Path(setup.corpus).resolve()), models=str(Path(setup.models).resolve()))
        # What a lost worker leaves is tried again by us, text by text; Dask would try whole batches thrice.
        with dask.config.set(SETTINGS):
            try:
                cluster = None if self.scheduler else self._own_cluster()
                security = self.distributed.Security(**self.tls, require_encryption=True) if self.tls else None
                client = self.distributed.Client(self.scheduler or cluster, security=security, set_as_default=False)
                if cluster is not None:
                    client.run(spare_all)
            except (OSError, TimeoutError) as error:
                raise EngineError(f"no Dask scheduler answers at {self.scheduler}: {error}") from error
            try:
                with client.as_current():
                    yield from self._run(client, setup, Attempts(batches))
            finally:
                client.close()
                if cluster is not None:
                    cluster.close()

    def _own_cluster(self) -> Any:
        return self.distributed.LocalCluster(
            host="127.0.0.1",
            n_workers=self.jobs,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            memory_limit=0,
            silence_logs="CRITICAL",
        )

    def _run(self, client: Any, setup: Setup, attempts: Attempts) -> Iterator[Result]:
        out: dict[Any, tuple[Batch, float]] = {}
        while True:
            slots = AHEAD * max(1, sum(client.nthreads().values()))
            while len(out) < slots and (batch := attempts.next()) is not None:
                out[client.submit(process, setup, batch, pure=False, retries=0)] = batch, time.monotonic()
            if not out:
                if attempts.exhausted:
                    return
                raise RuntimeError("a batch waits for a result, and none is out")
            try:
                done, _ = self.distributed.wait(list(out), timeout=5, return_when="FIRST_COMPLETED")
            except TimeoutError:
                done = set()
            for future in done:
                batch, _ = out.pop(future)
                yield from self._take(future, batch, attempts)
            yield from self._overdue(client, setup, out, attempts)

    def _take(self, future: Any, batch: Batch, attempts: Attempts) -> Iterator[Result]:
        if future.status == "finished":
            yield from attempts.done(batch, future.result())
            return
        error = future.exception() if future.status == "error" else None
        if error is None or isinstance(error, self.distributed.KilledWorker):
            yield from attempts.failed(batch, "worker-died", "the process that worked on it died")
        else:
            yield from attempts.failed(batch, "worker-failed", f"{type(error).__name__}: {str(error)[:200]}")

    def _overdue(
        self, client: Any, setup: Setup, out: dict[Any, tuple[Batch, float]], attempts: Attempts
    ) -> Iterator[Result]:
        """Take back what has been out for too long, and start the workers that hang in it anew."""
        # A batch waits its turn behind others, and the first of a worker for the model.
        longest = 1.5 * setup.seconds * (AHEAD + 1) if setup.seconds else float("inf")
        for future, (batch, since) in list(out.items()):
            if time.monotonic() - since > longest:
                hanging = [worker for worker, keys in client.processing().items() if future.key in keys]
                del out[future]
                future.cancel()
                if hanging:
                    client.restart_workers(hanging)
                yield from attempts.failed(batch, "time-limit", f"took more than {setup.seconds:g} s")
