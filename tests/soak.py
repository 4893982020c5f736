"""Soak: edits, builds, kills, damage and builds at once, at random; each round ends in the bytes of a clean build.

python -m tests.soak [MINUTES]          30 by default; prints a tally
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.build import store
from tests.corpora import ROOT, Place, text


class Soak:
    """A corpus and its output under a random history."""

    def __init__(self, place: Any, seed: int) -> None:
        self.place = place
        self.choose = random.Random(seed)
        self.tally: Counter[str] = Counter()
        self.actions: tuple[Callable[[], None], ...] = (
            self.write,
            self.write,
            self.write_list,
            self.delete,
            self.damage,
            self.edit_while_building,
            self.kill,
            self.build_twice_at_once,
        )

    def round(self, actions: int = 4) -> None:
        """Some actions, one quiet build, and the comparison with a clean one."""
        for _ in range(actions):
            action = self.choose.choice(self.actions)
            self.tally[action.__name__] += 1
            action()
        self.place.build()
        self.place.check_clean()
        self.tally["rounds"] += 1

    def name(self) -> str:
        return f"{self.choose.randrange(30)}.txt"

    def write(self) -> None:
        self.place.write(self.name(), text(self.choose.randrange(50), 8))

    def write_list(self) -> None:
        lines = [json.dumps({"text": text(self.choose.randrange(50), 8)}) for _ in range(self.choose.randrange(5))]
        self.place.write(f"{self.choose.randrange(5)}.jsonl", "\n".join(lines))

    def delete(self) -> None:
        files = sorted(self.place.corpus.iterdir())
        if files:
            self.choose.choice(files).unlink()

    def damage(self) -> None:
        """Another byte, or a missing end, in some file of the last build or the parse cache."""
        build = store.current_build(self.place.output)
        if build is None:
            return
        file = self.choose.choice(
            [path for path in [*sorted(build.rglob("*")), self.place.output / store.CACHE] if path.is_file()]
        )
        data = bytearray(file.read_bytes())
        at = self.choose.randrange(len(data) or 1)
        data[at : at + 1] = bytes([self.choose.randrange(256)])
        file.unlink()
        file.write_bytes(bytes(data if self.choose.random() < 0.7 else data[:at]))

    def edit_while_building(self) -> None:
        """Files that change while they are read."""
        over = threading.Event()

        def edit() -> None:
            while not over.wait(0.01):
                self.write()

        editor = threading.Thread(target=edit)
        editor.start()
        try:
            self.place.build()
        finally:
            over.set()
            editor.join()

    def start(self) -> subprocess.Popen[bytes]:
        told = ["--corpus", self.place.corpus, "--output", self.place.output, "--model", self.place.model, "--quiet"]
        line = [sys.executable, "-m", "pipeline", "build", *map(str, told), "--models", str(ROOT / "models")]
        return subprocess.Popen(line, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)

    def kill(self) -> None:
        process = self.start()
        time.sleep(self.choose.uniform(0.2, 4.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def build_twice_at_once(self) -> None:
        statuses = [process.wait() for process in (self.start(), self.start())]
        assert 0 in statuses, statuses


def main() -> int:
    """Soak for some minutes."""
    import spacy

    from pipeline.build.engines import Here

    end = time.monotonic() + 60 * float(sys.argv[1] if sys.argv[1:] else 30)
    with tempfile.TemporaryDirectory() as name:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        nlp.to_disk(Path(name, "model"))
        soak = Soak(Place(Path(name), Path(name, "model"), Here()), seed=int(time.time()))  # type: ignore[no-untyped-call]
        while time.monotonic() < end:
            soak.round()
    print(", ".join(f"{count} {action}" for action, count in sorted(soak.tally.items())), "and never another byte")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
