"""A worker that some files make ill, for the tests of the engine that watches over workers."""

import os
import signal
import time

from pipeline.build import work
from pipeline.build.engines import local


def read_file(file, path, read=work.read_file):
    """Die, hang or fail for files named so."""
    if "deadly" in path:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in path:
        # Deaf to the alarm too, as a loop in compiled code is.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    if "slow" in path:
        time.sleep(600)
    return read(file, path)


if __name__ == "__main__":
    work.read_file = read_file
    local.main()
