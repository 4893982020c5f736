"""Small corpora that a test writes, builds and compares."""

import hashlib
import random
import shutil
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.build import store
from pipeline.build.plan import Options
from pipeline.build.run import run
from pipeline.build.verify import verify
from pipeline.tables import TABLES

ROOT = Path(__file__).parents[1]
WORDS = (
    *(
        "The",
        "envoy",
        "of",
        "Chile",
        "said",
        "on",
        "5",
        "May",
        "2021",
        "that",
        "12",
        "states",
        "voted",
        "for",
        "the",
        "text",
        ".",
    ),
    *("“", "We", "agree", "”", "Mr.", "Okello", "told", "them"),
)


class Place:
    """A corpus, an output, and a way to build the one into the other with a given model and engine."""

    def __init__(self, folder, model, engine):
        self.corpus, self.output, self.model, self.engine = folder / "corpus", folder / "output", model, engine
        self.clean = folder / "clean"
        self.corpus.mkdir(exist_ok=True)

    def write(self, name, text):
        (self.corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (self.corpus / name).write_text(text, encoding="utf-8")

    def options(self, output=None, **more):
        told = {"corpus": self.corpus, "output": output or self.output, "models": ROOT / "models"}
        return Options(**{**told, "model": str(self.model), **more})

    def build(self, output=None, **more):
        return run(self.options(output, **more), engine=self.engine)

    def rows(self, table, **filters):
        rows = pq.read_table(self.output / table).to_pylist()
        return [row for row in rows if all(row[key] == value for key, value in filters.items())]

    def hashes(self, output=None):
        """Every part of every table by name and content."""
        top = (output or self.output) / store.CURRENT
        return {
            f"{name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest()
            for name in TABLES
            for file in sorted((top / name).glob("*"))
        }

    def check_clean(self, **more):
        """The tables are those of a clean build, byte for byte, and all that must hold of them does."""
        shutil.rmtree(self.clean, ignore_errors=True)
        self.build(self.clean, **more)
        assert self.hashes() == self.hashes(self.clean)
        found = verify(self.output, self.corpus)
        assert not found.counts, found.examples


def text(seed, n=30):
    choose = random.Random(seed)
    return "A title\n\n" + " ".join(choose.choice(WORDS) for _ in range(n)) + ".\n"
