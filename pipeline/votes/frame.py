"""Frame: what is known of one vote, filled step by step from its sentence, its paragraph and the meeting."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from pipeline.gazetteer.known_votes import Resolution
from pipeline.tables import Vote
from pipeline.votes import bodies
from pipeline.votes.agenda import Agenda
from pipeline.votes.evidence import Account
from pipeline.votes.figures import Tally

Body = tuple[str | None, str | None]
"""Name and id of a body."""


@dataclass(slots=True)
class Frame:
    """One vote. begin, end: its sentence. motion: what it was on. draft: symbol of the text before it was adopted.

    day_told: the day where its own sentence says it. same: the earlier vote that it tells again. known: the resolution in `models/`.
    doubt: why a column stays empty.
    """

    tally: Tally
    begin: int
    end: int
    motion: str = "text"
    day_told: datetime.date | None = None
    same: Frame | None = None
    symbol: str | None = None
    draft: str | None = None
    source: str | None = None
    outcome: str | None = None
    body: Body = (None, None)
    known: Resolution | None = None
    date: datetime.date | None = None
    title: str | None = None
    candidate: str | None = None
    doubt: str | None = None

    @property
    def part(self) -> bool:
        """Whether the vote is on less than a text or on none: it has no symbol but its own."""
        return self.motion not in ("text", "election")

    def row(self, account: Account) -> Vote:
        """The row of `votes`."""
        tally = self.tally
        return Vote(
            doc_id=account.document.doc_id,
            start=tally.start,
            end=tally.end,
            text=account.text[tally.start : tally.end],
            in_favour=tally.count("in_favour"),
            against=tally.count("against"),
            abstained=tally.count("abstained"),
            absent=tally.count("absent"),
            body=self.body[0],
            body_id=self.body[1],
            stage=bodies.stage_of(self.body[0]) if self.body[0] else None,
            symbol=self.symbol,
            symbol_source=self.source,
            draft=self.draft,
            title=self.title,
            date=self.date,
            outcome=self.outcome,
            motion=self.motion,
            candidate=self.candidate,
            rule=tally.rule,
        )


@dataclass(slots=True)
class Meeting:
    """The votes of one text so far, as the next one is told against them."""

    account: Account
    agenda: Agenda
    frames: list[Frame] = field(default_factory=list)
    told: dict[tuple[int | None, ...], Frame] = field(default_factory=dict)

    @property
    def last(self) -> Frame | None:
        """The vote before."""
        return self.frames[-1] if self.frames else None

    def told_before(self, tally: Tally) -> Frame | None:
        """The last vote with the same figures, two at least: a voting list repeats the tally above it."""
        return self.told.get(tally.counts) if tally.told >= 2 else None

    def add(self, frame: Frame) -> None:
        """Close a vote."""
        self.frames.append(frame)
        self.told[frame.tally.counts] = frame
