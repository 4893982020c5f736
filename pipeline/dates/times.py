"""Times of day and parts of the day, on the day they belong to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from pipeline.dates.calendar_arithmetic import Day, add_days
from pipeline.dates.context import Meaning, Memory
from pipeline.dates.days import day_of_week, resolve_day
from pipeline.dates.grammar import Expression
from pipeline.dates.parts import Tense, mod_of
from pipeline.text.calendar import WEEKDAYS


def _spoken_day(memory: Memory) -> tuple[Day | None, str]:
    """The day last spoken of, or the release's."""
    if memory.day:
        return Day.fromisoformat(memory.day), "previous"
    return memory.published, "published" if memory.published else "none"


def _part(e: Expression, memory: Memory, _tense: Tense) -> Meaning:
    direction, part = e.fields.get("dir"), e.fields["part"]
    mod = mod_of(e)
    if direction == "this" or (direction == "last" and memory.published):
        day: Day | None = memory.published
        anchor = "published" if day else "none"
        if direction == "last" and day:
            day = add_days(day, -1)
    else:
        day, anchor = _spoken_day(memory)
        if direction is None and e.start - memory.day_at > 250:
            day, anchor = memory.published, "published" if memory.published else "none"
        day = add_days(day, 1) if day and direction == "next" else day
    return Meaning("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", mod, anchor)


def _part_date(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    day = resolve_day(e, memory, tense)
    if day is None:
        return None
    return Meaning("TIME", f"{day.value}T{e.fields['part']}", e.fields.get("mid"), day.anchor, None, day.warning)


def _time(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    clock = _clock(e)
    if clock is None:
        return None
    if "month" in e.fields:
        found = resolve_day(e, memory, tense)
        return (
            Meaning("TIME", f"{found.value}T{clock}", mod_of(e), found.anchor, None, found.warning) if found else None
        )
    if "dow" not in e.fields and "today" not in e.fields and (named := _DAY_AFTER.match(memory.text, e.end)):
        e = dataclasses.replace(e, fields={**e.fields, "dow": str(WEEKDAYS.index(named[1]) + 1)}, before=())
    if "dow" in e.fields:
        day, anchor = day_of_week(e, int(e.fields["dow"]), memory, tense), "published"
    elif "today" in e.fields:
        day = add_days(memory.published, int(e.fields["today"])) if memory.published else None
        anchor = "published"
    elif memory.day and e.start - memory.day_at <= 200 and not _closes(e, memory):
        day, anchor = Day.fromisoformat(memory.day), "previous"
    else:
        day, anchor = memory.published, "published"
    if day is None:
        return Meaning("TIME", f"T{clock}", mod_of(e), "none")
    return Meaning("TIME", f"{day.isoformat()}T{clock}", mod_of(e), anchor)


_DAY_AFTER = re.compile(rf"(?: \([^()\n]{{1,30}}\)|\))?,? on ({'|'.join(WEEKDAYS)})\b")
"""The weekday of an hour behind a bracket: `at 6 a.m. (0400 GMT) on Sunday`."""


def _closes(e: Expression, memory: Memory) -> bool:
    """Whether a paragraph says when the meeting or briefing that the text is of began or ended, which was that day."""
    start = memory.text.rfind("\n", 0, e.start) + 1
    return memory.at < start and _CLOSING.match(memory.text, start, e.start) is not None


_CLOSING = re.compile(
    r"\W{0,3}(?:(?:the|this) )?(?:press |daily |news )?"
    r"(?:briefing|call|meeting|conference|session|teleconference|interview|event|remarks|exchange)\b[^.\n]{0,60}"
    r"\b(?:began|started|opened|ended|concluded|closed|adjourned|rose|suspended|finished)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)


def _clock(e: Expression) -> str | None:
    """Hours and minutes of a time of day: `16:50`."""
    if "noon" in e.fields:
        return e.fields["noon"]
    if "four" in e.fields:
        return f"{e.fields['four'][:2]}:{e.fields['four'][2:]}"
    if "shift" in e.fields:
        return _past_hour(e)
    hour_text, _, minute = re.sub(r"[.h]", ":", e.fields["clock"]).partition(":")
    hour = int(float(hour_text))
    half = e.fields.get("half", "").lower().replace(".", "").replace(" ", "") or {
        "MO": "am",
        "AF": "pm",
        "EV": "pm",
        "NI": "pm",
    }.get(e.fields.get("part", ""), "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute[:2] or '00'}" if hour <= 24 else None


def _past_hour(e: Expression) -> str | None:
    """`half past two`, `a quarter to nine p.m.`; in the afternoon where an hour of the working day must be meant."""
    if not e.fields["clock"].isdigit():
        return None  # `half past half a`
    hour, shift = int(e.fields["clock"]), int(e.fields["shift"])
    half = e.fields.get("half", "").lower().replace(".", "").replace(" ", "")
    if not 1 <= hour <= 12:
        return None
    if (half == "pm" and hour < 12) or (not half and hour < 7):
        hour += 12
    minutes = hour * 60 + shift
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


TIMES: dict[str, Callable[[Expression, Memory, Tense], Meaning | None]] = {
    "part": _part,
    "part-date": _part_date,
    "time": _time,
}
"""Kind of expression → what it stands for."""
