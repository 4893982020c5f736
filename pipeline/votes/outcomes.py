"""Outcomes: what became of a text that was voted on, and the day of the vote, as the words around a tally tell."""

from __future__ import annotations

import datetime
import re
from typing import Any

from pipeline.gazetteer.known_votes import Resolution
from pipeline.tables import Vote
from pipeline.votes import bodies
from pipeline.votes.evidence import ISO_DAY, Account
from pipeline.votes.figures import Tally


def outcome_of(tally: Tally, begin: int, end: int, account: Account) -> str | None:
    """What the nearest word of the sentence says: before the tally, else after it, else in the sentence before."""
    text = account.text
    low, high = account.alone(tally, begin, end)
    another = low > begin
    if tally.agreement:
        low, high = max(begin, tally.start - 40), tally.end
    before = account.cues(low, tally.end)
    after = account.cues(tally.end, high)
    lost = [cue for cue in after if cue[2] == "rejected"]
    if lost and not any(cue[2] == "elected" for cue in before):
        return "rejected"
    if before:
        return max(before)[2]
    if after:
        return min(after)[2]
    if another:
        return max(account.cues(begin, tally.start), default=(0, 0, ""))[2] or None
    sentence = account.before(begin)
    if sentence is not None:
        cues = [c for c in account.cues(*sentence) if not text[c[0] : c[1]].lower().startswith("to ")]
        return max(cues)[2] if cues else None
    return None


_PERMANENT = re.compile(
    r"\bagainst[ ,]*\((?:[^()\n]*\b)?(?:Russian Federation|Russia|China|France|United Kingdom|United States|UK|US|USA)\b",
    re.IGNORECASE,
)


def is_vetoed(tally: Tally, end: int, account: Account) -> bool:
    """Whether a permanent member is named in brackets as having voted against (Charter, Article 27)."""
    return _PERMANENT.search(account.text, tally.start, end) is not None


def settled(
    outcome: str | None, tally: Tally, body: str | None, known: Resolution | None, same: Vote | None, part: bool
) -> str | None:
    """The outcome by the word, by what body it was, or by the figures."""
    if tally.agreement == "consensus":
        return "consensus"
    if outcome == "retained":
        return None
    yes, no = tally.count("in_favour"), tally.count("against")
    if outcome in ("adopted", "approved") and yes is not None and no is not None and yes < no:
        return "rejected"  # `17 backed the amendment, 20 were opposed`
    if outcome == "approved" and not (body and bodies.stage_of(body) == "committee"):
        return "adopted"
    if outcome == "adopted" and body and bodies.stage_of(body) == "committee" and "General Assembly" in body:
        return "approved"
    if outcome is not None:
        return outcome
    if same is not None:
        return same.outcome
    if known is not None or tally.agreement:
        return "adopted"
    if yes is None or no is None or (part and yes >= no):
        return None
    # The Security Council needs nine (Charter, Article 27).
    enough = 9 if body == "United Nations Security Council" else 0
    return "adopted" if yes > max(no, enough - 1) else "rejected"


def day_told(tally: Tally, begin: int, end: int, account: Account) -> datetime.date | None:
    """The day of the vote where its own sentence says it."""
    told = _days(begin, end, tally, account)
    if told is not None:
        return told or None
    return account.document.published if account.lexicon.today.search(account.text, begin, end) else None


def day_of(tally: Tally, begin: int, end: int, account: Account) -> datetime.date | None:
    """The day of the vote as the text gives it: in the sentence, in the one before, or the day of the meeting told of."""
    told = _days(begin, end, tally, account)
    if told is not None:
        return told or None
    text, lexicon, published = account.text, account.lexicon, account.document.published
    if lexicon.today.search(text, begin, end):
        return published
    comma = text.find(",", tally.end, tally.end + 40)
    if lexicon.past.search(text, max(begin, tally.start - 140), min(end, comma if comma >= 0 else tally.end + 40)):
        return None
    previous = account.before(begin)
    if previous is not None and _other_body(previous, begin, end, account):
        previous = None
    if previous is not None and (account.cues(*previous) or _VOTED.search(text, *previous)):
        told = _days(*previous, tally, account)
        if told is not None:
            return told or None
        if lexicon.today.search(text, *previous):
            return published
    return account.meeting or _day_of_meeting(begin, end, account)


_VOTED = re.compile(r"\b(?:voted (?:in favou?r|for|against|on)|abstained|put to (?:a|the) vote)\b", re.IGNORECASE)


def _days(begin: int, end: int, tally: Tally, account: Account) -> datetime.date | Any:
    """The nearest day of a stretch; False where it only names a month or a year; None where it names nothing."""
    best: tuple[int, datetime.date] | None = None
    vague: int | None = None
    for row in account.days(begin, end):
        if row.end <= begin or account.lexicon.terms.search(account.text, max(0, row.start - 28), row.start):
            continue
        if not ISO_DAY.match(row.value or ""):
            month = re.match(r"\d{4}(?:-\d\d|-W\d\d)?$", row.value or "")
            if month is not None and row.start < tally.end:
                away = max(tally.start - row.end, 0)
                vague = away if vague is None else min(vague, away)
            continue
        day = datetime.date.fromisoformat((row.value or "")[:10])
        if account.document.published and day > account.document.published:
            continue
        distance = max(tally.start - row.end, row.start - tally.end, 0)
        if best is None or distance < best[0]:
            best = (distance, day)
    if vague is not None and (best is None or vague < best[0] > _FAR):
        return False
    return best[1] if best is not None else None


_FAR = 25
"""A day farther from a tally than so many characters gives way to a month or year that stands nearer."""


def _other_body(previous: tuple[int, int], begin: int, end: int, account: Account) -> bool:
    """The sentence tells of another body than the one before it."""
    here, before = account.chambers.names(begin, end), account.chambers.names(*previous)
    return bool(here and before) and here.isdisjoint(before)


def _day_of_meeting(begin: int, end: int, account: Account) -> datetime.date | None:
    """The day on which a body is said to have acted before (`the Council this morning adopted …`, `the Board on Thursday declared …`).

    Of the release, or of the week before it; of the bodies that the sentence names, where it names one.
    """
    here = account.chambers.names(begin, end) or {""}
    told = [account.first_meetings[name] for name in here if name in account.first_meetings]
    start, day = min(told, default=(begin, None))
    return day if start < begin else None
