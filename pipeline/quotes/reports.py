"""Reports: quotes in the making, with the layout that tells where their source stands."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.tables import Quote
from pipeline.text.annotated import Text


class Layout(Enum):
    """How reported words are set in their text."""

    TURN = auto()
    """A paragraph of a transcript turn."""
    LABELLED = auto()
    """Marked words that a label opens."""
    SIGNED = auto()
    """Marked words with a signature behind them."""
    CUED = auto()
    """Marked words that a cue of their sentence reports."""
    OWNED = auto()
    """Marked words with the subject of their sentence, or their owner, as source."""
    ALONE = auto()
    """Marked words that make up their sentence."""
    OPEN = auto()
    """Marked words in a sentence that shows no source."""
    SET_OUT = auto()
    """A paragraph without marks after a lead-in."""
    CLAUSE = auto()
    """A clause without marks."""
    HEADLINE = auto()
    """A headline with its source set off."""


@dataclass(frozen=True, slots=True)
class Report:
    """Reported words: the row as far as it is known, and its layout."""

    row: Quote
    layout: Layout
    weak: bool = False
    """The cue tells of an act or a mood and not of speech."""

    @property
    def is_turn(self) -> bool:
        """Whether the source is the label of a turn."""
        return self.layout in (Layout.TURN, Layout.LABELLED)

    @property
    def is_marked(self) -> bool:
        """Whether the words stand in quotation marks."""
        return self.row.kind != "indirect" and self.layout not in (Layout.TURN, Layout.SET_OUT)

    def changed(self, layout: Layout | None = None, **columns: object) -> Report:
        """The report with other columns of its row, and another layout if one is given."""
        return Report(dataclasses.replace(self.row, **columns), layout or self.layout, self.weak)  # type: ignore[arg-type]

    def from_source(self, text: Text, source: tuple[int, int], rule: str) -> Report:
        """The report with a source phrase, given by its tokens."""
        return self.changed(
            speaker=text.piece(*source),
            speaker_start=text.starts[source[0]],
            speaker_end=text.ends[source[1] - 1],
            rule=rule,
        )

    def like(self, giver: Report, rule: str) -> Report:
        """The report with the source, the cue and the addressee of another one."""
        names = ("speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end", "audience")
        return self.changed(**{name: getattr(giver.row, name) for name in names}, rule=rule)
