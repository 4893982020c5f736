"""Lists: the countries named beside the figures of a tally, each with the side of the figure that it stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.votes.countries import Actor, Countries, listed
from pipeline.votes.figures import Form, Tally

_SUCH_AS = r"(?:including|among (?:them|which|whom)(?: are| were)?|namely|notably|led by|such as)"
_ZONE = re.compile(
    r"\((?P<bracket>(?:[^()\n]|\n(?!\n)|\([^()\n]*\)){2,4000})\)"
    rf"|,? {_SUCH_AS}\b(?P<including>[^.;:\n]{{2,900}}?)(?=,? (?:vot|abst|oppos|were|was|cast|decided|chose)|[.;\n]|$)"
    r"|(?:[–—] ?| - )(?P<dash>[^.;:\n–—]{3,900}?)(?: ?[–—]| - )"
)
_AFTER = re.compile(
    r" ?\((?:[^()\n]|\([^()\n]*\)){0,4000}\)|,? (?:including|among (?:them|which|whom)|namely|notably)\b[^.;\n]{0,900}"
)


def beside_figures(
    text: str, tally: Tally, named: Sequence[Actor], known: Countries
) -> Iterator[tuple[Actor, str, str]]:
    """(actor, stance, kind of list) for each country in brackets, after `including` or between dashes beside a figure."""
    if not tally.clauses:
        return
    after = _AFTER.match(text, tally.end)
    for zone in _ZONE.finditer(text, tally.start, after.end() if after else tally.end):
        role = _role_of(tally, zone.start())
        if role is not None and role != "absent":
            group = zone.lastgroup or ""
            for actor in listed(text, *zone.span(group), named, known):
                yield actor, role, f"tally-{group}"


def _role_of(tally: Tally, place: int) -> str | None:
    """The side of the last figure before a place: `22 (among them Kenya)`, `60 states, including Chad, voted against`.

    What follows the head of a voting list is no bracket of its own (`rollcalls`).
    """
    before = [(clause.figure.start if clause.figure else clause.start, clause) for clause in tally.clauses]
    last = max((entry for entry in before if entry[0] < place), default=None, key=lambda entry: entry[0])
    return last[1].role if last and last[1].form is not Form.HEAD else None
