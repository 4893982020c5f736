"""The walk: which files a corpus folder holds, what they are known by without opening them, and what stands in the way."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pipeline.files import open_regular

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


def walk(corpus: Path, *, skip: Path | None = None, follow_links: bool = False) -> Listing:
    """All files below a folder, by name, without opening one; hidden names are passed over.

    skip: a folder to leave out (the output, when it lies inside). follow_links: go where symbolic links lead, each folder
    once; otherwise a link counts only when it leads to a file inside the corpus. Raises OSError when the corpus itself
    cannot be listed.
    """
    return _Walk(corpus, skip, follow_links=follow_links).run()


class _Walk:
    """A walk under way."""

    def __init__(self, corpus: Path, skip: Path | None, *, follow_links: bool) -> None:
        self.found = Listing()
        self.follow_links = follow_links
        self.top = os.path.realpath(corpus)
        # Nothing below the system's own view of its processes is a text, and some of it never ends.
        self.avoid = {identity for path in (skip, Path("/proc"), Path("/sys")) if (identity := _identity(path))}
        info = corpus.stat()
        self.seen = {(info.st_dev, info.st_ino)}
        self.pending: list[tuple[str, str]] = [(os.fspath(corpus), "")]
        self.fresh = time.time_ns() - RACY

    def run(self) -> Listing:
        while self.pending:
            folder, prefix = self.pending.pop()
            try:
                # In order: names that are sorted folder by folder are sorted as a whole in no time.
                entries = sorted(os.scandir(folder), key=attrgetter("name"))
            except OSError as error:
                if not prefix:
                    raise
                message = f"the folder cannot be listed ({error.strerror}); nothing below it is read"
                self.found.problems[prefix.rstrip("/")] = Problem("unreadable-folder", "error", message)
                continue
            for entry in entries:
                if not entry.name.startswith("."):
                    self.look(entry, prefix + entry.name)
        return self.found

    def look(self, entry: os.DirEntry[str], name: str) -> None:
        """Note down what an entry is."""
        try:
            info = entry.stat()
            problem = self.problem_of_link(entry, info) if entry.is_symlink() else None
        except OSError as error:
            problem = _broken(entry, error)
        if problem is not None:
            self.found.problems[name] = problem
        elif stat.S_ISREG(info.st_mode):
            changed, made = info.st_mtime_ns, info.st_ctime_ns
            self.found.files[name] = f"{info.st_size} {changed} {made}"
            if changed > self.fresh or made > self.fresh:
                self.found.racy.add(name)
        elif not stat.S_ISDIR(info.st_mode):
            self.found.problems[name] = Problem("not-a-file", "warning", _NO_FILE)
        elif (identity := (info.st_dev, info.st_ino)) not in self.avoid | self.seen:
            self.seen.add(identity)
            self.pending.append((entry.path, name + "/"))

    def problem_of_link(self, entry: os.DirEntry[str], info: os.stat_result) -> Problem | None:
        """Why a link does not count, if it does not."""
        target = os.path.realpath(entry.path)
        folder = stat.S_ISDIR(info.st_mode)
        # A link's own folder is taken by its real name too: a folder above may be a link itself.
        if folder and Path(entry.path).parent.resolve().is_relative_to(target):
            return Problem("symlink-loop", "error", "a symbolic link to a folder above it; it is not followed")
        if self.follow_links:
            return None
        if not Path(target).is_relative_to(self.top):
            message = "a symbolic link that leads out of the corpus; it is read with --follow-links"
            return Problem("link-not-followed", "warning", message)
        if folder:
            message = "a symbolic link to a folder of the corpus, which is read under its own name"
            return Problem("link-not-followed", "warning", message)
        return None


def _identity(path: Path | None) -> tuple[int, int] | None:
    try:
        info = path.stat() if path is not None else None
    except OSError:
        return None
    return (info.st_dev, info.st_ino) if info is not None else None


_NO_FILE = "neither a file nor a folder (a pipe, a socket or a device); it is not opened"


def _broken(entry: os.DirEntry[str], error: OSError) -> Problem:
    try:
        target = shown(os.fspath(Path(entry.path).readlink()))
    except OSError:
        return Problem("unreadable-file", "error", f"{error.strerror}; the file is not read")
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
    path_of = _paths([*listing.files, *listing.problems])
    sidecars = {name for name in listing.files if name.endswith(SIDECAR)}
    units: list[Unit] = []
    used: set[str] = set()
    for name in listing.files:
        if name in sidecars:
            continue
        stem, suffix = _split(name)
        if suffix in suffixes:
            own = tuple(side for side in (stem + SIDECAR, name + SIDECAR) if side in sidecars) if sidecars else ()
            used.update(own)
            units.append(Unit(path_of.get(name, name), name, _stamp(listing, name, own), own))
        else:
            units.append(Unit(path_of.get(name, name), name, "", (), _unknown(suffix)))
    for name in sidecars - used:
        message = f"no text stands beside it that it could belong to (the name before {SIDECAR})"
        units.append(Unit(path_of.get(name, name), name, "", (), Problem("sidecar-without-text", "warning", message)))
    units += [Unit(path_of.get(name, name), name, "", (), problem) for name, problem in listing.problems.items()]
    return {unit.path: unit for unit in sorted(units, key=attrgetter("path"))}


def _paths(names: Collection[str]) -> dict[str, str]:
    """The names that are no UTF-8 with the paths they are shown by: no two files have the same."""
    odd = sorted(name for name in names if not name.isascii() and shown(name) != name)
    if not odd:
        return {}
    taken = {*names}
    found: dict[str, str] = {}
    for name in odd:
        path = shown(name)
        while path in taken:
            path = path.replace("\\", "\\\\")
        taken.add(path)
        found[name] = path
    return found


def _stamp(listing: Listing, name: str, sidecars: Sequence[str]) -> str:
    """Sizes and times of a file and its sidecars; empty when one of them is too fresh to be sure."""
    if listing.racy and not listing.racy.isdisjoint((name, *sidecars)):
        return ""
    if not sidecars:
        return listing.files[name]
    return "|".join([listing.files[name], *(f"{side} {listing.files[side]}" for side in sidecars)])


def _unknown(suffix: str) -> Problem:
    message = f"no reader knows {suffix!r} files; it is not read" if suffix else "a file without a suffix; not read"
    return Problem("unknown-format", "warning", message)


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
    sidecars = [(name, _file_digest(corpus / name).digest()) for name in unit.sidecars]
    return _joined(_file_digest(corpus / unit.file).hexdigest(), sidecars)


def read_digest(data: bytes, sidecars: Mapping[str, bytes]) -> str:
    """The same of bytes that have been read. sidecars: name below the corpus → bytes."""
    return _joined(_hash(data).hexdigest(), [(name, _hash(side).digest()) for name, side in sidecars.items()])


def _joined(digest: str, sidecars: Sequence[tuple[str, bytes]]) -> str:
    if not sidecars:
        return digest
    side = hashlib.blake2b(digest_size=8)
    for name, own in sidecars:
        side.update(os.fsencode(name) + own)
    return f"{digest}:{side.hexdigest()}"


def _hash(data: bytes) -> hashlib.blake2b:
    return hashlib.blake2b(data, digest_size=16)


def _file_digest(file: Path) -> hashlib.blake2b:
    digest = _hash(b"")
    handle = open_regular(file)
    with os.fdopen(handle, "rb", buffering=0) as stream:
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
