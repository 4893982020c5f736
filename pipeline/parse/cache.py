"""The parse cache: packed parses in one SQLite file, found by what they were made from, checked when they are read."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.tables import Segment


def parse_key(identity: str, text: str, segments: Sequence[Segment], closings: Collection[int]) -> str:
    """What a parse depends on as one hash: model and parse code (identity), text, segmentation, closing marks."""
    from pipeline.tables import SILENT

    digest = hashlib.blake2b(identity.encode(), digest_size=16)
    digest.update(text.encode("utf-8", "surrogatepass"))
    digest.update(repr([(s.end, s.role in SILENT) for s in segments]).encode())
    digest.update(repr(sorted(closings)).encode())
    return digest.hexdigest()


def _mark(key: str, packed: bytes) -> bytes:
    """The hash of a parse together with its key."""
    return hashlib.blake2b(bytes.fromhex(key) + packed, digest_size=8).digest()


class ParseCache:
    """Packed parses by key, in a file that may vanish or be damaged at any time: then they are made again."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection: sqlite3.Connection | None = None

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that are there."""
        found: dict[str, bytes] = {}
        for key in keys:
            rows = self._run("SELECT packed, mark FROM parses WHERE key = ?", [(bytes.fromhex(key),)]) if key else []
            # A parse that stands under the key of another text is as bad as a damaged one.
            if rows and isinstance(rows[0][0], bytes) and rows[0][1] == _mark(key, rows[0][0]):
                found[key] = rows[0][0]
        return found

    def put(self, parses: Mapping[str, bytes]) -> None:
        """Keep parses, in one transaction."""
        if parses:
            rows = [(bytes.fromhex(key), packed, _mark(key, packed)) for key, packed in parses.items()]
            self._run("INSERT OR REPLACE INTO parses VALUES (?, ?, ?)", rows)

    def prune(self, keep: Collection[str]) -> int:
        """Drop every parse that is not among the keys; returns how many."""
        wanted = set(keep)
        gone = [row for row in self._run("SELECT key FROM parses", [()]) if row[0].hex() not in wanted]
        if gone:
            self._run("DELETE FROM parses WHERE key = ?", gone)
            # A cache that once held far more gives its disk space back.
            if len(gone) > len(wanted):
                self._run("VACUUM", [()])
        return len(gone)

    def clear(self) -> None:
        """Begin anew."""
        self._drop()

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _run(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Run a statement for each row; a damaged file is thrown away and begun anew."""
        for attempt in (1, 2):
            try:
                connection = self._open()
                if statement == "VACUUM":
                    connection.commit()
                    connection.execute(statement)
                    return []
                with connection:
                    if len(rows) == 1:
                        return connection.execute(statement, rows[0]).fetchall()
                    connection.executemany(statement, rows)
                    return []
            except sqlite3.OperationalError as error:
                # A full disk or a read-only folder costs the cache, not the build.
                if "disk" in str(error) or "readonly" in str(error) or attempt == 2:
                    return []
                self._drop()
            except sqlite3.DatabaseError:
                self._drop()
        return []

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.file)
            # A crash may cost the last parses; WAL keeps the file whole all the same.
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = OFF")
            columns = "key BLOB PRIMARY KEY, packed BLOB NOT NULL, mark BLOB NOT NULL"
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS parses ({columns})")
        return self._connection

    def _drop(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                self.file.with_name(self.file.name + suffix).unlink()
