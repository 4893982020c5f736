"""Which kernels numpy's BLAS takes; told before numpy is imported, so without importing it."""

from __future__ import annotations

import platform
from collections.abc import MutableMapping
from pathlib import Path


def environment(variables: MutableMapping[str, str]) -> None:
    """Settings for numpy's BLAS, which reads them when numpy is first imported: one thread, and sums that stand alone."""
    variables.setdefault("OPENBLAS_NUM_THREADS", "1")
    if platform.machine().lower() in ("x86_64", "amd64") and not _has_avx512():
        variables.setdefault("OPENBLAS_CORETYPE", "Sandybridge")


def _has_avx512() -> bool:
    try:
        return " avx512vl" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
