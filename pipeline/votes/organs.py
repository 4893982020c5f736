"""Organs: which of the bodies that a text names held a vote."""

from __future__ import annotations

import re

from pipeline.gazetteer import known_votes
from pipeline.votes.frame import Body, Frame, Meeting


def organ_of(frame: Frame, meeting: Meeting) -> Body:
    """(name, id) of the body that voted, None where nothing tells: the surest of its signs, in order."""
    for find in _SIEVES:
        body = find(frame, meeting)
        if body is not None:
            return _holder(body, frame, meeting)
    return _holder(meeting.account.chambers.usual(frame.begin), frame, meeting)


def _of_resolution(frame: Frame, _meeting: Meeting) -> Body | None:
    """By the symbol of what it adopted; a committee only approves one."""
    return known_votes.body_of(frame.symbol) if frame.symbol and frame.outcome != "approved" else None


def _in_sentence(frame: Frame, meeting: Meeting) -> Body | None:
    """Named in the sentence, and not only spoken of."""
    tally = frame.tally
    here = meeting.account.chambers.inside(frame.begin, frame.end, (tally.start, tally.end))
    return (here[1].name, here[1].id) if here is not None and here[0] < 2 else None


def _of_draft(frame: Frame, _meeting: Meeting) -> Body | None:
    """By the symbol of a resolution that is voted on elsewhere too, else of a committee's draft."""
    return known_votes.body_of(frame.symbol) if frame.symbol else None


def _in_paragraph(frame: Frame, meeting: Meeting) -> Body | None:
    """Named before in the paragraph."""
    account = meeting.account
    before = account.chambers.before(account.paragraph(frame.begin), frame.begin)
    return (before.name, before.id) if before is not None else None


def _of_last_vote(frame: Frame, meeting: Meeting) -> Body | None:
    """The body of the vote before, in the paragraph or where the text names no other."""
    last, account = meeting.last, meeting.account
    if last is None or not last.body[0]:
        return None
    near = last.tally.start >= account.paragraph(frame.begin) or account.chambers.alone
    return last.body if near else None


def _at_the_un(frame: Frame, meeting: Meeting) -> Body | None:
    """More votes than any council has seats, `at the United Nations`."""
    votes = frame.tally.count("in_favour") or 0
    at_un = _AT_UN.search(meeting.account.text, frame.begin, frame.end)
    return known_votes.GENERAL_ASSEMBLY if at_un and votes > _COUNCIL_SEATS else None


_SIEVES = (_of_resolution, _in_sentence, _of_draft, _in_paragraph, _of_last_vote, _at_the_un)
_AT_UN = re.compile(r"\b(?:at|in) the (?:UN|U\.N\.|United Nations)\b(?! [A-Z])", re.IGNORECASE)
_COUNCIL_SEATS = 54
"""Members of the largest council of the United Nations, the Economic and Social Council."""
_A_COMMITTEE = re.compile(r"\bGeneral Assembly(?:’s)? committee\b")


def _holder(body: Body, frame: Frame, meeting: Meeting) -> Body:
    """(name, id) of the body that voted: who elects the members of a council, which `General Assembly committee` it was."""
    if frame.outcome == "elected" and body[1] in known_votes.ELECTED:
        return known_votes.GENERAL_ASSEMBLY
    if body != known_votes.GENERAL_ASSEMBLY:
        return body
    committee = known_votes.committee_of(frame.symbol) if frame.symbol else None
    if committee:
        return committee
    account = meeting.account
    if _A_COMMITTEE.search(account.text, frame.begin, frame.end):
        named = [c for c in account.chambers.named if c.name.endswith(f" Committee of the {body[0]}")]
        return (named[0].name, named[0].id) if named else body
    return body
