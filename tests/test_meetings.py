"""Generated meetings come back as they were made: every vote with its text, and every voter with the right vote."""

import os
import random
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.meetings import LAYOUTS, draw, expected, written

Analyse = Callable[..., SimpleNamespace]


def differences(analyse: Analyse, layout: str, seed: int) -> list[object]:
    """What of one generated meeting is not as it was made."""
    ballots = draw(random.Random(seed), layout)
    found = analyse(written(layout, ballots, wrapped=seed % 3 == 0 and layout not in ("table", "cells", "by country")))
    votes = {(row.in_favour, row.against, row.abstained): row for row in found.votes}
    wrong: list[object] = []
    if len(found.votes) != len(ballots):
        wrong.append(("votes", [ballot.counts for ballot in ballots], list(votes)))
    for ballot in ballots:
        row = votes.get(ballot.counts)
        if row is None or row.symbol != ballot.symbol:
            wrong.append((ballot.counts, ballot.symbol, row and row.symbol))
            continue
        told = {(stance.country, stance.stance) for stance in found.stances if stance.vote == row.start}
        if told != expected(layout, ballot):
            wrong.append((ballot.symbol, told ^ expected(layout, ballot)))
    return wrong


SEEDS = range(int(os.environ.get("MEETINGS", "3")))
"""Meetings a layout: `make meetings` takes 77, a thousand in all."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_generated_meetings(analyse: Analyse, layout: str) -> None:
    wrong = {seed: odd for seed in SEEDS if (odd := differences(analyse, layout, seed))}
    assert not wrong, wrong
