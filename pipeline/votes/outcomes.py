"""Outcomes: what became of a text that was voted on, and the day of the vote, as the words around a tally tell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from pipeline.tables import Date
from pipeline.text.annotated import Text
from pipeline.votes import bodies
from pipeline.votes.evidence import ISO_DAY, Account, Lexicon
from pipeline.votes.figures import Form, Tally
from pipeline.votes.frame import Frame

_COUNCIL = "United Nations Security Council"
_COUNCIL_MAJORITY = 9
"""Votes that the Security Council needs (Charter, Article 27)."""


def outcome_of(tally: Tally, begin: int, end: int, account: Account) -> str | None:
    """What the nearest word of the sentence says: before the tally, else after it, else in the sentences beside it."""
    low, high = account.alone(tally, begin, end)
    another = low > begin
    if all(clause.form is Form.RECEIVED for clause in tally.clauses):
        stop = account.text.find(";", tally.end, high)
        high = stop if stop >= 0 else high
    if tally.agreement:
        low, high = max(begin, tally.start - 40), tally.end
    before, after = account.cues(low, tally.end), account.cues(tally.end, high)
    lost = any(name == "rejected" for _, _, name in after)
    if lost and not any(name == "elected" for _, _, name in before):
        return "rejected"
    if before:
        return max(before)[2]
    if after:
        return min(after)[2]
    if another:
        return max(account.cues(begin, tally.start), default=(0, 0, ""))[2] or None
    return _outcome_beside(begin, end, account)


def _outcome_beside(begin: int, end: int, account: Account) -> str | None:
    """What the sentence after says where it only tells the result, else the one before."""
    following = account.after(end)
    if following is not None and not account.tells(*following) and _RESULT.search(account.text, *following):
        cues = account.cues(*following)
        if cues:
            return max(cues)[2]
    sentence = account.before(begin)
    if sentence is None:
        return None
    cues = [cue for cue in account.cues(*sentence) if not account.text[cue[0] : cue[1]].lower().startswith("to ")]
    return max(cues)[2] if cues else None


_RESULT = re.compile(
    r"\b(?:negative vote|permanent member|therefore|thus|accordingly|consequently|as a result|(?:text|draft|motion|it|resolution|amendment)"
    r" (?:was|is|could|had|has|did))\b",
    re.IGNORECASE,
)
_PERMANENT = re.compile(
    r"\bagainst[ ,]*\((?:[^()\n]*\b)?(?:Russian Federation|Russia|China|France|United Kingdom|United States|UK|US|USA)\b",
    re.IGNORECASE,
)
_VETO = re.compile(r"\bveto|\bnegative votes?\b[^.;]{0,40}\bpermanent member", re.IGNORECASE)
_NO_VETO = re.compile(r"\bno (?:veto|permanent member)|\bwithout (?:a )?veto|veto power|right of veto", re.IGNORECASE)


def is_vetoed(frame: Frame, account: Account) -> bool:
    """Whether a permanent member kept the text from being adopted (Charter, Article 27): named in brackets, or told."""
    council, yes = frame.body[0] == _COUNCIL, frame.tally.count("in_favour")
    if council and yes is not None and yes < _COUNCIL_MAJORITY:
        return False
    if council and _PERMANENT.search(account.text, frame.tally.start, frame.end):
        return True
    if frame.outcome != "rejected":
        return False
    beside = (account.before(frame.begin), (frame.begin, frame.end), account.after(frame.end))
    told = " ".join(account.text[slice(*stretch)] for stretch in beside if stretch is not None)
    return bool(_VETO.search(told) or (council and "permanent member" in told)) and not _NO_VETO.search(told)


def settle(frame: Frame, account: Account) -> None:
    """Fill the outcome by word and by arithmetic together; where they contradict each other it stays null, and a doubt says so."""
    if frame.tally.agreement in ("consensus", "formula"):
        frame.outcome = "consensus"
    elif is_vetoed(frame, account):
        frame.outcome = "vetoed"
    elif frame.outcome is None:
        frame.outcome = _by_figures(frame)
    else:
        frame.outcome = _by_body(frame)
        _check(frame, account)


def _by_body(frame: Frame) -> str | None:
    """The outcome by its word, as the body that voted would call it: a committee approves, a plenary adopts."""
    body, outcome = frame.body[0], frame.outcome
    committee = body is not None and bodies.stage_of(body) == "committee"
    if outcome == "approved" and not committee:
        return "adopted"
    if outcome == "adopted" and committee and "General Assembly" in (body or ""):
        return "approved"
    return outcome


def _check(frame: Frame, account: Account) -> None:
    """Hold the figures against the word: fewer for than against is rejected, more for and rejected needs a reason in the text."""
    yes, no = frame.tally.count("in_favour"), frame.tally.count("against")
    if yes is None or no is None:
        return
    if frame.outcome in ("adopted", "approved") and yes < no:
        frame.outcome = "rejected"  # `17 backed the amendment, 20 were opposed`
    few = frame.body[0] == _COUNCIL and yes < _COUNCIL_MAJORITY
    if frame.outcome == "rejected" and yes > no and not few and not _is_qualified(frame, account):
        frame.outcome = None
        frame.doubt = f"{yes} for and {no} against, and yet told as rejected without a reason"


def _is_qualified(frame: Frame, account: Account) -> bool:
    """Whether the text says that more than half of the votes was needed."""
    before, after = account.before(frame.begin), account.after(frame.end)
    low, high = before[0] if before else frame.begin, after[1] if after else frame.end
    grammar = account.lexicon.grammar
    return any(pattern.search(account.text, low, high) for pattern in (grammar.qualified, grammar.missed))


def _by_figures(frame: Frame) -> str | None:
    """The outcome where no word tells it: of the vote that is told again, of the known resolution, by the figures."""
    if frame.same is not None:
        return frame.same.outcome
    if frame.known is not None or frame.tally.agreement:
        return "adopted"
    yes, no = frame.tally.count("in_favour"), frame.tally.count("against")
    if yes is None or no is None or (frame.part and yes >= no) or frame.motion == "election":
        return None
    enough = _COUNCIL_MAJORITY if frame.body[0] == _COUNCIL else 0
    return "adopted" if yes > max(no, enough - 1) else "rejected"


def day_of_head(text: Text, days: Sequence[Date], lexicon: Lexicon) -> datetime.date | None:
    """The day of the meeting whose record or coverage a text is: that of issue, else the first day of its head."""
    head = text.view[:_HEAD]
    found = lexicon.coverage.search(head)
    if found is None:
        return None
    if text.document.published is not None:
        return text.document.published
    end = head.find("\n\n", found.end())
    for row in days:
        if row.start >= (end if end >= 0 else _HEAD):
            break
        if ISO_DAY.match(row.value or ""):
            return datetime.date.fromisoformat((row.value or "")[:10])
    return None


_HEAD = 600
"""Characters of a text's head at most."""


def day_told(tally: Tally, begin: int, end: int, account: Account) -> datetime.date | None:
    """The day of the vote where its own sentence says it."""
    told = _days(begin, end, tally, account)
    if told is not None:
        return told or None
    today = account.lexicon.today.search(account.text, begin, end)
    return account.document.published or account.meeting if today else None


def day_of(tally: Tally, begin: int, end: int, account: Account) -> datetime.date | None:
    """The day of the vote as the text gives it: in the sentence, in the one before, or the day of the meeting told of."""
    told = _days(begin, end, tally, account)
    if told is not None:
        return told or None
    text, lexicon, published = account.text, account.lexicon, account.document.published or account.meeting
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
    return account.meeting or _day_of_meeting(begin, end, account) or _day_after(tally, account)


def _day_after(tally: Tally, account: Account) -> datetime.date | None:
    """The day that the first sentence after gives to what became of the text, where the document tells no other vote."""
    if len(account.found) > 1:
        return None
    rest = account.sentence(min(tally.end + 1, len(account.text)), len(account.text))
    for row in account.days(tally.end, rest[1]):
        begin, end = account.sentence(row.start, row.end)
        if begin >= tally.end and account.cues(begin, end) and account.chambers.names(begin, end):
            return _days(begin, end, tally, account) or None
    return None


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
