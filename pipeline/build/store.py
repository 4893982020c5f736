"""The store: build folders, and the one switch by which readers go from the old build to the new one.

    output/.communique   the mark of a folder that builds write to: nothing is replaced in one that has none
    output/quotes        a link to .current/quotes, the same for every table
    output/.current      a link to .builds/7, replaced by one rename
    output/.builds/7/    the tables of build 7, `.raw/` (rows before the corpus-wide corrections), `.state.json`

Parts that did not change are hard links to those of the build before.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

MARK = ".communique"
CURRENT, BUILDS, STATE, FILES, RAW = ".current", ".builds", ".state.json", ".files.json", ".raw"
CACHE, LOCK = ".parses.sqlite", ".lock"
_PART = re.compile(r"part-\d+\.parquet")
_MARKED = "This folder is written by builds of communique. A build replaces the tables in it and nothing else.\n"


class StoreError(Exception):
    """The output folder cannot be built into; the message says why."""


@contextlib.contextmanager
def locked(output: Path, tables: Callable[[], Iterable[str]] = tuple) -> Iterator[None]:
    """Hold the output folder for one build; raises StoreError when another build has it, or when it is not ours to write to.

    tables: gives the names of all tables. The lock goes with the process that holds it, so that none is left behind by a
    crash.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        claim(output, tables)
        handle = os.open(output / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    except OSError as error:
        raise StoreError(f"{output} cannot be written to: {error.strerror}") from error
    try:
        _hold(handle, output)
        yield
    finally:
        os.close(handle)


def _hold(handle: int, output: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            raise
        holder = os.pread(handle, 100, 0).decode(errors="replace").strip()
        raise StoreError(f"another build works on {output} (process {holder or 'unknown'})") from error
    with contextlib.suppress(OSError):
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)


def claim(output: Path, tables: Callable[[], Iterable[str]]) -> None:
    """Mark a folder as one that builds write to; raises StoreError for one that holds other things under names they use."""
    if (output / MARK).is_file():
        return
    if not _looks_built(output):
        foreign = [name for name in (BUILDS, CURRENT, CACHE, LOCK, *tables()) if os.path.lexists(output / name)]
        _refuse(output, foreign)
    with contextlib.suppress(FileExistsError), (output / MARK).open("x", encoding="utf-8") as stream:
        stream.write(_MARKED)


def check_places(output: Path, tables: Iterable[str]) -> None:
    """Raises StoreError when something that no build made stands where a table's link should."""
    _refuse(output, [name for name in tables if not _replaceable(output / name)])


def _refuse(output: Path, foreign: Sequence[str]) -> None:
    if foreign:
        raise StoreError(
            f"{output} holds {', '.join(sorted(foreign))}, which no build has made: nothing is changed; "
            "name another folder with --output, or move that away"
        )


def _looks_built(output: Path) -> bool:
    """Whether a folder was built before builds left their mark."""
    last = current_build(output)
    return last is not None and last.parent == output / BUILDS and (last / STATE).is_file()


def _replaceable(place: Path) -> bool:
    """Whether a build may put its link here: nothing stands here, or its own link, or a copy of a table's parts.

    Tools that keep no links leave such copies of an output folder.
    """
    if place.is_symlink():
        return os.fspath(place.readlink()) == f"{CURRENT}/{place.name}"
    if not os.path.lexists(place):
        return True
    return place.is_dir() and all(_PART.fullmatch(file.name) for file in place.iterdir())


def current_build(output: Path) -> Path | None:
    """The folder of the last complete build."""
    try:
        target = os.fspath((output / CURRENT).readlink())
    except OSError:
        return None
    builds, _, number = target.partition("/")
    folder = output / builds / number
    return folder if builds == BUILDS and number.isdecimal() and folder.is_dir() else None


def read_state(build: Path | None, name: str = STATE) -> dict[str, Any] | None:
    """The state a build left; None when there is none or it is damaged.

    What it knows of each file stands apart, as FILES: a build with nothing to do does not need it.
    """
    if build is None:
        return None
    try:
        check, _, body = (build / name).read_bytes().partition(b"\n")
        state = json.loads(body) if check.decode("ascii") == _check(body) else None
    except (OSError, ValueError, RecursionError):
        return None
    return state if isinstance(state, dict) else None


def _check(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def write_state(build: Path, state: Mapping[str, Any], name: str = STATE) -> None:
    """Replace the state of a build; its first line is the hash of the others."""
    temporary = build / (name + ".new")
    # In one string: written piece by piece, the state of 100,000 files takes ten times as long.
    body = json.dumps(state, separators=(",", ":")).encode()
    with temporary.open("wb") as stream:
        stream.write(_check(body).encode() + b"\n" + body)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(build / name)


def part_name(number: int) -> str:
    """File name of the n-th part: in the order of names the rows of all parts are in order."""
    return f"part-{number:05d}.parquet"


def begin(output: Path) -> tuple[Path, bool]:
    """An empty folder for the next build, and whether one that did not come to its end was found."""
    builds = output / BUILDS
    builds.mkdir(exist_ok=True)
    now = current_build(output)
    numbers = [int(name.name) for name in builds.iterdir() if name.name.isdigit() and name != now]
    # Whatever an interrupted build left is of no use: what was costly about it is in the parse cache.
    left = [builds / str(number) for number in numbers if now is None or number > int(now.name)]
    for path in left:
        shutil.rmtree(path)
    folder = builds / str(int(now.name) + 1 if now is not None else 1)
    folder.mkdir()
    return folder, bool(left)


def link(old: str | Path, new: str | Path) -> None:
    """The same file under a second name, or a copy where the file system has no hard links."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP):
            raise
        shutil.copyfile(old, new)


def sync_folders(folder: Path) -> None:
    """Have the disk hold the names below a folder: a switch to a build that a power cut empties would lose both."""
    for path, _, _ in os.walk(folder):
        _sync_folder(path)


def _sync_folder(path: str | Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def switch(output: Path, build: Path, tables: list[str]) -> None:
    """Make a complete build the one that readers see, all tables at once; older ones but the last are removed."""
    sync_folders(build)
    before = current_build(output)
    temporary = output / (CURRENT + ".new")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(f"{BUILDS}/{build.name}")
    temporary.replace(output / CURRENT)
    _sync_folder(output)
    expose(output, tables)
    for folder in (output / BUILDS).iterdir():
        # The build before stays for readers that have begun to read it.
        if folder not in (build, before):
            shutil.rmtree(folder, ignore_errors=True)


def expose(output: Path, tables: Sequence[str]) -> None:
    """See to it that each table stands in the output folder under its name, and no link of ours leads nowhere."""
    for name in tables:
        place, target = output / name, f"{CURRENT}/{name}"
        if place.is_symlink() and os.fspath(place.readlink()) == target:
            continue
        check_places(output, [name])
        if place.is_dir():
            shutil.rmtree(place)
        temporary = output / f".{name}.new"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target)
        temporary.replace(place)
    for place in output.iterdir():
        if place.is_symlink() and not place.exists() and os.fspath(place.readlink()) == f"{CURRENT}/{place.name}":
            place.unlink()


def exposed(output: Path, tables: list[str]) -> bool:
    """Whether each table stands in the output folder under its name."""
    try:
        return all(os.fspath((output / name).readlink()) == f"{CURRENT}/{name}" for name in tables)
    except OSError:
        return False


class PartState(NamedTuple):
    """What a build remembers of a part: size, time of change, inode number, and the hash of its bytes."""

    size: int
    changed: int
    inode: int
    digest: str


def _part_files(build: Path) -> Iterator[tuple[str, Path, os.stat_result]]:
    for path, _, files in os.walk(build):
        for name in files:
            if name.endswith(".parquet"):
                full = Path(path, name)
                yield full.relative_to(build).as_posix(), full, full.stat()


def part_states(build: Path, before: Mapping[str, Sequence[Any]]) -> dict[str, PartState]:
    """Every part of a build by name. before: those of the last build, from which linked parts keep their hash."""
    known = {tuple(state[:3]): str(state[3]) for state in before.values()}
    found: dict[str, PartState] = {}
    for name, file, info in _part_files(build):
        facts = info.st_size, info.st_mtime_ns, info.st_ino
        found[name] = PartState(*facts, known.get(facts) or digest_of(file))
    return found


def damaged_part(build: Path, states: Mapping[str, Sequence[Any]], *, thorough: bool = False) -> str:
    """What is wrong with the first part that is not as the build left it; empty when all are.

    A part is read only when its time differs from what was noted, or all are with `thorough`.
    """
    there = {name: (file, info) for name, file, info in _part_files(build)}
    for name, (size, changed, _, digest) in states.items():
        if name not in there:
            return f"{name} is missing"
        file, info = there[name]
        doubtful = thorough or info.st_mtime_ns != changed
        if info.st_size != size or (doubtful and digest_of(file) != digest):
            return f"{name} is damaged"
    return ""


def digest_of(file: Path) -> str:
    """The hash of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
