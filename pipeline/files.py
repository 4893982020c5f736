"""Files that others put there: only what is a regular file is read, and never more of it than a limit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class TooLargeError(Exception):
    """A file holds more bytes than the limit."""


def open_regular(file: Path) -> int:
    """A descriptor of a file that is open for reading; raises OSError, also for a pipe, a socket, a device, a folder."""
    # Without blocking: a pipe may have taken the file's place since it was listed, and nobody may ever write to it.
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a regular file")
    return handle


def read_regular(file: Path, limit: int) -> bytes:
    """The bytes of a file; raises OSError, and TooLargeError when they are more than the limit."""
    with os.fdopen(open_regular(file), "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(limit + 1) if size <= limit else b""
    if size > limit or len(data) > limit:
        raise TooLargeError(f"{max(size, len(data))} bytes; the limit is {limit}")
    return data
