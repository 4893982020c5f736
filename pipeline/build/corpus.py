"""The walk: which files a corpus folder holds, what they are known by without opening them, and what stands in the way."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

RACY = 2_000_000_000
"""Nanoseconds: a file changed this shortly before the walk may change again within the same tick of a coarse clock."""

SIDECAR = ".meta.json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a path of the corpus from being read."""

    code: str
    severity: str
    message: str


class Unit(NamedTuple):
    """A file and its sidecars: what is read, and rebuilt, as one.

    path: as shown in the tables, always valid Unicode. file: as the file system has it. stamp: sizes and times, empty when
    they cannot be trusted yet.
    """

    path: str
    file: str
    stamp: str
    sidecars: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(slots=True)
class Listing:
    """Everything found below a corpus folder."""

    files: dict[str, str] = field(default_factory=dict)
    """file name below the corpus → size and times."""
    problems: dict[str, Problem] = field(default_factory=dict)
    racy: set[str] = field(default_factory=set)

    def digest(self) -> str:
        """One hash of all names, sizes, times and problems."""
        lines = [f"{name}\0{stamp}" for name, stamp in self.files.items()]
        lines += [f"{name}\0{problem.code}" for name, problem in self.problems.items()]
        lines.sort()
        return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def walk(corpus: Path, *, skip: Path | None = None) -> Listing:
    """All files below a folder, by name, without opening one; hidden names are passed over.

    skip: a folder to leave out (the output, when it lies inside). Raises OSError when the corpus itself cannot be listed.
    """
    found = Listing()
    top = corpus.stat()
    avoid = None if skip is None or not skip.exists() else (skip.stat().st_dev, skip.stat().st_ino)
    pending: list[_Folder] = [(os.fspath(corpus), "", frozenset({(top.st_dev, top.st_ino)}))]
    fresh = time.time_ns() - RACY
    while pending:
        folder, prefix, above = pending.pop()
        try:
            # In order: names that are sorted folder by folder are sorted as a whole in no time.
            entries = sorted(os.scandir(folder), key=attrgetter("name"))
        except OSError as error:
            if not prefix:
                raise
            message = f"the folder cannot be listed ({error.strerror}); nothing below it is read"
            found.problems[prefix.rstrip("/")] = Problem("unreadable-folder", "error", message)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = prefix + entry.name
            try:
                info = entry.stat()
            except OSError as error:
                found.problems[name] = _broken(entry, error)
                continue
            if stat.S_ISREG(info.st_mode):
                changed, made = info.st_mtime_ns, info.st_ctime_ns
                found.files[name] = f"{info.st_size} {changed} {made}"
                if changed > fresh or made > fresh:
                    found.racy.add(name)
            elif stat.S_ISDIR(info.st_mode):
                _descend(found, pending, (entry.path, name + "/", above), info, avoid)
            else:
                found.problems[name] = Problem("not-a-file", "warning", _NO_FILE)
    return found


_NO_FILE = "neither a file nor a folder (a pipe, a socket or a device); it is not opened"


_Folder = tuple[str, str, frozenset[tuple[int, int]]]
"""Where a folder stands, what the names in it begin with, and the folders it lies in."""


def _descend(
    found: Listing, pending: list[_Folder], folder: _Folder, info: os.stat_result, avoid: tuple[int, int] | None
) -> None:
    """Walk a folder later, unless it is one of those it lies in."""
    path, prefix, above = folder
    identity = (info.st_dev, info.st_ino)
    if identity in above:
        message = "a symbolic link to a folder above it; it is not followed"
        found.problems[prefix.rstrip("/")] = Problem("symlink-loop", "error", message)
    elif identity != avoid:
        pending.append((path, prefix, above | {identity}))


def _broken(entry: os.DirEntry[str], error: OSError) -> Problem:
    if not entry.is_symlink():
        return Problem("unreadable-file", "error", f"{error.strerror}; the file is not read")
    target = shown(os.fspath(Path(entry.path).readlink()))
    if isinstance(error, FileNotFoundError):
        return Problem("dangling-symlink", "error", f"a symbolic link to {target!r}, which does not exist")
    return Problem("symlink-loop", "error", f"a symbolic link to {target!r} that leads nowhere ({error.strerror})")


def shown(name: str) -> str:
    r"""A file name as valid Unicode: bytes that are no UTF-8 become `\xff`."""
    if name.isascii():
        return name
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    return name


def find_units(listing: Listing, suffixes: Collection[str]) -> dict[str, Unit]:
    """path → unit, sorted by path: the texts with their sidecars, and one for each thing that cannot be read.

    suffixes: those that a reader knows, lower case, with the dot.
    """
    units: list[Unit] = []
    sidecars = {name for name in listing.files if name.endswith(SIDECAR)}
    used: set[str] = set()
    for name, stamp in listing.files.items():
        if name in sidecars:
            continue
        stem, suffix = _split(name)
        if suffix not in suffixes:
            message = (
                f"no reader knows {suffix!r} files; it is not read" if suffix else "a file without a suffix; not read"
            )
            units.append(Unit(shown(name), name, "", (), Problem("unknown-format", "warning", message)))
            continue
        own: tuple[str, ...] = ()
        if sidecars:
            own = tuple(side for side in (stem + SIDECAR, name + SIDECAR) if side in sidecars)
            used.update(own)
            stamp = "|".join([stamp, *(f"{side} {listing.files[side]}" for side in own)])
        if listing.racy and not listing.racy.isdisjoint((name, *own)):
            stamp = ""
        units.append(Unit(shown(name), name, stamp, own))
    for name in sidecars - used:
        message = f"no text stands beside it that it could belong to (the name before {SIDECAR})"
        units.append(Unit(shown(name), name, "", (), Problem("sidecar-without-text", "warning", message)))
    units += [Unit(shown(name), name, "", (), problem) for name, problem in listing.problems.items()]
    return {unit.path: unit for unit in sorted(units, key=attrgetter("path"))}


def _split(name: str) -> tuple[str, str]:
    """A file name without its suffix, and the suffix in lower case."""
    dot = name.rfind(".")
    return (name[:dot], name[dot:].lower()) if dot > name.rfind("/") + 1 else (name, "")


def content_digest(corpus: Path, unit: Unit) -> str:
    """What a unit's rows depend on: the hash of its bytes, and after a colon that of its sidecars' names and bytes.

    Raises OSError when one cannot be read.
    """
    if unit.problem is not None:
        return f"!{unit.problem.code}: {unit.problem.message}"
    digest = _file_digest(corpus / unit.file).hexdigest()
    if unit.sidecars:
        side = hashlib.blake2b(digest_size=8)
        for name in unit.sidecars:
            side.update(os.fsencode(name) + _file_digest(corpus / name).digest())
        digest += f":{side.hexdigest()}"
    return digest


def _file_digest(file: Path) -> hashlib.blake2b:
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb", buffering=0) as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest


CUT_EVERY, CUT_LEAST, CUT_MOST = 512, 512, 4096
"""Entries of a part: a cut falls after one in so many by its hash, never before the least, always at the most."""


def cuts() -> list[int]:
    """The rule by which parts are cut, as a build notes it down."""
    return [CUT_EVERY, CUT_LEAST, CUT_MOST]


def is_cut(entry: str, length: int) -> bool:
    """Whether a part of this many entries ends after this one."""
    if length < CUT_LEAST:
        return False
    if length >= CUT_MOST:
        return True
    digest = hashlib.blake2b(entry.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little") % CUT_EVERY == 0
