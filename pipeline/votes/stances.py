"""Stances: what each named country did on a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.gazetteer import load as gazetteer
from pipeline.resources import Models
from pipeline.tables import SILENT, Entity, Error, Reference, Stance, Vote
from pipeline.text.annotated import Text
from pipeline.text.spans import Stretches
from pipeline.votes import claims, countries, lists, patterns, rollcalls
from pipeline.votes.claim_patterns import MINORITY, Claim, Need
from pipeline.votes.claims import ClaimWords
from pipeline.votes.countries import COUNTRY, Actor, Countries
from pipeline.votes.figures import Tally
from pipeline.votes.rollcalls import RollCall, RollWords
from pipeline.votes.speakers import with_speakers

READS: tuple[str, ...] = (*claims.READS, *gazetteer.READS, *patterns.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    words: ClaimWords
    countries: Countries
    rolls: RollWords


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words = claims.load_claims(models)
    heads: dict[str, Any] = models.toml("en/votes.toml")["heads"]
    rolls = rollcalls.load_rolls(patterns.load_grammar(models), heads)
    return Lexicon(words, Countries(gazetteer.load_gazetteer(models), words.bare), rolls)


def find_stances(
    text: Text,
    tallies: Sequence[Tally],
    votes: Sequence[Vote],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    lexicon: Lexicon,
) -> list[Stance | Error]:
    """The countries named as sponsors or as voting for, against or abstaining; lists that fit no tally come back as errors."""
    view, words = text.view, lexicon.words
    named = countries.find_actors(entities, words.seats)
    actors = with_speakers(text, named, entities, words)
    if not votes and not (actors and (view.casefold() in words.voting or words.texts.search(view))):
        return []
    shadow = countries.shadow_of(view, actors)
    starts = [text.starts[first] for first, _ in text.sentences] or [0]
    state = _State(text, view, shadow, named, actors, starts, tallies, list(votes), references, lexicon)
    rolls = rollcalls.find_roll_calls(view, named, lexicon.countries, lexicon.rolls)
    listed = Stretches((roll.start, roll.end) for roll in rolls)
    found = list(_from_tallies(state))
    problems: list[Error] = []
    found += _from_rolls(rolls, problems, state)
    found += (row for row in _from_claims(state) if not listed.overlap(row.start, row.end))
    silent = Stretches((s.start, s.end) for s in text.segments if s.role in SILENT)
    return [*_once([row for row in found if not silent.overlap(row.start, row.end)], votes), *problems]


@dataclass(frozen=True, slots=True)
class _State:
    """What the stances of one text share. named: the countries as the text names them; actors: with `we` and `her delegation`."""

    source: Text
    text: str
    shadow: str
    named: list[Actor]
    actors: list[Actor]
    starts: list[int]
    tallies: Sequence[Tally]
    votes: list[Vote]
    references: Sequence[Reference]
    lexicon: Lexicon

    def sentence(self, place: int) -> tuple[int, int]:
        """First and last character of the sentence of a place."""
        at = max(0, bisect_right(self.starts, place) - 1)
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        return self.starts[at], end

    def paragraph(self, start: int, stop: int) -> tuple[int, int]:
        """First and last character of the paragraphs of a stretch."""
        after = self.text.find("\n\n", stop)
        return self.text.rfind("\n\n", 0, start) + 1, after if after >= 0 else len(self.text)

    def voted(self, begin: int, end: int) -> list[Vote]:
        """The votes whose tallies begin in a stretch."""
        first = bisect_left(self.votes, begin, key=lambda vote: vote.start)
        return self.votes[first : bisect_left(self.votes, end, key=lambda vote: vote.start)]

    def cited(self, begin: int, end: int) -> list[str]:
        """The symbols of texts that can be voted on, as a stretch cites them."""
        return list(
            dict.fromkeys(
                row.symbol
                for row in self.references
                if begin <= row.start < end and row.symbol and row.kind in ("resolution", "other")
            )
        )


def _from_tallies(state: _State) -> Iterator[Stance]:
    """The countries listed beside the figures of tallies."""
    by_start = {vote.start: vote for vote in state.votes}
    for tally in state.tallies:
        vote = by_start.get(tally.start)
        if vote is None:
            continue
        for actor, stance, rule in lists.beside_figures(state.text, tally, state.named, state.lexicon.countries):
            yield _stance(actor, stance, vote, None, rule, state)


def _from_rolls(rolls: Sequence[RollCall], problems: list[Error], state: _State) -> Iterator[Stance]:
    """The countries of voting lists, each of the vote whose figures the list matches."""
    bound = rollcalls.bind(rolls, state.votes)
    for number, roll in enumerate(rolls):
        vote, differs = bound.get(number, (None, 0))
        symbol = None if vote else _symbol_before(roll.start, state)
        counted = [v for v in state.voted(max(0, roll.start - _BACK), roll.end + _BACK) if roll.differs(v) is not None]
        if differs or (vote is None and counted):
            problems.append(_mismatch(roll, vote, state))
        for side, listed in roll.sides.items():
            for actor in listed:
                if side != "absent":
                    yield _stance(actor, side, vote, symbol, roll.by, state)


def _symbol_before(place: int, state: _State) -> str | None:
    """The symbol of the text named last before a list, where no tally stands between."""
    begin = max([0, place - _BACK, *(vote.end for vote in state.voted(0, place)[-1:])])
    cited = state.cited(begin, place)
    return cited[-1] if cited else None


def _mismatch(roll: RollCall, vote: Vote | None, state: _State) -> Error:
    lengths = ", ".join(f"{len(listed)} {side}" for side, listed in roll.sides.items())
    told = f"the tally at {vote.start} has other figures" if vote else "no tally beside it has these figures"
    return Error(
        path=state.source.document.path,
        doc_id=state.source.document.doc_id,
        stage="stances",
        severity="warning",
        code="list-mismatch",
        message=f"a voting list names {lengths}: {told}",
        start=roll.start,
        end=roll.end,
    )


def _from_claims(state: _State) -> Iterator[Stance]:
    """The countries of which a sentence says what they did."""
    words = state.lexicon.words
    at = 0
    while at < len(state.text):
        end = state.text.find("\n", at)
        end = len(state.text) if end < 0 else end
        if state.shadow.find(COUNTRY, at, end) >= 0:
            line = state.text[at:end].casefold()
            sponsoring, voting = line in words.sponsoring and _of_texts(at, end, state), line in words.voting
            for claim in words.claims:
                if sponsoring if claim.stance == "sponsor" else voting:
                    yield from _claimed(claim, at, end, state)
        at = end + 1


def _of_texts(begin: int, end: int, state: _State) -> bool:
    """Whether a paragraph speaks of a text that can have sponsors."""
    words = state.lexicon.words
    named = words.texts.search(state.text, begin, end) or words.loose.search(state.text, begin, end)
    return named is not None or bool(state.voted(begin, end))


def _claimed(claim: Claim, begin: int, end: int, state: _State) -> Iterator[Stance]:
    """What one claim says in one paragraph."""
    for match in claim.pattern.finditer(state.shadow, begin, end):
        stance = claim.stance or _said(match.groupdict())
        if stance is None or not _holds(claim, match, state):
            continue
        vote, symbol = _about(match.start(), match.end(), stance, state)
        if stance == MINORITY:
            stance = _minority(vote)
        for actor in countries.among(state.actors, *match.span("who")):
            if stance and (not claim.adjectival or _is_adjective(actor, state)):
                yield _stance(actor, stance, vote, symbol, claim.rule, state)


def _said(groups: dict[str, str | None]) -> str | None:
    if groups.get("abstain"):
        return "abstained"
    if groups.get("yes"):
        return "in_favour"
    return "against" if groups.get("no") or groups.get("no2") else None


def _minority(vote: Vote | None) -> str | None:
    """The side with fewer votes."""
    if vote is None or vote.in_favour is None or vote.against is None or vote.in_favour == vote.against:
        return None
    return "against" if vote.against < vote.in_favour else "in_favour"


def _is_adjective(actor: Actor, state: _State) -> bool:
    """`the Russian resolution`, `the US draft`; not `the Syria resolution`."""
    return actor.adjective or _INITIALS.fullmatch(state.text, actor.start, actor.end) is not None


_INITIALS = re.compile(r"U\.?S\.?(?:A\.?)?|U\.?K\.?")


def _holds(claim: Claim, match: re.Match[str], state: _State) -> bool:
    """Whether a claim is of something done, neither denied nor wished for, and about a text that is voted on."""
    text, words = state.text, state.lexicon.words
    begin, end = state.sentence(match.start())
    if words.negation.search(match[0]):
        return False
    if claim.stance != "sponsor" and _is_open(match, begin, state):
        return False
    if claim.of_text and words.others.search(text, max(begin, match.start() - 40), match.start()):
        return False
    return claim.needs is None or _NEEDS[claim.needs](match, begin, end, state)


def _is_open(match: re.Match[str], begin: int, state: _State) -> bool:
    """Whether a vote is only wished for, or told of all but the countries named."""
    words = state.lexicon.words
    if words.wish.search(match[0].replace(COUNTRY, "")):
        return True
    lead = state.text[max(begin, match.start() - 40) : match.start()]
    excepted = match.start("who") == match.start() and words.excepted.search(lead) is not None
    return excepted or _WISHED.search(lead) is not None


def _text_in_sentence(match: re.Match[str], begin: int, end: int, state: _State) -> bool:
    text = state.text
    back = _FRONTED.match(text, match.start()) or _TAKEN_UP.search(text, max(0, match.start() - 30), match.start())
    return _text_near(match, begin, end, state) if back else _has_text(begin, begin, end, state)


def _text_near(_match: re.Match[str], begin: int, end: int, state: _State) -> bool:
    return _has_text(max(0, begin - _BACK), begin, end, state)


def _has_text(low: int, begin: int, end: int, state: _State) -> bool:
    """A text that can be voted on is named in a stretch, or a vote is told in the sentence."""
    words = state.lexicon.words
    if words.texts.search(state.text, low, end) or any(v.in_favour is not None for v in state.voted(begin, end)):
        return True
    return words.loose.search(state.text, low, end) is not None and _cited(begin, end, state)


def _vote_in_sentence(_match: re.Match[str], begin: int, end: int, state: _State) -> bool:
    return _cited(begin, end, state) or _OF_VOTE.search(state.text, begin, end) is not None


def _matter(match: re.Match[str], begin: int, end: int, state: _State) -> bool:
    """Whether what is voted on is a text or a matter before a body, and no referendum or election of the country's own."""
    words = state.lexicon.words
    if _OBJECT.match(state.text, match.end()) is None or state.votes:
        return True
    first, _ = state.paragraph(begin, begin)
    named = (pattern.search(state.text, first, end) for pattern in (words.texts, words.loose, words.forums))
    return any(named) or _cited(first, end, state)


_OBJECT = re.compile(
    r" (?:of )?(?!(?:it|this|that|them|and|but|while|with|on|in|at|when|as|because|after|before)\b)[\w“]"
)
"""After `voted for`: what was voted for or against."""


def _vote_told(match: re.Match[str], begin: int, end: int, state: _State) -> bool:
    """A vote is told in the sentence, or before it in the paragraph."""
    first, _ = state.paragraph(begin, begin)
    return _vote_in_sentence(match, begin, end, state) or bool(state.voted(first, end))


_NEEDS = {
    Need.TEXT: _text_in_sentence,
    Need.NEAR: _text_near,
    Need.VOTE: _vote_in_sentence,
    Need.TOLD: _vote_told,
    Need.MATTER: _matter,
}
_OF_VOTE = re.compile(r"\bvot|\bveto|\babst|resolution|amendment", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:urged?|urging|called (?:on|upon)|asked|if|whether|should|expected|persuaded?|convinced?)\s(?:the\s)?$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:Tabled|Sponsored|Submitted|Introduced|Drafted|Presented|Proposed|Co-sponsored|Authored|Penned|Moved)\b"
)
_TAKEN_UP = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|other|latter|former|another|it|both|these|those)"
    r"(?: (?:of (?:them|these|the \w+)|one))?,?(?: (?:which|that))?(?: (?:was|were|is|are|had been|being))?(?: \w+ly)?\s$",
    re.IGNORECASE,
)
_BACK = 300
"""A text that a sentence takes up was named within so many characters before it."""
_PART = re.compile(r"\b(?:amendments?|paragraphs?|motion|oral revision)\b", re.IGNORECASE)


def _cited(begin: int, end: int, state: _State) -> bool:
    """A tally or a symbol stands in the stretch."""
    return bool(state.voted(begin, end) or state.cited(begin, end))


def _about(start: int, stop: int, stance: str, state: _State) -> tuple[Vote | None, str | None]:
    """(vote, symbol) of the text that a claim is about: in its sentence, else beside it in the paragraph."""
    begin, end = state.sentence(start)
    day = state.lexicon.words.day.search(state.text, begin, end)
    if day is not None:
        told = [vote for vote in state.votes if _told_on(day[0], vote, state) and not begin <= vote.start < end]
        if len(told) == 1:
            return told[0], None
    here = [vote for vote in state.voted(begin, end) if _possible(vote, stance)]
    if here:
        return min(here, key=lambda vote: max(vote.start - stop, start - vote.end, 0)), None
    symbols = [symbol for symbol in state.cited(begin, end) if "/" in symbol]
    if len(symbols) == 1:
        return next((vote for vote in state.votes if vote.symbol == symbols[0]), None), symbols[0]
    return _beside(start, stop, stance, state), None


def _told_on(day: str, vote: Vote, state: _State) -> bool:
    return day in state.text[slice(*state.sentence(vote.start))]


def _possible(vote: Vote, stance: str) -> bool:
    """Whether the figures leave room for a stance: nobody is against where none voted so."""
    return stance not in ("in_favour", "against", "abstained") or getattr(vote, stance) != 0


def _beside(start: int, stop: int, stance: str, state: _State) -> Vote | None:
    """The vote before in the paragraph, else after it in the paragraph, else the only one of the text."""
    begin, end = state.sentence(start)
    first, last = state.paragraph(start, stop)
    before = [vote for vote in state.voted(first, begin) if _possible(vote, stance)]
    following = [vote for vote in state.voted(end, last) if _possible(vote, stance)]
    earlier = state.voted(0, begin)[-1:]
    if following and earlier and _PART.search(state.text, end, following[0].start):
        # `The text had been tabled by X. An amendment to it was rejected by …`
        following = earlier
    if before or following:
        return before[-1] if before else following[0]
    texts = {_key(vote) for vote in state.votes}
    return state.votes[0] if len(texts) == 1 else None


def _stance(actor: Actor, stance: str, vote: Vote | None, symbol: str | None, rule: str, state: _State) -> Stance:
    return Stance(
        doc_id=state.source.document.doc_id,
        start=actor.start,
        end=actor.end,
        text=state.text[actor.start : actor.end],
        country=actor.country,
        stance=stance,
        symbol=symbol or (vote.symbol if vote else None),
        vote=vote.start if vote else None,
        rule=rule,
    )


def _key(vote: Vote) -> tuple[object, ...]:
    """What tells one text from another: its symbol, or the figures."""
    return (vote.symbol,) if vote.symbol else (vote.in_favour, vote.against, vote.abstained, vote.title)


def _once(found: Sequence[Stance], votes: Sequence[Vote]) -> list[Stance]:
    """One row a country, stance and text, the first; a row about no known text only where there is no other."""
    by_start = {vote.start: _key(vote) for vote in votes}
    chosen: dict[tuple[object, ...], Stance] = {}
    for row in found:
        about: tuple[object, ...] = (row.symbol,) if row.symbol else by_start.get(row.vote or -1, ())
        chosen.setdefault((row.country, row.stance, *about), row)
    known = {(row.country, row.stance) for row in chosen.values() if row.symbol or row.vote is not None}
    rows = [r for r in chosen.values() if r.symbol or r.vote is not None or (r.country, r.stance) not in known]
    return sorted(rows, key=lambda row: (row.start, row.end, row.stance))
