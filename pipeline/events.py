"""Vote events: reports of one real vote in several documents brought together, and where they disagree."""

from __future__ import annotations

import pyarrow as pa

from pipeline.tables import VoteEvent


def gather_events(votes: pa.Table) -> tuple[list[VoteEvent], dict[tuple[str, int], str]]:
    """All votes of the corpus, and a map from (doc_id, start) of a `votes` row to its event_id."""
    return [], {}
