"""From the texts of a corpus to its tables.

file → Source → Page → Text → mentions → links → offices → Cast → positions, quotes, votes, dates, … → rows

One package a family of tables; its entry is `find`. In reading order:

`stages` (the whole pipeline on one screen), `tables` (row types), `resources` (strict readers of `models/`),
`files` (bytes of others' files);
`ingest/` (a reader a format), `page/` (what a document is: documents, segments), `text/` (the text as every stage
reads it), `parse/` (spaCy), `gazetteer/` (names of the knowledge base), `entities/`, `offices/` (phrases for offices),
`people/`, `positions/`, `quotes/`, `dates/`, `numbers/`, `votes/` (with stances), `references/`; `corpus/` (what only
all documents together tell); `build/` (plan, parts, store, engines); `analyst/` (what people use: it reads tables,
never a stage); `cli/` (a module a command).

    from pipeline import build, load

    build("corpus", "output")
    t = load("output")
    t.quotes, t.find("sanctions", country="IRN")
"""

import os
from typing import TYPE_CHECKING, Any

from pipeline.parse.fast.kernels import environment

# Before numpy is imported: its BLAS reads them then.
environment(os.environ)

if TYPE_CHECKING:
    from pipeline.analyst.tables import load as load
    from pipeline.build import build as build

__all__ = ["build", "load"]


def __getattr__(name: str) -> Any:
    """`build` and `load`, imported when they are asked for."""
    import importlib

    if name == "build":
        return importlib.import_module("pipeline.build")
    if name == "load":
        return importlib.import_module("pipeline.analyst.tables").load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
