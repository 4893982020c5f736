"""From the texts of a corpus to its tables. A table is a module of the same name; what it is made of is a package.

In reading order: `tables` (row types), `knowledge` (strict readers of `models/`), `ingest/` (files to sources),
`segments` and `documents` with `page/` (header lines, datelines, chrome), `marks` (quotation marks), `parse` with
`parsing/` and `syntax` (spaCy), `sentences`, `entities` and `linking` with `naming/`, `references` with `citing/`, `dates` with
`temporal/`, `numbers` with `figures/`, `votes` and `stances` with `voting/`, `positions` with `office/`, `quotes` and
`speakers` with `speech/`; then, over the whole corpus, `duplicates`, `people`, `catalogue` (the `knowledge` table) and
`events` (`vote_events`); `build` (the stages on one screen), `building/` and `store` (plan, cache, parts, the switch),
`engines/` (who computes), `status` and `show` (what a user asks).
"""

import os

from pipeline.parsing.kernels import environment

# Before numpy is imported: its BLAS reads them then.
environment(os.environ)
