"""What turns stages into a build: the plan, the parse cache, workers' work, parts of tables.

The package can be called: `from pipeline import build; build("corpus", "output")` brings tables up to date.

How a build knows what to do
----------------------------

- A file counts as unchanged while its size and times are; otherwise its bytes are hashed, and equal bytes are no change. A sidecar
  `NAME.meta.json` (or `NAME.txt.meta.json`) belongs to its text.
- Each stage has a fingerprint: its code and that of the modules it imports, the files it reads in `models/`, the versions of the packages
  it imports, and the fingerprints of the stages whose results it takes. A changed word list runs the stages that read it, and those
  after them, from the parse cache: nothing is parsed. Another model, spaCy version or parse code parses anew.
- The parse cache (`output/.parses.sqlite`) is found by text and segmentation: a renamed text is not parsed again, equal files are
  parsed once. It can be deleted at any time.
- `output/quotes` is a link into `output/.current/`, and `.current` a link to one build in `output/.builds/`: a finished build is put in
  place by one rename, all tables together. To read several tables of one and the same build while another runs, resolve the link
  first: `os.path.realpath("output/.current")`; the build before the current one is kept for readers that have begun.
  To copy or archive tables take `cp -rL output/quotes …`.
- A build writes only to a folder that is empty of tables, or that it has marked as its own (`.communique`): it refuses an `--output`
  that holds a `documents/` of yours. State and parts carry hashes; what is damaged is made again. `--verify` reads them all.
- What may pass (a worker that was killed, the time limit, a lack of memory, a file that could not be read) is tried again by the next
  two builds, then when the text changes or with `--verify`; a document that fails keeps its row in `documents`.
- Small corpora have one part a table; beyond 512 documents a table is cut into parts of about a thousand, at places that depend on
  the documents alone. A new text rewrites one part of each table. Rows are in the order of `doc_id` and `start`. The same corpus gives
  the same bytes, however it was built up (with the same packages on the same kind of processor).
- The model computes through `pipeline/parse/fast/`: matrix products by numpy's BLAS, each distinct token of a batch embedded once, texts
  decided side by side. The results are those of `nlp.pipe`, at more than twice its speed. BLAS is used only where a text has the
  same sums in any company, which is tried on the model's weights when it is loaded; elsewhere spaCy's own products serve.

Scale
-----

One process a core, each with its own model (about 0.5 GB), fed batches of up to 64 texts; a process that dies is replaced and its texts
tried again one by one; a text that fails twice alone is set aside with a row in `errors`.

Measured with `make bench` on one machine of two cores: 8,000 words a second and core, all stages included, or 20 releases of 400
words; two workers do 1.9 times the work of one; 600 releases of 360 words take 4.6 MB of tables, raw rows and parse cache beside 2.9 MB
of texts; a worker needs 0.5 GB, whether the corpus has 2,000 texts or 20,000. From these rates, and a tenth off for a cluster:

| releases | cores | first build | disk (tables, raw rows, cache, texts) | then |
|---|---|---|---|---|
| 100,000 | 8 | 12 minutes | 1.5 GB | a no-op in 0.7 s, a new text in 6 s of CPU time, loading the model included (measured) |
| 1 million | 32 | half an hour | 15 GB | a no-op in about 7 s, a new text in about half a minute |
| 10 million | 128 | an hour and a half | 150 GB | split by source or year into several corpora and outputs |
| 100 million | 512 | 3 to 4 hours | 1.5 TB | as above; the tables over the corpus (people, knowledge, vote_events) are per corpus |

The tables over the whole corpus are gathered by one process from the compact evidence of all documents; keep a corpus below some
ten million documents, and read several outputs together (`read_parquet(['output-*/quotes/*.parquet'])` in DuckDB).

On a cluster
------------

`make setup-cluster`, then `python -m pipeline build --engine dask --scheduler tcp://HOST:8786`; without an address a cluster of this
machine is started (`--jobs`). Every worker needs the project folder, `.venv` and the corpus under the same paths: shared storage. Only
the build itself writes to `output/`. A lost worker costs nothing but time. Batches go out two a thread; give each worker one thread.

A Dask scheduler runs whatever anybody sends it who can reach its port: keep it inside a network you trust, or start it and its workers
with `--tls-ca-file`, `--tls-cert`, `--tls-key` and give the same three to the build, with `--scheduler tls://HOST:8786`. The cluster that
a build starts itself listens on the loopback address alone.

SLURM, with the scheduler beside the build:

    srun -n 1 .venv/bin/dask scheduler --scheduler-file /shared/scheduler.json &
    srun -n 64 --cpus-per-task 1 --mem 2G env PYTHONPATH=$PWD .venv/bin/dask worker --nthreads 1 --scheduler-file /shared/scheduler.json &
    .venv/bin/python -m pipeline build --engine dask --scheduler tcp://$(hostname):8786

Kubernetes: install the engine's operator, start a `DaskCluster` whose image holds this project with its `.venv` and whose pods mount
the corpus and `models/` from one volume, set `nthreads: 1` and 2 GB of memory a worker, and run the build in a pod with the same
image and volume.
"""

from __future__ import annotations

import sys
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.build.run import Summary


def build(
    corpus: str | PathLike[str] = "corpus",
    output: str | PathLike[str] = "output",
    *,
    tables: tuple[str, ...] = (),
    **options: Any,
) -> Summary:
    """Bring the tables in a folder up to date with a folder of texts; returns what was done.

    tables: only these and what they need. options: further fields of `pipeline.build.plan.Options`, as `jobs=1`.
    """
    from pipeline.build.plan import Options
    from pipeline.build.run import run
    from pipeline.folders import models_folder

    models = Path(options.pop("models", models_folder()))
    return run(Options(corpus=Path(corpus), output=Path(output), models=models, tables=tables, **options))


class _Callable(ModuleType):
    def __call__(self, *given: Any, **named: Any) -> Summary:
        return build(*given, **named)


sys.modules[__name__].__class__ = _Callable
