"""A worker that some files make ill, for the tests of the engine that watches over workers."""

import os
import signal
import time

from pipeline.build import work
from pipeline.build.engines import local


def read_loaded(loaded, suffix, path, read=work.read_loaded):
    """Die, hang or fail for files named so."""
    if "deadly" in path:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in path:
        # Deaf to the alarm too, as a loop in compiled code is.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    if "slow" in path:
        time.sleep(600)
    return read(loaded, suffix, path)


if __name__ == "__main__":
    work.read_loaded = read_loaded
    local.main()
