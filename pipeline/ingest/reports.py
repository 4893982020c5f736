"""Reports: the rows of `errors` that a reader leaves, and the exception that becomes one."""

from __future__ import annotations

from pipeline.tables import Error


class UnreadableError(Exception):
    """A file, or an item of it, cannot be read; `code` is the code of its row in `errors`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def problem(path: str, code: str, message: str, *, severity: str = "error", doc_id: str | None = None) -> Error:
    """A row of `errors` about a file or one of its items."""
    return Error(path=path, doc_id=doc_id, stage="ingest", severity=severity, code=code, message=message)


def warning(path: str, code: str, message: str, *, doc_id: str | None = None) -> Error:
    """A row of `errors` about something doubtful."""
    return problem(path, code, message, severity="warning", doc_id=doc_id)


def missing_extra(package: str, what: str) -> UnreadableError:
    """The exception for a reader whose package is not installed."""
    return UnreadableError(
        "missing-extra", f"{what} needs the package {package}: install the extra `formats` (`make setup` does)"
    )
