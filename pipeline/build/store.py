"""The store: build folders, and the one switch by which readers go from the old build to the new one.

    output/quotes        a link to .current/quotes, the same for every table
    output/.current      a link to .builds/7, replaced by one rename
    output/.builds/7/    the tables of build 7, `.raw/` (rows before the corpus-wide corrections), `.state.json`

Parts that did not change are hard links to those of the build before.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CURRENT, BUILDS, STATE, FILES, RAW = ".current", ".builds", ".state.json", ".files.json", ".raw"


class StoreError(Exception):
    """The output folder cannot be built into; the message says why."""


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the output folder for one build; raises StoreError when another build has it.

    The lock goes with the process that holds it, so that none is left behind by a crash.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        handle = os.open(output / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise StoreError(f"{output} cannot be written to: {error.strerror}") from error
    try:
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
        yield
    finally:
        os.close(handle)


def current_build(output: Path) -> Path | None:
    """The folder of the last complete build."""
    try:
        folder = output / (output / CURRENT).readlink()
    except OSError:
        return None
    return folder if folder.is_dir() else None


def read_state(build: Path | None, name: str = STATE) -> dict[str, Any] | None:
    """The state a build left; None when there is none or it is damaged.

    What it knows of each file stands apart, as FILES: a build with nothing to do does not need it.
    """
    if build is None:
        return None
    try:
        state = json.loads((build / name).read_bytes())
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) else None


def write_state(build: Path, state: dict[str, Any], name: str = STATE) -> None:
    """Replace the state of a build."""
    temporary = build / (name + ".new")
    with temporary.open("w", encoding="utf-8") as stream:
        # In one string: written piece by piece, the state of 100,000 files takes ten times as long.
        stream.write(json.dumps(state, separators=(",", ":")))
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


def expose(output: Path, tables: list[str]) -> None:
    """See to it that each table stands in the output folder under its name."""
    for name in tables:
        place, target = output / name, f"{CURRENT}/{name}"
        if place.is_symlink() and os.fspath(place.readlink()) == target:
            continue
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        temporary = output / f".{name}.new"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target)
        temporary.replace(place)


def exposed(output: Path, tables: list[str]) -> bool:
    """Whether each table stands in the output folder under its name."""
    try:
        return all(os.fspath((output / name).readlink()) == f"{CURRENT}/{name}" for name in tables)
    except OSError:
        return False


def file_sizes(build: Path) -> dict[str, int]:
    """Every part of a build with its size: what damage by other hands is noticed by."""
    found: dict[str, int] = {}
    for path, _, files in os.walk(build):
        for name in files:
            if name.endswith(".parquet"):
                full = Path(path, name)
                found[full.relative_to(build).as_posix()] = full.stat().st_size
    return found
