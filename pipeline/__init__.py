"""From the texts of a corpus to its tables.

file → Source → Page → Text → mentions → people → positions, quotes, votes, dates, … → rows

One package a family of tables; its entry is `find`. In reading order:

`stages` (the whole pipeline on one screen), `tables` (row types), `resources` (strict readers of `models/`),
`files` (bytes of others' files);
`ingest/` (a reader a format), `page/` (what a document is: documents, segments), `text/` (the text as every stage
reads it), `parse/` (spaCy), `gazetteer/` (names of the knowledge base), `entities/`, `offices/` (phrases for offices),
`people/`, `positions/`, `quotes/`, `dates/`, `numbers/`, `votes/` (with stances), `references/`; `corpus/` (what only
all documents together tell); `build/` (plan, parts, store, engines); `cli/` (a module a command).
"""

import os

from pipeline.parse.fast.kernels import environment

# Before numpy is imported: its BLAS reads them then.
environment(os.environ)
